"""Which sentences an article could not verify: what "his account", "neither report", "these claims" refer back to."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from operator import attrgetter

from geo.lexicon import Lexicon
from geo.model import Attribution, Findings, Span

_START = attrgetter("start")
_REACH = 3  # sentences back to what "the claim" refers to
_BOTH = 2  # accounts that "neither" means


def unverified_sentences(findings: Findings, lexicon: Lexicon) -> Mapping[int, int]:
    """Return the sentences whose claims the article could not verify, each with the sentence that says so.

    That covers the sentence itself and the speech before it that it means.
    """
    covered = {number: number for number in findings.unverified}
    if not covered:
        return covered
    back = _Back(findings, lexicon)
    for number in findings.unverified:
        for each in back.from_sentence(number):
            covered.setdefault(each, number)
    return covered


class _Back:
    """The speeches of an article, looked back at from a sentence that says that something could not be verified."""

    def __init__(self, findings: Findings, lexicon: Lexicon) -> None:
        self._findings, self._lexicon = findings, lexicon
        self._by_name: dict[str, list[int]] = {}
        for number in range(len(findings.sentences)):
            said = self._said(number)
            for name in self._names(said.claimant) if said is not None else ():
                self._by_name.setdefault(name, []).append(number)

    def from_sentence(self, number: int) -> set[int]:
        """Return the sentences before that it covers."""
        told, words = self._words(number), self._lexicon.certainty
        if told & words.of_itself:
            return set()
        named = {n for word in told for n in self._by_name.get(word, ()) if n < number and self._is_of(n, number)}
        if named:  # "the rebels' claims", "what Dr Bah told us"
            return named
        if told & words.of_both:
            return self._of_last_speakers(number, _BOTH)
        if told & words.of_all and not told & {"this", "that", "it"}:
            return {n for n in range(number) if self._speaks(n) and self._is_of(n, number)}
        return self._of_last_speakers(number, 1) | (self._speech(number) if told & words.of_many else set())

    def _is_of(self, back: int, number: int) -> bool:
        """Tell whether a sentence stands in the item of another, or in a list of that."""
        item, other = (self._findings.sentences[n].item for n in (number, back))
        return other.number == item.number or (other.listed and other.within == item.number)

    def _words(self, number: int) -> frozenset[str]:
        sentence, tokens = self._findings.sentences[number], self._findings.tokens
        first, grammar = sentence.first, self._lexicon.grammar
        match = self._lexicon.certainty.unverified.first_within(tokens, sentence.first, sentence.last)
        if match is not None and not any(t.lower in grammar.passive for t in tokens[match.first : match.last]):
            first = match.first  # "the coalition could not confirm this" is not of the coalition's claims
        return frozenset(token.lower for token in tokens[first : sentence.last])

    def _said(self, number: int) -> Attribution | None:
        said = self._findings.attributions[number]
        return said if said is not None and said.stance != "responsibility" else None

    def _speaks(self, number: int) -> bool:
        return self._said(number) is not None

    def _names(self, claimant: Span | None) -> frozenset[str]:
        """Return the nouns that speak and the names in a claimant's words."""
        if claimant is None:
            return frozenset()
        tokens, speech = self._findings.tokens, self._lexicon.speech
        first = bisect_left(tokens, claimant.start, key=_START)
        last = bisect_left(tokens, claimant.end, key=_START)
        return (
            frozenset(
                token.lower
                for token in tokens[first:last]
                if token.lower in speech.sources
                or (token.is_capital and token.lower not in self._lexicon.function_words)
            )
            - self._lexicon.certainty.of_many
        )

    def _of_last_speakers(self, number: int, most: int) -> set[int]:
        """Return the sentences of the `most` speakers heard last, back to where the article or another speaks."""
        found: set[int] = set()
        heard: list[Span | None] = []
        for back in range(number - 1, -1, -1):
            if not self._is_of(back, number):
                break
            said = self._said(back)
            if said is None and self._findings.attributions[back] is not None:
                continue  # "For this we take responsibility" ends no speech
            if said is None:
                if heard or number - back > _REACH:
                    break
                continue
            if said.claimant not in heard:
                heard.append(said.claimant)
                most += said.stance == "deny" and len(heard) == 1  # it is the claim before that was denied
            if len(heard) > most:
                break
            found.add(back)
        return found

    def _speech(self, number: int) -> set[int]:
        """Return the attributed sentences right before, and the one before even where it names no source."""
        found: set[int] = set()
        paragraph = self._findings.sentences[number].paragraph
        for back in range(number - 1, max(-1, number - 1 - _REACH), -1):
            if not self._speaks(back) and back != number - 1:
                break
            if self._findings.sentences[back].paragraph < paragraph - 1 or not self._is_of(back, number):
                break
            found.add(back)
        return found
