"""An explanation as one HTML file that loads nothing and runs nothing of the article.

No data passes through a template engine: every word of the article is escaped here, into text and attributes.
"""

from __future__ import annotations

import base64
import hashlib
import os
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import cache
from html import escape
from itertools import groupby
from pathlib import Path
from urllib.parse import urlsplit

from geo.errors import OutputError
from geo.explain import values
from geo.explain.records import ExplainedClaim, ExplainedSentence, Explanation, Mark, MarkKind
from geo.explain.segments import Segment, segments
from geo.model import Claim, Dropped

_PAGE = Path(__file__).parent / "page"
# What is not seen but reorders or steers: controls, marks and overrides of direction, separators, half characters.
_HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufff9-\uffff]"
)
_SHORT = 160  # characters of a sentence in the list of those that gave no claim


def document(explanation: Explanation) -> str:
    """Return the page. The same explanation gives the same characters, all of which UTF-8 can hold."""
    article, claims = explanation.article, explanation.claims
    silent = [each for each in explanation.sentences if each.left and not each.claims]
    beside = [each for each in explanation.sentences if each.left and each.claims]
    return _filled(
        (_PAGE / "explain.html").read_text(encoding="utf-8"),
        {
            "policy": f"default-src 'none'; script-src {_hash(_own('explain.js'))}; "
            f"style-src {_hash(_own('explain.css'))}; base-uri 'none'; form-action 'none'",
            "style": _own("explain.css"),
            "script": _own("explain.js"),
            "title": _text(article.title or article.article_id),
            "about": _about(explanation),
            "text": "\n".join(_paragraphs(explanation)),
            "claims": "\n".join(map(_card, claims)) or "<p>The article makes no claim.</p>",
            "silent": "\n".join(map(_silent, silent)) or "<li>None.</li>",
            "beside": "\n".join(map(_beside, beside)) or "<li>None.</li>",
        },
    )


def write_page(explanation: Explanation, path: Path) -> None:
    """Write the page; it appears whole or not at all. Raises OutputError."""
    beside = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.write_text(document(explanation), encoding="utf-8", newline="")
        beside.replace(path)
    except (OSError, ValueError) as error:
        message = f"{path} cannot be written: {getattr(error, 'strerror', None) or error}"
        raise OutputError(message) from error
    finally:
        with suppress(OSError, ValueError):
            beside.unlink()


def _filled(template: str, parts: dict[str, str]) -> str:
    """Fill the @names@ of the page in one pass, so that no part is searched for names."""
    pieces = re.split(r"@(\w+)@", template)
    return "".join(parts[piece] if number % 2 else piece for number, piece in enumerate(pieces))


@cache
def _own(name: str) -> str:
    return (_PAGE / name).read_text(encoding="utf-8").replace("\r\n", "\n")


def _hash(content: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(content.encode()).digest()).decode('ascii')}'"


def _text(words: str) -> str:
    """Return words as HTML text, with a mark in the place of what is hidden."""
    return escape(_HIDDEN.sub("\N{REPLACEMENT CHARACTER}", words))


def _link(url: str, words: str) -> str:
    return f'<a href="{_text(url)}" rel="noopener noreferrer">{_text(words)}</a>'


# ---------------------------------------------------------------- the article


def _about(explanation: Explanation) -> str:
    article = explanation.article
    published = f"published {article.published.isoformat()}" if article.published else "day of publication unknown"
    parts = [_text(article.source or "source unknown"), published]
    if _is_web(article.url):
        parts.append(_link(article.url, "the article"))
    claims = len(explanation.claims)
    parts.append(f"{claims} claim{'' if claims == 1 else 's'} in {len(explanation.sentences)} sentences")
    return " &middot; ".join(parts)


def _is_web(url: str) -> bool:
    """Tell whether an address may be a link: of the web, and without a user's name, which may pass for a host."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.netloc) and "@" not in parts.netloc


def _paragraphs(explanation: Explanation) -> Iterator[str]:
    for _, sentences in groupby(explanation.sentences, key=lambda each: each.paragraph):
        yield f'<p dir="auto">{" ".join(_sentence(explanation, each) for each in sentences)}</p>'


def _sentence(explanation: Explanation, sentence: ExplainedSentence) -> str:
    classes = "s claimed" if sentence.claims else "s left" if sentence.left else "s"
    numbers = _numbers(each.number for each in sentence.claims)
    told = f' data-claims="{numbers}"' if numbers else ""
    words = "".join(_segment(each) for each in segments(explanation, sentence.span))
    return f'<span class="{classes}" id="s{sentence.number}"{told}><sup class="n">{sentence.number}</sup>{words}</span>'


def _segment(segment: Segment) -> str:
    words = _text(segment.text)
    if not segment.marks:
        return words
    numbers = dict.fromkeys(number for mark in segment.marks for number in mark.claims)
    told = f' data-claims="{_numbers(numbers)}"' if numbers else ""
    kinds = " ".join(dict.fromkeys(_class(mark) for mark in segment.marks))
    title = _text("; ".join(_gloss(mark) for mark in segment.marks))
    ends = (mark for mark in segment.ending if mark.kind is MarkKind.TRIGGER)
    refs = "".join(
        f'<a class="ref" href="#claim-{number}" data-claims="{number}" aria-label="claim {number}">{number}</a>'
        for mark in ends
        for number in mark.claims
    )
    return f'<mark class="{kinds}" title="{title}"{told}>{words}</mark>{refs}'


def _class(mark: Mark) -> str:
    return mark.kind.value if mark.claims else f"idle-{mark.kind.value}"


def _gloss(mark: Mark) -> str:
    claims = f", claim {', '.join(map(str, mark.claims))}" if mark.claims else ", no claim"
    return f"{mark.kind}: {mark.role}{claims}"


def _numbers(numbers: Iterable[int]) -> str:
    return " ".join(map(str, numbers))


# ---------------------------------------------------------------- its claims


def _card(explained: ExplainedClaim) -> str:
    number, claim, reasons = explained.number, explained.claim, explained.reasons
    rows = [
        _row("What", _text(values.kind(claim)), reasons.event),
        _row("Where", _where(claim), reasons.place),
        _row("When", _text(values.when(claim)), reasons.day),
        _row("Who says", _text(explained.speaker), reasons.speaker),
        _row("Status", _text(values.status(claim)), reasons.status),
        _row("Support", _text(values.support(claim)), (claim.grade_reason,) if claim.grade_reason else ()),
        _row("Parties", _text(values.parties(claim)), ()),
        _row("Toll", _text(values.toll(claim)), ()),
        _row("Corrected", _text(claim.correction), ()),
    ]
    sentences = ", ".join(f'<a href="#s{each}">{each}</a>' for each in (explained.sentence, *explained.again))
    return (
        f'<article class="card" id="claim-{number}" data-claims="{number}" data-sentence="{explained.sentence}" '
        f'tabindex="0" '
        f'aria-labelledby="name-{number}">'
        f'<h3 id="name-{number}" dir="auto"><span class="number">{number}</span> '
        f"{_text(values.kind(claim).capitalize())}: {_text(values.name(claim))} "
        f'<span class="status {claim.claim_status.value}">{claim.claim_status.value}</span></h3>'
        f'<p class="from">Sentence {sentences}</p><dl>{"".join(rows)}</dl></article>'
    )


def _row(term: str, value: str, reasons: tuple[str, ...]) -> str:
    if not value:
        return ""
    why = "".join(f'<span class="why">{_text(reason)}</span>' for reason in reasons)
    return f'<div><dt>{term}</dt><dd dir="auto">{value}{why}</dd></div>'


def _where(claim: Claim) -> str:
    words = _text(values.where(claim))
    if claim.latitude is None or claim.longitude is None:
        return words
    at = f"{claim.latitude:.5f}", f"{claim.longitude:.5f}"
    links = [_link(f"https://www.openstreetmap.org/?mlat={at[0]}&mlon={at[1]}#map=9/{at[0]}/{at[1]}", "OpenStreetMap")]
    if claim.geonameid is not None:
        links.append(_link(f"https://www.geonames.org/{claim.geonameid}", "GeoNames"))
    return f'{words} <span class="links">{" ".join(links)}</span>'


# ---------------------------------------------------------------- what gave none


def _silent(sentence: ExplainedSentence) -> str:
    words = " ".join(sentence.text.split())
    words = words if len(words) <= _SHORT else f"{words[: _SHORT - 1]}…"
    return _item(sentence, f'<q dir="auto">{_text(words)}</q>')


def _beside(sentence: ExplainedSentence) -> str:
    return _item(sentence, "")


def _item(sentence: ExplainedSentence, quote: str) -> str:
    reasons = "".join(f'<li dir="auto">{_reason(each)}</li>' for each in sentence.left)
    return f'<li><a href="#s{sentence.number}">Sentence {sentence.number}</a> {quote}<ul>{reasons}</ul></li>'


def _reason(dropped: Dropped) -> str:
    return _text(" ".join(dropped.reason.split()))
