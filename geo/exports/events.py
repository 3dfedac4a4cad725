"""Events as JSON Lines: all that tell each, who they are, how the account was revised, and on what they differ."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING

from geo.exports.cells import encodable
from geo.model import Claim
from geo.whole import text_file

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

_OF_A_CLAIM = (
    "claim_id", "article_id", "published", "source", "claimant", "claim_status", "unverified", "event_type",
    "event_date", "event_date_end", "location", "latitude", "longitude", "where_prec", "actor", "target",
    "deaths_min", "deaths_max", "injured_min", "injured_max", "quote", "url",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ToldEvent:
    """An event: its claims in order of publication and which side each speaks for, and what became of the account.

    `history` has revisions, `contradictions` fields with the values that are told of them.
    """

    claims: Sequence[Claim]
    sides: Sequence[str]
    history: Sequence[DataclassInstance]
    contradictions: Sequence[DataclassInstance]


def write_events(events: Iterable[ToldEvent], path: Path) -> None:
    """Write an object a line in the order given: `event_id`, `grade`, `grade_reason`, how many `articles`, `claims`.

    Each claim has the fields of claims.csv that differ within an event, and `side`: outlet, party, ally, third
    party, witness, monitor or not told. `history` and `contradictions` are those of the event. Raises OutputError.
    """
    encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False, default=_plain).encode
    with text_file(path) as stream:
        for event in events:
            stream.write(encodable(encode(_record(event))) + "\n")


def _record(event: ToldEvent) -> dict[str, object]:
    first = event.claims[0]
    return {
        "event_id": first.event_id,
        "grade": first.grade,
        "grade_reason": first.grade_reason,
        "articles": len({claim.article_id for claim in event.claims}),
        "claims": [
            {name: getattr(claim, name) for name in _OF_A_CLAIM} | {"side": side}
            for claim, side in zip(event.claims, event.sides, strict=True)
        ],
        "history": [asdict(each) for each in event.history],
        "contradictions": [asdict(each) for each in event.contradictions],
    }


def _plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    assert isinstance(value, Enum)
    return value.value
