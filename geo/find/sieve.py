"""Whether a text may tell an event at all, by its words alone: a look that takes a fraction of reading it.

It asks for less than `events` does, never for more: the same triggers, but wherever they stand, whatever sentence and
clause they are in. So it may be asked of a whole page, menus and teasers included, before the article in it is found.
"""

from __future__ import annotations

from geo.find.clauses import is_passive, takes_place
from geo.find.events import WAR_WORDS, war_words
from geo.lexicon import Lexicon, Trigger
from geo.model import EventType, Sentence, Span
from geo.phrases import Match
from geo.tokens import Token, tokenize

_LONGEST = 1_000_000  # characters: no article is so long, and its tokens would fill the memory


def may_tell_event(text: str, lexicon: Lexicon) -> bool:
    """Tell whether an article whose words are all in the text, in their order, may tell an event."""
    if len(text) > _LONGEST:
        return True
    tokens = tokenize(text)
    of_war = war_words(tokens, lexicon)
    whole = Sentence(Span(0, len(text)), 0, len(tokens), 0)
    return any(
        _may_tell(tokens, whole, match, lexicon, of_war) for match in lexicon.triggers.within(tokens, 0, len(tokens))
    )


def _may_tell(tokens: tuple[Token, ...], whole: Sentence, match: Match[Trigger], lexicon: Lexicon, of_war: int) -> bool:
    """Tell whether a trigger may tell an event, whatever its clause holds; `of_war` words of the text are of war."""
    trigger = match.phrase.payload
    if trigger.event_type is None or (trigger.frame is not None and of_war < WAR_WORDS):
        return False
    # Of people who were taken, too, the passive tells; "gunmen seized a bus" may tell of them without it.
    doubtful = trigger.doubtful and not of_war and trigger.event_type is not EventType.TERRITORY_CAPTURE
    if not (trigger.object_only or doubtful):
        return True
    return takes_place(tokens, whole, match.last, lexicon) or is_passive(tokens, whole, match.first, lexicon.grammar)
