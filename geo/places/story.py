"""An article as its lines are placed in it: its toponyms, what they mean, where they are; the making of places."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from geo.gazetteer import Gazetteer
from geo.geometry import Area, Stretch
from geo.lexicon import PlaceWords
from geo.model import Place, PlaceKind, Role, Toponym, WherePrec
from geo.places.resolving import Chosen

_TOLD = 2  # what "in Syria" counts beside a country's other mentions
_BESIDE = 20  # toponyms before and behind a line that are looked at


@dataclass(frozen=True, slots=True)
class Story:
    """An article's toponyms, what each was found to mean, where that is, and whom to ask."""

    toponyms: tuple[Toponym, ...]
    chosen: Sequence[Chosen | str]
    places: Sequence[Place]
    gazetteer: Gazetteer
    words: PlaceWords
    countries: Counter[str]  # how often the article tells of each
    locating: Mapping[int, tuple[int, ...]]  # by a toponym's first token: the towns that only tell where it is

    @classmethod
    def of(
        cls,
        toponyms: tuple[Toponym, ...],
        chosen: Sequence[Chosen | str],
        places: Sequence[Place],
        gazetteer: Gazetteer,
        words: PlaceWords,
    ) -> Story:
        """Count once for the article what its lines ask for."""
        countries, locating = Counter[str](), dict[int, tuple[int, ...]]()
        for number, (toponym, found) in enumerate(zip(toponyms, chosen, strict=True)):
            if isinstance(found, Chosen):
                countries[found.candidate.country] += _TOLD if toponym.role is Role.PLACE and toponym.preposition else 1
            if toponym.locates is not None:
                locating[toponym.locates] = (*locating.get(toponym.locates, ()), number)
        return cls(toponyms, chosen, places, gazetteer, words, countries, locating)

    def country_name(self, code: str) -> str:
        """Return a country's name by its alpha-2 code."""
        country = self.gazetteer.country(code)
        return country.name if country else code


def area_of(number: int, story: Story) -> Area | None:
    """Return the area whose border is meant; of a region's seat the region."""
    chosen = story.chosen[number]
    if isinstance(chosen, str):
        return None
    alike = [c for c in story.toponyms[number].candidates if c.country == chosen.candidate.country]
    for candidate in (chosen.candidate, *alike):
        if candidate.kind is PlaceKind.COUNTRY:
            return PlaceKind.COUNTRY, candidate.country
        if candidate.kind is PlaceKind.REGION and candidate.region:
            return PlaceKind.REGION, candidate.region
    return None


def name_of(area: Area, story: Story) -> str:
    """Return the name of a country or a region."""
    kind, code = area
    region = story.gazetteer.region(code) if kind is PlaceKind.REGION else None
    return region.name if region else story.country_name(code)


def beside(number: int, ends: tuple[int, ...], story: Story) -> list[int]:
    """Return the other places of the line's sentence, nearest first."""
    own = story.toponyms[number]
    found = (
        other
        for other in others_near(number, story)
        if other not in ends
        and story.toponyms[other].line is None
        and story.toponyms[other].role in {Role.PLACE, Role.CONTEXT}
    )
    return sorted(found, key=lambda other: (abs(story.toponyms[other].first - own.first), other))


def others_near(number: int, story: Story) -> Iterator[int]:
    """Yield the other toponyms of a toponym's sentence, but those far off in a long one."""
    for other in range(max(0, number - _BESIDE), min(len(story.toponyms), number + _BESIDE + 1)):
        if other != number and story.toponyms[other].sentence == story.toponyms[number].sentence:
            yield other


# ---------------------------------------------------------------- making places


def on_line(base: Place, stretch: Stretch, name: str, wider: float) -> Place:
    """Return the place of a line's stretch, with a radius so many km wider than what holds it."""
    point = stretch.latitude, stretch.longitude
    return at_point(replace(base, admin1="", admin1_code=""), point, name, WherePrec.FUZZY, stretch.radius_km + wider)


def at_point(base: Place, point: tuple[float, float], name: str, prec: WherePrec, radius: float) -> Place:
    """Return a place at a point (latitude, longitude) of its own."""
    latitude, longitude = point
    moved = replace(base, name=name, latitude=latitude, longitude=longitude, where_prec=prec, geonameid=None)
    return replace(moved, radius_km=round(radius, 1))


def rounded(km: float) -> str:
    """Return a length to two digits, for the polygons are simplified."""
    return f"{float(f'{km:.1e}'):,.0f}"
