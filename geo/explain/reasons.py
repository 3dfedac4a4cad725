"""The rules and words that a claim rests on, told as a reader understands them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from geo.explain.records import Reasons
from geo.model import Attribution, Claim, EventType, Findings, Grounds, PassedOver, Place, Relation, Span, Toponym
from geo.rules import CueKind, DayRule, PlaceRule, SpeakerRule, StatusRule, Untold

_COMPASS = ("north", "north-east", "east", "south-east", "south", "south-west", "west", "north-west")
_NAMING = frozenset({SpeakerRule.VERB, SpeakerRule.ACCORDING, SpeakerRule.RESPONSIBILITY})
_UNNAMED = {
    SpeakerRule.STATEMENT: "the whole text is a statement whose author it does not name",
    SpeakerRule.ANSWER: "it answers in an interview with somebody whom the text does not name",
}
_LONGEST = 90  # characters of quoted words; a whole speaker may be longer


@dataclass(frozen=True, slots=True)
class Source:
    """The text that a claim was read from, with what was found in it."""

    text: str
    findings: Findings
    places: tuple[Place, ...]

    def quoted(self, span: Span) -> str:
        """Return words in quotation marks, on one line; of very many only the first."""
        words = " ".join(span.of(self.text).split())
        return f'"{words}"' if len(words) <= _LONGEST else f'"{words[: _LONGEST - 1]}…"'

    def sentence(self, span: Span) -> int:
        """Return the number, from 1, of the sentence that holds a span, or of the last that begins before it."""
        return max(1, bisect_right(self.findings.sentences, span.start, key=lambda each: each.span.start))

    def verb(self, attribution: Attribution) -> str:
        """Return the verb of saying in quotation marks, also where the speech is carried from another sentence."""
        told = self.findings.saying(attribution)
        if told.verb_first < 0:
            return "a verb of saying"
        tokens = self.findings.tokens
        return self.quoted(Span(tokens[told.verb_first].start, tokens[told.verb_last - 1].end))


def reasons_of(source: Source, claim: Claim, grounds: Grounds) -> Reasons:
    """Return why a claim is what it says."""
    return Reasons(
        event=tuple(event_reasons(source, grounds)),
        place=(place_reason(source, grounds), source.places[grounds.toponym].reason),
        day=tuple(day_reasons(source, claim, grounds)),
        speaker=(speaker_reason(source, grounds),),
        status=tuple(status_reasons(source, grounds)),
    )


# ---------------------------------------------------------------- what


def event_reasons(source: Source, grounds: Grounds) -> Iterator[str]:
    """Yield which words tell the event, what made it of this kind, and where it is told again."""
    event = grounds.event
    yield f"the words {source.quoted(event.span)} tell it"
    bomber, tried = _cue(source, grounds, CueKind.BOMBER), _cue(source, grounds, CueKind.ATTEMPT, CueKind.FAILURE)
    if bomber:
        yield f"done by those whose bombs fall from the air ({bomber})"
    if tried and event.event_type is EventType.ARMED_CLASH:
        yield f"what was fought for and not surely won ({tried}) counts as fighting"
    if event.weak:
        yield "general words, which count only where their clause tells nothing plainer"
    if event.object_only:
        yield "they count only with a place as their object"
    for each in grounds.again:
        sentence = source.sentence(each.event.span)
        again = "also told by" if sentence == source.sentence(event.span) else f"told again in sentence {sentence} by"
        yield f"{again} {source.quoted(each.event.span)}"


# ---------------------------------------------------------------- where


def place_reason(source: Source, grounds: Grounds) -> str:
    """Return how the event came to its place."""
    toponym, event = source.findings.toponyms[grounds.toponym], grounds.event
    name, trigger, away = source.quoted(toponym.span), source.quoted(event.span), _away(source, grounds, toponym.span)
    sentence = source.sentence(toponym.span)
    own = toponym.preposition in event.span.of(source.text).lower().split()
    governing = "these words themselves" if own else f'"{toponym.preposition}"'
    beside = "" if grounds.beside is None else source.quoted(source.findings.toponyms[grounds.beside].span)
    words = {
        PlaceRule.OBJECT: f"{name} is its object, {away}",
        PlaceRule.SUBJECT: f"{name} stands in its clause, {away}",
        PlaceRule.PREPOSITION: f"{name} hangs on {governing}, {away}",
        PlaceRule.RELATION: f"told as {relation(toponym)} {name}, {away}",
        PlaceRule.FEATURE: f'the word "{toponym.cue}" beside {name} shows a place, {away}',
        PlaceRule.PART: f"only the {toponym.part or 'named'} part of {name} is meant, {away}",
        PlaceRule.LIST: f"{name} stands in one list with {beside}, the place nearest to {trigger}",
        PlaceRule.RELATIVE: f"the clause of {trigger} describes {name}",
        PlaceRule.WITNESS: f"those who tell of it are at {name}, {away}",
        PlaceRule.OFFICE: f"no other place is told, and whom {trigger} is done to holds an office of {name}",
        PlaceRule.ANAPHOR: f"{name}, spoken of before (sentence {sentence}), is meant; it lies in {beside}",
        PlaceRule.POINTED: f"its sentence points back to {name} (sentence {sentence})",
        PlaceRule.CAPITAL: f"the article calls {name} the capital (sentence {sentence})",
        PlaceRule.FOCUS: f"no place in its own sentence; the sentences before are about {name} (sentence {sentence})",
        PlaceRule.LEAD: f"no place in its own sentence; {name} stands at the head of its item (sentence {sentence})",
        PlaceRule.DATELINE: f"the sentence calls the place of the dateline, {name}, its own",
    }
    return words[grounds.place_rule]


def relation(toponym: Toponym) -> str:
    """Return "near", "30 km north of" and the like.

    Of a direction that is told without a distance only the direction.
    """
    if toponym.relation is not Relation.DIRECTION:
        return toponym.relation.value
    side = "off" if toponym.bearing is None else f"{_COMPASS[round(toponym.bearing / 45) % 8]} of"
    return side if toponym.distance_km is None else f"{toponym.distance_km:.0f} km {side}"


def _away(source: Source, grounds: Grounds, span: Span) -> str:
    """Return how far words stand from the trigger."""
    event = grounds.event
    trigger = source.quoted(event.span)
    if span.start >= event.span.end:
        return f"{_words(source, Span(event.span.end, span.start))} behind {trigger}"
    if span.end <= event.span.start:
        return f"{_words(source, Span(span.end, event.span.start))} before {trigger}"
    return f"within {trigger}"


def _words(source: Source, gap: Span) -> str:
    tokens = source.findings.tokens
    first, last = (bisect_right(tokens, at, key=lambda token: token.end) for at in (gap.start, gap.end))
    count = sum(token.is_word for token in tokens[first:last])
    return {0: "right", 1: "one word"}.get(count, f"{count} words")


# ---------------------------------------------------------------- when


def day_reasons(source: Source, claim: Claim, grounds: Grounds) -> Iterator[str]:
    """Yield how the day was reckoned, and how the event came to it."""
    yield claim.date_reason
    if grounds.day_rule is DayRule.PUBLISHED and source.findings.date_line is not None:
        yield f"its date line tells that day: {source.quoted(source.findings.date_line)}"
    if grounds.day is None or grounds.day_rule is DayRule.UNKNOWN:
        return
    sentence = source.sentence(grounds.day.span)
    if grounds.day_rule is DayRule.CARRIED:
        yield f"its own sentence tells no day; sentence {sentence} does"
    elif grounds.day_rule is DayRule.BEHIND:
        yield f"its own sentence tells no day; sentence {sentence} tells only when that was"
    elif sentence != source.sentence(grounds.event.span):
        yield f"told in sentence {sentence}, where the event is told again"
    elif grounds.day_rule is DayRule.STATEMENT:
        yield "its sentence tells no other"
    else:
        yield f"the nearest day of its sentence, {_away(source, grounds, grounds.day.span)}"


# ---------------------------------------------------------------- on whose word


def speaker_reason(source: Source, grounds: Grounds) -> str:
    """Return how a claim came to its speaker."""
    attribution = grounds.attribution
    if attribution is None:
        return _own_voice(source, grounds)
    verb, origin = source.verb(attribution), attribution.origin + 1
    if attribution.claimant is None and attribution.rule in _UNNAMED:
        return _UNNAMED[attribution.rule]
    if attribution.claimant is None:
        return f"{verb} tells that somebody said it, but not who"
    name = source.quoted(attribution.claimant)
    if attribution.carried and attribution.rule in _NAMING:
        named = source.sentence(attribution.claimant)
        return f"{verb} names nobody; {name} is the speaker named last (sentence {named})"
    words = {
        SpeakerRule.VERB: f"{name} is the subject of {verb}",
        SpeakerRule.ACCORDING: f"{name} stands behind {verb}",
        SpeakerRule.RESPONSIBILITY: f"{name} takes responsibility ({verb})",
        SpeakerRule.QUOTATION: f"it stands in a quotation that sentence {origin} gives to {name} ({verb})",
        SpeakerRule.SPEECH: f"it goes on in the speech of {name} from sentence {origin} ({verb})",
        SpeakerRule.INTRODUCED: f"sentence {origin} leads to it: the speech of {name} in the first person",
        SpeakerRule.STATEMENT: f"the whole text is a statement of {name}",
        SpeakerRule.ANSWER: f"it answers in an interview with {name}",
    }
    return words[attribution.rule]


def _own_voice(source: Source, grounds: Grounds) -> str:
    """Return why nobody is the speaker, also where the sentence lays other words upon somebody."""
    others = source.findings.attributions[grounds.event.sentence]
    if others is None:
        return 'no verb of saying, no "according to" and no quotation lays it upon anybody'
    verb = source.verb(others)
    if others.stance == "responsibility":
        return f"the article tells it itself; only the responsibility is claimed ({verb})"
    return f"it stands in the words that tell who speaks, before {verb}"


# ---------------------------------------------------------------- how surely


def status_reasons(source: Source, grounds: Grounds) -> Iterator[str]:
    """Yield what gave a claim its status, and where the article says that it could not be verified."""
    yield _status_rule(source, grounds)
    if grounds.unverified is not None:
        yield f"sentence {grounds.unverified + 1} says that it could not be verified"


def _status_rule(source: Source, grounds: Grounds) -> str:
    trigger, attribution = source.quoted(grounds.event.span), grounds.attribution
    verb = source.verb(attribution) if attribution else ""
    denial, false, aim, plan, condition, hedge = (
        _cue(source, grounds, kind)
        for kind in (
            CueKind.NEGATION,
            CueKind.FALSEHOOD,
            CueKind.AIM,
            CueKind.PLAN,
            CueKind.CONDITION,
            CueKind.HEDGE,
        )
    )
    tried = _cue(source, grounds, CueKind.FAILURE, CueKind.ATTEMPT)
    also = f"; {hedge} hedges it beside that" if hedge else ""
    words = {
        StatusRule.NEGATED: (denial and f"{denial} denies {trigger}")
        or (false and f"{false} calls {trigger} untrue")
        or f"after {tried}, {trigger} did not come about",
        StatusRule.SOURCE_DENIES: f"{verb} is a word of denial",
        StatusRule.PUT_OFF: (aim and f"{aim} makes {trigger} an aim, not a deed")
        or (condition and f"{condition} makes {trigger} what has not come yet")
        or f"{plan} tells {trigger} as planned, possible or demanded",
        StatusRule.DAY_TO_COME: f"its day lies behind the article's own, however {trigger} is worded",
        StatusRule.SOURCE_PROPOSES: f"{verb} proposes or demands it",
        StatusRule.ATTRIBUTED: f"it stands on a speaker's word, and nothing denies it or puts it off{also}",
        StatusRule.HEDGED: f"{hedge} hedges it, and no speaker is told",
        StatusRule.OWN_VOICE: "no speaker, hedge, denial or plan in its clause",
    }
    return words[grounds.status_rule]


def _cue(source: Source, grounds: Grounds, *kinds: CueKind) -> str:
    """Return the first cue of some kinds in quotation marks, empty if there is none."""
    return next((source.quoted(cue.span) for cue in grounds.event.cues if cue.kind in kinds), "")


# ---------------------------------------------------------------- why not


def passed_over_reason(source: Source, passed: PassedOver) -> str:
    """Return why trigger words tell no event."""
    telling = "" if passed.telling is None else source.quoted(passed.telling)
    words = {
        Untold.PHRASE: "a phrase that tells no event of armed conflict",
        Untold.NO_WAR: "the article speaks of no war, and these words have other meanings",
        Untold.SCENE: "the sentence tells of sport or of space flight",
        Untold.HAZARD: "the sentence tells of a flood, an earthquake or another hazard",
        Untold.NO_PLACE: "counts only with a place right behind it",
        Untold.TOPIC: "what a film, a book or a show is about",
        Untold.LOOK_ALIKE: f"only sounds like it: {telling} shows that no event of war is told",
        Untold.ASIDE: "mentioned by the way, beside what its sentence tells",
        Untold.WEAKER: "general words beside others that tell more, or of the same event",
    }
    return f"{source.quoted(passed.span)}: {words[passed.why]}"
