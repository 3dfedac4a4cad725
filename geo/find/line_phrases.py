"""The names around the noun of a line: "the border of A and B", "the A-B road", "off the coast of A"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from geo.lexicon import Lexicon
from geo.lexicon.joining import joined
from geo.model import LineKind, PlaceKind, Role, Sentence, Toponym
from geo.tokens import Token

_DASHES = frozenset("-\u2010\u2011–—/")
_BEFORE_NAME = 5  # words between a joint and the name behind it: "and the besieged towns of"
_BESIDE_HEAD = 3  # words between a noun and what leads to its names: "the road that runs from", "the border area of"
_SIDES = 30  # words between the two sides and "their border"
_MEETING = 3  # areas that meet in a point
_BORDERED = frozenset({PlaceKind.COUNTRY, PlaceKind.REGION})
_AND, _TO = frozenset({"and", ","}), frozenset({"and", "to", "with"})


@dataclass(frozen=True, slots=True)
class Told:
    """A line's kind, the numbers of the names that tell it, and the tokens [first, last) of its words."""

    kind: LineKind
    ends: tuple[int, ...]
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class View:
    """An article's tokens and toponyms; the latter by the token that they start and that they end at."""

    text: str
    tokens: tuple[Token, ...]
    toponyms: tuple[Toponym, ...]
    starting: dict[int, int]
    ending: dict[int, int]
    lexicon: Lexicon
    sentence: Sentence

    def lower(self, index: int) -> str:
        """Return the word at a token of the sentence, empty outside it."""
        return self.tokens[index].lower if self.sentence.first <= index < self.sentence.last else ""

    def is_country(self, number: int) -> bool:
        """Tell whether a name may be a country's or is its people's."""
        toponym = self.toponyms[number]
        return toponym.role is Role.DEMONYM or any(c.kind is PlaceKind.COUNTRY for c in toponym.candidates)

    def has_border(self, number: int) -> bool:
        """Tell whether a name may be a country's or a region's."""
        return self.is_country(number) or any(c.kind in _BORDERED for c in self.toponyms[number].candidates)

    def is_dash(self, index: int) -> bool:
        """Tell whether only a dash, which is no token inside a compound, parts token `index` from the one before."""
        before, token = self.tokens[index - 1], self.tokens[index]
        return self.text[before.end : token.start] in _DASHES


def told_at(view: View, at: int) -> Iterator[Told]:
    """Yield the line that the noun at token `at` is told to be, if any."""
    words, lines = view.lower(at), view.lexicon.lines
    if words in lines.border or words in lines.borders:
        found = _border(view, at)
    elif words in lines.coast or words in lines.waters:
        found = _coast(view, at)
    elif words in lines.bank and not view.tokens[at].is_capital:
        found = _bank(view, at)
    elif words in lines.route:
        found = _route(view, at)
    elif words in lines.sector:
        found = _pair(view, at)
    else:
        found = None
    if found:
        yield found


# ---------------------------------------------------------------- kinds of line


def _border(view: View, at: int) -> Told | None:
    lines = view.lexicon.lines
    first = at - 1 if view.lower(at - 1) in lines.threefold else at
    behind = at + 1
    while view.lower(behind) in lines.strip and behind - at < _BESIDE_HEAD:
        behind += 1
    joint = view.lower(behind)
    if joint in {"between", "of"}:
        ends, last = _names_behind(view, behind + 1, _AND)
        enough = len(ends) > 1 or (bool(ends) and joint == "of" and view.lower(at) in lines.border)
        # "the border districts of A and B" lie on a border, which is not that of A and B
        along = joint == "of" and behind > at + 1 and not all(map(view.is_country, ends))
        told = Told(LineKind.BORDER, ends[:_MEETING], first, last) if enough and not along else None
    elif joint == "with":
        told = _border_with(view, first, behind)
    else:
        told = _border_before(view, at, first)
    return told if told and all(map(view.has_border, told.ends)) else None


def _border_with(view: View, first: int, behind: int) -> Told | None:
    """Read "A's border with B" and "the border with B"; with two neighbours at once it is no line."""
    owner, start = _names_before(view, first, frozenset())
    neighbour, last = _names_behind(view, behind + 1, _AND)
    ends = (*owner[-1:], *neighbour)
    if len(neighbour) != 1 or len(set(ends)) < len(ends):
        return None
    return Told(LineKind.BORDER, ends, start if owner else first, last)


def _border_before(view: View, at: int, first: int) -> Told | None:
    """Read "the A-B border", "the A border", and "A and B … along their border"."""
    lines, follows = view.lexicon.lines, view.lower(at + 1)
    ends, start = _names_before(view, first, frozenset())
    if len(ends) > 1:
        stopped = follows in lines.not_border and follows not in lines.strip
        return None if stopped else Told(LineKind.BORDER, ends[-_MEETING:], start, at + 1)
    if follows in lines.not_border or view.lower(at) not in lines.border:
        return None
    if not ends and view.lower(start - 1) == "their":
        ends = tuple(n for n in _in_sentence(view, at) if view.is_country(n))
        return Told(LineKind.BORDER, ends, start, at + 1) if len(ends) == 2 else None  # noqa: PLR2004 - its sides
    listed = view.lower(start - 1) in {"and", ","} and start - 1 in view.ending
    along = follows in lines.strip and not all(map(view.is_country, ends))  # "the A border region" is A itself
    return Told(LineKind.BORDER, ends, start, at + 1) if ends and not listed and not along else None


def _in_sentence(view: View, last: int) -> Iterator[int]:
    """Yield the toponyms that stand in the sentence before token `last`, but those far off in a long one."""
    for at in range(max(view.sentence.first, last - _SIDES), last):
        if at in view.starting:
            yield view.starting[at]


def _route(view: View, at: int) -> Told | None:
    """Read "the road from A to B", "the highway linking A and B", "the A-B railway", "the A to B road"."""
    joined, behind = view.lexicon.lines.linking, at + 1
    while view.lower(behind) in joined and behind - at <= _BESIDE_HEAD:
        behind += 1
    if behind > at + 1:
        ends, last = _names_behind(view, behind, _TO)
        if len(ends) == 2 and not any(map(view.is_country, ends)):  # noqa: PLR2004 - from one to the other
            return Told(LineKind.ROUTE, ends, at, last)
    before, start = _names_before(view, at, frozenset({"to"}))
    if len(before) == 2 and not any(map(view.is_country, before)):  # noqa: PLR2004
        return Told(LineKind.ROUTE, before, start, at + 1)
    return None


def _pair(view: View, at: int) -> Told | None:
    """Read "on the A-B axis"; as a subject it may be one of politics."""
    before, start = _names_before(view, at, frozenset())
    governed = len(before) == 2 and view.toponyms[before[0]].preposition in view.lexicon.places.placing  # noqa: PLR2004
    return Told(LineKind.ROUTE, before, start, at + 1) if governed and not any(map(view.is_country, before)) else None


def _coast(view: View, at: int) -> Told | None:
    """Read "the coast of A", "A's southern coast", "the waters off A"; "off" before it means the sea."""
    lines = view.lexicon.lines
    if view.lower(at + 1) in {"of", "off"}:
        ends, last = _names_behind(view, at + 2, frozenset())
        start = at
    else:
        before, start = _names_before(view, _behind_owner(view, at), frozenset())
        if before and _is_water(view.toponyms[before[-1]]):  # "Syria's Mediterranean coast"
            before, start = _names_before(view, view.toponyms[before[-1]].first, frozenset())
        ends, last = before[-1:], at + 1
        if view.lower(at + 1) in lines.not_coast:
            return None
    if not ends or _is_water(view.toponyms[ends[0]]):
        return None
    sea = view.lower(at) in lines.waters or view.lower(at + 1) == "off" or _is_off(view, start)
    return Told(LineKind.SEA if sea else LineKind.COAST, ends, start, last)


def _behind_owner(view: View, at: int) -> int:
    """Return the token behind the 's that a coast's name stands after, where that name is unknown."""
    first = at
    while at not in view.ending and at - first < _BESIDE_HEAD and view.lower(first - 1):
        if view.lower(first - 1) == "'s":
            return first
        if not view.tokens[first - 1].is_capital:
            break
        first -= 1
    return at


def _bank(view: View, at: int) -> Told | None:
    """Read "the east bank of the A" and "the A's left bank": A is a river."""
    if view.lower(at + 1) == "of":
        ends, last = _names_behind(view, at + 2, frozenset())
        start = at
        if ends and view.lower(at + 2) != "the" and not _is_water(view.toponyms[ends[0]]):
            return None
    else:
        ends, start = _names_before(view, at, frozenset())
        last = at + 1
        if ends and view.lower(view.toponyms[ends[-1]].last) != "'s":
            return None
    if len(ends) != 1 or view.is_country(ends[0]):
        return None
    return Told(LineKind.BANK, ends, start, last)


def _is_water(toponym: Toponym) -> bool:
    return any(candidate.kind is PlaceKind.WATER for candidate in toponym.candidates)


def _is_off(view: View, at: int) -> bool:
    """Tell whether "off" leads to token `at`: "off the southern coast of"."""
    small = joined(view.lexicon.grammar.determiners, view.lexicon.places.parts, view.lexicon.lines.described)
    while view.lower(at - 1) in small:
        at -= 1
    return view.lower(at - 1) == "off"


# ---------------------------------------------------------------- the names of a line


def _names_behind(view: View, at: int, joints: frozenset[str]) -> tuple[tuple[int, ...], int]:
    """Return the names from token `at` on that the joints join, and the token behind them.

    A comma joins only what "and" ends: in "on the border of A, B said" B is none of the border's names.
    """
    found, last = [], at
    lasts = []
    joint = ""
    while True:
        name = _name_behind(view, at)
        if name is None:
            break
        number, last = name
        found.append(number)
        lasts.append((joint, last))
        joint = view.lower(last)
        if joint == "," and view.lower(last + 1) == "and":
            joint, last = "and", last + 1
        if joint not in joints and not (last < view.sentence.last and view.is_dash(last)):
            break
        at = last + 1 if joint in joints else last
    if "," in (joined for joined, _ in lasts) and lasts[-1][0] != "and":
        found, lasts = found[:1], lasts[:1]
    return tuple(found), lasts[-1][1] if lasts else last


def _name_behind(view: View, at: int) -> tuple[int, int] | None:
    """Return the name that the words from token `at` lead to, and the token behind it and its feature word.

    Of "Ukraine's Sumy region" it is the region.
    """
    places, grammar = view.lexicon.places, view.lexicon.grammar
    leading = joined(grammar.determiners, places.parts, places.town, places.region, places.district, "of")
    first = at
    while at - first < _BEFORE_NAME and view.lower(at) in leading and at not in view.starting:
        at += 1
    number = view.starting.get(at)
    if number is None:
        return None
    last = view.toponyms[number].last
    inner = last + 1 if view.lower(last) == "'s" else last
    while view.lower(inner) in places.parts:
        inner += 1
    owned = inner != last or view.toponyms[number].role is Role.DEMONYM
    if owned and inner in view.starting:
        number = view.starting[inner]
        last = view.toponyms[number].last
    while view.lower(last) in places.region or view.lower(last) in places.district:
        last += 1
    return number, last


def _names_before(view: View, at: int, joints: frozenset[str]) -> tuple[tuple[int, ...], int]:
    """Return the names, joined by dashes or the joints, that end before token `at`, and the first's first token."""
    places, lines = view.lexicon.places, view.lexicon.lines
    skipped = joined(places.parts, lines.described, places.region, places.district)
    while view.lower(at - 1) in skipped and at not in view.ending:
        at -= 1
    if view.lower(at - 1) == "'s":
        at -= 1
    found: list[int] = []
    while (number := view.ending.get(at)) is not None and view.toponyms[number].first >= view.sentence.first:
        found.insert(0, number)
        start = view.toponyms[number].first
        if start > view.sentence.first and (start in view.ending and view.is_dash(start)):
            at = start
        elif view.lower(start - 1) in joints or view.lower(start - 1) in _DASHES:
            at = start - 1
        else:
            break
    return tuple(found), view.toponyms[found[0]].first if found else at
