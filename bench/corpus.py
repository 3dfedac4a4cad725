"""The claims that the page is measured with: any number of them, the same ones each time.

Three claims an article, quotes of 150 characters on average, titles of 60; 120 outlets, 400 claimants, 3,000 places in
four countries with their regions, 120 days. The texts are as hard to compress as news (see bench.language), reasons are
worded as the engine words them, and event words, actors and targets are words of the quote, as in articles.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from bench.language import Language
from geo.gazetteer import Gazetteer
from geo.gazetteer.storage import Country, Region
from geo.model import Candidate, Claim, ClaimStatus, DateBasis, DatePrec, EventType, Relation, WherePrec

CLAIMS_OF_AN_ARTICLE = 3
PLACES = 3_000
DAYS = 120

_FIRST_DAY = date(2031, 1, 1)
_ARTICLES_AT_ONCE = 2_000
_COUNTRIES = ("UA", "SY", "SD", "MM")
_TOWNS_OF_A_REGION = 400
_OUTLETS, _CLAIMANTS = 120, 400
_SIDES = ("", "", "", "", "", "", "army", "rebels", "ukraine", "russia", "rsf", "government")
_KINDS = dict(zip(EventType, (18, 8, 4, 9, 16, 14, 9, 1, 7, 3, 4, 4, 3), strict=True))
_STATUSES = dict(zip(ClaimStatus, (48, 34, 8, 3, 7), strict=True))
_UNPLACED, _UNDATED, _SPANNING, _UNVERIFIED = 0.06, 0.05, 0.12, 0.04
_WITH_PARTY, _WITH_CLAIMANT, _WITH_TOLL = 0.38, 0.45, 0.12
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_FOUND = (
    "the only place of that name in the gazetteer",
    "the best known place of that name (2 candidates)",
    "the article is about that country (2 candidates)",
    "the article is about that country (4 candidates)",
    "the article names {beside} beside it",
)
_HOW_IT_CAME = ("", "", "", "", "; the place that the sentences before are about")


@dataclass(frozen=True, slots=True)
class _Place:
    """A place as a claim tells it, but for the words that differ from claim to claim."""

    columns: dict[str, Any]
    reasons: tuple[str, ...]


def claims(count: int) -> Iterator[Claim]:
    """Yield so many claims, article by article."""
    made = _Maker(random.Random(count))  # noqa: S311 - nothing is kept secret
    articles = -(-count // CLAIMS_OF_AN_ARTICLE)
    left = count
    for first in range(0, articles, _ARTICLES_AT_ONCE):
        for claim in made.batch(range(first, min(first + _ARTICLES_AT_ONCE, articles))):
            if left:
                yield claim
                left -= 1


class _Maker:
    """Makes claims of articles by number."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._language = Language(chance.randrange(1 << 32))
        self._places = _places(chance)
        names = self._language.texts([chance.randint(9, 14) for _ in range(_OUTLETS)])
        self._outlets = [name.title() for name in names]
        self._hosts = [f"www.{name.replace(' ', '')}.example" for name in names]
        self._claimants = [
            "the " + name for name in self._language.texts([chance.randint(10, 26) for _ in range(_CLAIMANTS)])
        ]
        self._side_of = [chance.choice(_SIDES) for _ in range(_CLAIMANTS)]

    def batch(self, numbers: range) -> Iterator[Claim]:
        """Yield the claims of a run of articles."""
        chance = self._chance
        titles = self._language.texts([chance.randint(44, 80) for _ in numbers])
        quotes = iter(
            self._language.texts([chance.randint(78, 192) for _ in numbers for _ in range(CLAIMS_OF_AN_ARTICLE)])
        )
        for number, title in zip(numbers, titles, strict=True):
            article = self._article(number, title)
            at = 0
            for _ in range(CLAIMS_OF_AN_ARTICLE):
                at += chance.randint(0, 400)
                yield self._claim(article, next(quotes), at)
                at += 200

    def _article(self, number: int, title: str) -> dict[str, Any]:
        """Return the columns that the claims of an article share."""
        chance = self._chance
        outlet = _rank(chance, _OUTLETS)
        published = _FIRST_DAY + timedelta(days=chance.randrange(DAYS) + 2)
        slug = "-".join(title.split()[:8])
        url = f"https://{self._hosts[outlet]}/{published:%Y/%m/%d}/{slug}-{chance.randrange(10**7)}"
        return {
            "article_id": _digest(f"article {number}"),
            "title": title.capitalize(),
            "url": url,
            "source": self._outlets[outlet],
            "published": published,
        }

    def _claim(self, article: dict[str, Any], words: str, quote_start: int) -> Claim:
        chance = self._chance
        place = self._places[_rank(chance, PLACES)]
        where = _NOWHERE if chance.random() < _UNPLACED else place.columns
        quote = f"{words[0].upper()}{words[1:]} in {place.columns['place_text']}."
        claimant = _rank(chance, _CLAIMANTS) if chance.random() < _WITH_CLAIMANT else None
        deaths = chance.randint(1, 40) if chance.random() < _WITH_TOLL else None
        said = words.split()
        return Claim(
            claim_id=_digest(f"{article['article_id']} {quote_start} {quote}"),
            event_id="",
            grade="",
            grade_reason="",
            event_type=_weighted(chance, _KINDS),
            event_text=_words_of(chance, said, 2),
            place_reason=chance.choice(place.reasons) if where is place.columns else place.reasons[-1],
            actor=_words_of(chance, said, 3) if chance.random() < _WITH_PARTY else "",
            target=_words_of(chance, said, 3) if chance.random() < _WITH_PARTY else "",
            deaths_min=deaths,
            deaths_max=deaths,
            injured_min=chance.randint(1, 90) if chance.random() < _WITH_TOLL else None,
            injured_max=None,
            claimant="" if claimant is None else self._claimants[claimant],
            claimant_side="" if claimant is None else self._side_of[claimant],
            claim_status=_weighted(chance, _STATUSES),
            unverified=chance.random() < _UNVERIFIED,
            correction="",
            quote=quote,
            quote_start=quote_start,
            quote_end=quote_start + len(quote),
            **article,
            **where,
            **_when(chance, article["published"]),
        )


_NOWHERE = {
    "location": "", "place_text": "", "relation": Relation.AT, "latitude": None, "longitude": None,
    "where_prec": None, "radius_km": None, "geonameid": None, "admin1": "", "admin1_code": "", "country": "",
    "iso3": "",
}  # fmt: skip


def _when(chance: random.Random, published: date) -> dict[str, Any]:
    """Return the days of a claim of an article of that day, and how they were found."""
    if chance.random() < _UNDATED:
        return _days(None, None, None, None, "neither the text nor the record tells a day")
    if chance.random() < _SPANNING:
        days, prec, words = chance.choice(
            ((2, DatePrec.DAYS, "overnight"), (7, DatePrec.WEEK, "last week"), (30, DatePrec.MONTH, "last month"))
        )
        first = published - timedelta(days=days)
        reason = f'"{words}", published on {published}'
        return _days(first, published - timedelta(days=1), prec, DateBasis.RELATIVE, reason)
    ago = int(chance.expovariate(0.8))
    day = published - timedelta(days=ago)
    before = "the day told before: " if chance.random() < 0.3 else ""  # noqa: PLR2004 - a usual share
    if ago == 0 and before:
        return _days(day, day, DatePrec.DAY, DateBasis.PUBLISHED, "the text tells no day: the article's own")
    reason = f'{before}"{_WEEKDAYS[day.weekday()]}" before publication on {published}'
    return _days(day, day, DatePrec.DAY, DateBasis.RELATIVE, reason)


def _days(
    first: date | None, last: date | None, prec: DatePrec | None, basis: DateBasis | None, reason: str
) -> dict[str, Any]:
    return {
        "event_date": first, "event_date_end": last, "date_prec": prec, "date_basis": basis, "date_reason": reason,
    }  # fmt: skip


def _places(chance: random.Random) -> list[_Place]:
    """Return towns of the countries and their regions, and the countries, by how often they are told of."""
    gazetteer = Gazetteer.built_in()
    countries = [country for country in gazetteer.countries() if country.alpha2 in _COUNTRIES]
    names = {country.alpha2: country for country in countries}
    regions = [region for region in gazetteer.regions() if region.country in names]
    towns = {
        town.geonameid: (town, region)
        for region in regions
        for town in gazetteer.nearest_towns(region.latitude, region.longitude, _TOWNS_OF_A_REGION)
        if town.region == region.code
    }
    ranked = [(chance.random() ** 4, _place(country, WherePrec.COUNTRY, country)) for country in countries]
    ranked += [
        (chance.random() ** 2, _place(region, WherePrec.ADM1, names[region.country], region)) for region in regions
    ]
    for town, region in chance.sample(sorted(towns.values(), key=_number), PLACES - len(ranked)):
        prec = chance.choices((WherePrec.EXACT, WherePrec.NEAR, WherePrec.ADM2), (70, 24, 6))[0]
        ranked.append((chance.random(), _place(town, prec, names[region.country], region)))
    return [place for _, place in sorted(ranked, key=lambda each: each[0])]


def _number(town: tuple[Candidate, Region]) -> int:
    return town[0].geonameid or 0


def _place(
    entry: Candidate | Region | Country, prec: WherePrec, country: Country, region: Region | None = None
) -> _Place:
    admin1 = region.name if region else ""
    near = prec is WherePrec.NEAR
    radius = {WherePrec.NEAR: 30.0, WherePrec.ADM2: 35.0}.get(prec, entry.radius_km)
    known = f'"{entry.name}" is {entry.name}, {country.name}: '
    within = '; "near" taken as within 30 km' if near else ""
    reasons = [
        known + found.format(beside=admin1 or country.name) + within + how for found in _FOUND for how in _HOW_IT_CAME
    ]
    return _Place(
        {
            "location": entry.name,
            "place_text": entry.name,
            "relation": Relation.NEAR if near else Relation.AT,
            "latitude": entry.latitude,
            "longitude": entry.longitude,
            "where_prec": prec,
            "radius_km": radius,
            "geonameid": None if isinstance(entry, Country) else entry.geonameid,
            "admin1": admin1,
            "admin1_code": region.code if region else "",
            "country": country.name,
            "iso3": country.iso3,
        },
        (*reasons, f'"{entry.name}" is not in the gazetteer'),
    )


def _rank(chance: random.Random, count: int) -> int:
    """Return a number below `count`, by Zipf's law."""
    return int((count + 1) ** chance.random()) - 1


def _words_of(chance: random.Random, words: list[str], count: int) -> str:
    at = chance.randrange(len(words) - count)
    return " ".join(words[at + 1 : at + 1 + count])


def _weighted(chance: random.Random, weights: dict[Any, int]) -> Any:  # noqa: ANN401 - a key of the weights
    return chance.choices(tuple(weights), tuple(weights.values()))[0]


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]
