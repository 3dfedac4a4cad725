"""What the clause around a trigger says of its truth: denied, attempted, planned, hedged; and of its kind."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from geo.find.clauses import MARKS, clause_start, is_passive, objects, subject
from geo.find.kinds import kind_of
from geo.lexicon import Lexicon, Trigger
from geo.lexicon.joining import without
from geo.model import Cue, EventMention, EventType, Sentence, Span
from geo.phrases import Match, Phrases
from geo.rules import CueKind
from geo.tokens import Token

_REACH = 8  # words before a trigger in which a cue of its clause is looked for
_NEGATION_REACH = 4
_BEHIND_REACH = 5  # words behind a trigger that may say that it is only reported
_VERDICT_REACH = 14  # words behind a trigger that may call it false
_NOUN_REACH = 6  # words behind a noun before the verb that puts it off: "the evacuation of children will go on"
_INSET_REACH = 5  # words of what is set between commas: "postponed twice"
_HEDGED_REACH = 3  # words behind a hedge that may name people: "suspected Islamist militants"
_SCHEDULED = frozenset({EventType.TALKS, EventType.EVACUATION, EventType.TROOP_MOVEMENT})  # announced ahead
_FOUGHT_FOR = frozenset({EventType.TERRITORY_CAPTURE, EventType.ARMED_CLASH, EventType.SIEGE})


class _Clause(NamedTuple):
    """A trigger at tokens [first, last) of a sentence, and where the clause before it begins."""

    tokens: tuple[Token, ...]
    sentence: Sentence
    match: Match[Trigger]
    first: int
    last: int
    start: int
    verb: int  # where the verb begins, behind the "to" of an infinitive
    lexicon: Lexicon

    @staticmethod
    def around(tokens: tuple[Token, ...], sentence: Sentence, match: Match[Trigger], lexicon: Lexicon) -> _Clause:
        """Return the clause of a trigger."""
        first = match.first
        start = clause_start(tokens, max(sentence.first, first - _REACH), first, lexicon.grammar.clause_breaks)
        verb = first + (tokens[first].lower == "to")  # "to storm": the infinitive's own "to" ends the cue
        return _Clause(tokens, sentence, match, first, match.last, start, verb, lexicon)

    def lower(self, at: int) -> str:
        """Return the small form of a token of the sentence, empty beyond its ends."""
        return self.tokens[at].lower if self.sentence.first <= at < self.sentence.last else ""

    def cue(self, kind: CueKind, phrases: Phrases[str], first: int, last: int) -> Cue | None:
        """Return the first of the phrases that stands in tokens [first, last)."""
        found = phrases.first_within(self.tokens, first, last)
        return None if found is None else self.cue_at(kind, found.first, found.last)

    def cue_at(self, kind: CueKind, first: int, last: int) -> Cue:
        """Return tokens [first, last) as a cue."""
        return Cue(kind, Span(self.tokens[first].start, self.tokens[last - 1].end))


def mention(
    tokens: tuple[Token, ...], sentence: Sentence, number: int, match: Match[Trigger], lexicon: Lexicon
) -> EventMention:
    """Make the mention of a trigger, with what its clause says of it."""
    trigger, certainty = match.phrase.payload, lexicon.certainty
    clause = _Clause.around(tokens, sentence, match, lexicon)
    bomber = _bomber(clause)
    kind = EventType.AIR_STRIKE if bomber else kind_of(tokens, sentence, match, lexicon)
    plain = kind is trigger.event_type or bomber is not None
    tried = clause.cue(CueKind.ATTEMPT, certainty.attempted, clause.start, clause.verb)
    tried = tried or clause.cue(CueKind.FAILURE, certainty.failed, clause.start, clause.verb)
    attempted, failed = (tried is not None and tried.kind is each for each in (CueKind.ATTEMPT, CueKind.FAILURE))
    if tried and kind in _FOUGHT_FOR:
        failed = failed and kind is not EventType.TERRITORY_CAPTURE
        attempted, kind = not failed, EventType.ARMED_CLASH
    elif attempted:
        attempted, failed = False, True
    negation = _first(clause, _negation, _lack, _falsehood, _late_failure)
    plan = _first(clause, _plan, _ahead, *(() if attempted else (_aim,)), _condition)
    hedge = _first(clause, _opening_hedge, _hedge, _late_hedge)
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


def _first(clause: _Clause, *rules: Callable[[_Clause], Cue | None]) -> Cue | None:
    return next((cue for rule in rules if (cue := rule(clause)) is not None), None)


def _bomber(clause: _Clause) -> Cue | None:
    """Return the word that tells that a state or its forces bombed: then the bombs fell from the air."""
    trigger, tokens, sentence, lexicon = clause.match.phrase.payload, clause.tokens, clause.sentence, clause.lexicon
    if not (trigger.weak and trigger.event_type is EventType.EXPLOSION):
        return None
    if is_passive(tokens, sentence, clause.first, lexicon.grammar):
        if clause.lower(clause.last) != "by":
            return None
        agents = list(objects(tokens, sentence, clause.last + 1, lexicon))
    else:
        agents = [subject(tokens, sentence, clause.first, lexicon.grammar)]
    words = [token for part in agents for token in tokens[part.first : part.last]]
    irregular = any(word.lower in lexicon.irregulars for word in words)  # "Syrian rebels" have no aircraft
    flown = (
        word
        for word in words
        if word.lower in lexicon.bombers or (word.lower in lexicon.places.demonyms and not irregular)
    )
    return next((Cue(CueKind.BOMBER, Span(word.start, word.end)) for word in flown), None)


# ---------------------------------------------------------------- what did not happen


def _negation(clause: _Clause) -> Cue | None:
    """Return "no", "never" and the like, unless they only look so: "not only"."""
    certainty, first = clause.lexicon.certainty, max(clause.start, clause.first - _NEGATION_REACH)
    apparent = {match.first for match in certainty.no_negation.within(clause.tokens, first, clause.last)}
    for match in certainty.negation.within(clause.tokens, first, clause.last):
        if match.first not in apparent:
            return clause.cue_at(CueKind.NEGATION, match.first, match.last)
    return None


def _lack(clause: _Clause) -> Cue | None:
    """Return "without" and the like, where no verb of its own stands behind it."""
    first, auxiliaries = max(clause.start, clause.first - _NEGATION_REACH), clause.lexicon.grammar.auxiliaries
    for match in clause.lexicon.certainty.lacking.within(clause.tokens, first, clause.last):
        if not any(token.lower in auxiliaries for token in clause.tokens[match.last : clause.last]):
            return clause.cue_at(CueKind.NEGATION, match.first, match.last)
    return None


def _falsehood(clause: _Clause) -> Cue | None:
    """Return words that call the event untrue: "false reports of", "Posts about a massacre in Riyom are false"."""
    certainty, end = clause.lexicon.certainty, clause.last
    before = clause.cue(CueKind.FALSEHOOD, certainty.false_before, clause.start, clause.last)
    if before or not certainty.false_behind.occur(clause.tokens, end, clause.sentence.last):
        return before
    while end < min(clause.sentence.last, clause.last + _VERDICT_REACH) and clause.lower(end) not in MARKS:
        found = certainty.false_behind.starting_at(clause.tokens, end, clause.sentence.last)
        if found:
            return clause.cue_at(CueKind.FALSEHOOD, found[0].first, found[0].last)
        end += 1
    return None


def _late_failure(clause: _Clause) -> Cue | None:
    """Return words behind a trigger that tell that it did not come about: "a bomb attack was foiled"."""
    return clause.cue(CueKind.FAILURE, clause.lexicon.certainty.failed_behind, clause.last, _end_behind(clause))


# ---------------------------------------------------------------- what is still to come


def _plan(clause: _Clause) -> Cue | None:
    """Return words before a trigger that announce, threaten, offer or demand it, unless they only look so."""
    tokens, certainty = clause.tokens, clause.lexicon.certainty
    plans = certainty.planned.within(tokens, clause.start, clause.last)
    if not plans:
        return None
    apparent = {
        at
        for match in certainty.no_plan.within(tokens, max(clause.sentence.first, clause.start - 1), clause.last)
        for at in range(match.first, match.last)
    }
    found = next((match for match in plans if match.first not in apparent), None)
    return found and clause.cue_at(CueKind.PLAN, found.first, found.last)


def _ahead(clause: _Clause) -> Cue | None:
    """Return words in or behind a trigger that put it off: "talks are to resume", "a truce could be signed"."""
    phrases, behind = clause.lexicon.certainty.planned_behind, clause.last
    within = clause.cue(CueKind.PLAN, phrases, clause.first, behind)
    if within:
        return within
    is_scheduled = clause.match.phrase.payload.event_type in _SCHEDULED  # "the talks in Geneva will resume"
    end = behind + 1 + (_NOUN_REACH if is_scheduled else 0)
    while behind < min(end, clause.sentence.last):
        found = phrases.starting_at(clause.tokens, behind, clause.sentence.last)
        if found:
            return clause.cue_at(CueKind.PLAN, found[0].first, found[0].last)
        inset = _behind_inset(clause, behind)
        if inset == behind and not _is_of_noun(clause, behind):
            break
        behind, end = (inset, inset + 1) if inset > behind else (behind + 1, end)
    return None


def _behind_inset(clause: _Clause, at: int) -> int:
    """Return what follows a past form set between commas, "the talks, postponed twice, may resume", or `at` itself."""
    if clause.lower(at) != "," or not _is_past(clause, at + 1):
        return at
    closing = (n for n in range(at + 2, min(clause.sentence.last, at + 2 + _INSET_REACH)) if clause.lower(n) in MARKS)
    mark = next(closing, at)
    return mark + 1 if clause.lower(mark) == "," and mark > at else at


def _is_past(clause: _Clause, at: int) -> bool:
    return clause.lower(at).endswith("ed") or clause.lower(at) in clause.lexicon.parties.past


def _is_of_noun(clause: _Clause, at: int) -> bool:
    """Tell whether a word goes on with the noun phrase of a trigger: no mark, no verb, no new clause."""
    word, grammar = clause.tokens[at], clause.lexicon.grammar
    if word.lower == "and":  # "the talks between the army and the rebels will resume"
        return any(token.lower == "between" for token in clause.tokens[clause.first : at])
    if not word.is_word or word.lower in grammar.clause_words or word.lower in without(grammar.auxiliaries, "to"):
        return False
    return word.is_capital or not _is_past(clause, at)


def _aim(clause: _Clause) -> Cue | None:
    """Return the "to" of an aim, "sent tanks to capture the town": not where they "managed to" or "began to"."""
    if clause.lower(clause.verb - 1) != "to" or clause.lower(clause.verb).endswith(("ed", "ing")):
        return None
    is_done = clause.lower(clause.verb - 2) in clause.lexicon.grammar.done
    return None if is_done else clause.cue_at(CueKind.AIM, clause.verb - 1, clause.verb)


def _condition(clause: _Clause) -> Cue | None:
    """Return what a verb of the present hangs on that has not come yet: "three days to leave before it attacks"."""
    word, parties, conditions = clause.lower(clause.verb), clause.lexicon.parties, clause.lexicon.certainty.conditions
    if not clause.match.phrase.payload.verb or word.endswith("ing") or word in parties.past:
        return None
    if any(clause.lower(at).endswith("ed") for at in range(clause.verb, clause.last)):
        return None  # "until the army moved in"
    at = clause.verb - 1
    while at > clause.start and clause.tokens[at].is_word and clause.lower(at) not in conditions:
        at -= 1
    has_subject = clause.verb - at > 1
    return clause.cue_at(CueKind.CONDITION, at, at + 1) if has_subject and clause.lower(at) in conditions else None


# ---------------------------------------------------------------- what is only reported


def _opening_hedge(clause: _Clause) -> Cue | None:
    """Return the hedge that a sentence opens with, set apart: "Reportedly, rebels have left the town"."""
    mark = clause.sentence.first + 1
    if clause.lower(mark) != ",":
        return None
    return clause.cue(CueKind.HEDGE, clause.lexicon.certainty.reported, clause.sentence.first, mark)


def _hedge(clause: _Clause) -> Cue | None:
    """Return a hedge before or in a trigger, unless it is only of people."""
    for match in clause.lexicon.certainty.reported.within(clause.tokens, clause.start, clause.last):
        if not _hedges_people(clause, match):
            return clause.cue_at(CueKind.HEDGE, match.first, match.last)
    return None


def _hedges_people(clause: _Clause, match: Match[str]) -> bool:
    """Tell whether a hedge only says who people may be: "detained 14 suspected militants"."""
    if clause.lower(match.first) not in clause.lexicon.certainty.of_people:
        return False
    counts, end = clause.lexicon.casualties, min(clause.sentence.last, match.last + _HEDGED_REACH)
    for at in range(match.last, end):
        word = clause.lower(at)
        if word in counts.people or word in counts.person:
            return True
        if word in clause.lexicon.grammar.prepositions:
            break
    return False


def _late_hedge(clause: _Clause) -> Cue | None:
    return clause.cue(CueKind.HEDGE, clause.lexicon.certainty.reported_behind, clause.last, _end_behind(clause))


def _end_behind(clause: _Clause) -> int:
    """Return where what is said right behind a trigger ends: at a mark or where another clause begins."""
    last, end = clause.last, min(clause.sentence.last, clause.last + _BEHIND_REACH)
    while last < end and not (clause.lower(last) in MARKS or clause.lower(last) in clause.lexicon.grammar.clause_words):
        last += 1
    return last
