"""What two tellings are to each other: of one event, surely of two, or neither told."""

from __future__ import annotations

from geo.agreement.parties import country_of, differ, state
from geo.agreement.tellings import PLAN, Firmness, Spot, Telling, Toll
from geo.model import EventType
from geo.sphere import distance_km

EXCLUDED = -1
"""They cannot be of one event."""
NEUTRAL = 0
"""Nothing tells that they are of one event, nor that they are not."""

WINDOW_DAYS = 1
"""An event told without its day is one of the day before or of the day itself: news of older days tells the day."""
FOLLOW_UP_DAYS = 7
"""So long a toll is revised and a side answers; then only a particular ties the telling to its event."""

_MARKS_OF_MUCH = 2
_SENTENCE = 2  # the very sentence is worth two particulars
_MARK = 4  # a particular in common weighs more than kind and actor together
SAME_KIND = 2  # and the kind more than the actor
_GROWTH = 3.0  # 16 dead become 30, then 33; the first toll may be a third of the last
_LEAST_GROWTH = 5  # of small tolls: 1 becomes 6
_BEYOND = 10.0  # no later toll is ten times an earlier one
_SHRINKING = 1.5  # a toll is revised downward by a third at most
_LEAST_SHRINKING = 2
_SAME_KM = 1.0
_ALIKE, _WHOLE = 4, 5
_THOUSANDTHS_OF_KM = 9.1  # of a degree of latitude, rounded up


def relation(one: Telling, other: Telling, *, is_same_sentence: bool) -> int:
    """Return how strongly two tellings are tied, a positive number, NEUTRAL or EXCLUDED. The order does not matter.

    It knows nothing of their articles: two claims of one article are held apart by whoever groups them.
    """
    near = _place(one, other) if one.family == other.family and one.planned == other.planned else EXCLUDED
    if near == EXCLUDED:
        return EXCLUDED
    shared = one.marks & other.marks
    marks = len(shared) + (_SENTENCE if is_same_sentence else 0)
    announced = one.planned and any(mark.startswith(PLAN) for mark in shared)
    days = _day_of_plan(one, other) if announced else _day(one, other, is_marked=marks > 0)
    grown = _tolls(one, other)
    if EXCLUDED in (days, grown) or _exclude(one, other, is_marked=marks > 0):
        return EXCLUDED
    if days == NEUTRAL or not (_tied_by(marks, one, other) or (near and grown and _tied_unmarked(one, other))):
        return NEUTRAL
    return 1 + _MARK * marks + SAME_KIND * (one.kind == other.kind) + (not one.actors.isdisjoint(other.actors))


def _tied_by(marks: int, one: Telling, other: Telling) -> bool:
    """Tell whether particulars tie: one, or where a place is wide or a span long, so that much happens in it, two."""
    long = (one.is_long or other.is_long) and not _last_alike(one, other)
    much = _is_wide(one) or _is_wide(other) or long
    return marks >= (_MARKS_OF_MUCH if much else 1)


def _tied_unmarked(one: Telling, other: Telling) -> bool:
    """Tell whether kind, day and place alone may tie: never two that are loose, nor anything wide or long."""
    if not (one.kind == other.kind or one.is_open or other.is_open):
        return False
    if one.firmness is Firmness.FIRM:
        return other.firmness is Firmness.FIRM or not (other.is_long or _is_wide(other))
    return other.firmness is Firmness.FIRM and not (one.is_long or _is_wide(one))


def _last_alike(one: Telling, other: Telling) -> bool:
    """Tell whether two tell a state over almost the same days: four fifths of all days that either tells."""
    if not (one.lasting and one.is_long and other.is_long):
        return False
    shared = min(one.last, other.last) - max(one.first, other.first) + 1
    return shared * _WHOLE >= (max(one.last, other.last) - min(one.first, other.first) + 1) * _ALIKE


def _is_wide(telling: Telling) -> bool:
    return telling.is_wide and telling.kind is not EventType.TALKS


# ---------------------------------------------------------------- place


def _place(one: Telling, other: Telling) -> int:
    """Return 1 at one point, NEUTRAL where one may hold the other, EXCLUDED where they are apart."""
    here, there = one.spot, other.spot
    if here is None or there is None:
        same = here is there and one.site == other.site and bool(one.site)
        return NEUTRAL if same else EXCLUDED
    if one.iso3 and other.iso3 and one.iso3 != other.iso3:
        return EXCLUDED
    local = not (one.is_wide or other.is_wide)
    if local and one.site and other.site and one.site.isdisjoint(other.site):
        return EXCLUDED  # two sites of one town
    if here.latitude == there.latitude and here.longitude == there.longitude:
        return 1
    named = one.geonameid is not None and other.geonameid is not None
    return NEUTRAL if _holds(here, there, whole=local and named) else EXCLUDED


def _holds(one: Spot, other: Spot, *, whole: bool) -> bool:
    """Tell whether the wider of two spots holds the other's point; as a whole, where both are towns of their own."""
    wide, small = max(one.radius, other.radius, _SAME_KM), min(one.radius, other.radius)
    if abs(one.latitude - other.latitude) > wide * _THOUSANDTHS_OF_KM:
        return False
    apart = distance_km(one.latitude / 1000, one.longitude / 1000, other.latitude / 1000, other.longitude / 1000)
    return apart + (small if whole else 0.0) <= wide


# ---------------------------------------------------------------- day


def _day(one: Telling, other: Telling, *, is_marked: bool) -> int:
    if Firmness.APART in {one.firmness, other.firmness}:
        return EXCLUDED
    if one.first <= other.last and other.first <= one.last:
        return NEUTRAL if (one.is_long or other.is_long) and not is_marked else 1
    back = FOLLOW_UP_DAYS if is_marked else WINDOW_DAYS
    # An assumed day is that of the telling: the event lies before it.
    for assumed, told in ((one, other), (other, one)):
        if assumed.assumed and told.last < assumed.first <= told.last + back:
            return 1
        if assumed.assumed and told.last < assumed.first <= told.last + FOLLOW_UP_DAYS:
            return NEUTRAL
    return EXCLUDED


def _day_of_plan(one: Telling, other: Telling) -> int:
    """Hold announcements of an operation beside each other: it has no day yet, unless both tell one."""
    if one.firmness is other.firmness is Firmness.FIRM:
        return _day(one, other, is_marked=True)
    if Firmness.APART in {one.firmness, other.firmness}:
        return EXCLUDED
    between = max(one.first - other.last, other.first - one.last)
    return 1 if between <= FOLLOW_UP_DAYS else EXCLUDED


# ---------------------------------------------------------------- what shows that there are two


def _exclude(one: Telling, other: Telling, *, is_marked: bool) -> bool:
    if one.facilities and other.facilities and one.facilities.isdisjoint(other.facilities):
        return True
    if _other_parts(one.parts, other.parts):
        return True
    if one.denied or other.denied:
        return False  # who denies names whom others accuse
    if not differ(one.actors, other.actors) and not _foreign(one, other):
        return False
    return one.planned or not (_may_name_either(one, other) or (is_marked and one.family == "violence"))


def _may_name_either(one: Telling, other: Telling) -> bool:
    """Tell whether two tell of a clash, in which either side may be named as the one that acts."""
    if not one.kind is other.kind is EventType.ARMED_CLASH:
        return False
    return one.either_side or other.either_side or not (one.is_open or other.is_open)


def _foreign(one: Telling, other: Telling) -> bool:
    """Tell whether one names a group and the other a state that is not the place's own."""
    for mine, theirs in ((one.actors, other.actors), (other.actors, one.actors)):
        groups = {name for name in mine if not name.startswith("state:")}
        states = {name for name in theirs if name.startswith("state:")}
        if len(groups) == len(mine) > 0 and len(states) == len(theirs) > 0:
            home = state(country_of(one.iso3))
            return states.isdisjoint(home)
    return False


def _other_parts(one: int, other: int) -> bool:
    """Tell whether the parts of the day that two tell lie apart: neighbours in the order of the parts may be one."""
    if not one or not other:
        return False
    reach = one | _beside(one)
    return not reach & other


def _beside(parts: int) -> int:
    """Return the parts that a moment told as these may be told as, too: night is beside evening and dawn."""
    found = 0
    for mine, others in _BESIDE.items():
        if parts & 1 << mine:
            for other in others:
                found |= 1 << other
    return found


_NIGHT, _DAWN, _MORNING, _NOON, _AFTERNOON, _EVENING = range(6)
_BESIDE = {
    _NIGHT: (_DAWN, _EVENING),
    _DAWN: (_NIGHT, _MORNING),
    _MORNING: (_DAWN,),
    _NOON: (_AFTERNOON,),
    _AFTERNOON: (_NOON,),
    _EVENING: (_NIGHT,),
}


def _tolls(one: Telling, other: Telling) -> int:
    """Return 1 where a revision explains the later toll, NEUTRAL where several would, EXCLUDED where none does."""
    if one.denied or other.denied or _tell_own(one, other):
        return 1
    early, late = (one, other) if one.published <= other.published else (other, one)
    if one.published == other.published:
        return max(_revised(one.toll, other.toll), _revised(other.toll, one.toll))
    return _revised(early.toll, late.toll)


def _tell_own(one: Telling, other: Telling) -> bool:
    """Tell whether two tolls of a clash are of two sides, or told by two of whom a side is one: each tells its own."""
    if not one.kind is other.kind is EventType.ARMED_CLASH:
        return False
    if differ(one.lost, other.lost) or differ(one.teller, other.teller):
        return True
    return one.teller != other.teller and one.teller.isdisjoint(other.teller)


def _revised(early: Toll, late: Toll) -> int:
    before, after = _range(early), _range(late)
    if before is None or after is None or (before[0] <= after[1] and after[0] <= before[1]):
        return 1
    if after[0] > before[1]:  # it rose
        if after[0] <= max(before[1] * _GROWTH, before[1] + _LEAST_GROWTH):
            return 1
        return NEUTRAL if after[0] <= before[1] * _BEYOND else EXCLUDED
    fell = before[0] <= max(after[1] * _SHRINKING, after[1] + _LEAST_SHRINKING)
    return 1 if fell else EXCLUDED


def _range(toll: Toll) -> tuple[float, float] | None:
    """Return the least and the most that a toll may mean, None where none is told. "At least 12" may grow threefold."""
    if toll.least is None and toll.most is None:
        return None
    least = toll.least or 0
    return least, max(least * _GROWTH, least + _LEAST_GROWTH) if toll.most is None else toll.most
