"""Whose force took a place: the government's of that country, or another's, as the words for the actor tell it."""

from __future__ import annotations

import re
import tomllib
from enum import StrEnum
from functools import cache
from itertools import pairwise
from pathlib import Path

from geo.exports.iso3166 import COUNTRIES
from geo.lexicon import Lexicon
from geo.lexicon.loading import load

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_WORDS = {
    name: frozenset(words)
    for name, words in tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8")).items()
}


class Taker(StrEnum):
    """Who took a place."""

    GOVERNMENT = "government"
    OTHER = "other"  # a non-state actor, or another country's force
    UNTOLD = "untold"


def taker(actor: str, iso3: str) -> Taker:
    """Tell who took a place in a country (ISO 3166-1 alpha-3) by the words for the actor.

    >>> [str(taker(actor, "SYR")) for actor in ("Syrian troops", "Syrian rebels", "Turkish troops", "forces")]
    ['government', 'other', 'other', 'untold']
    """
    written = _WORD.findall(actor)
    words = [word.lower() for word in written]
    parts = [part for word in words for part in word.split("-")]
    if "pro-government" not in words and not _WORDS["other"].isdisjoint([*words, *parts, *_pairs(parts)]):
        return Taker.OTHER
    if (_WORDS["government"] | _WORDS["forces"]).isdisjoint(words):
        return Taker.UNTOLD
    names = _peoples(words)
    known = {part for name in names for part in name.split()}.union(*_WORDS.values())
    if any(word[0].isupper() and word.lower() not in known for word in written):
        return Taker.UNTOLD  # "Arakan Army", "Syrian Democratic Forces": whose they are the words do not tell
    if not names:
        return Taker.UNTOLD if _WORDS["government"].isdisjoint(words) else Taker.GOVERNMENT
    return _of_peoples(names, iso3)


def _peoples(words: list[str]) -> set[str]:
    """Return the peoples' names among the words, of two words rather than of one: "South Sudanese"."""
    demonyms = _lexicon().places.demonyms
    long = {pair for pair in _pairs(words) if pair in demonyms}
    within = {word for pair in long for word in pair.split()}
    return long | {word for word in words if word in demonyms and word not in within}


def _of_peoples(names: set[str], iso3: str) -> Taker:
    countries = {_lexicon().places.demonyms[name] for name in names}
    codes = COUNTRIES.get(iso3)
    if codes is None or len(countries) > 1:
        return Taker.UNTOLD
    return Taker.GOVERNMENT if countries == {codes.alpha2} else Taker.OTHER


def _pairs(words: list[str]) -> list[str]:
    return [" ".join(pair) for pair in pairwise(words)]


@cache
def _lexicon() -> Lexicon:
    return load("en")
