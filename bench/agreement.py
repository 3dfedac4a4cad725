"""What it costs to group 300,000 claims by the events that they tell, and to group again around one article.

The claims are those of bench.corpus: crowded places, where hundreds of claims a day tell of one town. Times are CPU
times: what others run counts not.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from math import floor

from bench.corpus import claims
from bench.figures import Figure, fastest, show
from bench.language import Language
from geo.agreement import Reach, group, regroup, signature
from geo.agreement.tellings import LOCAL_KM, is_assumed
from geo.model import Claim

CLAIMS_KNOWN = 300_000
_TARGET_S, _REGROUP_S, _SIGNATURE_S = 30, 0.2, 0.001
_ARTICLES = 50
_WORDS = 2_100  # characters of an article of about 350 words


class Kept:
    """Claims in memory, found by day and degree, as a store finds them by its indexes."""

    def __init__(self, known: Iterable[Claim]) -> None:
        self._by_id = {claim.claim_id: claim for claim in known}
        self._local: dict[tuple[int, int, int], list[Claim]] = defaultdict(list)
        self._wide: dict[tuple[int, str], list[Claim]] = defaultdict(list)
        self._nowhere: dict[int, list[Claim]] = defaultdict(list)
        for claim in self._by_id.values():
            for day in _days(claim):
                if claim.latitude is None or claim.longitude is None:
                    self._nowhere[day].append(claim)
                elif (claim.radius_km or 0.0) > LOCAL_KM:
                    self._wide[day, claim.iso3].append(claim)
                else:
                    self._local[day, floor(claim.latitude), floor(claim.longitude)].append(claim)

    def around(self, reach: Reach) -> Iterator[Claim]:
        """Yield the claims within a reach, as geo.agreement.Neighbours asks for them; no corpus is at the date line."""
        last = reach.last.toordinal()
        for day in range(reach.first.toordinal(), reach.until.toordinal() + 1):
            for claim in self._on(day, reach):
                if claim.event_type in reach.kinds and (day <= last or is_assumed(claim)):
                    yield claim

    def _on(self, day: int, reach: Reach) -> Iterator[Claim]:
        if reach.box is None:
            yield from self._nowhere.get(day, ())
            return
        yield from self._wide.get((day, reach.iso3), ())
        for latitude in range(floor(reach.box.south), floor(reach.box.north) + 1):
            for longitude in range(floor(reach.box.west), floor(reach.box.east) + 1):
                yield from self._local.get((day, latitude, longitude), ())

    def of(self, claim_ids: Collection[str]) -> list[Claim]:
        """Return the claims of these ids."""
        return [self._by_id[claim_id] for claim_id in claim_ids if claim_id in self._by_id]


def _days(claim: Claim) -> range:
    if claim.event_date is None or claim.event_date_end is None:
        return range(0)
    return range(claim.event_date.toordinal(), claim.event_date_end.toordinal() + 1)


def main() -> None:
    """Print the figures."""
    known = list(claims(CLAIMS_KNOWN))
    begin = time.process_time()
    events = group(known, {})
    grouped = time.process_time() - begin
    kept = Kept(known)
    by_article: dict[str, list[Claim]] = defaultdict(list)
    for claim in known:
        by_article[claim.article_id].append(claim)
    spent = []
    for of in list(by_article.values())[:: len(by_article) // _ARTICLES]:
        begin = time.process_time()
        regroup(of, kept, {})
        spent.append(time.process_time() - begin)
    spent.sort()
    (text,) = Language(1).texts([_WORDS])
    show(
        f"agreement of {CLAIMS_KNOWN:,} claims: {len(events):,} events",
        [
            Figure("all grouped", grouped, "s", _TARGET_S),
            Figure("one article more, usual", spent[len(spent) // 2], "s", _REGROUP_S),
            Figure("one article more, of 50 the slowest", spent[-1], "s", _REGROUP_S),
            Figure("signature of 350 words", fastest(lambda: signature(text), 50), "s", _SIGNATURE_S),
        ],
    )


if __name__ == "__main__":
    main()
