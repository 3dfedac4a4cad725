"""Compiles the triggers of the thirteen kinds, and the frames that some of them stand in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from geo.errors import LexiconError
from geo.inflection import Inflector
from geo.lexicon.records import Frame, Roles, Trigger
from geo.model import EventType
from geo.phrases import Phrases, compile_phrase

PARTS = frozenset({"verbs", "nouns", "phrases", "objects", "weak"})
_NAME, _ACRONYM = "<name>", "<acronym>"


def triggers(data: Mapping[str, Any], inflect: Inflector) -> Phrases[Trigger]:
    """Compile what tells of events, and what shows that there is none; raises LexiconError for a doubled entry."""
    found = [
        compile_phrase(entry, Trigger(None, verb=False, object_only=False, weak=False, doubtful=False), inflect)
        for entry in data["not_events"]["phrases"]
    ]
    owner: dict[tuple[str, Frame | None], str] = {}
    doubtful = frozenset(data["not_events"]["doubtful"])
    named: dict[tuple[str, ...], Roles] = {}
    for name, section in data["events"].items():
        for frame, parts in _framed(section, data["frames"]["roles"], named, inflect):
            for part, entries in parts.items():
                if part not in PARTS or not isinstance(entries, list):
                    message = f"events.{name}.{part} is not a list of triggers; there are {', '.join(sorted(PARTS))}"
                    raise LexiconError(message)
                for entry in entries:
                    first = owner.setdefault((entry, frame), name)
                    if first != name:
                        message = f"{entry!r} is a trigger of both {first} and {name}"
                        raise LexiconError(message)
                    trigger = Trigger(
                        EventType(name),
                        verb=part != "nouns",
                        object_only=part == "objects",
                        weak=part == "weak",
                        doubtful=frame is None and entry in doubtful,
                        frame=frame,
                    )
                    found.append(compile_phrase(entry, trigger, inflect))
    unknown = sorted(doubtful - {entry for entry, _ in owner})
    if unknown:
        message = f"not_events.doubtful holds {unknown[0]!r}, which is no trigger"
        raise LexiconError(message)
    return Phrases(found)


def _framed(
    section: Mapping[str, Any], known: Mapping[str, list[str]], named: dict[tuple[str, ...], Roles], inflect: Inflector
) -> Iterator[tuple[Frame | None, Mapping[str, Any]]]:
    """Yield a kind's triggers that ask for nothing, then those of each frame; frames with the same roles share them."""
    yield None, {part: entries for part, entries in section.items() if part != "frames"}

    def part(names: list[str] | None) -> Roles | None:
        if names is None:
            return None
        if tuple(names) not in named:
            named[tuple(names)] = roles(names, known, inflect)
        return named[tuple(names)]

    for framed in section.get("frames", ()):
        parts = {part: entries for part, entries in framed.items() if part not in {"by", "upon"}}
        yield Frame(part(framed.get("by")), part(framed.get("upon"))), parts


def roles(names: Iterable[str], known: Mapping[str, list[str]], inflect: Inflector) -> Roles:
    """Compile the nouns of some roles: plain words, and phrases of several."""
    entries = {entry for name in names for entry in known[name]}
    phrases = sorted(entry for entry in entries if " " in entry)
    words = {word for entry in entries.difference(phrases) for word in entry.split("|")}
    classes = {word for word in words if word.startswith("@")}
    return Roles(
        words=frozenset(words - classes - {_NAME, _ACRONYM}).union(*(inflect.members(name[1:]) for name in classes)),
        phrases=Phrases(compile_phrase(entry, entry, inflect) for entry in phrases),
        names=_NAME in words,
        acronyms=_ACRONYM in words,
    )
