"""What of a claim counts when it is held beside another: its telling."""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass
from enum import IntEnum
from functools import cache, lru_cache
from typing import NamedTuple

from geo.agreement.parties import offices, parties, telling_words
from geo.lexicon import AgreementWords, Lexicon
from geo.model import Claim, ClaimStatus, DateBasis, EventType, WherePrec
from geo.tokens import tokenize

LOCAL_KM = 50.0
"""The radius of what still is one place: "near" a town is within 30 km, "20 km north of" it within less than 50."""

_WIDE = frozenset({WherePrec.ADM1, WherePrec.FUZZY, WherePrec.COUNTRY, WherePrec.SEA_OR_AIR})
_MOST_KEPT = 1 << 16
SAID_THEN = "the day of the statement"  # as geo.claims words it: the sentence tells only when it was said
_SHORT_SPAN = 3  # days: overnight, a weekend
_LONGEST_SPAN = 10  # days: a week, and what lies beside it
_OPERATIONS = frozenset({EventType.ARMED_CLASH, EventType.TROOP_MOVEMENT})  # announced for weeks, without a day
PLAN = "planned "
"""How the mark of an announced operation begins."""
_LETTERS = 4  # of the words of a target that may tell it
_CLOCK = re.compile(r"\b(1[0-2]|0?[1-9])(?:[:.][0-5]\d)?\s?(a|p)\.?m\b")
_HOURS = ((4, 0), (7, 1), (11, 2), (13, 3), (18, 4), (22, 5), (24, 0))  # until which hour it is which part of the day
_NO_WORD = {code: " " for code in range(128) if not chr(code).isalpha() and chr(code) not in "'-"}
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


class Firmness(IntEnum):
    """How surely a claim's day and place let it be held beside others."""

    FIRM = 0  # one day, a place that is local
    LOOSE = 1  # a span of days, an assumed day, a wide place: it may only join what is firm
    APART = 2  # no day, or a span that tells nothing


class Spot(NamedTuple):
    """Where: a point in thousandths of a degree, so that what is placed at one point is equal, and the radius in km."""

    latitude: int
    longitude: int
    radius: float


class Toll(NamedTuple):
    """At least, at most: None where not told."""

    least: int | None
    most: int | None


@dataclass(frozen=True, slots=True)
class Telling:
    """A claim as others see it, but for its sentence. Equal ones of different articles are alike in all that counts."""

    family: str
    kind: EventType
    is_open: bool  # the words tell no means
    planned: bool
    denied: bool
    either_side: bool  # a clash, so told that the side named as acting may be either
    lasting: bool  # a state over days, no moment
    firmness: Firmness
    assumed: bool  # the day is the article's own, or that of the statement
    first: int  # days as ordinals
    last: int
    spot: Spot | None
    site: frozenset[str]  # words of a place that has no number of its own: it may stand within the named one
    geonameid: int | None
    iso3: str
    actors: frozenset[str]
    victims: frozenset[str]  # telling words of the target
    facilities: frozenset[str]  # that the target or the place is
    marks: frozenset[str]  # by which two tellings may be known to be of one event
    toll: Toll
    teller: frozenset[str]  # of the toll of a clash: parties and words of a claimant that takes part in the war
    lost: frozenset[str]  # parties to whom that toll belongs
    parts: int  # of the day, a bit for each
    published: int  # the ordinal where a toll is told, for it is revised in this order; else 0

    @property
    def is_long(self) -> bool:
        """Tell whether its days are too many to be one day."""
        return self.last - self.first >= _SHORT_SPAN

    @property
    def is_wide(self) -> bool:
        """Tell whether its place is a region, a country or a line."""
        return self.spot is None or self.spot.radius > LOCAL_KM


def telling(claim: Claim) -> Telling:
    """Return what counts of a claim."""
    words = _words()
    planned = claim.claim_status is ClaimStatus.PLANNED
    denied = claim.claim_status is ClaimStatus.DENIED
    kind = claim.event_type
    if planned and kind is EventType.TERRITORY_CAPTURE:
        kind = EventType.ARMED_CLASH  # an announced assault is announced as what it is to win
    family = words.families[kind]
    lasting = family in words.lasting
    first, last = _days(claim)
    spot = _spot(claim)
    assumed = is_assumed(claim)
    unnamed = claim.geonameid is None and claim.where_prec not in _WIDE
    site = _specific(claim.location) if unnamed else frozenset[str]()
    facilities, victims = _target(claim.target)
    place_facilities = _facilities(claim.place_text) if unnamed else frozenset[str]()
    quoted = _quoted(claim.quote)
    hit = facilities | place_facilities if place_facilities else facilities
    named = victims | site if site and spot else victims  # of a place that is not known, the name marks nothing
    marks = _marks(claim, hit, named, quoted)
    if spot is not None and spot.radius <= LOCAL_KM:
        at = f"at {spot.latitude} {spot.longitude}"
        if family in words.once or (lasting and last - first >= _SHORT_SPAN):
            marks |= {at}
        if planned and kind in _OPERATIONS:
            marks |= {f"{PLAN}{kind} {at}"}
        if denied and last - first < _SHORT_SPAN:
            marks |= {f"denied {kind} {at} {day}" for day in range(first - assumed, last + 1)}
    toll = Toll(claim.deaths_min, claim.deaths_max)
    in_clash = kind is EventType.ARMED_CLASH and toll != (None, None)
    return Telling(
        family=family,
        kind=kind,
        is_open=_is_open(kind, claim.event_text, claim.target),
        planned=planned,
        denied=denied,
        either_side=kind is EventType.ARMED_CLASH and _is_of_either_side(claim.event_text),
        lasting=lasting,
        firmness=_firmness(claim, spot, first, last, assumed=assumed, lasting=lasting),
        assumed=assumed,
        first=first,
        last=last,
        spot=spot,
        site=site,
        geonameid=claim.geonameid,
        iso3=claim.iso3,
        actors=parties(claim.actor),
        victims=victims,
        facilities=hit,
        marks=marks,
        toll=toll,
        teller=_fighter(claim.claimant, claim.claimant_side) if in_clash else frozenset(),
        lost=parties(claim.target) if in_clash else frozenset(),
        parts=_day_parts(claim.quote, quoted),
        published=claim.published.toordinal() if claim.published and toll != (None, None) else 0,
    )


def is_assumed(claim: Claim) -> bool:
    """Tell whether a claim's day is only that of its article or of the statement: the event lies on it or before."""
    return claim.date_basis is DateBasis.PUBLISHED or claim.date_reason.endswith(SAID_THEN)


def _firmness(claim: Claim, spot: Spot | None, first: int, last: int, *, assumed: bool, lasting: bool) -> Firmness:
    if first == 0 or (last - first >= _LONGEST_SPAN and not lasting):
        return Firmness.APART
    wide = spot is None or spot.radius > LOCAL_KM or claim.where_prec in _WIDE
    if claim.event_type is EventType.TALKS and spot is not None and claim.where_prec is not WherePrec.COUNTRY:
        wide = False  # a region is not host to two talks on one day
    return Firmness.LOOSE if wide or assumed or first != last else Firmness.FIRM


def _days(claim: Claim) -> tuple[int, int]:
    if claim.event_date is None:
        return 0, 0
    first = claim.event_date.toordinal()
    return first, max(first, claim.event_date_end.toordinal()) if claim.event_date_end else first


def _spot(claim: Claim) -> Spot | None:
    if claim.latitude is None or claim.longitude is None:
        return None
    return Spot(round(claim.latitude * 1000), round(claim.longitude * 1000), claim.radius_km or 0.0)


@lru_cache(maxsize=_MOST_KEPT)
def _is_open(kind: EventType, event_text: str, target: str) -> bool:
    words = _words()
    if words.families[kind] != words.families[EventType.SHELLING]:
        return False
    small = Lexicon.load().function_words
    hit = {*_WORD.findall(target.lower()), *words.facilities} - words.open_words  # "attack on the station"
    told = [word for word in _WORD.findall(event_text.lower()) if word not in small and word not in hit]
    return kind in words.open_kinds or (bool(told) and all(word in words.open_words for word in told))


@lru_cache(maxsize=_MOST_KEPT)
def _is_of_either_side(event_text: str) -> bool:
    return not _words().either_side.isdisjoint(_WORD.findall(event_text.lower()))


@lru_cache(maxsize=_MOST_KEPT)
def _fighter(claimant: str, side: str) -> frozenset[str]:
    """Return by what a claimant is known that takes part in the war; nothing of who only looks on."""
    named = parties(side) | parties(claimant)
    if not named and offices(claimant).isdisjoint(_words().fighting_offices):
        return frozenset()
    return named | telling_words(claimant)


@lru_cache(maxsize=_MOST_KEPT)
def _target(target: str) -> tuple[frozenset[str], frozenset[str]]:
    return _facilities(target), _specific(target)


@lru_cache(maxsize=_MOST_KEPT)
def _facilities(words: str) -> frozenset[str]:
    known = _words().facilities
    return frozenset(known[word] for word in _WORD.findall(words.lower()) if word in known)


@lru_cache(maxsize=_MOST_KEPT)
def _specific(words: str) -> frozenset[str]:
    """Return the words that tell one target or site from another."""
    lexicon = Lexicon.load()
    vague, known = lexicon.agreement.unspecific, lexicon.places.demonyms
    found = (token.lower for token in tokenize(words) if token.is_word)
    return frozenset(
        word for word in found if len(word) >= _LETTERS and word.isalpha() and word not in vague and word not in known
    )


def sentence_of(claim: Claim) -> int:
    """Return a number for the words of a claim's quote and its kind: copies of one sentence share it."""
    words = f"{claim.event_type} {' '.join(_quoted(claim.quote))}"
    return zlib.crc32(words.encode("utf-8", "surrogatepass"))


def place_in_text(claim: Claim) -> int:
    """Return a number for a claim's sentence where it stands: all that its article tells in it share it."""
    words = f"{claim.article_id}\0{claim.quote}"
    return -1 - zlib.crc32(words.encode("utf-8", "surrogatepass"))  # no number of `sentence_of`


def _quoted(quote: str) -> list[str]:
    folded = quote.lower()
    return folded.translate(_NO_WORD).split() if folded.isascii() else _WORD.findall(folded)


def _marks(claim: Claim, hit: frozenset[str], words: frozenset[str], quoted: list[str]) -> frozenset[str]:
    """Return the particulars by which it may be known again: what was hit, how many died."""
    known = _words().facilities
    marks = {f"facility {name}" for name in hit}
    speaks = _facilities(claim.claimant) | _facilities(claim.actor)  # "the ministry said": nothing hit it
    marks.update(f"facility {known[word]}" for word in quoted if word in known and known[word] not in speaks)
    marks.update(f"word {word}" for word in words if word not in known)
    for what, least, most in (
        ("dead", claim.deaths_min, claim.deaths_max),
        ("injured", claim.injured_min, claim.injured_max),
    ):
        if least is not None and least >= _TELLING_TOLL and (most is None or most == least):
            marks.add(f"{what} {least}")
    return frozenset(marks)


_TELLING_TOLL = 3
"""Fewer dead are told of many events of a day; of this many, two reports on one day and place are of one."""


def _day_parts(text: str, quoted: list[str]) -> int:
    """Return the parts of the day that a sentence names, as bits."""
    known = _words().day_parts
    found = 0
    for word in quoted:
        if word in known:
            found |= 1 << known[word]
    if "m" in quoted or "am" in quoted or "pm" in quoted or ".m" in text:
        for hour, half in _CLOCK.findall(text.lower()):
            clock = int(hour) % 12 + (12 if half == "p" else 0)
            found |= 1 << next(part for until, part in _HOURS if clock < until)
    return found


@cache
def _words() -> AgreementWords:
    return Lexicon.load().agreement
