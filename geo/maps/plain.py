"""Plain HTML pages without any script, such as lead to maps: their frame, and claims by kind as bars."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Mapping
from functools import cache
from html import escape
from pathlib import Path

from geo.model import EventType

_STYLE = Path(__file__).parent / "page" / "days.css"


def document(title: str, body: Iterable[str]) -> str:
    """Return the page with these lines, which are markup, and a policy that lets nothing run and nothing load."""
    style = f"\n{_style()}"
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode("ascii")
    policy = f"default-src 'none'; style-src-elem 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    return "\n".join(
        [
            '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            '<meta name="referrer" content="no-referrer">',
            f"<title>{escape(title)}</title>",
            f"<style>{style}</style>",
            "</head>\n<body>",
            *body,
            "</body>\n</html>\n",
        ]
    )


def legend(kinds: Iterable[EventType]) -> list[str]:
    """Return the list of these kinds with their colours, in the order of EventType; nothing where there are none."""
    present = set(kinds)
    swatch = '<svg viewBox="0 0 1 1" aria-hidden="true"><rect class="{}" width="1" height="1"/></svg>'
    items = [f"<li>{swatch.format(_class(kind))}{_name(kind)}</li>" for kind in EventType if kind in present]
    return ['<ul id="kinds" aria-label="Kinds of event">', *items, "</ul>"] if items else []


def bar(kinds: Mapping[EventType, int], most: int) -> str:
    """Return claims by kind one behind the other, in the order of EventType; `most` claims are as wide as the page."""
    present = [(kind, kinds[kind]) for kind in EventType if kinds.get(kind)]
    told = ", ".join(f"{_name(kind)} {number:,}" for kind, number in present)
    rects, at = [], 0
    for kind, number in present:
        title = f"<title>{_name(kind)} {number:,}</title>"
        rects.append(f'<rect class="{_class(kind)}" x="{at}" width="{number}" height="1">{title}</rect>')
        at += number
    head = f'<svg viewBox="0 0 {most} 1" preserveAspectRatio="none" role="img" aria-label="{escape(told)}">'
    return f"{head}{''.join(rects)}</svg>"


def number_of(count: int, noun: str) -> str:
    """Return a number with its noun.

    >>> number_of(1, "claim"), number_of(1234, "claim")
    ('1 claim', '1,234 claims')
    """
    return f"{count:,} {noun if count == 1 else noun + 's'}"


def _class(kind: EventType) -> str:
    return kind.value.replace("_", "-")


def _name(kind: EventType) -> str:
    return escape(kind.value.replace("_", " "))


@cache
def _style() -> str:
    return _STYLE.read_text(encoding="utf-8").replace("\r\n", "\n")
