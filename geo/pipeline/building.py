"""Sources → store → outputs: reads what is new, keeps it, and writes everything that is known."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from geo.articles import Duplicate, Keys, choose
from geo.errors import NothingToReadError, OutputError
from geo.locking import alone_in
from geo.model import Correction, SetAside, Sifted
from geo.pipeline.archives import Funnel, funnel_of
from geo.pipeline.drawing import Expected, draw
from geo.pipeline.exporting import Progress
from geo.pipeline.extraction import opened
from geo.pipeline.intake import Intake, Warned, taken_in
from geo.pipeline.parts import FOLDER as PARTS
from geo.pipeline.versions import engine_version
from geo.settings import Settings
from geo.whole import sweep

if TYPE_CHECKING:
    from geo.geocoders import ServiceReport
    from geo.pipeline.asking import Asked
    from geo.pipeline.distributing import DistributedIntake
    from geo.store import Known, Store

_NAMED = 3  # reasons that fit into one line
_FEW = 1000  # articles that came: what is known of them alone is looked up; of more, all that is known is read
_TOLD = 12  # changes that are told one by one, but of the first run, in which all is new; changes.json has all


@dataclass(frozen=True, slots=True)
class Foreign:
    """An article in a language that is not read: ISO 639 code."""

    origin: str
    article_id: str
    language: str


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did with its sources, and what the store and the outputs now hold.

    `read` counts this run's articles: new, read again (changed, or known from an older engine), unchanged, duplicates
    and those that failed. `articles`, `claims`, `placed`, `undated` and `unplaced` (by reason) count all that is known.
    `map` is what was expected of it before it was written. `services` tells what each online service was asked;
    `delayed` names that none could answer wait for the next run.
    `changes` counts what became of claims since the run `since`, the last one that finished before this `run`, by what
    became of them; `told` says so in lines for people. `waiting` lists corrections of claims that no article makes now.
    `archives` tells what the pages of web archives came to; None if none was among the sources.
    """

    read: int
    new: int
    read_again: int
    unchanged: int
    duplicates: tuple[Duplicate, ...]
    set_aside: tuple[SetAside, ...]
    not_english: tuple[Foreign, ...]
    warnings: tuple[Warned, ...]
    articles: int
    claims: int
    placed: int
    undated: int
    unplaced: tuple[tuple[str, int], ...]
    outputs: tuple[Path, ...]
    map: Expected
    services: tuple[ServiceReport, ...]
    delayed: int
    run: int
    since: int
    changes: tuple[tuple[str, int], ...]
    told: tuple[str, ...]
    waiting: tuple[Correction, ...]
    archives: Funnel | None


def build(
    sources: Sequence[str | Path],
    settings: Settings,
    progress: Progress = lambda _stage, _done, _all: None,
    tell: Callable[[str], None] = lambda _line: None,
) -> BuildReport:
    """Read the sources, keep what is new in the store, and write map.html, days/, claims.csv and claims.geojson.

    The outputs show everything the store knows, so a further run with other sources adds to them. An article whose
    content and engine have not changed is not extracted again. Online services are asked only if the settings name any.
    Where another run writes to the same folder or store, this one tells who and waits for `settings.wait_s`.
    Raises, before anything is read, OutputError if the output folder cannot be written, LockedError if the other run
    does not end, and ClaimmapError if a service refuses the settings or no page can show the tiles; then
    NothingToReadError if no article could be read, StoreError, DataMissingError.
    """
    _check_writable(settings.out)
    if settings.online:
        from geo.pipeline.asking import check_services  # noqa: PLC0415 - geopy is only loaded where it is needed

        check_services(settings)
    if settings.tiles:
        from geo.maps.tiles import find_tiles  # noqa: PLC0415 - folium is only loaded where it is needed

        find_tiles(settings.tiles)
    with alone(settings, tell), taken_in(sources, settings, progress) as intake:
        if not intake.keys:
            raise NothingToReadError(_nothing(sources, intake.set_aside, intake.sifted))
        from geo.store import Store  # noqa: PLC0415 - SQLAlchemy is only loaded where there is something to keep

        with Store(settings.store_target) as store, store.alone(settings.wait_s, tell):
            return _update(intake, store, settings, progress, tell)


@contextmanager
def alone(settings: Settings, tell: Callable[[str], None]) -> Iterator[None]:
    """Have the output folder and that of the store, if it is a file, to oneself, cleared of what killed runs left."""
    with ExitStack() as stack:
        for folder in settings.folders:  # always in one order, so that two runs never wait for each other
            stack.enter_context(alone_in(folder, settings.wait_s, tell))
        sweep(settings.out, settings.out / "days", settings.out / PARTS)
        yield


def _update(
    intake: Intake | DistributedIntake,
    store: Store,
    settings: Settings,
    progress: Progress,
    tell: Callable[[str], None],
) -> BuildReport:
    from geo.changes import told  # noqa: PLC0415 - as above
    from geo.pipeline import agreeing, remembering, showing  # noqa: PLC0415 - as above
    from geo.store import Counts, Known  # noqa: PLC0415 - as above

    if settings.since is not None:
        remembering.require_run(store, settings.since)
    engine = engine_version()
    run_id = store.begin_run(engine)
    since = remembering.last_finished(store, run_id)
    known = {each.article_id: each for each in _known(intake, store, settings, engine)}
    arrived = {keys.article_id for keys in intake.keys}
    kept, duplicates = choose(
        [*intake.keys, *(_keys(each) for each in known.values() if each.article_id not in arrived)]
    )
    remembering.withdraw(store, sorted(known.keys() - {keys.article_id for keys in kept}), run_id)
    stale = [keys for keys in kept if settings.rebuild or not _is_current(known.get(keys.article_id), keys, engine)]
    failed: dict[str, SetAside] = {}
    tongues = {keys.article_id: known[keys.article_id].language for keys in kept if keys.article_id in known}
    with closing(intake.extracted(stale, store.article, settings.running)) as outcomes:
        for done, (keys, (article, outcome)) in enumerate(outcomes, start=1):
            if isinstance(outcome, SetAside):
                failed[keys.article_id] = outcome
            else:
                tongues[keys.article_id] = outcome.language
                mark = Known(
                    keys.article_id, keys.content, keys.url, keys.text, keys.published, outcome.language, engine
                )
                remembering.remember(store, article, mark, outcome.claims, run_id)
            progress("extracting", done, len(stale))
    asked = _complete(store, settings, progress, run_id)
    agreeing.agree(store, engine, lambda: run_id)
    changes = remembering.changes_between(store, since, run_id)
    told_of = remembering.write(changes, settings.out, run_id, since)
    drawn = draw(store, settings, progress, tell)
    tally = store.tally()
    mine = [keys for keys in kept if keys in intake and keys.article_id not in failed]
    again = {keys.article_id for keys in stale}
    new = sum(keys.article_id not in known for keys in mine)
    changed = sum(keys.article_id in known and known[keys.article_id].content != keys.content for keys in mine)
    store.touch(run_id, [keys.article_id for keys in mine])
    store.finish_run(run_id, Counts(len(intake.keys), new, changed, len(stale), tally.claims))
    spoken = [Foreign(keys.origin, keys.article_id, tongues[keys.article_id]) for keys in mine]
    return BuildReport(
        read=len(intake.keys),
        new=new,
        read_again=sum(keys.article_id in known and keys.article_id in again for keys in mine),
        unchanged=sum(keys.article_id not in again for keys in mine),
        duplicates=tuple(duplicates),
        set_aside=(*intake.set_aside, *(failed[keys.article_id] for keys in stale if keys.article_id in failed)),
        not_english=tuple(each for each in spoken if each.language != opened()[0].language),
        warnings=tuple(intake.warnings),
        articles=tally.articles,
        claims=tally.claims,
        placed=tally.placed,
        undated=tally.undated,
        unplaced=tally.unplaced,
        outputs=(told_of, *drawn.outputs),
        map=drawn.expected,
        services=asked.services if asked else (),
        delayed=asked.delayed if asked else 0,
        run=run_id,
        since=since,
        changes=tuple(sorted(Counter(change.what.value for change in changes).items())),
        told=tuple(told(changes, _TOLD if since else 0)),
        waiting=tuple(showing.waiting(store)),
        archives=funnel_of(intake.sifted, store),
    )


def _known(intake: Intake | DistributedIntake, store: Store, settings: Settings, engine: str) -> list[Known]:
    """Return the known articles that this run may touch: all, or those that share something with the few that came."""
    if settings.rebuild or len(intake.keys) > _FEW or not store.is_all_of(engine):
        return store.known()
    keys = intake.keys
    return store.known_like(
        (each.article_id for each in keys), (each.url for each in keys), (each.text for each in keys)
    )


def _complete(store: Store, settings: Settings, progress: Progress, run_id: int) -> Asked | None:
    """Ask online services, and show claims by what they answered and analysts corrected."""
    if not settings.online and not store.answers():
        from geo.pipeline import showing  # noqa: PLC0415 - as above

        showing.refresh(store, {}, lambda: run_id)
        return None
    from geo.pipeline.asking import answer_unplaced  # noqa: PLC0415 - geopy is only loaded where there are answers

    return answer_unplaced(store, settings, opened()[1], progress, run_id)


def _keys(known: Known) -> Keys:
    return Keys(known.article_id, known.url_key, known.text_key, known.content, known.published, origin="the store")


def _is_current(known: Known | None, keys: Keys, engine: str) -> bool:
    return known is not None and (known.content, known.engine) == (keys.content, engine)


def _check_writable(out: Path) -> None:
    """Raise OutputError unless a file can be made in the folder; it is created if need be."""
    try:
        out.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=out):
            pass
    except OSError as error:
        message = f"the output folder {out} cannot be written: {error.strerror or error}"
        raise OutputError(message) from error


def _nothing(sources: Sequence[str | Path], set_aside: Sequence[SetAside], sifted: Sequence[Sifted]) -> str:
    reasons = [f"{each.origin}: {each.reason}" for each in set_aside[:_NAMED]]
    if sifted:
        pages, conflict = sum(part.pages for part in sifted), sum(part.of_conflict for part in sifted)
        reasons.append(f"{pages:,} pages of archives, {conflict:,} of them with words of conflict, hold none")
    if not reasons:
        return f"nothing to read in {', '.join(str(source) for source in sources)}: no file of a kind that is read"
    more = f" (and {len(set_aside) - _NAMED} more)" if len(set_aside) > _NAMED else ""
    return f"no article could be read: {'; '.join(reasons)}{more}"
