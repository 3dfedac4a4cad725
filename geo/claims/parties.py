"""Who did it and to whom, as the words around a trigger tell it.

The actor is whoever acts: never a weapon, nor what only suffers. The target is whom or what was hit or taken; the place
of the event is told by its own columns and is no target ("captured Kunduz"), but what stands there is ("a bridge").
"""

from __future__ import annotations

from dataclasses import dataclass

from geo.claims.clause import NOTHING, Clause, Words
from geo.claims.phrases import before, behind, can_act, described, head, is_place, is_weapon
from geo.claims.verbs import is_passive, object_of, subject_of, verb_of, voice
from geo.lexicon import Lexicon
from geo.lexicon.joining import joined
from geo.model import EventMention, EventType, Findings

_BY = 14  # words between a verb and its "by"
_AIM = 6  # words between a weapon and what it is aimed at
_LAUNCHED = frozenset({"launched", "fired", "dropped", "planted", "placed", "laid", "shot"})
_BLAMED = 8  # words from "blamed" to its "for"
_BLAME_FOR = frozenset({"for", "of", "over"})
_BLAMING = frozenset({"blame", "blames", "blamed", "blaming", "accuse", "accuses", "accused", "accusing"})
_MODIFIERS = 4  # words before a noun that say whose it is: "an Israeli air strike"
_MOVING = frozenset({EventType.TROOP_MOVEMENT, EventType.TALKS})


@dataclass(frozen=True, slots=True)
class Parties:
    """Actor and target as written, empty if not told."""

    actor: str
    target: str


def parties(event: EventMention, findings: Findings, text: str, lexicon: Lexicon) -> Parties:
    """Read actor and target off the trigger's clause; a passive is turned."""
    if event.event_type is EventType.TALKS:
        return Parties("", "")
    clause = Clause.of(text, findings, event.sentence, lexicon)
    verb = verb_of(clause, event)
    if verb is None:
        found = _of_noun(clause, event)
        return found if found.actor else Parties(_accused(clause, event), found.target)
    if is_passive(clause, verb):
        return _of_passive(clause, event, verb)
    return _of_active(clause, event, verb)


# ---------------------------------------------------------------- verbs


def _of_passive(clause: Clause, event: EventMention, verb: int) -> Parties:
    subject = before(clause, voice(clause, verb).first)
    actor = clause.written(_by(clause, verb + 1))
    if event.event_type is EventType.TROOP_MOVEMENT:
        return Parties(actor or _actor(clause, subject), "")
    if is_weapon(clause, subject):
        return Parties(actor, _target(clause, event, _aimed(clause, event, verb + 1)))
    return Parties(actor, _target(clause, event, subject))


def _of_active(clause: Clause, event: EventMention, verb: int) -> Parties:
    subject, passive = subject_of(clause, verb)
    if passive:
        return Parties(clause.written(_by(clause, verb + 1)), _target(clause, event, subject))
    words, word = clause.lexicon.parties, clause.lower(verb)
    if word in words.suffering and event.event_type is EventType.EXPLOSION:
        return Parties("", _target(clause, event, _aimed(clause, event, verb + 1)))
    if word in words.suffering and event.event_type not in _MOVING:
        aggressor = _behind_word(clause, verb + 1, words.from_whom)
        return Parties(_actor(clause, aggressor), _target(clause, event, subject))
    found = object_of(clause, verb)
    if (
        event.event_type is EventType.EXPLOSION
        and clause.lower(found.last - 1) in words.devices
        and word in words.meeting
    ):
        return Parties("", _target(clause, event, subject))
    if event.event_type is EventType.EVACUATION and (not found or word in words.fleeing):
        return Parties("", _target(clause, event, subject))
    if not found or is_weapon(clause, found):
        found = _of_weapon(clause, found) or _aimed(clause, event, verb + 1)
    actor = _actor(clause, subject)
    if not actor and (not subject or is_weapon(clause, subject)):
        actor = _launched_by(clause, event)
    return Parties(actor, _target(clause, event, found))


def _launched_by(clause: Clause, event: EventMention) -> str:
    """Return who fired a weapon that is told to have hit: "the rockets that hit the town were launched by rebels"."""
    for at in range(event.last, clause.sentence.last):
        if clause.lower(at) in _LAUNCHED and is_passive(clause, at):
            return clause.written(_by(clause, at + 1))
    return ""


def _of_weapon(clause: Clause, words: Words) -> Words:
    """Return what hangs on a noun by "of": "control of | two quarters"."""
    end = head(clause, words).last
    return Words(end + 1, words.last) if words and clause.lower(end) == "of" and end + 1 < words.last else NOTHING


def _aimed(clause: Clause, event: EventMention, first: int) -> Words:
    """Return what something is aimed at: "fired rockets at | a base", "clashed with | militants"."""
    if clause.lower(event.last - 1) in clause.lexicon.parties.governing:
        return behind(clause, event.last)
    if clause.lower(event.last) == "of":
        return behind(clause, event.last + 1)
    found = _behind_word(clause, first, clause.lexicon.parties.aiming)
    if found or event.event_type is not EventType.EXPLOSION:
        return found
    return _behind_word(clause, first, clause.lexicon.parties.beside)


def _behind_word(clause: Clause, first: int, words: frozenset[str]) -> Words:
    for at in range(first, first + _AIM + 1):
        if not clause.is_word(at) or (clause.lower(at) in clause.lexicon.grammar.clause_words and at > first):
            break
        if clause.lower(at) in words:
            return behind(clause, at + 1)
    return NOTHING


def _by(clause: Clause, first: int) -> Words:
    for at in range(first, first + _BY):
        if not clause.is_word(at) or clause.lower(at) in clause.lexicon.grammar.clause_words:
            break
        if clause.lower(at) == "by":
            found = behind(clause, at + 1)
            return found if can_act(clause, found) else NOTHING
    return NOTHING


# ---------------------------------------------------------------- nouns


def _of_noun(clause: Clause, event: EventMention) -> Parties:
    """Read "Israeli strikes on a convoy", "carried out an attack", "an air strike hit a factory"."""
    by = _by(clause, event.last)
    actor = clause.written(by) or _modifier(clause, event) or _who_carried_out(clause, event)
    return Parties(actor, _target(clause, event, _upon(clause, event)))


def _upon(clause: Clause, event: EventMention) -> Words:
    words = clause.lexicon.parties
    aim = joined(words.aiming, "of")
    first = event.last
    within = next((at for at in range(event.first + 1, event.last) if clause.lower(at) in aim), None)
    if within is not None:
        return behind(clause, within + 1)
    if clause.lower(first) in aim and not clause.is_dated(first + 1):
        return behind(clause, first + 1)
    if clause.lower(first) == "by":
        return _behind_word(clause, first, words.aiming)
    while clause.lower(first).endswith("ly") or clause.lower(first) in clause.lexicon.grammar.having:
        first += 1
    if clause.lower(first) in words.hitting:
        return object_of(clause, first)
    blast = event.event_type is EventType.EXPLOSION
    if blast and clause.lower(first) in words.suffering:
        return _behind_word(clause, first + 1, words.beside)
    return (
        _behind_word(clause, first, words.beside) if blast and clause.lower(first - 1) in words.suffering else NOTHING
    )


def _modifier(clause: Clause, event: EventMention) -> str:
    """Return whose attack it is by the words right before it: "Israeli", "rebel"."""
    lexicon, first = clause.lexicon, event.first
    known = joined(lexicon.actors, lexicon.parties.sides)
    while first > event.first - _MODIFIERS and (
        clause.lower(first - 1) in known or clause.lower(first - 1) in lexicon.places.demonyms
    ):
        first -= 1
    inside = first
    while inside < event.last and (
        clause.lower(inside) in lexicon.parties.sides or clause.lower(inside) in lexicon.places.demonyms
    ):
        inside += 1
    if clause.lower(first - 1) != "'s":
        first_adjective = first
        while first_adjective > event.first - _MODIFIERS and clause.lower(first_adjective - 1) != "'s":
            first_adjective -= 1
        if clause.lower(first_adjective - 1) == "'s":
            owner = before(clause, first_adjective - 1)
            return clause.written(owner) if can_act(clause, owner) else ""
    return clause.written(Words(first, max(inside, event.first)))


def _accused(clause: Clause, event: EventMention) -> str:
    """Return whom somebody lays an event on: "blamed the army for the attack", "rebels were behind the attack"."""
    for at in range(event.first - 1, max(event.first - _AIM, clause.sentence.first) - 1, -1):
        word = clause.lower(at)
        if word == "behind" and clause.lower(at - 1) in clause.lexicon.grammar.passive:
            return _actor(clause, before(clause, voice(clause, at).first))
        if word in _BLAME_FOR:
            return _blamed(clause, at)
        if not clause.is_word(at) or word in clause.lexicon.grammar.clause_words:
            return ""
    return ""


def _blamed(clause: Clause, end: int) -> str:
    for at in range(end - 1, max(end - _BLAMED, clause.sentence.first) - 1, -1):
        if clause.lower(at) in _BLAMING and not is_passive(clause, at):
            found = behind(clause, at + 1)
            who = Words(found.first, min(found.last, end))  # "accused the army | of attacks"
            return clause.written(who) if can_act(clause, who) else ""
        if not clause.is_word(at) or clause.lower(at) in clause.lexicon.grammar.clause_words:
            return ""
    return ""


def _who_carried_out(clause: Clause, event: EventMention) -> str:
    """Return the subject of "carried out", "launched", "staged" before a noun."""
    words = clause.lexicon.parties
    for at in range(event.last - 1, max(event.first - _AIM, clause.sentence.first - 1), -1):
        if clause.lower(at) in words.carrying_out:
            return _actor(clause, subject_of(clause, at)[0]) if not is_passive(clause, at) else ""
        if not clause.is_word(at) or clause.lower(at) in clause.lexicon.grammar.clause_words:
            break
    return ""


# ---------------------------------------------------------------- as written


def _actor(clause: Clause, words: Words) -> str:
    """Return who acts as written: whose weapon it is, whoever speaks for "they", nobody where nobody can act."""
    if not words:
        return ""
    if words.last - words.first == 1 and clause.lower(words.first) in clause.lexicon.grammar.pronouns:
        return _speaker(clause, words.first)
    if is_weapon(clause, words):
        at = head(clause, words).last - 1
        while at > words.first and not _is_side(clause, at - 1):
            at -= 1
        first = at
        while first > words.first and _is_side(clause, first - 1):
            first -= 1
        return clause.written(Words(first, at))
    return clause.written(words) if can_act(clause, words) else ""


def _is_side(clause: Clause, at: int) -> bool:
    return clause.lower(at) in clause.lexicon.parties.sides or clause.lower(at) in clause.lexicon.places.demonyms


def _speaker(clause: Clause, pronoun: int) -> str:
    """Return the claimant where a pronoun opens what is said: "The rebels said that they had seized …"."""
    attribution = clause.findings.attributions[clause.number]
    if attribution is None or attribution.claimant is None or not 0 <= attribution.verb_last <= pronoun:
        return ""
    gap = [clause.lower(at) for at in range(attribution.verb_last, pronoun)]
    return " ".join(attribution.claimant.of(clause.text).split()) if gap in ([], ["that"]) else ""


def _target(clause: Clause, event: EventMention, words: Words) -> str:
    """Return whom or what it was done to as written; empty for a place, a weapon, a pronoun, and where none is hit."""
    main = head(clause, words)
    if not words or event.event_type is EventType.TROOP_MOVEMENT or is_place(clause, main) or is_place(clause, words):
        return ""
    if is_weapon(clause, words) or clause.lower(words.first) in clause.lexicon.grammar.pronouns:
        return ""
    if clause.lower(main.last - 1) in clause.lexicon.parties.nouns or clause.is_dated(words.first):
        return ""
    return "" if _is_number(clause, words) else clause.written(described(clause, words))


def _is_number(clause: Clause, words: Words) -> bool:
    """Tell whether a noun phrase only counts: "killed 12"."""
    counts = clause.lexicon.casualties
    last = clause.lower(words.last - 1)
    return last[:1].isdigit() or last in counts.numbers or last in counts.vague or last in counts.multiples
