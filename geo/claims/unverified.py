"""Which sentences an article could not verify: what "his account", "neither report", "these claims" refer back to."""

from __future__ import annotations

from bisect import bisect_left

from geo.lexicon import Lexicon
from geo.model import Attribution, Findings, Span

_REACH = 3  # sentences back to what "the claim" refers to
_BOTH = 2  # accounts that "neither" means


def unverified_sentences(findings: Findings, lexicon: Lexicon) -> frozenset[int]:
    """Return the sentences whose claims the article could not verify: those that say so and the speech before them."""
    return frozenset(
        covered for number in findings.unverified for covered in (number, *_Back(findings, lexicon, number).covered())
    )


class _Back:
    """What stands before a sentence that says that something could not be verified."""

    def __init__(self, findings: Findings, lexicon: Lexicon, number: int) -> None:
        sentence, tokens = findings.sentences[number], findings.tokens
        self._findings, self._lexicon, self._number = findings, lexicon, number
        first = sentence.first
        for match in lexicon.certainty.unverified.within(tokens, sentence.first, sentence.last):
            if not any(token.lower in lexicon.grammar.passive for token in tokens[match.first : match.last]):
                first = match.first  # "the coalition could not confirm this" is not of the coalition's claims
            break
        self._words = {token.lower for token in tokens[first : sentence.last]}

    def covered(self) -> set[int]:
        words = self._lexicon.certainty
        if self._words & words.of_itself:
            return set()
        named = self._named()
        if named:
            return named
        if self._words & words.of_both:
            return self._of_last_speakers(_BOTH)
        if self._words & words.of_all and not self._words & {"this", "that", "it"}:
            return {n for n in range(self._number) if self._speaks(n)}
        if self._words & words.of_many:
            return self._speech() | self._of_last_speakers(1)
        return self._of_last_speakers(1)

    def _said(self, number: int) -> Attribution | None:
        said = self._findings.attributions[number]
        return said if said is not None and said.stance != "responsibility" else None

    def _speaks(self, number: int) -> bool:
        return self._said(number) is not None

    def _named(self) -> set[int]:
        """Return the sentences of a speaker whom the sentence names: "the rebels' claims", "what Dr Bah told us"."""
        return {
            n
            for n in range(self._number)
            if (said := self._said(n)) is not None and self._names(said.claimant) & self._words
        }

    def _names(self, claimant: Span | None) -> frozenset[str]:
        """Return the nouns that speak and the names in a claimant's words."""
        if claimant is None:
            return frozenset()
        tokens, speech = self._findings.tokens, self._lexicon.speech
        first = bisect_left(tokens, claimant.start, key=lambda token: token.start)
        last = bisect_left(tokens, claimant.end, key=lambda token: token.start)
        return (
            frozenset(
                token.lower
                for token in tokens[first:last]
                if token.lower in speech.sources
                or (token.is_capital and token.lower not in self._lexicon.function_words)
            )
            - self._lexicon.certainty.of_many
        )

    def _of_last_speakers(self, number: int) -> set[int]:
        """Return the sentences of the speakers heard last, back to where the article or another speaks."""
        found: set[int] = set()
        heard: list[Span | None] = []
        for back in range(self._number - 1, -1, -1):
            said = self._said(back)
            if said is None:
                if heard or self._number - back > _REACH:
                    break
                continue
            if said.claimant not in heard:
                heard.append(said.claimant)
                number += said.stance == "deny" and len(heard) == 1  # it is the claim before that was denied
            if len(heard) > number:
                break
            found.add(back)
        return found

    def _speech(self) -> set[int]:
        """Return the attributed sentences right before, and the one before even where it names no source."""
        found: set[int] = set()
        paragraph = self._findings.sentences[self._number].paragraph
        for back in range(self._number - 1, max(-1, self._number - 1 - _REACH), -1):
            if not self._speaks(back) and back != self._number - 1:
                break
            if self._findings.sentences[back].paragraph < paragraph - 1:
                break
            found.add(back)
        return found
