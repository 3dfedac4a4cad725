"""An address as written → what to ask of which host, and at which of its IP addresses that may be asked.

The IP addresses that were checked are those that are connected to, so that a name cannot mean a public host when it is
checked and this machine a moment later.
"""

from __future__ import annotations

import socket
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from urllib.parse import quote, urljoin, urlsplit

from geo.fetching.records import RefusedError, UnreachableError

_LONGEST = 2000  # characters of an address
_PORTS = {"http": 80, "https": 443}
_SAFE = "/%:@!$&'()*+,;=~-._?"
_MOST_TRIED = 4  # IP addresses of a host
_GLOBAL = IPv6Network("2000::/3")
_TRANSLATED = IPv6Network("64:ff9b::/96")  # RFC 6052: an IPv4 address behind a translator


@dataclass(frozen=True, slots=True)
class Target:
    """An address taken apart: `host` is ASCII, `path` is what is asked for, with its query."""

    url: str
    scheme: str
    host: str
    port: int
    path: str

    @property
    def authority(self) -> str:
        """Return the host as it stands in an address, with the port if it is not the scheme's own."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def origin(self) -> str:
        """Return scheme and authority."""
        return f"{self.scheme}://{self.authority}"


def target(written: str, base: str = "") -> Target:
    """Take an address apart, one that may be relative to `base`. Raises RefusedError for what is not fetched.

    >>> target("HTTPS://Example.org/a b?c=d#e").url
    'https://example.org/a%20b?c=d'
    """
    try:
        parts = urlsplit(urljoin(base, written.strip()))
        host, port = parts.hostname or "", parts.port
        host = host if ":" in host else host.encode("idna").decode("ascii")
    except ValueError as error:  # UnicodeError of the host among them
        message = "it is no address"
        raise RefusedError(message) from error
    if parts.scheme not in _PORTS:
        message = f"{parts.scheme[:20] or 'no scheme'} is not fetched, only http and https"
        raise RefusedError(message)
    if not host or len(written) > _LONGEST or any(character <= " " for character in host):
        message = "it is no address"
        raise RefusedError(message)
    if parts.username is not None or parts.password is not None:
        message = "an address with a user name is not fetched"
        raise RefusedError(message)
    path = quote(parts.path or "/", safe=_SAFE) + (f"?{quote(parts.query, safe=_SAFE)}" if parts.query else "")
    found = Target("", parts.scheme, host.lower(), _PORTS[parts.scheme] if port is None else port, path)
    return Target(f"{found.origin}{path}", found.scheme, found.host, found.port, path)


def resolve(asked: Target, *, private: bool) -> tuple[tuple[socket.AddressFamily, str], ...]:
    """Return the IP addresses of a host, checked. Raises RefusedError if any of them may not be asked.

    With `private`, those of this machine and of its own network may be; link-local ones, at which clouds keep their
    secrets, multicast and such that mean no host never.
    """
    try:
        answers = socket.getaddrinfo(asked.host, asked.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        message = f"the host {asked.host[:80]} is not known"
        raise UnreachableError(message) from error
    found = dict.fromkeys((family, str(where[0])) for family, _, _, _, where in answers)
    for _, written in found:
        address = ip_address(written)
        if not (may_be_asked(address) if private else is_public(address)):
            shown = asked.host if asked.host == written else f"{asked.host[:80]} ({written})"
            message = f"{shown} is no public address"
            raise RefusedError(message)
    return tuple(found)[:_MOST_TRIED]


def is_public(address: IPv4Address | IPv6Address) -> bool:
    """Tell whether an address is of a host that all the world sees, also of what it wraps."""
    if isinstance(address, IPv4Address):
        return address.is_global and not address.is_multicast
    wrapped = _wrapped(address)
    if wrapped and not all(is_public(each) for each in wrapped):
        return False
    if address.ipv4_mapped is not None or address in _TRANSLATED:
        return True
    return address in _GLOBAL and address.is_global


def may_be_asked(address: IPv4Address | IPv6Address) -> bool:
    """Tell whether an address is of any host, private ones among them."""
    if isinstance(address, IPv6Address) and not all(may_be_asked(each) for each in _wrapped(address)):
        return False
    return not (address.is_link_local or address.is_multicast or address.is_unspecified)


def _wrapped(address: IPv6Address) -> tuple[IPv4Address, ...]:
    """Return the IPv4 addresses that an IPv6 address leads to."""
    if address.ipv4_mapped is not None:
        return (address.ipv4_mapped,)
    if address in _TRANSLATED:
        return (IPv4Address(int(address) & 0xFFFFFFFF),)
    if address.sixtofour is not None:
        return (address.sixtofour,)
    return address.teredo or ()
