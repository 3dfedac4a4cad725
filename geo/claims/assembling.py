"""Walk through an article's events in order: where, when, on whose word; then one claim for each event and place."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace

from geo.claims.leftover import unused
from geo.claims.merging import Grounded, merge
from geo.claims.parties import parties, responsible, side
from geo.claims.sharing import Told, share
from geo.claims.surely import STATUSES, status_rule, unverified_sentences
from geo.claims.when import Day, is_history, when_of
from geo.claims.where import NOT_NAMED, Case, Focus, Site, case_of, place_of, sites, why_nowhere
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
    Grounds,
    Place,
    WherePrec,
)
from geo.rules import DayRule

_DEATHS = frozenset({EventType.ATTACK_ON_CIVILIANS})
_MOST_CAUSES = 10  # events of a sentence before and behind one that it may be the effect of
_EFFECTS = {
    EventType.AIR_STRIKE: frozenset({EventType.EXPLOSION, EventType.DESTRUCTION}),
    EventType.SHELLING: frozenset({EventType.EXPLOSION, EventType.DESTRUCTION}),
    EventType.EXPLOSION: frozenset({EventType.DESTRUCTION}),
}


@dataclass(frozen=True, slots=True)
class _State:
    """What the sentences before put in focus."""

    focus: Focus | None
    day: Day | None


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
    state, unsure = _State(None, None), unverified_sentences(findings)
    claims: list[Grounded] = []
    dropped: list[Dropped] = []
    for number in range(len(findings.sentences)):
        outcomes = [_outcome(case, event, state) for event in case.events_of[number]]
        dropped.extend(outcome for outcome in outcomes if isinstance(outcome, Dropped))
        found = [outcome for outcome in outcomes if isinstance(outcome, _Happening)]
        effects, happenings = _effects(case, found), found
        if effects:
            dropped.extend(effects.values())
            happenings = [each for at, each in enumerate(found) if at not in effects]
        told = [(happening, site) for happening in happenings for site in happening.sites]
        made = [Told(happening.event, site, _claim(case, happening, site)) for happening, site in told]
        grounds = [_grounds(case, happening, site) for happening, site in told]
        for claim, ground in zip(share(case, number, made), grounds, strict=True):
            claims.append(_verified(claim, ground, unsure.get(number)))
        if not made:
            claims = _with_responsible(case, number, claims)
        state = _next_state(case, state, number, happenings)
    dropped.extend(unused(case, [each.grounds for each in claims]))
    merged = merge(claims)
    return Assembly(
        _with_ids([each.claim for each in merged]),
        tuple(each.grounds for each in merged),
        tuple(sorted(dropped, key=lambda d: (d.span, d.reason))),
    )


def _verified(claim: Claim, grounds: Grounds, unverified: int | None) -> Grounded:
    """Set `unverified` where a sentence says so; what the article tells in its own voice is not meant."""
    if unverified is None or claim.claim_status is ClaimStatus.FACT:
        return Grounded(claim, grounds)
    return Grounded(replace(claim, unverified=True), replace(grounds, unverified=unverified))


def _outcome(case: Case, event: EventMention, state: _State) -> _Happening | Dropped:
    words, published = event.span.of(case.article.text), case.article.published
    day = when_of(event, case.findings, state.day, published)
    if day.told and is_history(day.when, published):
        return Dropped(event.span, f'"{words}": an event long before publication ({day.when.reason})')
    if event.negated and event.weak:
        return Dropped(event.span, f'"{words}": told as not having happened')
    where = sites(case, event, state.focus)
    if not where:
        return Dropped(event.span, f'"{words}": {why_nowhere(case, event, state.focus)}')
    if not any(site.named for site in where):
        attribution = case.findings.attributions[event.sentence]
        if attribution is not None and attribution.stance == "responsibility":
            return Dropped(event.span, f'"{words}": responsibility for an event told elsewhere in the article')
        if event.negated or event.planned:
            return Dropped(event.span, f'"{words}": denied or planned, and no place named')
    return _Happening(event, where, day)


def _effects(case: Case, happenings: list[_Happening]) -> dict[int, Dropped]:
    """Return by number what only tells the effect of a weapon told in the same sentence of the same place."""
    found = {}
    for number, happening in enumerate(happenings):
        for other in happenings[max(0, number - _MOST_CAUSES) : number + _MOST_CAUSES + 1]:
            if (
                other is not happening
                and _is_effect(happening.event, other.event)
                and {site.toponym for site in happening.sites} <= {site.toponym for site in other.sites}
            ):
                words, cause = (each.event.span.of(case.article.text) for each in (happening, other))
                found[number] = Dropped(happening.event.span, f'"{words}": only tells what "{cause}" did')
                break
    return found


def _is_effect(event: EventMention, cause: EventMention) -> bool:
    """Tell whether an event only tells what another did: a blast what it destroyed, a strike whom it killed."""
    effects = _EFFECTS.get(cause.event_type, frozenset())
    return event.event_type in effects or (bool(effects) and event.weak and event.event_type in _DEATHS)


def _next_state(case: Case, state: _State, number: int, happenings: list[_Happening]) -> _State:
    day = next((h.day for h in happenings if h.day.told and h.day.when.start is not None), state.day)
    if day is None and not happenings:
        sentence = case.findings.sentences[number]
        here = (m for m in case.findings.dates if sentence.first <= m.first < sentence.last)
        day = next((Day(m.when, DayRule.SENTENCE, m) for m in here if m.when.start is not None), None)
    sites_here = [site for happening in happenings for site in happening.sites]
    named = dict.fromkeys(site.toponym for site in sites_here if site.named)
    towns = tuple(n for n in named if case.places[n].where_prec is not WherePrec.COUNTRY)
    if towns:
        return _State(Focus(number, towns), day)
    if state.focus is not None and sites_here:
        return _State(replace(state.focus, sentence=number), day)
    return _State(state.focus, day)


def _with_responsible(case: Case, number: int, claims: list[Grounded]) -> list[Grounded]:
    """Make whoever takes responsibility in a sentence of its own the actor of the event told last, if it has none."""
    attribution = case.findings.attributions[number]
    who = responsible(attribution, case.findings, case.article.text, case.lexicon)
    if not who or not claims:
        return claims
    last = claims[-1].claim
    told = [each.claim for each in claims if each.claim.quote_start == last.quote_start]
    if any(c.actor or c.event_type != last.event_type for c in told) or last.claim_status is ClaimStatus.PLANNED:
        return claims
    return [
        replace(each, claim=replace(each.claim, actor=who)) if each.claim.quote_start == last.quote_start else each
        for each in claims
    ]


def _grounds(case: Case, happening: _Happening, site: Site) -> Grounds:
    attribution = case.findings.attributions[happening.event.sentence]
    return Grounds(
        event=happening.event,
        toponym=site.toponym,
        place_rule=site.rule,
        beside=site.beside,
        day_rule=happening.day.rule,
        day=happening.day.mention,
        attribution=attribution,
        status_rule=status_rule(happening.event, attribution),
        unverified=None,
    )


def _claim(case: Case, happening: _Happening, site: Site) -> Claim:
    """Make the record; casualties, `unverified` and the id are set by those who know the rest of the article."""
    article, event, when = case.article, happening.event, happening.day.when
    place = place_of(case, event, site)
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
        place_reason=place.reason if site.named else f"{place.reason}; {NOT_NAMED[site.rule]}",
        date_reason=when.reason,
        actor=responsible(attribution, case.findings, article.text, case.lexicon) or who.actor,
        target=who.target,
        deaths_min=None,
        deaths_max=None,
        injured_min=None,
        injured_max=None,
        claimant=claimant,
        claimant_side=side(claimant, case.lexicon),
        claim_status=STATUSES[status_rule(event, attribution)],
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
