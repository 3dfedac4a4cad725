"""Walk through an article's events in order: where, when, on whose word; then one claim for each event and place."""

from __future__ import annotations

import hashlib
from dataclasses import replace

from geo.claims.leftover import unused
from geo.claims.merging import Grounded, merge
from geo.claims.parties import parties, responsible, side
from geo.claims.sharing import Told, share
from geo.claims.surely import STATUSES, status_rule, unverified_sentences
from geo.claims.thread import Happening, State, beginning, following
from geo.claims.when import is_history, when_of
from geo.claims.where import NOT_NAMED, Case, Site, case_of, place_of, sites, why_nowhere
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
)

_DEATHS = frozenset({EventType.ATTACK_ON_CIVILIANS})
_EFFECTS = {
    EventType.AIR_STRIKE: frozenset({EventType.EXPLOSION, EventType.DESTRUCTION}),
    EventType.SHELLING: frozenset({EventType.EXPLOSION, EventType.DESTRUCTION}),
    EventType.EXPLOSION: frozenset({EventType.DESTRUCTION}),
}


def assemble(article: Article, findings: Findings, places: tuple[Place, ...], lexicon: Lexicon) -> Assembly:
    """Return the claims of one article, in the order of their quotes, and what gave none with the reason.

    `places` holds one Place for each toponym of `findings`.
    """
    case = case_of(article, findings, places, lexicon)
    unsure = unverified_sentences(findings)
    states: dict[int, State] = {}  # of each item
    claims: list[Grounded] = []
    dropped: list[Dropped] = []
    for number, sentence in enumerate(findings.sentences):
        if sentence.boilerplate:
            dropped.extend(_beside_the_account(case, event) for event in case.events_of[number])
            continue
        item = sentence.item
        state = states.get(item.number) or beginning(case, number, states.get(item.within))
        outcomes = [_outcome(case, event, state) for event in case.events_of[number]]
        dropped.extend(outcome for outcome in outcomes if isinstance(outcome, Dropped))
        found = [outcome for outcome in outcomes if isinstance(outcome, Happening)]
        effects, happenings = _effects(case, found), found
        if effects:
            dropped.extend(effects.values())
            happenings = [each for at, each in enumerate(found) if at not in effects]
        made = _made(case, number, happenings)
        claims.extend(_verified(each, unsure.get(number)) for each in made)
        if not made and claims and claims[-1].claim.quote_start >= state.begun:
            claims = _with_responsible(case, number, claims)
        states[item.number] = following(case, state, number, happenings)
    dropped.extend(unused(case, [each.grounds for each in claims]))
    merged = merge(claims)
    return Assembly(
        _with_ids([each.claim for each in merged]),
        tuple(each.grounds for each in merged),
        tuple(sorted(dropped, key=lambda d: (d.span, d.reason))),
    )


def _made(case: Case, number: int, happenings: list[Happening]) -> list[Grounded]:
    """Make the claims of a sentence: one of each event and place, each with its share of the dead and injured."""
    told = [(happening, site) for happening in happenings for site in happening.sites]
    claims = share(case, number, [Told(each.event, site, _claim(case, each, site)) for each, site in told])
    return [Grounded(claim, _grounds(case, *each)) for claim, each in zip(claims, told, strict=True)]


def _verified(made: Grounded, unverified: int | None) -> Grounded:
    """Set `unverified` where a sentence says so; what the article tells in its own voice is not meant."""
    if unverified is None or made.claim.claim_status is ClaimStatus.FACT:
        return made
    return Grounded(replace(made.claim, unverified=True), replace(made.grounds, unverified=unverified))


def _beside_the_account(case: Case, event: EventMention) -> Dropped:
    why = case.findings.sentences[event.sentence].boilerplate
    return Dropped(event.span, f'"{event.span.of(case.article.text)}" {why}')


def _outcome(case: Case, event: EventMention, state: State) -> Happening | Dropped:
    words, published = event.span.of(case.article.text), case.article.published
    day = when_of(event, case.findings, state.day, published)
    if day.told and is_history(day.when, published):
        return Dropped(event.span, f'"{words}": an event long before publication ({day.when.reason})')
    if event.negated and event.weak:
        return Dropped(event.span, f'"{words}": told as not having happened')
    where = sites(case, event, state.focus)
    if not where:
        return Dropped(event.span, f'"{words}": {why_nowhere(case, event, state.focus)}')
    if not any(site.told for site in where):
        attribution = case.findings.attributions[event.sentence]
        if attribution is not None and attribution.stance == "responsibility":
            return Dropped(event.span, f'"{words}": responsibility for an event told elsewhere in the article')
        if event.negated or event.planned:
            return Dropped(event.span, f'"{words}": denied or planned, and no place named')
    return Happening(event, where, day)


def _effects(case: Case, happenings: list[Happening]) -> dict[int, Dropped]:
    """Return by number what only tells the effect of a weapon told in the same sentence of the same place."""
    found = {}
    for number, happening in enumerate(happenings):
        for other in happenings:
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


def _grounds(case: Case, happening: Happening, site: Site) -> Grounds:
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


def _claim(case: Case, happening: Happening, site: Site) -> Claim:
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
