"""Two names in one compound that a line is called by: "the Kabul-Kandahar highway", "the Svatove–Kreminna line"."""

from __future__ import annotations

from collections.abc import Iterator

from geo.find.context import context
from geo.find.found import NEEDED, FoundName
from geo.find.matching import Scan, candidates_of
from geo.lexicon.joining import joined
from geo.model import Candidate, PlaceKind, Role, Sentence

_DASHES = frozenset("-\u2010\u2011–—/")
_LONGEST_NAME = 3  # words
_DESCRIBED = 2  # words between the names and the noun: "the Homs-Palmyra desert road"
_BIG = 100_000  # people: smaller towns need another sign that the article tells of their country
_AREAS = frozenset({PlaceKind.COUNTRY, PlaceKind.REGION})


def names_of_lines(scan: Scan, number: int, sentence: Sentence) -> tuple[FoundName, ...]:
    """Return the names of a sentence that stand in pairs before the noun of a line, in order."""
    lines = scan.lexicon.lines
    heads = joined(lines.route, lines.sector, lines.border, lines.borders)
    nouns = [at for at in range(sentence.first + 2, sentence.last) if scan.tokens[at].lower in heads]
    if not nouns:
        return ()
    # "railway line" is one line with two nouns
    found = {name.first: name for at in nouns for name in _pair_before(scan, number, sentence, at)}
    return tuple(found[first] for first in sorted(found))


def _pair_before(scan: Scan, number: int, sentence: Sentence, head: int) -> Iterator[FoundName]:
    last = head
    while (
        last > sentence.first
        and head - last < _DESCRIBED
        and scan.tokens[last - 1].lower in scan.lexicon.lines.described
    ):
        last -= 1
    for middle in range(last - 1, max(sentence.first, last - 1 - _LONGEST_NAME), -1):
        end = _behind_dash(scan, sentence, middle)
        if not end or not _is_known(scan, middle, last):
            continue
        for first in range(end - 1, max(sentence.first - 1, end - 1 - _LONGEST_NAME), -1):
            whole = scan.gazetteer.knows(" ".join(scan.keys[first:end] + scan.keys[middle:last]))
            if whole or not _is_known(scan, first, end) or _behind_dash(scan, sentence, first):
                continue
            one, other = (_named(scan, number, sentence, *ends) for ends in ((first, end), (middle, last)))
            if _may_be_joined(one, other):
                evidence = _evidence(scan, one, other)
                yield one._replace(evidence=evidence)
                yield other._replace(evidence=evidence)
                return


def _behind_dash(scan: Scan, sentence: Sentence, index: int) -> int:
    """Return the token behind the name that a dash joins to token `index`, or 0; inside a compound it is no token."""
    if index <= sentence.first:
        return 0
    before, token = scan.tokens[index - 1], scan.tokens[index]
    if before.text in _DASHES:
        joined = index - 1 > sentence.first and scan.tokens[index - 2].end == before.start and before.end == token.start
        return index - 1 if joined else 0
    return index if scan.text[before.end : token.start] in _DASHES else 0


def _is_known(scan: Scan, first: int, last: int) -> bool:
    capital = scan.tokens[first].is_capital and scan.tokens[last - 1].is_capital
    return capital and all(scan.keys[first:last]) and scan.gazetteer.knows(" ".join(scan.keys[first:last]))


def _named(scan: Scan, number: int, sentence: Sentence, first: int, last: int) -> FoundName:
    around = context(scan.tokens, sentence, first, last, scan.lexicon)
    return FoundName(first, last, number, candidates_of(scan, first, last), around, NEEDED, Role.PLACE)


def _evidence(scan: Scan, *ends: FoundName) -> int:
    """Ask for one sign of its country where an end is small, for two where it is an ordinary word: "Mason-Dixon line".

    Beside a place that is big by its own name an ordinary word is as good as any: "the Homs-Palmyra road".
    """
    sure = any(_is_big(candidate) and candidate.main_name for end in ends for candidate in end.candidates)
    doubts = []
    for end in ends:
        ordinary = not sure and scan.gazetteer.is_ordinary(scan.keys[end.first])
        big = any(_is_big(candidate) and (candidate.main_name or not ordinary) for candidate in end.candidates)
        doubts.append(0 if big else 1 + ordinary)
    return NEEDED - max(doubts)


def _is_big(candidate: Candidate) -> bool:
    return candidate.kind in _AREAS or candidate.population >= _BIG


def _may_be_joined(one: FoundName, other: FoundName) -> bool:
    """Tell whether two names may be of one country, or of two with a border."""
    if any(c.kind in _AREAS for c in one.candidates) and any(c.kind in _AREAS for c in other.candidates):
        return True
    return not {c.country for c in one.candidates}.isdisjoint(c.country for c in other.candidates)
