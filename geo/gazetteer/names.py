"""Name keys: what makes two spellings of a place name the same name."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import lru_cache

# Apostrophes, primes and the half rings that transliterations of Arabic and Ukrainian use for them.
_APOSTROPHES = (
    "'`\u00b4\u2018\u2019\u201a\u201b\u2032\u2033\u2035\u2036\u02b9\u02ba\u02bb\u02bc\u02bd\u02be\u02bf\u02c8\u02ca\u02cb\u055a"
    "\u05f3\uff07"
)
# Letters with a stroke and ligatures, which Unicode does not take apart.
_STROKES = {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ħ": "h", "ŧ": "t", "\u0131": "i", "æ": "ae", "œ": "oe"}
_REPLACED = str.maketrans({**dict.fromkeys(_APOSTROPHES + ".", ""), **_STROKES, "-": " "})
# Combining classes up to 9 belong to the letter (Indic nukta and virama, Japanese voicing), the others are accents.
_LAST_CLASS_OF_LETTERS = 9


def fold(name: str) -> str:
    """Return the key under which `name` is looked up: lower case, without accents, apostrophes, primes and dots.

    Hyphens and dashes become spaces, white space is collapsed, scripts are kept. Folding a key gives the key again.

    >>> fold("Khar'kiv"), fold("Deir ez-Zor"), fold("U.S."), fold("Łódź"), fold("Київ")
    ('kharkiv', 'deir ez zor', 'us', 'lodz', 'киів')
    """
    return _kept(name) if len(name) <= _LONGEST_KEPT else _fold(name)


def _fold(name: str) -> str:
    if name.isascii():
        return " ".join(name.lower().translate(_REPLACED).split())
    if len(name) > _LONGEST_NAME:
        return " ".join("".join(_plain(name.casefold())).translate(_REPLACED).split())
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", name).casefold())
    kept = "".join(_plain(decomposed)).translate(_REPLACED)
    return unicodedata.normalize("NFC", " ".join(kept.split()))


# Characters: GeoNames has none longer than 400. To put accents in order takes the square of how many stand in a row, so
# what is no name stays as it is composed.
_LONGEST_NAME = 500
_LONGEST_KEPT = 40  # characters: no hostile name fills the memory
_kept = lru_cache(maxsize=1 << 16)(_fold)  # the same names are asked for all the time


def _plain(decomposed: str) -> Iterator[str]:
    """Yield the characters without accents and invisible marks, every dash as a space."""
    for character in decomposed:
        category = unicodedata.category(character)
        if category == "Pd":
            yield " "
        elif category != "Cf" and unicodedata.combining(character) <= _LAST_CLASS_OF_LETTERS:
            yield character
