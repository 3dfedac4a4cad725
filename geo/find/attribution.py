"""Text to attributions: on whose word each sentence stands, and where a speech goes on."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Container, Iterator, Sequence
from dataclasses import replace
from operator import attrgetter
from typing import NamedTuple

from geo.find.sayings import sayings
from geo.find.speakers import Scan
from geo.find.voices import Voice, voices
from geo.lexicon import Lexicon
from geo.model import Attribution, Sentence, Span
from geo.rules import SpeakerRule
from geo.tokens import Token

_START = attrgetter("start")
_OPENING, _CLOSING = frozenset("“«"), frozenset("”»")
_MARKS = _OPENING | {'"'}
_OF_AUTHOR = frozenset({SpeakerRule.STATEMENT, SpeakerRule.ANSWER})
_SHORT_NAME = 3  # words of a second mention: "Konashenkov", "the Syrian Observatory"


class Attributed(NamedTuple):
    """Whom each sentence is laid upon (None is the article's own voice), and who else speaks in some of them."""

    main: tuple[Attribution | None, ...]
    further: tuple[Attribution, ...]


def attributions(tokens: tuple[Token, ...], sentences: tuple[Sentence, ...], lexicon: Lexicon) -> Attributed:
    """Tell for each sentence on whose word it stands.

    A sentence inside a quotation stands on the word of whoever the quotation is given to; one that opens with a
    pronoun or a second mention ("the official") behind an attributed sentence goes on in that speech; a statement and
    the answers of an interview are their author's where they name nobody else.
    """
    said = [sayings(Scan(tokens, sentence, number, lexicon)) for number, sentence in enumerate(sentences)]
    own = [found[0] if found else None for found in said]
    quoted = _quotations(tokens, sentences)
    authors = voices(tokens, sentences, own, frozenset(quoted), lexicon)
    found: list[Attribution | None] = []
    spoken: dict[int, tuple[Attribution | None, Span | None]] = {}  # of each item, the last attribution and claimant
    for number, sentence in enumerate(sentences):
        attribution = own[number] or _of_quotation(own, quoted, number)
        before, named = spoken.get(_speaking_item(sentence, spoken), (None, None))
        author = authors.get(number)
        if author is not None:
            attribution = _in_voice(attribution, author, number)
        elif attribution is not None and named is None and _is_article(tokens, attribution, lexicon):
            attribution = None
        if attribution is None and before is not None and before.stance != "responsibility":
            scan = Scan(tokens, sentence, number, lexicon)
            if _goes_on(scan, named):
                attribution = _carried(before, number, SpeakerRule.SPEECH)
        found.append(attribution)
        if attribution is None or attribution.claimant is not None:
            named = attribution.claimant if attribution is not None else None
        spoken[sentence.item.number] = attribution, named
    names = _Names(tokens, lexicon.places.person_before)
    main = tuple(_with_names(found, sentences, names))
    others = (one for heard in said for one in heard[1:])
    return Attributed(main, tuple(replace(one, claimant=names.first_mention(one.claimant)) for one in others))


def unverified(tokens: tuple[Token, ...], sentences: tuple[Sentence, ...], lexicon: Lexicon) -> tuple[int, ...]:
    """Return the numbers of the sentences that say that something could not be verified."""
    phrases = lexicon.certainty.unverified
    return tuple(
        number for number, sentence in enumerate(sentences) if phrases.occur(tokens, sentence.first, sentence.last)
    )


def _is_article(tokens: tuple[Token, ...], attribution: Attribution, lexicon: Lexicon) -> bool:
    """Tell whether "we" are nobody whom the text names: whoever publishes it."""
    if attribution.claimant is not None or attribution.first < 0:
        return False
    return tokens[attribution.first].lower in lexicon.speech.first_person


def _in_voice(attribution: Attribution | None, author: Voice, number: int) -> Attribution:
    """Lay a sentence of a statement or an answer on its author, unless it names another speaker."""
    origin = number if author.origin is None else author.origin
    if attribution is None:
        return Attribution(number, author.claimant, "say", True, -1, -1, author.rule, origin)  # noqa: FBT003 - a field's value
    if attribution.claimant is not None:
        return attribution
    return replace(attribution, claimant=author.claimant, rule=author.rule, origin=origin)


# ---------------------------------------------------------------- how a speech goes on


def _carried(attribution: Attribution, number: int, rule: SpeakerRule) -> Attribution:
    """Return the attribution of another sentence, as one that begins nowhere in this one."""
    return Attribution(number, attribution.claimant, attribution.stance, True, -1, -1, rule, attribution.origin)  # noqa: FBT003 - a field's value


def _quotations(tokens: tuple[Token, ...], sentences: tuple[Sentence, ...]) -> dict[int, tuple[int, int]]:
    """Return for each sentence that lies in a quotation the first and last sentence of that quotation."""
    inside: dict[int, tuple[int, int]] = {}
    if _MARKS.isdisjoint(map(attrgetter("text"), tokens)):
        return inside
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
        if opened is not None and sentence.item != sentences[opened].item:
            opened, straight = None, False
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
                return _carried(found, number, SpeakerRule.QUOTATION)
    return None


def _goes_on(scan: Scan, claimant: Span | None) -> bool:
    """Tell whether a sentence goes on in the speech of `claimant`: by a quotation mark, a pronoun or a fitting noun."""
    first, speech = scan.sentence.first, scan.lexicon.speech
    if scan.tokens[first].text in {"“", '"', "«"}:
        return True
    if speech.carry.start(scan.tokens, first, scan.sentence.last):
        return True
    noun = first + 1
    if scan.tokens[first].lower != "the" or noun >= scan.sentence.last or claimant is None:
        return False
    return scan.tokens[noun].lower in speech.echoes and _fits(scan, scan.tokens[noun].lower, claimant)


def _fits(scan: Scan, noun: str, claimant: Span) -> bool:
    """Tell whether "the army" can be the claimant: told by that noun, or by a name alone."""
    first = bisect_left(scan.tokens, claimant.start, key=_START)
    last = bisect_left(scan.tokens, claimant.end, key=_START)
    words = {token.lower for token in scan.tokens[first:last]}
    told = words & scan.lexicon.speech.sources
    return not told or noun in told


def _with_names(
    found: Sequence[Attribution | None], sentences: tuple[Sentence, ...], names: _Names
) -> Iterator[Attribution | None]:
    """Give a pronoun's attribution the claimant named last in its item, and a second mention the name told first."""
    named: dict[int, Span | None] = {}
    for attribution, sentence in zip(found, sentences, strict=True):
        if attribution is None or (attribution.claimant is None and attribution.rule in _OF_AUTHOR):
            yield attribution
            continue
        if attribution.claimant is not None:
            claimant = named[sentence.item.number] = names.first_mention(attribution.claimant)
        else:
            claimant = named.get(_speaking_item(sentence, named))
        yield attribution if attribution.claimant is claimant else replace(attribution, claimant=claimant)


def _speaking_item(sentence: Sentence, spoken: Container[int]) -> int:
    """Return the item whose speech a sentence may go on in: its own, or at its beginning that of the list around it."""
    item = sentence.item
    return item.within if item.listed and item.number not in spoken else item.number


class _Names:
    """The claimants named so far; the shorter name of one of them stands for the longer: "Konashenkov"."""

    def __init__(self, tokens: tuple[Token, ...], titles: frozenset[str]) -> None:
        self._tokens, self._left_out = tokens, titles | {"the", "a", "an", "."}
        self._known: dict[str, tuple[Span, frozenset[str]]] = {}  # by each word of the name that is told first

    def first_mention(self, claimant: Span | None) -> Span | None:
        """Return the first and fuller name of the same claimant, and remember this one."""
        if claimant is None:
            return None
        first = bisect_left(self._tokens, claimant.start, key=_START)
        last = bisect_left(self._tokens, claimant.end, key=_START)
        words = [token for token in self._tokens[first:last] if token.lower not in self._left_out]
        names = frozenset(token.lower for token in words if token.is_capital)
        if words and len(words) <= _SHORT_NAME and all(token.is_capital for token in words):
            span, known = self._known.get(words[-1].lower, (claimant, frozenset()))
            if names < known and span.start < claimant.start:
                return span
        for name in names:
            self._known.setdefault(name, (claimant, names))
        return claimant
