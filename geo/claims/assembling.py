"""Walk through an article's events in order: where, when, on whose word; then one claim for each event and place."""

from __future__ import annotations

import hashlib
from bisect import bisect_left
from dataclasses import dataclass, replace

from geo.claims.merging import merge
from geo.claims.parties import parties, responsible, side
from geo.claims.sharing import Told, share
from geo.claims.surely import status_of, unverified_sentences
from geo.claims.when import Day, is_history, when_of
from geo.claims.where import Case, Focus, Site, case_of, focus_of, names_unknown, sites
from geo.lexicon import Lexicon
from geo.model import (
    Article,
    Assembly,
    Attribution,
    Claim,
    ClaimStatus,
    Dropped,
    EventMention,
    EventType,
    Findings,
    Place,
    Role,
    When,
    WherePrec,
)

_DEATHS = frozenset({EventType.ATTACK_ON_CIVILIANS})
_EFFECTS = {
    EventType.AIR_STRIKE: frozenset({EventType.EXPLOSION, EventType.DESTRUCTION}),
    EventType.SHELLING: frozenset({EventType.EXPLOSION, EventType.DESTRUCTION}),
    EventType.EXPLOSION: frozenset({EventType.DESTRUCTION}),
}
_ROLE_REASONS = {
    Role.METONYM: "stands for a government",
    Role.ORGANISATION: "is part of the name of an organisation or an office",
    Role.SPEAKER: "is where the speaker stands",
    Role.DATELINE: "is the dateline",
    Role.ORIGIN: "is an origin or a seat",
    Role.CONTEXT: "only tells where another place is",
    Role.DEMONYM: "names a people, not a place",
    Role.PLACE: "no event is told of it",
}


@dataclass(frozen=True, slots=True)
class _State:
    """What the sentences before put in focus, and where the item began that they stand in."""

    focus: Focus | None
    day: When | None
    begun: int = 0  # offset


@dataclass(frozen=True, slots=True)
class _Happening:
    """An event with its places and days."""

    event: EventMention
    sites: tuple[Site, ...]
    day: Day


def assemble(article: Article, findings: Findings, places: tuple[Place, ...], lexicon: Lexicon) -> Assembly:
    """Return the claims of one article, in the order of their quotes, and what gave none with the reason.

    `places` holds one Place for each toponym of `findings`.
    """
    case = case_of(article, findings, places, lexicon)
    states: dict[int, _State] = {}
    unsure = unverified_sentences(findings)
    claims: list[Claim] = []
    dropped: list[Dropped] = []
    used: set[int] = set()
    for number, sentence in enumerate(findings.sentences):
        if sentence.boilerplate:
            dropped.extend(_beside_the_account(case, event) for event in case.events_of[number])
            continue
        state = states.get(sentence.item.number) or _beginning(case, number, states.get(sentence.item.within))
        outcomes = [_outcome(case, event, state) for event in case.events_of[number]]
        dropped.extend(outcome for outcome in outcomes if isinstance(outcome, Dropped))
        happenings = _without_effects([outcome for outcome in outcomes if isinstance(outcome, _Happening)])
        made = [Told(h.event, site, _claim(case, h, site)) for h in happenings for site in h.sites]
        claims.extend(replace(c, unverified=number in unsure and _is_open(c)) for c in share(case, number, made))
        if not made and claims and claims[-1].quote_start >= state.begun:
            claims = _with_responsible(case, number, claims)
        used.update(site.toponym for happening in happenings for site in happening.sites)
        states[sentence.item.number] = _next_state(case, state, number, happenings)
    dropped.extend(_unused(case, used))
    return Assembly(_with_ids(merge(claims)), tuple(sorted(dropped, key=lambda d: (d.span, d.reason))))


def _beginning(case: Case, number: int, around: _State | None) -> _State:
    """Return what an item begins with: the place that its slug or heading names, and the day told around it."""
    sentence = case.findings.sentences[number]
    focus = focus_of(case, number, sentence.item.lead)
    if sentence.item.listed and around is not None and around.focus is not None:
        focus = replace(around.focus, sentence=number)
    day = None if case.events_of[number] else _day_in(case, number)
    return _State(focus, day or (around.day if around is not None else None), sentence.span.start)


def _day_in(case: Case, number: int) -> When | None:
    """Return the first day that a sentence tells."""
    sentence, dates = case.findings.sentences[number], case.findings.dates
    first = bisect_left(dates, sentence.first, key=lambda mention: mention.first)
    last = bisect_left(dates, sentence.last, key=lambda mention: mention.first)
    return next((mention.when for mention in dates[first:last] if mention.when.start is not None), None)


def _beside_the_account(case: Case, event: EventMention) -> Dropped:
    why = case.findings.sentences[event.sentence].boilerplate
    return Dropped(event.span, f'"{event.span.of(case.article.text)}" {why}')


def _outcome(case: Case, event: EventMention, state: _State) -> _Happening | Dropped:
    words, published = event.span.of(case.article.text), case.article.published
    day = when_of(event, case.findings, state.day, published)
    if day.told and is_history(day.when, published):
        return Dropped(event.span, f'"{words}": an event long before publication ({day.when.reason})')
    if event.negated and event.weak:
        return Dropped(event.span, f'"{words}": told as not having happened')
    where = sites(case, event, state.focus)
    if not where:
        return Dropped(event.span, f'"{words}": the article does not tell where')
    if not any(site.named for site in where):
        attribution = case.findings.attributions[event.sentence]
        if attribution is not None and attribution.stance == "responsibility":
            return Dropped(event.span, f'"{words}": responsibility for an event told elsewhere in the article')
        if event.negated or event.planned:
            return Dropped(event.span, f'"{words}": denied or planned, and no place named')
    return _Happening(event, where, day)


def _without_effects(happenings: list[_Happening]) -> list[_Happening]:
    """Leave out what only tells the effect of a weapon told in the same sentence of the same place."""
    return [
        happening
        for happening in happenings
        if not any(
            other is not happening
            and _is_effect(happening.event, other.event)
            and {site.toponym for site in happening.sites} <= {site.toponym for site in other.sites}
            for other in happenings
        )
    ]


def _is_effect(event: EventMention, cause: EventMention) -> bool:
    """Tell whether an event only tells what another did: a blast what it destroyed, a strike whom it killed."""
    effects = _EFFECTS.get(cause.event_type, frozenset())
    return event.event_type in effects or (bool(effects) and event.weak and event.event_type in _DEATHS)


def _next_state(case: Case, state: _State, number: int, happenings: list[_Happening]) -> _State:
    day = next((h.day.when for h in happenings if h.day.told and h.day.when.start is not None), state.day)
    if day is None and not happenings:
        day = _day_in(case, number)
    sites_here = [site for happening in happenings for site in happening.sites]
    named = dict.fromkeys(site.toponym for site in sites_here if site.named)
    towns = tuple(n for n in named if case.places[n].where_prec is not WherePrec.COUNTRY)
    if state.focus is not None and state.focus.leads and names_unknown(case, number):
        state = replace(state, focus=None)
    if towns:
        return replace(state, focus=Focus(number, towns), day=day)
    if state.focus is not None and sites_here:
        return replace(state, focus=replace(state.focus, sentence=number), day=day)
    return replace(state, day=day)


def _with_responsible(case: Case, number: int, claims: list[Claim]) -> list[Claim]:
    """Make whoever takes responsibility in a sentence of its own the actor of the event told last, if it has none."""
    attribution = case.findings.attributions[number]
    who = responsible(attribution, case.findings, case.article.text, case.lexicon)
    if not who or not claims:
        return claims
    last = claims[-1]
    told = [c for c in claims if c.quote_start == last.quote_start]
    if any(c.actor or c.event_type != last.event_type for c in told) or last.claim_status is ClaimStatus.PLANNED:
        return claims
    return [replace(c, actor=who) if c.quote_start == last.quote_start else c for c in claims]


def _is_open(claim: Claim) -> bool:
    return claim.claim_status is not ClaimStatus.FACT


def _claim(case: Case, happening: _Happening, site: Site) -> Claim:
    """Make the record; casualties, `unverified` and the id are set by those who know the rest of the article."""
    article, event, when, place = case.article, happening.event, happening.day.when, case.places[site.toponym]
    span = case.findings.sentences[event.sentence].span
    attribution = case.findings.attributions[event.sentence]
    claimant = _claimant(attribution, article.text)
    who = parties(event, case.findings, article.text, case.lexicon)
    return Claim(
        claim_id="",
        event_id="",
        grade="",
        article_id=article.article_id,
        event_type=event.event_type,
        event_date=when.start,
        event_date_end=when.end,
        date_prec=when.prec,
        date_basis=when.basis,
        location=place.name,
        place_text=place.text,
        relation=place.relation,
        latitude=place.latitude,
        longitude=place.longitude,
        where_prec=place.where_prec,
        radius_km=place.radius_km,
        geonameid=place.geonameid,
        admin1=place.admin1,
        admin1_code=place.admin1_code,
        country=place.country,
        iso3=place.iso3,
        place_reason=place.reason if site.named else f"{place.reason}; {site.why}",
        date_reason=when.reason,
        actor=responsible(attribution, case.findings, article.text, case.lexicon) or who.actor,
        target=who.target,
        deaths_min=None,
        deaths_max=None,
        injured_min=None,
        injured_max=None,
        claimant=claimant,
        claimant_side=side(claimant, case.lexicon),
        claim_status=status_of(event, attribution),
        unverified=False,
        quote=span.of(article.text),
        quote_start=span.start,
        quote_end=span.end,
        title=article.title,
        published=article.published,
        url=article.url,
        source=article.source,
    )


def _claimant(attribution: Attribution | None, text: str) -> str:
    if attribution is None or attribution.claimant is None:
        return ""
    return " ".join(attribution.claimant.of(text).split())


def _unused(case: Case, used: set[int]) -> list[Dropped]:
    found = []
    for number, (toponym, place) in enumerate(zip(case.findings.toponyms, case.places, strict=True)):
        if number not in used:
            problem = f"; {place.reason}" if place.latitude is None else ""
            why = case.findings.sentences[toponym.sentence].boilerplate or _ROLE_REASONS[toponym.role]
            found.append(Dropped(toponym.span, f'"{toponym.text}" {why}{problem}'))
    return found


def _with_ids(claims: list[Claim]) -> tuple[Claim, ...]:
    """Name each claim by a hash of what stays the same when a rule for days or offsets gets better."""
    seen: dict[str, int] = {}
    named = []
    for claim in claims:
        quote = " ".join(claim.quote.split()).casefold()
        base = f"{claim.article_id}\x1f{quote}\x1f{claim.place_text.casefold()}\x1f{claim.event_type}"
        ordinal = seen[base] = seen.get(base, -1) + 1
        digest = hashlib.sha256(f"{base}\x1f{ordinal}".encode("utf-8", "surrogatepass")).hexdigest()
        named.append(replace(claim, claim_id=digest[:16]))
    return tuple(named)
