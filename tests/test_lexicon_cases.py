"""Every phrase of the lexicon decides a case of the tables: without it the finders see something else."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from types import MappingProxyType
from typing import Any, NamedTuple

import pytest

from geo.claims.casualties import figures
from geo.find.attribution import attributions, unverified
from geo.find.dates import dates, days_before
from geo.find.events import events
from geo.find.sentences import sentences
from geo.find.toponyms import toponyms
from geo.lexicon import Lexicon
from geo.model import EventMention, Findings
from geo.phrases import Phrase, Phrases
from tests.reading import THURSDAY, article, findings, labels, opened
from tests.tabled import Case, cases

LEXICON = opened()[0]


# ---------------------------------------------------------------- what each family of rules makes of a text


def _events(found: Findings, lexicon: Lexicon, _text: str) -> object:
    return events(found.tokens, found.sentences, lexicon)


def _events_and_doubts(found: Findings, lexicon: Lexicon, text: str) -> object:
    return _events(found, lexicon, text), unverified(found.tokens, found.sentences, lexicon)


def _attributions(found: Findings, lexicon: Lexicon, _text: str) -> object:
    return attributions(found.tokens, found.sentences, lexicon)


def _dates(found: Findings, lexicon: Lexicon, _text: str) -> object:
    days = dates(found.tokens, found.sentences, THURSDAY, lexicon)
    return days, days_before(found.tokens, found.sentences, days, lexicon)


def _toponyms(found: Findings, lexicon: Lexicon, text: str) -> object:
    return toponyms(text, found.tokens, found.sentences, lexicon, opened()[1])


def _figures(_found: Findings, lexicon: Lexicon, text: str) -> object:
    found = findings(text, None)  # of unknown publication, so that only the words tell that a year's figures are meant
    numbers = range(len(found.sentences))
    return [figure for number in numbers for figure in figures(article(text, None), found, number, lexicon)]


def _asides(found: Findings, lexicon: Lexicon, text: str) -> object:
    return [sentence.boilerplate for sentence in sentences(text, found.tokens, lexicon, opened()[1])]


# ---------------------------------------------------------------- how the tables write it


def _kinds(found: Findings, _text: str) -> str:
    return ", ".join(sorted({event.event_type for event in found.events})) or "nothing"


def _sureness(found: Findings, _text: str) -> str:
    told = sorted({_how(event) for event in found.events})
    return ", ".join([*told, *["unverified" for _ in found.unverified]]) or "nothing"


def _how(event: EventMention) -> str:
    flags = {"denied": event.negated, "planned": event.planned, "reported": event.reported}
    return " ".join([event.event_type, *(name for name, holds in flags.items() if holds)])


def _voices(found: Findings, text: str) -> str:
    return " / ".join(
        "own voice" if one is None else f"{one.stance}: {one.claimant.of(text) if one.claimant else 'somebody'}"
        for one in found.attributions
    )


def _days(found: Findings, _text: str) -> str:
    days = [
        f"{mention.shift:+} days" if mention.shift is not None else f"{mention.when.start}..{mention.when.end}"
        for mention in found.dates
    ]
    return ", ".join(days) or "no day"


def _roles(found: Findings, _text: str) -> str:
    return ", ".join(f"{named.text} {named.role} {named.relation}" for named in found.toponyms) or "no place"


def _harm(found: Findings, text: str) -> str:
    numbers = range(len(found.sentences))
    told = [figure for number in numbers for figure in figures(article(text, None), found, number, LEXICON)]
    return ", ".join(f"{one.harm.name.lower()} {one.count.low}..{one.count.high}" for one in told) or "no figure"


def _parts(found: Findings, _text: str) -> str:
    return " / ".join("no part of the account" if each.boilerplate else "account" for each in found.sentences)


class Family(NamedTuple):
    """A family of rules: its table, the lexicon's groups that it reads, what it finds and how the table writes that."""

    table: str
    groups: tuple[str, ...]
    find: Callable[[Findings, Lexicon, str], object]
    write: Callable[[Findings, str], str]
    beside: str = ""  # what else the article says


FAMILIES = (
    Family("events", ("triggers",), _events, _kinds),
    Family("framed", ("look_alikes", "triggers"), _events, _kinds, " Soldiers and rebels read the news."),
    Family("look_alikes", ("look_alikes", "triggers"), _events, _kinds, " Soldiers read the news."),
    Family("ambiguous", ("look_alikes", "triggers"), _events, _kinds),
    Family("ambiguous", ("look_alikes", "triggers"), _events, _kinds, " Soldiers read the news."),
    Family("certainty", ("certainty",), _events_and_doubts, _sureness),
    Family("speech", ("speech",), _attributions, _voices),
    Family("dates", ("dates",), _dates, _days),
    Family("places", ("places",), _toponyms, _roles),
    Family("layout", ("layout",), _asides, _parts),
    Family("casualties", ("casualties",), _figures, _harm),
)
TABLES = {
    (family.table, family.beside): [Case(case.text + family.beside, case.outcome) for case in cases(family.table)]
    for family in FAMILIES
}
ROWS = [
    pytest.param(family, case, id=f"{family.table}-{name}")
    for family in FAMILIES
    for case, name in zip(TABLES[family.table, family.beside], labels(TABLES[family.table, family.beside]), strict=True)
]


@pytest.mark.parametrize(("family", "case"), ROWS)
def test_a_case_has_its_outcome(family: Family, case: Case) -> None:
    assert family.write(findings(case.text), case.text) == case.outcome


# ---------------------------------------------------------------- each entry


Path = tuple[Any, ...]


def groups(record: object, path: Path = ()) -> Iterator[tuple[Path, Phrases[Any]]]:
    """Yield every group of phrases of the lexicon with the fields and keys that lead to it."""
    if isinstance(record, Phrases):
        yield path, record
    elif isinstance(record, Mapping):
        for key, value in record.items():
            yield from groups(value, (*path, key))
    elif is_dataclass(record):
        for field in fields(record):
            yield from groups(getattr(record, field.name), (*path, field.name))


def without(record: Any, path: Path, phrase: Phrase[Any]) -> Any:  # noqa: ANN401 - records of all kinds, one within another
    """Return the record with one phrase less in the group at `path`."""
    if not path:
        return Phrases(other for other in record if other is not phrase)
    key, *rest = path
    if isinstance(record, Mapping):
        return MappingProxyType({**record, key: without(record[key], tuple(rest), phrase)})
    return replace(record, **{key: without(getattr(record, key), tuple(rest), phrase)})


def _decides(path: Path, phrase: Phrase[Any], family: Family, texts: list[str]) -> bool:
    """Tell whether the family finds something else in one of the texts without the phrase."""
    poorer = without(LEXICON, path, phrase)
    return any(
        family.find(found, LEXICON, text) != family.find(found, poorer, text)
        for text in texts
        for found in (findings(text),)
    )


# The same entries stand in speech.sayings, which decides; these help to see where a speaker's words end.
SHARED = {("speech", "verbs"), ("speech", "according")}
GROUPS = [
    pytest.param(path, id=".".join(map(str, path)))
    for path, _ in groups(LEXICON)
    if path not in SHARED and path[0] != "agents"  # the words of all roles are no phrases of their own
]


@pytest.mark.parametrize("path", GROUPS)
def test_every_phrase_decides_a_case(path: Path) -> None:
    phrases = dict(groups(LEXICON))[path]
    families = [family for family in FAMILIES if path[0] in family.groups]
    idle = {id(phrase): phrase.source for phrase in phrases}
    for family in families:
        told: dict[int, list[str]] = {}
        for case in TABLES[family.table, family.beside]:
            tokens = findings(case.text).tokens
            for matched in {id(match.phrase) for match in phrases.within(tokens, 0, len(tokens))}:
                told.setdefault(matched, []).append(case.text)
        for phrase in phrases:
            if id(phrase) in idle and id(phrase) in told and _decides(path, phrase, family, told[id(phrase)]):
                del idle[id(phrase)]
    assert not idle, f"no case of the tables turns on {list(idle.values())}"
