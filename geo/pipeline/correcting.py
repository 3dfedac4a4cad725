"""What analysts ask for → what the store keeps, and the outputs as they are by it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from geo.corrections import Asked, Corrections, context_of, given_place, names_a_place, read_corrections
from geo.corrections.asking import NOTHING
from geo.errors import CorrectionError
from geo.gazetteer import fold
from geo.model import Claim, Correction, Corrects, NameRule, SetAside
from geo.pipeline.building import alone
from geo.pipeline.drawing import draw
from geo.pipeline.exporting import Progress
from geo.pipeline.extraction import opened
from geo.pipeline.history import existing
from geo.settings import Settings

if TYPE_CHECKING:
    from geo.changes import Change
    from geo.gazetteer import Gazetteer
    from geo.store import Store

_COMMAND = "the command"


@dataclass(frozen=True, slots=True)
class Listed:
    """A correction and how it stands: `holds`, `replaced` by a later one, `undone`, or `waits` for claims of it."""

    correction: Correction
    state: str


@dataclass(frozen=True, slots=True)
class CorrectionReport:
    """What was made of corrections that were asked for.

    `known` counts those that held already, `waiting` lists those that wait for claims that are not there, `run` is the
    number of the run that changed claims by them, 0 where none had to be changed.
    """

    made: tuple[Correction, ...]
    known: int
    set_aside: tuple[SetAside, ...]
    waiting: tuple[Correction, ...]
    run: int
    changes: tuple[Change, ...]
    outputs: tuple[Path, ...]


def correct(
    wanted: Iterable[Asked],
    settings: Settings,
    progress: Progress = lambda _stage, _done, _all: None,
    tell: Callable[[str], None] = lambda _line: None,
) -> CorrectionReport:
    """Make corrections, keep them and write the outputs by them.

    What cannot be made is set aside, with its reason, and the rest is made. One that holds already is not made again.
    Raises as `build` does.
    """
    return _correct([(_COMMAND, each) for each in wanted], [], settings, progress, tell)


def correct_from(
    path: Path,
    defaults: dict[str, str],
    settings: Settings,
    progress: Progress = lambda _stage, _done, _all: None,
    tell: Callable[[str], None] = lambda _line: None,
) -> CorrectionReport:
    """Do what `correct` does with the lines of a file. Raises CorrectionError where it is no table of corrections."""
    lines = list(read_corrections(path, defaults))
    refused = [each for each in lines if isinstance(each, SetAside)]
    return _correct([each for each in lines if not isinstance(each, SetAside)], refused, settings, progress, tell)


def undo(
    number: int,
    settings: Settings,
    progress: Progress = lambda _stage, _done, _all: None,
    tell: Callable[[str], None] = lambda _line: None,
) -> CorrectionReport:
    """Let a correction hold no longer, and write the outputs without it. Raises CorrectionError if there is none."""
    with alone(settings, tell), existing(settings) as store, store.alone(settings.wait_s, tell):
        made = next((each for each in store.corrections() if each.number == number), None)
        if made is None or made.undone:
            why = "is undone already" if made else "is not there; `claimmap correct --list` lists them"
            message = f"correction {number} {why}"
            raise CorrectionError(message)
        store.undo(number)
        return _drawn(store, settings, progress, tell, CorrectionReport((), 0, (), (), 0, (), ()))


def corrections_of(settings: Settings) -> list[Listed]:
    """Return all corrections of a store by number, and how each stands. Raises StoreError."""
    from geo.pipeline import showing  # noqa: PLC0415 - SQLAlchemy is only loaded where there is a store

    with existing(settings) as store:
        made = store.corrections()
        current, lost = Corrections(made), {each.number for each in showing.waiting(store)}
        return [Listed(each, _state(each, current, lost)) for each in made]


def _state(made: Correction, current: Corrections, lost: set[int]) -> str:
    if made.undone:
        return "undone"
    if not current.holds(made):
        return "replaced"
    return "waits" if made.number in lost else "holds"


def _correct(
    wanted: list[tuple[str, Asked]],
    refused: list[SetAside],
    settings: Settings,
    progress: Progress,
    tell: Callable[[str], None],
) -> CorrectionReport:
    _, gazetteer = opened()
    with alone(settings, tell), existing(settings) as store, store.alone(settings.wait_s, tell):
        desk = _Desk(store, gazetteer, [each for _, each in wanted])
        for origin, each in wanted:
            try:
                desk.take(each)
            except CorrectionError as error:
                refused.append(SetAside(origin, str(error)))
        made = store.correct(desk.made)
        report = CorrectionReport(tuple(made), desk.known, tuple(refused), (), 0, (), ())
        return _drawn(store, settings, progress, tell, report)


def _drawn(
    store: Store, settings: Settings, progress: Progress, tell: Callable[[str], None], report: CorrectionReport
) -> CorrectionReport:
    """Show claims by all corrections, write the outputs, and complete the report."""
    from geo.pipeline import remembering, showing  # noqa: PLC0415 - as above

    run, changes = showing.show_anew(store, opened()[1])
    remembering.write_again(store, settings.out)
    outputs = draw(store, settings, progress, tell).outputs
    waiting = tuple(showing.waiting(store))
    return replace(report, waiting=waiting, run=run, changes=tuple(changes), outputs=outputs)


class _Desk:
    """Takes what is asked for, one after another, and makes corrections of it by what the store knows."""

    def __init__(self, store: Store, gazetteer: Gazetteer, wanted: Iterable[Asked]) -> None:
        self._store = store
        self._gazetteer = gazetteer
        there = [each for each in store.corrections() if not each.undone]
        self._current = Corrections(there)
        self._there = {_words(each): each for each in there}
        self._last = {(each.claim_id, each.what): each for each in wanted}
        self.made: list[Correction] = []
        self.known = 0

    def take(self, wanted: Asked) -> None:
        """Make one correction of what is asked for. Raises CorrectionError where that cannot be.

        The same that was asked for before is made again only if another stands over it that is not asked for again.
        """
        claim = self._claim(wanted.claim_id)
        asked = wanted.what, wanted.value, wanted.who, wanted.day, wanted.why
        made = Correction(0, claim.claim_id, claim.article_id, *asked)
        there = self._there.get((*_words(made)[:-1], wanted.everywhere))
        if there is not None and (self._current.holds(there) or self._last[wanted.claim_id, wanted.what] != wanted):
            self.known += 1
            return
        if wanted.what is Corrects.PLACE:
            made = self._placed(made, claim, wanted)
        elif wanted.what in {Corrects.MERGE, Corrects.SPLIT}:
            made = replace(made, others=self._others(wanted))
        self.made.append(made)

    def _claim(self, claim_id: str) -> Claim:
        found = self._store.extracted([claim_id]).get(claim_id)
        if found is None:
            message = f"no claim in {self._store.target} has the id {claim_id}"
            raise CorrectionError(message)
        return found

    def _placed(self, made: Correction, claim: Claim, wanted: Asked) -> Correction:
        if wanted.value == NOTHING:
            return made
        place = given_place(wanted.value, self._gazetteer)
        if (place.location or wanted.everywhere) and not names_a_place(claim):
            words = f'"{claim.place_text}" ({claim.relation})' if claim.place_text else "no place"
            message = f"the article tells {words}, which a name does not place; give LAT,LON, for this claim alone"
            raise CorrectionError(message)
        if not wanted.everywhere:
            return replace(made, place=place)
        context = context_of(self._store.claims_of(claim.article_id), claim.place_text)
        return replace(made, place=place, rule=NameRule(fold(claim.place_text), context))

    def _others(self, wanted: Asked) -> tuple[str, ...]:
        if wanted.claim_ids:
            return tuple(self._claim(claim_id).claim_id for claim_id in wanted.claim_ids)
        shown = self._store.shown([wanted.claim_id]).get(wanted.claim_id)
        event = self._store.in_event(shown.event_id) if shown is not None and shown.event_id else []
        others = tuple(claim_id for claim_id in event if claim_id != wanted.claim_id)
        if not others:
            message = "the claim shares no event with others; name those that it is to be kept apart from"
            raise CorrectionError(message)
        return others


def _words(made: Correction) -> tuple[object, ...]:
    """Return what makes two corrections the same: asked for by the same on the same day, for the same reason."""
    return made.claim_id, made.what, made.value, made.who, made.day, made.why, made.rule is not None
