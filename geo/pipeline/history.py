"""What was known when: the runs of a store, what became of claims between two of them, and forgetting."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from geo.articles import address_key
from geo.errors import ClaimmapError
from geo.pipeline.building import alone
from geo.pipeline.drawing import draw
from geo.pipeline.exporting import Progress, draw_figures, kept, write_exports
from geo.settings import Settings

if TYPE_CHECKING:
    from geo.changes import Change
    from geo.figures import Asked
    from geo.store import Run, Store


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
    from geo.pipeline import remembering  # noqa: PLC0415 - as above

    with alone(settings, tell), existing(settings) as store, store.alone(settings.wait_s, tell):
        found: dict[str, None] = {}
        for name in names:
            key = address_key(name)
            known = store.find_articles(name) or (store.find_articles(key) if key else [])
            if not known:
                message = f"no article in {store.target} has the URL or id {name}"
                raise ClaimmapError(message)
            found |= dict.fromkeys(each.article_id for each in known)
        claims = sum(len(store.claims_of(article_id)) for article_id in found)
        store.erase(list(found))
        remembering.write_again(store, settings.out)
        return Forgotten(tuple(found), claims, draw(store, settings, progress))


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
