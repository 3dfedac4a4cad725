"""Cache, then online services one after the other: which of their results is meant, or why none is."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import partial
from typing import Protocol

from geo.gazetteer import fold
from geo.geocoders.patience import Caller, Clock, NoAnswerError
from geo.geocoders.reading import Found
from geo.geocoders.services import Question, Service, connect
from geo.model import Answer
from geo.settings import OnlineService, Patience
from geo.sphere import distance_km

_ALIKE = 0.85  # share of letters that two spellings of one name have in common
_ONE_PLACE_KM = 30.0  # results of one name this far beyond their radii are different places


class AnswerCache(Protocol):
    """Where answers are kept from one run to the next."""

    def find(self, service: str, address: str, question: Question) -> Answer | None:
        """Return what the service answered to the question, None if it has not been asked."""

    def keep(self, answer: Answer) -> None:
        """Keep an answer."""


@dataclass(frozen=True, slots=True)
class ServiceReport:
    """What one service was asked in a run. Questions that `failed` are asked again in the next run."""

    service: str
    address: str
    asked: int
    placed: int
    unknown: int
    failed: int
    left_alone: str  # why it was asked no more before the run's end, empty if it was not


@dataclass(slots=True)
class _Link:
    """One service with the count of what it was asked."""

    service: Service
    caller: Caller
    asked: int = 0
    placed: int = 0
    failed: int = 0


class Chain:
    """Asks the cache and then the services, in order, until one knows the place; keeps whatever they answer."""

    def __init__(
        self,
        services: Sequence[OnlineService],
        user_agent: str,
        cache: AnswerCache,
        patience: Patience,
        clock: Clock = time,
    ) -> None:
        """Connect the services; none is asked yet. Raises ClaimmapError where one refuses the user agent."""
        self._cache = cache
        self._links = [
            _Link(connect(each, user_agent, patience.timeout_s), Caller(patience, clock)) for each in services
        ]

    def ask(self, question: Question) -> Answer | None:
        """Return the first answer that places the name, else the last; None if no service has answered."""
        answer = None
        for link in self._links:
            given = self._given(link, question)
            answer = given or answer
            if given is not None and given.latitude is not None:
                break
        return answer

    def reports(self) -> tuple[ServiceReport, ...]:
        """Return what each service was asked, in their order."""
        return tuple(
            ServiceReport(
                link.service.setting.name,
                link.service.setting.address,
                link.asked,
                link.placed,
                link.asked - link.placed - link.failed,
                link.failed,
                link.caller.left_alone,
            )
            for link in self._links
        )

    def _given(self, link: _Link, question: Question) -> Answer | None:
        setting = link.service.setting
        kept = self._cache.find(setting.name, setting.address, question)
        if kept is not None or link.caller.left_alone:
            return kept
        link.asked += 1
        try:
            results = link.caller.call(partial(link.service.search, question))
        except NoAnswerError:
            link.failed += 1
            return None
        answer = chosen(link.service, question, results)
        link.placed += answer.latitude is not None
        self._cache.keep(answer)
        return answer


def chosen(service: Service, question: Question, results: Sequence[Found]) -> Answer:
    """Return the result that the question means; none if its name is another's, or if several are as likely."""
    meant = [result for result in results if _answers(result, question)]
    if not meant:
        return _answer(service, question, None, "knows no such place")
    first = meant[0]
    rivals = [other for other in meant[1:] if other.where_prec is first.where_prec and _is_elsewhere(first, other)]
    if rivals:
        return _answer(service, question, None, f"knows {len(rivals) + 1} such places and cannot tell which is meant")
    return _answer(service, question, first, first.kind.replace("_", " "))


def _answer(service: Service, question: Question, result: Found | None, remark: str) -> Answer:
    return Answer(
        service=service.setting.name,
        address=service.setting.address,
        query=question.query,
        country=question.country,
        name=result.names[0] if result else "",
        latitude=result.latitude if result else None,
        longitude=result.longitude if result else None,
        where_prec=result.where_prec if result else None,
        radius_km=result.radius_km if result else None,
        place_country=result.country if result else "",
        remark=remark,
        licence=service.licence,
    )


def _answers(result: Found, question: Question) -> bool:
    """Tell whether a result has the name and lies in the country asked for: services like to answer something."""
    if question.country and result.country not in {"", question.country, question.iso3}:
        return False
    asked = fold(question.query)
    return any(_is_alike(asked, fold(name)) for name in result.names)


def _is_alike(asked: str, name: str) -> bool:
    return asked == name or SequenceMatcher(None, asked, name, autojunk=False).ratio() >= _ALIKE


def _is_elsewhere(one: Found, other: Found) -> bool:
    if one.country and other.country and one.country != other.country:
        return True
    apart = distance_km(one.latitude, one.longitude, other.latitude, other.longitude)
    return apart > one.radius_km + other.radius_km + _ONE_PLACE_KM
