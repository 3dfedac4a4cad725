"""People that a text counts: "at least 12 soldiers", "three of the hostages", "a woman", "no one"."""

from __future__ import annotations

from dataclasses import dataclass, replace

from geo.claims.numbers import HYPHENS, NO_COUNT, Count, Reading, number_range, written

_ADJECTIVES = 5  # words between a number and what it counts: "three young Nigerian army officers"


@dataclass(frozen=True, slots=True)
class Group:
    """People counted by tokens [first, last).

    `named`: a noun says that they are people; `part`: "three of them"; `more`: "12 others", beside some told before.
    """

    first: int
    last: int
    count: Count
    named: bool
    part: bool = False
    more: bool = False


def groups(reading: Reading) -> tuple[Group, ...]:
    """Find the counted people of a sentence, from left to right."""
    found: list[Group] = []
    at = reading.first
    while at < reading.last:
        group = _group(reading, at)
        if group is not None:
            found.append(group)
        at = group.last if group is not None else at + 1
    return tuple(found)


def _group(reading: Reading, first: int) -> Group | None:
    at, bound = first, ""
    while True:
        kind, end = _bound(reading, at)
        if not kind:
            break
        at, bound = end, bound if kind == "about" and bound else kind
    told = number_range(reading, at)
    if told is None:
        return _single(reading, first) if bound in {"", "about"} else None
    count, at = told
    if reading.lower(at) == "or" and reading.lower(at + 1) == "more":
        bound, at = "at_least", at + 2
    if bound:
        count = {"at_least": Count(count.low, None), "at_most": Count(None, count.high), "about": count}[bound]
    return _people(reading, Group(first, at, count, named=False))


def _bound(reading: Reading, at: int) -> tuple[str, int]:
    """Return how the longest phrase at `at` says to take a number, and where it ends."""
    bounds = reading.words.bounds.starting_at(reading.tokens, at, reading.last)
    found = [(match.last, match.phrase.payload) for match in bounds]
    return max(found)[::-1] if found else ("", at)


# ---------------------------------------------------------------- what is counted


def _people(reading: Reading, group: Group) -> Group | None:
    """Add what the number counts; None where that is no people."""
    at = group.last
    if _has_hyphen(reading, at):
        return None
    more = False
    while reading.lower(at) in reading.words.further:
        more, at = True, at + 1
    if reading.lower(at) in {"others", "more"}:
        return replace(group, last=at + 1, named=True, more=True)
    if reading.lower(at) == "of":
        return _part(reading, replace(group, more=more), at + 1)
    noun = _noun(reading, at, one=group.count == Count(1, 1))
    if noun:
        return replace(group, last=noun, named=True, more=more)
    return replace(group, last=at, more=more) if _stands_alone(reading, at) else None


def _has_hyphen(reading: Reading, at: int) -> bool:
    """Tell whether the number before `at` is tied to a word by a hyphen: "a 40-member crew", "a three-day siege"."""
    end = reading.tokens[at - 1].end
    tied = end < len(reading.text) and reading.text[end] in HYPHENS[:3] and at < reading.last
    return tied and reading.tokens[at].start == end + 1


def _part(reading: Reading, group: Group, at: int) -> Group | None:
    """Read what follows "of": "dozens of people", "15 of the 40 hostages", "three of them"."""
    if reading.lower(at) in reading.words.pronouns:
        return replace(group, last=at + 1, named=True, part=True)
    part = reading.lower(at) in reading.words.determiners
    at += part
    whole = written(reading, at) if part else None
    noun = _noun(reading, whole[1] if whole else at, one=False)
    return replace(group, last=noun, named=True, part=part and whole is None) if noun else None


def _single(reading: Reading, first: int) -> Group | None:
    """Read one person: "a woman", "the governor", "a 12-year-old boy", "no soldier" (who counts none)."""
    word, words = reading.lower(first), reading.words
    if word in words.none:
        end = _none(reading, first + 1)
        return Group(first, end, NO_COUNT, named=True)
    if word not in words.determiners and word not in words.further:
        return None
    noun = _noun(reading, first + 1, one=True)
    return Group(first, noun, Count(1, 1), named=True, more=word in words.further) if noun else None


def _none(reading: Reading, at: int) -> int:
    if reading.lower(at) == "of" and reading.lower(at + 1) in reading.words.determiners:
        whole = written(reading, at + 2)
        return _noun(reading, whole[1] if whole else at + 2, one=False) or at
    if reading.lower(at) == "of" and reading.lower(at + 1) in reading.words.pronouns:
        return at + 2
    return _noun(reading, at, one=False) or _noun(reading, at, one=True) or at + (reading.lower(at) == "one")


def _noun(reading: Reading, at: int, *, one: bool) -> int:
    """Return the token behind the noun for people that begins at `at`, adjectives included, or 0.

    A singular beside a greater number, and a noun that another one follows, only say what kind: "two rebel
    positions", "a police station".
    """
    words = reading.words
    for index in range(at, min(at + _ADJECTIVES + 1, reading.last)):
        word = reading.lower(index)
        aged = _age(reading, index)
        if aged and one and reading.is_small(aged) and reading.lower(aged) != "'s":
            return aged
        if aged or word == "'s" or _within_age(reading, index):
            continue
        if reading.is_small(index) or word in words.harm_words or word.endswith("ing"):
            return 0
        plural = word in words.people or (word.endswith("s") and word in reading.lexicon.places.demonyms)
        if (word in words.person if one else plural) and _is_head(reading, index, one=one or word in words.attributive):
            return index + 1
        if word.endswith("s") and not plural and not word.endswith("ss") and reading.tokens[index].text.islower():
            return 0
    return 0


def _age(reading: Reading, at: int) -> int:
    """Return the token behind "12-year-old" that begins at `at`, or 0."""
    if reading.lower(at).isdecimal() or reading.lower(at) in reading.words.numbers:
        at += 1
        if reading.lower(at) in {"year", "month"} and reading.lower(at + 1) in {"old", "olds"}:
            return at + 2
    return 0


def _within_age(reading: Reading, at: int) -> bool:
    return any(_age(reading, at - back) > at for back in (1, 2))


def _is_head(reading: Reading, at: int, *, one: bool) -> bool:
    """Tell whether the noun at `at` is the last of its phrase."""
    if reading.lower(at + 1) == "'s":
        return False
    word = reading.lower(at + 1)
    if reading.is_small(at + 1) or word in reading.words.harm_words or not one:
        return True
    known = word in reading.words.person or word in reading.words.people
    return not known and (word.endswith(("ed", "ing")) or reading.tokens[at + 1].is_capital)


def _stands_alone(reading: Reading, at: int) -> bool:
    """Tell whether a number with no noun can mean people: "killed 12 in Gao", "17 dead", "14 were hurt"."""
    word = reading.lower(at)
    return word in reading.words.harm_words or (reading.is_small(at) and word not in {"'s", "(", "%"})
