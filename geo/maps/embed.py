"""The snippet that shows a map in a report or on a site: an iframe in a sandbox, by address or with the page in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from html import escape, unescape
from pathlib import Path
from urllib.parse import quote, urlsplit

from geo.errors import ClaimmapError
from geo.maps.parts_index import FOLDER
from geo.maps.parts_index import TITLE as INDEX

# The page runs its scripts, offers downloads and opens articles in tabs of their own, which are then free of the
# sandbox. It never gets allow-same-origin: that would give it the cookies and storage of the site around it.
_SANDBOX = "allow-scripts allow-downloads allow-popups allow-popups-to-escape-sandbox"
_STYLE = "max-width:100%;border:0"
_OURS = re.compile(r'<script type="text/plain" id="claimmap-')
_TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
_CHARSET = '<meta charset="utf-8">'
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_LONGEST = 10_000  # pixels


@dataclass(frozen=True, slots=True)
class View:
    """What the embedded map shows at first: the days from and to (ISO, empty: not narrowed) and an open claim's id.

    Raises ClaimmapError for what is no day or no id.
    """

    start: str = ""
    end: str = ""
    claim: str = ""

    def __post_init__(self) -> None:
        """Refuse what the page could not show."""
        for name, day in (("--from", self.start), ("--to", self.end)):
            if day and not _is_day(day):
                message = f"{name} {day!r} is no day such as 2022-03-04"
                raise ClaimmapError(message)
        if self.start and self.end and self.start > self.end:
            message = f"--from {self.start} is after --to {self.end}"
            raise ClaimmapError(message)
        if not self.claim.isprintable() or self.claim != self.claim.strip():
            message = f"--claim {self.claim!r} is no claim_id as claims.csv has it"
            raise ClaimmapError(message)

    @property
    def state(self) -> str:
        """Return what stands after the # of the page's address."""
        parts = (("from", self.start), ("to", self.end), ("claim", self.claim))
        return "&".join(["embed", *(f"{name}={quote(value, safe='')}" for name, value in parts if value)])


@dataclass(frozen=True, slots=True)
class Frame:
    """How large the frame is, in pixels; never wider than what it stands in. Raises ClaimmapError for no size."""

    width: int = 700
    height: int = 450

    def __post_init__(self) -> None:
        """Refuse sizes that no page has."""
        if not (0 < self.width <= _LONGEST and 0 < self.height <= _LONGEST):
            message = f"a frame of {self.width} by {self.height} pixels is none: give 1 to {_LONGEST} each"
            raise ClaimmapError(message)


def read_page(path: Path) -> str:
    """Return a page that claimmap drew. Raises ClaimmapError where there is none."""
    try:
        page = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else "no text in UTF-8"
        message = f"{path} cannot be read: {reason}; `claimmap build` draws output/map.html"
        raise ClaimmapError(message) from error
    if not (_OURS.search(page) and _CHARSET in page):
        title = _TITLE.search(page)
        if title and unescape(title[1]) == INDEX:
            message = f"{path} leads to the parts of a map and is none: give a page of {path.parent / FOLDER}"
            raise ClaimmapError(message)
        message = f"{path} is no map that claimmap drew; give map.html or a page of days/"
        raise ClaimmapError(message)
    return page


def by_address(page: str, src: str, view: View, frame: Frame) -> str:
    """Return the iframe that loads the page from `src`, a relative address or one over http or https.

    Raises ClaimmapError for another address, or one that has a # already.
    """
    try:
        parts = urlsplit(src)
    except ValueError:
        parts = urlsplit("invalid:")
    if parts.scheme not in {"", "http", "https", "file"} or not src.isprintable() or " " in src or not src.strip():
        message = f"{src!r} is no address of a page: give https://host/map.html or one relative to the report"
        raise ClaimmapError(message)
    if "#" in src:
        message = f"the address {src!r} has a # already: what the map shows is told by --from, --to and --claim"
        raise ClaimmapError(message)
    return _iframe("src", f"{src}#{view.state}", page, frame)


def inline(page: str, view: View, frame: Frame) -> str:
    """Return the iframe with the whole page in it, for reports of one file.

    A page in srcdoc has no address that could tell what to show, so a meta tag in it does.
    """
    told = f'{_CHARSET}\n<meta name="claimmap-state" content="{escape(view.state)}">'
    return _iframe("srcdoc", page.replace(_CHARSET, told, 1), page, frame)


def address_of(path: Path) -> str:
    """Return the address of a file: relative as the path is, or a file: URL."""
    return path.as_uri() if path.is_absolute() else quote(path.as_posix())


def _iframe(attribute: str, value: str, page: str, frame: Frame) -> str:
    title = _TITLE.search(page)
    attributes = {
        attribute: value,
        "width": str(frame.width),
        "height": str(frame.height),
        "style": _STYLE,
        "title": unescape(title[1]) if title else "",
        "loading": "lazy",
        "allow": "clipboard-write",
        "sandbox": _SANDBOX,
    }
    written = " ".join(f'{name}="{escape(each)}"' for name, each in attributes.items())
    # Character references, for the document around may be in any encoding; and one line, which no CMS breaks up.
    plain = re.sub(r"[\x00-\x1f\x7f-\U0010ffff]", lambda found: f"&#{ord(found[0])};", written)
    return f"<iframe {plain}></iframe>"


def _is_day(written: str) -> bool:
    try:
        return bool(_DAY.fullmatch(written) and date.fromisoformat(written))
    except ValueError:
        return False
