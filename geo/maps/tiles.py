"""Online map tiles by their xyzservices name: off unless asked for, as they tell a service where a reader looks."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from functools import cache
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlsplit

import xyzservices

from geo.errors import ClaimmapError

if TYPE_CHECKING:
    from collections.abc import Mapping

_WEB_MERCATOR = "EPSG:3857"
_EVERY_TILE = {"x", "y", "z"}
_LEFT_TO_LEAFLET = _EVERY_TILE | {"s", "r"}
_FIELD = re.compile(r"\{([^{}]*)\}")
_NO_KEY = "<insert your"  # how xyzservices marks what a user must fill in
_HOST = re.compile(r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+")
_LEAFLETS_SUBDOMAINS = "abc"
_USUAL_ZOOM = 18  # Leaflet's own, where a service does not tell
_ALIKE, _LETTERS, _NAMED = 0.6, 3, 4  # how like a name must be to be offered, or of how many letters, and how many are


@dataclass(frozen=True, slots=True)
class Tiles:
    """A service of map tiles in Web Mercator, as Leaflet asks for them.

    `url` is https and has {x}, {y}, {z}, and {s} and {r} where the service takes them; `origins` are all that tiles
    come from, such as https://a.tile.example; `attribution` is plain text and must be shown.
    """

    name: str
    url: str
    origins: tuple[str, ...]
    attribution: str
    max_zoom: int
    subdomains: tuple[str, ...]


@cache
def find_tiles(name: str) -> Tiles:
    """Return the tiles that xyzservices knows by a name, such as OpenStreetMap.Mapnik, in any case.

    Raises ClaimmapError, in one line, for an unknown name (with those most like it) and for a service that a page
    cannot show: one that wants a key, speaks plain http, is broken, or is in another projection.
    """
    providers = xyzservices.providers.flatten()
    known = {_plain(each): each for each in providers}
    if _plain(name) not in known:
        raise ClaimmapError(_unknown(name, {key: full for key, full in known.items() if _is_usable(providers[full])}))
    return tiles_of(providers[known[_plain(name)]])


def tiles_of(provider: Mapping[str, Any]) -> Tiles:
    """Return the tiles of a provider as xyzservices describes it. Raises ClaimmapError as find_tiles does."""
    name = str(provider["name"])
    url = _filled(provider)
    parts = urlsplit(url)
    subdomains = tuple(map(str, provider.get("subdomains") or _LEAFLETS_SUBDOMAINS)) if "{s}" in url else ()
    origins = tuple(f"https://{parts.netloc.replace('{s}', each)}" for each in subdomains or ("",))
    if parts.scheme != "https" or not all(_HOST.fullmatch(origin.removeprefix("https://")) for origin in origins):
        message = (
            f"the tiles {name} are not offered over https, and the page asks for no others: choose another service"
        )
        raise ClaimmapError(message)
    attribution = _text(str(provider.get("attribution") or provider.get("html_attribution") or name))
    return Tiles(name, url, origins, attribution, int(provider.get("max_zoom") or _USUAL_ZOOM), subdomains)


def _is_usable(provider: Mapping[str, Any]) -> bool:
    try:
        tiles_of(provider)
    except ClaimmapError:
        return False
    return True


def _filled(provider: Mapping[str, Any]) -> str:
    """Return the provider's address with all filled in but what Leaflet fills in for each tile."""
    name = provider["name"]
    values = {str(key): str(value) for key, value in provider.items()}
    fields = set(_FIELD.findall(values["url"]))
    missing = {field for field in fields - _LEFT_TO_LEAFLET if values.get(field, _NO_KEY).startswith(_NO_KEY)}
    if missing:
        message = (
            f"the tiles {name} want a key of your own ({', '.join(sorted(missing))}): choose a service without one"
        )
        raise ClaimmapError(message)
    if provider.get("status") == "broken":
        message = f"the tiles {name} are known to be broken: choose another service"
        raise ClaimmapError(message)
    if provider.get("crs", _WEB_MERCATOR) != _WEB_MERCATOR or not fields >= _EVERY_TILE or provider.get("tms"):
        message = f"the tiles {name} are not in the projection and numbering of web maps: choose another service"
        raise ClaimmapError(message)
    return _FIELD.sub(
        lambda field: field[0] if field[1] in _LEFT_TO_LEAFLET else quote(values[field[1]], "/:,~"), values["url"]
    )


def _unknown(name: str, known: Mapping[str, str]) -> str:
    plain = _plain(name)
    within = [full for key, full in known.items() if len(plain) >= _LETTERS and plain in key]
    close = [known[key] for key in difflib.get_close_matches(plain, known, _NAMED, _ALIKE)]
    offered = list(dict.fromkeys([*close, *within]))[:_NAMED] or ["OpenStreetMap.Mapnik"]
    return f"no map tiles are called {name!r}; try {', '.join(offered)} or another name of xyzservices"


def _plain(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.lower())


class _Words(HTMLParser):
    """The text of markup: services write their attribution with links in it."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def _text(markup: str) -> str:
    reader = _Words()
    reader.feed(markup)
    reader.close()
    plain = re.sub(r"[<>]", " ", "".join(reader.words)).replace("(C)", "©").replace(" -- ", " – ")
    return " ".join(plain.split())
