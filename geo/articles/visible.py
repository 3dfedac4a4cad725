"""A page → every word that an article may be made of, in a tenth of the time that finding the article itself takes.

Words of menus and teasers are among them; what must not be is that one is missing. So a word that tags, comments or
unseen characters cut in two is told twice, in pieces and whole, and what is escaped twice is told in both readings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import unescape

_TAGS = re.compile(r"(?:<[A-Za-z/!?][^<>]*+>)++")
# What ends a sentence wherever it stands; a break of a line may not.
_BLOCKS = re.compile(
    r"(?:</?(?:p|h[1-6]|li|ul|ol|dl|dt|dd|div|table|tr|td|th|section|article|aside|header|footer|nav|main|figure|"
    r"figcaption|blockquote|form|hr|title|option|select)(?![\w-])[^<>]*+>\s*+)++",
    re.IGNORECASE,
)
_END = " ¶ "  # a mark of its own, so that nothing goes on behind it
_CUT = "\0"  # stands for tags and what is hidden, which may cut a word in two
_HIDDEN = re.compile(r"<(?:(?P<comment>!--)(?!-?>)|(?P<name>script|style)\b(?P<said>[^<>]*+)>)", re.IGNORECASE)
_ENDS = {
    "comment": re.compile("--!?>"),
    "script": re.compile(r"</script\b", re.IGNORECASE),
    "style": re.compile(r"</style\b", re.IGNORECASE),
}
# Where trafilatura finds articles, or posts, that stand nowhere else in the page.
_LINKED_DATA, _POSTS = "ld+json", "data-preloaded"
_ESCAPED = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|.)", re.DOTALL)
_MOST_PIECES = 8  # of one word, where other words may stand right beside it
_MOST_TIMES = 2  # so often what a page shows is markup again, as `plain` has it


def visible_text(html: str) -> str:
    """Return all words that a page may show, in their order, a mark between its blocks; some stand there twice."""
    text = _shown("".join(_outside_scripts(html)))
    if _POSTS in html:
        text = f"{text}{_END}{unescape(_unescaped(unescape(html)))}"
    for _ in range(_MOST_TIMES):
        again = _shown(text) if "<" in text or "&" in text else text
        if again == text:
            break
        text = f"{text}{_END}{again}"
    unseen = {ord(each) for each in set(text) if not each.isprintable() and not each.isspace()}
    return f"{text}{_END}{text.translate(dict.fromkeys(unseen))}" if unseen else text


def _outside_scripts(html: str) -> Iterator[str]:
    """Yield what is neither a comment nor a script nor a style; of scripts only linked data."""
    unclosed: set[str] = set()
    at = copied = 0
    while hidden := _HIDDEN.search(html, at):
        at = hidden.end()
        kind = (hidden["name"] or "comment").lower()
        closed = None if kind in unclosed else _ENDS[kind].search(html, at)
        if closed is None:
            unclosed.add(kind)
            continue
        yield html[copied : hidden.start()]
        yield _CUT
        if kind == "script" and _LINKED_DATA in hidden["said"].lower():
            yield f"{_unescaped(html[at : closed.start()])}{_CUT}"
        at = copied = closed.end()
    yield html[copied:]


def _unescaped(written: str) -> str:
    """Resolve what JSON escapes within its texts."""
    return _ESCAPED.sub(lambda mark: chr(int(mark[1], 16)) if mark[1] else " ", written)


def _shown(text: str) -> str:
    """Return a text without its tags, and behind it the words that they cut."""
    marked = _TAGS.sub(_CUT, _BLOCKS.sub(_END, text))
    cut = (chunk.strip(_CUT) for chunk in marked.split() if _CUT in chunk)
    whole = [word for chunk in cut if _CUT in chunk for word in _joined([*filter(None, chunk.split(_CUT))])]
    return unescape(_END.join([marked.replace(_CUT, " "), *whole]))


def _joined(pieces: Sequence[str]) -> Iterator[str]:
    """Yield what neighbouring pieces may be as one word: it does not show which tags cut words and which part them."""
    for count in range(2, min(len(pieces), _MOST_PIECES) + 1):
        for first in range(len(pieces) - count + 1):
            yield "".join(pieces[first : first + count])
    if len(pieces) > _MOST_PIECES:
        yield "".join(pieces)
