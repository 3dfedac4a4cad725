"""What a language knows of agreement between articles: families of kinds, facilities, parties and offices."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from geo.errors import LexiconError
from geo.model import EventType


@dataclass(frozen=True, slots=True)
class AgreementWords:
    """Words by which tellings are held beside each other; their use is told in the lexicon file."""

    families: Mapping[EventType, str]  # of every kind
    once: frozenset[str]
    lasting: frozenset[str]
    either_side: frozenset[str]
    fighting_offices: frozenset[str]
    open_kinds: frozenset[EventType]
    open_words: frozenset[str]
    unspecific: frozenset[str]
    facilities: Mapping[str, str]  # "clinic" -> "hospital"
    day_parts: Mapping[str, int]  # in the order of a day, night first
    groups: Mapping[str, str]  # "daesh" -> "isis"
    capitals: Mapping[str, str]  # "moscow" -> "RU"
    camps: Mapping[str, str]  # "rebels" -> "rebel"
    offices: Mapping[str, str]  # "residents" -> "witness"
    vague_offices: frozenset[str]
    outside_offices: frozenset[str]
    agencies: frozenset[str]


def agreement_words(table: Mapping[str, Any]) -> AgreementWords:
    """Return the words of a lexicon's [agreement]; raises LexiconError where a kind or word is of two classes."""
    families = {EventType(kind): family for kind, family in _classes(table["families"], "families").items()}
    if missing := [kind.value for kind in EventType if kind not in families]:
        message = f"agreement.families: no family for {', '.join(missing)}"
        raise LexiconError(message)
    order = {part: number for number, part in enumerate(table["day_parts"])}
    parts = _classes(table["day_parts"], "day_parts")
    return AgreementWords(
        families=MappingProxyType(families),
        once=frozenset(table["once"]),
        lasting=frozenset(table["lasting"]),
        either_side=frozenset(table["either_side"]),
        fighting_offices=frozenset(table["fighting_offices"]),
        open_kinds=frozenset(map(EventType, table["open_kinds"])),
        open_words=frozenset(table["open_words"]),
        unspecific=frozenset(table["unspecific"]),
        day_parts=MappingProxyType({word: order[part] for word, part in parts.items()}),
        vague_offices=frozenset(table["vague_offices"]),
        outside_offices=frozenset(table["outside_offices"]),
        agencies=frozenset(table["agencies"]["names"]),
        **{
            name: MappingProxyType(_classes(table[name], name))
            for name in ("facilities", "groups", "capitals", "camps", "offices")
        },
    )


def _classes(table: Mapping[str, Iterable[str]], name: str) -> dict[str, str]:
    """Turn lists of words by class into the class of each word."""
    found: dict[str, str] = {}
    for group, words in table.items():
        for word in words:
            if found.setdefault(word, group) != group:
                message = f"agreement.{name}: {word!r} is of both {found[word]} and {group}"
                raise LexiconError(message)
    return found
