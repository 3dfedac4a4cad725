"""Names of the gazetteer in the text: the longest that starts at a word."""

from __future__ import annotations

from dataclasses import dataclass

from geo.find.names import Runs
from geo.gazetteer import Gazetteer, fold
from geo.lexicon import Lexicon, PlaceWords
from geo.model import Candidate, PlaceKind, Sentence, Span
from geo.tokens import Token

_LONGEST_NAME = 6  # words
_SHORTEST_POSSESSIVE = 5  # letters: shorter words that end in s mislead
_GAPS = frozenset(" -\u2010\u2011\u00a0")


@dataclass(frozen=True, slots=True)
class Scan:
    """One article as the name finders look at it."""

    text: str
    tokens: tuple[Token, ...]
    keys: tuple[str, ...]  # folded words
    runs: Runs
    lexicon: Lexicon
    gazetteer: Gazetteer
    small_words: frozenset[str]  # words that the article also writes small
    dateline: Span  # of the article itself
    words: PlaceWords  # those of the lexicon


def longest_known(scan: Scan, sentence: Sentence, index: int) -> int:
    """Return the token behind the longest gazetteer name that starts at `index`, or 0."""
    tokens, keys = scan.tokens, scan.keys
    words, plain = keys[index], ""
    lasts, whole = {len(words): index + 1}, (words, plain)
    for at in range(index + 1, min(index + _LONGEST_NAME, sentence.last)):
        if tokens[at].lower == "'s":
            plain = plain or words
            words += "s"  # "People's Republic"
        elif keys[at] and scan.text[tokens[at - 1].end : tokens[at].start] in _GAPS:
            words += f" {keys[at]}"
        else:
            break
        if _ends_name(tokens[at]):
            lasts[len(words)] = at + 1
            whole = words, plain  # most names end here, so that the same few are asked for again and again
    words, plain = whole
    opened = scan.gazetteer.opening(words)
    if plain:
        opened = tuple(sorted({*opened, *scan.gazetteer.opening(plain)}, key=len, reverse=True))
    for name in opened:
        if len(name) in lasts:
            return lasts[len(name)]
    return _without_lost_apostrophe(scan, index)


def _ends_name(token: Token) -> bool:
    """Tell whether a word may be a name's last: it has a capital, perhaps behind a short form ("d'Ivoire")."""
    return token.is_capital or token.text[2:3].isupper()


def _without_lost_apostrophe(scan: Scan, index: int) -> int:
    """Return the token behind a country whose 's lost its apostrophe: "Ukraines Foreign Ministry"."""
    key = scan.keys[index]
    if not key.endswith("s") or len(key) < _SHORTEST_POSSESSIVE or not scan.gazetteer.knows(key[:-1]):
        return 0
    kinds = {candidate.kind for candidate in scan.gazetteer.candidates(key[:-1])}
    return index + 1 if PlaceKind.COUNTRY in kinds else 0


def candidates_of(scan: Scan, first: int, last: int) -> tuple[Candidate, ...]:
    """Return what the name at tokens [first, last) may mean."""
    name = scan.text[scan.tokens[first].start : scan.tokens[last - 1].end]
    return scan.gazetteer.candidates(name) or scan.gazetteer.candidates(fold(name).removesuffix("s"))


def candidates_within(scan: Scan, first: int, last: int) -> tuple[Candidate, ...]:
    """Candidates of the name without its feature word: "San Clemente" of "San Clemente District"."""
    while last - first > 1 and (
        scan.tokens[last - 1].lower in scan.words.features
        or scan.tokens[last - 1].lower in {"international", "military"}
    ):
        last -= 1
        candidates = candidates_of(scan, first, last)
        if candidates:
            return candidates
    return ()
