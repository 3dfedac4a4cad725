"""The document around a map: Leaflet and the page's own scripts inlined, and a policy that lets nothing else run."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from html import escape
from pathlib import Path

from geo.errors import DataMissingError, OutputError
from geo.maps.scripts import joined

_PAGE = Path(__file__).parent / "page"
_LEAFLET = Path(__file__).parent.parent / "data" / "leaflet"

# What comes later may overrule what came before: print stands last.
_SHEETS = (
    "base.css", "frame.css", "ground.css", "timeline.css", "filters.css", "card.css", "listing.css", "print.css",
)  # fmt: skip
_LAYERS_PICTURE = (
    "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='26' height='26'%3E%3Cpath d='M13 4l10 6-10 "
    "6-10-6zM4 14l9 5 9-5M4 18l9 5 9-5' fill='none' stroke='%23555' stroke-width='1.6'/%3E%3C/svg%3E"
)
_INLINE = re.compile(r"<(script|style)>(.*?)</\1>", re.DOTALL)
_OUTSIDE = re.compile(r"<(?:script|link)\b[^>]*?\b(?:src|href)=[\"']([^\"']+)", re.IGNORECASE)
_RANDOM_ID = re.compile(r"\b([a-z][a-z0-9_]*_)([0-9a-f]{32})\b")


@dataclass(frozen=True, slots=True)
class Drawn:
    """What folium made of the map and of the layers that a user added: parts of a document."""

    header: str
    html: str
    script: str


def document(
    drawn: Drawn,
    map_name: str,
    blocks: dict[str, str],
    title: str,
    origins: Sequence[str] = (),
    *,
    up: str = "",
    keep_view: bool,
) -> Iterator[str]:
    """Yield the whole page part by part. `blocks` are base64 by id and go in as they are; none is ever markup.

    `up` is the markup of what leads from here to other pages.

    Pictures may come from the `origins` of map tiles, such as https://tile.example, and from nowhere else.
    The same parts give the same characters: folium's random ids are numbered in order of appearance.
    """
    parts = _numbered([_without_metas(drawn.header), drawn.html, drawn.script, map_name])
    header, html, script, name = parts
    _refuse_outside(header + html)
    head = f"<style>\n{_style()}\n</style>\n{header}"
    body = _filled(
        (_PAGE / "page.html").read_text(encoding="utf-8"),
        {"map": name, "view": "kept" if keep_view else "fitted", "title": escape(title), "folium": html, "up": up},
    )
    scripts = [_leaflet("leaflet.js"), _text("shim.js"), script, _own_script()]
    tail = "\n".join(f"<script>{_ascii(each)}</script>" for each in scripts)
    head = _without_carriage_returns(head)
    yield "\n".join(
        [
            '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{_policy(head + tail, origins)}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            '<meta name="referrer" content="no-referrer">',
            f"<title>{escape(title)}</title>",
            head,
            "</head>\n<body>",
            body,
            "",
        ]
    )
    for key, block in blocks.items():
        yield f'<script type="text/plain" id="{key}">{block}</script>\n'
    yield f"{tail}\n</body>\n</html>\n"


def _filled(template: str, values: dict[str, str]) -> str:
    """Fill the @names@ of a template in one pass, so that no value is searched for names."""
    pieces = re.split(r"@(\w+)@", template)
    return "".join(values[piece] if number % 2 else piece for number, piece in enumerate(pieces))


def _numbered(parts: list[str]) -> list[str]:
    numbers: dict[str, str] = {}

    def number(match: re.Match[str]) -> str:
        return match[1] + numbers.setdefault(match[2], str(len(numbers) + 1))

    return [_RANDOM_ID.sub(number, part) for part in parts]


def _without_metas(header: str) -> str:
    """Drop folium's metas: one forbids zooming in, and the page has its own."""
    return re.sub(r"<meta\b[^>]*>", "", header)


def _refuse_outside(markup: str) -> None:
    outside = _OUTSIDE.search(markup)
    if outside:
        message = (
            f"a layer on this map needs {outside[1]}, and the page loads nothing from elsewhere: leave that layer out"
        )
        raise OutputError(message)


def _policy(markup: str, origins: Sequence[str]) -> str:
    """Allow the scripts and style sheets in `markup`, pictures in data: URLs or of the origins: nothing else."""
    hashes: dict[str, list[str]] = {"script": [], "style": []}
    for kind, content in _INLINE.findall(markup):
        digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode("ascii")
        hashes[kind].append(f"'sha256-{digest}'")
    # Leaflet and folium's layers set style attributes; those cannot load or run anything here.
    return "; ".join(
        [
            "default-src 'none'",
            "script-src " + " ".join(dict.fromkeys(hashes["script"])),
            "style-src-elem " + " ".join(dict.fromkeys(hashes["style"])),
            "style-src-attr 'unsafe-inline'",
            " ".join(["img-src data:", *origins]),
            "base-uri 'none'",
            "form-action 'none'",
        ]
    )


def _without_carriage_returns(text: str) -> str:
    """Browsers read CRLF as LF before they hash."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _ascii(script: str) -> str:
    """Write a script in ASCII, or its hash breaks where the page is embedded in one without a charset."""

    def escaped(match: re.Match[str]) -> str:
        units = match[0].encode("utf-16-be", "surrogatepass").hex()
        return "".join(f"\\u{units[at : at + 4]}" for at in range(0, len(units), 4))

    return re.sub(r"[^\x00-\x7f]", escaped, _without_carriage_returns(script))


@cache
def _own_script() -> str:
    return joined(_PAGE, "page.js")


@cache
def _style() -> str:
    leaflet = re.sub(r"url\(images/[^)]*\)", f'url("{_LAYERS_PICTURE}")', _leaflet("leaflet.css"))
    return "\n".join([leaflet, *map(_text, _SHEETS)])


def _text(name: str) -> str:
    return (_PAGE / name).read_text(encoding="utf-8")


@cache
def _leaflet(name: str) -> str:
    try:
        text = (_LEAFLET / name).read_text(encoding="utf-8")
    except OSError as error:
        message = f"Leaflet's {name} is not in {_LEAFLET}: run the project's build once"
        raise DataMissingError(message) from error
    return re.sub(r"\n//# sourceMappingURL=.*", "", text)
