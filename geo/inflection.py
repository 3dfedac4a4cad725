"""Forms of English verbs and nouns, and the classes of words that phrases name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from geo.errors import LexiconError

_VOWELS = "aeiou"
# Verbs of one syllable with one vowel letter double their last consonant ("drop"); longer ones that do are irregular.
_DOUBLING = re.compile(r"(?:[^aeiou]|qu)*[aeiou][^aeiouwxy]")


class Light(frozenset[str]):
    """The words of which a few may stand at a place in a phrase, or none: auxiliaries and adverbs before a verb."""


class Inflector:
    """Forms of verbs and nouns: regular rules and a table with the other forms of irregular verbs.

    `classes` are the word lists that phrases name (`@civilians`), `light` the words that `_` skips.
    """

    def __init__(
        self,
        irregular: Mapping[str, Sequence[str]],
        classes: Mapping[str, Sequence[str]] | None = None,
        light: Iterable[str] = (),
    ) -> None:
        self._irregular = {lemma: tuple(forms) for lemma, forms in irregular.items()}
        self._classes = {name: frozenset(words) for name, words in (classes or {}).items()}
        self.light = Light(light)

    def members(self, name: str) -> frozenset[str]:
        """Return the words of a class; raises LexiconError where there is none of that name.

        >>> sorted(Inflector({}, {"guns": ["howitzer", "mortar"]}).members("guns"))
        ['howitzer', 'mortar']
        """
        if name not in self._classes:
            message = f"there is no class of words @{name}"
            raise LexiconError(message)
        return self._classes[name]

    def verb(self, lemma: str) -> frozenset[str]:
        """Return every form of a verb.

        >>> sorted(Inflector({}).verb("seize"))
        ['seize', 'seized', 'seizes', 'seizing']
        """
        return frozenset({lemma, *(self._irregular.get(lemma) or _regular(lemma))})

    def acting(self, lemma: str) -> frozenset[str]:
        """Return the past and -ing forms only, where the others are also nouns.

        >>> sorted(Inflector({}).acting("shell"))
        ['shelled', 'shelling']
        """
        return frozenset(form for form in self.verb(lemma) if form not in {lemma, _with_s(lemma)})

    @staticmethod
    def noun(lemma: str) -> frozenset[str]:
        """Return singular and plural.

        >>> sorted(Inflector.noun("ambush"))
        ['ambush', 'ambushes']
        """
        return frozenset({lemma, _with_s(lemma)})


def _regular(lemma: str) -> set[str]:
    if lemma.endswith("ie"):
        return {_with_s(lemma), lemma + "d", lemma[:-2] + "ying"}
    if lemma.endswith("e"):
        return {_with_s(lemma), lemma + "d", (lemma if lemma.endswith(("ee", "oe", "ye")) else lemma[:-1]) + "ing"}
    if _ends_in_consonant_y(lemma):
        return {_with_s(lemma), lemma[:-1] + "ied", lemma + "ing"}
    stem = lemma + lemma[-1] if _DOUBLING.fullmatch(lemma) else lemma
    return {_with_s(lemma), stem + "ed", stem + "ing"}


def _with_s(lemma: str) -> str:
    if lemma.endswith(("s", "sh", "ch", "x", "z")):
        return lemma + "es"
    if _ends_in_consonant_y(lemma):
        return lemma[:-1] + "ies"
    return lemma + "s"


def _ends_in_consonant_y(lemma: str) -> bool:
    return len(lemma) > 1 and lemma.endswith("y") and lemma[-2] not in _VOWELS
