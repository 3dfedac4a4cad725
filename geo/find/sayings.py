"""Who says what within one sentence: verbs of saying with their speakers, sources, and what takes responsibility."""

from __future__ import annotations

from collections.abc import Iterator

from geo.find.speakers import (
    Scan,
    is_possessive,
    speaker_before,
    speaker_behind,
    speaker_closing,
    speaker_inverted,
    speaker_reporting,
)
from geo.model import Attribution, Span
from geo.phrases import Match
from geo.rules import SpeakerRule

_MOST_OTHERS = 7  # no sentence of an article has more speakers
_NOBODY_REACH = 6  # words before "claimed responsibility" in which "no group" stands
_CLOSING_REACH = 6  # words behind a verb that closes what is said: "…, the army said in a statement on Friday."
_DESCRIBED = frozenset({"long", "much", "newly", "recently", "previously", "widely", "often", "oft"})
_MARKS = frozenset({".", ",", ";", "!", "?", ")"})


def sayings(scan: Scan) -> tuple[Attribution, ...]:
    """Return on whose word the sentence stands: first whom it is laid upon as a whole, then the others in order."""
    matches = list(scan.lexicon.speech.sayings.within(scan.tokens, scan.sentence.first, scan.sentence.last))
    if not matches:
        return ()
    spoken: list[Attribution] = []
    sources: list[Attribution] = []
    for match in matches:
        if match.phrase.payload == "responsibility":
            if not _of_nobody(scan, match.first):
                subject = speaker_before(scan, match.first)
                return (_made(scan, subject, "responsibility", match, SpeakerRule.RESPONSIBILITY),)
        elif match.phrase.payload == "according":
            sources.extend(_source(scan, match))
        else:
            spoken.extend(_spoken(scan, match))
    named = [one for one in spoken if one.claimant is not None]
    asides = [one for one in named if scan.tokens[one.first - 1].lower == "as"]  # "…, as some media had claimed"
    plain = [one for one in named if one not in asides]
    main = next(iter([*plain, *sources, *(one for one in spoken if one.claimant is None), *asides]), None)
    if main is None:
        return ()
    others = sorted((one for one in (*named, *sources) if one is not main), key=lambda one: one.first)
    return main, *others[:_MOST_OTHERS]


def _of_nobody(scan: Scan, first: int) -> bool:
    near = scan.tokens[max(scan.sentence.first, first - _NOBODY_REACH) : first]
    return any(token.lower in scan.lexicon.grammar.nobody for token in near)


def _source(scan: Scan, match: Match[str]) -> Iterator[Attribution]:
    """Yield whom "according to" names."""
    source = speaker_behind(scan, match.last) or speaker_reporting(scan, match.last)
    if source:
        yield _made(scan, source, "say", match, SpeakerRule.ACCORDING)


def _spoken(scan: Scan, match: Match[str]) -> Iterator[Attribution]:
    """Yield a verb of saying that has a speaker."""
    if match.phrase.payload == "closing":
        is_before = match.last < scan.sentence.last and scan.tokens[match.last].lower == "that"
        subject = speaker_before(scan, match.first) if is_before else speaker_closing(scan, match.first, match.last)
        if subject is not None and _agrees(scan, subject, match.first):
            yield _made(scan, subject, "say", match, SpeakerRule.VERB)
        return
    first, stance = _speaking(scan, match)
    if first is None:
        return
    subject = (
        speaker_before(scan, first)
        or speaker_inverted(scan, match.first, match.last)
        or speaker_closing(scan, match.first, match.last)
    )
    if subject is None or _is_subordinate(scan, subject[0]) or _is_nobody(scan, subject[0]):
        return
    if not _holds_saying(scan, *subject):
        yield _made(scan, subject, stance, match, SpeakerRule.VERB)


def _holds_saying(scan: Scan, first: int, last: int) -> bool:
    """Tell whether a phrase is a clause that speaks itself: "the minister said in a statement" (posted on Friday)."""
    words = scan.tokens[first:last]
    if any(token.lower in scan.lexicon.grammar.relative for token in words):
        return False
    matches = scan.lexicon.speech.verbs.within(scan.tokens, first, last)
    return any(not scan.tokens[match.first].lower.endswith("ing") for match in matches)


def _agrees(scan: Scan, subject: tuple[int, int], verb: int) -> bool:
    """Tell whether "report" or "reports" is the verb of a phrase and no noun: "the White Helmets report"."""
    first, last = scan.tokens[subject[0]], scan.tokens[subject[1] - 1].lower
    if last.endswith("ed") or scan.lexicon.speech.verbs.occur(scan.tokens, *subject):
        return False
    is_plural = last.endswith("s") or last in scan.lexicon.casualties.people or last in {"police", "media"}
    if scan.tokens[verb].lower.endswith("s"):
        return not is_plural and (first.is_capital or first.lower in scan.lexicon.grammar.determiners)
    return is_plural


def _speaking(scan: Scan, match: Match[str]) -> tuple[int | None, str]:
    """Return where the verb begins and its stance; None where nobody speaks ("was told", "said nothing").

    Who "did not deny" something says as much.
    """
    first, stance, grammar = match.first, match.phrase.payload, scan.lexicon.grammar
    if scan.lexicon.speech.silent.start(scan.tokens, first, scan.sentence.last):
        return None, stance
    if stance == "deny" and first > scan.sentence.first and scan.tokens[first - 1].lower in grammar.negators:
        while first > scan.sentence.first and (
            scan.tokens[first - 1].lower in grammar.auxiliaries or scan.tokens[first - 1].lower in grammar.light
        ):
            first -= 1
        return first, "say"
    if stance == "propose" and scan.lexicon.certainty.no_plan.start(scan.tokens, match.first, scan.sentence.last):
        stance = "say"
    return (None if _is_passive(scan, first) else first), stance


def _is_nobody(scan: Scan, first: int) -> bool:
    return scan.tokens[first].lower in scan.lexicon.grammar.nobody


def _is_subordinate(scan: Scan, first: int) -> bool:
    """Tell whether the clause hangs on another: "hours after the president said …" attributes nothing before it."""
    before = first - 1
    return before > scan.sentence.first and scan.tokens[before].lower in scan.lexicon.grammar.subordinators


def _made(
    scan: Scan, subject: tuple[int, int] | None, stance: str, match: Match[str], rule: SpeakerRule
) -> Attribution:
    first, last, claimant = match.first, match.last, None
    if subject and not _is_pronoun(scan, subject):
        claimant = Span(scan.tokens[subject[0]].start, scan.tokens[subject[1] - 1].end)
    begin, end = (min(first, subject[0]), max(last, subject[1])) if subject else (first, last)
    return Attribution(
        sentence=scan.number,
        claimant=claimant,
        stance=stance,
        carried=claimant is None,
        verb_first=first,
        verb_last=last,
        rule=rule,
        origin=scan.number,
        first=begin,
        closes=_closes(scan, begin, end),
    )


def _closes(scan: Scan, first: int, last: int) -> bool:
    """Tell whether a speaker and verb at tokens [first, last) stand behind what is said, up to a mark."""
    tokens, grammar = scan.tokens, scan.lexicon.grammar
    if first == scan.sentence.first:
        return False
    before = tokens[first - 1]
    if before.lower in grammar.clause_words or before.text in {";", ":"}:
        return False
    if before.is_word and tokens[first].lower != "according":
        return False
    end = min(scan.sentence.last, last + _CLOSING_REACH)
    for token in tokens[last:end]:
        if token.text in _MARKS or token.text == ":" or token.lower in grammar.clause_words:
            return token.lower != "that" and token.text != ":"
    return end == scan.sentence.last


def _is_pronoun(scan: Scan, subject: tuple[int, int]) -> bool:
    return subject[1] - subject[0] == 1 and scan.tokens[subject[0]].lower in scan.lexicon.grammar.pronouns


def _is_passive(scan: Scan, verb: int) -> bool:
    grammar = scan.lexicon.grammar
    owner, described = ([""] * 2 + [token.lower for token in scan.tokens[scan.sentence.first : verb]])[-2:]
    if described in _DESCRIBED and (owner in grammar.determiners or owner == "'s"):
        return True  # "its long-announced offensive"
    at = verb - 1
    while at >= scan.sentence.first and scan.tokens[at].lower in scan.lexicon.grammar.adverbs:
        at -= 1
    if at < scan.sentence.first:
        return False
    return scan.tokens[at].lower in scan.lexicon.grammar.not_speaking or is_possessive(scan, at)
