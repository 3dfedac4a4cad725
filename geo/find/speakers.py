"""Noun phrases that can speak: before a verb of saying, behind it, or at the end of the sentence."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from geo.lexicon import Casualties, Lexicon
from geo.model import Sentence
from geo.tokens import Token

_LONGEST_CLAIMANT = 22  # words


@dataclass(frozen=True, slots=True)
class Scan:
    """One sentence of an article, by its number."""

    tokens: tuple[Token, ...]
    sentence: Sentence
    number: int
    lexicon: Lexicon


def speaker_before(scan: Scan, verb: int) -> tuple[int, int] | None:
    """Return tokens [first, last) of the noun phrase before the verb, with an apposition set between commas."""
    tokens, start = scan.tokens, scan.sentence.first
    last = verb
    while last > start and (
        tokens[last - 1].lower in scan.lexicon.grammar.adverbs or tokens[last - 1].lower.endswith("ly")
    ):
        last -= 1
    if last == start:
        return None
    first = _back(scan, last - 1 if tokens[last - 1].text == "," else last)
    if tokens[last - 1].text == ",":
        last -= 1
        if first - 1 > start and tokens[first - 1].text == ",":
            first = _back(scan, first - 1)
    if start < first - 1 and first < last and tokens[first - 1].lower in scan.lexicon.grammar.relative:
        return _before_relative(scan, first - 1, last)
    return _checked(scan, first, last)


def _before_relative(scan: Scan, relative: int, last: int) -> tuple[int, int] | None:
    """Return the speaker of whom a clause tells more: "two officers, who asked not to be named, said"."""
    if scan.tokens[relative].lower == "whom" and scan.tokens[last].text != ",":
        return None  # "men whom villagers described as mercenaries" say nothing
    if scan.tokens[relative - 1].text == ",":
        last = relative - 1
        return _checked(scan, _back(scan, last), last)
    first = _back(scan, relative)
    return (first, last) if _checked(scan, first, relative) == (first, relative) else None


def _back(scan: Scan, last: int) -> int:
    """Walk left from `last` to the start of its phrase; an "and" behind a verb joins clauses, not speakers."""
    first, joined = last, last
    while first > scan.sentence.first and last - first < _LONGEST_CLAIMANT:
        word = scan.tokens[first - 1]
        if not word.is_word and word.lower not in {"'s", ".", "(", ")"} and not is_possessive(scan, first - 1):
            break
        if word.lower in scan.lexicon.grammar.clause_words and not (
            word.lower == "and" and _joins_names(scan, first - 1)
        ):
            break
        first -= 1
        joined = first if word.lower == "and" else joined
    return joined + 1 if joined < last and _tells(scan, first, joined) else first


def is_possessive(scan: Scan, at: int) -> bool:
    """Tell whether a mark is the apostrophe of a plural: "the rebels' operations room"."""
    mark, before = scan.tokens[at], scan.tokens[at - 1]
    return mark.text in {"'", "’"} and at > scan.sentence.first and before.end == mark.start and before.lower[-1] == "s"


def _tells(scan: Scan, first: int, last: int) -> bool:
    """Tell whether a past form with something behind it stands in tokens [first, last): "rebels attacked the army"."""
    grammar = scan.lexicon.grammar
    return any(
        not word.is_capital
        and (word.lower.endswith("ed") or word.lower in scan.lexicon.dates.past)
        and (behind.is_capital or behind.lower in grammar.determiners or behind.lower in grammar.prepositions)
        for word, behind in pairwise(scan.tokens[first:last])
    )


def _joins_names(scan: Scan, at: int) -> bool:
    """Tell whether an "and" stands between two speakers: "witnesses and a lawmaker said"."""
    before, after = scan.tokens[at - 1], scan.tokens[at + 1]
    names = scan.lexicon.speech.sources
    return (before.lower in names or before.is_capital) and (
        after.is_capital
        or after.lower in names
        or after.lower in scan.lexicon.grammar.determiners
        or after.lower in scan.lexicon.dates.numbers
    )


def speaker_inverted(scan: Scan, first: int, last: int) -> tuple[int, int] | None:
    """Return the speaker behind the verb: "…," said Igor Konashenkov, a spokesman."""
    if first <= scan.sentence.first or scan.tokens[first - 1].text not in {",", "”", '"', "’", "'"}:
        return None
    return speaker_behind(scan, last)


def speaker_closing(scan: Scan, first: int, last: int) -> tuple[int, int] | None:
    """Return whoever closes a sentence with the word: "…, members of both councils said."."""
    tokens, grammar = scan.tokens, scan.lexicon.grammar
    last += last < scan.sentence.last and tokens[last].lower in scan.lexicon.speech.hearers
    behind = tokens[last].lower if last < scan.sentence.last else "."
    if behind not in {".", ",", ";"} and behind not in grammar.adverbs and behind not in grammar.prepositions:
        return None
    start = first
    while start > scan.sentence.first and tokens[start - 1].is_word and first - start < _LONGEST_CLAIMANT:
        start -= 1
    if start in {first, scan.sentence.first} or tokens[start - 1].text not in {",", "”", '"'}:
        return None
    bare = any(token.lower in grammar.clause_words or token.lower in grammar.passive for token in tokens[start:first])
    bare = bare or scan.lexicon.speech.verbs.occur(tokens, start, first)
    if bare or tokens[start].lower in grammar.prepositions:
        return None
    return _checked(scan, start, first) if behind in grammar.prepositions else (start, first)


def speaker_reporting(scan: Scan, first: int) -> tuple[int, int] | None:
    """Return the people behind "according to" who are told by no noun that speaks: "a man whose shop was burned"."""
    last = first
    while last < scan.sentence.last and last - first < _LONGEST_CLAIMANT and _is_of_phrase(scan, last):
        last += 1
    words = [token.lower for token in scan.tokens[first:last]]
    silent = not words or any(word in scan.lexicon.speech.documents for word in words)
    return None if silent else (first, last)


def _is_of_phrase(scan: Scan, at: int) -> bool:
    token, grammar = scan.tokens[at], scan.lexicon.grammar
    return token.is_word and token.lower not in grammar.clause_words and token.lower not in grammar.verbs_behind_names


def speaker_behind(scan: Scan, first: int) -> tuple[int, int] | None:
    """Return the noun phrase that begins at `first`, up to the next mark or clause."""
    last = first
    while last < scan.sentence.last and last - first < _LONGEST_CLAIMANT:
        word = scan.tokens[last]
        if not word.is_word and word.lower not in {"'s", "(", ")"}:
            break
        if word.lower in scan.lexicon.grammar.clause_words and not (
            word.lower == "and" and last > first and last + 1 < scan.sentence.last and _joins_names(scan, last)
        ):
            break
        if word.lower in scan.lexicon.grammar.verbs_behind_names:
            break
        last += 1
    return _checked(scan, first, last)


def _checked(scan: Scan, first: int, last: int) -> tuple[int, int] | None:
    """Accept a phrase that can speak: a pronoun, a noun that speaks, or a name."""
    while first < last and (
        scan.tokens[first].lower in scan.lexicon.grammar.clause_words or not scan.tokens[first].is_word
    ):
        first += 1
    first = _behind_day(scan, first, last)
    if first >= last:
        return None
    words = [token for token in scan.tokens[first:last] if token.is_word]
    if words and words[0].lower in scan.lexicon.grammar.auxiliaries:
        return None
    speaks = any(token.lower in scan.lexicon.speech.sources for token in words) or _are_people(scan, first, last)
    named = any(token.is_capital for token in words if token.start > scan.sentence.span.start) or (
        words[0].is_capital and words[0].lower not in scan.lexicon.places.not_places
    )
    pronoun = len(words) == 1 and words[0].lower in scan.lexicon.grammar.pronouns
    return (first, last) if words and (speaks or named or pronoun) else None


def _are_people(scan: Scan, first: int, last: int) -> bool:
    """Tell whether people head a phrase: "two women who survived", "one of the drivers", not "a raid on women"."""
    counts, grammar = scan.lexicon.casualties, scan.lexicon.grammar
    for at in range(first, last):
        word = scan.tokens[at].lower
        if word in grammar.prepositions or word in grammar.relative:
            return False
        if word == "of" and not _is_counting(scan.tokens[at - 1].lower, counts):
            return False
        if word in counts.people or word in counts.person:
            return True
    return False


def _is_counting(word: str, counts: Casualties) -> bool:
    return word == "some" or word in counts.numbers or word in counts.vague


def _behind_day(scan: Scan, first: int, last: int) -> int:
    """Step over the day before a speaker: "On Friday the United Nations said", not "The Sunday Times"."""
    dates, at = scan.lexicon.dates, first
    while at < last and (
        scan.tokens[at].lower in dates.before_day
        or scan.tokens[at].lower in dates.day_parts
        or scan.tokens[at].lower in dates.parts
    ):
        at += 1
    named = at
    while at < last and (
        scan.tokens[at].text[0].isdigit()
        or scan.tokens[at].lower in dates.weekdays
        or scan.tokens[at].lower in dates.months
        or scan.tokens[at].lower in dates.day_parts
    ):
        at += 1
    is_day = any(token.lower in dates.weekdays or token.lower in dates.months for token in scan.tokens[named:at])
    alone = at < last and scan.tokens[at].is_word and (named > first or not scan.tokens[at].is_capital)
    return at if is_day and alone else first
