"""Changes as JSON: a record for the store, and back; and changes.json."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields
from datetime import date
from enum import Enum, IntEnum
from math import isfinite
from types import UnionType
from typing import Any, TextIO, TypeVar, get_args, get_type_hints

from geo.changes.comparing import COMPARED, Change, Difference, What, appeared, what_of, withdrawn
from geo.errors import ChangesError
from geo.model import Claim

_Member = TypeVar("_Member", bound=Enum)
_CLAIM = tuple(field.name for field in fields(Claim))
_HINTS = get_type_hints(Claim)
_OPTIONAL = {name: isinstance(hint, UnionType) for name, hint in _HINTS.items()}
_KINDS: dict[str, type] = {
    name: next(part for part in get_args(hint) if part is not type(None)) if _OPTIONAL[name] else hint
    for name, hint in _HINTS.items()
}
_TOLD = (What.NEW, What.CHANGED, What.WITHDRAWN, What.PLACED)
_KNOWN_BY = ("claim_id", "article_id", "title", "quote", "quote_start")
_SHOWN = 60  # characters of a value that a message names


def record(change: Change) -> dict[str, object]:
    """Return a change as a JSON object: {"what", "claim"} with the whole claim where it is new or withdrawn.

    Otherwise {"what", "claim_id", "article_id", "title", "quote", "quote_start", "fields"}, and `fields` gives each
    field that differs its values [before, after]. Days are ISO 8601, members of enums their values.
    """
    return {"what": change.what.value} | _body(change)


def from_record(told: object) -> Change:
    """Return the change that `record` gave, from parsed JSON. Raises ChangesError, which names the field."""
    told = _object("a change", told)
    what = _member("what", told.get("what"), What)
    if what in {What.NEW, What.WITHDRAWN}:
        _check_names("a change", told, ("what", "claim"))
        claim = _claim(_object("claim", told["claim"]))
        return appeared(claim) if what is What.NEW else withdrawn(claim)
    _check_names("a change", told, ("what", *_KNOWN_BY, "fields"))
    differences = _differences(_object("fields", told["fields"]))
    if what_of(differences) is not what:
        message = f"what: {what.value!r} does not go with its fields {', '.join(each.name for each in differences)}"
        raise ChangesError(message)
    known: dict[str, Any] = {name: _value(name, told[name]) for name in _KNOWN_BY}
    return Change(what=what, claim=None, differences=differences, **known)


def in_order(changes: Iterable[Change]) -> list[Change]:
    """Return the changes by article, position in it, claim_id and kind: the order of everything that is shown."""
    return sorted(changes, key=lambda each: (each.article_id, each.quote_start, each.claim_id, each.what.value))


def write_changes(changes: Callable[[], Iterable[Change]], stream: TextIO, run: int | None, since: int) -> None:
    """Write changes.json: what `run` (None: the state now) changed since the run `since`.

    {"run", "since", "counts": {"new", "changed", "withdrawn", "placed"}, "new": [claim, …], "changed": [{"claim_id",
    "article_id", "title", "quote", "quote_start", "fields": {name: [before, after]}}, …], "withdrawn": [claim, …],
    "placed": [as changed, …]}. `changes` is called once for each part and must yield the same each time, in the order
    in which it is to be written; nothing is held. Claims that only moved are not written.
    """
    counts = Counter(change.what for change in changes())
    head = {"run": run, "since": since, "counts": {what.value: counts[what] for what in _TOLD}}
    stream.write(_json(head)[:-1])
    for what in _TOLD:
        stream.write(f',\n"{what.value}":[')
        separator = "\n"
        for change in changes():
            if change.what is what:
                body = _body(change)
                stream.write(separator + _json(body.get("claim", body)))
                separator = ",\n"
        stream.write("]")
    stream.write("}\n")


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def _body(change: Change) -> dict[str, object]:
    if change.claim is not None:
        return {"claim": {name: _plain(getattr(change.claim, name)) for name in _CLAIM}}
    known: dict[str, object] = {name: getattr(change, name) for name in _KNOWN_BY}
    return known | {"fields": {each.name: [_plain(each.before), _plain(each.after)] for each in change.differences}}


def _plain(value: object) -> object:
    if isinstance(value, Enum):
        return value.value
    return value.isoformat() if isinstance(value, date) else value


def _claim(told: Mapping[str, object]) -> Claim:
    _check_names("claim", told, _CLAIM)
    values: dict[str, Any] = {name: _value(name, told[name]) for name in _CLAIM}
    return Claim(**values)


def _differences(told: Mapping[str, object]) -> tuple[Difference, ...]:
    unknown = sorted(told.keys() - set(COMPARED))
    if unknown or not told:
        message = f"fields: {_named(unknown[0])} is no field of a claim that can change" if unknown else "fields: none"
        raise ChangesError(message)
    return tuple(_difference(name, told[name]) for name in COMPARED if name in told)


def _difference(name: str, told: object) -> Difference:
    if not isinstance(told, list) or len(told) != 2:  # noqa: PLR2004 - before and after
        message = f"{name}: {_named(told)} is not [before, after]"
        raise ChangesError(message)
    before, after = (_value(name, value) for value in told)
    if before == after:
        message = f"{name}: does not differ, it is {_named(told[0])} before and after"
        raise ChangesError(message)
    return Difference(name, before, after)


def _value(name: str, told: object) -> object:
    """Return the value of a field of a claim from its JSON form."""
    kind = _KINDS[name]
    if told is None and _OPTIONAL[name]:
        return None
    if issubclass(kind, Enum):
        return _member(name, told, kind)
    if kind is date:
        return _day(name, told)
    if kind is float and isinstance(told, int | float) and not isinstance(told, bool) and isfinite(told):
        return float(told)
    if kind is not float and type(told) is kind:
        return told
    message = f"{name}: {_named(told)} is no {kind.__name__}"
    raise ChangesError(message)


def _member(name: str, told: object, members: type[_Member]) -> _Member:
    plain = int if issubclass(members, IntEnum) else str
    try:
        if type(told) is plain:
            return members(told)
    except ValueError:
        pass
    message = f"{name}: {_named(told)} is no {members.__name__}"
    raise ChangesError(message)


def _day(name: str, told: object) -> date:
    try:
        if isinstance(told, str) and (day := date.fromisoformat(told)).isoformat() == told:
            return day
    except ValueError:
        pass
    message = f"{name}: {_named(told)} is no day as YYYY-MM-DD"
    raise ChangesError(message)


def _object(name: str, told: object) -> Mapping[str, object]:
    if not isinstance(told, dict):
        message = f"{name}: {_named(told)} is no object"
        raise ChangesError(message)
    return told


def _check_names(name: str, told: Mapping[str, object], expected: Iterable[str]) -> None:
    names = set(expected)
    for missing in sorted(names - told.keys()):
        message = f"{name}: lacks {missing}"
        raise ChangesError(message)
    for unknown in sorted(told.keys() - names):
        message = f"{name}: has an unknown {_named(unknown)}"
        raise ChangesError(message)


def _named(value: object) -> str:
    told = repr(value)
    return told if len(told) <= _SHOWN else f"{told[:_SHOWN]}…"
