"""Why trigger words tell no event: a film's subject, a flood's work, what only sounds like war."""

from __future__ import annotations

from bisect import bisect_right
from typing import NamedTuple

from geo.find.clauses import Words, is_passive, look_alike, subject, takes_place
from geo.find.kinds import takes_people
from geo.lexicon import Lexicon, Trigger
from geo.model import EventType, Sentence
from geo.phrases import Match
from geo.rules import Untold
from geo.tokens import Token

_REACH = 8  # words between a topic's words and the trigger that it is about
_NAMED_REACH = 16  # words before a passive in which its subject's name is looked for


class Doubts(NamedTuple):
    """What speaks against a sentence's triggers: a hazard, the ends of what tells of a topic, in order; its words."""

    at_war: bool  # whether a word of the article belongs to war alone
    of_hazard: bool
    topics: list[int]
    words: frozenset[str]


def doubts_of(tokens: tuple[Token, ...], sentence: Sentence, lexicon: Lexicon, *, at_war: bool) -> Doubts:
    """Look for hazards, topics and scenes in a sentence."""
    words = frozenset([token.lower for token in tokens[sentence.first : sentence.last]])
    topics = lexicon.look_alikes.topics.within(tokens, sentence.first, sentence.last)
    return Doubts(at_war, not words.isdisjoint(lexicon.hazards), sorted(match.last for match in topics), words)


def untold(
    tokens: tuple[Token, ...], sentence: Sentence, match: Match[Trigger], lexicon: Lexicon, doubts: Doubts
) -> tuple[Untold, Words | None] | None:
    """Return why a trigger tells no event, and the words that show it; None where it tells one."""
    trigger = match.phrase.payload
    if trigger.event_type is None:
        return Untold.PHRASE, None
    telling = look_alike(tokens, sentence, match, lexicon)
    if telling is not None:
        return Untold.LOOK_ALIKE, telling
    people = takes_people(tokens, sentence, match, lexicon)
    reasons = (
        (doubts.of_hazard and _of_hazard(trigger), Untold.HAZARD),
        (not doubts.words.isdisjoint(lexicon.scenes.get(trigger.event_type, ())), Untold.SCENE),
        (trigger.object_only and not (people or _is_of_place(tokens, sentence, match, lexicon)), Untold.NO_PLACE),
        (_is_topic(tokens, doubts.topics, match.first), Untold.TOPIC),
        (not doubts.at_war and not people and _is_doubtful(tokens, sentence, match, lexicon), Untold.NO_WAR),
    )
    return next(((why, None) for holds, why in reasons if holds), None)


def _is_of_place(tokens: tuple[Token, ...], sentence: Sentence, match: Match[Trigger], lexicon: Lexicon) -> bool:
    """Tell whether a name stands behind a trigger or, in the passive, before it: "Balakleya was taken"."""
    if takes_place(tokens, sentence, match.last, lexicon):
        return True
    before = tokens[max(sentence.first, match.first - _NAMED_REACH) : match.first]
    named = any(token.is_capital and token.lower not in lexicon.function_words for token in before)
    return named and is_passive(tokens, sentence, match.first, lexicon.grammar)


def _is_doubtful(tokens: tuple[Token, ...], sentence: Sentence, match: Match[Trigger], lexicon: Lexicon) -> bool:
    """Tell whether a trigger tells no war where the article else speaks of none: "stormed the charts", "was raided by".

    What is done to a place with a name is told for sure, and so is what was done by nobody knows whom.
    """
    if not match.phrase.payload.doubtful or takes_place(tokens, sentence, match.last, lexicon):
        return False
    if not is_passive(tokens, sentence, match.first, lexicon.grammar):
        return True
    acting = subject(tokens, sentence, match.first, lexicon.grammar)
    is_named = acting.first < acting.last and tokens[acting.last - 1].is_capital
    return not is_named and match.last < sentence.last and tokens[match.last].lower == "by"


def _of_hazard(trigger: Trigger) -> bool:
    return trigger.weak or trigger.event_type in {EventType.DESTRUCTION, EventType.EVACUATION}


def _is_topic(tokens: tuple[Token, ...], topics: list[int], first: int) -> bool:
    """Tell whether a film, book or show before the trigger is about it, with no mark between."""
    nearest = bisect_right(topics, first) - 1
    if nearest < 0 or first - topics[nearest] > _REACH:
        return False
    return all(token.is_word for token in tokens[topics[nearest] : first])
