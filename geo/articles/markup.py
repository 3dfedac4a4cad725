"""Remains of HTML in a text → the words that a reader sees, and where each stands in the raw text."""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

from geo.model import Article, Assembly, Claim, Grounds, Span

# A tag's name follows its "<" at once and no tag holds another's "<", so that a million of them take linear time.
_MARK = re.compile(
    r"<(?P<close>/?)(?P<name>[A-Za-z][A-Za-z0-9]{0,11}+)(?:\s*+/?>|\s[^<>=]*+=[^<>]*+>)"
    r"|(?P<comment><!--)"
    r"|(?P<cdata><!\[CDATA\[|\]\]>)"
    r"|(?P<entity>&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});)"
    r"|(?P<garbled>â[\u0080-\u00bf\u0152-\u2122]{2}|[ÂÃÄÅ][\u0080-\u00bf\u0152-\u2122])"
)
_HINT = re.compile(r"[<&ÂâÃÄÅ]")
_PARAGRAPH, _LINE, _GAP = "\n\n", "\u2028", " "
_HIDDEN = {name: re.compile(rf"</{name}\b[^<>]*+>", re.IGNORECASE) for name in ("script", "style", "template")}
_HIDDEN["<!--"] = re.compile("-->")
_ELEMENTS = {
    _PARAGRAPH: "p div ul ol dl table tbody thead tfoot tr section article header footer main aside nav blockquote "
    "figure figcaption caption hr pre form fieldset h1 h2 h3 h4 h5 h6 html body head title address details summary "
    "script style template noscript",
    _LINE: "br li td th dt dd option",
    _GAP: "img button input iframe video audio picture source svg meta link object embed",
    "": "a abbr b big center cite code del dfn em font i ins kbd label mark q s samp small span strike strong sub sup "
    "time tt u var wbr",
}
_BETWEEN = {name: between for between, names in _ELEMENTS.items() for name in names.split()}
_ITEM = "• "  # what a reader sees before an item of a list
_SPACES = str.maketrans("\u00a0\u202f", "  ", "\u00ad")
_UNCARRIED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_MOST_TIMES = 2  # a feed within a feed escapes what was escaped


class _Piece(NamedTuple):
    """Characters of the plain text and of the raw text that stand for each other."""

    start: int  # in the plain text
    raw: int
    length: int  # of the raw characters
    verbatim: bool  # one for one; otherwise all of them for all

    def begin(self, offset: int) -> int:
        return self.raw + (offset - self.start if self.verbatim else 0)

    def end(self, offset: int) -> int:
        return self.raw + (offset - self.start if self.verbatim else self.length)


@dataclass(frozen=True, slots=True)
class Plain:
    """An article as a reader sees it, without markup; `rounds` lead from its text back to the raw one."""

    article: Article
    raw: str
    rounds: tuple[tuple[_Piece, ...], ...]

    def raw_span(self, span: Span) -> Span:
        """Return where words of the plain text stand in the raw text, the markup within them included."""
        for pieces in reversed(self.rounds):
            first, last = _holding(pieces, span.start), _holding(pieces, max(span.start, span.end - 1))
            span = Span(first.begin(span.start), last.end(span.end))
        return span

    def of_raw(self, assembly: Assembly) -> Assembly:
        """Return what the plain text gave, with the quotes and offsets of the raw one; grounds stay the plain one's."""
        if not self.rounds:
            return assembly
        claims = map(self._of_raw, assembly.claims, assembly.grounds)
        dropped = (replace(each, span=self.raw_span(each.span)) for each in assembly.dropped)
        return replace(assembly, claims=tuple(claims), dropped=tuple(dropped))

    def _of_raw(self, claim: Claim, grounds: Grounds) -> Claim:
        quote, event = self.raw_span(Span(claim.quote_start, claim.quote_end)), self.raw_span(grounds.event.span)
        return replace(
            claim,
            event_text=event.of(self.raw),
            quote=quote.of(self.raw),
            quote_start=quote.start,
            quote_end=quote.end,
        )


def plain(article: Article) -> Plain:
    """Take tags, comments, scripts and styles out of an article's text and resolve entities; what is none stays."""
    text = article.text
    rounds: list[tuple[_Piece, ...]] = []
    while len(rounds) < _MOST_TIMES and _HINT.search(text):
        seen, pieces = _without_marks(text)
        if seen == text:
            break
        text = seen
        rounds.append(pieces)
    return Plain(replace(article, text=text) if rounds else article, article.text, tuple(rounds))


def _holding(pieces: tuple[_Piece, ...], offset: int) -> _Piece:
    """Return the piece that the character at `offset` belongs to."""
    return pieces[max(0, bisect_right(pieces, offset, key=lambda piece: piece.start) - 1)]


def _without_marks(text: str) -> tuple[str, tuple[_Piece, ...]]:
    words: list[str] = []
    pieces: list[_Piece] = []
    start, copied = 0, 0
    for span, seen in (*_marks(text), (Span(len(text), len(text)), "")):
        kept = text[copied : span.start]
        if kept:
            pieces.append(_Piece(start, copied, len(kept), verbatim=True))
        if seen:
            pieces.append(_Piece(start + len(kept), span.start, span.end - span.start, verbatim=False))
        words += [kept, seen]
        start, copied = start + len(kept) + len(seen), span.end
    return "".join(words), tuple(pieces)


def _marks(text: str) -> Iterator[tuple[Span, str]]:
    """Yield what is no text of its own, in order, with what a reader sees in its place."""
    unclosed: set[str] = set()
    at = 0
    while mark := _MARK.search(text, at):
        seen = _seen(mark)
        at, name = mark.end(), (mark.group("name") or mark.group("comment") or "").lower()
        if seen is None:
            continue
        if name in _HIDDEN and not mark.group("close") and name not in unclosed:
            closed = _HIDDEN[name].search(text, at)
            if closed:
                at = closed.end()
            else:
                unclosed.add(name)
        yield Span(mark.start(), at), seen


def _seen(mark: re.Match[str]) -> str | None:
    """Return what a reader sees of a mark, None where it is no mark but text."""
    kind, written = mark.lastgroup, mark.group()
    if kind == "name":
        between = _BETWEEN.get(mark.group("name").lower())
        is_item = mark.group("name").lower() == "li" and not mark.group("close")
        return f"{between}{_ITEM}" if between and is_item else between
    if kind == "entity":
        resolved = html.unescape(written)
        return None if resolved == written else _UNCARRIED.sub("", resolved.translate(_SPACES))
    return _mended(written) if kind == "garbled" else ""


def _mended(written: str) -> str | None:
    """Return what two or three characters are that were UTF-8 and were read as Windows-1252."""
    try:
        found = b"".join(_byte(character) for character in written).decode()
    except UnicodeError:
        return None
    return found.translate(_SPACES) if len(found) == 1 else None


def _byte(character: str) -> bytes:
    try:
        return character.encode("cp1252")
    except UnicodeError:
        return character.encode("latin-1")  # the five bytes that Windows-1252 leaves out
