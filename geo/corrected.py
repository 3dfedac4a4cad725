"""Corrections as the command takes and shows them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from geo.changes import told
from geo.corrections import Asked, asked
from geo.errors import CorrectionError
from geo.terminal import say, show

if TYPE_CHECKING:
    from geo.model import Correction
    from geo.pipeline import CorrectionReport, Listed

_LISTED = 20  # changes and waiting corrections that are told one by one; --json has all


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the options of the command ask for of one claim; what is empty is not asked for."""

    place: str
    date: str
    kind: str
    status: str
    drop: bool
    merge: Sequence[str]
    split: bool
    apart_from: Sequence[str]
    everywhere: bool


def asked_for(claim_id: str, wanted: Wanted, who: str, when: str, why: str) -> list[Asked]:
    """Return the corrections that the options ask for. Raises CorrectionError, also where they ask for none."""
    columns = [
        {"claim_id": claim_id, "what": what, "value": value, "who": who, "when": when, "why": why}
        for what, value in _values(wanted)
    ]
    if not columns:
        message = "say what to correct: --place, --date, --kind, --status, --drop, --merge or --split"
        raise CorrectionError(message)
    if wanted.everywhere and not wanted.place:
        message = "--everywhere goes with --place"
        raise CorrectionError(message)
    everywhere = {"place": "true"} if wanted.everywhere else {}
    return [asked(each | {"everywhere": everywhere.get(each["what"], "")}) for each in columns]


def _values(wanted: Wanted) -> Iterator[tuple[str, str]]:
    fields = {"place": wanted.place, "date": wanted.date, "kind": wanted.kind, "status": wanted.status}
    yield from ((what, value) for what, value in fields.items() if value)
    if wanted.drop:
        yield "drop", ""
    if wanted.merge:
        yield "merge", " ".join(wanted.merge)
    if wanted.split or wanted.apart_from:
        yield "split", " ".join(wanted.apart_from)


def show_report(report: CorrectionReport) -> None:
    """Print what was corrected and what that changed."""
    for made in report.made:
        show(f"Correction {line(made)}")
    if report.known:
        show(f"{report.known} held already.")
    for each in told(report.changes, _LISTED):
        show(each)
    show_waiting(report.waiting)
    if report.run:
        show(f"Run {report.run}. Wrote {', '.join(str(path) for path in report.outputs)}")


def show_set_aside(report: CorrectionReport) -> None:
    """Print every correction that could not be made, to standard error, one a line."""
    for each in report.set_aside:
        say(f"set aside {each.origin}: {each.reason}")


def show_waiting(waiting: Sequence[Correction]) -> None:
    """Print the corrections whose claims no article makes now."""
    if waiting:
        show(f"Waiting for claims that no article makes now ({len(waiting)}):")
        for each in waiting[:_LISTED]:
            show(f"  {line(each)}")
        if len(waiting) > _LISTED:
            show(f"  and {len(waiting) - _LISTED} more (`claimmap correct --list` has all)")


def show_list(listed: Iterable[Listed]) -> None:
    """Print corrections and how each stands, one a line."""
    for each in listed:
        show(f"{each.state:<8}  {line(each.correction)}")


def line(made: Correction) -> str:
    """Return a correction as one line."""
    value = f" {made.value}" if made.value else ""
    rule = ""
    if made.rule is not None:
        rule = f', and wherever articles about {made.rule.context or "no other country"} name "{made.rule.place_text}"'
    what = f"{made.number}: {made.claim_id or 'of no claim'} {made.what}{value}{rule}"
    return f"{what}; {made.who}, {made.day}: {made.why}"


def report_record(report: CorrectionReport) -> dict[str, object]:
    """Return a report as a JSON object; what changed is in changes.json."""
    return {
        "made": [record(each) for each in report.made],
        "known": report.known,
        "set_aside": [asdict(each) for each in report.set_aside],
        "waiting": [record(each) for each in report.waiting],
        "run": report.run,
        "changed": len(report.changes),
        "outputs": [str(path) for path in report.outputs],
    }


def record(made: Correction, state: str = "") -> dict[str, object]:
    """Return a correction as a JSON object, with how it stands if that is given."""
    return asdict(made) | ({"state": state} if state else {})
