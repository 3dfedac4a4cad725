"""What the command shows: progress and reports. Text of articles is never trusted with the terminal."""

from __future__ import annotations

import json
import shutil
import sys
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from typing import TYPE_CHECKING

import geo

if TYPE_CHECKING:
    from geo.gazetteer.added import Meta
    from geo.pipeline import BuildReport, Match, Parsed, Progress
    from geo.store import Run

_LISTED = 20  # lines of one kind; --json lists all
_KEPT = {"\n", "\t"}
_UNSEEN = {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}  # control, bidirectional override, surrogate, private use, separators


def printable(text: str) -> str:
    r"""Return the text without characters that steer a terminal or reorder what stands on it.

    >>> printable("a\x1b[2Jb")
    'a�[2Jb'
    """
    return "".join(
        "\N{REPLACEMENT CHARACTER}" if unicodedata.category(char) in _UNSEEN and char not in _KEPT else char
        for char in text
    )


def say(line: str) -> None:
    """Print one line for people to standard error."""
    print(printable(line), file=sys.stderr, flush=True)  # noqa: T201 - this module is what prints


def show(line: str) -> None:
    """Print one line of the answer to standard output."""
    print(printable(line))  # noqa: T201 - as above


def show_json(record: object) -> None:
    """Print one record as a line of JSON, in ASCII, so that it passes through any terminal and pipe."""
    print(json.dumps(record, default=str, allow_nan=False))  # noqa: T201 - as above


@contextmanager
def progress(*, quiet: bool) -> Iterator[Progress]:
    """Yield what a build tells its progress to: a bar on a terminal, a line at each tenth elsewhere."""
    if quiet:
        yield lambda _stage, _done, _all: None
    elif sys.stderr.isatty():
        with _bar() as told:
            yield told
    else:
        yield _Lines()


@contextmanager
def _bar() -> Iterator[Progress]:
    from rich.console import Console  # noqa: PLC0415 - only a terminal needs it
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn  # noqa: PLC0415 - as above
    from rich.progress import Progress as Bar  # noqa: PLC0415 - as above

    columns = (TextColumn("{task.description:<10}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        tasks = {}

        def told(stage: str, done: int, total: int) -> None:
            if stage not in tasks:
                tasks[stage] = bar.add_task(stage, total=None)
            bar.update(tasks[stage], completed=done, total=total or None)

        yield told


class _Lines:
    """Progress as plain lines for logs."""

    def __init__(self) -> None:
        self._last = ("", -1)

    def __call__(self, stage: str, done: int, total: int) -> None:
        reached = (stage, 10 * done // total if total else 0)
        if reached != self._last:
            self._last = reached
            say(f"{stage} {done} of {total}" if total else f"{stage} …")


def show_report(report: BuildReport) -> None:
    """Print what a build did."""
    show(
        f"Read {_counted(report.read, 'article')}: {report.new} new, {report.read_again} read again, "
        f"{report.unchanged} unchanged, {_counted(len(report.duplicates), 'duplicate')}, "
        f"{len(report.not_english)} not English; {_counted(len(report.set_aside), 'record')} set aside."
    )
    _show_archives(report)
    show_set_aside(report)
    _show_list("Duplicates", [f"{each.origin}: {each.shared} as {each.kept}" for each in report.duplicates])
    _show_list("Not English", [f"{each.origin}: {each.language}" for each in report.not_english])
    _show_list("Warnings", [f"{each.origin}: {each.message}" for each in report.warnings])
    _show_services(report)
    show(
        f"Known: {_counted(report.articles, 'article')}, {_counted(report.claims, 'claim')}; {report.placed} placed, "
        f"{report.claims - report.placed} not placed, {report.undated} without a day."
    )
    _show_list(
        "Reasons for not placing", [f"{_counted(number, 'claim')}: {reason}" for reason, number in report.unplaced]
    )
    _show_list(
        "Corrections that wait for claims which no article makes now",
        [f"{each.number}: {each.claim_id} {each.what} {each.value}".rstrip() for each in report.waiting],
    )
    show(f"Run {report.run}, since run {report.since}:" if report.since else f"Run {report.run}, the first to finish:")
    for line in report.told:
        show(line)
    show(f"Wrote {', '.join(str(path) for path in report.outputs)}")


class Watching:
    """What a watch tells: on a terminal one status line below what is worth keeping, plain lines elsewhere."""

    def __init__(self) -> None:
        self._on_terminal = sys.stderr.isatty()
        self._standing = ""

    def say(self, line: str) -> None:
        """Say something that is worth keeping."""
        self._wipe()
        say(line)
        self._draw()

    def status(self, line: str) -> None:
        """Say how things stand now; where that is no terminal, not how far a run has come."""
        if self._on_terminal:
            self._standing = line
            self._draw()
        elif line.startswith("watching "):
            say(line)

    def report(self, report: BuildReport) -> None:
        """Say what a build did, in a line, and what is new."""
        for each in report.set_aside:
            self.say(f"set aside {each.origin}: {each.reason}")
        self.say(
            f"run {report.run}: read {_counted(report.read, 'article')}, {report.new} new, {report.read_again} read "
            f"again, {_counted(len(report.set_aside), 'record')} set aside; {_counted(report.claims, 'claim')} known"
        )
        for line in report.told:
            self.say(f"  {line}")

    def close(self) -> None:
        """Leave the terminal as it was."""
        self._wipe()
        self._standing = ""

    def _wipe(self) -> None:
        if self._on_terminal and self._standing:
            print("\r\x1b[2K", end="", file=sys.stderr, flush=True)  # noqa: T201 - this module is what prints

    def _draw(self) -> None:
        if self._on_terminal and self._standing:
            line = printable(self._standing)[: max(10, shutil.get_terminal_size().columns - 1)]
            print(f"\r\x1b[2K{line}", end="", file=sys.stderr, flush=True)  # noqa: T201 - as above


def show_run(run: Run) -> None:
    """Print a run as one line."""
    started = "time not known" if run.started is None else f"{run.started:%Y-%m-%d %H:%M} UTC"
    if run.counts is None:
        show(f"{run.run_id:>5}  {started}  did not finish")
        return
    done = run.counts
    parts = [("read", done.read), ("new", done.new), ("changed", done.changed), ("claims known", done.claims)]
    show(f"{run.run_id:>5}  {started}  " + ", ".join(f"{count:,} {what}" for what, count in parts if count is not None))


def _show_archives(report: BuildReport) -> None:
    if report.archives is not None:
        told = report.archives
        show(
            f"Web archives: {_counted(told.pages, 'page')}, {told.conflict:,} with words of conflict, "
            f"{_counted(told.news, 'article')}, {told.with_claims:,} with claims, {_counted(told.claims, 'claim')}."
        )


def _show_services(report: BuildReport) -> None:
    for each in report.services:
        left = f"; left alone: {each.left_alone}" if each.left_alone else ""
        show(
            f"Asked {each.service} ({each.address}) for {_counted(each.asked, 'name')}: {each.placed} placed, "
            f"{each.unknown} not, {each.failed} failed{left}"
        )
    if report.delayed:
        show(f"{_counted(report.delayed, 'name')} without a whole answer; the next run with --online asks again.")


def report_record(report: BuildReport) -> dict[str, object]:
    """Return a build's report as a JSON object."""
    return asdict(report)


def show_set_aside(report: BuildReport) -> None:
    """Print every record that could not be read, to standard error, one a line."""
    for each in report.set_aside:
        say(f"set aside {each.origin}: {each.reason}")


def show_matches(matches: Sequence[Match]) -> None:
    """Print what names may mean, one a line."""
    for match in matches:
        place = match.candidate
        away = "" if match.distance_km is None else f"  {match.distance_km:,.0f} km away"
        people = f"  pop. {place.population:,}" if place.population else ""
        number = "" if place.geonameid is None else f"  geonameid {place.geonameid}"
        where = f"{place.latitude:.5f},{place.longitude:.5f}"
        show(
            f"{match.asked}: {place.name}  {place.kind}  {place.region or place.country}  {where}{people}{number}{away}"
        )


def match_record(match: Match) -> dict[str, object]:
    """Return a match as a JSON object."""
    place = match.candidate
    return {
        "asked": match.asked,
        "name": place.name,
        "kind": place.kind,
        "lat": place.latitude,
        "lon": place.longitude,
        "radius_km": place.radius_km,
        "population": place.population,
        "country": place.country,
        "region": place.region,
        "geonameid": place.geonameid,
        "distance_km": None if match.distance_km is None else round(match.distance_km, 1),
    }


def parsed_record(parsed: Parsed) -> dict[str, object]:
    """Return a record's toponyms as a JSON object."""
    toponyms = [
        {
            "start": each.span.start,
            "end": each.span.end,
            "text": each.text,
            "lat": each.latitude,
            "lon": each.longitude,
            "geonameid": each.geonameid,
            "country": each.country,
            "role": each.role,
        }
        for each in parsed.toponyms
    ]
    return {"id": parsed.article_id, "toponyms": toponyms}


def show_added(meta: Meta) -> None:
    """Print what was added to the gazetteer."""
    show(f"Added {meta.name}: {meta.places:,} places with {meta.names:,} names, of {meta.rows:,} rows of {meta.source}")
    if meta.licence:
        show(f"Licence: {meta.licence}. Articles that are known already are read again by the next build.")


def show_gazetteers(built_in: tuple[int, int], metas: Sequence[Meta]) -> None:
    """Print what the gazetteer holds, a line each: built-in (places, names) and added."""
    for record in gazetteer_records(built_in, metas):
        age = f"of {record['dated']}" if record["dated"] else "no date"
        when = f", added {record['added']}" if record["added"] else ""
        show(
            f"{record['name']:<12} {record['places']:>9,} places {record['names']:>9,} names  "
            f"{age}{when}  {record['source']}"
        )


def gazetteer_records(built_in: tuple[int, int], metas: Sequence[Meta]) -> list[dict[str, object]]:
    """Return what the gazetteer holds as JSON objects, the built-in one first."""
    places, names = built_in
    source = f"GeoNames and Natural Earth, as compiled into claimmap {geo.__version__}"
    first = {"name": "built-in", "source": source, "licence": "CC BY 4.0, GeoNames; public domain, Natural Earth"}
    counts = {"sha256": "", "index_sha256": "", "rows": places, "places": places, "names": names}
    return [first | counts | {"dated": "", "added": ""}, *(asdict(meta) for meta in metas)]


def _show_list(heading: str, lines: Sequence[str]) -> None:
    if lines:
        show(f"{heading} ({len(lines)}):")
        for line in lines[:_LISTED]:
            show(f"  {line}")
        if len(lines) > _LISTED:
            show(f"  and {len(lines) - _LISTED} more (all with --json)")


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
