"""Who was killed or hurt: the counted people that a word of harm takes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum

from geo.claims.counting import Group, groups
from geo.claims.numbers import Reading

_SUBJECT_REACH = 14  # words and marks between who was killed and the verb
_ASIDE = 16  # words of an aside: "eight people, three of them children, were killed"
_CHAIN = 6  # words between an auxiliary and its verb
_AHEAD = 8  # words in which a group turns out to be the subject of another verb
_ASIDES = frozenset({",", ")", "--", "\u2013", "\u2014", "("})


class Harm(Enum):
    """What happened to the counted."""

    DEATHS = "deaths"
    INJURED = "injured"


@dataclass(frozen=True, slots=True)
class HarmWord:
    """A word of harm, tokens [first, last), and how it takes its number: acts, befalls, state, names or toll."""

    harm: Harm
    kind: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Chain:
    """The auxiliaries of a verb: where they begin, whether they make a passive, whether they leave it sure."""

    first: int
    passive: bool
    sure: bool


class People:
    """The counted people of a sentence, and which of them its words of harm befall."""

    def __init__(self, reading: Reading, words: Sequence[HarmWord]) -> None:
        self._reading = reading
        people = groups(reading)
        self._starts = {group.first: group for group in people}
        self._ends = {group.last: group for group in people}
        self._harmed = {word.first for word in words}
        self._harm_ends = {word.last for word in words}
        self._lower = reading.lower
        self._grammar = reading.lexicon.grammar
        self._words = reading.words

    def at(self, first: int) -> Group | None:
        """Return the people that token `first` begins to count."""
        return self._starts.get(first)

    def of(self, word: HarmWord) -> Group | None:
        """Return the people that a word of harm takes; its list as one group."""
        if word.kind == "names":
            return self._before(word.first) or self._behind_of(word.last)
        chain = self._chain(word.first)
        if not chain.sure:
            return None
        if chain.passive:
            return self._subject(chain.first)
        if word.kind == "acts":
            return self._object(word) or (self._before(word.first) if self._is_participle(word) else None)
        return self._before(word.first) or (self._subject(chain.first) if word.kind == "befalls" else None)

    def _chain(self, verb: int) -> Chain:
        """Walk left over the auxiliaries of a verb."""
        grammar, at, passive, sure = self._grammar, verb, False, True
        for _ in range(_CHAIN):
            word = self._lower(at - 1)
            if word in grammar.passive:
                passive = True
            elif word in self._words.unsure:
                sure = False
            elif not (word in grammar.auxiliaries or word in grammar.adverbs or self._is_beside(at - 1)):
                break
            at -= 1
        while at < verb and not (self._lower(at) in grammar.auxiliaries or self._lower(at) in self._words.unsure):
            at += 1
        return Chain(at, passive, sure)

    def _is_beside(self, at: int) -> bool:
        """Tell whether a word may stand between auxiliary and verb: "were shot and killed", "were found dead"."""
        word = self._lower(at)
        return word.endswith("ly") or self._is_verb(at) or (word == "and" and self._is_verb(at - 1))

    def _is_verb(self, at: int) -> bool:
        word = self._lower(at)
        return word.endswith("ed") or word in self._words.beside

    def _is_participle(self, word: HarmWord) -> bool:
        """Tell whether nobody is the verb's object: "two soldiers killed near Gao", not "two soldiers killed Ali"."""
        return not self._lower(word.last - 1).endswith("ing") and self._reading.is_small(word.last)

    def _before(self, end: int) -> Group | None:
        """Take the people right before a word: "17 dead", "25 others wounded", "12 deaths"."""
        group = self._ends.get(end)
        if group is None:
            while end > self._reading.first and self._reading.is_small(end - 1) and self._lower(end - 1).endswith("ly"):
                end -= 1
            group = self._ends.get(end)
        return self._listed_before(group) if group is not None else None

    def _object(self, word: HarmWord) -> Group | None:
        """Take the people behind an active verb: "killed three soldiers and two civilians"."""
        at = word.last
        at += self._lower(at) == "of"
        while self._lower(at).endswith("ly") or self._lower(at) in self._words.between_verb:
            at += 1
        group = self._starts.get(at)
        if group is None or (not group.named and self.is_subject(group)):
            return None
        return self._listed_behind(group)

    def _behind_of(self, at: int) -> Group | None:
        if self._lower(at) not in {"of", "to", "for", "among"}:
            return None
        group = self._starts.get(at + 1)
        return None if group is None or self.is_subject(group) else self._listed_behind(group)

    # ------------------------------------------------------------ the subject of a passive

    def _subject(self, end: int) -> Group | None:
        """Walk left from a verb to its subject, past asides and what describes it."""
        at = verb = end
        while at > max(self._reading.first, end - _SUBJECT_REACH):
            group = self._ends.get(at)
            if group is not None and not self._is_embedded(group):
                return self._listed_before(group) if self._is_described(group, verb) else None
            if group is not None:
                at = group.first - 1
                if self._lower(at - 1) == ",":
                    at = verb = at - 1
            elif self._lower(at - 1) in _ASIDES:
                at = verb = self._aside(at - 1)
            elif self._ends_clause(at - 1):
                return None
            else:
                at -= 1
        return None

    def _aside(self, closing: int) -> int:
        """Return the mark that opens the aside which `closing` ends, or the sentence's first token."""
        for at in range(closing - 1, max(closing - _ASIDE, self._reading.first), -1):
            if self._lower(at) in _ASIDES:
                return at
        return self._reading.first

    def _ends_clause(self, at: int) -> bool:
        """Tell whether no subject stands before token `at`; a relative clause may describe one."""
        word = self._lower(at)
        if word in self._words.relatives:
            return at not in self._ends
        return (
            not self._reading.tokens[at].is_word
            or word in self._grammar.clause_words
            or at in self._harmed
            or self._speaks(at)
        )

    def _is_embedded(self, group: Group) -> bool:
        """Tell whether people stand behind a preposition or a verb, and so are no subject."""
        return self._lower(group.first - 1) in self._words.embedding or self._is_object(group)

    def _is_object(self, group: Group) -> bool:
        at = group.first - 1
        word = self._lower(at)
        return (word.endswith(("ed", "ing")) or at + 1 in self._harm_ends) and not self._speaks(at)

    def _speaks(self, at: int) -> bool:
        verbs = self._reading.lexicon.speech.verbs
        return verbs.start(self._reading.tokens, at, min(at + 2, self._reading.last))

    def _is_described(self, group: Group, verb: int) -> bool:
        word = self._lower(group.last)
        small = word in self._grammar.prepositions or word in {"of", "by"} or word in self._words.relatives
        return group.last == verb or small or word.endswith(("ed", "ing")) or group.last in self._reading.dated

    # ------------------------------------------------------------ lists of people

    def _listed_before(self, group: Group) -> Group:
        """Add the people of a list that ends with `group`: "three soldiers, a guard and two civilians were killed"."""
        count, first, separators = group.count, group.first, self._words.joining
        while self._lower(first - 1) in separators:
            end = first - 1 - (self._lower(first - 1) != "," and self._lower(first - 2) == ",")
            other = self._ends.get(self._before_age(end))
            if other is None or not other.named or other.part or self._is_object(other):
                break
            count, first, separators = count.plus(other.count), other.first, separators | {","}
        return replace(group, first=first, count=count)

    def _listed_behind(self, group: Group) -> Group:
        """Add the people of a list that begins with `group`, as far as none of them is the subject of another verb."""
        count, last = group.count, group.last
        behind: list[Group] = []  # those behind commas: a list only if an "and" comes
        at = last
        while group.named:
            at = self._behind_age(at)
            comma = self._lower(at) == ","
            joined = self._lower(at + comma) in self._words.joining
            other = self._starts.get(at + comma + joined) if comma or joined else None
            if other is None or not other.named or other.part or other.more or self.is_subject(other):
                break
            behind.append(other)
            at = other.last
            if joined:
                for one in behind:
                    count = count.plus(one.count)
                last = at
                behind.clear()
        return replace(group, last=last, count=count)

    def _before_age(self, end: int) -> int:
        """Return the token behind the person of "a man, 56"."""
        return end - 2 if self._lower(end - 1).isdecimal() and self._lower(end - 2) == "," else end

    def _behind_age(self, at: int) -> int:
        aged = self._lower(at) == "," and self._lower(at + 1).isdecimal()
        return at + 2 if aged and self._lower(at + 2) in {",", "and"} else at

    def is_subject(self, group: Group) -> bool:
        """Tell whether a verb follows within the clause, whose subject these people are."""
        grammar = self._grammar
        for at in range(group.last, min(group.last + _AHEAD, self._reading.last)):
            word, token = self._lower(at), self._reading.tokens[at]
            if not token.is_word or word in grammar.clause_words or word in self._words.relatives:
                return False
            if word in grammar.passive or word in grammar.having or at in self._harmed:
                return True
            if self._speaks(at):
                return True
        return False
