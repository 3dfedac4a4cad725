"""Places that a passive is told of, "the town of Balakleya had been taken", and those whose mayor is attacked."""

from __future__ import annotations

from geo.claims.case import Case
from geo.claims.relatives import Relative
from geo.lexicon.joining import joined
from geo.model import EventMention, EventType, Role, Toponym, WherePrec

_INSET = 8  # words that commas set between a place and its verb, at most
_ELSEWHERE = frozenset({"to", "into", "aback", "aboard", "ill", "as", "seriously", "for"})  # "was taken to hospital"
_OFFICES = frozenset({"mayor", "mayors", "prefect", "councillor", "councillors", "councilman", "headman", "alderman"})
_PERSONAL = frozenset({EventType.ABDUCTION, EventType.ATTACK_ON_CIVILIANS})
_OBJECT = 6  # words between a verb and the town whose mayor is its object


def is_passive(case: Case, event: EventMention) -> bool:
    """Tell whether an event is told in the passive: "mines were cleared"."""
    tokens, grammar = case.findings.tokens, case.lexicon.grammar
    at = event.first - 1
    while at >= case.findings.sentences[event.sentence].first and tokens[at].lower in verbs_between(case):
        if tokens[at].lower in grammar.passive:
            return True
        at -= 1
    return False


def verbs_between(case: Case) -> frozenset[str]:
    """Return what may stand between a subject and its verb."""
    grammar = case.lexicon.grammar
    return joined(grammar.auxiliaries, grammar.light, grammar.adverbs)


def is_taken(case: Case, last: int, event: EventMention) -> bool:
    """Tell whether an event is told in the passive of what ends before token `last`, with but an inset between."""
    tokens, grammar = case.findings.tokens, case.lexicon.grammar
    if last > event.first or tokens[event.last - 1].lower.endswith("ing"):
        return False
    gap, verbs = behind_inset(case, last, event), verbs_between(case)
    if not gap or not all(word in verbs for word in gap) or grammar.passive.isdisjoint(gap):
        return False
    behind = tokens[event.last].lower if event.last < len(tokens) else ""
    return behind not in _ELSEWHERE or tokens[event.first].lower != "taken"


def behind_inset(case: Case, last: int, event: EventMention) -> list[str]:
    """Return the words from token `last` to an event, without what commas set off first: ", a town on a lake,"."""
    gap = [token.lower for token in case.findings.tokens[last : event.first]]
    if gap[:1] != [","]:
        return gap
    closing = next((at for at in range(1, min(len(gap), _INSET + 2)) if gap[at] == ","), 0)
    return gap[closing + 1 :] if closing else gap


def office_of(case: Case, event: EventMention, here: list[int], clause: Relative | None) -> int | None:
    """Return the number of the town whose officer an event is done to: "the mayor of Jolo, who was abducted"."""
    if event.event_type not in _PERSONAL:
        return None
    return next((n for n in here if _is_officers(case, n) and _suffers(case, n, event, clause)), None)


def _is_officers(case: Case, number: int) -> bool:
    """Tell whether a town stands behind an office: "the deputy mayor of Jolo"."""
    toponym, tokens = case.findings.toponyms[number], case.findings.tokens
    if toponym.role is not Role.ORGANISATION or case.places[number].where_prec is WherePrec.COUNTRY:
        return False
    return [token.lower for token in tokens[toponym.first - 1 : toponym.first]] == ["of"] and (
        tokens[toponym.first - 2].lower in _OFFICES
    )


def _suffers(case: Case, number: int, event: EventMention, clause: Relative | None) -> bool:
    toponym, tokens = case.findings.toponyms[number], case.findings.tokens
    if clause is not None and clause.first == toponym.last + 1 and tokens[clause.first].lower == "who":
        return is_taken(case, clause.first + 1, event)
    return is_taken(case, toponym.last, event) or _is_behind(case, toponym, event)


def _is_behind(case: Case, toponym: Toponym, event: EventMention) -> bool:
    gap = case.findings.tokens[event.last : toponym.first]
    small = joined(case.lexicon.grammar.prepositions, case.lexicon.grammar.clause_words)
    return event.verb and 0 < len(gap) <= _OBJECT and all(t.is_word and t.lower not in small for t in gap)
