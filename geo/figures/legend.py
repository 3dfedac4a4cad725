"""What the signs of a figure mean: the kinds and forms that it shows, and no others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from matplotlib.patches import Circle, Rectangle

from geo.figures.marks import draw_mark, left_half
from geo.figures.paper import INK, POINT, SOFT, inches_at
from geo.figures.places import Place
from geo.figures.plane import ScaleBar
from geo.model import EventType, WherePrec
from geo.signs import FORM_LABELS, SIGNS, Form

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

_LINE, _HEAD, _APART, _BAR = 14.5, 15.0, 7.0, 24.0  # points
_SIGN, _WORDS = 9.0, 22.0  # points from the left: the middle of a sign, the words
_RADIUS = 8 * POINT
_GREY = "#5d6673"


@dataclass(frozen=True, slots=True)
class Shown:
    """What a legend must explain: kinds and forms by number of claims, and what loose places there are."""

    kinds: Mapping[EventType, int]
    forms: frozenset[Form]
    reaches: frozenset[str]
    bar: ScaleBar


def shown_of(claims: pd.DataFrame, places: Sequence[Place], bar: ScaleBar) -> Shown:
    """Return what a legend must explain of claims with a column `form`, and of their places."""
    kinds = {EventType(kind): count for kind, count in Counter(claims["event_type"]).items()}
    reaches = {None: "disc", WherePrec.ADM1: "region", WherePrec.COUNTRY: "country"}
    return Shown(
        kinds,
        frozenset(place.form for place in places),
        frozenset(reaches[place.reach] for place in places if place.area is not None),
        bar,
    )


def legend_height(shown: Shown) -> float:
    """Return how many points the legend takes."""
    sizes = {"gap": _APART, "head": _HEAD, "bar": _BAR}
    return sum(sizes.get(sort, _LINE) for sort, _, _ in _rows(shown, moved=True))


def draw_legend(axes: Axes, shown: Shown, *, moved: bool) -> None:
    """Draw the legend into axes whose units are points, from the top."""
    top = axes.get_ylim()[1]
    for sort, name, words in _rows(shown, moved=moved):
        if sort == "gap":
            top -= _APART
            continue
        top -= {"head": _HEAD, "bar": _BAR}.get(sort, _LINE)
        middle = top + _LINE / 2
        if sort == "head":
            axes.text(0, middle, words, fontsize=9, fontweight="bold", color=INK, va="center")
            continue
        if sort == "bar":
            _draw_bar(axes, shown.bar, words, top)
            continue
        _draw_sign(axes, sort, name, middle)
        axes.text(_WORDS, middle, words, fontsize=8, color=INK if sort != "note" else SOFT, va="center")


def _rows(shown: Shown, *, moved: bool) -> Iterator[tuple[str, str, str]]:
    """Yield the lines: what sort each is, what its sign is of, and its words."""
    yield "head", "", "What"
    for kind in sorted(shown.kinds, key=lambda kind: (-shown.kinds[kind], list(SIGNS).index(kind))):
        yield "kind", kind.value, f"{SIGNS[kind].label} ({shown.kinds[kind]:,})"
    yield "gap", "", ""
    yield "head", "", "Support"
    for form, label in FORM_LABELS.items():
        if form in shown.forms:
            yield "form", form.name, label
    yield "gap", "", ""
    yield "head", "", "Where"
    yield "size", "", "The larger, the more claims"
    if moved:
        yield "tie", "", "Beside its place, for room"
    for reach, words in (
        ("disc", "Somewhere within the disc"),
        ("region", "Somewhere in the region"),
        ("country", "Somewhere in the country"),
    ):
        if reach in shown.reaches:
            yield reach, "", words
    yield "gap", "", ""
    latitude = f"{abs(shown.bar.latitude):.0f}° {'N' if shown.bar.latitude >= 0 else 'S'}"
    yield "bar", "", f"{shown.bar.km:,} km at {latitude}"


def _draw_bar(axes: Axes, bar: ScaleBar, words: str, bottom: float) -> None:
    left, right, low, high = 1.0, 1.0 + bar.points, bottom + 3, bottom + 7
    axes.plot([left, left, right, right], [high, low, low, high], color=INK, linewidth=1.0, solid_capstyle="butt")
    axes.text(left, bottom + 11, words, fontsize=8, color=INK, va="baseline")


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
        if form is Form.SPLIT:
            axes.add_patch(left_half(_RADIUS - 1, _GREY, inches))
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
