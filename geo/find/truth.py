"""What the clause around a trigger says of its truth: denied, attempted, planned, hedged; and of its kind."""

from __future__ import annotations

from geo.find.clauses import MARKS, clause_start, is_passive, objects, subject
from geo.lexicon import Certainty, Grammar, Lexicon, Trigger
from geo.model import Cue, EventMention, EventType, Sentence, Span
from geo.phrases import Match, Phrases
from geo.rules import CueKind
from geo.tokens import Token

_REACH = 8  # words before a trigger in which a cue of its clause is looked for
_NEGATION_REACH = 4
_BEHIND_REACH = 5  # words behind a trigger that may say that it is only reported
_NAME_REACH = 5  # words of a name between "the talks" and "will resume"
_SCHEDULED = frozenset({EventType.TALKS, EventType.EVACUATION, EventType.TROOP_MOVEMENT})
_FOUGHT_FOR = frozenset({EventType.TERRITORY_CAPTURE, EventType.ARMED_CLASH, EventType.SIEGE})


def mention(
    tokens: tuple[Token, ...], sentence: Sentence, number: int, match: Match[Trigger], lexicon: Lexicon
) -> EventMention:
    """Make the mention of a trigger, with what its clause says of it."""
    trigger, certainty, grammar = match.phrase.payload, lexicon.certainty, lexicon.grammar
    breaks = grammar.clause_breaks
    clause = clause_start(tokens, max(sentence.first, match.first - _REACH), match.first, breaks)
    near = clause_start(tokens, max(sentence.first, match.first - _NEGATION_REACH), match.first, breaks)
    behind = _behind(tokens, sentence, match.last, grammar)
    bomber = _bomber(tokens, sentence, match, lexicon)
    kind = EventType.AIR_STRIKE if bomber else trigger.event_type
    assert kind is not None
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
    negation = negation or _cue(CueKind.FAILURE, certainty.failed_behind, tokens, match.last, behind)
    plan = _cue(CueKind.PLAN, certainty.planned, tokens, clause, match.last)
    plan = plan or _ahead(certainty, tokens, sentence, match, grammar)
    if not plan and not attempted and _is_purpose(tokens, sentence, verb, grammar):
        plan = _cue_at(CueKind.AIM, tokens, verb - 1, verb)
    hedge = _opening_hedge(certainty, tokens, sentence)
    hedge = hedge or _cue(CueKind.HEDGE, certainty.reported, tokens, clause, match.last)
    hedge = hedge or _cue(CueKind.HEDGE, certainty.reported_behind, tokens, match.last, behind)
    return EventMention(
        span=Span(tokens[match.first].start, tokens[match.last - 1].end),
        first=match.first,
        last=match.last,
        sentence=number,
        event_type=kind,
        verb=trigger.verb,
        object_only=trigger.object_only,
        weak=trigger.weak,
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
        while behind < min(sentence.last, match.last + _NAME_REACH) and (
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


def _opening_hedge(certainty: Certainty, tokens: tuple[Token, ...], sentence: Sentence) -> Cue | None:
    """Return the hedge that a sentence opens with, set apart: "Reportedly, rebels have left the town"."""
    mark = sentence.first + 1
    if mark >= sentence.last or tokens[mark].lower != ",":
        return None
    return _cue(CueKind.HEDGE, certainty.reported, tokens, sentence.first, mark)
