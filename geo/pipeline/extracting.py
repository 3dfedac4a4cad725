"""Many articles → what each gave, by the engine that was asked for, in their order."""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Generator, Iterable, Iterator

from geo.engines import Engine as Engines
from geo.engines import Failed, Processes, Serial, cores
from geo.model import Article, SetAside
from geo.pipeline import extraction
from geo.pipeline.extraction import Extracted, opened
from geo.settings import Engine, Running

Outcome = tuple[Article, Extracted | SetAside]

_log = logging.getLogger(__name__)


def extracted_by(running: Running, articles: Iterable[Article]) -> Generator[Outcome, None, None]:
    """Yield each article with what it gave, in their order; one on which the finders fail is set aside with its reason.

    Articles are taken only some way ahead, so that no more than some are held. Raises EngineError, DataMissingError.
    """
    opened()  # what is missing is told once, and not of each article
    taken: deque[Article] = deque()

    def noted() -> Iterator[Article]:
        for article in articles:
            taken.append(article)
            yield article

    for outcome in _engine(running).run(extraction.extracted, noted()):
        article = taken.popleft()
        yield article, _set_aside(article, outcome) if isinstance(outcome, Failed) else outcome


def _engine(running: Running) -> Engines:
    if running.engine is Engine.PROCESSES:
        return Processes(running.workers or cores(), running.time_limit_s, opened)
    return Serial()


def _set_aside(article: Article, failed: Failed) -> SetAside:
    _log.error("%s could not be extracted: %s", article.origin, failed.trace or failed.reason)
    return SetAside(article.origin, f"could not be extracted: {failed.reason}")
