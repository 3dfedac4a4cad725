"""Blocks → the items of a round-up or a live page: which item each belongs to, what leads it, whose context it has."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from geo.find.blocks import Block
from geo.find.boilerplate import Labels
from geo.find.openings import Kind, Opening, is_heading, opening
from geo.gazetteer import Gazetteer
from geo.lexicon import Lexicon
from geo.model import Item, Sentence, Span
from geo.tokens import Token

_FEWEST_SLUGS = 3  # of fewer names with a dash the first may be the article's dateline
_LATEST_DATELINE = 2  # blocks before it: the title, the author
_PEERS = 2  # known names in capitals that show that the others of their kind are names of places, too

_WORD = r"[^\W\d_][\w.'’/-]{0,30}"
_DATELINE = re.compile(
    rf"\s*{_WORD}(?:,? {_WORD}){{0,5}},?(?: ?\([^()\n]{{2,60}}\),?)?"
    r"(?: \d{1,2} [A-Z][A-Za-z]{2,8}\.?(?: \d{2,4})?| [A-Z][A-Za-z]{2,8}\.? \d{1,2}(?:, \d{4})?)?"
    r"(?: ?\([^()\n]{2,80}\))? ?(?:--|—|–|- |: )"
)
_LONGEST_DATELINE = 140
_INNER = re.compile(
    rf"\s*(?:\[[^\[\]\n]{{1,80}}\]\s*){{0,4}}{_WORD}(?: {_WORD}){{0,3}}(?:, {_WORD}(?: {_WORD}){{0,2}})? ?(?:--|—|–) ?"
    r"(?=[^\W\d_a-z]|\[|\d)"
)
_NAMES_SHARE = 0.6  # of a dateline's words


@dataclass(frozen=True, slots=True)
class Laid:
    """A block in its item; `lead_end` is the offset behind a time or slug that is no part of its first sentence."""

    span: Span
    lead_end: int
    item: Item
    boilerplate: str  # why it is no part of the account, empty if it is


def layout(text: str, blocks: Sequence[Block], lexicon: Lexicon, gazetteer: Gazetteer) -> tuple[Laid, ...]:
    """Lay the blocks of a text out in items; a plain article is one account, item 0.

    A heading begins a section, a time, day or slug an item in it, a bullet an item in that one; what follows a list
    goes on where the list began.
    """
    openings = [opening(text, block, lexicon, gazetteer) for block in blocks]
    judge, labels = _Judge(openings), Labels(text, lexicon)
    account = Item(0, -1, None, listed=False)
    section, entry = account, account
    laid: list[Laid] = []
    for number, (block, begins) in enumerate(zip(blocks, openings, strict=True), start=1):
        boilerplate = labels.of(block, begins.time_end)
        item, lead_end = entry, block.span.start
        if boilerplate:
            item = Item(number, -1, None, listed=False)
            lead_end = begins.time_end if begins.timed else lead_end
        elif judge.begins_section(begins):
            lead = block.span if judge.names_place(begins) else None
            item = section = entry = Item(number, account.number, lead, listed=False)
        elif judge.begins_entry(begins):
            named = judge.names_place(begins)
            lead_end = begins.end if named or begins.kind is Kind.DAY else begins.time_end
            lead = Span(begins.start, lead_end) if named else section.lead
            item = entry = Item(number, section.number, lead, listed=False)
        elif begins.bullet:
            item = Item(number, entry.number, entry.lead, listed=True)
        laid.append(Laid(block.span, lead_end, item, boilerplate))
    return tuple(laid)


class _Judge:
    """Tells which openings begin an item, by all those of the article."""

    def __init__(self, openings: Sequence[Opening]) -> None:
        self._openings = openings
        self._account = next((each.start for each in openings if each.kind is not Kind.HEADING), 0)
        self._labels = Counter(each.words.casefold() for each in openings if each.kind is Kind.COLON)
        self._known = Counter(each.kind for each in openings if each.known and not self._is_speaker(each))
        self._capitals = Counter(each.kind for each in openings if each.known and each.words.isupper())
        self._dateline = self._of_dateline()

    def begins_section(self, begins: Opening) -> bool:
        """Tell whether a block is a heading that what follows stands under, not the title or a line below it."""
        if begins.kind is not Kind.HEADING or begins is self._openings[-1]:
            return False
        return begins.start > self._account or (self.names_place(begins) and self._known[Kind.HEADING] >= _PEERS)

    def begins_entry(self, begins: Opening) -> bool:
        """Tell whether a time, a day or a place begins an item here."""
        if begins.kind is Kind.HEADING:
            return False
        return begins.timed or begins.kind is Kind.DAY or self.names_place(begins)

    def names_place(self, begins: Opening) -> bool:
        """Tell whether an opening names the place of its item."""
        if begins.kind is Kind.DASH:
            return begins is not self._dateline and (begins.known or not begins.shouted)
        known = begins.known or (begins.words.isupper() and self._capitals[begins.kind] >= _PEERS)
        if begins.kind is Kind.COLON:
            return known and not self._is_speaker(begins) and (begins.timed or self._known[Kind.COLON] >= _PEERS)
        return known and begins.kind in {Kind.STOP, Kind.HEADING}

    def _is_speaker(self, begins: Opening) -> bool:
        """Tell whether a label comes again and again, as the speakers of an interview do."""
        return begins.kind is Kind.COLON and self._labels[begins.words.casefold()] > 1

    def _of_dateline(self) -> Opening | None:
        """Return the opening that is the article's own dateline."""
        slugs = [each for each in self._openings if each.kind is Kind.DASH and not each.timed]
        if not slugs or slugs[0] not in self._openings[: _LATEST_DATELINE + 1]:
            return None
        return slugs[0] if slugs[0].dated or len(slugs) < _FEWEST_SLUGS else None


def _is_named(label: str) -> bool:
    """Tell whether the words of a label behind its brackets are all written with a capital."""
    words = label.rpartition("]")[2].strip(" -\u2013\u2014").split()
    return bool(words) and all(word[0].isupper() for word in words)


def dateline(text: str, tokens: tuple[Token, ...], sentences: tuple[Sentence, ...]) -> Span:
    """Return where the dateline stands that opens the account, an empty span if there is none.

    A paper of the capital that is quoted may bring its own: "SANTIAGO, 3 May (EL DIARIO) -- [Text] Temuco -- …".
    """
    none = Span(0, 0)
    for sentence in sentences:
        if sentence.item.lead is not None or sentence.paragraph > _LATEST_DATELINE:
            return none
        match = _DATELINE.match(text, sentence.span.start, sentence.span.start + _LONGEST_DATELINE)
        opening = [t for t in tokens[sentence.first : sentence.last] if match and t.end <= match.end() and t.is_word]
        capital = sum(token.is_capital or token.text[0].isdigit() for token in opening)
        if match and opening and capital >= _NAMES_SHARE * len(opening):
            inner = _INNER.match(text, match.end(), match.end() + _LONGEST_DATELINE)
            return Span(sentence.span.start, inner.end() if inner and _is_named(inner.group()) else match.end())
        if not is_heading(sentence.span.of(text)):
            return none
    return none
