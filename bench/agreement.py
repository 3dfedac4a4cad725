"""What it costs to group 300,000 claims by the events that they tell, and to group again around one article.

The claims are those of bench.corpus: crowded places, where hundreds of claims a day tell of one town.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator

from bench.corpus import claims
from bench.figures import Figure, fastest, show
from bench.language import Language
from geo.agreement import Reach, group, regroup, signature
from geo.model import Claim

CLAIMS_KNOWN = 300_000
_TARGET_S, _REGROUP_S, _SIGNATURE_S = 30, 0.2, 0.001
_ARTICLES = 50
_WORDS = 2_100  # characters of an article of about 350 words


class Kept:
    """Claims in memory, found by their days, as a store finds them by its index."""

    def __init__(self, known: Iterable[Claim]) -> None:
        self._by_id = {claim.claim_id: claim for claim in known}
        self._by_day: dict[int, list[Claim]] = defaultdict(list)
        for claim in self._by_id.values():
            if claim.event_date is not None and claim.event_date_end is not None:
                for day in range(claim.event_date.toordinal(), claim.event_date_end.toordinal() + 1):
                    self._by_day[day].append(claim)

    def around(self, reach: Reach) -> Iterator[Claim]:
        """Yield the claims within a reach, as geo.agreement.Neighbours asks for them."""
        days = range(reach.first.toordinal(), reach.last.toordinal() + 1)
        return (claim for day in days for claim in self._by_day.get(day, ()) if _is_within(claim, reach))

    def of(self, claim_ids: Collection[str]) -> list[Claim]:
        """Return the claims of these ids."""
        return [self._by_id[claim_id] for claim_id in claim_ids if claim_id in self._by_id]


def _is_within(claim: Claim, reach: Reach) -> bool:
    if claim.event_type not in reach.kinds:
        return False
    if claim.latitude is None or claim.longitude is None or reach.box is None:
        return claim.latitude is None and reach.box is None
    box = reach.box
    if box.south <= claim.latitude <= box.north and box.west <= claim.longitude <= box.east:
        return True
    return (claim.radius_km or 0.0) > reach.wide_km


def main() -> None:
    """Print the figures."""
    known = list(claims(CLAIMS_KNOWN))
    begin = time.perf_counter()
    events = group(known, {})
    grouped = time.perf_counter() - begin
    kept = Kept(known)
    by_article: dict[str, list[Claim]] = defaultdict(list)
    for claim in known:
        by_article[claim.article_id].append(claim)
    spent = []
    for of in list(by_article.values())[:: len(by_article) // _ARTICLES]:
        begin = time.perf_counter()
        regroup(of, kept, {})
        spent.append(time.perf_counter() - begin)
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
