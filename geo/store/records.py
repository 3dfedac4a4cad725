"""What the store tells beside articles and claims: how it knows an article, its runs and how much it holds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Known:
    """What the store knows an article by, and how its claims were made (by which `engine`; none if not English).

    An empty `engine` is none that ever was: such an article waits to be read again.
    """

    article_id: str
    content: str
    url_key: str
    text_key: str
    published: date | None
    language: str
    engine: str


@dataclass(frozen=True, slots=True)
class Tally:
    """How much the store holds; `unplaced` counts the claims without a place by reason, most frequent first."""

    articles: int
    claims: int
    placed: int
    undated: int
    unplaced: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Counts:
    """What a run did: articles read, new among them, changed, extracted (again), and all claims known at its end.

    None is what a run of an older claimmap did not count.
    """

    read: int | None
    new: int | None
    changed: int | None
    extracted: int
    claims: int


@dataclass(frozen=True, slots=True)
class Run:
    """A run: times in UTC without zone. One that is going on, or was killed, has neither an end nor counts.

    Runs are told apart and ordered by `run_id`, never by their times: clocks are set back.
    """

    run_id: int
    started: datetime | None  # None: a run of an older claimmap
    finished: datetime | None
    engine: str
    counts: Counts | None


@dataclass(frozen=True, slots=True)
class Seen:
    """In which runs a claim was first and last known, and the engine that made it last.

    None where that was before runs were noted.
    """

    first_run: int | None
    last_run: int | None
    engine: str


@dataclass(frozen=True, slots=True)
class Reach:
    """How far the store's knowledge goes: the last run that changed a claim (0: none), all its changes and claims."""

    run_id: int
    changes: int
    claims: int
