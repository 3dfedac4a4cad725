"""Drawing a figure and writing it, in each form that is asked for, with its text alternative beside it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from geo.errors import ClaimmapError
from geo.figures.paper import settings
from geo.figures.selection import Asked, region_of, select
from geo.figures.sheet import draw_sheet
from geo.settings import FILES, Borders, Format
from geo.whole import text_file, whole_file

if TYPE_CHECKING:
    import geopandas

_DPI = 200  # of PNG
# No clock and no names of programs: the same claims give the same bytes.
_METADATA = {"svg": {"Date": None}, "pdf": {"CreationDate": None}, "png": {"Software": None}}


def file_of(file: Path | None, form: str, out: Path) -> Path:
    """Return where a figure is written: as told, or in a folder of outputs. Raises ClaimmapError."""
    suffix = file.suffix.removeprefix(".").lower() if file else ""
    asked = form.lower() or suffix or Format.PNG.value
    if asked not in _METADATA or (suffix and suffix != asked):
        message = f"a figure is png, svg or pdf, not {form or suffix}" + (f", and {file} is {suffix}" if form else "")
        raise ClaimmapError(message)
    if file is None:
        return out / FILES[Format(asked)]
    return file if suffix else file.with_name(f"{file.name}.{asked}")


def write_figures(
    frame: geopandas.GeoDataFrame, paths: Sequence[Path], asked: Asked | None = None, borders: Borders = Borders.UN
) -> tuple[Path, ...]:
    """Draw claims of a frame of `to_geodataframe` and write the figure to each path, as its suffix says.

    Beside the first stands its text alternative, .txt. Returns what was written. Raises ClaimmapError where nothing
    that was asked for can be shown, DataMissingError, OutputError.
    """
    asked = asked or Asked()
    region = region_of(asked.region)
    selected = select(frame, asked, region)
    with settings():
        drawn = draw_sheet(selected, asked, region, borders)
        for path in paths:
            form = path.suffix.removeprefix(".").lower()
            with whole_file(path) as stream:
                drawn.figure.savefig(stream, format=form, dpi=_DPI, metadata=_METADATA[form])
    words = paths[0].with_suffix(".txt")
    with text_file(words) as text:
        text.write(drawn.alt)
    return (*paths, words)
