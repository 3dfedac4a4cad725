"""Text to attributions: on whose word each sentence stands, and where a speech goes on."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Container, Iterator
from dataclasses import replace

from geo.find.speakers import Scan, speaker_before, speaker_behind, speaker_closing, speaker_inverted
from geo.lexicon import Lexicon
from geo.model import Attribution, Sentence, Span
from geo.phrases import Match
from geo.rules import SpeakerRule
from geo.tokens import Token

_NOBODY_REACH = 6  # words before "claimed responsibility" in which "no group" stands
_OPENING, _CLOSING = frozenset("“«"), frozenset("”»")


def attributions(
    tokens: tuple[Token, ...], sentences: tuple[Sentence, ...], lexicon: Lexicon
) -> tuple[Attribution | None, ...]:
    """Tell for each sentence on whose word it stands; None is the article's own voice.

    A sentence inside a quotation stands on the word of whoever the quotation is given to; one that opens with a
    pronoun or a second mention ("the official") behind an attributed sentence goes on in that speech.
    """
    own = [_own(Scan(tokens, sentence, number, lexicon)) for number, sentence in enumerate(sentences)]
    quoted = _quotations(tokens, sentences)
    found: list[Attribution | None] = []
    spoken: dict[int, tuple[Attribution | None, Span | None]] = {}  # of each item, the last attribution and claimant
    for number, sentence in enumerate(sentences):
        attribution = own[number] or _of_quotation(own, quoted, number)
        before, named = spoken.get(_speaking_item(sentence, spoken), (None, None))
        if attribution is None and before is not None and before.stance != "responsibility":
            scan = Scan(tokens, sentence, number, lexicon)
            if _goes_on(scan, named):
                attribution = _carried(before, number, SpeakerRule.SPEECH)
        found.append(attribution)
        if attribution is None or attribution.claimant is not None:
            named = attribution.claimant if attribution is not None else None
        spoken[sentence.item.number] = attribution, named
    return tuple(_with_names(found, sentences))


def unverified(tokens: tuple[Token, ...], sentences: tuple[Sentence, ...], lexicon: Lexicon) -> tuple[int, ...]:
    """Return the numbers of the sentences that say that something could not be verified."""
    phrases = lexicon.certainty.unverified
    return tuple(
        number for number, sentence in enumerate(sentences) if phrases.occur(tokens, sentence.first, sentence.last)
    )


# ---------------------------------------------------------------- one sentence


def _own(scan: Scan) -> Attribution | None:
    sentence = scan.sentence
    for match in scan.lexicon.speech.responsibility.within(scan.tokens, sentence.first, sentence.last):
        subject = speaker_before(scan, match.first)
        near = scan.tokens[max(sentence.first, match.first - _NOBODY_REACH) : match.first]
        if not any(token.lower in scan.lexicon.grammar.nobody for token in near):
            return _made(scan, subject, "responsibility", match, SpeakerRule.RESPONSIBILITY)
    spoken = _best_verb(scan)
    if spoken is not None and spoken.claimant is not None:
        return spoken
    for match in scan.lexicon.speech.according.within(scan.tokens, sentence.first, sentence.last):
        source = speaker_behind(scan, match.last)
        if source:
            return _made(scan, source, "say", match, SpeakerRule.ACCORDING)
    return spoken


def _best_verb(scan: Scan) -> Attribution | None:
    """Take the first verb of saying that has a speaker; a verb with a pronoun only when no other has one."""
    spare: Attribution | None = None
    for match in scan.lexicon.speech.verbs.within(scan.tokens, scan.sentence.first, scan.sentence.last):
        first, stance = _speaking(scan, match)
        if first is None:
            continue
        subject = (
            speaker_before(scan, first)
            or speaker_inverted(scan, match.first, match.last)
            or speaker_closing(scan, match.first, match.last)
        )
        if subject is None or _is_subordinate(scan, subject[0]) or _is_nobody(scan, subject[0]):
            continue
        made = _made(scan, subject, stance, match, SpeakerRule.VERB)
        if made.claimant is not None:
            return made
        spare = spare or made
    return spare


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
    claimant = None
    if subject and not _is_pronoun(scan, subject):
        claimant = Span(scan.tokens[subject[0]].start, scan.tokens[subject[1] - 1].end)
    return Attribution(scan.number, claimant, stance, claimant is None, match.first, match.last, rule, scan.number)


def _is_pronoun(scan: Scan, subject: tuple[int, int]) -> bool:
    return subject[1] - subject[0] == 1 and scan.tokens[subject[0]].lower in scan.lexicon.grammar.pronouns


def _is_passive(scan: Scan, verb: int) -> bool:
    at = verb - 1
    while at >= scan.sentence.first and scan.tokens[at].lower in scan.lexicon.grammar.adverbs:
        at -= 1
    return at >= scan.sentence.first and scan.tokens[at].lower in scan.lexicon.grammar.not_speaking


# ---------------------------------------------------------------- how a speech goes on


def _carried(attribution: Attribution, number: int, rule: SpeakerRule) -> Attribution:
    return replace(attribution, sentence=number, carried=True, verb_first=-1, verb_last=-1, rule=rule)


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
    first = bisect_left(scan.tokens, claimant.start, key=lambda token: token.start)
    last = bisect_left(scan.tokens, claimant.end, key=lambda token: token.start)
    words = {token.lower for token in scan.tokens[first:last]}
    told = words & scan.lexicon.speech.sources
    return not told or noun in told


def _with_names(found: list[Attribution | None], sentences: tuple[Sentence, ...]) -> Iterator[Attribution | None]:
    """Give a pronoun's attribution the claimant named last before it in its item."""
    named: dict[int, Span | None] = {}
    for attribution, sentence in zip(found, sentences, strict=True):
        if attribution is None:
            yield None
            continue
        if attribution.claimant is not None:
            named[sentence.item.number] = attribution.claimant
            yield attribution
        else:
            yield replace(attribution, claimant=named.get(_speaking_item(sentence, named)))


def _speaking_item(sentence: Sentence, spoken: Container[int]) -> int:
    """Return the item whose speech a sentence may go on in: its own, or at its beginning that of the list around it."""
    item = sentence.item
    return item.within if item.listed and item.number not in spoken else item.number
