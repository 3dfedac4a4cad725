"""What figures are drawn on and with: colours, sizes and the settings of matplotlib, whatever a user's own are."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import matplotlib as mpl
from matplotlib.transforms import ScaledTranslation

from geo.figures.wording import FONT

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.transforms import Transform

INK, SOFT, FAINT, LINE_COLOUR = "#17202b", "#4f5b6b", "#5f6b7a", "#818c99"
SEA, LAND, HALO = "#dbe6ee", "#faf9f6", "#faf9f6"
COUNTRY_LINE, REGION_LINE = "#98a2ae", "#d6dade"
POINT = 0.75  # of a pixel of the page: what is so many of them there has so many points on paper

_SETTINGS: dict[Any, Any] = {
    "font.family": FONT,
    "font.size": 8.0,
    "text.parse_math": False,  # a dollar sign in an article is one
    "text.usetex": False,
    "axes.unicode_minus": False,
    "hatch.linewidth": 0.8,
    "svg.fonttype": "path",
    "svg.hashsalt": "claimmap",
    "pdf.fonttype": 42,
    "path.simplify": True,
    "savefig.bbox": None,
}


@contextmanager
def settings() -> Iterator[None]:
    """Have matplotlib draw by its own defaults and ours until the block ends."""
    with mpl.rc_context():
        mpl.rcdefaults()
        mpl.rcParams.update(_SETTINGS)
        yield


def inches_at(axes: Axes, x: float, y: float) -> Transform:
    """Return what draws in inches of paper round a point of axes: signs have the same size on every map."""
    figure = axes.get_figure()
    assert figure is not None
    return figure.dpi_scale_trans + ScaledTranslation(x, y, axes.transData)  # type: ignore[arg-type] # any will do
