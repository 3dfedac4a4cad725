"""The verb of a trigger, its voice, its subject and its object."""

from __future__ import annotations

from dataclasses import dataclass

from geo.claims.clause import NOTHING, Clause, Words
from geo.claims.phrases import before, behind, can_act
from geo.model import EventMention

_CHAIN = 8  # words between a subject's end and its verb
_SHARED = 24  # words back to the verb that shares its subject: "attacked the base and killed"
_LINKS = frozenset({"and", "then", "but", ",", "while", "before", "after"})
_VERBS = 3  # verbs that may share a subject


@dataclass(frozen=True, slots=True)
class Voice:
    """Where a verb's auxiliaries begin, and whether they make a passive."""

    first: int
    passive: bool


def verb_of(clause: Clause, event: EventMention) -> int | None:
    """Return the token of the trigger's verb; None where it is a noun ("the shelling of", "fighting")."""
    words = clause.lexicon.parties
    if not event.verb:
        leads = clause.lower(event.first - 1) == "to" or clause.lower(event.first - 1) in clause.lexicon.grammar.having
        return event.first if leads and clause.lower(event.first) in words.verbs else None
    span = [at for at in range(event.first, event.last) if not clause.is_tied(at)]
    acting = [at for at in span if clause.lower(at).endswith(("ed", "ing")) or clause.lower(at) in words.past]
    found = (
        [at for at in acting if clause.lower(at) not in words.weapons]
        or acting
        or [at for at in span if clause.lower(at) in words.verbs and _is_finite(clause, at)]
    )
    if not found:
        return None
    return None if clause.lower(found[0]).endswith("ing") and _is_gerund(clause, found[0]) else found[0]


def _is_finite(clause: Clause, at: int) -> bool:
    """Tell whether a form that may be a noun too is a verb: "to attack", "attack a base", not "an attack on"."""
    lexicon, word, behind_it = clause.lexicon, clause.lower(at), clause.lower(at + 1)
    if clause.lower(at - 1) == "to" or clause.lower(at - 1) in lexicon.grammar.having:
        return True
    noun = word in lexicon.parties.weapons or word in lexicon.actors
    return (
        behind_it in lexicon.casualties.determiners
        if noun
        else clause.lower(at - 1) not in lexicon.casualties.determiners
    )


def _is_gerund(clause: Clause, verb: int) -> bool:
    """Tell whether an -ing form is a noun: not in "are shelling Kobane", nor in ", seizing the town"."""
    behind_it = clause.lower(verb + 1)
    if behind_it in {"of", "by"}:
        return True
    at = verb - 1
    while clause.lower(at) in clause.lexicon.grammar.light or clause.lower(at).endswith("ly"):
        at -= 1
    if clause.lower(at) in clause.lexicon.grammar.passive:
        return False
    bare = not clause.is_word(verb + 1) or behind_it in clause.lexicon.grammar.prepositions
    return bare or not (
        clause.lower(at) in {",", "and"} or clause.lower(at) in clause.lexicon.parties.before_participles
    )


def voice(clause: Clause, verb: int) -> Voice:
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
    return Voice(at, passive and not leading and not clause.lower(verb).endswith("ing"))


def is_passive(clause: Clause, verb: int) -> bool:
    """Tell whether a verb's subject suffers what it tells: "was hit", "hit by a rocket"."""
    return voice(clause, verb).passive or (clause.lower(verb + 1) == "by" and not clause.lower(verb).endswith("ing"))


def subject_of(clause: Clause, verb: int) -> tuple[Words, bool]:
    """Return the subject of an active verb, and whether it suffers after all: "was captured and burnt".

    A verb behind "and", and a participle behind a comma, share the subject of the verb before.
    """
    own = voice(clause, verb)
    participle = clause.lower(verb).endswith("ing")
    at, suffers = own.first, False
    for _ in range(_VERBS):
        if clause.lower(at - 1) == "," and (at < own.first or not participle):
            beside = before(clause, at)  # past an aside: "the army, which …, attacked"
            if can_act(clause, beside):
                return beside, suffers
        if clause.lower(at - 1) not in _LINKS:
            return before(clause, at), suffers
        earlier = _verb_before(clause, at - 1)
        if earlier is None:
            break
        shared = voice(clause, earlier)
        suffers = shared.passive
        if suffers and (participle or own.first < verb):
            break
        at = shared.first
    return NOTHING, False


def _verb_before(clause: Clause, end: int) -> int | None:
    for at in range(end - 1, max(end - _SHARED, clause.sentence.first), -1):
        if clause.lower(at) in clause.lexicon.grammar.relative or clause.lower(at) in {";", ":", "that"}:
            return None
        if clause.is_past(at) and not clause.speaks(at):
            return at
    return None


def object_of(clause: Clause, verb: int) -> Words:
    """Return what stands behind a verb, past its particle: "blew up | a bridge"."""
    at = verb + 1
    while clause.lower(at) in clause.lexicon.parties.particles or clause.lower(at).endswith("ly"):
        at += 1
    return behind(clause, at)
