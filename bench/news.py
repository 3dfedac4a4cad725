"""Articles that the engine is measured with: any number of them, of any length, the same ones each time.

Of twenty, fourteen report on a conflict, three tell of its surroundings (talks, trade, harvests) and three of nothing
of the kind. About one sentence in four of a report tells an event, as in the project's own articles; the others carry
names, days, speakers and war words that give no claim. Places are towns of eight countries in the gazetteer. An
article depends on its number and length alone, so that any part of a million of them can be made apart.
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from geo.gazetteer import Gazetteer
from geo.model import Article

WORDS = 350
_FIRST_DAY, _DAYS = date(2031, 1, 1), 365
_COUNTRIES = ("UA", "SY", "SD", "MM", "YE", "SO", "ML", "CD")
_TOWNS_OF_A_REGION = 60
_REPORTS, _SURROUNDINGS, _ALL = 14, 17, 20
_TELLING = 0.25  # share of a report's sentences that tell an event
_PARAGRAPH = 3  # sentences
_OUTLETS = ("Northgate Courier", "The Lantern", "Harbour Dispatch", "Meridian Post", "Valley Record", "Open Ledger")

_ACTORS = ("the army", "rebels", "government forces", "the militia", "insurgents", "gunmen", "separatist fighters")
_SPEAKERS = (
    "the governor", "a military spokesman", "the regional administration", "local officials", "residents",
    "the defence ministry", "a hospital doctor", "the rebels", "aid workers", "the mayor of {place}",
)  # fmt: skip
_SAID = ("said", "told reporters", "announced", "claimed", "reported", "said in a statement")
_WHEN = ("on {day}", "on {day} morning", "late on {day}", "overnight", "early on {day}", "on {day} evening", "")
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

_EVENTS = (
    "{Actor} shelled {place} {when}, {speaker} {said}.",
    "An air strike hit a market in {place} {when}, killing at least {number} people, {speaker} {said}.",
    "{Speaker} {said} that a drone had struck a fuel depot near {place} {when}.",
    "Missiles struck residential buildings in {place} {when}, and {number} people were injured.",
    "{Actor} captured {place}, {region}, after days of fighting, {speaker} {said}.",
    "Heavy fighting broke out around {place} {when} between {actor} and {actor2}.",
    "A car bomb exploded outside a police station in {place} {when}, {speaker} {said}.",
    "{Actor} attacked a checkpoint between {place} and {place2} {when}; {number} soldiers were killed.",
    "Explosions were heard in {place} {when}, {speaker} {said}, but the report could not be verified.",
    "“They opened fire on the crowd in {place},” {speaker} {said} {when}.",
    "{Number} civilians were abducted by {actor} in the village of {place} {when}.",
    "{Speaker} denied that {actor} had fired rockets at {place} {when}.",
    "{Actor} withdrew from {place} {when}, {speaker} {said}.",
    "A bridge across the river at {place} was destroyed {when}, cutting the road to {place2}.",
    "{Actor} carried out an ambush on a convoy north of {place} {when}, leaving {number} dead, according to {speaker}.",
)
_CONTEXT = (
    "The war has displaced hundreds of thousands of people in {country} since it began.",
    "{Speaker} {said} that schools in {region} would stay closed until the roads were safe.",
    "“Nobody here sleeps well any more,” {speaker} {said}.",
    "Both sides have accused each other of breaking the truce that was signed in {place} last year.",
    "The region has changed hands several times in recent years.",
    "Diplomats met in Geneva {when} for another round of talks on {country}.",
    "Prices of bread and fuel in {place} have risen sharply, traders {said}.",
    "The hospital in {place} has room for {number} patients and no generator of its own.",
    "It was not clear how many families had returned to their homes.",
    "Humanitarian convoys wait for permission to use the road from {place} to {place2}.",
    "The United Nations has called for restraint, and its envoy is due in the capital next week.",
    "Analysts say that the winter will decide which side can hold what it has.",
    "Parliament debated a new law on conscription, which the opposition has called unworkable.",
    "“We have asked for help many times, and we ask again,” the statement {said}.",
    "Most of the {number} thousand inhabitants of {place} lived from farming before the conflict.",
    "The army did not answer questions about the operation.",
    "Telephone lines to {place} have been cut, so that relatives wait for news.",
    "The commander, who spoke on condition of anonymity, {said} that his men were tired.",
    "A ceasefire has been discussed for months without result.",
    "Volunteers have dug wells and repaired roofs in the villages of {region}.",
    "Some of the wounded were taken across the border, {speaker} {said}.",
    "The company that runs the power station {said} repairs would take {number} days.",
)
_SURROUNDING = (
    "Farmers in {region} expect a poor harvest after a dry spring.",
    "The port handled {number} ships in the month, {speaker} {said}.",
    "Ministers from {country} and its neighbours will meet in {place} on {day}.",
    "The central bank left its rate unchanged and warned of higher prices.",
    "A delegation visited the new bridge at {place}, which opens in the spring.",
    "Exports of grain fell by {number} per cent against the year before.",
    "The election commission published the lists of candidates {when}.",
    "Teachers in {place} have gone on strike for better pay.",
    "A former minister was questioned over contracts for army boots.",
    "The railway will run {number} more trains between {place} and {place2}.",
)
_NOISE = (
    "The striker fired home from close range in the {number}th minute.",
    "The visitors defended deep and hit the bar twice before the break.",
    "Heavy rain is forecast for the coast, with gusts that may bring down branches.",
    "Shares in the bakery chain jumped by {number} per cent on {day}.",
    "The film opens in cinemas on {day} and runs for almost three hours.",
    "Stir the onions until they are soft, then add the lentils and a bay leaf.",
    "The gallery has borrowed {number} paintings, some of them never shown before.",
    "Her new album was recorded in a barn and has divided the critics.",
    "Researchers counted {number} species of moth in a single garden.",
    "The coach {said} that his team had been under siege for the last ten minutes.",
    "The council has approved plans for a cycle path along the canal.",
    "Fans queued from early morning, and tickets were gone within an hour.",
)
_TITLES = {
    _EVENTS: ("Fighting near {place}", "Strike hits {place}", "New attacks reported in {region}", "{place} under fire"),
    _SURROUNDING: ("Talks on {country} go on", "{region} looks to the spring", "Trade picks up in {place}"),
    _NOISE: ("Late goal decides the derby", "A garden full of moths", "What to cook this weekend", "Rain on the way"),
}


def articles(count: int, words: int = WORDS, first: int = 0) -> Iterator[Article]:
    """Yield so many articles from number `first` on, each of at least so many words and at most a sentence more."""
    for number in range(first, first + count):
        yield _article(number, words)


def write_jsonl(path: Path, count: int, words: int = WORDS, first: int = 0) -> None:
    """Write articles as a `.jsonl` file that the readers read."""
    with path.open("w", encoding="utf-8") as stream:
        for article in articles(count, words, first):
            told = {"id": article.article_id, "title": article.title, "date": str(article.published)}
            told |= {"url": article.url, "text": article.text, "source": article.source}
            stream.write(json.dumps(told, ensure_ascii=False) + "\n")


def _article(number: int, words: int) -> Article:
    chance = random.Random(f"article {number} {words}")  # noqa: S311 - nothing is kept secret
    country, towns = chance.choice(_ground())
    some = chance.sample(towns, 4)  # what an article is about
    kind = number % _ALL
    main = _EVENTS if kind < _REPORTS else _SURROUNDING if kind < _SURROUNDINGS else _NOISE
    published = _FIRST_DAY + timedelta(days=chance.randrange(_DAYS))
    sentences: list[str] = []
    left = words
    while left > 0:
        sentences.append(_sentence(chance, main, country, some))
        left -= len(sentences[-1].split())
    paragraphs = (" ".join(sentences[at : at + _PARAGRAPH]) for at in range(0, len(sentences), _PARAGRAPH))
    title = _filled(chance, chance.choice(_TITLES[main]), country, some)
    outlet = chance.choice(_OUTLETS)
    url = f"https://{outlet.lower().replace(' ', '-')}.example/{published:%Y/%m/%d}/{number}"
    return Article(f"news-{number}", title, "\n\n".join(paragraphs), published, url, outlet, origin="")


def _sentence(chance: random.Random, main: tuple[str, ...], country: str, towns: list[tuple[str, str]]) -> str:
    if main is _EVENTS:
        main = _EVENTS if chance.random() < _TELLING else _CONTEXT
    return _filled(chance, chance.choice(main), country, towns)


def _filled(chance: random.Random, pattern: str, country: str, towns: list[tuple[str, str]]) -> str:
    place, region = chance.choice(towns)
    day = chance.choice(_WEEKDAYS)
    number = str(chance.randint(2, 60))
    actor, speaker = chance.choice(_ACTORS), chance.choice(_SPEAKERS).format(place=place)
    told = pattern.format(
        place=place,
        place2=chance.choice(towns)[0],
        region=region,
        country=country,
        day=day,
        when=chance.choice(_WHEN).format(day=day),
        number=number,
        Number=number,
        actor=actor,
        Actor=actor[0].upper() + actor[1:],
        actor2=chance.choice(_ACTORS),
        speaker=speaker,
        Speaker=speaker[0].upper() + speaker[1:],
        said=chance.choice(_SAID),
    )
    return " ".join(told.replace(" ,", ",").replace(" .", ".").replace(" ;", ";").split())


@cache
def _ground() -> tuple[tuple[str, list[tuple[str, str]]], ...]:
    """Return each country with its towns, each by name and region."""
    gazetteer = Gazetteer.built_in()
    names = {country.alpha2: country.name for country in gazetteer.countries()}
    towns: dict[str, dict[str, str]] = {code: {} for code in _COUNTRIES}
    for region in (region for region in gazetteer.regions() if region.country in towns):
        for town in gazetteer.nearest_towns(region.latitude, region.longitude, _TOWNS_OF_A_REGION):
            if town.region == region.code:
                towns[region.country].setdefault(town.name, region.name)
    return tuple((names[code], sorted(of.items())) for code, of in towns.items())


if __name__ == "__main__":
    write_jsonl(Path(sys.argv[1]), int(sys.argv[2]))
