"""Whether a day word tells of what is still to come: "will meet on Friday"."""

from __future__ import annotations

from geo.find.date_scan import Scan
from geo.lexicon.joining import joined, without

_REACH = 12  # tokens
_STOPS = frozenset('.;:!?()“”"—–')
_OPENERS = 3  # words before a day that opens its clause: "Late on Friday"


def is_to_come(scan: Scan, first: int, last: int) -> bool:
    """Tell whether the clause around tokens [first, last) speaks of the future for sure."""
    return tense(scan, first, last) == "future"


def tense(scan: Scan, first: int, last: int) -> str:
    """Return "future", "undecided" ("said they would leave on Friday") or "past"."""
    if scan.lower(first - 1) in scan.words.deadline:
        return "future" if _before(scan, first) == "future" else "undecided"
    return _before(scan, first) or _behind(scan, first, last) or "past"


def _before(scan: Scan, first: int) -> str:
    """Read back to the verb that governs the day."""
    for index in range(first - 1, max(scan.first, first - _REACH) - 1, -1):
        word = scan.lower(index)
        if word in _STOPS or word in without(scan.lexicon.grammar.clause_words, "and") or _says(scan, index):
            return ""
        found = _intended(scan, index)
        if not found and _is_past(scan, index):
            return "past"
        found = found or _told(scan, index)
        if found:
            return found
    return ""


def _intended(scan: Scan, index: int) -> str:
    """Return the tense that "hopes to", "agreed to" and the present of what is scheduled tell: "who meet on Friday"."""
    word, words = scan.lower(index), scan.words
    if word in words.scheduled:
        before, grammar = scan.lower(index - 1), scan.lexicon.grammar
        helped = before in joined(grammar.auxiliaries, grammar.light) or before in scan.lexicon.grammar.determiners
        return "" if helped else "future"
    if scan.lower(index + 1) != "to" or not (word in words.intending or word in words.intended):
        return ""
    verb = scan.lower(index + 2)
    if not verb.islower() or verb in scan.lexicon.grammar.determiners:
        return ""
    return "future" if word in words.intending else "undecided"


def _behind(scan: Scan, first: int, last: int) -> str:
    """Read on to the verb of a clause that the day opens: "On Friday, the two sides will meet"."""
    if scan.lower(last) == "'s" or not _opens_clause(scan, first):
        return ""
    for index in range(last, min(scan.last, last + _REACH)):
        word = scan.lower(index)
        stopped = word in _STOPS or word in without(scan.lexicon.grammar.clause_words, "and")
        if word == "'s" or stopped or _says(scan, index) or _is_past(scan, index):
            return ""
        found = _told(scan, index)
        if found:
            return found
    return ""


def _opens_clause(scan: Scan, first: int) -> bool:
    for index in range(first - 1, first - 1 - _OPENERS, -1):
        word = scan.lower(index)
        if not word or word in _STOPS or word == ",":
            return True
        grammar = scan.lexicon.grammar
        if word not in grammar.prepositions and word not in grammar.determiners and word not in scan.words.parts:
            return word in scan.words.before_day
    return False


def _told(scan: Scan, index: int) -> str:
    """Return the tense that a word tells: "due" and its like only before what they govern, "was due" of either."""
    word, before = scan.lower(index), scan.lower(index - 1)
    if word in scan.words.undecided:
        return "undecided"
    if word not in scan.words.future:
        return ""
    if word in scan.lexicon.grammar.auxiliaries or not word.isalpha() or word == "shall":
        return "future"
    behind = scan.lower(index + 1)
    if behind not in scan.lexicon.grammar.prepositions and behind not in scan.words.weekdays and behind != "by":
        return ""
    return "undecided" if before in {"was", "were", "been"} else "future"


def _says(scan: Scan, index: int) -> bool:
    return scan.lexicon.speech.verbs.start(scan.tokens, index, scan.last)


def _is_past(scan: Scan, index: int) -> bool:
    """Tell whether a word is a verb of the past: "seized", not "will be seized"."""
    word, helpers = scan.lower(index), scan.lexicon.grammar
    if word in scan.words.past:
        return scan.lower(index - 1) not in helpers.auxiliaries
    if scan.lower(index - 1) in helpers.determiners:
        return False  # "from the besieged city"
    if not word.endswith("ed") or word in scan.words.future or word in scan.words.undecided:
        return False
    return not any(scan.lower(index - back) in joined(helpers.passive, helpers.having) for back in (1, 2))
