"""Text to attributions: on whose word each sentence stands, and where a speech goes on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from geo.lexicon import Lexicon
from geo.model import Attribution, Sentence, Span
from geo.tokens import Token

_OPENING, _CLOSING = frozenset("“«"), frozenset("”»")
_LONGEST_CLAIMANT = 22  # words


@dataclass(frozen=True, slots=True)
class _Scan:
    tokens: tuple[Token, ...]
    sentence: Sentence
    number: int
    lexicon: Lexicon


def attributions(
    tokens: tuple[Token, ...], sentences: tuple[Sentence, ...], lexicon: Lexicon
) -> tuple[Attribution | None, ...]:
    """Tell for each sentence on whose word it stands; None is the article's own voice.

    A sentence inside a quotation stands on the word of whoever the quotation is given to; one that opens with a
    pronoun or a second mention ("the official") behind an attributed sentence goes on in that speech.
    """
    own = [_own(_Scan(tokens, sentence, number, lexicon)) for number, sentence in enumerate(sentences)]
    quoted = _quotations(tokens, sentences)
    found: list[Attribution | None] = []
    for number, sentence in enumerate(sentences):
        attribution = own[number] or _of_quotation(own, quoted, number)
        before = found[-1] if found else None
        if attribution is None and before is not None and before.stance != "responsibility":
            scan = _Scan(tokens, sentence, number, lexicon)
            if _goes_on(scan):
                attribution = replace(before, sentence=number, carried=True, verb_first=-1, verb_last=-1)
        found.append(attribution)
    return tuple(_with_names(found))


def unverified(tokens: tuple[Token, ...], sentences: tuple[Sentence, ...], lexicon: Lexicon) -> tuple[int, ...]:
    """Return the numbers of the sentences that say that something could not be verified."""
    phrases = lexicon.certainty.unverified
    return tuple(
        number
        for number, sentence in enumerate(sentences)
        if any(True for _ in phrases.within(tokens, sentence.first, sentence.last))
    )


# ---------------------------------------------------------------- one sentence


def _own(scan: _Scan) -> Attribution | None:
    sentence = scan.sentence
    for match in scan.lexicon.speech.responsibility.within(scan.tokens, sentence.first, sentence.last):
        subject = _subject(scan, match.first)
        return _made(scan, subject, "responsibility", match.first, match.last)
    spoken = _best_verb(scan)
    if spoken is not None and spoken.claimant is not None:
        return spoken
    for match in scan.lexicon.speech.according.within(scan.tokens, sentence.first, sentence.last):
        source = _after(scan, match.last)
        if source:
            return _made(scan, source, "say", match.first, match.last)
    return spoken


def _best_verb(scan: _Scan) -> Attribution | None:
    """Take the first verb of saying that has a speaker; a verb with a pronoun only when no other has one."""
    spare: Attribution | None = None
    for match in scan.lexicon.speech.verbs.within(scan.tokens, scan.sentence.first, scan.sentence.last):
        if _is_passive(scan, match.first):
            continue
        subject = (
            _subject(scan, match.first)
            or _inverted(scan, match.first, match.last)
            or _closing(scan, match.first, match.last)
        )
        if subject is None or _is_subordinate(scan, subject[0]):
            continue
        made = _made(scan, subject, match.phrase.payload, match.first, match.last)
        if made.claimant is not None:
            return made
        spare = spare or made
    return spare


def _is_subordinate(scan: _Scan, first: int) -> bool:
    """Tell whether the clause hangs on another: "hours after the president said …" attributes nothing before it."""
    before = first - 1
    return before > scan.sentence.first and scan.tokens[before].lower in scan.lexicon.grammar.subordinators


def _made(scan: _Scan, subject: tuple[int, int] | None, stance: str, first: int, last: int) -> Attribution:
    claimant = None
    if subject and not _is_pronoun(scan, subject):
        claimant = Span(scan.tokens[subject[0]].start, scan.tokens[subject[1] - 1].end)
    return Attribution(scan.number, claimant, stance, claimant is None, stance != "propose", first, last)


def _is_pronoun(scan: _Scan, subject: tuple[int, int]) -> bool:
    return subject[1] - subject[0] == 1 and scan.tokens[subject[0]].lower in scan.lexicon.grammar.pronouns


def _is_passive(scan: _Scan, verb: int) -> bool:
    at = verb - 1
    while at >= scan.sentence.first and scan.tokens[at].lower in scan.lexicon.grammar.adverbs:
        at -= 1
    return at >= scan.sentence.first and scan.tokens[at].lower in scan.lexicon.grammar.not_speaking


def _subject(scan: _Scan, verb: int) -> tuple[int, int] | None:
    """Return tokens [first, last) of the noun phrase before the verb, with an apposition set between commas."""
    tokens, start = scan.tokens, scan.sentence.first
    last = verb
    while last > start and (
        tokens[last - 1].lower in scan.lexicon.grammar.adverbs or tokens[last - 1].lower.endswith("ly")
    ):
        last -= 1
    if last == start:
        return None
    first = _back(scan, last - 1 if tokens[last - 1].text == "," else last)
    if tokens[last - 1].text == ",":
        last -= 1
        if first - 1 > start and tokens[first - 1].text == ",":
            first = _back(scan, first - 1)
    return _checked(scan, first, last)


def _back(scan: _Scan, last: int) -> int:
    """Walk left from `last` to the start of its phrase."""
    first = last
    while first > scan.sentence.first and last - first < _LONGEST_CLAIMANT:
        word = scan.tokens[first - 1]
        if not word.is_word and word.lower not in {"'s", ".", "(", ")"}:
            break
        if word.lower in scan.lexicon.grammar.clause_words and not (
            word.lower == "and" and _joins_names(scan, first - 1)
        ):
            break
        first -= 1
    return first


def _joins_names(scan: _Scan, at: int) -> bool:
    """Tell whether an "and" stands between two speakers: "witnesses and a lawmaker said"."""
    before, after = scan.tokens[at - 1], scan.tokens[at + 1]
    names = scan.lexicon.speech.sources
    return (before.lower in names or before.is_capital) and (
        after.is_capital or after.lower in names or after.lower == "a"
    )


def _inverted(scan: _Scan, first: int, last: int) -> tuple[int, int] | None:
    """Return the speaker behind the verb: "…," said Igor Konashenkov, a spokesman."""
    if first <= scan.sentence.first or scan.tokens[first - 1].text not in {",", "”", '"', "’", "'"}:
        return None
    return _after(scan, last)


def _closing(scan: _Scan, first: int, last: int) -> tuple[int, int] | None:
    """Return whoever closes a sentence with the word: "…, members of both councils said."."""
    tokens, grammar = scan.tokens, scan.lexicon.grammar
    behind = tokens[last].lower if last < scan.sentence.last else "."
    if behind not in {".", ","} and behind not in grammar.adverbs:
        return None
    start = first
    while start > scan.sentence.first and tokens[start - 1].is_word and first - start < _LONGEST_CLAIMANT:
        start -= 1
    if start in {first, scan.sentence.first} or tokens[start - 1].text not in {",", "”", '"'}:
        return None
    bare = any(token.lower in grammar.clause_words or token.lower in grammar.passive for token in tokens[start:first])
    return None if bare else (start, first)


def _after(scan: _Scan, first: int) -> tuple[int, int] | None:
    """Return the noun phrase that begins at `first`, up to the next mark or clause."""
    last = first
    while last < scan.sentence.last and last - first < _LONGEST_CLAIMANT:
        word = scan.tokens[last]
        if not word.is_word and word.lower not in {"'s", "(", ")"}:
            break
        if word.lower in scan.lexicon.grammar.clause_words and not (
            word.lower == "and" and last > first and last + 1 < scan.sentence.last and _joins_names(scan, last)
        ):
            break
        if word.lower in scan.lexicon.grammar.verbs_behind_names:
            break
        last += 1
    return _checked(scan, first, last)


def _checked(scan: _Scan, first: int, last: int) -> tuple[int, int] | None:
    """Accept a phrase that can speak: a pronoun, a noun that speaks, or a name."""
    while first < last and (
        scan.tokens[first].lower in scan.lexicon.grammar.clause_words or not scan.tokens[first].is_word
    ):
        first += 1
    if first >= last:
        return None
    words = [token for token in scan.tokens[first:last] if token.is_word]
    if words and words[0].lower in scan.lexicon.grammar.auxiliaries:
        return None
    speaks = any(token.lower in scan.lexicon.speech.sources for token in words)
    named = any(token.is_capital for token in words if token.start > scan.sentence.span.start) or (
        words[0].is_capital and words[0].lower not in scan.lexicon.places.not_places
    )
    pronoun = len(words) == 1 and words[0].lower in scan.lexicon.grammar.pronouns
    return (first, last) if words and (speaks or named or pronoun) else None


# ---------------------------------------------------------------- how a speech goes on


def _quotations(tokens: tuple[Token, ...], sentences: tuple[Sentence, ...]) -> dict[int, tuple[int, int]]:
    """Return for each sentence that lies in a quotation the first and last sentence of that quotation."""
    inside: dict[int, tuple[int, int]] = {}
    for first, last in _quoted_sentences(tokens, sentences):
        for number in range(first, last + 1):
            inside.setdefault(number, (first, last))
    return inside


def _quoted_sentences(tokens: tuple[Token, ...], sentences: tuple[Sentence, ...]) -> Iterator[tuple[int, int]]:
    opened: int | None = None
    straight = False
    for number, sentence in enumerate(sentences):
        if opened is not None and straight and sentence.paragraph != sentences[opened].paragraph:
            opened, straight = None, False  # a straight quote that was never closed ends with its paragraph
        for token in tokens[sentence.first : sentence.last]:
            if token.text in _OPENING or (token.text == '"' and opened is None):
                opened, straight = number, token.text == '"'
            elif opened is not None and (token.text in _CLOSING or token.text == '"'):
                yield opened, number
                opened, straight = None, False


def _of_quotation(own: list[Attribution | None], quoted: dict[int, tuple[int, int]], number: int) -> Attribution | None:
    """Return the attribution of the quotation that sentence `number` lies in: its own, or of the sentences around."""
    if number not in quoted:
        return None
    first, last = quoted[number]
    if first == last:
        return None
    for other in (*range(first, last + 1), first - 1, last + 1):
        if 0 <= other < len(own):
            found: Attribution | None = own[other]
            if found is not None and found.stance == "say":
                return replace(found, sentence=number, carried=True, verb_first=-1, verb_last=-1)
    return None


def _goes_on(scan: _Scan) -> bool:
    first = scan.sentence.first
    if scan.tokens[first].text in {"“", '"', "«"}:
        return True
    return any(True for _ in scan.lexicon.speech.carry.starting_at(scan.tokens, first, scan.sentence.last))


def _with_names(found: list[Attribution | None]) -> Iterator[Attribution | None]:
    """Give a pronoun's attribution the claimant named last before it."""
    named: Span | None = None
    for attribution in found:
        if attribution is None:
            yield None
            continue
        if attribution.claimant is not None:
            named = attribution.claimant
            yield attribution
        else:
            yield replace(attribution, claimant=named)
