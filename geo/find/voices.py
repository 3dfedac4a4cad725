"""Texts that are somebody's word as a whole: statements of a party, and speeches that a colon introduces."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter

from geo.find.interviews import Text, answers
from geo.find.speakers import Scan, speaker_behind
from geo.lexicon import Lexicon
from geo.lexicon.joining import without
from geo.model import Attribution, Sentence, Span
from geo.rules import SpeakerRule
from geo.tokens import Token

_LOWER = attrgetter("lower")
_HEAD = 3  # paragraphs in which a statement names its author
_LONGEST_HEADER = 20  # words of a line that names the author
_OWN_REACH = 3  # words between "our" and whose they are: "our brave armed forces"
_FEWEST_OWN = 2  # sentences that speak of "our forces", where nothing names the author


@dataclass(frozen=True, slots=True)
class Voice:
    """The author of a statement or of an answer; the claimant is None where the text does not name him."""

    claimant: Span | None
    rule: SpeakerRule
    origin: int | None = None  # the sentence whose verb of saying introduces the speech, if one does


def voices(
    tokens: tuple[Token, ...],
    sentences: tuple[Sentence, ...],
    own: Sequence[Attribution | None],
    quoted: frozenset[int],
    lexicon: Lexicon,
) -> Mapping[int, Voice]:
    """Return for the sentences of a statement, of an interview's answers or of an introduced speech who speaks.

    `own` holds what each sentence says of its speaker, `quoted` the sentences in quotation marks.
    """
    paragraphs = tuple(tuple(group) for _, group in groupby(range(len(sentences)), lambda n: sentences[n].paragraph))
    text = Text(tokens, sentences, paragraphs, lexicon)
    answered = answers(text)
    if answered:
        return {number: Voice(claimant, SpeakerRule.ANSWER) for number, claimant in answered.items()}
    persons = _in_first_person(text, own, quoted)
    if not persons:
        return {}
    author = _author(text, own, persons)
    if author is not None:
        return dict.fromkeys(_up_to_editors(text), author)
    return dict(_introduced(text, own, quoted, persons))


def _in_first_person(text: Text, own: Sequence[Attribution | None], quoted: frozenset[int]) -> frozenset[int]:
    """Return the sentences that say "we" or "our" outside quotations and on nobody else's word."""
    pronouns, found = text.lexicon.speech.first_person, set[int]()
    if pronouns.isdisjoint(map(_LOWER, text.tokens)):
        return frozenset()
    for number, sentence in enumerate(text.sentences):
        said = own[number]
        if number in quoted or (said is not None and said.claimant is not None):
            continue
        if not pronouns.isdisjoint(map(_LOWER, text.tokens[sentence.first : sentence.last])):
            found.add(number)
    return frozenset(found)


# ---------------------------------------------------------------- statements


def _author(text: Text, own: Sequence[Attribution | None], persons: frozenset[int]) -> Voice | None:
    """Return the author of a statement, or None where the text is none."""
    for number in (number for paragraph in text.paragraphs[:_HEAD] for number in paragraph):
        header = _header(text, number) if own[number] is None else None
        if header is not None:
            return Voice(header, SpeakerRule.STATEMENT)
    ours = sum(_speaks_of_own(text, number) for number in persons)
    ends = (*text.paragraphs[:_HEAD], text.paragraphs[-1])
    if not ours and not any(_is_release(text, paragraph) for paragraph in ends):
        return None
    opening = _opening_author(text)
    is_one = opening is not None or ours >= _FEWEST_OWN
    return Voice(opening, SpeakerRule.STATEMENT) if is_one else None


def _header(text: Text, number: int) -> Span | None:
    """Read a line that names the author: "Communiqué No. 3 of the Northern Front", "Ministry of Defence, Kabul"."""
    sentence, speech = text.sentences[number], text.lexicon.speech
    if sentence.last - sentence.first > _LONGEST_HEADER:
        return None
    scan = Scan(text.tokens, sentence, number, text.lexicon)
    for match in speech.statements.within(text.tokens, sentence.first, sentence.last):
        source = speaker_behind(scan, match.last)
        return _span(text, *source) if source and _is_bare(text, sentence.first, match.first) else None
    last = sentence.first
    while last < sentence.last and _is_named(text.tokens[last]):
        last += 1
    words = text.tokens[sentence.first : last]
    if not words or not any(word.lower in speech.issuers and word.is_capital for word in words):
        return None
    return _span(text, sentence.first, last) if _is_bare(text, sentence.first, sentence.last) else None


def _is_named(token: Token) -> bool:
    return token.is_word or token.lower == "'s"


def _is_bare(text: Text, first: int, last: int) -> bool:
    """Tell whether tokens [first, last) hold no verb, as far as their form tells."""
    grammar, past = text.lexicon.grammar, text.lexicon.dates.past
    verbs = text.lexicon.parties.verbs
    return not any(
        token.lower in without(grammar.auxiliaries, "to")
        or (not token.is_capital and (token.lower in past or token.lower in verbs or token.lower.endswith("ed")))
        for token in text.tokens[first:last]
    )


def _speaks_of_own(text: Text, number: int) -> bool:
    """Tell whether a sentence speaks of the forces or the land of whoever writes: "our heroic troops"."""
    speech, sentence = text.lexicon.speech, text.sentences[number]
    for at in range(sentence.first, sentence.last):
        if text.tokens[at].lower in speech.possessive:
            behind = text.tokens[at + 1 : min(at + 1 + _OWN_REACH, sentence.last)]
            if any(token.lower in speech.own for token in behind):
                return True
    return False


def _is_release(text: Text, paragraph: tuple[int, ...]) -> bool:
    sentence = text.sentences[paragraph[0]]
    return text.lexicon.speech.releases.occur(text.tokens, sentence.first, sentence.last)


def _opening_author(text: Text) -> Span | None:
    """Return the body that opens one of the first paragraphs: "The General Command of the … has received …"."""
    lexicon = text.lexicon
    for paragraph in text.paragraphs[:_HEAD]:
        sentence = text.sentences[paragraph[0]]
        last = sentence.first
        while last < sentence.last and _is_named(text.tokens[last]) and not _ends_subject(text, last):
            last += 1
        words = text.tokens[sentence.first : last]
        if any(word.lower in lexicon.speech.issuers and word.is_capital for word in words):
            return _span(text, sentence.first, last)
    return None


def _ends_subject(text: Text, at: int) -> bool:
    word = text.tokens[at].lower
    return word in text.lexicon.grammar.auxiliaries or text.lexicon.speech.verbs.start(
        text.tokens, at, len(text.tokens)
    )


def _span(text: Text, first: int, last: int) -> Span:
    return Span(text.tokens[first].start, text.tokens[last - 1].end)


def _up_to_editors(text: Text) -> Iterator[int]:
    """Yield the sentences before a note of the editors."""
    for paragraph in text.paragraphs:
        sentence = text.sentences[paragraph[0]]
        if text.lexicon.speech.editors.start(text.tokens, sentence.first, sentence.last):
            return
        yield from paragraph


# ---------------------------------------------------------------- speeches behind a colon


def _introduced(
    text: Text, own: Sequence[Attribution | None], quoted: frozenset[int], persons: frozenset[int]
) -> Iterator[tuple[int, Voice]]:
    """Yield the paragraphs behind "The minister said:", as long as they speak in the first person."""
    speaking: Voice | None = None
    for paragraph in text.paragraphs:
        if speaking is not None and persons.isdisjoint(paragraph):
            speaking = None
        if speaking is not None:
            yield from ((number, speaking) for number in paragraph if number not in quoted)
        last = own[paragraph[-1]]
        ends = text.tokens[text.sentences[paragraph[-1]].last - 1].text
        if ends == ":" and last is not None and last.claimant is not None:
            speaking = Voice(last.claimant, SpeakerRule.INTRODUCED, paragraph[-1])
