"""Text to event mentions: trigger phrases of the thirteen kinds, and what their clause says of their truth."""

from __future__ import annotations

from bisect import bisect_right
from itertools import chain

from geo.find.clauses import MARKS, clause_start, is_look_alike, is_passive, objects, subject, takes_place
from geo.lexicon import Certainty, Grammar, Lexicon, Trigger
from geo.model import EventMention, EventType, Sentence, Span
from geo.phrases import Match, Phrases
from geo.tokens import Token

_REACH = 8  # words before a trigger in which a cue of its clause is looked for
_NEGATION_REACH = 4
_ASIDE_REACH = 4
_BEHIND_REACH = 5  # words behind a trigger that may say that it is only reported
_PLACE_REACH = 12  # words behind a trigger in which a place of its own is named
_OBJECT_REACH = 5  # words of a name between talks and the verb that puts them off
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
    at_war = any(token.lower in lexicon.war for token in tokens)
    for number, sentence in enumerate(sentences):
        matches = _longest(list(lexicon.triggers.within(tokens, sentence.first, sentence.last)))
        if not at_war:
            matches = [match for match in matches if not _is_doubtful(tokens, sentence, match, lexicon)]
        matches = _telling(tokens, sentence, matches, lexicon)
        matches = _main(tokens, sentence, matches, lexicon)
        found.extend(_mention(tokens, sentence, number, match, lexicon) for match in matches)
    return tuple(found)


def _longest(matches: list[Match[Trigger]]) -> list[Match[Trigger]]:
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
    if not matches:
        return []
    words = {token.lower for token in tokens[sentence.first : sentence.last]}
    of_hazard = not words.isdisjoint(lexicon.hazards)
    topics = sorted(m.last for m in lexicon.look_alikes.topics.within(tokens, sentence.first, sentence.last))
    told = []
    for match in matches:
        trigger = match.phrase.payload
        if trigger.event_type is None or (of_hazard and _of_hazard(trigger)):
            continue
        if not words.isdisjoint(lexicon.scenes.get(trigger.event_type, ())):
            continue
        if trigger.object_only and not takes_place(tokens, sentence, match.last, lexicon):
            continue
        if topics and _is_topic(tokens, topics, match.first):
            continue
        if not is_look_alike(tokens, sentence, match, lexicon):
            told.append(match)
    return told


def _is_doubtful(tokens: tuple[Token, ...], sentence: Sentence, match: Match[Trigger], lexicon: Lexicon) -> bool:
    """Tell whether a trigger tells no war where the article else speaks of none: "stormed the charts", "was raided by".

    What is done to a place with a name is told for sure, and so is what was done by nobody knows whom.
    """
    if not match.phrase.payload.doubtful or takes_place(tokens, sentence, match.last, lexicon):
        return False
    if not is_passive(tokens, sentence, match.first, lexicon.grammar):
        return True
    acting = subject(tokens, sentence, match.first, lexicon.grammar)
    is_named = acting.first < acting.last and tokens[acting.last - 1].is_capital
    return not is_named and match.last < sentence.last and tokens[match.last].lower == "by"


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
    told = [match for match in strong if not _is_aside(tokens, sentence, match, lexicon.grammar)] or strong
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
    if tokens[match.first].lower.endswith("ing") or _is_aside(tokens, sentence, match, lexicon.grammar):
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


def _is_aside(tokens: tuple[Token, ...], sentence: Sentence, match: Match[Trigger], grammar: Grammar) -> bool:
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
    kind = _kind(tokens, sentence, match, lexicon)
    verb = match.first + (tokens[match.first].lower == "to")  # "to storm": the infinitive's own "to" ends the cue
    attempted = _holds(certainty.attempted, tokens, clause, verb)
    failed = not attempted and _holds(certainty.failed, tokens, clause, verb)
    called_off = _holds(certainty.failed_behind, tokens, match.last, behind)
    if (attempted or failed) and kind in _FOUGHT_FOR:
        failed = failed and kind is not EventType.TERRITORY_CAPTURE
        attempted, kind = not failed, EventType.ARMED_CLASH
    elif attempted:
        attempted, failed = False, True
    return EventMention(
        span=Span(tokens[match.first].start, tokens[match.last - 1].end),
        first=match.first,
        last=match.last,
        sentence=number,
        event_type=kind,
        verb=trigger.verb,
        object_only=trigger.object_only,
        weak=trigger.weak,
        negated=failed or called_off or _is_negated(certainty, tokens, near, match.last, grammar),
        planned=_holds(certainty.planned, tokens, clause, match.last)
        or _is_ahead(certainty, tokens, sentence, match, grammar)
        or (not attempted and _is_purpose(tokens, sentence, verb, grammar)),
        reported=_opens_hedged(certainty, tokens, sentence)
        or _holds(certainty.reported, tokens, clause, match.last)
        or _holds(certainty.reported_behind, tokens, match.last, behind),
    )


def _kind(tokens: tuple[Token, ...], sentence: Sentence, match: Match[Trigger], lexicon: Lexicon) -> EventType:
    """Return the trigger's kind; where a state or its forces bombed, the bombs fell from the air."""
    trigger = match.phrase.payload
    assert trigger.event_type is not None
    if not (trigger.weak and trigger.event_type is EventType.EXPLOSION):
        return trigger.event_type
    if is_passive(tokens, sentence, match.first, lexicon.grammar):
        if match.last >= sentence.last or tokens[match.last].lower != "by":
            return trigger.event_type
        agents = list(objects(tokens, sentence, match.last + 1, lexicon))
    else:
        agents = [subject(tokens, sentence, match.first, lexicon.grammar)]
    words = chain.from_iterable(tokens[part.first : part.last] for part in agents)
    flown = any(word.lower in lexicon.bombers or word.lower in lexicon.places.demonyms for word in words)
    return EventType.AIR_STRIKE if flown else trigger.event_type


def _behind(tokens: tuple[Token, ...], sentence: Sentence, first: int, grammar: Grammar) -> int:
    last = first
    while last < min(sentence.last, first + _BEHIND_REACH) and not (
        tokens[last].lower in MARKS or tokens[last].lower in grammar.clause_words
    ):
        last += 1
    return last


def _holds(phrases: Phrases[str], tokens: tuple[Token, ...], first: int, last: int) -> bool:
    return any(True for _ in phrases.within(tokens, first, last))


def _opens_hedged(certainty: Certainty, tokens: tuple[Token, ...], sentence: Sentence) -> bool:
    """Tell whether the sentence opens with a hedge set apart: "Reportedly, rebels have left the town"."""
    mark = sentence.first + 1
    return (
        mark < sentence.last and tokens[mark].lower == "," and _holds(certainty.reported, tokens, sentence.first, mark)
    )


def _is_ahead(
    certainty: Certainty, tokens: tuple[Token, ...], sentence: Sentence, match: Match[Trigger], grammar: Grammar
) -> bool:
    """Tell whether words in or right behind a trigger put it off: "talks are to resume", "a truce could be signed"."""
    phrases, behind = certainty.planned_behind, match.last
    if _holds(phrases, tokens, match.first, behind):
        return True
    if match.phrase.payload.event_type in _SCHEDULED:  # "the talks in Geneva will resume"
        while behind < min(sentence.last, match.last + _OBJECT_REACH) and (
            tokens[behind].is_capital
            or (behind == match.last and tokens[behind].lower in grammar.prepositions | {"of"})
        ):
            behind += 1
    return any(True for _ in phrases.starting_at(tokens, behind, sentence.last))


def _is_negated(certainty: Certainty, tokens: tuple[Token, ...], first: int, last: int, grammar: Grammar) -> bool:
    apparent = {match.first for match in certainty.no_negation.within(tokens, first, last)}
    if any(match.first not in apparent for match in certainty.negation.within(tokens, first, last)):
        return True
    return any(
        not any(token.lower in grammar.auxiliaries for token in tokens[match.last : last])
        for match in certainty.lacking.within(tokens, first, last)
    )


def _is_purpose(tokens: tuple[Token, ...], sentence: Sentence, first: int, grammar: Grammar) -> bool:
    """Tell whether "to capture the town" is an aim: not where they "managed to" or "began to"."""
    if first - 1 < sentence.first or tokens[first - 1].lower != "to":
        return False
    word = tokens[first].lower
    if word.endswith(("ed", "ing")):
        return False
    before = tokens[first - 2].lower if first - 2 >= sentence.first else ""
    return before not in grammar.done
