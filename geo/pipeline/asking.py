"""Claims that the gazetteer could not place → online services, if asked for; what they answered → places.

A claim's place is always made anew from the answers that the store keeps: an article that is extracted again needs no
network, and the same store gives the same outputs, whichever service was asked first.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from geo.gazetteer import Gazetteer
from geo.geocoders import Chain, Clock, Question, ServiceReport, connect, tidy, title_of
from geo.lexicon import Lexicon
from geo.model import Answer, Claim, Relation, WherePrec
from geo.pipeline import showing
from geo.pipeline.exporting import Progress
from geo.settings import SERVICES, OnlineService, Settings
from geo.store import Store

_STAGE = "asking"
_LONGEST_QUERY = 100
_NEAR_KM, _AROUND_KM = 30.0, 30.0  # what "near" and "around" mean, as for places of the gazetteer
# A claim does not keep how far "north of X" is, so a place for X would not tell where it happened.
_ASKED = frozenset({Relation.AT, Relation.NEAR, Relation.AROUND})


@dataclass(frozen=True, slots=True)
class Asked:
    """What the services were asked in a run; `delayed` names got no answer and are asked again in the next one."""

    services: tuple[ServiceReport, ...] = ()
    delayed: int = 0


def answer_unplaced(
    store: Store,
    settings: Settings,
    gazetteer: Gazetteer,
    progress: Progress,
    run_id: int,
    *,
    clock: Clock = time,
) -> Asked:
    """Ask for what the gazetteer does not know, if online services are set, and show claims by all that is answered.

    What analysts corrected is shown over it.

    Raises ClaimmapError where a service refuses the settings, StoreError.
    """
    desk = _Desk(store, gazetteer)
    asked = Asked()
    if settings.online:
        chain = Chain(settings.online, settings.user_agent, desk, settings.patience, clock)
        questions = {question for _, question in desk.waiting()}
        asked = _ask(chain, desk, sorted(questions, key=lambda each: (each.query, each.country)), settings, progress)
    showing.refresh(store, desk.answered(), lambda: run_id)
    return asked


def answered(store: Store, gazetteer: Gazetteer) -> dict[str, Claim]:
    """Return the claims about whose places services have answered, by claim_id, with what they answered."""
    return _Desk(store, gazetteer).answered()


def check_services(settings: Settings) -> None:
    """Raise ClaimmapError if a service refuses the settings. Nothing is asked."""
    for service in settings.online:
        connect(service, settings.user_agent, settings.patience.timeout_s)


def _ask(chain: Chain, desk: _Desk, questions: list[Question], settings: Settings, progress: Progress) -> Asked:
    delayed = 0
    for done, question in enumerate(questions, start=1):
        if not desk.is_answered(question, settings.online):
            chain.ask(question)
            delayed += not desk.is_answered(question, settings.online)
        progress(_STAGE, done, len(questions))
    return Asked(chain.reports(), delayed)


class _Desk:
    """The store's unplaced claims as questions, and its answers to them: the cache of the chain."""

    def __init__(self, store: Store, gazetteer: Gazetteer) -> None:
        self._store = store
        self._gazetteer = gazetteer
        self._lines = Lexicon.load().lines
        self._countries: dict[str, tuple[str, str, tuple[float, float]] | None] = {}
        self._answers: dict[tuple[str, str], list[Answer]] = {}
        for answer in store.answers():
            self._add(answer)

    def waiting(self) -> Iterator[tuple[Claim, Question]]:
        """Yield each claim whose place has a name that the gazetteer does not know, with the question for it."""
        for claim in self._store.unplaced():
            query = tidy(claim.place_text, _LONGEST_QUERY + 1)
            if claim.relation not in _ASKED or len(query) > _LONGEST_QUERY or not any(map(str.isalpha, query)):
                continue
            if not self._lines.unnamed.isdisjoint(query.split()):  # no service knows where on "the A border" it was
                continue
            if not self._gazetteer.candidates(claim.place_text):
                alpha2, iso3, centre = self._country(claim.article_id) or ("", "", None)
                yield claim, Question(query, alpha2, iso3, centre)

    def answered(self) -> dict[str, Claim]:
        """Return the waiting claims that there are answers for, by claim_id, with what these tell."""
        places = (placed(claim, self.answers(question), self._gazetteer) for claim, question in self.waiting())
        return {claim.claim_id: claim for claim in places if claim is not None}

    def answers(self, question: Question) -> list[Answer]:
        """Return all services' answers to a question, in an order that does not depend on when they were given."""
        order = list(SERVICES)
        known = self._answers.get((question.query, question.country), [])
        return sorted(known, key=lambda answer: (order.index(answer.service), answer.address))

    def is_answered(self, question: Question, services: Iterable[OnlineService]) -> bool:
        """Tell whether some service has placed the name, or all of these have said that they cannot."""
        known = self.answers(question)
        missing = {(each.name, each.address) for each in services} - {(each.service, each.address) for each in known}
        return not missing or any(answer.latitude is not None for answer in known)

    def find(self, service: str, address: str, question: Question) -> Answer | None:
        known = self.answers(question)
        return next((answer for answer in known if (answer.service, answer.address) == (service, address)), None)

    def keep(self, answer: Answer) -> None:
        self._store.keep(answer)
        self._add(answer)

    def _add(self, answer: Answer) -> None:
        self._answers.setdefault((answer.query, answer.country), []).append(answer)

    def _country(self, article_id: str) -> tuple[str, str, tuple[float, float]] | None:
        """Return the country that most of an article's claims lie in, None if none or several are the most."""
        if article_id not in self._countries:
            counted = self._store.countries(article_id)
            clear = bool(counted) and (len(counted) == 1 or counted[0][1] > counted[1][1])
            country = self._gazetteer.country(counted[0][0]) if clear else None
            self._countries[article_id] = (
                None if country is None else (country.alpha2, country.iso3, (country.latitude, country.longitude))
            )
        return self._countries[article_id]


def placed(claim: Claim, answers: list[Answer], gazetteer: Gazetteer) -> Claim | None:
    """Return the claim at the place of the first answer that has one; else with what was answered; None if nothing."""
    if not answers:
        return None
    answer = next((each for each in answers if each.latitude is not None), None)
    if answer is None:
        told = "; ".join(f"{_source(each)} {each.remark}" for each in answers)
        return replace(claim, place_reason=f"{claim.place_reason}; {told}")
    assert answer.latitude is not None
    assert answer.longitude is not None
    assert answer.where_prec is not None
    assert answer.radius_km is not None
    country = gazetteer.country(answer.place_country or answer.country)
    region = None
    if answer.where_prec not in {WherePrec.COUNTRY, WherePrec.SEA_OR_AIR}:
        region = gazetteer.region_at(answer.latitude, answer.longitude)
    if country is None and region is not None:
        country = gazetteer.country(region.country)
    if region is not None and country is not None and region.country != country.alpha2:
        region = None  # so near a border that the outlines do not tell
    prec, radius, why = _related(claim.relation, answer.where_prec, answer.radius_km)
    within = f" in {answer.country}" if answer.country else ""
    return replace(
        claim,
        location=answer.name,
        latitude=answer.latitude,
        longitude=answer.longitude,
        where_prec=prec,
        radius_km=radius,
        admin1=region.name if region else "",
        admin1_code=region.code if region else "",
        country=country.name if country else "",
        iso3=country.iso3 if country else "",
        place_reason=f'{claim.place_reason}; {_source(answer)} answered "{answer.name}" ({answer.remark}) to '
        f'"{answer.query}"{within}{why}; {answer.licence}',
    )


def _related(relation: Relation, prec: WherePrec, radius: float) -> tuple[WherePrec, float, str]:
    """Widen a place by what "near" and "around" mean."""
    if relation is Relation.AT:
        return prec, radius, ""
    wider = max(radius, _NEAR_KM) if relation is Relation.NEAR else radius + _AROUND_KM
    return max(prec, WherePrec.NEAR), wider, f', "{relation}" taken as within {wider:.0f} km'


def _source(answer: Answer) -> str:
    return f"{title_of(answer.service)} ({urlsplit(answer.address).netloc})"
