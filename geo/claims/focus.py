"""The places that the sentences before were about, and which events are told of them: "there", "the city"."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from itertools import pairwise
from operator import attrgetter

from geo.claims.case import Case
from geo.claims.unknown import befalls_unknown, names_unknown
from geo.lexicon.joining import joined, without
from geo.model import EventMention, EventType, Role, Toponym, WherePrec
from geo.rules import PlaceRule

_FIRST = attrgetter("first")
_REACH = 2  # sentences for which a place stays in focus
_AROUND = 60  # words around an event in which another place is looked for
_POINTING = 6  # words between an event and the "there" that tells its place
_POINTING_AHEAD = 6  # words before an event in which "killed there in" tells its place
_BEHIND_THERE = frozenset({"in", "by", "during", "on", "when"})  # not "there was an attack"
_POINTING_WORDS = frozenset({"the", "this", "that"})
_DASHES = frozenset({"-", "--", "\u2013", "\u2014"})
_NAMING = frozenset({"in", "at", "near", "outside", "around"})


@dataclass(frozen=True, slots=True)
class Site:
    """Where an event happened: the toponym's number, by which rule, and beside which other toponym."""

    toponym: int
    rule: PlaceRule
    beside: int | None = None

    @property
    def named(self) -> bool:
        """Whether the event's own sentence names it."""
        return self.rule not in NOT_NAMED

    @property
    def told(self) -> bool:
        """Whether it is told for just this: by the event's own sentence, or at the head of its item."""
        return self.named or self.rule is PlaceRule.LEAD


NOT_NAMED = {
    PlaceRule.FOCUS: "the place that the sentences before are about",
    PlaceRule.POINTED: "the place that the sentences before are about",
    PlaceRule.ANAPHOR: "the place that the sentences before are about",
    PlaceRule.CAPITAL: "the place that the article calls the capital",
    PlaceRule.LEAD: "the place at the head of its item",
    PlaceRule.DATELINE: "the place of the dateline, which the sentence calls its own",
}
"""The rules by which a place is that of an event whose sentence does not name it, as reasons show them."""


@dataclass(frozen=True, slots=True)
class Focus:
    """The places that the sentences before were about, and those of the event told last, which "there" means.

    Or those that the slug or heading of the item names (`leads`), or where a sentence that told no event was set
    (`scene`).
    """

    sentence: int
    toponyms: tuple[int, ...]
    last: tuple[int, ...]
    leads: bool = False
    scene: bool = False

    def reaches(self, sentence: int) -> bool:
        """Tell whether a sentence stands close enough behind."""
        return sentence - self.sentence <= _REACH


def of_focus(focus: Focus, rule: PlaceRule) -> tuple[Site, ...]:
    """Return the places of the event told last as those of an event."""
    return tuple(Site(n, rule) for n in focus.last)


def from_focus(case: Case, event: EventMention, focus: Focus | None) -> tuple[Site, ...]:
    """Take the place of the sentences before, while it is in focus: "the city", "there", or simply the same story."""
    words = case.words_of[event.sentence]
    if _says_this_town(case, event):
        datelines = [n for n, toponym in enumerate(case.findings.toponyms) if toponym.role is Role.DATELINE]
        if datelines:
            return (Site(_innermost(case, datelines), PlaceRule.DATELINE),)
    capital = _capital(case, event)
    if capital is not None:
        return (Site(capital, PlaceRule.CAPITAL),)
    if focus is None or not focus.reaches(event.sentence) or _names_elsewhere(case, event):
        return ()
    if focus.leads:
        return () if names_unknown(case.findings, event.sentence, case.lexicon) else of_focus(focus, PlaceRule.LEAD)
    general = event.weak and not points_back(case, event)
    vague = len(focus.toponyms) > 1 or event.event_type is EventType.TALKS
    general = general or (focus.scene and _names_any(case, event.sentence))
    if general or (vague and not words & case.lexicon.places.anaphora):
        return ()
    return of_focus(focus, PlaceRule.FOCUS)


def _says_this_town(case: Case, event: EventMention) -> bool:
    """Tell whether a sentence calls the place of the dateline its own: "in this city", "in this mining town"."""
    sentence, town = case.findings.sentences[event.sentence], case.lexicon.places.town
    words = [token.lower for token in case.findings.tokens[sentence.first : sentence.last]]
    return any(word == "this" and not town.isdisjoint(words[at + 1 : at + 3]) for at, word in enumerate(words))


def _innermost(case: Case, datelines: list[int]) -> int:
    """Return the place of the dateline that a quoted paper brings within the agency's: behind another dash."""
    toponyms, tokens = case.findings.toponyms, case.findings.tokens
    inner = datelines[0]
    for number in datelines[1:]:
        between = tokens[toponyms[inner].last : toponyms[number].first]
        if any(token.text in _DASHES for token in between):
            inner = number
    return inner


def why_nowhere(case: Case, event: EventMention, focus: Focus | None) -> str:
    """Tell why an event has no place."""
    if event.object_only:
        return "no place stands behind it, as it must behind these words"
    if focus is None:
        return "neither its sentence nor one before tells where"
    unknown = focus.leads and names_unknown(case.findings, event.sentence, case.lexicon)
    unknown = unknown or befalls_unknown(case, event)
    set_elsewhere = focus.scene and _names_any(case, event.sentence)
    if not unknown and (set_elsewhere or _names_elsewhere(case, event)):
        return "its sentence names another place, which nothing makes the place of this"
    if unknown:
        why = "it names what is no known place"
    elif event.weak and not focus.leads:
        why = "such general words take no place from the sentences before"
    elif not focus.reaches(event.sentence):
        why = "the place told last stands too far back"
    elif event.event_type is EventType.TALKS and not focus.leads:
        why = "talks may be held anywhere"
    else:
        why = "several places are told before"
    return f"its sentence does not tell where, and {why}"


def means_focus(case: Case, event: EventMention, focus: Focus) -> bool:
    """Tell whether "the town in North Darfur" may mean the town in focus, not the region around it."""
    if not focus.reaches(event.sentence) or len(focus.toponyms) > 1:
        return False
    sentence = case.findings.sentences[event.sentence]
    tokens = case.findings.tokens[sentence.first : sentence.last]
    return any(
        one.lower == "the" and other.lower in case.lexicon.places.town and third.lower != "of"
        for one, other, third in zip(tokens, tokens[1:], tokens[2:], strict=False)
    )


def points_back(case: Case, event: EventMention) -> bool:
    """Tell whether "there" or "in the town" stands beside an event: "arrested three men there"."""
    sentence, tokens = case.findings.sentences[event.sentence], case.findings.tokens
    before = [token.lower for token in tokens[max(sentence.first, event.first - _POINTING_AHEAD) : event.first]]
    if any(one == "there" and other in _BEHIND_THERE for one, other in pairwise(before)):
        return True  # "two men were killed there in a similar attack"
    for at in range(event.last, min(event.last + _POINTING + 1, sentence.last)):
        if tokens[at].lower == "there":
            return True
        if not tokens[at].is_word or tokens[at].lower in case.lexicon.grammar.clause_words:
            return False
        if tokens[at].lower in _NAMING and tokens[at + 1 : at + 2] and tokens[at + 1].lower in _POINTING_WORDS:
            return at + 2 < sentence.last and _stands_alone(case, at + 2)
    return False


def is_called(case: Case, event: EventMention, focus: Focus) -> bool:
    """Tell whether an event's words call the place in focus by what it is: "to storm the city", "the plant will be"."""
    sentence, tokens, grammar = case.findings.sentences[event.sentence], case.findings.tokens, case.lexicon.grammar
    kinds = {case.findings.tokens[case.findings.toponyms[n].last - 1].lower for n in focus.last}
    verbs = joined(grammar.auxiliaries, grammar.light)
    for at in range(max(sentence.first, event.first - _POINTING), min(event.last + _POINTING, sentence.last - 1)):
        if tokens[at].lower not in _POINTING_WORDS | {"its"}:
            continue
        named = tokens[at + 1].lower in kinds
        if at < event.first:
            named = named or tokens[at + 1].lower in case.lexicon.places.anaphora
            gap, own = tokens[at + 2 : event.first], verbs
        else:
            named = named or _stands_alone(case, at + 1)
            gap, own = tokens[event.last : at], grammar.prepositions
        if named and all(token.lower in own for token in gap):
            return True
    return False


def _stands_alone(case: Case, at: int) -> bool:
    """Tell whether a word calls a place by what it is, without a name: not "the town of Sake", "the Goma market"."""
    tokens, grammar = case.findings.tokens, case.lexicon.grammar
    if tokens[at].lower not in case.lexicon.places.anaphora:
        return False
    if at + 1 == len(tokens) or not tokens[at + 1].is_word:
        return tokens[at + 1 : at + 2] == () or tokens[at + 1].text != ","
    ends = joined(without(grammar.prepositions, "in"), grammar.clause_words, grammar.adverbs, "by")
    return tokens[at + 1].lower in ends or tokens[at + 1].lower in case.lexicon.dates.past


def _capital(case: Case, event: EventMention) -> int | None:
    """Return the place that the article calls the capital, where the event's sentence only says "the capital"."""
    sentence, tokens = case.findings.sentences[event.sentence], case.findings.tokens
    alone = any(
        tokens[at].lower == "capital" and tokens[at - 1].lower == "the" and _stands_alone(case, at)
        for at in range(max(sentence.first + 1, event.first - _AROUND), min(sentence.last, event.last + _AROUND))
    )
    if not alone or _names_elsewhere(case, event):
        return None
    return next((n for n, toponym in enumerate(case.findings.toponyms) if _is_capital(case, toponym)), None)


def _is_capital(case: Case, toponym: Toponym) -> bool:
    """Tell whether a name is called the capital: "the capital, Khartoum", "the capital Juba", "Juba, the capital"."""
    tokens = case.findings.tokens
    before = [token.lower for token in tokens[max(toponym.first - 3, 0) : toponym.first]]
    behind = [token.lower for token in tokens[toponym.last : toponym.last + 4]]
    led = before[-2:] == ["the", "capital"] or before == ["the", "capital", ","]
    followed = behind[:3] == [",", "the", "capital"] and behind[3:] != ["of"]
    return (led or followed) and toponym.role is not Role.DEMONYM


def _names_elsewhere(case: Case, event: EventMention) -> bool:
    """Tell whether the sentence names some other place of its own, so that the one in focus is not meant."""
    if befalls_unknown(case, event):
        return True
    toponyms, sentence = case.findings.toponyms, case.findings.sentences[event.sentence]
    first, last = max(sentence.first, event.first - _AROUND), min(sentence.last, event.last + _AROUND)
    here = range(bisect_left(toponyms, first, key=_FIRST), bisect_left(toponyms, last, key=_FIRST))
    if any(toponyms[n].role is Role.PLACE and toponyms[n].preposition in case.lexicon.places.placing for n in here):
        return True
    known = {at for n in here for at in range(toponyms[n].first, toponyms[n].last)}
    return any(_is_unknown_name(case, at, known) for at in range(first + 1, last))


def _names_any(case: Case, number: int) -> bool:
    """Tell whether a sentence names any place, of events or not."""
    toponyms, sentence = case.findings.toponyms, case.findings.sentences[number]
    here = range(bisect_left(toponyms, sentence.first, key=_FIRST), bisect_left(toponyms, sentence.last, key=_FIRST))
    return any(toponyms[n].role is not Role.DEMONYM for n in here)


def _is_unknown_name(case: Case, at: int, known: set[int]) -> bool:
    """Tell whether a name stands where a place does that no gazetteer knows: "a massacre at Thiou"."""
    token, dates, places = case.findings.tokens[at], case.lexicon.dates, case.lexicon.places
    if not token.is_capital or at in known or case.findings.tokens[at - 1].lower not in _NAMING:
        return False
    return token.lower not in dates.weekdays and token.lower not in dates.months and token.lower not in places.demonyms


def scene_of(case: Case, number: int) -> int | None:
    """Return the number of the one place that a paragraph is set at by a sentence without events.

    "Thousands marched in Khartoum. Guards opened fire." Where somebody speaks is no such place.
    """
    sentences = case.findings.sentences
    if number + 1 == len(sentences) or sentences[number].paragraph != sentences[number + 1].paragraph:
        return None
    if case.findings.attributions[number] is not None:
        return None
    here = _set_at(case, number)
    names = {case.places[n].name for n in here}
    return here[0] if len(names) == 1 and not names_unknown(case.findings, number, case.lexicon) else None


def moves_on(case: Case, number: int) -> bool:
    """Tell whether a sentence opens a paragraph that is about another place, though it tells no event there."""
    sentences = case.findings.sentences
    if not number or sentences[number].paragraph == sentences[number - 1].paragraph:
        return False
    return bool(_set_at(case, number))


def _set_at(case: Case, number: int) -> list[int]:
    """Return the numbers of the places that a sentence puts something at, without countries."""
    sentence, toponyms = case.findings.sentences[number], case.findings.toponyms
    first = bisect_left(toponyms, sentence.first, key=_FIRST)
    last = bisect_left(toponyms, sentence.last, key=_FIRST)
    return [
        n
        for n in range(first, last)
        if toponyms[n].role is Role.PLACE
        and toponyms[n].preposition in case.lexicon.places.placing
        and case.places[n].where_prec is not WherePrec.COUNTRY
    ]
