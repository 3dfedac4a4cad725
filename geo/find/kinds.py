"""The kind of an event where its trigger leaves it open: by whom or what was taken, and by which weapon killed."""

from __future__ import annotations

from geo.find.clauses import Words, is_passive, objects, subject
from geo.lexicon import Lexicon, Trigger
from geo.lexicon.joining import joined
from geo.model import EventType, Sentence
from geo.phrases import Match
from geo.tokens import Token

_MEANS = frozenset({"in", "by"})
_STRIKES = frozenset({"strike", "strikes"})
_WEAPON_REACH = 6  # words behind "killed in" that name the weapon
_WHERE_TO = 6  # words behind "taken" in which it is told where to


def kind_of(tokens: tuple[Token, ...], sentence: Sentence, match: Match[Trigger], lexicon: Lexicon) -> EventType:
    """Return a trigger's kind: people are abducted, not captured; who is killed by a shell is shelled."""
    kind = match.phrase.payload.event_type
    assert kind is not None
    deadly = kind is EventType.ATTACK_ON_CIVILIANS and match.phrase.payload.weak
    if deadly and _is_by_strike(tokens, sentence, match, lexicon):
        return EventType.AIR_STRIKE
    if not match.phrase.payload.verb or match.last - match.first > 1:
        return kind
    if kind is EventType.TERRITORY_CAPTURE:
        return _of_taking(tokens, sentence, match, lexicon)
    if deadly:
        return _of_killing(tokens, sentence, match, lexicon)
    return kind


def takes_people(tokens: tuple[Token, ...], sentence: Sentence, match: Match[Trigger], lexicon: Lexicon) -> bool:
    """Tell whether a trigger of capture tells that people were carried off."""
    trigger = match.phrase.payload
    if trigger.event_type is not EventType.TERRITORY_CAPTURE:
        return False
    return kind_of(tokens, sentence, match, lexicon) is EventType.ABDUCTION


def _of_taking(tokens: tuple[Token, ...], sentence: Sentence, match: Match[Trigger], lexicon: Lexicon) -> EventType:
    """Read "teachers were seized", "two women taken on Friday", "gunmen seized a bus": none of it is territory."""
    acting = subject(tokens, sentence, match.first, lexicon.grammar)
    people = EventType.ABDUCTION if _is_people(tokens, acting, lexicon) else EventType.TERRITORY_CAPTURE
    if match.phrase.payload.object_only:
        return people if _is_carried_off(tokens, sentence, match, lexicon) else EventType.TERRITORY_CAPTURE
    if is_passive(tokens, sentence, match.first, lexicon.grammar) or _is_reduced(tokens, sentence, match, lexicon):
        return people
    taken = next(objects(tokens, sentence, match.last, lexicon), Words(0, 0))
    ends = (at for at in range(taken.first + 1, taken.last) if tokens[at].lower.endswith("ing"))
    taken = Words(
        taken.first, next(ends, taken.last)
    )  # "seized the town | killing two men", "a bus | carrying pilgrims"
    return EventType.ABDUCTION if _is_people(tokens, taken, lexicon) else EventType.TERRITORY_CAPTURE


def _is_carried_off(tokens: tuple[Token, ...], sentence: Sentence, match: Match[Trigger], lexicon: Lexicon) -> bool:
    """Tell whether "were taken" tells from where but not to where: not "were taken to hospital"."""
    if not is_passive(tokens, sentence, match.first, lexicon.grammar):
        return False
    behind = [token.lower for token in tokens[match.last : min(match.last + _WHERE_TO, sentence.last)]]
    return behind[:1] != [] and behind[0] in {"at", "from", "near"} and "to" not in behind


def _ends(word: str, lexicon: Lexicon) -> bool:
    """Tell whether an object ends before a word: "the town | killing two men", "a tanker | off Hodeidah"."""
    return word.endswith("ing") or word in lexicon.places.placing


def _is_reduced(tokens: tuple[Token, ...], sentence: Sentence, match: Match[Trigger], lexicon: Lexicon) -> bool:
    """Tell whether a participle only describes the noun before it: "three teachers seized last Friday"."""
    word = tokens[match.first].lower
    if not word.endswith(("ed", "en")) or match.last >= sentence.last:
        return False
    behind, dates = tokens[match.last].lower, lexicon.dates
    return behind in joined(lexicon.grammar.prepositions, "by") or behind in dates.latest or behind in dates.weekdays


def _is_people(tokens: tuple[Token, ...], words: Words, lexicon: Lexicon) -> bool:
    """Tell whether a noun phrase ends in people, or in what carries them."""
    if words.first >= words.last or [token.lower for token in tokens[words.last : words.last + 1]] == ["'s"]:
        return False
    head = tokens[words.last - 1].lower
    people = joined(lexicon.casualties.people, lexicon.casualties.person)
    return head in people or head in lexicon.parties.carriers


def _of_killing(tokens: tuple[Token, ...], sentence: Sentence, match: Match[Trigger], lexicon: Lexicon) -> EventType:
    """Read the weapon that kills: "a bomb had killed two guards"."""
    if is_passive(tokens, sentence, match.first, lexicon.grammar):
        return EventType.ATTACK_ON_CIVILIANS
    acting = subject(tokens, sentence, match.first, lexicon.grammar)
    if acting.first >= acting.last:
        return EventType.ATTACK_ON_CIVILIANS
    return lexicon.weapon_kinds.get(tokens[acting.last - 1].lower, EventType.ATTACK_ON_CIVILIANS)


def _is_by_strike(tokens: tuple[Token, ...], sentence: Sentence, match: Match[Trigger], lexicon: Lexicon) -> bool:
    """Tell whether a strike killed: "died in a Russian strike", not "died during a strike at the mine"."""
    if match.last >= sentence.last or tokens[match.last].lower not in _MEANS:
        return False
    for at in range(match.last + 1, min(match.last + _WEAPON_REACH, sentence.last)):
        if tokens[at].lower in _STRIKES:
            return True
        if not tokens[at].is_word or tokens[at].lower in lexicon.grammar.prepositions:
            return False
    return False
