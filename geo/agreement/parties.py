"""Which parties and offices the words for an actor or a claimant name."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache
from itertools import pairwise

from geo.gazetteer import Gazetteer
from geo.lexicon import Lexicon
from geo.tokens import tokenize

_MOST_KEPT = 1 << 16
_LONGEST_NAME = 6  # words
_ACRONYM = range(2, 7)  # letters
_STATE, _GROUP, _CAMP = "state:", "group:", "camp:"
_OF_A_STATE = {_CAMP + "state"}
_SHORT = 3  # letters of the words that tell no claimants apart: "the", "of", "for"


@lru_cache(maxsize=_MOST_KEPT)
def parties(words: str) -> frozenset[str]:
    """Return the states, armed groups and camps that words name: "Russian-backed rebels" -> state:RU, camp:rebel."""
    tokens = [token for token in tokenize(words) if token.is_word]
    names = _names()
    found, at = set(), 0
    mixed = not words.isupper()
    while at < len(tokens):
        for length in range(min(_LONGEST_NAME, len(tokens) - at), 0, -1):
            named = names.get(" ".join(token.lower for token in tokens[at : at + length]))
            if named is not None:
                found.add(named)
                at += length
                break
        else:
            token = tokens[at]
            if mixed and token.text.isupper() and len(token.text) in _ACRONYM and token.lower not in _bodies():
                found.add(_GROUP + token.lower)
            at += 1
    return frozenset(found)


def differ(one: frozenset[str], other: frozenset[str]) -> bool:
    """Tell whether two namings cannot be of one party. Who is not known may be anybody."""
    for kind in (_CAMP, _GROUP, _STATE):
        mine = {name for name in one if name.startswith(kind)}
        theirs = {name for name in other if name.startswith(kind)}
        if mine and theirs and (kind != _CAMP or not mine == theirs == _OF_A_STATE):  # of which state, tells the state
            return mine.isdisjoint(theirs)
    return False


def oppose(one: frozenset[str], other: frozenset[str]) -> bool:
    """Tell whether two parties are the two camps of a war within a state, by their names alone."""
    camps = {_CAMP + "state", _CAMP + "rebel"}
    mine, theirs = one & camps, other & camps
    return len(mine) == len(theirs) == 1 and mine != theirs


def state(alpha2: str) -> frozenset[str]:
    """Return the party that a country's state is."""
    return frozenset({_STATE + alpha2}) if alpha2 else frozenset()


@lru_cache(maxsize=_MOST_KEPT)
def offices(claimant: str) -> frozenset[str]:
    """Return the offices that a claimant's words name: "Governor Oleh Tkach" -> governor."""
    known = Lexicon.load().agreement.offices
    lower = [token.lower for token in tokenize(claimant) if token.is_word]
    pairs = (f"{one} {other}" for one, other in pairwise(lower))
    return frozenset(known[word] for word in (*lower, *pairs) if word in known)


@lru_cache(maxsize=_MOST_KEPT)
def telling_words(name: str) -> frozenset[str]:
    """Return the words by which a claimant or an outlet is told from another."""
    words = frozenset(token.lower for token in tokenize(name) if token.is_word)
    return frozenset(word for word in words if len(word) > _SHORT) or words


@cache
def country_of(iso3: str) -> str:
    """Return the alpha-2 code of a country, empty if unknown."""
    return _alpha2().get(iso3, "")


@cache
def _alpha2() -> Mapping[str, str]:
    return {country.iso3: country.alpha2 for country in Gazetteer.built_in().countries()}


@cache
def _bodies() -> frozenset[str]:
    return Lexicon.load().bodies


@cache
def _names() -> Mapping[str, str]:
    """Return the party of each name that is known to mean one."""
    lexicon = Lexicon.load()
    words = lexicon.agreement
    names = {country.name.lower(): _STATE + country.alpha2 for country in Gazetteer.built_in().countries()}
    for table, kind in (
        (lexicon.places.demonyms, _STATE),
        (lexicon.places.metonyms, _STATE),
        (words.capitals, _STATE),
        (words.camps, _CAMP),
        (words.groups, _GROUP),
    ):
        names |= {
            " ".join(token.lower for token in tokenize(name) if token.is_word): kind + of for name, of in table.items()
        }
    return names
