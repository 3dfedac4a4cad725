"""What romanisations of one name share: "Kiev" and "Kyiv", "Deir ez-Zor" and "Dayr Az Zawr", "حلب" and "Halab".

A name is read as sounds, by the habits of its country's languages. Its skeleton, the classes of its consonants, is
coarse on purpose: it finds candidates. `likeness` then tells how alike two spellings are.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from rapidfuzz.distance import Indel

from geo.gazetteer.scripts import is_abjad, is_own_script, latin

_TABLES = tomllib.loads(Path(__file__).with_name("spelling.toml").read_text(encoding="utf-8"))
_UNTOLD, _IN_FULL = frozenset(_TABLES["untold"]), _TABLES["in_full"]
_WORD = re.compile(r"[a-z]+")
_RUN = re.compile(r"(.)\1+")
_SOUNDS: dict[str, str] = _TABLES["sounds"]
_SILENT_IN_SKELETONS = "aeiouy"
_FEWEST_BONES, _FEWEST_LETTERS = 2, 4  # consonants or letters of a name that other spellings are looked for
_REMEMBERED = 1 << 14  # spellings kept: an article asks for the same few names again


class _Habits:
    """How the languages of some countries are romanised: the sounds of letters, their classes and their weights.

    `sounds_share` is what the sounds make of likeness; the rest is the letters'.
    """

    def __init__(
        self,
        spelt: dict[str, str],
        one_letter: dict[str, str],
        classes: dict[str, str],
        weights: dict[str, str],
        sounds_share: float,
    ) -> None:
        longest_first = sorted(spelt, key=lambda letters: (-len(letters), letters))
        self._spelt = spelt
        self._letters = re.compile("|".join(longest_first))
        self._one_letter = str.maketrans(one_letter)
        self._classes = str.maketrans(classes | dict.fromkeys(_SILENT_IN_SKELETONS, ""))
        self._weights = str.maketrans(weights)
        self.sounds_share = sounds_share

    def sounds(self, word: str) -> str:
        return _RUN.sub(r"\1", self._letters.sub(lambda match: self._spelt[match[0]], word))

    def letters(self, words: str) -> str:
        return words.translate(self._one_letter)

    def bones(self, sounds: str) -> str:
        return _RUN.sub(r"\1", sounds.translate(self._classes))

    def weighted(self, sounds: str) -> str:
        return sounds.translate(self._weights)


# Weights: each sound becomes some signs; those that two sounds share are no difference. Two consonants of one class are
# two insertions or deletions apart, of two classes six, and a vowel less than a consonant. Calibrated, as all figures
# here, on alternate names of Ukraine, Syria, Iraq and Afghanistan, in other draws than tests/leave_one_out.py makes.
_CONSONANTS = {
    sound: f"{group}{group}{chr(0x100 + ord(sound))}"
    for group, sounds in {
        "K": "kqgx",
        "S": "szSZCcJ",
        "P": "bpf",
        "T": "tTdD",
        "L": "l",
        "M": "m",
        "N": "n",
        "R": "r",
    }.items()
    for sound in sounds
}
# Slavic and Baltic languages, and their neighbours that write alike: g and h are one (Luhansk), j is the i of "Kyjiw",
# w is v, c is ts; o and i alternate (Kharkov, Kharkiv). Vowels are written in full and weigh more.
_SLAVIC = _Habits(
    spelt=_SOUNDS | {"c": "c", "x": "ks", "q": "k"},
    one_letter={"w": "v", "j": "y"},
    classes={
        "g": "h",
        "x": "h",
        "z": "s",
        "S": "s",
        "Z": "s",
        "C": "s",
        "c": "s",
        "J": "s",
        "j": "",
        "T": "t",
        "D": "d",
    }
    | dict.fromkeys("fwb", "v"),
    weights=_CONSONANTS
    | {"g": "HHg", "h": "HHh", "x": "HHx", "v": "WWw", "w": "WWw", "f": "WWf", "b": "BBw"}
    | {"a": "VVaa", "e": "VVie", "i": "VVii", "o": "VVoi", "u": "VVuu", "y": "VVii", "j": "Vi"},
    sounds_share=0.5,
)
# Elsewhere, above all Arabic, Persian, Pashto and Kurdish: k, q, g and kh are one, h falls silent, w and v are vowels,
# and so much depends on who romanises that a vowel weighs little.
_EASTERN = _Habits(
    spelt=_SOUNDS | {"ck": "k", "ce": "ce", "ci": "ci", "cy": "cy", "c": "k", "q": "q"},
    one_letter={"q": "k"},
    classes={"q": "k", "g": "k", "x": "k", "h": "", "w": "", "v": "", "f": "b", "p": "b", "T": "t", "D": "d"}
    | dict.fromkeys("zSZCcJj", "s"),
    weights=_CONSONANTS | {"v": "W", "w": "u", "j": "SJi", "a": "a", "e": "a", "i": "i", "y": "i", "o": "u", "u": "u"},
    sounds_share=0.7,
)
_SLAVIC_COUNTRIES = frozenset(_TABLES["slavic_countries"])


@dataclass(frozen=True, slots=True)
class Spelling:
    """One spelling of a name as a country's languages are read.

    `skeleton` is empty for a name of another script and for one too short to vary; `letters` are its Latin ones,
    without articles; `weighted` its sounds as `likeness` compares them, and `sounds_share` what they make of it.
    """

    skeleton: str
    letters: str
    weighted: str
    sounds_share: float
    is_abjad: bool


@lru_cache(maxsize=_REMEMBERED)
def spelling(key: str, country: str) -> Spelling:
    """Return how a folded name is spelt, by the habits of a country (ISO 3166-1 alpha-2)."""
    return _spelling(key, habits_of(country))


def skeletons(key: str, countries: frozenset[str]) -> dict[str, str]:
    """Return the skeleton of a folded name in those of some countries whose script it is written in, if it has one."""
    own = sorted(country for country in countries if is_own_script(key, country))
    by_habits = {habits: _spelling(key, habits).skeleton for habits in set(map(habits_of, own))}
    return {country: found for country in own if (found := by_habits[habits_of(country)])}


def habits_of(country: str) -> _Habits:
    """Return how the languages of a country are romanised."""
    return _SLAVIC if country in _SLAVIC_COUNTRIES else _EASTERN


def likeness(one: Spelling, other: Spelling) -> float:
    """Return how alike two spellings by the same habits are, 0 to 1.

    Their sounds tell, and their letters too unless only one of the two writes its vowels.

    >>> likeness(spelling("borodyanka", "UA"), spelling("borodianka", "UA")) > 0.9
    True
    """
    sounds = Indel.normalized_similarity(one.weighted, other.weighted)
    if one.is_abjad != other.is_abjad:
        return sounds
    letters = Indel.normalized_similarity(one.letters, other.letters)
    return one.sounds_share * sounds + (1 - one.sounds_share) * letters


def _spelling(key: str, habits: _Habits) -> Spelling:
    romanised = latin(key)
    if not romanised.isascii():
        return Spelling("", "", "", 0.0, is_abjad=False)  # letters of a script that is not read
    words = [_IN_FULL.get(word, word) for word in _WORD.findall(romanised)]
    told = [word for word in words[:-1] if word not in _UNTOLD] + words[-1:]  # the "El" of "Beit El" is no article
    sounds, letters = "".join(map(habits.sounds, told)), habits.letters("".join(told))
    weighted = habits.weighted(sounds)
    bones = habits.bones(sounds)
    if len(bones) < _FEWEST_BONES:
        bones = (bones or f"={weighted}") if len(letters) >= _FEWEST_LETTERS else ""
    return Spelling(bones, letters, weighted, habits.sounds_share, is_abjad(key))
