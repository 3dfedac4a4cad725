"""Names in Cyrillic, Arabic and Hebrew letters → Latin ones, so that they can be compared with romanisations.

Short vowels that a script leaves out stay out. The letters stand in scripts.toml.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

_TABLES = tomllib.loads(Path(__file__).with_name("scripts.toml").read_text(encoding="utf-8"))
_LETTERS = str.maketrans(
    {
        letter: latin.replace("-", "")
        for script in _TABLES["script"]
        for letter, latin in zip(script["letters"], script["latin"].split(), strict=True)
    }
)
_COUNTRIES: dict[str, frozenset[str]] = {script: frozenset(codes) for script, codes in _TABLES["countries"].items()}
_ARABIC_ARTICLE = re.compile("(?:^|(?<= ))\u0627\u0644(?=\\S{3})")
# The last letter of "Khirba", read as t before the word that it is bound to: "Khirbat Ghazala".
_BOUND_MARBUTA, _TA = re.compile("\u0629(?= )"), "\u062a"
_CYRILLIC, _HEBREW, _ABJAD = map(re.compile, ("[\u0400-\u052f]", "[\u0590-\u05ff]", "[\u0590-\u06ff]"))


def is_abjad(key: str) -> bool:
    """Tell whether a folded name is written in Arabic or Hebrew letters, which leave short vowels out."""
    return _ABJAD.search(key) is not None


def is_own_script(key: str, country: str) -> bool:
    """Tell whether a folded name is written in Latin letters or in a script of its country (ISO 3166-1 alpha-2)."""
    if key.isascii():
        return True
    if _CYRILLIC.search(key):
        return country in _COUNTRIES["cyrillic"]
    if _HEBREW.search(key):
        return country in _COUNTRIES["hebrew"]
    return not is_abjad(key) or country in _COUNTRIES["arabic"]


def latin(key: str) -> str:
    """Return a folded name in Latin letters, an Arabic article taken off; letters of other scripts stay as they are.

    >>> latin("харків"), latin("خربة غزالة"), latin("الرقة"), latin("حلب")
    ('kharkiv', 'khrbt ghzalah', 'rqah', 'hlb')
    """
    if key.isascii():
        return key
    return _BOUND_MARBUTA.sub(_TA, _ARABIC_ARTICLE.sub("", key)).translate(_LETTERS)
