"""An explanation as the command shows it: on a terminal, as a page or in JSON."""

from __future__ import annotations

import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from geo.explain import document, values, write_page
from geo.explain.records import MarkKind
from geo.explain.segments import segments
from geo.terminal import printable, say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.text import Text

    from geo.explain import Explanation
    from geo.explain.records import ExplainedClaim, ExplainedSentence, Mark

_STDOUT = "-"
_STATUS_STYLE = {"fact": "bold", "claimed": "cyan", "reported": "yellow", "denied": "red", "planned": "magenta"}
_MARK_STYLE = {
    MarkKind.TRIGGER: "bold red",
    MarkKind.PLACE: "reverse",
    MarkKind.DAY: "green",
    MarkKind.SPEAKER: "magenta",
    MarkKind.SAYING: "underline magenta",
    MarkKind.CUE: "yellow",
}


def show(explanation: Explanation) -> None:
    """Print an article with its words marked, and its claims and reasons under each sentence."""
    from rich.console import Console  # noqa: PLC0415 - only this command needs it

    console = Console(highlight=False, markup=False, emoji=False, soft_wrap=True)
    article = explanation.article
    published = article.published.isoformat() if article.published else "day unknown"
    console.print(_text((article.title or article.article_id, "bold underline")))
    console.print(_text((f"{article.source or 'source unknown'}, {published}", "dim")))
    for sentence in explanation.sentences:
        console.print()
        console.print(_marked(explanation, sentence))
        for claim in sentence.claims:
            console.print(_claim_lines(claim))
        for each in sentence.left:
            console.print(_text((f"    no claim: {each.reason}", "dim")))
        if not sentence.claims and not sentence.left:
            console.print(_text(("    no claim: tells no event of armed conflict and names no place", "dim")))
    console.print()
    claims = len(explanation.claims)
    console.print(_text((f"{claims} claim{'' if claims == 1 else 's'}", "bold")))


def show_page(explanation: Explanation, target: str) -> None:
    """Write the page to a file, and say so, or to standard output for "-". Raises OutputError."""
    if target == _STDOUT:
        sys.stdout.buffer.write(document(explanation).encode())
        return
    write_page(explanation, Path(target))
    say(f"Wrote {target}")


def record(explanation: Explanation) -> dict[str, object]:
    """Return an explanation as a JSON object: the article, its sentences, claims and marks; offsets into the text."""
    return {
        "article": asdict(explanation.article),
        "sentences": [
            {
                "number": each.number,
                "start": each.span.start,
                "end": each.span.end,
                "claims": [claim.number for claim in each.claims],
                "left": [{"start": left.span.start, "end": left.span.end, "reason": left.reason} for left in each.left],
            }
            for each in explanation.sentences
        ],
        "claims": [asdict(each) for each in explanation.claims],
        "marks": [
            {
                "start": mark.span.start,
                "end": mark.span.end,
                "kind": mark.kind,
                "role": mark.role,
                "claims": mark.claims,
            }
            for mark in explanation.marks
        ],
    }


def _marked(explanation: Explanation, sentence: ExplainedSentence) -> Text:
    """Return the sentence on one line, its words styled by what they are; dim where it gave no claim."""
    parts = [(f"[{sentence.number}] ", "dim")]
    for each in segments(explanation, sentence.span):
        lead, trail = (" " if at.isspace() else "" for at in (each.text[:1], each.text[-1:]))
        words = " ".join(each.text.split())
        text = f"{lead}{words}{trail}" if words else " "
        parts.append((text, " ".join(_styles(each.marks)) if sentence.claims else "dim"))
    return _text(*parts)


def _styles(marks: tuple[Mark, ...]) -> Iterator[str]:
    return (_MARK_STYLE[mark.kind] for mark in marks if mark.claims)


def _claim_lines(explained: ExplainedClaim) -> Text:
    claim, reasons = explained.claim, explained.reasons
    who = "; ".join(each for each in (values.parties(claim), values.toll(claim)) if each)
    rows = [
        ("event", values.kind(claim), reasons.event, ""),
        ("place", values.where(claim), reasons.place, ""),
        ("day", values.when(claim), reasons.day, ""),
        ("speaker", explained.speaker, reasons.speaker, ""),
        ("status", values.status(claim), reasons.status, _STATUS_STYLE[claim.claim_status]),
        *([("support", values.support(claim), (claim.grade_reason,), "")] if claim.grade else []),
        *([("parties", who, (), "")] if who else []),
        *([("corrected", claim.correction, (), "yellow")] if claim.correction else []),
    ]
    parts = [(f"  {explained.number}. {claim.event_type}: {values.name(claim)}", "bold green")]
    for label, value, why, style in rows:
        parts += [(f"\n     {label:<8} ", ""), (value, style), (f" ({'; '.join(why)})" if why else "", "")]
    return _text(*parts)


def _text(*parts: tuple[str, str]) -> Text:
    from rich.text import Text  # noqa: PLC0415 - as above

    return Text.assemble(*((printable(words), style) for words, style in parts))
