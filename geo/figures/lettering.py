"""How words are set: measured, cut or wrapped to the room that there is."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Literal, TypeAlias

from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.font_manager import FontProperties

from geo.figures.paper import INK
from geo.figures.wording import FONT

if TYPE_CHECKING:
    from matplotlib.figure import Figure

Side: TypeAlias = Literal["left", "right"]
"""Which end of a line is told."""

_LEAST = 5.5  # points: smaller, nobody reads it in print


@dataclass(frozen=True, slots=True)
class Letters:
    """How words are set: points, weight, slant and colour."""

    size: float
    weight: Literal["normal", "bold"] = "normal"
    slant: Literal["normal", "italic"] = "normal"
    colour: str = INK

    @property
    def font(self) -> FontProperties:
        """Return what matplotlib sets it in."""
        return FontProperties(family=FONT, size=self.size, weight=self.weight, style=self.slant)


def width_of(text: str, how: Letters) -> float:
    """Return how wide a line is, in points."""
    width, _, _ = _measure().get_text_width_height_descent(text, how.font, ismath=False)  # type: ignore[no-untyped-call] # as below
    return float(width)


@cache
def _measure() -> RendererAgg:
    return RendererAgg(8, 8, 72)  # type: ignore[no-untyped-call] # matplotlib leaves it untyped


def fitted(text: str, how: Letters, width: float) -> str:
    """Return the text, cut where it is wider than the room."""
    if width_of(text, how) <= width:
        return text
    kept = len(text)
    while kept and width_of(text[:kept].rstrip() + "…", how) > width:
        kept -= 1
    return text[:kept].rstrip() + "…"


def shrunk(text: str, how: Letters, width: float) -> Letters:
    """Return letters that are small enough for the text, but still to be read."""
    return replace(how, size=max(_LEAST, min(how.size, how.size * width / max(width_of(text, how), 1.0))))


def wrapped(text: str, how: Letters, width: float) -> list[str]:
    """Return the lines of a text that is wider than the room; a word that is, is cut."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and width_of(longer, how) > width:
            lines.append(fitted(word, how, width))
        else:
            lines[-1] = fitted(longer, how, width)
    return lines


def write(figure: Figure, at: tuple[float, float], text: str, how: Letters, side: Side = "left") -> None:
    """Write a line that begins, or ends, at a point of the sheet, in points from its lower left corner."""
    wide, tall = figure.get_size_inches() * 72
    figure.text(at[0] / wide, at[1] / tall, text, fontproperties=how.font, color=how.colour, ha=side, va="baseline")
