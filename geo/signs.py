"""The signs of the map: a colour and a glyph for each kind of event, and a form for how well it is supported.

The page draws the same from its own style sheet and signs.js; a test keeps both equal.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum
from types import MappingProxyType
from typing import Final

from geo.model import ClaimStatus, EventType, Grade

GLYPH_BOX: Final = 16
"""The side of the square that glyphs are drawn in, y downwards."""

ON_KIND: Final = "#ffffff"
"""The colour of a glyph on a filled mark."""


class Form(IntEnum):
    """How a mark is drawn by how well the claim's event is supported; the least sure first."""

    DASHED = 0
    SPLIT = 1  # half filled
    RING = 2
    FILLED = 3


@dataclass(frozen=True, slots=True)
class Sign:
    """What stands for a kind: its name for readers, its colour (#rrggbb), and a glyph of strokes as an SVG path."""

    label: str
    colour: str
    glyph: str


SIGNS: Final[Mapping[EventType, Sign]] = MappingProxyType(
    {
        EventType.ARMED_CLASH: Sign("Armed clash", "#c22f10", "M4 4L12 12M12 4L4 12"),
        EventType.TERRITORY_CAPTURE: Sign("Territory taken", "#0069a8", "M5 13.5V3H12L10 5.8L12 8.6H5"),
        EventType.SIEGE: Sign("Siege", "#332288", "M8 2.8A5.2 5.2 0 1 1 7.99 2.8M8 6.8A1.2 1.2 0 1 1 7.99 6.8"),
        EventType.TROOP_MOVEMENT: Sign("Troop movement", "#1c7fae", "M2.5 8H13M9 4L13 8L9 12"),
        EventType.SHELLING: Sign("Shelling", "#b85410", "M2.5 12C5 3.5 9.5 3 12.2 10.5M8.8 9.4L12.4 11.2L13.6 7.2"),
        EventType.AIR_STRIKE: Sign("Air strike", "#aa3377", "M8 2V10.2M4.6 6.8L8 10.2L11.4 6.8M3 13.4H13"),
        EventType.EXPLOSION: Sign(
            "Explosion",
            "#8d6a00",
            "M8 2V5.4M8 10.6V14M2 8H5.4M10.6 8H14M3.8 3.8L6.2 6.2M9.8 9.8L12.2 12.2M12.2 3.8L9.8 6.2M6.2 9.8L3.8 12.2",
        ),
        EventType.CHEMICAL_ATTACK: Sign(
            "Chemical attack", "#66740f", "M8 2C10.6 5.6 12 7.8 12 9.8A4 4 0 0 1 4 9.8C4 7.8 5.4 5.6 8 2Z"
        ),
        EventType.ATTACK_ON_CIVILIANS: Sign(
            "Attack on civilians",
            "#661122",
            "M8 2.4A2 2 0 1 1 7.99 2.4M3.6 13.6C3.6 9.6 5.6 8.4 8 8.4S12.4 9.6 12.4 13.6",
        ),
        EventType.ABDUCTION: Sign("Abduction", "#84592f", "M5 7.4V5.4A3 3 0 0 1 11 5.4V7.4M3.6 7.4H12.4V13.4H3.6Z"),
        EventType.EVACUATION: Sign("Evacuation", "#117733", "M9.4 2.8H3V13.2H9.4M6.6 8H14M11 5L14 8L11 11"),
        EventType.TALKS: Sign("Talks", "#1d7f74", "M2.6 3.4H13.4V10.4H8L4.8 13.4V10.4H2.6Z"),
        EventType.DESTRUCTION: Sign(
            "Destruction", "#5d6673", "M2.8 13.4V7.4L8 2.8L13.2 7.4V13.4M8.4 13.4L6.8 10.4L9.4 9L7.6 6.2"
        ),
    }
)
"""The sign of each kind, in the order of legends."""

GRADE_FORMS: Final[Mapping[Grade, Form]] = MappingProxyType(
    {
        Grade.SINGLE: Form.RING,
        Grade.TWO_SOURCES: Form.FILLED,
        Grade.BOTH_SIDES: Form.FILLED,
        Grade.CONTESTED: Form.SPLIT,
        Grade.DENIED: Form.DASHED,
        Grade.PLANNED: Form.DASHED,
    }
)
"""The form of a claim by the grade of its event."""

LOOSE: Final = (ClaimStatus.DENIED, ClaimStatus.PLANNED)
"""What dashes the mark of a claim whose event has no grade; the other statuses give a ring."""

FORM_LABELS: Final[Mapping[Form, str]] = MappingProxyType(
    {
        Form.FILLED: "Two sources or both sides",
        Form.RING: "One source",
        Form.SPLIT: "Contested",
        Form.DASHED: "Denied or only planned",
    }
)
"""What each form says, the surest first."""


def form_of(grade: str, status: ClaimStatus) -> Form:
    """Return the form of a claim by the grade of its event, empty where it has none, and how it is told."""
    if grade:
        return GRADE_FORMS[Grade(grade)]
    return Form.DASHED if status in LOOSE else Form.RING
