"""Walk through an article's events in order: where, when, on whose word; then one claim for each event and place."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace

from geo.claims.accompanying import accompanies, is_escape
from geo.claims.case import Case, case_of
from geo.claims.claimants import responsible, side, state
from geo.claims.earlier import earlier, is_habitual
from geo.claims.focus import NOT_NAMED, Focus, Site, is_called, why_nowhere
from geo.claims.leftover import unused
from geo.claims.merging import Grounded, merge, told_as_others
from geo.claims.parties import Parties, parties
from geo.claims.sharing import Told, share
from geo.claims.surely import STATUSES, attribution_of, is_asked, status_rule
from geo.claims.thread import Happening, State, beginning, following
from geo.claims.tolls import TOLL_REACH, Made, attack_of, counts_all, with_toll
from geo.claims.unverified import unverified_sentences
from geo.claims.when import is_history, is_to_come, when_of
from geo.claims.where import place_of, sites
from geo.lexicon import Lexicon
from geo.model import (
    Article,
    Assembly,
    Attribution,
    Claim,
    ClaimStatus,
    Dropped,
    EventMention,
    Findings,
    Grounds,
    Place,
    When,
)
from geo.rules import PlaceRule, StatusRule

_MOST_CAUSES = 10  # events of a sentence before and behind one that it may be the effect of


@dataclass(frozen=True, slots=True)
class _Toll:
    """A happening that only counts the victims of an attack told before."""

    happening: Happening
    attack: Made


def assemble(article: Article, findings: Findings, places: tuple[Place, ...], lexicon: Lexicon) -> Assembly:
    """Return the claims of one article, in the order of their quotes, and what gave none with the reason.

    `places` holds one Place for each toponym of `findings`.
    """
    case = case_of(article, findings, places, lexicon)
    unsure = unverified_sentences(findings, lexicon)
    states: dict[int, State] = {}  # of each item
    claims: list[Grounded] = []
    attacks: list[Made] = []
    dropped: list[Dropped] = []
    for number, sentence in enumerate(findings.sentences):
        if sentence.boilerplate:
            dropped.extend(_beside_the_account(case, event) for event in case.events_of[number])
            continue
        item = sentence.item
        state = states.get(item.number) or beginning(case, number, states.get(item.within))
        attacks = [
            one
            for one in attacks
            if number - one.told.event.sentence <= TOLL_REACH and one.told.claim.quote_start >= state.begun
        ]
        outcomes = [_outcome(case, event, state, attacks) for event in case.events_of[number]]
        dropped.extend(outcome for outcome in outcomes if isinstance(outcome, Dropped))
        for toll in (outcome for outcome in outcomes if isinstance(outcome, _Toll)):
            claims[toll.attack.number] = _counted(case, toll, claims[toll.attack.number])
        found = [outcome for outcome in outcomes if isinstance(outcome, Happening)]
        effects, happenings = _effects(case, found), found
        if effects:
            dropped.extend(effects.values())
            happenings = [each for at, each in enumerate(found) if at not in effects]
        made, grounds = _made(case, happenings)
        attacks.extend(Made(len(claims) + n, each) for n, each in enumerate(made))
        for claim, ground in zip(share(case, number, made), grounds, strict=True):
            claims.append(_verified(Grounded(claim, ground), unsure.get(number)))
        if not made and claims and claims[-1].claim.quote_start >= state.begun:
            claims = _with_responsible(case, number, claims)
        states[item.number] = following(case, state, number, happenings)
    dropped.extend(unused(case, [each.grounds for each in claims]))
    dropped.extend(_contradicted(case))
    merged = merge(claims, told_as_others(case))
    return Assembly(
        with_ids([each.claim for each in merged]),
        tuple(each.grounds for each in merged),
        tuple(sorted(dropped, key=lambda d: (d.span, d.reason))),
    )


def _made(case: Case, happenings: list[Happening]) -> tuple[list[Told], list[Grounds]]:
    """Make a claim with its grounds for each place of each happening; who acts is the same at all of them."""
    made: list[Told] = []
    grounds: list[Grounds] = []
    for happening in happenings:
        who = parties(happening.event, case.findings, case.article.text, case.lexicon)
        for site in happening.sites:
            made.append(Told(happening.event, site, _claim(case, happening, site, who)))
            grounds.append(_grounds(case, happening, site))
    return made, grounds


def _verified(made: Grounded, unverified: int | None) -> Grounded:
    """Set `unverified` where a sentence says so; what the article tells in its own voice is not meant."""
    if unverified is None or made.claim.claim_status is ClaimStatus.FACT:
        return made
    return Grounded(replace(made.claim, unverified=True), replace(made.grounds, unverified=unverified))


def _beside_the_account(case: Case, event: EventMention) -> Dropped:
    why = case.findings.sentences[event.sentence].boilerplate
    return Dropped(event.span, f'"{event.span.of(case.article.text)}" {why}')


def _outcome(case: Case, event: EventMention, state: State, attacks: list[Made]) -> Happening | _Toll | Dropped:
    words, published = event.span.of(case.article.text), case.findings.published
    day = when_of(event, case.findings, state.day_in(case.findings.sentences[event.sentence].paragraph, published))
    if day.told and is_history(day.when, published):
        return Dropped(event.span, f'"{words}": an event long before publication ({day.when.reason})')
    untold = _untold(case, event, attacks)
    if untold:
        return Dropped(event.span, f'"{words}": {untold}')
    where = sites(case, event, state.focus)
    attack = attack_of(case, event, where, attacks)
    is_apart = attack is not None and day.told and _is_other_day(day.when, attack.told.claim)
    if attack is not None and (not is_apart or counts_all(case, event)):
        return _Toll(Happening(event, where or (Site(attack.told.site.toponym, PlaceRule.FOCUS),), day), attack)
    problem = _problem(case, event, where, state.focus)
    if problem:
        return Dropped(event.span, f'"{words}": {problem}')
    return Happening(event, where, day)


def _untold(case: Case, event: EventMention, attacks: list[Made]) -> str:
    """Return why the words for an event tell none, empty where they do."""
    if is_asked(event, case.findings, case.lexicon):
        return "asked, not told"
    if event.negated and event.weak:
        return "told as not having happened"
    long_ago = earlier(case, event)
    if long_ago:
        return long_ago
    acted = any(one.told.claim.actor and one.told.event.sentence == event.sentence - 1 for one in attacks)
    return "fighters who get away are not displaced" if is_escape(case, event, acted_before=acted) else ""


def _problem(case: Case, event: EventMention, where: tuple[Site, ...], focus: Focus | None) -> str:
    """Return why an event gives no claim at these places, empty where it does."""
    if not where:
        return why_nowhere(case, event, focus)
    if any(site.told for site in where):
        return ""
    if is_habitual(case, event):
        return "one of those that happened before, and no place named"
    attribution = attribution_of(event, case.findings)
    if attribution is not None and attribution.stance == "responsibility":
        return "responsibility for an event told elsewhere in the article"
    if any(site.rule is PlaceRule.POINTED for site in where) or (focus is not None and is_called(case, event, focus)):
        return ""
    return "denied or planned, and no place named" if event.negated or event.planned else ""


def _is_other_day(when: When, claim: Claim) -> bool:
    """Tell whether an event's own days are none of a claim's."""
    if when.start is None or when.end is None or claim.event_date is None or claim.event_date_end is None:
        return False
    return when.end < claim.event_date or claim.event_date_end < when.start


def _counted(case: Case, toll: _Toll, attacked: Grounded) -> Grounded:
    """Give an attack's claim the victims that a later sentence counts."""
    event, site = toll.happening.event, toll.happening.sites[0]
    again = (*attacked.grounds.again, _grounds(case, toll.happening, site))
    return Grounded(with_toll(case, event, toll.attack, attacked.claim), replace(attacked.grounds, again=again))


def _effects(case: Case, happenings: list[Happening]) -> dict[int, Dropped]:
    """Return by number what only accompanies another event told in the same sentence of the same place."""
    found = {}
    for number, happening in enumerate(happenings):
        for other in happenings[max(0, number - _MOST_CAUSES) : number + _MOST_CAUSES + 1]:
            if (
                other is not happening
                and accompanies(case, happening.event, other.event)
                and {site.toponym for site in happening.sites} <= {site.toponym for site in other.sites}
            ):
                words, cause = (each.event.span.of(case.article.text) for each in (happening, other))
                found[number] = Dropped(happening.event.span, f'"{words}": is told as a part of "{cause}"')
                break
    return found


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
    attribution = attribution_of(happening.event, case.findings)
    return Grounds(
        event=happening.event,
        toponym=site.toponym,
        place_rule=site.rule,
        beside=site.beside,
        day_rule=happening.day.rule,
        day=happening.day.mention,
        attribution=attribution,
        status_rule=_status_rule(case, happening, attribution),
        unverified=None,
    )


def _claim(case: Case, happening: Happening, site: Site, who: Parties) -> Claim:
    """Make the record; casualties, `unverified` and the id are set by those who know the rest of the article."""
    article, event, when = case.article, happening.event, happening.day.when
    place = place_of(case, event, site)
    span = case.findings.sentences[event.sentence].span
    attribution = attribution_of(event, case.findings)
    claimant = _claimant(attribution, article.text)
    taken = responsible(case.findings.attributions[event.sentence], case.findings, article.text, case.lexicon)
    return Claim(
        claim_id="",
        event_id="",
        grade="",
        grade_reason="",
        article_id=article.article_id,
        event_type=event.event_type,
        event_text=event.span.of(article.text),
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
        actor=taken or who.actor,
        target=who.target,
        deaths_min=None,
        deaths_max=None,
        injured_min=None,
        injured_max=None,
        claimant=claimant,
        claimant_side=side(claimant, case.lexicon) or state(attribution, case.findings),
        claim_status=STATUSES[_status_rule(case, happening, attribution)],
        unverified=False,
        correction="",
        quote=span.of(article.text),
        quote_start=span.start,
        quote_end=span.end,
        title=article.title,
        published=article.published,
        url=article.url,
        source=article.source,
    )


def _status_rule(case: Case, happening: Happening, attribution: Attribution | None) -> StatusRule:
    """Return what gives the status; what is told of a day to come is planned, however it is worded."""
    rule = status_rule(happening.event, attribution)
    is_ahead = happening.day.told and is_to_come(happening.day.when, case.findings.published)
    is_open = STATUSES[rule] not in {ClaimStatus.DENIED, ClaimStatus.PLANNED}
    return StatusRule.DAY_TO_COME if is_ahead and is_open else rule


def _claimant(attribution: Attribution | None, text: str) -> str:
    if attribution is None or attribution.claimant is None:
        return ""
    return " ".join(attribution.claimant.of(text).split())


def _contradicted(case: Case) -> Iterator[Dropped]:
    """Tell where the record gives another day than the article's own date line, which stands."""
    line, told, given = case.findings.date_line, case.findings.published, case.article.published
    if line is not None and told is not None and given is not None and told != given:
        words = line.of(case.article.text)
        reason = f'"{words}" is the date line: its day {told.isoformat()} stands, not the record\'s {given.isoformat()}'
        yield Dropped(line, reason)


def with_ids(claims: list[Claim]) -> tuple[Claim, ...]:
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
