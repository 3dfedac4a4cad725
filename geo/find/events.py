"""Text to event mentions: trigger phrases of the thirteen kinds, the longest and most telling of each clause."""

from __future__ import annotations

from geo.find import frames
from geo.find.clauses import MARKS, clause_start
from geo.find.truth import mention
from geo.find.untold import doubts_of, untold
from geo.lexicon import Grammar, Lexicon, Trigger
from geo.lexicon.joining import joined
from geo.model import EventMention, EventType, Sentence
from geo.phrases import Match
from geo.tokens import Token

_ASIDE_REACH = 4
WAR_WORDS = 2  # distinct ones that an article of war holds at least
_PLACE_REACH = 12  # words behind a trigger in which a place of its own is named
# Kinds that say more than others about the same words come first.
_TELLING = (
    EventType.CHEMICAL_ATTACK,
    EventType.AIR_STRIKE,
    EventType.SHELLING,
    EventType.EXPLOSION,
    EventType.TERRITORY_CAPTURE,
    EventType.SIEGE,
    EventType.ABDUCTION,
    EventType.ATTACK_ON_CIVILIANS,
    EventType.ARMED_CLASH,
    EventType.EVACUATION,
    EventType.TALKS,
    EventType.DESTRUCTION,
    EventType.TROOP_MOVEMENT,
)
_RANK = {kind: rank for rank, kind in enumerate(_TELLING)}


def events(tokens: tuple[Token, ...], sentences: tuple[Sentence, ...], lexicon: Lexicon) -> tuple[EventMention, ...]:
    """Find the event triggers of an article, in order; where triggers overlap, the longest tells the kind."""
    found: list[EventMention] = []
    at_war, of_war = speaks_of_war(tokens, lexicon), is_of_war(tokens, lexicon)
    for number, sentence in enumerate(sentences):
        matches = longest(frames.told(tokens, sentences, number, lexicon, of_war=of_war))
        if not matches:
            continue
        doubts = doubts_of(tokens, sentence, lexicon, at_war=at_war)
        matches = [match for match in matches if untold(tokens, sentence, match, lexicon, doubts) is None]
        matches = _main(tokens, sentence, matches, lexicon)
        found.extend(mention(tokens, sentence, number, match, lexicon) for match in matches)
    return tuple(found)


def speaks_of_war(tokens: tuple[Token, ...], lexicon: Lexicon) -> bool:
    """Tell whether a word of an article belongs to war alone."""
    return not lexicon.war.isdisjoint([token.lower for token in tokens])


def is_of_war(tokens: tuple[Token, ...], lexicon: Lexicon) -> bool:
    """Tell whether an article holds several words that belong to war: one alone may be of market forces."""
    return war_words(tokens, lexicon) >= WAR_WORDS


def war_words(tokens: tuple[Token, ...], lexicon: Lexicon) -> int:
    """Return how many different words of a text belong to war."""
    return len(lexicon.war.intersection([token.lower for token in tokens]))


def longest(matches: list[Match[Trigger]]) -> list[Match[Trigger]]:
    """Keep the longest of overlapping matches; phrases that show that there is no event take their words with them."""
    matches.sort(key=_preference)
    taken: set[int] = set()
    kept: list[Match[Trigger]] = []
    for match in matches:
        if taken.isdisjoint(range(match.first, match.last)):
            taken.update(range(match.first, match.last))
            kept.append(match)
    return sorted(kept, key=lambda match: match.first)


def _preference(match: Match[Trigger]) -> tuple[bool, bool, int, bool, int, int]:
    kind = match.phrase.payload.event_type
    words = sum(element is not None for element in match.phrase.elements)
    framed = match.phrase.payload.frame is not None  # who acts, or upon whom, tells more than the words alone
    return (
        kind is not None,
        match.phrase.payload.object_only,
        -words - framed,
        match.phrase.payload.weak,
        _RANK[kind] if kind else -1,
        match.first,
    )


# ---------------------------------------------------------------- which triggers of a clause tell its event


def _main(
    tokens: tuple[Token, ...], sentence: Sentence, matches: list[Match[Trigger]], lexicon: Lexicon
) -> list[Match[Trigger]]:
    """Leave out weak triggers beside strong ones of their clause, and asides ("after hours of fighting")."""
    strong = [match for match in matches if not match.phrase.payload.weak]
    weak = [match for match in matches if match.phrase.payload.weak]
    told = [match for match in strong if not is_aside(tokens, sentence, match, lexicon.grammar)] or strong
    told = told or _one_kind(weak)
    apart = _apart(tokens, sentence, told, weak, lexicon) if len(told) < len(matches) else []
    if apart and not strong:  # "in another act of violence, 18 people were killed near …" is one event
        told = [match for match in told if _names_place(tokens, sentence, match.last, match.last + _PLACE_REACH)]
    return sorted([*told, *apart], key=lambda match: match.first)


def _apart(
    tokens: tuple[Token, ...],
    sentence: Sentence,
    told: list[Match[Trigger]],
    weak: list[Match[Trigger]],
    lexicon: Lexicon,
) -> list[Match[Trigger]]:
    """Return weak triggers that tell an event of their own: in another clause, with a finite verb and a place."""
    breaks = joined(lexicon.grammar.clause_breaks, "and")
    cuts = [n for n in range(sentence.first, sentence.last) if tokens[n].lower in MARKS or tokens[n].lower in breaks]
    ids = _clause_numbers(sentence, cuts)
    taken = {ids[match.first - sentence.first] for match in told} | {
        ids[match.last - 1 - sentence.first] for match in told
    }
    found = []
    for match in weak:
        clause = ids[match.first - sentence.first]
        if clause not in taken and _stands_alone(tokens, sentence, match, lexicon):
            taken.add(clause)
            found.append(match)
    return found


def _clause_numbers(sentence: Sentence, cuts: list[int]) -> list[int]:
    cut = set(cuts)
    numbers, number = [], 0
    for index in range(sentence.first, sentence.last):
        number += index in cut
        numbers.append(number)
    return numbers


def _stands_alone(tokens: tuple[Token, ...], sentence: Sentence, match: Match[Trigger], lexicon: Lexicon) -> bool:
    if tokens[match.first].lower.endswith("ing") or is_aside(tokens, sentence, match, lexicon.grammar):
        return False
    ends = joined(lexicon.grammar.clause_breaks, "and")
    start = clause_start(tokens, max(sentence.first, match.first - _PLACE_REACH), match.first, ends)
    if any(token.lower in lexicon.grammar.relative for token in tokens[start : match.first]):
        return False
    for index in range(match.last, min(sentence.last, match.last + _PLACE_REACH)):
        if tokens[index].lower in MARKS or tokens[index].lower in ends:
            return False
        placed = index == match.last or tokens[index - 1].lower in lexicon.places.placing
        if placed and tokens[index].is_capital:
            word, days = tokens[index].lower, lexicon.dates
            if word not in days.weekdays and word not in days.months:
                return True
    return False


def _one_kind(weak: list[Match[Trigger]]) -> list[Match[Trigger]]:
    """Take weak triggers of one kind only: "killed in an attack" is one event; the attack tells more than the death.

    What was bombed tells more than the violence: "a wave of violence, in which inns were bombed".
    """
    kinds = {match.phrase.payload.event_type for match in weak}
    if len(kinds) == 1 or EventType.ARMED_CLASH not in kinds:
        return weak
    kind = EventType.EXPLOSION if EventType.EXPLOSION in kinds else EventType.ARMED_CLASH
    return [match for match in weak if match.phrase.payload.event_type is kind]


def is_aside(tokens: tuple[Token, ...], sentence: Sentence, match: Match[Trigger], grammar: Grammar) -> bool:
    """Tell whether words before a trigger make it an aside: "after hours of fighting"."""
    if match.phrase.payload.verb and not match.phrase.payload.weak:
        return False
    before = tokens[max(sentence.first, match.first - _ASIDE_REACH) : match.first]
    return any(token.lower in grammar.aside for token in before) and all(token.is_word for token in before)


def _names_place(tokens: tuple[Token, ...], sentence: Sentence, first: int, last: int) -> bool:
    """Tell whether a name stands in tokens [first, last] of the sentence, before any mark."""
    for token in tokens[first : min(last + 1, sentence.last)]:
        if token.is_capital:
            return True
        if not token.is_word:
            return False
    return False
