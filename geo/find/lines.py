"""What names tell together: borders, roads, coasts, river banks and fronts; and what has no place between its names."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from geo.find.context import context
from geo.find.line_phrases import Told, View, told_at
from geo.lexicon import Lexicon
from geo.lexicon.joining import joined
from geo.model import Line, LineKind, PlaceKind, Relation, Role, Sentence, Span, Toponym
from geo.tokens import Token

_LOCATING = 9  # words between a place and the line that it lies on
_TALKS = 5  # words between "talks" and "between"
_CUE = 8  # words between a name and "between", or the noun that calls it something
_AREAS = frozenset({PlaceKind.COUNTRY, PlaceKind.REGION, PlaceKind.VAST, PlaceKind.WATER})
_NAMES = frozenset({Role.PLACE, Role.CONTEXT})


def with_lines(
    text: str,
    tokens: tuple[Token, ...],
    sentences: tuple[Sentence, ...],
    toponyms: tuple[Toponym, ...],
    lexicon: Lexicon,
) -> tuple[Toponym, ...]:
    """Return the toponyms with the lines that they tell.

    The first name of a line stands for it; the others only tell where it is. What two governments have between them
    ("talks between A and B") has no place of its own.
    """
    made = list(toponyms)
    starting = {toponym.first: number for number, toponym in enumerate(toponyms)}
    ending = {toponym.last: number for number, toponym in enumerate(toponyms)}
    heads, fronts = lexicon.lines.heads, lexicon.lines.sector
    views = [View(text, tokens, toponyms, starting, ending, lexicon, sentence) for sentence in sentences]
    for view, sentence in zip(views, sentences, strict=True):
        for at in range(sentence.first, sentence.last):
            word = tokens[at].lower
            if word in heads:
                for told in told_at(view, at):
                    _take(view, told, made)
                if word in fronts:
                    _lead_to(view, at, made)
    for number, toponym in enumerate(made):
        made[number] = _alone(toponym, number, views[toponym.sentence])
    _without_talks(tokens, sentences, made, lexicon)
    return tuple(made)


# ---------------------------------------------------------------- lines


def _take(view: View, told: Told, made: list[Toponym]) -> None:
    """Put a line on the first of its names, unless one of them tells another line or the line only tells of a town."""
    if any(made[number].line for number in told.ends):
        return
    around = context(view.tokens, view.sentence, _described_from(view, told.first), told.last, view.lexicon)
    town = _town_on(view, around.start, told.ends)
    words = Span(view.tokens[told.first].start, view.tokens[told.last - 1].end).of(view.text)
    line = Line(told.kind, " ".join(words.split()), told.ends)
    owner, *others = told.ends
    near = Relation.NEAR if around.relation in {Relation.NEAR, Relation.AROUND, Relation.DIRECTION} else Relation.AT
    made[owner] = replace(
        made[owner],
        role=Role.PLACE if town is None else Role.CONTEXT,
        relation=Relation.BETWEEN if told.kind is LineKind.ROUTE else near,
        distance_km=None,
        bearing=None,
        preposition=around.preposition,
        locates=None if town is None else made[town].first,
        line=line,
    )
    for number in told.ends:
        cue = "" if made[number].cue in view.lexicon.lines.heads else made[number].cue
        made[number] = replace(made[number], cue=cue)
    for number in others:
        role = Role.CONTEXT if made[number].role is Role.PLACE else made[number].role
        made[number] = replace(made[number], role=role, relation=Relation.AT)


def _described_from(view: View, first: int) -> int:
    """Go back over what only describes a line: "the volatile", "the eastern side of the", "the region where the"."""
    places, lines, grammar = view.lexicon.places, view.lexicon.lines, view.lexicon.grammar
    described = lines.described | places.parts | frozenset(places.directions)
    while True:
        at = first
        while view.lower(at - 1) in described:
            at -= 1
        before = at - 1 if view.lower(at - 1) in grammar.determiners else at
        if view.lower(before - 1) == "of" and view.lower(before - 2) in grammar.partial:
            at = before - 2
            at = view.toponyms[view.ending[at]].first if at in view.ending else at
        elif view.lower(before - 1) == "where" and view.lower(before - 2) in lines.strip:
            at = before - 2
        if at == first:
            return first
        first = at


def _town_on(view: View, start: int, ends: tuple[int, ...]) -> int | None:
    """Return the place that a line only tells the situation of: "A, a town near the border of", "B on the C road"."""
    number = min(ends) - 1
    if number < 0:
        return None
    toponym = view.toponyms[number]
    gap = view.tokens[toponym.last : start]
    small = joined(view.lexicon.lines.locating, view.lexicon.places.town)
    if toponym.first < view.sentence.first or len(gap) > _LOCATING or toponym.role not in _NAMES:
        return None
    if not all(token.lower in small or token.text[0].isdigit() for token in gap) or _is_area(toponym, view.lexicon):
        return None
    return number


def _is_area(toponym: Toponym, lexicon: Lexicon) -> bool:
    kinds = {candidate.kind for candidate in toponym.candidates}
    if toponym.cue in lexicon.places.region or toponym.part:
        return True
    return PlaceKind.COUNTRY in kinds or (bool(kinds & _AREAS) and PlaceKind.TOWN not in kinds)


# ---------------------------------------------------------------- one name alone


def _lead_to(view: View, at: int, made: list[Toponym]) -> None:
    """Read "in the A direction", "on the A front", "in the direction of A": a part of a front that leads to a town."""
    behind = view.lower(at) in view.lexicon.lines.toward and view.lower(at + 1) == "of"
    number = view.starting.get(at + 2) if behind else view.ending.get(at)
    if number is None or view.tokens[at].is_capital:
        return
    for each in [number] if behind or not view.lower(at).endswith("s") else _list_ending(view, number):
        toponym = made[each]
        may = toponym.role in {Role.PLACE, Role.ORGANISATION, Role.CONTEXT} and not toponym.line
        governed = behind or toponym.preposition in view.lexicon.places.placing
        if may and governed and not view.is_country(each):
            made[each] = replace(
                toponym, role=Role.PLACE, relation=Relation.DIRECTION, cue="", distance_km=None, bearing=None
            )


def _list_ending(view: View, number: int) -> list[int]:
    """Return the names of the list that ends with a toponym: "the A, B and C directions"."""
    found = [number]
    while number > 0 and view.toponyms[number - 1].first >= view.sentence.first:
        gap = view.tokens[view.toponyms[number - 1].last : view.toponyms[number].first]
        if not gap or any(token.lower not in {",", "and"} for token in gap):
            break
        number -= 1
        found.append(number)
    return found


def _alone(toponym: Toponym, number: int, view: View) -> Toponym:
    """Read "off A" as the sea there, "the southern outskirts of A" as near it, and "the A" as perhaps a river."""
    if toponym.line or toponym.role is not Role.PLACE:
        return toponym
    places, behind = view.lexicon.places, view.lower(toponym.last)
    if toponym.preposition == "off" and toponym.relation is Relation.NEAR and behind != "'s":
        return replace(toponym, line=Line(LineKind.SEA, toponym.text, (number,)))
    if toponym.relation is Relation.AT and _lies_outside(view, toponym):
        bearing = places.directions.get(toponym.part.removesuffix("ern"))
        return replace(toponym, relation=Relation.NEAR, bearing=bearing)
    if _may_be_river(toponym, view.tokens, view.lexicon):
        return replace(toponym, line=Line(LineKind.RIVER, toponym.text, (number,)))
    return toponym


def _lies_outside(view: View, toponym: Toponym) -> bool:
    """Tell "the suburbs of A" and "a suburb of A" from "the A suburbs of B and C" and "the suburb of B"."""
    if toponym.cue not in view.lexicon.lines.fringe:
        return False
    cue = toponym.first
    while cue > toponym.first - _CUE and view.lower(cue) != toponym.cue:
        cue -= 1
    if cue in view.ending:
        return False
    first = cue
    while view.lower(first - 1) in view.lexicon.places.parts:
        first -= 1
    return toponym.cue != "suburb" or view.lower(first - 1) in {"a", "an", "another"}


def _may_be_river(toponym: Toponym, tokens: tuple[Token, ...], lexicon: Lexicon) -> bool:
    if toponym.cue not in {"", "river"} or toponym.relation is not Relation.AT:
        return False
    if toponym.candidates and toponym.candidates[0].kind is PlaceKind.WATER:
        return True
    if any(candidate.kind is PlaceKind.COUNTRY for candidate in toponym.candidates):
        return False
    if toponym.first == 0 or tokens[toponym.first - 1].lower != "the" or toponym.last >= len(tokens):
        return False
    behind = tokens[toponym.last]
    return not behind.is_word or behind.lower in lexicon.grammar.prepositions or behind.lower == "river"


def _without_talks(
    tokens: tuple[Token, ...], sentences: tuple[Sentence, ...], made: list[Toponym], lexicon: Lexicon
) -> None:
    """Let both sides of "the war between A and B" stand for governments: nothing happened half-way.

    Only "the area between" two countries is a place: their border.
    """
    for number, (one, other) in enumerate(pairwise(made)):
        if one.line or other.line or one.relation is not Relation.BETWEEN or one.sentence != other.sentence:
            continue
        joined = [token.lower for token in tokens[one.last : other.first]] == ["and"]
        if other.relation is not Relation.BETWEEN and not joined:
            continue
        before = _before_between(tokens, sentences[one.sentence].first, one.first, lexicon)
        countries = any(c.kind is PlaceKind.COUNTRY for each in (one, other) for c in each.candidates)
        if countries and before[-1:] and before[-1] in lexicon.lines.strip:
            line = Line(LineKind.BORDER, f"{one.text} and {other.text}", (number, number + 1))
            made[number] = replace(one, relation=Relation.AT, line=line)
            made[number + 1] = replace(other, relation=Relation.AT, role=Role.CONTEXT)
        elif countries or _are_talks(before, lexicon):
            made[number] = replace(one, role=Role.METONYM, relation=Relation.AT)
            made[number + 1] = replace(other, role=Role.METONYM, relation=Relation.AT)
        elif other.role in {Role.PLACE, Role.METONYM}:
            made[number + 1] = replace(other, role=Role.PLACE, relation=Relation.BETWEEN)


def _before_between(tokens: tuple[Token, ...], first: int, name: int, lexicon: Lexicon) -> list[str]:
    """Return the last words before the "between" that leads to the name at token `name`."""
    at = name
    while at > max(first, name - _CUE) and tokens[at].lower not in lexicon.places.between:
        at -= 1
    return [token.lower for token in tokens[max(first, at - _TALKS) : at]]


def _are_talks(before: list[str], lexicon: Lexicon) -> bool:
    """Tell "the talks in Geneva", "a deal reached" and "an exchange of prisoners" from "the ceasefire, fighting"."""
    while before[-2:-1] and before[-2] in {"in", "on", "at"}:
        before = before[:-2]
    nouns = {*before[-2:], *(before[-3:-2] if before[-2:-1] == ["of"] else [])}
    return not lexicon.lines.talks.isdisjoint(nouns)
