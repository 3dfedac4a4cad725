"""Loads a language file and checks it: every message names file, entry and reason."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from types import MappingProxyType
from typing import Any

from geo.errors import LexiconError
from geo.inflection import Inflector
from geo.lexicon.agreeing import agreement_words
from geo.lexicon.records import (
    Casualties,
    Certainty,
    DateWords,
    Grammar,
    LayoutWords,
    Lexicon,
    LineWords,
    LookAlikes,
    PartyWords,
    PlaceWords,
    Speech,
)
from geo.lexicon.triggers import PARTS, roles, triggers
from geo.model import EventType
from geo.phrases import Phrases, compile_phrase


@cache
def load(language: str) -> Lexicon:
    """Load a language's data once; raises LexiconError naming file, entry and reason."""
    path = files("geo").joinpath("lexicon", f"{language}.toml")
    if not path.is_file():
        message = f"there is no lexicon for the language {language!r}"
        raise LexiconError(message)
    return read(path)


def read(path: Traversable) -> Lexicon:
    """Read a language file; raises LexiconError naming file, entry and reason."""
    try:
        return parse(tomllib.loads(path.read_text(encoding="utf-8")))
    except KeyError as error:
        message = f"{path}: there is no entry {error}"
        raise LexiconError(message) from error
    except (LexiconError, OSError, ValueError, TypeError, AttributeError) as error:
        message = f"{path}: {error}"
        raise LexiconError(message) from error


def parse(data: Mapping[str, Any]) -> Lexicon:
    """Build a Lexicon from the parsed TOML; raises LexiconError for an ambiguous or malformed entry."""
    grammar = Grammar(**{name: frozenset(data["grammar"][name]) for name in Grammar.__dataclass_fields__})
    light = grammar.auxiliaries | grammar.adverbs | grammar.light
    peoples = [name.lower() for names in data["demonyms"].values() for name in names if name.endswith("s")]
    national = [name.lower() for names in data["demonyms"].values() for name in names if not name.endswith("s")]
    classes = {**data["classes"], "peoples": peoples, "national": national}
    inflect = Inflector(data["irregular_verbs"], classes, light)
    certainty, speech = data["certainty"], data["speech"]

    def phrases(entries: Iterable[str]) -> Phrases[str]:
        return Phrases(compile_phrase(entry, entry, inflect) for entry in entries)

    said = [
        compile_phrase(entry, stance, inflect)
        for stance, key in (("say", "verbs"), ("deny", "deny"), ("propose", "propose"))
        for entry in speech[key]
    ]
    return Lexicon(
        language=data["language"],
        function_words=frozenset(data["function_words"]),
        abbreviations=frozenset(data["abbreviations"]),
        number_signs=frozenset(data["number_signs"]),
        grammar=grammar,
        triggers=triggers(data, inflect),
        agents=roles(data["frames"]["agents"], data["frames"]["roles"], inflect),
        closing=_closing(data, grammar),
        bodies=frozenset(data["frames"]["bodies"]),
        plural_pronouns=frozenset(data["frames"]["plural_pronouns"]),
        counted_by=frozenset(data["frames"]["counted_by"]),
        war=frozenset(data["not_events"]["war"]),
        hazards=frozenset(data["not_events"]["hazards"]),
        scenes=_scenes(data["not_events"]["scenes"]),
        look_alikes=_look_alikes(data["not_events"], inflect),
        weapon_kinds=_weapon_kinds(data),
        bombers=frozenset(data["classes"]["bombers"]),
        irregulars=frozenset(data["classes"]["irregulars"]),
        certainty=_certainty(certainty, inflect),
        speech=Speech(
            verbs=Phrases(said),
            according=phrases(speech["according"]),
            sayings=Phrases(
                said
                + [
                    compile_phrase(entry, key, inflect)
                    for key in ("responsibility", "according", "closing")
                    for entry in speech[key]
                ]
            ),
            sources=frozenset().union(*map(inflect.noun, speech["sources"])),
            reporters=frozenset(speech["reporters"]),
            silent=phrases(speech["silent"]),
            hearers=frozenset(speech["hearers"]),
            documents=frozenset(speech["documents"]),
            first_person=frozenset(speech["first_person"]),
            possessive=frozenset(speech["possessive"]),
            own=frozenset(speech["own"]),
            issuers=frozenset(speech["issuers"]),
            statements=phrases(speech["statements"]),
            releases=phrases(speech["releases"]),
            editors=phrases(speech["editors"]),
            answer=frozenset(speech["answer"]),
            asking=frozenset(speech["asking"]),
            prompts=phrases(speech["prompts"]),
            carry=phrases(speech["carry"]),
            echoes=frozenset(speech["echoes"]),
        ),
        layout=_layout_words(data["layout"], inflect),
        places=_place_words(data["places"], data["demonyms"], inflect),
        lines=LineWords(**{name: frozenset(data["lines"][name]) for name in LineWords.__dataclass_fields__}),
        dates=_date_words(data["dates"], inflect),
        casualties=_casualties(data["casualties"], inflect),
        parties=_party_words(data, inflect),
        actors=frozenset(data["parties"]["actors"]),
        agreement=agreement_words(data["agreement"]),
    )


def _certainty(words: Mapping[str, Any], inflect: Inflector) -> Certainty:
    sets = ("conditions", "of_people", "of_itself", "of_all", "of_both", "of_many")
    return Certainty(
        conditions=frozenset(words["conditions"]),
        of_people=frozenset(words["of_people"]),
        of_itself=frozenset(words["of_itself"]),
        of_all=frozenset(words["of_all"]),
        of_both=frozenset(words["of_both"]),
        of_many=frozenset(words["of_many"]),
        **{
            name: Phrases(compile_phrase(entry, entry, inflect) for entry in words[name])
            for name in Certainty.__dataclass_fields__
            if name not in sets
        },
    )


def _weapon_kinds(data: Mapping[str, Any]) -> Mapping[str, EventType]:
    words = (
        (data["classes"]["guns"], EventType.SHELLING),
        ([*data["classes"]["aircraft"], *data["classes"]["drones"], "strike", "strikes"], EventType.AIR_STRIKE),
        (data["parties"]["devices"], EventType.EXPLOSION),
    )
    return MappingProxyType({word: kind for found, kind in words for word in found})


def _look_alikes(words: Mapping[str, Any], inflect: Inflector) -> LookAlikes:
    def by_kind(table: Mapping[str, list[str]]) -> Mapping[EventType | None, Phrases[str]]:
        return MappingProxyType(
            {
                None if kind == "any" else EventType(kind): Phrases(
                    compile_phrase(entry, entry, inflect) for entry in entries
                )
                for kind, entries in table.items()
            }
        )

    return LookAlikes(
        subjects=by_kind(words["subjects"]),
        objects=by_kind(words["objects"]),
        modifiers=by_kind(words["modifiers"]),
        topics=Phrases(compile_phrase(entry, entry, inflect) for entry in words["topics"]),
    )


def _scenes(entries: Iterable[Mapping[str, list[str]]]) -> Mapping[EventType, frozenset[str]]:
    words: dict[EventType, frozenset[str]] = {}
    for entry in entries:
        for kind in entry["kinds"]:
            words[EventType(kind)] = words.get(EventType(kind), frozenset()).union(entry["words"])
    return MappingProxyType(words)


def _place_words(words: Mapping[str, Any], demonyms: Mapping[str, list[str]], inflect: Inflector) -> PlaceWords:
    def phrases(key: str) -> Phrases[str]:
        return Phrases(compile_phrase(entry, entry, inflect) for entry in words[key])

    people: dict[str, str] = {}
    for country, names in demonyms.items():
        for name in names:
            if people.setdefault(name.lower(), country) != country:
                message = f"{name!r} is the people of both {people[name.lower()]} and {country}"
                raise LexiconError(message)
    features = frozenset().union(*(words[kind] for kind in ("town", "region", "district", "facility")))
    return PlaceWords(
        features=features,
        town=frozenset(words["town"]),
        region=frozenset(words["region"]),
        district=frozenset(words["district"]),
        facility=frozenset(words["facility"]),
        locative=frozenset(words["locative"]),
        placing=frozenset(words["placing"]),
        strong=frozenset(words["strong"]),
        all_over=frozenset(words["all_over"]),
        in_country=frozenset(words["in_country"]),
        anaphora=frozenset(words["anaphora"]),
        quarters=frozenset(words["quarters"]),
        counties=frozenset(words["counties"]),
        district_cues=frozenset(words["district_cues"]),
        inhabitants=frozenset(words["inhabitants"]),
        eyewitnesses=frozenset(words["eyewitnesses"]),
        leading=frozenset(words["leading"]),
        governing=frozenset(words["governing"]),
        place_verbs=frozenset(words["place_verbs"]),
        between=frozenset(words["between"]),
        parts=frozenset(words["parts"]),
        organisation_after=frozenset(words["organisation_after"]),
        origin_after=frozenset(words["origin_after"]),
        given_names=frozenset(words["given_names"]),
        abbreviated=MappingProxyType(words["abbreviated"]),
        named_after=phrases("named_after"),
        named_things=frozenset(words["named_things"]),
        vessels=frozenset(words["vessels"]),
        code_names=frozenset(words["code_names"]),
        playing=frozenset(words["playing"]),
        not_places=frozenset(words["not_places"]),
        person_before=frozenset(words["person_before"]),
        person_after=frozenset(words["person_after"]),
        near=phrases("near"),
        covering=frozenset(words["covering"]),
        around=phrases("around"),
        metonym_verbs=phrases("metonym_verbs"),
        metonym_before=phrases("metonym_before"),
        seats=frozenset(words["seats"]),
        oblique=frozenset(words["oblique"]),
        metonym_states=phrases("metonym_states"),
        metonym_modals=frozenset(words["metonym_modals"]),
        metonym_exceptions=phrases("metonym_exceptions"),
        linking_with=frozenset(words["linking_with"]),
        metonym_nouns=frozenset(words["metonym_nouns"]),
        metonym_allies=frozenset(words["metonym_allies"]),
        metonym_dealings=frozenset(words["metonym_dealings"]),
        metonym_joined=frozenset(words["metonym_joined"]),
        organisation_before=phrases("organisation_before"),
        origin_before=phrases("origin_before"),
        spoken_of_before=phrases("spoken_of_before"),
        container_before=phrases("container_before"),
        befalling=phrases("befalling"),
        directions=MappingProxyType({name: float(bearing) for name, bearing in words["directions"].items()}),
        metonyms=MappingProxyType(words["metonyms"]),
        demonyms=MappingProxyType(people),
        demonym_starts=frozenset(name.partition(" ")[0] for name in people),
        metonym_starts=frozenset(name.partition(" ")[0] for name in words["metonyms"]),
    )


def _layout_words(words: Mapping[str, Any], inflect: Inflector) -> LayoutWords:
    def phrases(key: str) -> Phrases[str]:
        return Phrases(compile_phrase(entry, entry, inflect) for entry in words[key])

    labels = [entry for key in ("labels", "captions", "chronicle") for entry in words[key]]
    openers = frozenset(label.split()[0] for label in labels)
    notices, credited = phrases("notices"), phrases("credits")
    return LayoutWords(
        openers=openers,
        notices=notices,
        credits=credited,
        starters=openers.union(*(phrase.elements[0] or () for phrase in (*notices, *credited))),
        **{
            name: frozenset(words[name])
            for name in ("labels", "captions", "chronicle", "crediting", "zones", "updates")
        },
    )


def _date_words(words: Mapping[str, Any], inflect: Inflector) -> DateWords:
    months = {name: number for number, name in enumerate(words["months"], start=1)}
    kinds = ("today", "yesterday", "overnight", "tomorrow", "previous_day", "next_day", "same_day")
    mapped = {"months", "weekdays", "phrases", "pointing", "numbers", "vague", "units", "parts"}
    mapped |= {"starts", "behind_article"}
    months |= words["month_abbreviations"]
    phrases = [compile_phrase(entry, kind, inflect) for kind in kinds for entry in words[kind]]
    first = {word for phrase in phrases for word in phrase.elements[0] or ()}
    second = {word for phrase in phrases for element in phrase.elements[1:2] for word in element or ()}
    counts = {*words["number_words"], *words["vague"], *words["units"], *(f"{unit}s" for unit in words["units"])}
    which = (word for key in ("latest", "coming", "this", "recent", "later", "weekend") for word in words[key])
    parts = (word for found in words["parts"].values() for word in found)
    return DateWords(
        months=MappingProxyType(months),
        weekdays=MappingProxyType({name: number for number, name in enumerate(words["weekdays"])}),
        starts=frozenset({*months, *words["weekdays"], *first, *counts, *which, *parts}),
        behind_article=frozenset({*second, *counts, *words["weekend"]}),
        phrases=Phrases(phrases),
        pointing=Phrases(compile_phrase(entry, entry, inflect) for entry in words["pointing"]),
        numbers=MappingProxyType(words["number_words"]),
        vague=MappingProxyType({word: (low, high) for word, (low, high) in words["vague"].items()}),
        units=MappingProxyType(words["units"]),
        parts=MappingProxyType({word: part for part, found in words["parts"].items() for word in found}),
        **{name: frozenset(words[name]) for name in DateWords.__dataclass_fields__ if name not in mapped},
    )


def _casualties(words: Mapping[str, Any], inflect: Inflector) -> Casualties:
    def phrases(*keys: str) -> Phrases[str]:
        return Phrases(compile_phrase(entry, key, inflect) for key in keys for entry in words[key])

    harm = phrases("killing", "dying", "dead", "deaths", "wounding", "injuries", "toll")
    mapped = {"harm", "bounds", "tolls", "totals", "harm_words", "people", "numbers", "multiples", "vague"}
    return Casualties(
        harm=harm,
        bounds=phrases("at_least", "at_most", "about"),
        tolls=phrases("rising", "passing"),
        totals=phrases("totals"),
        harm_words=frozenset(word for phrase in harm for word in phrase.elements[0] or ()),
        people=frozenset(words["people"]).union(*map(inflect.noun, words["person"])) - frozenset(words["person"]),
        numbers=MappingProxyType(words["numbers"]),
        multiples=MappingProxyType(words["multiples"]),
        vague=MappingProxyType({word: (low, high) for word, (low, high) in words["vague"].items()}),
        **{name: frozenset(words[name]) for name in Casualties.__dataclass_fields__ if name not in mapped},
    )


def _party_words(data: Mapping[str, Any], inflect: Inflector) -> PartyWords:
    words, irregular = data["parties"], data["irregular_verbs"]
    sections = [part for section in data["events"].values() for part in (section, *section.get("frames", ()))]
    entries = [entry for part in sections for name in part.keys() & PARTS for entry in part[name]]
    marked = {choice for entry in entries for word in entry.split() for choice in word.split("|")}
    lemmas = {word[:-1] for word in marked if word[-1] in "~!"} | irregular.keys()
    forms = {form for found in irregular.values() for form in found if not form.endswith(("s", "ing"))}
    return PartyWords(
        past=frozenset(words["past"]) | {form for form in forms if form not in irregular},
        verbs=frozenset(words["past"]).union(*(inflect.verb(lemma) for lemma in sorted(lemmas))),
        **{name: frozenset(words[name]) for name in PartyWords.__dataclass_fields__ if name not in {"past", "verbs"}},
    )


def _closing(data: Mapping[str, Any], grammar: Grammar) -> frozenset[str]:
    parties = data["parties"]
    return grammar.prepositions.union(
        grammar.clause_words,
        grammar.auxiliaries,
        grammar.light,
        grammar.determiners,
        parties["particles"],
        parties["ending"],
        parties["leading_to"],
        data["frames"]["trailing"],
    )
