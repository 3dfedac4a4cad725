"""On whose word an event is told, and which of these words are independent of each other."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache

from geo.agreement.parties import offices, parties, telling_words
from geo.agreement.signatures import alike
from geo.lexicon import Lexicon
from geo.model import Claim, ClaimStatus

_MOST_KEPT = 1 << 16
_WITHIN = re.compile(r"[()/]|, | via ")  # "Qatar Tribune (dpa)" is of both
_SHARED, _WHOLE = 4, 5  # Jaccard of two quotes' words: a sentence that a desk only trimmed shares four fifths of them


class Side(StrEnum):
    """Who a source is in the conflict, as told."""

    OUTLET = "outlet"
    PARTY = "party"
    ALLY = "ally"
    THIRD_PARTY = "third party"
    WITNESS = "witness"
    MONITOR = "monitor"
    UNKNOWN = "not told"


@dataclass(frozen=True, slots=True)
class Source:
    """Whose word a claim is: a claimant as written, or the outlet itself."""

    name: str
    is_outlet: bool
    outlets: frozenset[str]  # that it is, or that quote it
    party: frozenset[str]
    office: frozenset[str]
    words: frozenset[str]


def source_of(claim: Claim) -> Source:
    """Return whose word a claim is; a claimant that is an outlet is that outlet."""
    return _source(claim.claimant, claim.claimant_side, claim.source)


@lru_cache(maxsize=_MOST_KEPT)
def _source(claimant: str, side: str, outlet: str) -> Source:
    outlets = _outlets(outlet)
    name = " ".join(claimant.split())
    if not name:
        return Source(outlet, is_outlet=True, outlets=outlets, party=frozenset(), office=frozenset(), words=frozenset())
    folded = name.casefold().removeprefix("the ")
    quoted = {agency for agency in _agencies() if folded == agency or folded.startswith(f"{agency} ")}
    if folded in outlets or quoted:
        return Source(
            name,
            is_outlet=True,
            outlets=frozenset(quoted or {folded}),
            party=frozenset(),
            office=frozenset(),
            words=frozenset(),
        )
    return Source(
        name,
        is_outlet=False,
        outlets=outlets,
        party=parties(side) | parties(name),
        office=offices(name),
        words=telling_words(name),
    )


def side(source: Source, acting: frozenset[str], suffering: frozenset[str]) -> Side:
    """Return who a source is to the parties of an event, as far as its words tell."""
    if source.is_outlet:
        return Side.OUTLET
    if "witness" in source.office:
        return Side.WITNESS
    if "monitor" in source.office:
        return Side.MONITOR
    if not source.party:
        return Side.UNKNOWN
    if not source.party.isdisjoint(acting | suffering):
        return Side.ALLY if _is_ally(source) else Side.PARTY
    return Side.THIRD_PARTY


def _is_ally(source: Source) -> bool:
    name = source.name.casefold()
    return any(word in name for word in ("-backed", "allied", "ally of", "pro-"))


def independent(one: Claim, other: Claim, signatures: Mapping[str, bytes]) -> bool:
    """Tell whether two assertions rest on two words that surely are not one.

    Neither are those of one article, nor of copies of one text, nor what an outlet quotes and tells itself. Claimants
    of one party may have it of each other; others are two where they hold different offices and share no name.
    """
    if one.article_id == other.article_id or ClaimStatus.REPORTED in {one.claim_status, other.claim_status}:
        return False
    mine, theirs = source_of(one), source_of(other)
    if mine.is_outlet or theirs.is_outlet:
        if not mine.outlets.isdisjoint(theirs.outlets) or not (one.source.strip() and other.source.strip()):
            return False
    elif not _are_two(mine, theirs) or (_are_vague(mine, theirs) and not _tell_other_tolls(one, other)):
        return False
    return not copied(one, other, signatures)


def _are_two(one: Source, other: Source) -> bool:
    if not one.words.isdisjoint(other.words):
        return False
    if one.party and other.party:
        return one.party.isdisjoint(other.party)
    if not one.office or not other.office or not one.office.isdisjoint(other.office):
        return False
    words = Lexicon.load().agreement
    for mine, theirs in ((one.office, other.office), (other.office, one.office)):
        if mine <= words.vague_offices and not theirs <= words.outside_offices | words.vague_offices:
            return False  # an official may be the governor, a chief that of the police
    return True


def _are_vague(one: Source, other: Source) -> bool:
    vague = Lexicon.load().agreement.vague_offices
    return bool(one.office) and bool(other.office) and one.office | other.office <= vague


def _tell_other_tolls(one: Claim, other: Claim) -> bool:
    """Tell whether two count other dead: who counts otherwise has it from elsewhere."""
    mine, theirs = (one.deaths_min, one.deaths_max), (other.deaths_min, other.deaths_max)
    return None not in (*mine, *theirs) and mine != theirs


def copied(one: Claim, other: Claim, signatures: Mapping[str, bytes]) -> bool:
    """Tell whether two claims are of copies of one text, or told in the same words (four fifths of them)."""
    if alike(signatures.get(one.article_id, b""), signatures.get(other.article_id, b"")):
        return True
    mine, theirs = _words(one.quote), _words(other.quote)
    return len(mine & theirs) * _WHOLE >= len(mine | theirs) * _SHARED


def takes_back(denial: Claim, claim: Claim) -> bool:
    """Tell whether a denial withdraws what was asserted: its own word, or what its outlet had from sources of no name.

    Who speaks by name, for a party or in an office stands by the word that was quoted.
    """
    if same_source(claim, denial):
        return True
    mine, theirs = source_of(denial), source_of(claim)
    if not mine.is_outlet or theirs.is_outlet or mine.outlets.isdisjoint(theirs.outlets):
        return False
    is_named = any(word[0].isupper() for word in theirs.name.split()[1:])
    return not (is_named or theirs.party or theirs.office - {Side.WITNESS.value})


def same_source(one: Claim, other: Claim) -> bool:
    """Tell whether two claims are the word of one: of one outlet's own voice, or of one claimant by name."""
    mine, theirs = source_of(one), source_of(other)
    if mine.is_outlet or theirs.is_outlet:
        return mine.is_outlet and theirs.is_outlet and not mine.outlets.isdisjoint(theirs.outlets)
    return mine.words == theirs.words or (bool(mine.party & theirs.party) and mine.office == theirs.office)


@lru_cache(maxsize=_MOST_KEPT)
def _outlets(name: str) -> frozenset[str]:
    parts = (" ".join(part.casefold().split()).removeprefix("the ") for part in _WITHIN.split(name))
    return frozenset(filter(None, parts))


@lru_cache(maxsize=_MOST_KEPT)
def _words(quote: str) -> frozenset[str]:
    return frozenset(re.findall(r"[^\W_]+", quote.casefold()))


@cache
def _agencies() -> frozenset[str]:
    return Lexicon.load().agreement.agencies
