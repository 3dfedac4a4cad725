"""Spelling skeletons: what romanisations of one name share. "Kiev" and "Kyiv", "Deir ez-Zor" and "Dayr Az Zawr".

A skeleton is coarse on purpose: it finds candidates, and `likeness` tells whether two spellings really are one name.
"""

from __future__ import annotations

import re

from rapidfuzz import fuzz

from geo.gazetteer.names import fold

# Articles and their assimilated forms; they never tell two places apart.
_ARTICLES = frozenset(
    [
        "al",
        "el",
        "ul",
        "il",
        "ash",
        "esh",
        "as",
        "es",
        "ad",
        "ed",
        "ar",
        "er",
        "an",
        "en",
        "at",
        "et",
        "az",
        "ez",
        "adh",
    ]
) | {"ath", "the", "la", "le"}
# Romanisations of one sound, longest first: Arabic, Persian and Pashto (kh, q, dh), Ukrainian and Russian (zh, g for
# h), Amharic (ts, q), French and German spellings (tch, dj, sch).
_SOUNDS = (
    ("shch", "s"),
    ("tsch", "c"),
    ("sch", "s"),
    ("tch", "c"),
    ("dzh", "j"),
    ("dj", "j"),
    ("kh", "h"),
    ("gh", "h"),
    ("zh", "j"),
    ("ch", "c"),
    ("sh", "s"),
    ("th", "t"),
    ("dh", "d"),
    ("ph", "f"),
    ("ts", "s"),
    ("tz", "s"),
    ("ck", "k"),
    ("qu", "k"),
    ("q", "k"),
    ("c", "k"),
    ("x", "ks"),
    ("w", "v"),
    ("f", "v"),
    ("b", "v"),
    ("g", "h"),
    ("z", "s"),
)
_VOWEL_SOUNDS = (
    ("ou", "u"),
    ("oo", "u"),
    ("ee", "i"),
    ("iy", "i"),
    ("yi", "i"),
    ("ei", "ai"),
    ("ey", "ai"),
    ("ay", "ai"),
    ("aw", "u"),
    ("ow", "u"),
    ("au", "u"),
    ("o", "u"),
    ("e", "a"),
    ("y", "i"),
)
_CH = "6"  # stands for the sound of "ch" while single letters are replaced
_VOWELS = re.compile(r"[aeiouy]+")
_GLIDE = re.compile(r"(?<=[aeiou])w(?![aeiou])")  # the w of "Zawr", written "Zor" as well
_DOUBLED = re.compile(r"(.)\1+")
_WORD = re.compile(r"[a-z]+")
_FEWEST_LETTERS = 4  # of a name that other spellings are looked for
_SHORTEST = 3  # letters of a skeleton: shorter ones are shared by too many names


def skeleton(name: str) -> str:
    """Return the consonants that all romanisations of a name share; where they are too few, its plain form behind "=".

    Empty for names of other scripts and of less than four letters.

    >>> skeleton("Kharkiv") == skeleton("Kharkov"), skeleton("Deir ez-Zor") == skeleton("Dayr Az Zawr")
    (True, True)
    """
    words = _WORD.findall(fold(name))
    told = [word for word in words if word not in _ARTICLES] or words
    bones = "".join(_bones(word) for word in told)
    bones = _DOUBLED.sub(r"\1", bones)
    if len(bones) >= _SHORTEST:
        return bones
    return f"={plain(name)}" if sum(map(len, told)) >= _FEWEST_LETTERS else ""


def _bones(word: str) -> str:
    """Return a word's consonants by sound; a vowel at its start stays as one sign, a final "h" behind one falls."""
    word = _GLIDE.sub("", word)
    for letters, sound in _SOUNDS:
        word = word.replace(letters, _CH if sound == "c" else sound)
    word = _DOUBLED.sub(r"\1", word)
    opening = "a" if word[:1] in "aeiou" else ""
    if len(word) > 1 and word.endswith("h") and word[-2] in "aeiou":
        word = word[:-1]
    return opening + _VOWELS.sub("", word)


def plain(name: str) -> str:
    """Return a name as `likeness` compares it: folded, without articles, with vowels and sounds made alike."""
    words = _WORD.findall(fold(name))
    told = [word for word in words if word not in _ARTICLES] or words
    text = "".join(told)
    for letters, sound in _VOWEL_SOUNDS:
        text = text.replace(letters, sound)
    for letters, sound in _SOUNDS:
        text = text.replace(letters, _CH if sound == "c" else sound)
    text = _DOUBLED.sub(r"\1", text)
    return text[:-1] if len(text) > 3 and text.endswith("h") else text  # noqa: PLR2004 - "-ah", "-eh" and "-a" are one


def likeness(one: str, other: str) -> float:
    """Return how alike two spellings are, 0 to 1, over their plain forms.

    >>> likeness("Borodyanka", "Borodianka") > 0.9 > likeness("Mosul", "Masila")
    True
    """
    return fuzz.ratio(plain(one), plain(other)) / 100
