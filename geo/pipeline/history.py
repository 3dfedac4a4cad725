"""What was known when: the runs of a store, what became of claims between two of them, and forgetting."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from geo.articles import address_key
from geo.errors import ClaimmapError
from geo.pipeline.building import alone
from geo.pipeline.drawing import draw
from geo.pipeline.exporting import Progress, draw_figures, kept, write_exports
from geo.pipeline.extraction import opened
from geo.settings import Settings

if TYPE_CHECKING:
    from geo.changes import Change
    from geo.figures import Asked
    from geo.store import Known, Run, Store


@dataclass(frozen=True, slots=True)
class Forgotten:
    """Articles that were forgotten, by id, and how many claims went with them."""

    articles: tuple[str, ...]
    claims: int
    outputs: tuple[Path, ...]


def runs_of(settings: Settings) -> list[Run]:
    """Return the runs of a store, oldest first. Raises StoreError."""
    with existing(settings) as store:
        return store.runs()


def difference(settings: Settings, after_run: int, until_run: int) -> list[Change]:
    """Return what became of claims after one run until and with another. Raises ClaimmapError, StoreError."""
    from geo.pipeline import remembering  # noqa: PLC0415 - only where there is something to compare

    with existing(settings) as store:
        for number in (after_run, until_run):
            remembering.require_run(store, number)
        if after_run > until_run:
            message = f"run {after_run} came after run {until_run}: name the older one first"
            raise ClaimmapError(message)
        return remembering.changes_between(store, after_run, until_run)


def forget(
    names: Sequence[str],
    settings: Settings,
    progress: Progress = lambda _stage, _done, _all: None,
    tell: Callable[[str], None] = lambda _line: None,
) -> Forgotten:
    """Remove articles, by URL or id, and all that was ever made of them, and write the outputs without them.

    All or nothing: a name that no article has is a ClaimmapError. Raises as `build` does.
    """
    from geo.pipeline import remembering, showing  # noqa: PLC0415 - as above

    with alone(settings, tell), existing(settings) as store, store.alone(settings.wait_s, tell):
        meant: dict[str, Known] = {}
        for name in names:
            key = address_key(name)
            known = store.find_articles(name) or (store.find_articles(key) if key else [])
            if not known:
                message = f"no article in {store.target} has the URL or id {name}"
                raise ClaimmapError(message)
            meant |= {each.article_id: each for each in known}
        keys = {address_key(name) for name in names} | {each.url_key for each in meant.values()}
        claims = sum(len(store.claims_of(article_id)) for article_id in meant)
        store.erase(list(meant))
        _forget_fetched(settings.archive, keys - {""})
        showing.show_anew(store, opened()[1])  # others may have been of one event with what is gone
        remembering.write_again(store, settings.out)
        return Forgotten(tuple(meant), claims, draw(store, settings, progress, tell).outputs)


def _forget_fetched(folder: Path, keys: set[str]) -> None:
    """Remove what was fetched of articles, by the keys of their addresses, and feeds that tell of them.

    A page has other addresses than that by which its article is known: those that led to it, and that feeds name.
    """
    if not folder.is_dir():
        return
    from geo.articles import addresses_of  # noqa: PLC0415 - only where something was fetched
    from geo.fetching import Archive, Fetched, Kind  # noqa: PLC0415 - as above

    known_by = set(keys)

    def tells_of_them(fetched: Fetched) -> bool:
        addresses = set(map(address_key, addresses_of(fetched)))
        if known_by.isdisjoint(addresses):
            return False
        if fetched.kind is not Kind.FEED:
            known_by.update(addresses - {""})
        return True

    with closing(Archive(folder)) as archive:
        archive.forget(tells_of_them)
        archive.forget(tells_of_them)  # feeds that were looked at before a page had told its other addresses


def export(
    settings: Settings,
    progress: Progress = lambda _stage, _done, _all: None,
    tell: Callable[[str], None] = lambda _line: None,
) -> tuple[Path, ...]:
    """Write all that the store knows in the settings' formats to their folder, and read nothing. Raises as `build`."""
    with existing(settings) as store, alone(settings, tell):
        return write_exports(store, settings, kept(settings), progress)


def figure(settings: Settings, asked: Asked, path: Path) -> tuple[Path, ...]:
    """Draw what was asked for of all that the store knows, and write it as the path's suffix says, with its words.

    Raises ClaimmapError where nothing of it can be shown, StoreError, OutputError.
    """
    with existing(settings) as store:
        return draw_figures(store, [path], settings, asked)


def existing(settings: Settings) -> Store:
    """Open the store of the settings. Raises ClaimmapError where there is none yet, StoreError."""
    from geo.store import Store  # noqa: PLC0415 - SQLAlchemy is only loaded where it is needed

    target = settings.store_target
    if "://" not in target and not Path(target).is_file():
        message = f"there is no store at {target}; name the output folder with --out or the store with --store"
        raise ClaimmapError(message)
    return Store(target)
