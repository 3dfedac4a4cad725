"""What comes of asking for an address: what was fetched, or why nothing was."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What was fetched, by its content."""

    FEED = "feed"
    PAGE = "page"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Fetched:
    """What stood at an address. `address` is where redirects led from `url`; `sha256` is that of the decoded body.

    `first_at` and `last_at` are the times (ISO, UTC) at which this very body was first and last had. `charset` is what
    the server said, which may be wrong; `etag` and `last_modified` are as it gave them, empty if it did not.
    """

    url: str
    address: str
    body: bytes
    sha256: str
    kind: Kind
    content_type: str
    charset: str
    etag: str
    last_modified: str
    first_at: str
    last_at: str


@dataclass(frozen=True, slots=True)
class Refused:
    """An address from which nothing was fetched, and why."""

    url: str
    reason: str


class RefusedError(Exception):
    """Nothing can be fetched; the message says why, in words of ours only."""


class UnreachableError(RefusedError):
    """The host did not answer, or not as it should: asking it again in this run is of little use."""
