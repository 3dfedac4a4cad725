"""Who did it, to whom, how many: actor, target and casualties as the clause tells them."""

from __future__ import annotations

from dataclasses import dataclass

from geo.lexicon import Lexicon
from geo.model import Attribution, EventMention, Findings, Sentence, Span
from geo.tokens import Token, tokenize

_MARKS = frozenset(',;:()"\u2013\u2014\u201c\u201d') | {"--"}
_LONGEST = 9  # words of an actor or a target


@dataclass(frozen=True, slots=True)
class Parties:
    """Actor and target as written, empty if not told."""

    actor: str
    target: str


def parties(event: EventMention, findings: Findings, text: str, lexicon: Lexicon) -> Parties:
    """Read actor and target off the trigger's clause; a passive is turned."""
    sentence = findings.sentences[event.sentence]
    tokens = findings.tokens
    before, after = _before(tokens, sentence, event.first, lexicon), _after(tokens, sentence, event.last, lexicon)
    if event.first > sentence.first and tokens[event.first - 1].lower in lexicon.grammar.passive:
        return Parties(_by(findings, event, text, lexicon), _words(tokens, before, text))
    actor = _words(tokens, before, text) if _can_act(tokens, before, lexicon) else _by(findings, event, text, lexicon)
    target = _words(tokens, after, text) if tokens[event.last - 1].lower.endswith(("ed", "ing")) else ""
    return Parties(actor, target)


def side(claimant: str, lexicon: Lexicon) -> str:
    """Return the people named in the claimant's words ("Russian" of "the Russian army"), empty if none is."""
    return next((token.text for token in tokenize(claimant) if token.lower in lexicon.places.demonyms), "")


def _before(tokens: tuple[Token, ...], sentence: Sentence, first: int, lexicon: Lexicon) -> tuple[int, int]:
    last = first
    while last > sentence.first and tokens[last - 1].lower in lexicon.grammar.auxiliaries:
        last -= 1
    start = last
    while start > sentence.first and not _ends(tokens[start - 1], lexicon) and last - start < _LONGEST:
        start -= 1
    return start, last


def _after(tokens: tuple[Token, ...], sentence: Sentence, first: int, lexicon: Lexicon) -> tuple[int, int]:
    last = first
    while last < sentence.last and not (
        _ends(tokens[last], lexicon) or tokens[last].lower in lexicon.grammar.prepositions
    ):
        if not tokens[last].is_word or last - first >= _LONGEST:
            break
        last += 1
    return first, last


def _can_act(tokens: tuple[Token, ...], words: tuple[int, int], lexicon: Lexicon) -> bool:
    return any(
        token.lower in lexicon.actors or token.lower in lexicon.places.demonyms for token in tokens[words[0] : words[1]]
    )


def _by(findings: Findings, event: EventMention, text: str, lexicon: Lexicon) -> str:
    tokens, sentence = findings.tokens, findings.sentences[event.sentence]
    for at in range(event.last, min(event.last + _LONGEST, sentence.last)):
        if tokens[at].lower in {",", ";"}:
            break
        if tokens[at].lower == "by":
            return _words(tokens, _after(tokens, sentence, at + 1, lexicon), text)
    return ""


def _ends(token: Token, lexicon: Lexicon) -> bool:
    return token.text in _MARKS or token.lower in lexicon.grammar.clause_words


def _words(tokens: tuple[Token, ...], words: tuple[int, int], text: str) -> str:
    if words[0] >= words[1]:
        return ""
    return " ".join(Span(tokens[words[0]].start, tokens[words[1] - 1].end).of(text).split())


def named_actor(event: EventMention, attribution: Attribution | None) -> bool:
    """Tell whether the claimant took responsibility, and so is the actor."""
    return attribution is not None and attribution.stance == "responsibility" and event.sentence == attribution.sentence
