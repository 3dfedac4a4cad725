"""What a figure shows, in words: for those who do not see it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from geo.figures.places import Place
from geo.figures.wording import plain
from geo.model import EventType
from geo.signs import FORM_LABELS, SIGNS, Form
from geo.wording import counted

_MOST_PLACES = 12
_MOST_LETTERS = 60


@dataclass(frozen=True, slots=True)
class MapInWords:
    """One map of a figure: its heading, its places, those of most claims first, and how many names had no room."""

    heading: str
    places: Sequence[Place]
    nameless: int


def alt_text(
    head: Sequence[str],
    kinds: Mapping[EventType, int],
    forms: Counter[Form],
    maps: Sequence[MapInWords],
    foot: Sequence[str],
) -> str:
    """Return the text alternative of a figure, a paragraph a line."""
    by_kind = ", ".join(f"{SIGNS[kind].label.lower()} {kinds[kind]:,}" for kind in SIGNS if kinds.get(kind))
    by_form = ", ".join(f"{label.lower()} {forms[form]:,}" for form, label in FORM_LABELS.items() if forms[form])
    lines = [*head, f"By kind: {by_kind}.", f"Support: {by_form}."]
    for each in maps:
        lines.append(f"{each.heading}: {_places(each.places)}.")
        if each.nameless:
            lines.append(f"{counted(each.nameless, 'mark')} on this map had no room for a name.")
    return "\n".join([*lines, *foot]) + "\n"


def _places(places: Sequence[Place]) -> str:
    told = [
        f"{'' if place.area is None else 'around or in '}{plain(place.name, _MOST_LETTERS)} "
        f"({counted(place.count, 'claim')}, mostly {SIGNS[place.kind].label.lower()})"
        for place in places[:_MOST_PLACES]
    ]
    if more := len(places) - len(told):
        told.append(f"and {counted(more, 'more place')}")
    return "; ".join(told)
