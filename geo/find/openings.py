"""What a block begins with: a time, a slug, a dateline, a day, or nothing of the kind; and whether it is a heading."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto

from geo.find.blocks import BULLET, Block
from geo.gazetteer import Gazetteer, fold
from geo.lexicon import Lexicon
from geo.lexicon.joining import joined

LONGEST_LABEL, _LONGEST_HEADING = 64, 60  # characters
_LONGEST_LINE = 100  # with the spaces around it
_MOST_WORDS, _MOST_HEADING_WORDS = 8, 4
_SHORTEST_STOPPED = 4  # letters: "NO." is an answer
_WELL_KNOWN = 100_000  # people: a town whose name is also an ordinary word is meant if it is so big

_TIME = re.compile(r"[\[(]?(?:(?P<hour>\d{1,2})(?:(?P<mark>[:.hH])[0-5]\d(?::[0-5]\d)?)?|[0-2]\d[0-5]\d)(?![\d:.,]*\d)")
_ZONE = re.compile(r" ?(?P<word>[A-Za-z](?:[A-Za-z.]{0,5}))(?!\w)")
_BEHIND_TIME = re.compile(r"[\])]?\s?(?P<mark>:|--?|[–—|])?(?=\s|\Z)\s*")
_LAST_HOUR = 24
# The class of marks stands first and alone, so that looking for one is fast.
LABEL_MARK = re.compile(r"[:|—–-](?:(?<=[|—])|(?<=:)(?=\s|\Z)|(?<=\s[–-])-?(?=\s)|(?<=-)-(?=\s))\s?")
_BRACKETED = re.compile(r"\s*\([^()]{0,60}\)")
_CHUNKS = re.compile(r"\s*[,/&]\s*|\s+(?:and|AND)\s+")
_WORD = re.compile(r"[^\s,/&]+")
_NAME = re.compile(r"[\w'’ʼ`.()-]+")
_STAR = re.compile(r"\s*+[*•]?")
_SHOWN = 15  # characters behind a slug that show whether the text is set in capitals


class Kind(Enum):
    """What a block begins with."""

    PLAIN = auto()
    TIME = auto()  # "17:05", nothing else
    DAY = auto()  # "14 May:", "Monday –", "Update 3:"
    DASH = auto()  # "MOSUL - "
    COLON = auto()  # "Hama: "
    STOP = auto()  # "RAKHINE STATE. "
    HEADING = auto()


@dataclass(frozen=True, slots=True)
class Opening:
    """How a block begins: `time_end` and `end` are the offsets behind the time and behind the label."""

    kind: Kind
    bullet: bool
    start: int  # of what begins it, behind the bullet
    time_end: int
    end: int
    words: str  # of the label or the heading
    known: bool  # they name places of the gazetteer
    dated: bool  # with an agency or a day, as a dateline has them
    shouted: bool  # what follows is set in capitals, too

    @property
    def timed(self) -> bool:
        """Tell whether a time stands before all else."""
        return self.time_end > self.start


def opening(text: str, block: Block, lexicon: Lexicon, gazetteer: Gazetteer) -> Opening:
    """Read the beginning of a block."""
    start, end = block.span.start, block.span.end
    begins = (BULLET if block.bullet else _STAR).match(text, start, end)
    start = begins.end() if begins else start
    time_end = _behind_time(text, start, end, lexicon)
    kind, label_end, words = _label(text, time_end, end, lexicon)
    if kind is Kind.PLAIN and time_end > start:
        kind = Kind.TIME
    if kind is Kind.PLAIN and not block.bullet and end - start <= _LONGEST_LINE and is_heading(block.span.of(text)):
        kind, words = Kind.HEADING, block.span.of(text).strip()
    known = bool(words) and kind is not Kind.DAY and names_places(words, lexicon, gazetteer)
    dated = "(" in words or any(character.isdigit() for character in words)
    shouted = kind is Kind.DASH and text[label_end : min(end, label_end + _SHOWN)].isupper()
    return Opening(kind, block.bullet, start, time_end, max(time_end, label_end), words, known, dated, shouted)


def is_heading(line: str) -> bool:
    """Tell whether a block may be a heading: one short line with a capital and without a mark at its end."""
    words = line.strip()
    if not words or len(words) > _LONGEST_HEADING or words[-1] in ".,;:!?-" or "\n" in words:
        return False
    return words.lstrip("\"'“‘(")[:1].isupper()


def _behind_time(text: str, start: int, end: int, lexicon: Lexicon) -> int:
    """Return the offset behind the time of day that a block begins with, `start` if there is none."""
    time = _TIME.match(text, start, end)
    if not time or int(time.group("hour") or 0) > _LAST_HOUR:
        return start
    at, zone = time.end(), ""
    while (word := _ZONE.match(text, at, end)) and word.group("word").lower().strip(".") in lexicon.layout.zones:
        at, zone = word.end(), word.group("word")
    behind = _BEHIND_TIME.match(text, at, end)
    if not behind:
        return start
    follows = text[behind.end() : behind.end() + 1]
    marked, opens = behind.group("mark") is not None or text[start] in "[(", not follows.islower()
    if time.group("mark") in {":", "h", "H"}:
        sure = bool(zone) or marked or opens
    elif time.group("mark") == ".":
        sure = marked or (bool(zone) and opens)
    else:
        sure = bool(zone) and marked
    return behind.end() if sure else start


def _label(text: str, start: int, end: int, lexicon: Lexicon) -> tuple[Kind, int, str]:
    mark = LABEL_MARK.search(text, start, min(end, start + LONGEST_LABEL))
    if mark:
        words, sign = text[start : mark.start()].strip(" *[("), text[mark.start()]
        follows = text[mark.end() : min(end, mark.end() + _SHOWN)].lstrip()[:1]
        if is_day(words, lexicon):
            return Kind.DAY, mark.end(), words
        if sign == ":" and _is_slug(words, lexicon):
            return Kind.COLON, mark.end(), words
        if sign not in ":|" and not follows.islower() and _is_slug(words, lexicon):
            return Kind.DASH, mark.end(), words
    stop = text.find(".", start, min(end, start + LONGEST_LABEL))
    words = text[start:stop] if stop - start >= _SHORTEST_STOPPED else ""
    if not words.isupper():
        return Kind.PLAIN, start, ""
    behind = text[stop + 1 : min(end, stop + _SHOWN)]
    if behind[:1].isspace() and any(c.islower() for c in behind) and _is_slug(words, lexicon):
        return Kind.STOP, stop + 1, words
    return Kind.PLAIN, start, ""


def is_day(words: str, lexicon: Lexicon) -> bool:
    """Tell whether a label is a day or the number of an update: "Monday, 5 March", "Update 3"."""
    dates = lexicon.dates
    found = [word for each in _WORD.findall(words) if (word := each.lower().strip("."))]
    named = [word for word in found if word in dates.weekdays or word in dates.months or word in lexicon.layout.updates]
    rest = [word for word in found if word not in named and word not in dates.day_parts]
    return bool(named) and all(word[0].isdigit() or word == "the" for word in rest)


def _is_slug(words: str, lexicon: Lexicon) -> bool:
    """Tell whether a label has only words with a capital and what joins them, and addresses no person."""
    found = _WORD.findall(_BRACKETED.sub("", words))
    if not 0 < len(found) <= _MOST_WORDS or found[0].lower().strip(".") in lexicon.places.person_before:
        return False
    joining = joined(lexicon.grammar.connectors, lexicon.grammar.prepositions, "of", "and", "the")
    if any(word[-1] in ".!?" and len(word) > len("Sept.") for word in found):
        return False
    capital = sum(word[0].isupper() for word in found)
    return capital > 0 and all(word[0].isupper() or word[0].isdigit() or word in joining for word in found)


def names_places(words: str, lexicon: Lexicon, gazetteer: Gazetteer) -> bool:
    """Tell whether a label or heading is nothing but names of places, with their feature words."""
    chunks = [chunk for chunk in _CHUNKS.split(_BRACKETED.sub("", words)) if chunk]
    return bool(chunks) and all(_names_place(chunk, lexicon, gazetteer) for chunk in chunks)


def _names_place(chunk: str, lexicon: Lexicon, gazetteer: Gazetteer) -> bool:
    places = lexicon.places
    around = joined(places.features, places.parts, places.district_cues, places.strong, "of", "the")
    words = chunk.split()
    whole = fold(" ".join(words))
    while words and words[-1].lower() in around:
        words.pop()
    while words and words[0].lower() in around:
        words.pop(0)
    if not words or len(words) > _MOST_HEADING_WORDS or not all(map(_NAME.fullmatch, chunk.split())):
        return False
    key = fold(" ".join(words))
    if not gazetteer.knows(key) and not gazetteer.knows(whole):
        return False
    ordinary = key in lexicon.function_words or gazetteer.is_ordinary(key) or key in places.not_places
    if not ordinary or len(words) > 1:
        return True
    return any(candidate.population >= _WELL_KNOWN for candidate in gazetteer.candidates(key))
