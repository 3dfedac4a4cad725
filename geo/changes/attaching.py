"""Which claim of an article that was read again is the one that was known under an old id."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel, LCSseq

from geo.model import Claim, DateBasis
from geo.tokens import tokenize

# In thousandths. Calibrated on the pairs of tests/tables/reattached.toml: sentences that an editor corrected, updated,
# split or let grow are alike by 700 and more; of two that tell of other events of one kind at one place, by 600 and
# less. Where the days differ too it is 840 and more against 800 and less. A word that is spelled otherwise leaves 950
# of a short sentence.
_LEAST = 650
_OTHER_KIND, _OTHER_PLACE = 300, 300  # either only together with the same sentence, both never
_OTHER_DAYS = 170  # of an edited sentence; to the same one a better rule may give another day
_SAME_EVENT_WORDS, _SAME_DAY = 10, 10  # tell apart what is as alike otherwise; no pair is made by them
_SPELLED_ALIKE = 0.8  # of "Kharkiv" and "Kharkov" 0.86, of "Kharkiv" and "Kherson" 0.57

_NUMBER = re.compile(r"\d[\d.,:]*")
# What bounds the work of a text made to cost it. Beyond it an old id is withdrawn, never given wrongly.
_MOST_CLAIMS = 300  # of one article without their id, on each side
_MOST_WORDS = 60  # of a sentence


def reattached(before: Sequence[Claim], after: Sequence[Claim]) -> tuple[Claim, ...]:
    """Return the claims of one article that was read again, in their order, with the ids that it was known by.

    An id of `before` that comes again stays where it is. An old id that does not goes to the most similar of the
    claims whose own id is new, if that is similar enough; else it is gone, and the new claim keeps its own.

    Similar are claims of one kind and place whose sentences share most words (numbers count as equal: tolls are
    updated), or of another kind or another place, not both, whose sentence is the same but for its spelling. Where
    an edited sentence also tells another day it must be the closer. What keeps its order is paired first, as a whole,
    so that two like sentences do not swap; then what moved, the most similar first. Each id is given once, the order
    of the arguments does not matter, and reading the same text again changes nothing.

    Raises ValueError where an id comes twice or the claims are of several articles.
    """
    _check(before)
    _check(after)
    if len({claim.article_id for claim in (*before, *after)}) > 1:
        message = "claims of several articles cannot be re-attached at once"
        raise ValueError(message)
    old, new = {claim.claim_id for claim in before}, {claim.claim_id for claim in after}
    lost = _by_position(claim for claim in before if claim.claim_id not in new)[:_MOST_CLAIMS]
    fresh = _by_position(claim for claim in after if claim.claim_id not in old)[:_MOST_CLAIMS]
    given = {fresh[right].claim_id: lost[left].claim_id for left, right in _pairs(lost, fresh)}
    return tuple(replace(claim, claim_id=given.get(claim.claim_id, claim.claim_id)) for claim in after)


def _check(claims: Sequence[Claim]) -> None:
    seen: set[str] = set()
    for claim in claims:
        if claim.claim_id in seen:
            message = f"two claims have the id {claim.claim_id!r}"
            raise ValueError(message)
        seen.add(claim.claim_id)


def _by_position(claims: Iterator[Claim]) -> list[Claim]:
    """Return the claims as they stand in the article; those of one sentence in an order that no id decides."""
    return sorted(
        claims,
        key=lambda claim: (claim.quote_start, claim.quote_end, repr(replace(claim, claim_id="")), claim.claim_id),
    )


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of a sentence with numbers masked, and of a place."""

    quote: str
    place: str


def _pairs(lost: Sequence[Claim], fresh: Sequence[Claim]) -> Iterator[tuple[int, int]]:
    """Yield which of `lost` is which of `fresh`, each at most once."""
    gains = _gains(lost, fresh)
    left_over, right_over = set(range(len(lost))), set(range(len(fresh)))
    for left, right in _in_order(gains, len(lost), len(fresh)):
        left_over.remove(left)
        right_over.remove(right)
        yield left, right
    for left, right in sorted(gains, key=lambda pair: (-gains[pair], abs(pair[0] - pair[1]), pair)):
        if left in left_over and right in right_over:
            left_over.remove(left)
            right_over.remove(right)
            yield left, right


def _in_order(gains: Mapping[tuple[int, int], int], height: int, width: int) -> list[tuple[int, int]]:
    """Return the pairs with the highest sum of gains among those that cross no other (Needleman and Wunsch)."""
    best = [[0] * (width + 1)]
    for left in range(height):
        above, row = best[-1], [0]
        for right in range(width):
            gain = gains.get((left, right), 0)
            row.append(max(above[right + 1], row[right], above[right] + gain))
        best.append(row)
    pairs = []
    left, right = height, width
    while left and right:
        reached = best[left][right]
        if reached == best[left - 1][right]:
            left -= 1
        elif reached == best[left][right - 1]:
            right -= 1
        else:
            left, right = left - 1, right - 1
            pairs.append((left, right))
    return pairs


def _gains(lost: Sequence[Claim], fresh: Sequence[Claim]) -> dict[tuple[int, int], int]:
    """Return how much is gained by each pair that is similar enough, by their positions.

    A square of what it has over the least, so that two middling pairs do not outweigh a good one.
    """
    old, new = [_words(claim) for claim in lost], [_words(claim) for claim in fresh]
    alike: dict[tuple[str, str, bool], int] = {}  # several claims share a sentence
    gains = {}
    for left, one in enumerate(lost):
        for right, other in enumerate(fresh):
            off = _distance(one, other, old[left], new[right])
            if off > 1000 - _LEAST:
                continue
            quotes = old[left].quote, new[right].quote, off == 0
            if quotes not in alike:
                alike[quotes] = (_alike if off == 0 else _spelled_alike)(*quotes[:2])
            similar = alike[quotes] - off
            if quotes[0] != quotes[1] and not _days_meet(one, other):
                similar -= _OTHER_DAYS
            if similar >= _LEAST:
                gains[left, right] = (similar - _LEAST + 1 + _favour(one, other)) ** 2
    return gains


def _words(claim: Claim) -> _Words:
    told = (token.lower for token in tokenize(claim.quote) if token.is_word)
    masked = ["0" if _NUMBER.fullmatch(word) else word for word in told]
    return _Words(" ".join(masked[:_MOST_WORDS]), " ".join(claim.place_text.split()).casefold())


def _alike(one: str, other: str) -> int:
    """Tell how alike two sentences are, in thousandths: by the words they share, and by how many are in one order.

    All words of a part of a sentence are in the order of the whole.
    """
    shared = fuzz.token_set_ratio(one, other)
    if 10 * shared < _LEAST:
        return 0
    words, others = one.split(" "), other.split(" ")
    in_order = 100 * LCSseq.similarity(words, others) / min(len(words), len(others))
    return round(shared * max(in_order, fuzz.token_sort_ratio(one, other)) / 10)


def _spelled_alike(one: str, other: str) -> int:
    """Tell how alike two sentences are letter by letter, in thousandths."""
    return round(1000 * Indel.normalized_similarity(one, other))


def _distance(one: Claim, other: Claim, words: _Words, others: _Words) -> int:
    kind = 0 if one.event_type == other.event_type else _OTHER_KIND
    return kind + (0 if _same_place(one, other, words.place, others.place) else _OTHER_PLACE)


def _same_place(one: Claim, other: Claim, words: str, others: str) -> bool:
    if words == others:
        return True
    if one.geonameid is not None and other.geonameid is not None:
        return one.geonameid == other.geonameid
    some, more = set(words.split()), set(others.split())
    is_part = bool(some and more) and (some <= more or more <= some)
    return is_part or Indel.normalized_similarity(words, others) >= _SPELLED_ALIKE


def _days_meet(one: Claim, other: Claim) -> bool:
    """Tell whether the days may be the same: they overlap, or one of them is not told."""
    if one.event_date is None or other.event_date is None:
        return True
    if DateBasis.PUBLISHED in {one.date_basis, other.date_basis}:
        return True
    one_end, other_end = one.event_date_end or one.event_date, other.event_date_end or other.event_date
    return one.event_date <= other_end and other.event_date <= one_end


def _favour(one: Claim, other: Claim) -> int:
    words = _SAME_EVENT_WORDS if one.event_text.casefold() == other.event_text.casefold() else 0
    return words + (_SAME_DAY if one.event_date == other.event_date else 0)
