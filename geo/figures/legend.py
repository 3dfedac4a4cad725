"""What the signs of a figure mean: the kinds and forms that it shows, and no others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from matplotlib.patches import Circle, Rectangle

from geo.figures.marks import draw_mark
from geo.figures.paper import INK, POINT, SOFT, inches_at
from geo.figures.places import Place
from geo.model import EventType, WherePrec
from geo.signs import FORM_LABELS, SIGNS, Form

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_LINE, _HEAD, _APART = 14.5, 15.0, 7.0  # points
_SIGN, _WORDS = 9.0, 22.0  # points from the left: the middle of a sign, the words
_RADIUS = 8 * POINT
_GREY = "#5d6673"
_FILLED_TOO = "or told by two independent sources"


@dataclass(frozen=True, slots=True)
class Shown:
    """What a legend must explain: kinds and forms by number of claims, and what loose places there are."""

    kinds: Mapping[EventType, int]
    forms: frozenset[Form]
    reaches: frozenset[str]
    corroborated: bool
    moved: bool


def reaches_of(places: Sequence[Place]) -> frozenset[str]:
    """Return which sorts of loose places there are: disc, region, country."""
    names = {None: "disc", WherePrec.ADM1: "region", WherePrec.COUNTRY: "country"}
    return frozenset(names[place.reach] for place in places if place.area is not None)


def legend_height(shown: Shown) -> float:
    """Return how many points the legend takes."""
    sizes = {"gap": _APART, "head": _HEAD}
    return sum(sizes.get(sort, _LINE) for sort, _, _ in _rows(shown))


def draw_legend(axes: Axes, shown: Shown) -> None:
    """Draw the legend into axes whose units are points, from the top."""
    top = axes.get_ylim()[1]
    for sort, name, words in _rows(shown):
        if sort == "gap":
            top -= _APART
            continue
        top -= _HEAD if sort == "head" else _LINE
        middle = top + _LINE / 2
        if sort == "head":
            axes.text(0, middle, words, fontsize=9, fontweight="bold", color=INK, va="center")
            continue
        _draw_sign(axes, sort, name, middle)
        axes.text(_WORDS, middle, words, fontsize=8, color=INK if sort != "note" else SOFT, va="center")


def _rows(shown: Shown) -> Iterator[tuple[str, str, str]]:
    """Yield the lines: what sort each is, what its sign is of, and its words."""
    yield "head", "", "What"
    for kind in sorted(shown.kinds, key=lambda kind: (-shown.kinds[kind], list(SIGNS).index(kind))):
        yield "kind", kind.value, f"{SIGNS[kind].label} ({shown.kinds[kind]:,})"
    yield "gap", "", ""
    yield "head", "", "How sure"
    for form, label in FORM_LABELS.items():
        if form in shown.forms:
            yield "form", form.name, label
            if form is Form.FILLED and shown.corroborated:
                yield "note", "", _FILLED_TOO
    yield "gap", "", ""
    yield "head", "", "Where"
    yield "size", "", "The larger, the more claims"
    if shown.moved:
        yield "tie", "", "Beside its place, for room"
    for reach, words in (
        ("disc", "Somewhere within the disc"),
        ("region", "Somewhere in the region"),
        ("country", "Somewhere in the country"),
    ):
        if reach in shown.reaches:
            yield reach, "", words


def _draw_sign(axes: Axes, sort: str, name: str, middle: float) -> None:
    inches = inches_at(axes, _SIGN, middle)
    if sort == "kind":
        draw_mark(axes, EventType(name), Form.FILLED, _RADIUS, inches)
    elif sort == "form":
        form = Form[name]
        face = _GREY if form is Form.FILLED else "white"
        ring = Circle((0, 0), (_RADIUS - 1) / 72, facecolor=face, edgecolor=_GREY, linewidth=1.7, transform=inches)
        ring.set_linestyle((0, (1.5, 1.5)) if form is Form.DASHED else "solid")
        axes.add_patch(ring)
    elif sort == "size":
        for x, radius in ((-4.5, 2.4), (3.5, 4.6)):
            axes.add_patch(Circle((x / 72, 0), radius / 72, facecolor="none", edgecolor=_GREY, transform=inches))
    elif sort == "tie":
        axes.plot([_SIGN - 5, _SIGN + 2], [middle - 3, middle + 2], color=INK, linewidth=0.6)
        axes.plot([_SIGN - 5], [middle - 3], marker="o", markersize=2, color=INK)
        axes.add_patch(Circle((3 / 72, 2.5 / 72), 3 / 72, facecolor="white", edgecolor=_GREY, transform=inches))
    elif sort == "disc":
        axes.add_patch(
            Circle((0, 0), 5.5 / 72, facecolor=(_GREY, 0.3), edgecolor=_GREY, linewidth=0.8, transform=inches)
        )
    elif sort in ("region", "country"):
        box = Rectangle((-6.5 / 72, -4.5 / 72), 13 / 72, 9 / 72, facecolor="none", edgecolor=_GREY, transform=inches)
        box.set(hatch="/////" if sort == "region" else "//", linewidth=0.8)
        axes.add_patch(box)
