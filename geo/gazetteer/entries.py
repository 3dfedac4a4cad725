"""One gazetteer entry as it is compiled, and the rules that its names and its extent follow."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from geo.gazetteer.names import fold
from geo.model import PlaceKind

_KIND_WORDS = (
    "autonomous city|autonomous county|autonomous district|autonomous okrug|autonomous province|autonomous region|"
    "autonomous republic|capital district|capital region|capital territory|federal district|federal territory|"
    "special region|autonomous|administrative region|canton|city|county|department|district|division|emirate|"
    "governorate|krai|kray|municipality|oblast['\u2019]?|okrug|parish|prefecture|province|raion|region|republic|"
    "state|territory|voivodeship"
)
_TRAILING = re.compile(rf"\s+(?:{_KIND_WORDS})$", re.IGNORECASE)
_LEADING = re.compile(
    rf"^(?:the\s+)?(?:(?:{_KIND_WORDS}|land|free state|islamic republic)\s+of\s+(?:the\s+)?|"
    r"muhafazat\s+|wilayat-e\s+|velayat-e\s+|wilayat\s+|sha`biyat\s+|ostan-e\s+|provincia de\s+)",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"^(?:al|ad|an|ar|as|ash|at|az|el)[- ](?=\S{3})", re.IGNORECASE)
_BRACKETED = re.compile(r"^([^()]+?)\s*\(([^()]+)\)$")
# IATA, ICAO and UN/LOCODE codes, which GeoNames keeps among the alternate names of towns.
_CODE = re.compile(r"[A-Z]{2,5}")
# Machine transliterations of other scripts ("ji fu", "qyyb" for Kyiv), kept there in lower case.
_TRANSLITERATION = re.compile(r"[a-z' -]+")


@dataclass(frozen=True, slots=True)
class Entry:
    """A town, region or country with every name it is found by: (name, whether it is a main one)."""

    name: str
    names: tuple[tuple[str, bool], ...]
    kind: PlaceKind
    latitude: float
    longitude: float
    radius_km: float
    population: int
    country: str
    admin1: str
    geonameid: int | None
    region: str

    def folded_names(self) -> Iterator[tuple[str, bool]]:
        """Yield each folded name once, and whether it is a main name."""
        main_by_key: dict[str, bool] = {}
        for name, is_main in self.names:
            key = fold(name)
            main_by_key[key] = main_by_key.get(key, False) or is_main
        main_by_key.pop("", None)
        yield from main_by_key.items()


def town_radius_km(population: int) -> float:
    """Return how far a town reaches from its point, in km: 2 + 0.0085 √population, at most 20.

    A village of 500 people gets 2.2 km, a town of 100,000 gets 4.7 km, a city of three million 16.7 km.

    >>> town_radius_km(500), town_radius_km(100_000), town_radius_km(20_000_000)
    (2.2, 4.7, 20.0)
    """
    return round(min(20.0, 2.0 + 0.0085 * math.sqrt(max(population, 0))), 1)


def is_town_alternate(name: str) -> bool:
    """Tell whether an alternate name of a town helps to recognise it in running text.

    Numbers, addresses, single letters, airport and trade codes and machine transliterations do not.

    >>> [is_town_alternate(name) for name in ("Kiev", "Київ", "KBP", "ji fu", "https://example.org/kiev", "7", "K")]
    [True, True, False, False, False, False, False]
    """
    stripped = name.strip()
    if sum(map(str.isalpha, stripped)) <= 1 and not _is_ideograph(stripped):
        return False
    if _CODE.fullmatch(stripped) or _TRANSLITERATION.fullmatch(stripped):
        return False
    return "://" not in stripped and not stripped.startswith("www.")


def is_region_alternate(name: str) -> bool:
    """Tell whether an alternate name of a region is more than its postal code.

    >>> [is_region_alternate(name) for name in ("Krim", "CA", "N.Y.", "")]
    [True, False, True, False]
    """
    stripped = name.strip()
    return (len(stripped) > 2 or _is_ideograph(stripped)) and not stripped.isnumeric()  # noqa: PLR2004 - of the docstring's "CA"


def without_kind_words(name: str) -> set[str]:
    """Return the shorter names a region goes by once the words for its kind, its article or brackets are gone.

    >>> sorted(without_kind_words("Kharkiv Oblast")), sorted(without_kind_words("Republic of Dagestan"))
    (['Kharkiv'], ['Dagestan'])
    >>> sorted(without_kind_words("Homs (Hims)")), sorted(without_kind_words("Al Anbar"))
    (['Hims', 'Homs'], ['Anbar'])
    """
    shorter: set[str] = set()
    waiting = [name]
    while waiting:
        longer = waiting.pop()
        bracketed = _BRACKETED.match(longer)
        found = [_TRAILING.sub("", longer), _LEADING.sub("", longer), _ARTICLE.sub("", longer)]
        found += [part.strip() for part in bracketed.groups()] if bracketed else []
        new = {part for part in found if len(part) > 2} - shorter - {name}  # noqa: PLR2004 - two letters are a postal code
        shorter |= new
        waiting += sorted(new)
    return shorter


def region_names(main: Iterable[str], alternates: Iterable[str]) -> tuple[tuple[str, bool], ...]:
    """Return a region's names in a fixed order, the shortened forms among the alternates."""
    mains = sorted({name.strip() for name in main if name and name.strip()})
    others = {name.strip() for name in alternates if name and is_region_alternate(name)}
    others |= {shorter for name in (*mains, *sorted(others)) for shorter in without_kind_words(name)}
    return tuple((name, True) for name in mains) + tuple((name, False) for name in sorted(others.difference(mains)))


def _is_ideograph(name: str) -> bool:
    return any("\u2e80" <= character <= "\u9fff" or "\uac00" <= character <= "\ud7a3" for character in name)
