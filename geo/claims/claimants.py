"""What a claimant's words tell: the party or state that speaks, and whether it says that it did it itself."""

from __future__ import annotations

from bisect import bisect_left

from geo.lexicon import Lexicon
from geo.model import Attribution, Findings, PlaceKind, Role
from geo.tokens import tokenize

_DENIED = 8  # words before "claimed responsibility" in which it is denied or foreseen
# who speaks for a country whose name stands beside, and no newspaper of it
_OF_STATE = frozenset(
    {"ministry", "minister", "government", "army", "military", "navy", "forces", "police", "president", "premier"}
    | {"chancellor", "authorities", "official", "officials", "officer", "officers", "command", "staff", "commander"}
    | {"spokesman", "spokeswoman", "spokesperson", "ambassador", "envoy", "general", "secretary", "parliament"}
    | {"embassy", "cabinet", "king", "emir", "guard", "guards", "prosecutor", "prosecutors"}
)


def side(claimant: str, lexicon: Lexicon) -> str:
    """Return the party that the claimant's words name ("Russian" of "the Russian army", "rebel"), empty if none."""
    tokens = [token for token in tokenize(claimant) if token.is_word]
    for number, token in enumerate(tokens):
        for last in (min(number + 2, len(tokens)), number + 1):
            name = " ".join(part.lower for part in tokens[number:last])
            if name in lexicon.places.demonyms or name in lexicon.parties.sides:
                return claimant[token.start : tokens[last - 1].end]
    return ""


def state(attribution: Attribution | None, findings: Findings) -> str:
    """Return the country whose government or army speaks: "the Defence Ministry of Armenia"; empty if none is named."""
    if attribution is None or attribution.claimant is None:
        return ""
    known, tokens = findings.toponyms, findings.tokens
    begin, end = (
        bisect_left(tokens, at, key=lambda t: t.start) for at in (attribution.claimant.start, attribution.claimant.end)
    )
    words = [token.lower for token in tokens[begin:end]]
    first = bisect_left(known, attribution.claimant.start, key=lambda toponym: toponym.span.start)
    last = bisect_left(known, attribution.claimant.end, key=lambda toponym: toponym.span.start)
    for toponym in known[first:last]:
        country = next((c for c in toponym.candidates if c.kind is PlaceKind.COUNTRY and c.main_name), None)
        alone = toponym.last - toponym.first == len(words) - (words[0] == "the")
        if country is None or not (alone or not _OF_STATE.isdisjoint(words)):
            continue
        if toponym.preposition in {"", "of"} and toponym.role is not Role.ORIGIN:
            return country.name if toponym.text == f"{country.name}s" else toponym.text  # a lost apostrophe
    return ""


def responsible(attribution: Attribution | None, findings: Findings, text: str, lexicon: Lexicon) -> str:
    """Return who takes responsibility in a sentence, empty where nobody surely does: "no group has claimed …"."""
    if attribution is None or attribution.stance != "responsibility" or attribution.claimant is None:
        return ""
    claimant = " ".join(attribution.claimant.of(text).split())
    certainty, first = lexicon.certainty, findings.sentences[attribution.sentence].first
    start = max(first, attribution.verb_first - _DENIED)
    tokens = findings.tokens
    unsure = certainty.negation.occur(tokens, start, attribution.verb_first)
    planned = certainty.planned.occur(tokens, start, attribution.verb_first)
    return "" if unsure or planned or claimant.split()[0].lower() in lexicon.casualties.none else claimant
