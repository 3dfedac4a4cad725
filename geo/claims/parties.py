"""Who did it and to whom, as the words around a trigger tell it.

The actor is whoever acts: never a weapon, nor what only suffers. The target is whom or what was hit or taken; the place
of the event is told by its own columns and is no target ("captured Kunduz"), but what stands there is ("a bridge").
"""

from __future__ import annotations

from dataclasses import dataclass

from geo.claims.phrases import NOTHING, Clause, Words, before, behind, can_act, head, is_place, is_weapon
from geo.lexicon import Lexicon
from geo.model import Attribution, EventMention, EventType, Findings
from geo.tokens import tokenize

_CHAIN = 8  # words between a subject's end and its verb
_SHARED = 24  # words back to the verb that shares its subject: "attacked the base and killed"
_BY = 14  # words between a verb and its "by"
_AIM = 6  # words between a weapon and what it is aimed at
_MODIFIERS = 4  # words before a noun that say whose it is: "an Israeli air strike"
_MOVING = frozenset({EventType.TROOP_MOVEMENT, EventType.TALKS})


@dataclass(frozen=True, slots=True)
class Parties:
    """Actor and target as written, empty if not told."""

    actor: str
    target: str


@dataclass(frozen=True, slots=True)
class _Voice:
    """Where a verb's auxiliaries begin, and whether they make a passive."""

    first: int
    passive: bool


def parties(event: EventMention, findings: Findings, text: str, lexicon: Lexicon) -> Parties:
    """Read actor and target off the trigger's clause; a passive is turned."""
    if event.event_type is EventType.TALKS:
        return Parties("", "")
    clause = Clause(text, findings, findings.sentences[event.sentence], lexicon)
    verb = _verb(clause, event)
    if verb is None:
        return _of_noun(clause, event)
    if _is_passive_form(clause, verb):
        return _of_passive(clause, event, verb)
    return _of_active(clause, event, verb)


def side(claimant: str, lexicon: Lexicon) -> str:
    """Return the party that the claimant's words name ("Russian" of "the Russian army", "rebel"), empty if none."""
    tokens = [token for token in tokenize(claimant) if token.is_word]
    for token in tokens:
        if token.lower in lexicon.places.demonyms or token.lower in lexicon.parties.sides:
            return token.text
    return ""


def responsible(attribution: Attribution | None, findings: Findings, text: str, lexicon: Lexicon) -> str:
    """Return who takes responsibility in a sentence, empty where nobody surely does: "no group has claimed …"."""
    if attribution is None or attribution.stance != "responsibility" or attribution.claimant is None:
        return ""
    claimant = " ".join(attribution.claimant.of(text).split())
    certainty, first = lexicon.certainty, findings.sentences[attribution.sentence].first
    start = max(first, attribution.verb_first - _CHAIN)
    tokens = findings.tokens
    unsure = (*certainty.negation.within(tokens, start, attribution.verb_first),)
    planned = (*certainty.planned.within(tokens, start, attribution.verb_first),)
    return "" if unsure or planned or claimant.split()[0].lower() in lexicon.casualties.none else claimant


# ---------------------------------------------------------------- the trigger's verb


def _verb(clause: Clause, event: EventMention) -> int | None:
    """Return the token of the trigger's verb; None where it is a noun ("the shelling of", "fighting")."""
    words = clause.lexicon.parties
    if not event.verb:
        return None
    found = [
        at
        for at in range(event.first, event.last)
        if clause.lower(at) in words.verbs or clause.lower(at).endswith("ed")
    ]
    found = [at for at in found if clause.lower(at) not in words.weapons and not clause.is_tied(at)] or found
    if not found:
        return None
    verb = found[0]
    return None if clause.lower(verb).endswith("ing") and _is_gerund(clause, verb) else verb


def _is_gerund(clause: Clause, verb: int) -> bool:
    """Tell whether an -ing form is a noun: not in "are shelling Kobane", nor in ", seizing the town"."""
    at = verb - 1
    while clause.lower(at) in clause.lexicon.grammar.light or clause.lower(at).endswith("ly"):
        at -= 1
    if clause.lower(at) in clause.lexicon.grammar.passive:
        return False
    behind_it = clause.lower(verb + 1)
    bare = not clause.is_word(verb + 1) or behind_it in clause.lexicon.grammar.prepositions | {"of", "by"}
    return bare or not (
        clause.lower(at) in {",", "and"} or clause.lower(at) in clause.lexicon.parties.before_participles
    )


def _voice(clause: Clause, verb: int) -> _Voice:
    """Walk left over auxiliaries, adverbs, and verbs that only lead to another: "managed to", "have promised to"."""
    grammar, words = clause.lexicon.grammar, clause.lexicon.parties
    at, passive = verb, False
    while verb - at < _CHAIN:
        word = clause.lower(at - 1)
        if word == "to" and clause.lower(at - 2) in words.leading_to:
            at -= 2
        elif word in grammar.auxiliaries or word in grammar.light or word in grammar.having or word.endswith("ly"):
            passive = passive or word in grammar.passive
            at -= 1
        elif clause.is_dated(at - 1) or (word == "on" and clause.is_dated(at)):
            at -= 1
        else:
            break
    leading = any(clause.lower(n) == "to" for n in range(at, verb))
    return _Voice(at, passive and not leading and not clause.lower(verb).endswith("ing"))


def _is_passive_form(clause: Clause, verb: int) -> bool:
    return _voice(clause, verb).passive or (clause.lower(verb + 1) == "by" and not clause.lower(verb).endswith("ing"))


# ---------------------------------------------------------------- verbs


def _of_passive(clause: Clause, event: EventMention, verb: int) -> Parties:
    subject = before(clause, _voice(clause, verb).first)
    actor = clause.written(_by(clause, verb + 1))
    if is_weapon(clause, subject):
        return Parties(actor, clause.written(_aimed(clause, verb + 1)))
    return Parties(actor, _target(clause, event, subject))


def _of_active(clause: Clause, event: EventMention, verb: int) -> Parties:
    subject, passive = _subject(clause, verb)
    if passive:
        return Parties(clause.written(_by(clause, verb + 1)), _target(clause, event, subject))
    words, word = clause.lexicon.parties, clause.lower(verb)
    if word in words.suffering:
        aggressor = _behind_word(clause, verb + 1, words.from_whom)
        return Parties(_actor(clause, aggressor), _target(clause, event, subject))
    found = _object(clause, verb)
    if (
        event.event_type is EventType.EXPLOSION
        and clause.lower(found.last - 1) in words.devices
        and word in words.meeting
    ):
        return Parties("", _target(clause, event, subject))
    if event.event_type is EventType.EVACUATION and (not found or word in words.fleeing):
        return Parties("", _target(clause, event, subject))
    if not found or is_weapon(clause, found):
        found = _aimed(clause, verb + 1)
    return Parties(_actor(clause, subject), _target(clause, event, found))


def _subject(clause: Clause, verb: int) -> tuple[Words, bool]:
    """Return the subject of an active verb; one shared with the verb before ("attacked and killed"), and its voice."""
    voice = _voice(clause, verb)
    at, shared = voice.first, False
    for _ in range(3):
        joined = clause.lower(at - 1) in {"and", "then", "but"} or clause.lower(at - 1) in {
            ",",
            "while",
            "before",
            "after",
        }
        found = before(clause, at) if not joined else NOTHING
        if found or not joined:
            return found, shared and voice.passive
        verb_before = _verb_before(clause, at - 1)
        if verb_before is None:
            return NOTHING, False
        voice, shared = _voice(clause, verb_before), at == voice.first and not clause.lower(verb).endswith("ing")
        at = voice.first
    return NOTHING, False


def _verb_before(clause: Clause, end: int) -> int | None:
    for at in range(end - 1, max(end - _SHARED, clause.sentence.first), -1):
        if clause.lower(at) in clause.lexicon.grammar.relative or clause.lower(at) in {";", ":", "that"}:
            return None
        if clause.is_past(at) and not clause.speaks(at):
            return at
    return None


def _object(clause: Clause, verb: int) -> Words:
    """Return what stands behind a verb, past its particle: "blew up | a bridge"."""
    at = verb + 1
    while clause.lower(at) in clause.lexicon.parties.particles or clause.lower(at).endswith("ly"):
        at += 1
    return behind(clause, at)


def _aimed(clause: Clause, first: int) -> Words:
    """Return what something is aimed at: "fired rockets at | a base", "clashed with | militants"."""
    return _behind_word(clause, first, clause.lexicon.parties.aiming)


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
    """Read "Israeli strikes on a convoy", "an attack by gunmen", "carried out an attack", "an air strike hit a factory"."""
    by = _by(clause, event.last)
    actor = clause.written(by) or _modifier(clause, event) or _who_carried_out(clause, event)
    return Parties(actor, _target(clause, event, _upon(clause, event)))


def _upon(clause: Clause, event: EventMention) -> Words:
    words = clause.lexicon.parties
    aim = words.aiming | {"of"}
    first = event.last
    if clause.lower(first - 1) in aim:
        return behind(clause, first)
    if clause.lower(first) in aim and not clause.is_dated(first + 1):
        return behind(clause, first + 1)
    while clause.lower(first).endswith("ly") or clause.lower(first) in clause.lexicon.grammar.having:
        first += 1
    return _object(clause, first) if clause.lower(first) in words.hitting else NOTHING


def _modifier(clause: Clause, event: EventMention) -> str:
    """Return whose attack it is by the words right before it: "Israeli", "rebel"."""
    lexicon, first = clause.lexicon, event.first
    known = lexicon.actors | lexicon.parties.sides
    while first > event.first - _MODIFIERS and (
        clause.lower(first - 1) in known or clause.lower(first - 1) in lexicon.places.demonyms
    ):
        first -= 1
    inside = first
    while inside < event.last and (
        clause.lower(inside) in lexicon.parties.sides or clause.lower(inside) in lexicon.places.demonyms
    ):
        inside += 1
    return clause.written(Words(first, max(inside, event.first)))


def _who_carried_out(clause: Clause, event: EventMention) -> str:
    """Return the subject of "carried out", "launched", "staged" before a noun."""
    words = clause.lexicon.parties
    for at in range(event.last - 1, max(event.first - _AIM, clause.sentence.first - 1), -1):
        if clause.lower(at) in words.carrying_out:
            return _actor(clause, _subject(clause, at)[0]) if not _is_passive_form(clause, at) else ""
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
    attribution = clause.findings.attributions[clause.findings.sentences.index(clause.sentence)]
    if attribution is None or attribution.claimant is None or attribution.verb_last < 0:
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
    return clause.written(words)
