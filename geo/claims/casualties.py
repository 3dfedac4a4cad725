"""How many were killed and hurt, as a sentence tells it: each figure with the words that tell it.

What is not told as having happened, joint figures ("60 killed and injured"), a war's totals and numbers of anything
but people give no figure: a wrong one is worse than none.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from geo.claims.counting import Group
from geo.claims.harmed import Harm, HarmWord, People
from geo.claims.numbers import NO_COUNT, Count, Reading
from geo.claims.when import is_history
from geo.lexicon import Lexicon
from geo.lexicon.joining import without
from geo.model import Article, Findings, Sentence
from geo.tokens import Token

_JOINT = 3  # words between two that share a number: "killed and seriously injured"
_NEXT_PLACE = 10  # words to the next figure of the same verb: "killed five in Gao and three in Kidal"
_TOLL_REACH = 14  # words between "death toll" and its number
_TOLL_AHEAD = 3  # words before "the number of dead" in which its number stands
_OPENING = 8  # words in which a sentence opens with the time that its figures cover
# how each list of the lexicon takes its number: see HarmWord
_KINDS = {
    "killing": (Harm.DEATHS, "acts"),
    "dying": (Harm.DEATHS, "befalls"),
    "dead": (Harm.DEATHS, "state"),
    "deaths": (Harm.DEATHS, "names"),
    "toll": (Harm.DEATHS, "toll"),
    "wounding": (Harm.INJURED, "acts"),
    "injuries": (Harm.INJURED, "names"),
}


@dataclass(frozen=True, slots=True)
class Figure:
    """How many were killed or hurt, told by tokens [first, last).

    `more`: beside those told before; `total`: with those told before, as a toll counts.
    """

    harm: Harm
    count: Count
    first: int
    last: int
    more: bool
    total: bool = False


def figures(article: Article, findings: Findings, number: int, lexicon: Lexicon) -> tuple[Figure, ...]:
    """Return the figures of sentence `number` in the order of its words."""
    sentence, tokens = findings.sentences[number], findings.tokens
    words = _words(tokens, sentence, lexicon)
    if not words:
        return ()
    here = [mention for mention in findings.dates if sentence.first <= mention.first < sentence.last]
    dated = frozenset(at for mention in here for at in range(mention.first, mention.last))
    reading = Reading(article.text, tokens, sentence.first, sentence.last, lexicon, dated)
    past = [mention.first for mention in here if is_history(mention.when, findings.published)]
    left_out = _totals(words, reading, past) | _joint(words, reading)
    people = People(reading, words)
    found = [figure for word in words if word not in left_out for figure in _figures(word, people, reading)]
    return tuple(_once(found))


def _words(tokens: tuple[Token, ...], sentence: Sentence, lexicon: Lexicon) -> tuple[HarmWord, ...]:
    found: list[HarmWord] = []
    at = sentence.first
    for match in lexicon.casualties.harm.within(tokens, sentence.first, sentence.last):
        word = HarmWord(*_KINDS[match.phrase.payload], match.first, match.last)
        if found and found[-1].first == word.first and found[-1].last < word.last:
            found.pop()
        elif word.first < at:
            continue
        found.append(word)
        at = word.last
    return tuple(found)


def _figures(word: HarmWord, people: People, reading: Reading) -> Iterator[Figure]:
    """Return the figures that a word of harm takes: its own, and those of further places."""
    group = _toll(word, people, reading) if word.kind == "toll" else people.of(word)
    if group is not None:
        last = max(group.last, word.last)
        yield Figure(word.harm, group.count, min(group.first, word.first), last, group.more, total=word.kind == "toll")
        yield from _further_places(word, last, people, reading)


def _once(found: list[Figure]) -> Iterator[Figure]:
    """Leave out what the same people are told to have suffered twice: "were shot and killed"."""
    seen: set[tuple[Harm, int]] = set()
    for figure in sorted(found, key=lambda figure: (figure.first, figure.last)):
        if (figure.harm, figure.first) not in seen and figure.count != NO_COUNT:
            yield figure
        seen.add((figure.harm, figure.first))


def _further_places(word: HarmWord, last: int, people: People, reading: Reading) -> Iterator[Figure]:
    """Read the next figures of the same verb: "killed five in Gao, two in Menaka and three in Kidal"."""
    placing, limit = reading.lexicon.places.placing, last + _NEXT_PLACE
    at = last + 1
    if reading.lower(last) not in placing:
        return
    while at < min(limit, reading.last):
        group = people.at(at)
        if group is None:
            if reading.lower(at) in without(reading.lexicon.grammar.clause_words, "and"):
                return
            at += 1
            continue
        joined = reading.lower(at - 1) in reading.words.joining or reading.lower(at - 1) == ","
        if not joined or reading.lower(group.last) not in placing or people.is_subject(group):
            return
        yield Figure(word.harm, group.count, group.first, group.last, more=False)
        at, limit = group.last, group.last + _NEXT_PLACE


def _toll(word: HarmWord, people: People, reading: Reading) -> Group | None:
    """Read "the death toll from the blast rose to 200", "brings to 11 the number of dead"."""
    for first in range(max(reading.first + 1, word.first - _TOLL_AHEAD), word.first):
        group = people.at(first) if reading.lower(first - 1) == "to" else None
        if group is not None and reading.lower(group.last) == "the" and word.first - group.last <= _TOLL_AHEAD:
            return group
    end = min(word.last + _TOLL_REACH, reading.last)
    for match in reading.words.tolls.within(reading.tokens, word.last, end):
        group = people.at(match.last)
        if group is not None:
            return replace(group, count=Count(group.count.low, None)) if match.phrase.payload == "passing" else group
    return None


# ---------------------------------------------------------------- what gives no figure


def _joint(words: Sequence[HarmWord], reading: Reading) -> frozenset[HarmWord]:
    """Return the words whose number also counts others: "60 killed and injured", "12 killed or captured"."""
    joint = {word for word in words if "or" in {reading.lower(word.first - 1), reading.lower(word.last)}}
    for one, other in pairwise(words):
        gap = [reading.lower(at) for at in range(one.last, other.first)]
        joins = all(word in {"and", "or", ",", "/"} or word.endswith("ly") for word in gap)
        if one.harm is not other.harm and 0 < len(gap) <= _JOINT and joins:
            joint |= {one, other}
    return frozenset(joint)


def _totals(words: Sequence[HarmWord], reading: Reading, past: list[int]) -> frozenset[HarmWord]:
    """Return the words whose figures cover a war or a year, or are of a day long before: of their part of the sentence.

    Such words that open the sentence cover its next part, those behind a comma the part before it.
    """
    parts = _parts(reading)
    starts = [part.start for part in parts]
    held: list[list[HarmWord]] = [[] for _ in parts]
    for word in words:
        held[bisect_right(starts, word.first) - 1].append(word)
    spots = [match.first for match in reading.words.totals.within(reading.tokens, reading.first, reading.last)] + past
    left_out: set[HarmWord] = set()
    for spot in sorted(set(spots)):
        number = bisect_right(starts, spot) - 1
        if any(reading.lower(at) in reading.words.superlatives for at in parts[number]):
            continue
        covered = held[number]
        if not covered and number and spot - starts[number] <= 1:
            covered = held[number - 1]
        elif not covered and spot - reading.first < _OPENING:
            covered = next(filter(None, held[number + 1 :]), [])
        left_out.update(covered)
    return frozenset(left_out)


def _parts(reading: Reading) -> list[range]:
    """Cut a sentence at its marks and clause words."""
    parting = without(reading.lexicon.grammar.clause_words, "and", "since", "after", "before", "because")
    cuts = [
        at
        for at in range(reading.first, reading.last)
        if not reading.tokens[at].is_word or reading.lower(at) in parting
    ]
    starts, ends = [reading.first, *(at + 1 for at in cuts)], [*(at + 1 for at in cuts), reading.last]
    return [range(start, end) for start, end in zip(starts, ends, strict=True)]
