"""What a run did to one claim, as it is kept."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LoggedChange:
    """What became of a claim in a run: `what` in one word, and `record` as a JSON object of its own.

    The record tells what changed from what to what, and holds the whole claim where it is new or withdrawn.
    """

    run_id: int
    claim_id: str
    article_id: str
    what: str
    record: str
