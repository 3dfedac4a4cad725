"""Sentences that tell only whom an attack harmed: their dead belong to the attack told before, no second event."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from geo.claims.case import Case
from geo.claims.casualties import figures
from geo.claims.focus import Site
from geo.claims.parties import parties
from geo.claims.sharing import Told, share
from geo.claims.where import lies_in
from geo.model import Claim, ClaimStatus, EventMention, EventType

TOLL_REACH = 2  # sentences behind an attack in which its toll may be told
_HARMING = frozenset(
    {
        EventType.AIR_STRIKE,
        EventType.SHELLING,
        EventType.EXPLOSION,
        EventType.CHEMICAL_ATTACK,
        EventType.ARMED_CLASH,
        EventType.ATTACK_ON_CIVILIANS,
    }
)


@dataclass(frozen=True, slots=True)
class Made:
    """A claim that was made of an event, with its number among the claims of the article."""

    number: int
    told: Told


def attack_of(case: Case, event: EventMention, sites: Sequence[Site], made: Sequence[Made]) -> Made | None:
    """Return the claim whose victims an event of death without means or doer counts; None where it stands alone.

    `made` holds the claims so far, in the order of their sentences.
    """
    if not (event.weak and event.event_type is EventType.ATTACK_ON_CIVILIANS) or event.negated or event.planned:
        return None
    near = [
        one for one in made if 0 < event.sentence - one.told.event.sentence <= TOLL_REACH and _harms(one.told.claim)
    ]
    last = max((one.told.event.sentence for one in near), default=-1)
    near = [one for one in near if one.told.event.sentence == last and _is_there(case, sites, one.told.site)]
    if not near or len({case.places[one.told.site.toponym].name for one in near}) > 1:
        return None
    return None if parties(event, case.findings, case.article.text, case.lexicon).actor else near[0]


def _harms(claim: Claim) -> bool:
    open_ = claim.claim_status not in {ClaimStatus.PLANNED, ClaimStatus.DENIED}
    return open_ and claim.event_type in _HARMING


def _is_there(case: Case, sites: Sequence[Site], attacked: Site) -> bool:
    """Tell whether the dead are told at no place of their own, or at that of the attack or around it."""
    place = case.places[attacked.toponym]
    return all(
        case.places[site.toponym].name == place.name or lies_in(case, attacked.toponym, site.toponym) for site in sites
    )


def counts_all(case: Case, event: EventMention) -> bool:
    """Tell whether an event's sentence counts all dead so far: then it may tell of those who died on another day."""
    return any(figure.total for figure in figures(case.article, case.findings, event.sentence, case.lexicon))


def with_toll(case: Case, event: EventMention, attack: Made, claim: Claim) -> Claim:
    """Return an attack's claim with the casualties that a later sentence counts, where it has none of its own."""
    bare = replace(claim, deaths_min=None, deaths_max=None, injured_min=None, injured_max=None)
    (told,) = share(case, event.sentence, [Told(event, attack.told.site, bare)])
    if (claim.deaths_min is None and claim.deaths_max is None) or _is_higher(case, event, told, claim):
        claim = replace(claim, deaths_min=told.deaths_min, deaths_max=told.deaths_max)
    if claim.injured_min is None and claim.injured_max is None:
        claim = replace(claim, injured_min=told.injured_min, injured_max=told.injured_max)
    return claim


def _is_higher(case: Case, event: EventMention, told: Claim, claim: Claim) -> bool:
    """Tell whether all dead that a sentence counts are more than were told before."""
    if told.deaths_min is None or claim.deaths_min is None or told.deaths_min <= claim.deaths_min:
        return False
    return counts_all(case, event)
