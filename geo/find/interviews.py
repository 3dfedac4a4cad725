"""Interviews: which paragraphs are answers, and whose."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from geo.lexicon import Lexicon
from geo.model import Sentence, Span
from geo.tokens import Token

_FEWEST_QUESTIONS = 3  # paragraphs that only ask, where no turn is labelled
_FEWEST_TURNS = 3
_LONGEST_LABEL = 4  # words
_LONGEST_QUESTION = 3  # sentences
_FEWEST_NAMES = 2  # capitals of a person's full name


@dataclass(frozen=True, slots=True)
class Text:
    """An article's tokens, its sentences, and the numbers of the sentences of each paragraph."""

    tokens: tuple[Token, ...]
    sentences: tuple[Sentence, ...]
    paragraphs: tuple[tuple[int, ...], ...]
    lexicon: Lexicon


def answers(text: Text) -> Mapping[int, Span | None]:
    """Return the sentences of an interview's answers with who answers, None where nothing names him."""
    if not any(text.tokens[sentence.last - 1].text == "?" for sentence in text.sentences):
        return {}
    return dict(_labelled(text) or _asked(text))


# ---------------------------------------------------------------- turns with a label: "Q: …", "Petrov: …"


def _labelled(text: Text) -> list[tuple[int, Span | None]]:
    labels = [_label(text, paragraph) for paragraph in text.paragraphs]
    counts = Counter(_name(text, label) for label in labels if label[1] > label[0])
    again = sum(count > 1 for count in counts.values())  # labels of a round-up stand once each
    if counts.total() < _FEWEST_TURNS or not again or len(counts) == 1:
        return []
    asks = _interviewer(text, labels)
    if not asks:
        return []
    found: list[tuple[int, Span | None]] = []
    turn: tuple[int, int] | None = None
    who_answers = _interviewee(text, next(n for n, (first, last) in enumerate(labels) if last > first))
    for paragraph, label in zip(text.paragraphs, labels, strict=True):
        turn = label if label[1] > label[0] else turn
        if turn is None or _name(text, turn) == asks:
            continue
        first, last = turn
        who = None if _name(text, turn) in text.lexicon.speech.answer else _span(text, first, last)
        found.extend((number, who or who_answers) for number in paragraph)
    return found


def _label(text: Text, paragraph: tuple[int, ...]) -> tuple[int, int]:
    """Return the tokens of a turn's label: capitals up to a colon; none are first == last."""
    sentence = text.sentences[paragraph[0]]
    for at in range(sentence.first, min(sentence.first + _LONGEST_LABEL + 1, sentence.last)):
        if text.tokens[at].text == ":":
            return sentence.first, at
        if not text.tokens[at].is_capital:
            break
    return sentence.first, sentence.first


def _name(text: Text, label: tuple[int, int]) -> str:
    return " ".join(token.lower for token in text.tokens[label[0] : label[1]])


def _interviewer(text: Text, labels: list[tuple[int, int]]) -> str:
    """Return the label whose turns end in a question most often, empty if none does."""
    asked = Counter(
        _name(text, label)
        for paragraph, label in zip(text.paragraphs, labels, strict=True)
        if label[1] > label[0] and _ends_asking(text, paragraph[-1])
    )
    return asked.most_common(1)[0][0] if asked else ""


# ---------------------------------------------------------------- paragraphs that only ask


def _asked(text: Text) -> Iterator[tuple[int, Span | None]]:
    asking = [n for n, paragraph in enumerate(text.paragraphs) if _only_asks(text, paragraph)]
    if len(asking) < _FEWEST_QUESTIONS:
        return
    who = _interviewee(text, asking[0])
    questions = frozenset(asking)
    in_turn = all(
        (n - asking[0]) % 2 == 0 for n in asking
    )  # then a prompt without a question mark is known by its turn
    for n in range(asking[0] + 1, len(text.paragraphs)):
        paragraph = text.paragraphs[n]
        if _speaks_of(text, paragraph, who):
            return
        if n not in questions and not (in_turn and (n - asking[0]) % 2 == 0 and len(paragraph) <= _LONGEST_QUESTION):
            yield from ((number, who) for number in paragraph)


def _only_asks(text: Text, paragraph: tuple[int, ...]) -> bool:
    if len(paragraph) > _LONGEST_QUESTION:
        return False
    first = text.sentences[paragraph[0]].first
    return _ends_asking(text, paragraph[-1]) or text.lexicon.speech.prompts.start(
        text.tokens, first, text.sentences[paragraph[0]].last
    )


def _ends_asking(text: Text, number: int) -> bool:
    return text.tokens[text.sentences[number].last - 1].text == "?"


def _interviewee(text: Text, before: int) -> Span | None:
    """Return the first full name of the paragraphs before the first question."""
    for number in (number for paragraph in text.paragraphs[:before] for number in paragraph):
        sentence = text.sentences[number]
        first = sentence.first
        for at in range(sentence.first, sentence.last + 1):
            if at < sentence.last and text.tokens[at].is_capital:
                continue
            if at - first >= _FEWEST_NAMES:
                return _span(text, first, at)
            first = at + 1
    return None


def _speaks_of(text: Text, paragraph: tuple[int, ...], who: Span | None) -> bool:
    """Tell whether the editors speak of whoever was asked: "Nothing of what Dr Bah told us could be checked"."""
    first, last = text.sentences[paragraph[0]].first, text.sentences[paragraph[-1]].last
    words = text.tokens[first:last]
    if who is None or any(token.lower in {"i", "my", "me"} for token in words):
        return False
    names = [token for token in text.tokens if who.start <= token.start < who.end]
    return any(token.text == names[-1].text for token in words)


def _span(text: Text, first: int, last: int) -> Span:
    return Span(text.tokens[first].start, text.tokens[last - 1].end)
