"""Store → exports: the formats that were asked for, now or in an earlier run, and kept up to date."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Self

from geo.errors import OutputError
from geo.pipeline.versions import drawing_version
from geo.settings import FIGURES, FILES, Format, Settings
from geo.whole import text_file

if TYPE_CHECKING:
    from geo.exports import ToldEvent
    from geo.figures import Asked
    from geo.store import Store

Progress = Callable[[str, int, int], None]
"""Told the stage, how much of it is done, and how much there is (0: not known yet)."""

_STAGE = "exporting"
_STAMP = ".exported"
_ALT = "figure.txt"  # stands beside the figures
_WITH_THE_MAP = (Format.CSV, Format.GEOJSON)  # drawn by each build anyway


@dataclass(frozen=True, slots=True)
class _Stamp:
    """What the exports of a folder were written from: the store's state, the code, and the bytes of each file."""

    state: str
    look: str
    sizes: dict[str, int]

    @classmethod
    def read(cls, out: Path) -> Self | None:
        try:
            told = json.loads((out / _STAMP).read_text(encoding="utf-8"))
            return cls(**{field.name: told[field.name] for field in fields(cls)})
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def stands(self, out: Path) -> bool:
        try:
            return all((out / name).stat().st_size == size for name, size in self.sizes.items())
        except OSError:
            return False


def refresh(store: Store, settings: Settings, progress: Progress) -> tuple[Path, ...]:
    """Write the formats of the settings, and those that an earlier run has written to the folder, beside the map.

    So that nothing there tells other claims than the map does: not after a run without them, nor when articles were
    forgotten. What is as it should be is left. Raises OutputError.
    """
    out = settings.out
    stamp = _Stamp.read(out)
    before = stamp.sizes if stamp else {}
    formats = kept(settings)
    if not formats:
        return ()
    wanted = {FILES[each] for each in formats}
    current = stamp is not None and (stamp.state, stamp.look) == (store.state(), _look(settings)) and stamp.stands(out)
    if current and wanted <= before.keys() and not settings.rebuild:
        return tuple(out / name for name in before)
    return write_exports(store, settings, [*_WITH_THE_MAP, *formats], progress, drawn=_WITH_THE_MAP)


def kept(settings: Settings) -> tuple[Format, ...]:
    """Return the formats of the settings and those that an earlier run has written to the folder."""
    stamp = _Stamp.read(settings.out)
    before = stamp.sizes if stamp else {}
    return tuple(each for each in Format if each in settings.formats or FILES[each] in before)


def write_exports(
    store: Store,
    settings: Settings,
    formats: Sequence[Format],
    progress: Progress,
    drawn: Sequence[Format] = (),
) -> tuple[Path, ...]:
    """Write all that is known in these formats, but for those `drawn` already, and the data package that tells of all.

    Raises OutputError.
    """
    out, state = settings.out, store.state()
    asked = [each for each in Format if each in formats]
    left = [each for each in asked if each not in drawn]
    data = [each for each in asked if each not in FIGURES]
    try:
        for stale in (_STAMP, *(FILES[each] for each in left if each in FIGURES)):
            (out / stale).unlink(missing_ok=True)
        if not store.tally().placed:
            left = [each for each in left if each not in FIGURES]  # there is nothing to draw
        _write(store, settings, left, progress)
        written = [out / FILES[each] for each in left]
        if any(each in FIGURES for each in left):
            written.append(out / _ALT)
        if data:
            from geo.exports.package import write_package  # noqa: PLC0415 - only where there is an export

            written.append(write_package(data, out))
        sizes = {path.name: path.stat().st_size for path in written}
    except OSError as error:
        message = f"{error.filename or out} cannot be written: {error.strerror or error}"
        raise OutputError(message) from error
    with text_file(out / _STAMP) as stream:
        stream.write(json.dumps(asdict(_Stamp(state, _look(settings), sizes))) + "\n")
    return tuple(written)


def _look(settings: Settings) -> str:
    return f"{drawing_version()} {settings.borders}"


def _write(store: Store, settings: Settings, formats: Sequence[Format], progress: Progress) -> None:
    """Write the files; claims are read once for all tables, once more for each that wants another order."""
    from geo.exports import write_articles, write_both, write_claims, write_csv, write_events, write_geojson  # noqa: PLC0415 - as above

    out = settings.out
    paths = {each: out / FILES[each] for each in formats}
    total = store.tally().claims
    progress(_STAGE, 0, total)
    if Format.CSV in paths and Format.GEOJSON in paths:
        write_both(store.claims(), paths[Format.CSV], paths[Format.GEOJSON])
    elif Format.CSV in paths:
        write_csv(store.claims(), paths[Format.CSV])
    elif Format.GEOJSON in paths:
        write_geojson(store.claims(), paths[Format.GEOJSON])
    if Format.JSONL in paths:
        write_articles(store.articles_with_claims(), paths[Format.JSONL])
    if Format.EVENTS in paths:
        write_events(_events(store), paths[Format.EVENTS])
    apart = {Format.CSV, Format.GEOJSON, Format.JSONL, Format.EVENTS, *FIGURES}
    together = {each: path for each, path in paths.items() if each not in apart}
    if together:
        for done in write_claims(store.claims(), together):
            progress(_STAGE, done, total)
    figures = [path for each, path in paths.items() if each in FIGURES]
    if figures:
        draw_figures(store, figures, settings)
    progress(_STAGE, total, total)


def _events(store: Store) -> Iterator[ToldEvent]:
    from geo.agreement import contradictions, history, in_order, sides  # noqa: PLC0415 - as above
    from geo.exports import ToldEvent  # noqa: PLC0415 - as above

    for claims in map(in_order, store.events()):
        yield ToldEvent(claims, [each.value for each in sides(claims)], history(claims), contradictions(claims))


def draw_figures(
    store: Store, paths: Sequence[Path], settings: Settings, asked: Asked | None = None
) -> tuple[Path, ...]:
    """Draw what was asked for as a figure and write it to each path; return what was written.

    Raises ClaimmapError where nothing of it can be shown, OutputError.
    """
    from geo.figures import write_figures  # noqa: PLC0415 - matplotlib is only loaded where a figure is asked for
    from geo.gazetteer.shapes import Shapes  # noqa: PLC0415 - as above
    from geo.layers import from_columns  # noqa: PLC0415 - as above

    columns = store.columns()
    if asked is not None and (asked.first or asked.last):  # of many claims, only those of the period are held
        columns = store.columns_of_days(asked.first or date.min, asked.last or date.max)
    frame = from_columns(columns, Shapes.open(borders=settings.borders))
    return write_figures(frame, paths, asked, settings.borders)
