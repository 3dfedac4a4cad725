"""The language files: whole, checked when loaded, and without entries that can never be found."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import fields, is_dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from geo.errors import LexiconError
from geo.lexicon import Lexicon, parse, read
from geo.model import EventType
from geo.phrases import Phrase, Phrases
from geo.tokens import tokenize

TEXT = files("geo").joinpath("lexicon", "en.toml").read_text(encoding="utf-8")
DATA = tomllib.loads(TEXT)
LEXICON = Lexicon.load()


def groups(record: object, name: str = "") -> Iterator[tuple[str, object]]:
    """Yield every word list, mapping and phrase list of the lexicon with its dotted name."""
    if is_dataclass(record) and not isinstance(record, Phrases):
        for field in fields(record):
            yield from groups(getattr(record, field.name), f"{name}.{field.name}".lstrip("."))
    else:
        yield name, record


PHRASES = [
    pytest.param(phrases, phrase, id=f"{name}-{phrase.source}")
    for name, phrases in groups(LEXICON)
    if isinstance(phrases, Phrases)
    for phrase in phrases
]


def written(phrase: Phrase[object]) -> str:
    """Return a text that the phrase must find: its first alternatives with nothing in the gaps."""
    words = [min(element) for element in phrase.elements if element is not None]
    return " ".join("12" if word == "#" else word for word in words)


# ---------------------------------------------------------------- the shipped file


@pytest.mark.parametrize(("phrases", "phrase"), PHRASES)
def test_no_phrase_is_dead(phrases: Phrases[object], phrase: Phrase[object]) -> None:
    tokens = tokenize(f"Then {written(phrase)} again")
    found = [match.phrase for match in phrases.within(tokens, 0, len(tokens))]
    assert any(other is phrase for other in found), written(phrase)


def test_every_kind_of_event_has_triggers() -> None:
    assert {phrase.payload.event_type for phrase in LEXICON.triggers} == {None, *EventType}


def test_triggers_say_what_their_place_does() -> None:
    shown = {phrase.source: phrase.payload for phrase in LEXICON.triggers if phrase.payload.frame is None}
    for name, section in DATA["events"].items():
        for part, entries in section.items():
            for entry in entries if part != "frames" else ():
                payload = shown[entry]
                assert payload.event_type == name
                assert payload.verb == (part != "nouns")
                assert payload.object_only == (part == "objects")
                assert payload.weak == (part == "weak")
                assert payload.doubtful == (entry in DATA["not_events"]["doubtful"])


@pytest.mark.parametrize(
    ("name", "group"), [(n, g) for n, g in groups(LEXICON) if not isinstance(g, str | bool | Phrases)]
)
def test_no_word_list_is_empty_and_words_are_small(name: str, group: frozenset[str]) -> None:
    assert group, name
    assert all(word == word.lower() == word.strip() and word for word in group if isinstance(word, str)), name


@pytest.mark.parametrize(
    ("verb", "forms"),
    [
        ("stab", {"stabbed", "stabbing"}),
        ("gun", {"gunned", "gunning"}),
        ("plan", {"planned", "planning"}),
        ("admit", {"admitted", "admitting"}),
        ("take", {"took", "taken", "taking"}),
        ("retake", {"retook", "retaken", "retaking"}),
        ("repel", {"repelled", "repelling"}),
        ("expel", {"expelled", "expelling"}),
        ("beat", {"beaten", "beating"}),
        ("blow", {"blew", "blown", "blowing"}),
        ("withdraw", {"withdrew", "withdrawn", "withdrawing"}),
        ("overrun", {"overran", "overrunning"}),
    ],
)
def test_irregular_verbs_are_complete(verb: str, forms: set[str]) -> None:
    assert forms <= set(DATA["irregular_verbs"][verb])


@pytest.mark.parametrize("verb", sorted(DATA["irregular_verbs"]))
def test_irregular_verbs_have_a_form_in_ing(verb: str) -> None:
    assert sum(form.endswith("ing") for form in DATA["irregular_verbs"][verb]) == 1


@pytest.mark.parametrize(
    ("people", "country"),
    [("ukrainian", "UA"), ("syrians", "SY"), ("nigerien", "NE"), ("nigerian", "NG"), ("south sudanese", "SS")],
)
def test_peoples_tell_their_country(people: str, country: str) -> None:
    assert LEXICON.places.demonyms[people] == country


def test_weekdays_and_months_are_those_of_the_calendar() -> None:
    assert sorted(LEXICON.dates.weekdays.values()) == list(range(7))
    assert set(LEXICON.dates.months.values()) == set(range(1, 13))
    assert LEXICON.dates.months["sept"] == LEXICON.dates.months["september"] == 9


def test_a_language_is_loaded_once() -> None:
    assert Lexicon.load("en") is Lexicon.load("en") is LEXICON or Lexicon.load() is LEXICON


# ---------------------------------------------------------------- what is refused


def test_an_unknown_language_is_named() -> None:
    with pytest.raises(LexiconError, match="no lexicon for the language 'xx'"):
        Lexicon.load("xx")


def _unknown_kind(data: dict[str, Any]) -> None:
    data["events"]["earthquake"] = {"nouns": ["tremor+"]}


def _two_kinds(data: dict[str, Any]) -> None:
    data["events"]["siege"]["nouns"].append(data["events"]["explosion"]["nouns"][0])


def _two_countries(data: dict[str, Any]) -> None:
    data["demonyms"]["RU"].append("Ukrainian")


def _empty_alternative(data: dict[str, Any]) -> None:
    data["events"]["siege"]["phrases"].append("ring||circle around")


def _capital(data: dict[str, Any]) -> None:
    data["speech"]["according"].append("According to")


def _open_gap(data: dict[str, Any]) -> None:
    data["certainty"]["unverified"].append("not ...")


def _unknown_part(data: dict[str, Any]) -> None:
    data["events"]["siege"]["noun"] = ["ring+"]


def _no_list(data: dict[str, Any]) -> None:
    data["events"]["siege"]["nouns"] = "siege"


def _missing(data: dict[str, Any]) -> None:
    del data["dates"]["weekdays"]


def _number(data: dict[str, Any]) -> None:
    data["casualties"]["deaths"] = 3


def _unknown_kind_of_veto(data: dict[str, Any]) -> None:
    data["not_events"]["subjects"]["earthquake"] = ["ground"]


def _unknown_kind_of_scene(data: dict[str, Any]) -> None:
    data["not_events"]["scenes"].append({"kinds": ["earthquake"], "words": ["richter"]})


def _unknown_doubtful(data: dict[str, Any]) -> None:
    data["not_events"]["doubtful"].append("tremor+")


def _unknown_class(data: dict[str, Any]) -> None:
    data["events"]["siege"]["nouns"] = ["ring of @tanks"]


BROKEN: list[tuple[Callable[[dict[str, Any]], None], str]] = [
    (_unknown_kind, "earthquake"),
    (_unknown_kind_of_veto, "earthquake"),
    (_unknown_kind_of_scene, "earthquake"),
    (_unknown_doubtful, re.escape("doubtful holds 'tremor+', which is no trigger")),
    (_unknown_class, "there is no class of words @tanks"),
    (_two_kinds, "is a trigger of both explosion and siege"),
    (_two_countries, "'Ukrainian' is the people of both RU and UA"),
    (_empty_alternative, re.escape("'ring||circle' holds an empty alternative")),
    (_capital, "'According to' is not a phrase"),
    (_open_gap, "'not ...' is not a phrase"),
    (_unknown_part, "events.siege.noun is not a list of triggers"),
    (_no_list, "events.siege.nouns is not a list of triggers"),
    (_missing, "there is no entry 'weekdays'"),
    (_number, "'int' object is not iterable"),
]


def as_toml(value: object) -> str:
    """Return a value as TOML; the standard library only reads it."""
    if isinstance(value, dict):
        return "{" + ", ".join(f'"{key}" = {as_toml(item)}' for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(as_toml, value)) + "]"
    return f'"{value}"' if isinstance(value, str) else str(value)


@pytest.mark.parametrize(("break_it", "reason"), BROKEN)
def test_a_faulty_file_is_refused_with_its_name_and_the_entry(
    tmp_path: Path, break_it: Callable[[dict[str, Any]], None], reason: str
) -> None:
    data = deepcopy(DATA)
    break_it(data)
    path = tmp_path / "xx.toml"
    path.write_text("\n".join(f'"{name}" = {as_toml(value)}' for name, value in data.items()), encoding="utf-8")
    with pytest.raises(LexiconError, match=reason) as caught:
        read(path)
    assert "xx.toml" in str(caught.value)


@pytest.mark.parametrize("content", [b"months = [", b"\xff\xfe", b""])
def test_a_malformed_file_is_refused_with_its_name(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "xx.toml"
    path.write_bytes(content)
    with pytest.raises(LexiconError, match=re.escape("xx.toml: ")):
        read(path)


def test_reading_the_same_data_again_gives_the_same_lexicon(tmp_path: Path) -> None:
    path = tmp_path / "en.toml"
    path.write_text(TEXT, encoding="utf-8")
    for lexicon in (read(path), parse(DATA)):
        assert [p.source for p in lexicon.triggers] == [p.source for p in LEXICON.triggers]
        assert lexicon.dates.months == LEXICON.dates.months
        assert lexicon.abbreviations == LEXICON.abbreviations
