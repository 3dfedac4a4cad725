"""What a clause says of the truth of an event: that it did not happen, is still to come, or is only reported."""

from __future__ import annotations

from dataclasses import dataclass

from geo.find.clauses import MARKS, clause_start
from geo.lexicon import Lexicon, Trigger
from geo.model import Sentence
from geo.phrases import Match, Phrases
from geo.tokens import Token

_REACH = 8  # words before a trigger in which a cue of its clause is looked for
_NEGATION_REACH = 4
_BEHIND_REACH = 5  # words behind a trigger that may say that it is only reported
_VERDICT_REACH = 14  # words behind a trigger that may call it false
_NOUN_REACH = 6  # words behind a noun before the verb that puts it off: "the evacuation of children will go on"
_HEDGED_REACH = 3  # words behind a hedge that may name people: "suspected Islamist militants"


@dataclass(frozen=True, slots=True)
class Clause:
    """A trigger at tokens [first, last) of a sentence, and where the clause before it begins."""

    tokens: tuple[Token, ...]
    sentence: Sentence
    first: int
    last: int
    start: int
    verb: int  # where the verb begins, behind the "to" of an infinitive
    is_verb: bool
    lexicon: Lexicon

    @staticmethod
    def around(tokens: tuple[Token, ...], sentence: Sentence, match: Match[Trigger], lexicon: Lexicon) -> Clause:
        """Return the clause of a trigger."""
        first = match.first
        start = clause_start(tokens, max(sentence.first, first - _REACH), first, lexicon.grammar.clause_breaks)
        verb = first + (tokens[first].lower == "to")  # "to storm": the infinitive's own "to" ends the cue
        return Clause(tokens, sentence, first, match.last, start, verb, match.phrase.payload.verb, lexicon)

    def holds(self, phrases: Phrases[str]) -> bool:
        """Tell whether a phrase stands before the trigger's verb."""
        return phrases.occur(self.tokens, self.start, self.verb)

    def lower(self, at: int) -> str:
        """Return the small form of a token of the sentence, empty beyond its ends."""
        return self.tokens[at].lower if self.sentence.first <= at < self.sentence.last else ""


# ---------------------------------------------------------------- what did not happen


def is_negated(clause: Clause) -> bool:
    """Tell whether the clause says that nothing of the kind happened, or calls it a lie."""
    tokens, last, certainty = clause.tokens, clause.last, clause.lexicon.certainty
    first = max(clause.start, clause.first - _NEGATION_REACH)
    apparent = {match.first for match in certainty.no_negation.within(tokens, first, last)}
    if any(match.first not in apparent for match in certainty.negation.within(tokens, first, last)):
        return True
    auxiliaries = clause.lexicon.grammar.auxiliaries
    if any(
        not any(token.lower in auxiliaries for token in tokens[match.last : last])
        for match in certainty.lacking.within(tokens, first, last)
    ):
        return True
    return certainty.false_before.occur(tokens, clause.start, last) or _is_called_false(clause)


def _is_called_false(clause: Clause) -> bool:
    """Tell whether the sentence goes on to call the event untrue: "Posts about a massacre in Riyom are false"."""
    verdicts, end = clause.lexicon.certainty.false_behind, clause.last
    while end < min(clause.sentence.last, clause.last + _VERDICT_REACH) and clause.lower(end) not in MARKS:
        if verdicts.start(clause.tokens, end, clause.sentence.last):
            return True
        end += 1
    return False


# ---------------------------------------------------------------- what is still to come


def is_planned(clause: Clause, *, scheduled: bool, attempted: bool) -> bool:
    """Tell whether the clause speaks of what is still to come, threatened, offered, demanded or only thought of.

    `scheduled`: of a kind that is announced ahead; `attempted`: a trial that was made.
    """
    certainty = clause.lexicon.certainty
    apparent = {
        at
        for match in certainty.no_plan.within(clause.tokens, max(clause.sentence.first, clause.start - 1), clause.last)
        for at in range(match.first, match.last)
    }
    if any(match.first not in apparent for match in certainty.planned.within(clause.tokens, clause.start, clause.last)):
        return True
    return _is_ahead(clause, scheduled=scheduled) or (not attempted and _is_purpose(clause)) or _is_condition(clause)


def _is_ahead(clause: Clause, *, scheduled: bool) -> bool:
    """Tell whether words in or behind a trigger put it off: "talks are to resume", "a truce could be signed"."""
    phrases, behind = clause.lexicon.certainty.planned_behind, clause.last
    if phrases.occur(clause.tokens, clause.first, behind):
        return True
    if scheduled:  # "the talks in Geneva will resume", "the evacuation of children will go on"
        end = min(clause.sentence.last, behind + _NOUN_REACH)
        while behind < end and _is_of_noun(clause, behind):
            behind += 1
    return phrases.start(clause.tokens, behind, clause.sentence.last)


def _is_of_noun(clause: Clause, at: int) -> bool:
    """Tell whether a word goes on with the noun phrase of a trigger: no mark, no verb, no new clause."""
    word, grammar = clause.tokens[at], clause.lexicon.grammar
    if not word.is_word or word.lower in grammar.clause_words or word.lower in grammar.auxiliaries - {"to"}:
        return False
    is_form = word.lower in clause.lexicon.parties.past or word.lower.endswith("ed")
    return word.is_capital or not is_form


def _is_purpose(clause: Clause) -> bool:
    """Tell whether "to capture the town" is an aim: not where they "managed to" or "began to"."""
    if clause.lower(clause.verb - 1) != "to" or clause.lower(clause.verb).endswith(("ed", "ing")):
        return False
    return clause.lower(clause.verb - 2) not in clause.lexicon.grammar.done


def _is_condition(clause: Clause) -> bool:
    """Tell whether a verb of the present hangs on what has not come yet: "three days to leave before it attacks"."""
    if not clause.is_verb:
        return False
    word, parties = clause.lower(clause.verb), clause.lexicon.parties
    if word.endswith(("ed", "ing")) or word in parties.past:
        return False
    at = clause.verb - 1
    while (
        at > clause.start and clause.tokens[at].is_word and clause.lower(at) not in clause.lexicon.certainty.conditions
    ):
        at -= 1
    has_subject = clause.verb - at > 1
    return has_subject and clause.lower(at) in clause.lexicon.certainty.conditions


# ---------------------------------------------------------------- what is only reported


def is_reported(clause: Clause) -> bool:
    """Tell whether the clause hedges without naming a source."""
    certainty, tokens = clause.lexicon.certainty, clause.tokens
    hedges = certainty.reported.within(tokens, clause.start, clause.last)
    if any(not _hedges_people(clause, match) for match in hedges):
        return True
    return certainty.reported_behind.occur(tokens, clause.last, _end_behind(clause))


def _hedges_people(clause: Clause, match: Match[str]) -> bool:
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


def _end_behind(clause: Clause) -> int:
    grammar, last = clause.lexicon.grammar, clause.last
    end = min(clause.sentence.last, last + _BEHIND_REACH)
    while last < end and not (clause.lower(last) in MARKS or clause.lower(last) in grammar.clause_words):
        last += 1
    return last
