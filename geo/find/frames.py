"""Whether a trigger's clause holds the parts that its frame asks for: who acts, and upon whom or what."""

from __future__ import annotations

from collections.abc import Iterable

from geo.find.clauses import Words, clause_start, is_passive, noun_phrases, objects, subject
from geo.lexicon import Frame, Lexicon, Roles, Trigger
from geo.lexicon.joining import joined, without
from geo.model import Sentence
from geo.phrases import Match
from geo.tokens import Token

_SHORT = 6  # letters of an acronym, at most
_HANGING = 2  # words that hang on a noun by a preposition: "in uniform"
_LED = 40  # words back to the first who acts in a sentence
_INSET = 10  # tokens between a name and the mark before its verb
_TAKEN_UP = 8  # words back from "who" and "which" to the noun that they take up


def told(
    tokens: tuple[Token, ...], sentences: tuple[Sentence, ...], number: int, lexicon: Lexicon, *, of_war: bool
) -> list[Match[Trigger]]:
    """Return the triggers of a sentence, without those whose frame its clause does not fill.

    A frame tells war only where the article is of war: riders too move towards towns.
    """
    sentence = sentences[number]
    earlier = sentences[number - 1].first if number else sentence.first
    clauses: dict[int, _Clause] = {}
    found: list[Match[Trigger]] = []
    for match in lexicon.triggers.within(tokens, sentence.first, sentence.last):
        frame = match.phrase.payload.frame
        if frame is not None:
            if not of_war:
                continue
            clause = clauses.get(match.first)
            if clause is None:
                clause = clauses[match.first] = _Clause(tokens, sentence, earlier, match.first, lexicon)
            if not clause.fills(frame, match):
                continue
        found.append(match)
    return found


class _Clause:
    """The clause of a verb, asked for its parts."""

    def __init__(
        self, tokens: tuple[Token, ...], sentence: Sentence, earlier: int, verb: int, lexicon: Lexicon
    ) -> None:
        self._tokens = tokens
        self._sentence = sentence
        self._earlier = earlier  # the first token of the sentence before
        self._verb = verb
        self._lexicon = lexicon
        self._subject = subject(tokens, sentence, verb, lexicon.grammar)
        word = self._lower(verb)
        self._is_participle = word.endswith("ed") or word in lexicon.parties.past
        self._is_passive = self._is_participle and is_passive(tokens, sentence, verb, lexicon.grammar)

    def fills(self, frame: Frame, match: Match[Trigger]) -> bool:
        """Tell whether the clause has the frame's parts; in the passive, who acted may go untold."""
        if self._is_passive:
            return self._is_done_to(frame, match.last)
        if self._acts(frame.by) and self._takes(frame.upon, match):
            return True
        return frame.upon is not None and self._has_no_object(match.last) and self._is_done_to(frame, match.last)

    def _is_done_to(self, frame: Frame, last: int) -> bool:
        """Tell whether it is done to the clause's subject: "four teachers were led away by rebels"."""
        has_agent = last < self._sentence.last and self._lower(last) == "by"
        if frame.upon is None and not has_agent:
            return False
        if not self._acts(frame.upon):
            return False
        if frame.by is None or not has_agent:
            return True
        return self._holds(frame.by, objects(self._tokens, self._sentence, last + 1, self._lexicon))

    def _has_no_object(self, at: int) -> bool:
        """Tell whether the verb may be a participle behind its noun: "teachers seized on Friday"."""
        if not self._is_participle:
            return False
        if at >= self._sentence.last or not self._tokens[at].is_word:
            return True
        word, lexicon = self._lower(at), self._lexicon
        return (word in lexicon.closing and word not in lexicon.grammar.determiners) or self._is_day(at)

    def _acts(self, roles: Roles | None) -> bool:
        """Tell whether the grammatical subject, or what its pronoun takes up, has one of the roles."""
        if roles is None:
            return True
        grammar, found = self._lexicon.grammar, self._subject
        if found.first == found.last:
            before = self._lower(found.first - 1) if found.first > self._sentence.first else ""
            if before in grammar.relative or before == "that":
                return self._takes_up(roles, found.first - 1)
            if roles.names and before == "," and self._is_set_off(found.first - 1):
                return True
            return self._leads(roles, self._sentence.first, found.first)
        if self._lower(found.last - 1) in self._lexicon.plural_pronouns:
            return self._leads(roles, self._sentence.first, found.first) or (
                not self._leads(self._lexicon.agents, self._sentence.first, found.first)
                and self._leads(roles, self._earlier, self._sentence.first)
            )
        return self._holds(roles, [found]) or self._joins(roles, found)

    def _is_set_off(self, mark: int) -> bool:
        """Tell whether commas set off what stands between a name and the verb: "Timbuktu, 120 km upstream, is"."""
        opening = next(
            (at for at in range(mark - 1, max(self._sentence.first, mark - _INSET), -1) if self._lower(at) == ","), 0
        )
        return opening > self._sentence.first and self._tokens[opening - 1].is_capital and not self._is_day(opening - 1)

    def _joins(self, roles: Roles, found: Words) -> bool:
        """Tell whether what stands before "and" has one of the roles: "the presidents of Angola and Rwanda"."""
        start, mark = self._sentence.first, found.first - 1
        if mark <= start or self._lower(mark) != "and" or self._ends(self._lexicon.agents, found):
            return False
        past = self._lexicon.parties.past
        between = range(max(start, mark - _TAKEN_UP), mark)
        if any(self._lower(at) in past or self._lower(at).endswith("ed") for at in between):
            return False
        return self._leads(roles, between.start, mark)

    def _takes(self, roles: Roles | None, match: Match[Trigger]) -> bool:
        """Tell whether the object, behind the trigger or in its gap, has one of the roles."""
        if roles is None:
            return True
        gapless = sum(element is not None for element in match.phrase.elements)
        if match.last - match.first > gapless:
            if self._holds(roles, noun_phrases(self._tokens, match.first + 1, match.last, self._lexicon.grammar)):
                return True
            if self._lower(match.last - 1) not in self._lexicon.parties.governing:
                return False
        parts = list(objects(self._tokens, self._sentence, match.last, self._lexicon))
        counted = len(parts) > 1 and parts[0].last > parts[0].first and self._counts(parts[0].last - 1)
        return self._holds(roles, parts[: 1 + counted])

    def _counts(self, at: int) -> bool:
        """Tell whether a noun only tells how many: "dozens of pupils", not "the security of pupils"."""
        word = self._lower(at)
        return word in self._lexicon.grammar.amounts or word in self._lexicon.counted_by or word[0].isdigit()

    def _takes_up(self, roles: Roles, last: int) -> bool:
        """Tell whether the nearest noun before a relative pronoun has one of the roles."""
        first = max(self._sentence.first, last - _TAKEN_UP)
        if roles.names and self._lower(last) == "which" and self._tokens[last - 2].is_capital:
            return True
        heads = self._heads(self._lexicon.agents, first, last) + self._heads(roles, first, last)
        return bool(heads) and max(heads) in self._heads(roles, first, last)

    def _leads(self, roles: Roles, first: int, last: int) -> bool:
        """Tell whether the first of those who act in tokens [first, last) has one of the roles."""
        first = max(first, last - _LED)
        told = self._heads(roles, first, last)
        others = self._heads(self._lexicon.agents, first, last)
        return bool(told) and min(told) <= min(others, default=last)

    def _heads(self, roles: Roles, first: int, last: int) -> list[int]:
        """Return the heads with one of the roles that stand behind no preposition of their own."""
        led = joined(self._lexicon.grammar.prepositions, "by", "of")
        return [
            behind - 1
            for start, behind in self._nouns(roles, first, last)
            if self._is_head(behind, last)
            and not any(self._lower(at) in led for at in range(max(first, start - 2), start))
            and not self._is_subordinate(start, first)
        ]

    def _nouns(self, roles: Roles, first: int, last: int) -> list[Words]:
        """Return what may play one of the roles in tokens [first, last)."""
        tokens, words = self._tokens, roles.words
        found = [Words(at, at + 1) for at in range(first, last) if tokens[at].lower in words]
        found.extend(Words(match.first, match.last) for match in roles.phrases.within(tokens, first, last))
        return found

    def _is_subordinate(self, at: int, first: int) -> bool:
        """Tell whether a clause that hangs on another holds token `at`: "where families had hidden"."""
        grammar = self._lexicon.grammar
        start = clause_start(self._tokens, first, at, without(grammar.clause_words, "and"))
        return start > first and self._lower(start - 1) in joined(grammar.subordinators, grammar.relative)

    def _holds(self, roles: Roles, parts: Iterable[Words]) -> bool:
        return any(self._is(roles, part) for part in parts)

    def _is(self, roles: Roles, part: Words) -> bool:
        first, last = part
        if first == last:
            return False
        heads = self._ends(roles, part)
        if heads:
            return max(heads) >= max(self._ends(self._lexicon.agents, part), default=0)
        if self._ends(self._lexicon.agents, part):
            return False
        ends = next((at for at in range(first + 1, last) if self._closes(at)), last)
        head = self._tokens[ends - 1]
        if roles.acronyms and self._is_acronym(first, ends - 1):
            return True
        return roles.names and head.is_capital and not self._is_day(ends - 1)

    def _ends(self, roles: Roles, part: Words) -> list[int]:
        """Return where nouns with one of the roles end in a noun phrase, or begin in it: "men in uniform"."""
        found = self._nouns(roles, part.first, min(self._sentence.last, part.last + _HANGING))
        return [noun.last for noun in found if noun.first < part.last and self._is_head(noun.last, part.last)]

    def _is_head(self, behind: int, last: int) -> bool:
        """Tell whether a noun phrase's noun ends before token `behind`: "rebels loyal to", not "rebel leader"."""
        return behind >= last or self._closes(behind)

    def _closes(self, at: int) -> bool:
        parties, word = self._lexicon.parties, self._lower(at)
        return (
            word in self._lexicon.closing
            or not (self._tokens[at].is_word or word == "'")
            or word in parties.past
            or (word.endswith(("ed", "ing")) and word not in parties.adjectives)
            or (word in parties.verbs and self._lower(at - 1).endswith("s"))
        )

    def _is_acronym(self, first: int, at: int) -> bool:
        """Tell whether a head is called by capital letters, in a sentence that is not all so: "RSF", "M23"."""
        head = self._tokens[at]
        if head.text.isdigit() and at > first and self._tokens[at - 1].end == head.start:
            head = self._tokens[at - 1]
        elif len(head.text) == 1:
            return False
        if len(head.text) > _SHORT or not head.text.isupper() or head.lower in self._lexicon.bodies:
            return False
        return any(word.text.islower() for word in self._tokens[self._sentence.first : self._sentence.last])

    def _is_day(self, at: int) -> bool:
        dates = self._lexicon.dates
        return self._lower(at) in dates.weekdays or self._lower(at) in dates.months

    def _lower(self, at: int) -> str:
        return self._tokens[at].lower
