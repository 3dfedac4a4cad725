"""Changes in words, for the terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from enum import Enum

from geo.changes.comparing import Change, Difference, What

_CALLED = {
    What.NEW: "new",
    What.CHANGED: "changed",
    What.WITHDRAWN: "withdrawn",
    What.PLACED: "newly placed",
}
_FIRST = (
    "deaths_min",
    "deaths_max",
    "injured_min",
    "injured_max",
    "location",
    "event_date",
    "event_type",
    "claim_status",
)
_MOST_FIELDS = 3  # of one claim, and of all that changed
_QUOTE, _VALUE = 72, 32  # characters shown


def told(changes: Iterable[Change], most: int) -> list[str]:
    """Return lines that tell of the changes: how many of each kind, then a line for each of the first `most`.

    They are read once, in the order in which they are to be told, and only those that are shown are held. Claims that
    only moved are not told of.
    """
    counts: Counter[What] = Counter()
    names: Counter[str] = Counter()
    shown: list[Change] = []
    only_changed: Change | None = None
    for change in changes:
        if change.what is What.MOVED:
            continue
        counts[change.what] += 1
        if len(shown) < most:
            shown.append(change)
        if change.what is What.CHANGED:
            only_changed = change
            names.update(each.name for each in _worth_telling(change))
    if not counts:
        return ["Nothing new, changed or withdrawn."]
    lines = [_heading(counts, _fields(only_changed, counts[What.CHANGED], names))]
    lines.extend(f"  {_line(change)}" for change in shown)
    left = counts.total() - len(shown)
    return [*lines, f"  and {left:,} more"] if left and shown else lines


def _heading(counts: Counter[What], changed: str) -> str:
    parts = []
    for what, called in _CALLED.items():
        if counts[what]:
            parts.append(f"{counts[what]:,} {called}")
            if what is What.CHANGED:
                parts[-1] += f" ({changed})"
    return ", ".join(parts)


def _fields(last: Change | None, changed: int, names: Counter[str]) -> str:
    """Return what changed: of one claim the values, of several how many differ in which field."""
    if last is not None and changed == 1:
        return _listed([_values(each) for each in _worth_telling(last)])
    return _listed(
        [f"{name} in {number:,}" for name, number in sorted(names.items(), key=lambda each: (-each[1], each))]
    )


def _line(change: Change) -> str:
    quote = f"“{_short(change.quote, _QUOTE)}”"
    claim = change.claim
    if change.what is What.PLACED:
        return f"{_CALLED[change.what]}: {_new_place(change)}: {quote}"
    if claim is None:
        fields = _listed([_values(each) for each in _worth_telling(change)])
        return f"{_CALLED[change.what]}: {fields}: {quote}"
    place = _short(claim.location or claim.place_text, _VALUE) or "no place"
    where = place if claim.latitude is not None else f"{place} (not placed)"
    return f"{_CALLED[change.what]}: {claim.event_type.value}, {where}, {_shown(claim.event_date)}: {quote}"


def _worth_telling(change: Change) -> list[Difference]:
    """Return the fields that differ, what matters most first, without the offsets that move with every edit above."""
    worth = [each for each in change.differences if each.name not in {"quote_start", "quote_end"}]
    return sorted(worth, key=lambda each: _FIRST.index(each.name) if each.name in _FIRST else len(_FIRST))


def _new_place(change: Change) -> str:
    now = {each.name: _shown(each.after) for each in change.differences}
    point = ", ".join(now[name] for name in ("latitude", "longitude") if name in now)
    return f"{now['location']} at {point}" if "location" in now else f"at {point}"


def _values(each: Difference) -> str:
    if any(isinstance(value, str) and len(value) > _VALUE for value in (each.before, each.after)):
        return f"{each.name} reworded"  # two long texts often begin alike
    return f"{each.name} {_shown(each.before)} → {_shown(each.after)}"


def _shown(value: object) -> str:
    if value is None or value == "":
        return "none"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, float):
        return f"{value:.5f}".rstrip("0").rstrip(".")
    return value.isoformat() if isinstance(value, date) else _short(str(value), _VALUE)


def _short(text: str, most: int) -> str:
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"


def _listed(parts: Sequence[str]) -> str:
    more = len(parts) - _MOST_FIELDS
    return ", ".join([*parts[:_MOST_FIELDS], *([f"{more} more"] if more > 0 else [])])
