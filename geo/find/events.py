"""Text to event mentions: trigger phrases of the thirteen kinds, and what their clause says of their truth."""

from __future__ import annotations

from geo.lexicon import Certainty, Grammar, Lexicon, Trigger
from geo.model import EventMention, EventType, Sentence, Span
from geo.phrases import Match, Phrases
from geo.tokens import Token

_REACH = 8  # words before a trigger in which a cue of its clause is looked for
_NEGATION_REACH = 4
_ASIDE_REACH = 4
_CLAUSE_ENDS = frozenset(';:,()"\u201c\u201d\u2013\u2014') | {"--"}
# Kinds that say more than others about the same words come first.
_TELLING = (
    EventType.CHEMICAL_ATTACK,
    EventType.AIR_STRIKE,
    EventType.SHELLING,
    EventType.EXPLOSION,
    EventType.TERRITORY_CAPTURE,
    EventType.SIEGE,
    EventType.ABDUCTION,
    EventType.ATTACK_ON_CIVILIANS,
    EventType.ARMED_CLASH,
    EventType.EVACUATION,
    EventType.TALKS,
    EventType.DESTRUCTION,
    EventType.TROOP_MOVEMENT,
)
_RANK = {kind: rank for rank, kind in enumerate(_TELLING)}


def events(tokens: tuple[Token, ...], sentences: tuple[Sentence, ...], lexicon: Lexicon) -> tuple[EventMention, ...]:
    """Find the event triggers of an article, in order; where triggers overlap, the longest tells the kind."""
    found: list[EventMention] = []
    for number, sentence in enumerate(sentences):
        matches = _longest(list(lexicon.triggers.within(tokens, sentence.first, sentence.last)))
        matches = [match for match in matches if match.phrase.payload.event_type]
        if any(token.lower in lexicon.hazards for token in tokens[sentence.first : sentence.last]):
            matches = [match for match in matches if not _of_hazard(match.phrase.payload)]
        matches = _main(tokens, sentence, matches, lexicon.grammar)
        found.extend(_mention(tokens, sentence, number, match, lexicon) for match in matches)
    return tuple(found)


def _of_hazard(trigger: Trigger) -> bool:
    return trigger.weak or trigger.event_type in {EventType.DESTRUCTION, EventType.EVACUATION}


def _main(
    tokens: tuple[Token, ...], sentence: Sentence, matches: list[Match[Trigger]], grammar: Grammar
) -> list[Match[Trigger]]:
    """Leave out weak triggers beside strong ones, and asides ("after hours of fighting") beside a main event."""
    strong = [match for match in matches if not match.phrase.payload.weak]
    if not strong:
        return _one_kind(matches)
    told = [match for match in strong if not _is_aside(tokens, sentence, match, grammar)]
    return told or strong


def _one_kind(weak: list[Match[Trigger]]) -> list[Match[Trigger]]:
    """Take weak triggers of one kind only: "killed in an attack" is one event; the attack tells more than the death."""
    kinds = {match.phrase.payload.event_type for match in weak}
    if len(kinds) > 1 and EventType.ARMED_CLASH in kinds:
        return [match for match in weak if match.phrase.payload.event_type is EventType.ARMED_CLASH]
    return weak


def _is_aside(tokens: tuple[Token, ...], sentence: Sentence, match: Match[Trigger], grammar: Grammar) -> bool:
    if match.phrase.payload.verb:
        return False
    before = tokens[max(sentence.first, match.first - _ASIDE_REACH) : match.first]
    return any(token.lower in grammar.aside for token in before) and all(token.is_word for token in before)


def _longest(matches: list[Match[Trigger]]) -> list[Match[Trigger]]:
    """Keep the longest of overlapping matches; phrases that show that there is no event take their words with them."""
    matches.sort(key=_preference)
    kept: list[Match[Trigger]] = []
    for match in matches:
        if all(match.last <= other.first or other.last <= match.first for other in kept):
            kept.append(match)
    return sorted(kept, key=lambda match: match.first)


def _preference(match: Match[Trigger]) -> tuple[bool, bool, int, bool, int, int]:
    kind = match.phrase.payload.event_type
    words = sum(element is not None for element in match.phrase.elements)
    return (
        kind is not None,
        match.phrase.payload.object_only,
        -words,
        match.phrase.payload.weak,
        _RANK[kind] if kind else -1,
        match.first,
    )


def _mention(
    tokens: tuple[Token, ...], sentence: Sentence, number: int, match: Match[Trigger], lexicon: Lexicon
) -> EventMention:
    trigger, certainty, grammar = match.phrase.payload, lexicon.certainty, lexicon.grammar
    assert trigger.event_type is not None
    clause = _clause_start(tokens, max(sentence.first, match.first - _REACH), match.first, grammar)
    near = _clause_start(tokens, max(sentence.first, match.first - _NEGATION_REACH), match.first, grammar)
    failed = _holds(certainty.failed, tokens, clause, match.first)
    kind = trigger.event_type
    if failed and kind is EventType.TERRITORY_CAPTURE:
        kind, failed = EventType.ARMED_CLASH, False
    return EventMention(
        span=Span(tokens[match.first].start, tokens[match.last - 1].end),
        first=match.first,
        last=match.last,
        sentence=number,
        event_type=kind,
        verb=trigger.verb,
        object_only=trigger.object_only,
        weak=trigger.weak,
        negated=failed or _is_negated(certainty, tokens, near, match.last),
        planned=_holds(certainty.planned, tokens, clause, match.last)
        or _is_purpose(tokens, sentence, match.first, grammar),
        reported=_holds(certainty.reported, tokens, clause, match.last),
    )


def _clause_start(tokens: tuple[Token, ...], farthest: int, first: int, grammar: Grammar) -> int:
    start = first
    while start > farthest and not _ends_clause(tokens[start - 1].lower, grammar):
        start -= 1
    return start


def _ends_clause(word: str, grammar: Grammar) -> bool:
    return word in _CLAUSE_ENDS or word in grammar.clause_breaks


def _holds(phrases: Phrases[str], tokens: tuple[Token, ...], first: int, last: int) -> bool:
    return any(True for _ in phrases.within(tokens, first, last))


def _is_negated(certainty: Certainty, tokens: tuple[Token, ...], first: int, last: int) -> bool:
    apparent = {match.first for match in certainty.no_negation.within(tokens, first, last)}
    return any(match.first not in apparent for match in certainty.negation.within(tokens, first, last))


def _is_purpose(tokens: tuple[Token, ...], sentence: Sentence, first: int, grammar: Grammar) -> bool:
    """Tell whether "to capture the town" is an aim: not where they "managed to" or "began to"."""
    if first - 1 < sentence.first or tokens[first - 1].lower != "to":
        return False
    word = tokens[first].lower
    if word.endswith(("ed", "ing")):
        return False
    before = tokens[first - 2].lower if first - 2 >= sentence.first else ""
    return before not in grammar.done
