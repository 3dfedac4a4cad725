"""Which event of a sentence is but a part of another: several kinds are several claims only where told apart."""

from __future__ import annotations

from geo.claims.case import Case
from geo.claims.clause import Clause
from geo.claims.parties import parties
from geo.claims.phrases import head
from geo.claims.verbs import subject_of
from geo.lexicon.joining import joined
from geo.model import EventMention, EventType

_DEATHS = frozenset({EventType.ATTACK_ON_CIVILIANS})
_EFFECTS = {
    EventType.AIR_STRIKE: frozenset({EventType.EXPLOSION, EventType.DESTRUCTION}),
    EventType.SHELLING: frozenset({EventType.EXPLOSION, EventType.DESTRUCTION}),
    EventType.EXPLOSION: frozenset({EventType.DESTRUCTION}),
    EventType.CHEMICAL_ATTACK: frozenset({EventType.AIR_STRIKE, EventType.SHELLING, EventType.EXPLOSION}),
}
_ENTERING = frozenset({EventType.ATTACK_ON_CIVILIANS, EventType.ABDUCTION, EventType.DESTRUCTION})
_CROSSING = frozenset({"crossed", "crossing", "cross"})
_FIRING = frozenset({EventType.SHELLING, EventType.AIR_STRIKE})
_EXCHANGES = frozenset({"trade", "traded", "trading", "exchange", "exchanged", "exchanges", "exchanging"})
_RAIDS = frozenset({"raid", "raids"})
_WEAPONS = frozenset({EventType.AIR_STRIKE, EventType.SHELLING, EventType.EXPLOSION})
_OBJECT = 4  # words between a trigger and the noun that is its object: "jets carried out | six more raids"


def accompanies(case: Case, event: EventMention, main: EventMention) -> bool:
    """Tell whether an event is but a part of another.

    A blast tells what it destroyed and a strike whom it killed; "drones dropped gas" is no second strike, the "raids"
    that jets carry out no clash, and gunmen who enter a village and kill there have moved no front. Who crossed a river
    and took the town behind has taken it, and people detained in raids were in no battle.
    """
    effects = _EFFECTS.get(main.event_type, frozenset())
    if event.event_type in effects or (bool(effects) and event.weak and event.event_type in _DEATHS):
        return True
    if event.event_type is EventType.ARMED_CLASH:
        return _is_part_of_attack(case, event, main)
    if event.event_type is EventType.TROOP_MOVEMENT and _leads_to(case, event, main):
        text, lexicon = case.article.text, case.lexicon
        one, other = (parties(e, case.findings, text, lexicon).actor for e in (event, main))
        return bool(one) and other in {one, ""}
    return False


def _leads_to(case: Case, event: EventMention, main: EventMention) -> bool:
    """Tell whether a move only led to what is told behind it: to killing, or over a river to a town taken."""
    if event.first > main.first:
        return False
    crossed = case.findings.tokens[event.first].lower in _CROSSING
    return main.event_type in _ENTERING or (crossed and main.event_type is EventType.TERRITORY_CAPTURE)


def _is_part_of_attack(case: Case, event: EventMention, main: EventMention) -> bool:
    """Tell whether a clash is only how another event came about: "detained in dawn raids", "traded fire, launching"."""
    words = [token.lower for token in case.findings.tokens[event.first : event.last]]
    if main.event_type is EventType.ABDUCTION and not event.verb and words[0] in _RAIDS:
        return True
    if main.event_type in _FIRING and words[0] in _EXCHANGES:
        return True
    return main.event_type in _WEAPONS and not event.verb and _is_carried_out(case, event, main)


def _is_carried_out(case: Case, event: EventMention, main: EventMention) -> bool:
    """Tell whether a noun is the object of another trigger: "jets carried out | raids"."""
    gap = case.findings.tokens[main.last : event.first]
    joining = joined(case.lexicon.grammar.clause_words, "and")
    return main.last <= event.first and len(gap) <= _OBJECT and all(t.is_word and t.lower not in joining for t in gap)


def is_escape(case: Case, event: EventMention, *, acted_before: bool) -> bool:
    """Tell whether those who fled are fighters, whom nobody displaced: "the gunmen fled towards Yala".

    `acted_before`: a sentence right before tells who attacked, so that "they" are most likely the attackers.
    """
    first = case.findings.tokens[event.first].lower
    if first not in case.lexicon.parties.fleeing:
        return False
    if event.event_type is EventType.TROOP_MOVEMENT:  # "killed two villagers and fled to Bauchi"
        before = [other for other in case.events_of[event.sentence] if other.first < event.first]
        return bool(before) and before[-1].event_type in _ENTERING
    if event.event_type is not EventType.EVACUATION:
        return False
    clause = Clause.of(case.article.text, case.findings, event.sentence, case.lexicon)
    fleeing = head(clause, subject_of(clause, event.first)[0])
    if not fleeing:
        return False
    word = clause.lower(fleeing.last - 1)
    return word in case.lexicon.actors or (acted_before and word in case.lexicon.grammar.pronouns)
