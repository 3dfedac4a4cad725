"""Names that only a list or a bracket shows to be places: "the villages of X, Y and Z", "New South Wales (NSW)"."""

from __future__ import annotations

from collections.abc import Iterator

from geo.find.context import context
from geo.find.found import NEEDED, FoundName
from geo.find.matching import Scan
from geo.find.roles import role_of
from geo.find.scene import Scene, name_in
from geo.lexicon.joining import joined
from geo.model import Role, Sentence

_FEWEST_LETTERS = 2
_TIMES = frozenset({"yesterday", "today", "overnight", "early", "late", "last", "this"})
_LONGEST_NAME = 4  # words


def with_short_forms(scan: Scan, sentences: tuple[Sentence, ...], names: list[FoundName]) -> list[FoundName]:
    """Add the other mentions of a name by the initials that stand behind it in brackets."""
    short = {word: name for name in names if name.candidates for word in _bracketed(scan, name)}
    if not short:
        return names
    taken = {index for name in names for index in range(name.first, name.last)}
    added = []
    for number, sentence in enumerate(sentences):
        for index in range(sentence.first, sentence.last):
            whole = short.get(scan.tokens[index].text)
            if whole and index not in taken:
                around = context(scan.tokens, sentence, index, index + 1, scan.lexicon)
                scene = Scene(scan.tokens, number, sentence, scan.runs, scan.lexicon)
                role = role_of(scene, name_in(scene, index, index + 1, whole.candidates, around))
                added.append(FoundName(index, index + 1, number, whole.candidates, around, NEEDED, role))
    return sorted([*names, *added], key=lambda name: name.first)


def _bracketed(scan: Scan, name: FoundName) -> Iterator[str]:
    """Yield the initials in brackets right behind a name."""
    marks = [token.text for token in scan.tokens[name.last : name.last + 3]]
    if len(marks) < 3 or (marks[0], marks[2]) != ("(", ")"):  # noqa: PLR2004 - the bracket, the initials, the bracket
        return
    initials = "".join(token.text[0] for token in scan.tokens[name.first : name.last] if token.is_capital)
    letters = marks[1].replace(".", "")
    if letters == initials and letters.isupper() and len(letters) >= _FEWEST_LETTERS:
        yield marks[1]


def with_unknown_of_lists(scan: Scan, sentences: tuple[Sentence, ...], names: list[FoundName]) -> list[FoundName]:
    """Add the unknown names of a list that a plural leads: "the villages of X, Y and Z", "four villages: X and Y"."""
    taken = {index for name in names for index in range(name.first, name.last)}
    added: list[FoundName] = []
    for name in names:
        around = name.around
        if around.cue.endswith("s") and around.cue in scan.words.town and 0 <= around.cue_first < name.first:
            added.extend(_further(scan, sentences[name.sentence], name, taken))
    return sorted([*names, *added], key=lambda name: name.first)


def with_mentions(scan: Scan, sentences: tuple[Sentence, ...], names: list[FoundName]) -> list[FoundName]:
    """Add the other mentions of an unknown name that its context shows once: "Ain Issa" behind "a camp at Ain Issa"."""
    shown = {
        tuple(scan.keys[name.first : name.last]) for name in names if not name.candidates and name.role is Role.PLACE
    }
    if not shown:
        return names
    taken = {index for name in names for index in range(name.first, name.last)}
    added = []
    for number, sentence in enumerate(sentences):
        for first in range(sentence.first, sentence.last):
            start, last = scan.runs.of(first)
            if start != first or tuple(scan.keys[first:last]) not in shown or not taken.isdisjoint(range(first, last)):
                continue
            around = context(scan.tokens, sentence, first, last, scan.lexicon)
            scene = Scene(scan.tokens, number, sentence, scan.runs, scan.lexicon)
            listed = scene.lower(first - 1) in {"and", ","} and first - 2 in taken
            if not listed and around.preposition not in joined(scan.words.strong, scan.words.governing):
                continue
            role = role_of(scene, name_in(scene, first, last, (), around))
            added.append(FoundName(first, last, number, (), around, NEEDED, role))
    return sorted([*names, *added], key=lambda name: name.first)


def with_joined(scan: Scan, sentences: tuple[Sentence, ...], names: list[FoundName]) -> list[FoundName]:
    """Add the unknown name that an "and" joins to a place behind "in" or "near": "in Sabra and Burj al-Brajneh"."""
    taken = {index for name in names for index in range(name.first, name.last)}
    added = [
        FoundName(
            first, last, name.sentence, (), name.around._replace(start=first, cue="", cue_first=-1), NEEDED, name.role
        )
        for name in names
        for first, last in _joined(scan, sentences[name.sentence], name, taken)
        if name.role is Role.PLACE and name.around.preposition in scan.words.strong
    ]
    return sorted([*names, *added], key=lambda name: name.first) if added else names


def _joined(scan: Scan, sentence: Sentence, name: FoundName, taken: set[int]) -> Iterator[tuple[int, int]]:
    """Yield the tokens of the name that "and" joins to one before, if no verb follows that it may be the subject of."""
    first = name.last + 1
    if first >= sentence.last or scan.tokens[name.last].lower != "and" or not scan.tokens[first].is_capital:
        return
    start, end = scan.runs.of(first)
    if start != first or end - start > _LONGEST_NAME or not taken.isdisjoint(range(start, end)):
        return
    behind = scan.tokens[end] if end < sentence.last else None
    if behind is not None and behind.is_word and not _ends_list(scan, behind.lower):
        return
    if not _is_no_place(scan, start, end):
        yield start, end


def _ends_list(scan: Scan, word: str) -> bool:
    """Tell whether a word goes on behind a list of places: "in A and B on Monday"."""
    dates, grammar = scan.lexicon.dates, scan.lexicon.grammar
    return word in grammar.prepositions or word in dates.weekdays or word in _TIMES


def _further(scan: Scan, sentence: Sentence, name: FoundName, taken: set[int]) -> Iterator[FoundName]:
    """Yield the names behind one that a list's plural leads, each joined to the one before."""
    last = name.last
    while True:
        first = last
        while first < sentence.last and first - last < 2 and scan.tokens[first].lower in {",", "and", "or"}:  # noqa: PLR2004 - ", and"
            first += 1
        if first == last or first >= sentence.last or not scan.tokens[first].is_capital:
            return
        start, end = scan.runs.of(first)
        if start != first or end - start > _LONGEST_NAME:
            return
        if not taken.intersection(range(start, end)):
            if _is_no_place(scan, start, end):
                return
            around = name.around._replace(start=start, cue_first=-1)
            yield FoundName(start, end, name.sentence, (), around, NEEDED, Role.PLACE)
        last = end


def _is_no_place(scan: Scan, first: int, last: int) -> bool:
    words, known = {token.lower for token in scan.tokens[first:last]}, scan.words
    words -= scan.lexicon.grammar.connectors  # "Burj al-Brajneh"
    others = (known.not_places, known.organisation_after, known.demonyms.keys(), scan.runs.persons)
    return any(not words.isdisjoint(kind) for kind in others)
