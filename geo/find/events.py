"""Text to event mentions: trigger phrases of the thirteen kinds, and what their clause says of their truth."""

from __future__ import annotations

from bisect import bisect_right
from typing import NamedTuple

from geo.find.clauses import MARKS, Words, clause_start, is_passive, look_alike, objects, subject
from geo.find.kinds import kind_of
from geo.lexicon import Certainty, Grammar, Lexicon, Trigger
from geo.model import Cue, EventMention, EventType, Sentence, Span
from geo.phrases import Match, Phrases
from geo.rules import CueKind, Untold
from geo.tokens import Token

_REACH = 8  # words before a trigger in which a cue of its clause is looked for
_NEGATION_REACH = 4
_ASIDE_REACH = 4
_BEHIND_REACH = 5  # words behind a trigger that may say that it is only reported
_PLACE_REACH = 12  # words behind a trigger in which a place of its own is named
_OBJECT_REACH = 5  # words between a verb and the place that is its object
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
_SCHEDULED = frozenset({EventType.TALKS, EventType.EVACUATION, EventType.TROOP_MOVEMENT})
_FOUGHT_FOR = frozenset({EventType.TERRITORY_CAPTURE, EventType.ARMED_CLASH, EventType.SIEGE})


def events(tokens: tuple[Token, ...], sentences: tuple[Sentence, ...], lexicon: Lexicon) -> tuple[EventMention, ...]:
    """Find the event triggers of an article, in order; where triggers overlap, the longest tells the kind."""
    found: list[EventMention] = []
    for number, sentence in enumerate(sentences):
        matches = longest(list(lexicon.triggers.within(tokens, sentence.first, sentence.last)))
        matches = _telling(tokens, sentence, matches, lexicon)
        matches = _main(tokens, sentence, matches, lexicon)
        found.extend(_mention(tokens, sentence, number, match, lexicon) for match in matches)
    return tuple(found)


def longest(matches: list[Match[Trigger]]) -> list[Match[Trigger]]:
    """Keep the longest of overlapping matches; phrases that show that there is no event take their words with them."""
    matches.sort(key=_preference)
    taken: set[int] = set()
    kept: list[Match[Trigger]] = []
    for match in matches:
        if taken.isdisjoint(range(match.first, match.last)):
            taken.update(range(match.first, match.last))
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


# ---------------------------------------------------------------- which triggers tell an event


def _telling(
    tokens: tuple[Token, ...], sentence: Sentence, matches: list[Match[Trigger]], lexicon: Lexicon
) -> list[Match[Trigger]]:
    """Leave out what is the subject of a film, the work of a flood, or done by those who wage no war."""
    doubts = doubts_of(tokens, sentence, lexicon)
    return [match for match in matches if untold(tokens, sentence, match, lexicon, doubts) is None]


class Doubts(NamedTuple):
    """What in a sentence speaks against its triggers: a hazard, and the ends of what tells of a topic, in order."""

    of_hazard: bool
    topics: list[int]


def doubts_of(tokens: tuple[Token, ...], sentence: Sentence, lexicon: Lexicon) -> Doubts:
    """Look for hazards and topics in a sentence."""
    of_hazard = any(token.lower in lexicon.hazards for token in tokens[sentence.first : sentence.last])
    topics = lexicon.look_alikes.topics.within(tokens, sentence.first, sentence.last)
    return Doubts(of_hazard, sorted(match.last for match in topics))


def untold(
    tokens: tuple[Token, ...], sentence: Sentence, match: Match[Trigger], lexicon: Lexicon, doubts: Doubts
) -> tuple[Untold, Words | None] | None:
    """Return why a trigger tells no event, and the words that show it; None where it tells one."""
    trigger = match.phrase.payload
    if trigger.event_type is None:
        return Untold.PHRASE, None
    if doubts.of_hazard and _of_hazard(trigger):
        return Untold.HAZARD, None
    if trigger.object_only and not _names_place(tokens, sentence, match.last, match.last + _OBJECT_REACH):
        return Untold.NO_PLACE, None
    if doubts.topics and _is_topic(tokens, doubts.topics, match.first):
        return Untold.TOPIC, None
    telling = look_alike(tokens, sentence, match, lexicon)
    return None if telling is None else (Untold.LOOK_ALIKE, telling)


def _of_hazard(trigger: Trigger) -> bool:
    return trigger.weak or trigger.event_type in {EventType.DESTRUCTION, EventType.EVACUATION}


def _is_topic(tokens: tuple[Token, ...], topics: list[int], first: int) -> bool:
    """Tell whether a film, book or show before the trigger is about it, with no mark between."""
    nearest = bisect_right(topics, first) - 1
    if nearest < 0 or first - topics[nearest] > _REACH:
        return False
    return all(token.is_word for token in tokens[topics[nearest] : first])


def _names_place(tokens: tuple[Token, ...], sentence: Sentence, first: int, last: int) -> bool:
    """Tell whether a name stands in tokens [first, last] of the sentence, before any mark."""
    for token in tokens[first : min(last + 1, sentence.last)]:
        if token.is_capital:
            return True
        if not token.is_word:
            return False
    return False


def _main(
    tokens: tuple[Token, ...], sentence: Sentence, matches: list[Match[Trigger]], lexicon: Lexicon
) -> list[Match[Trigger]]:
    """Leave out weak triggers beside strong ones of their clause, and asides ("after hours of fighting")."""
    strong = [match for match in matches if not match.phrase.payload.weak]
    weak = [match for match in matches if match.phrase.payload.weak]
    told = [match for match in strong if not is_aside(tokens, sentence, match, lexicon.grammar)] or strong
    told = told or _one_kind(weak)
    apart = _apart(tokens, sentence, told, weak, lexicon) if len(told) < len(matches) else []
    if apart and not strong:  # "in another act of violence, 18 people were killed near …" is one event
        told = [match for match in told if _names_place(tokens, sentence, match.last, match.last + _PLACE_REACH)]
    return sorted([*told, *apart], key=lambda match: match.first)


def _apart(
    tokens: tuple[Token, ...],
    sentence: Sentence,
    told: list[Match[Trigger]],
    weak: list[Match[Trigger]],
    lexicon: Lexicon,
) -> list[Match[Trigger]]:
    """Return weak triggers that tell an event of their own: in another clause, with a finite verb and a place."""
    breaks = lexicon.grammar.clause_breaks | {"and"}
    cuts = [n for n in range(sentence.first, sentence.last) if tokens[n].lower in MARKS or tokens[n].lower in breaks]
    ids = _clause_numbers(sentence, cuts)
    taken = {ids[match.first - sentence.first] for match in told} | {
        ids[match.last - 1 - sentence.first] for match in told
    }
    found = []
    for match in weak:
        clause = ids[match.first - sentence.first]
        if clause not in taken and _stands_alone(tokens, sentence, match, lexicon):
            taken.add(clause)
            found.append(match)
    return found


def _clause_numbers(sentence: Sentence, cuts: list[int]) -> list[int]:
    cut = set(cuts)
    numbers, number = [], 0
    for index in range(sentence.first, sentence.last):
        number += index in cut
        numbers.append(number)
    return numbers


def _stands_alone(tokens: tuple[Token, ...], sentence: Sentence, match: Match[Trigger], lexicon: Lexicon) -> bool:
    if tokens[match.first].lower.endswith("ing") or is_aside(tokens, sentence, match, lexicon.grammar):
        return False
    ends = lexicon.grammar.clause_breaks | {"and"}
    start = clause_start(tokens, max(sentence.first, match.first - _PLACE_REACH), match.first, ends)
    if any(token.lower in lexicon.grammar.relative for token in tokens[start : match.first]):
        return False
    days = lexicon.dates.weekdays.keys() | lexicon.dates.months.keys()
    for index in range(match.last, min(sentence.last, match.last + _PLACE_REACH)):
        if tokens[index].lower in MARKS or tokens[index].lower in ends:
            return False
        placed = index == match.last or tokens[index - 1].lower in lexicon.places.placing
        if placed and tokens[index].is_capital and tokens[index].lower not in days:
            return True
    return False


def _one_kind(weak: list[Match[Trigger]]) -> list[Match[Trigger]]:
    """Take weak triggers of one kind only: "killed in an attack" is one event; the attack tells more than the death."""
    kinds = {match.phrase.payload.event_type for match in weak}
    if len(kinds) > 1 and EventType.ARMED_CLASH in kinds:
        return [match for match in weak if match.phrase.payload.event_type is EventType.ARMED_CLASH]
    return weak


def is_aside(tokens: tuple[Token, ...], sentence: Sentence, match: Match[Trigger], grammar: Grammar) -> bool:
    """Tell whether words before a trigger make it an aside: "after hours of fighting"."""
    if match.phrase.payload.verb and not match.phrase.payload.weak:
        return False
    before = tokens[max(sentence.first, match.first - _ASIDE_REACH) : match.first]
    return any(token.lower in grammar.aside for token in before) and all(token.is_word for token in before)


# ---------------------------------------------------------------- what the clause says of its truth


def _mention(
    tokens: tuple[Token, ...], sentence: Sentence, number: int, match: Match[Trigger], lexicon: Lexicon
) -> EventMention:
    trigger, certainty, grammar = match.phrase.payload, lexicon.certainty, lexicon.grammar
    breaks = grammar.clause_breaks
    clause = clause_start(tokens, max(sentence.first, match.first - _REACH), match.first, breaks)
    near = clause_start(tokens, max(sentence.first, match.first - _NEGATION_REACH), match.first, breaks)
    behind = _behind(tokens, sentence, match.last, grammar)
    bomber = _bomber(tokens, sentence, match, lexicon)
    kind = EventType.AIR_STRIKE if bomber else kind_of(tokens, sentence, match, lexicon)
    plain = kind is trigger.event_type or bomber is not None
    verb = match.first + (tokens[match.first].lower == "to")  # "to storm": the infinitive's own "to" ends the cue
    tried = _cue(CueKind.ATTEMPT, certainty.attempted, tokens, clause, verb)
    tried = tried or _cue(CueKind.FAILURE, certainty.failed, tokens, clause, verb)
    attempted, failed = (tried is not None and tried.kind is each for each in (CueKind.ATTEMPT, CueKind.FAILURE))
    if tried and kind in _FOUGHT_FOR:
        failed = failed and kind is not EventType.TERRITORY_CAPTURE
        attempted, kind = not failed, EventType.ARMED_CLASH
    elif attempted:
        attempted, failed = False, True
    negation = _negation(certainty, tokens, near, match.last, grammar)
    plan = _cue(CueKind.PLAN, certainty.planned, tokens, clause, match.last)
    plan = plan or _ahead(certainty, tokens, sentence, match, grammar)
    if not plan and not attempted and _is_purpose(tokens, sentence, verb, grammar):
        plan = _cue_at(CueKind.AIM, tokens, verb - 1, verb)
    hedge = _cue(CueKind.HEDGE, certainty.reported, tokens, clause, match.last)
    hedge = hedge or _cue(CueKind.HEDGE, certainty.reported_behind, tokens, match.last, behind)
    return EventMention(
        span=Span(tokens[match.first].start, tokens[match.last - 1].end),
        first=match.first,
        last=match.last,
        sentence=number,
        event_type=kind,
        verb=trigger.verb,
        object_only=trigger.object_only and plain,
        weak=trigger.weak and plain,
        negated=failed or negation is not None,
        planned=plan is not None,
        reported=hedge is not None,
        cues=tuple(cue for cue in (bomber, tried, negation, plan, hedge) if cue is not None),
    )


def _bomber(tokens: tuple[Token, ...], sentence: Sentence, match: Match[Trigger], lexicon: Lexicon) -> Cue | None:
    """Return the word that tells that a state or its forces bombed: then the bombs fell from the air."""
    trigger = match.phrase.payload
    if not (trigger.weak and trigger.event_type is EventType.EXPLOSION):
        return None
    if is_passive(tokens, sentence, match.first, lexicon.grammar):
        if match.last >= sentence.last or tokens[match.last].lower != "by":
            return None
        agents = list(objects(tokens, sentence, match.last + 1, lexicon))
    else:
        agents = [subject(tokens, sentence, match.first, lexicon.grammar)]
    words = [token for part in agents for token in tokens[part.first : part.last]]
    irregular = any(word.lower in lexicon.irregulars for word in words)  # "Syrian rebels" have no aircraft
    flown = (
        word
        for word in words
        if word.lower in lexicon.bombers or (word.lower in lexicon.places.demonyms and not irregular)
    )
    return next((Cue(CueKind.BOMBER, Span(word.start, word.end)) for word in flown), None)


def _behind(tokens: tuple[Token, ...], sentence: Sentence, first: int, grammar: Grammar) -> int:
    last = first
    while last < min(sentence.last, first + _BEHIND_REACH) and not (
        tokens[last].lower in MARKS or tokens[last].lower in grammar.clause_words
    ):
        last += 1
    return last


def _cue(kind: CueKind, phrases: Phrases[str], tokens: tuple[Token, ...], first: int, last: int) -> Cue | None:
    """Return the first of the phrases that stands in tokens [first, last)."""
    found = next(phrases.within(tokens, first, last), None)
    return None if found is None else _cue_at(kind, tokens, found.first, found.last)


def _cue_at(kind: CueKind, tokens: tuple[Token, ...], first: int, last: int) -> Cue:
    return Cue(kind, Span(tokens[first].start, tokens[last - 1].end))


def _ahead(
    certainty: Certainty, tokens: tuple[Token, ...], sentence: Sentence, match: Match[Trigger], grammar: Grammar
) -> Cue | None:
    """Return words in or right behind a trigger that put it off: "talks are to resume", "a truce could be signed"."""
    phrases, behind = certainty.planned_behind, match.last
    within = _cue(CueKind.PLAN, phrases, tokens, match.first, behind)
    if within:
        return within
    if match.phrase.payload.event_type in _SCHEDULED:  # "the talks in Geneva will resume"
        while behind < min(sentence.last, match.last + _OBJECT_REACH) and (
            tokens[behind].is_capital
            or (behind == match.last and tokens[behind].lower in grammar.prepositions | {"of"})
        ):
            behind += 1
    found = phrases.starting_at(tokens, behind, sentence.last)
    return _cue_at(CueKind.PLAN, tokens, found[0].first, found[0].last) if found else None


def _negation(certainty: Certainty, tokens: tuple[Token, ...], first: int, last: int, grammar: Grammar) -> Cue | None:
    apparent = {match.first for match in certainty.no_negation.within(tokens, first, last)}
    for match in certainty.negation.within(tokens, first, last):
        if match.first not in apparent:
            return _cue_at(CueKind.NEGATION, tokens, match.first, match.last)
    for match in certainty.lacking.within(tokens, first, last):
        if not any(token.lower in grammar.auxiliaries for token in tokens[match.last : last]):
            return _cue_at(CueKind.NEGATION, tokens, match.first, match.last)
    return None


def _is_purpose(tokens: tuple[Token, ...], sentence: Sentence, first: int, grammar: Grammar) -> bool:
    """Tell whether "to capture the town" is an aim: not where they "managed to" or "began to"."""
    if first - 1 < sentence.first or tokens[first - 1].lower != "to":
        return False
    word = tokens[first].lower
    if word.endswith(("ed", "ing")):
        return False
    before = tokens[first - 2].lower if first - 2 >= sentence.first else ""
    return before not in grammar.done
