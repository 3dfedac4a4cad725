"""Text to toponyms: names of the gazetteer that the context bears out, and names that only the context tells."""

from __future__ import annotations

from itertools import zip_longest

from geo.find.found import NEEDED, FoundName
from geo.find.layout import dateline
from geo.find.listed import with_joined, with_mentions, with_short_forms, with_unknown_of_lists
from geo.find.matching import Scan
from geo.find.names import runs
from geo.find.pairs import names_of_lines
from geo.find.recognition import names_of
from geo.find.unknown import spelled_otherwise
from geo.gazetteer import Gazetteer, fold
from geo.lexicon import Lexicon
from geo.lexicon.joining import without
from geo.model import PlaceKind, Relation, Role, Sentence, Span, Toponym
from geo.tokens import Token

_LEAD_WORDS = 3  # between a name and the feature word that it leads to: "Red Sea port city of"


def toponyms(
    text: str, tokens: tuple[Token, ...], sentences: tuple[Sentence, ...], lexicon: Lexicon, gazetteer: Gazetteer
) -> tuple[Toponym, ...]:
    """Find the place names of an article, in order, without overlaps, each with its role and candidates.

    A name with no candidates is one that only its context shows to be a place ("the village of …").
    """
    scan = Scan(
        text,
        tokens,
        tuple([_key(token) for token in tokens]),
        runs(text, tokens, sentences, lexicon),
        lexicon,
        gazetteer,
        frozenset({token.lower for token in tokens if token.text.islower()}),
        dateline(text, tokens, sentences),
        lexicon.places,
    )
    names = [name for number, sentence in enumerate(sentences) for name in _names_in(scan, number, sentence)]
    names = [name for name in _with_lists(scan, _with_document(names)) if name.evidence >= NEEDED]
    names = with_short_forms(scan, sentences, with_unknown_of_lists(scan, sentences, names))
    names = with_joined(scan, sentences, _with_other_spellings(scan, sentences, names))
    names = with_mentions(scan, sentences, names)
    names = [
        name if not _leads_to_a_town(scan, sentences[name.sentence], name) else _as_context(name) for name in names
    ]
    return _linked(scan, _sharing_cues(_in_lists(scan, names)))


def _key(token: Token) -> str:
    """Return the folded word of a token, empty for a mark; of most words it is the small form."""
    if token.text.isalnum() and token.text.isascii():
        return token.lower
    return fold(token.text) if token.is_word else ""


def _names_in(scan: Scan, number: int, sentence: Sentence) -> list[FoundName]:
    names, paired = names_of(scan, number, sentence), names_of_lines(scan, number, sentence)
    if not paired:
        return names
    taken = {index for name in paired for index in range(name.first, name.last)}
    apart = [name for name in names if taken.isdisjoint(range(name.first, name.last))]
    return sorted([*apart, *paired], key=lambda name: name.first)


def _with_document(names: list[FoundName]) -> list[FoundName]:
    """Add what the rest of the article tells: countries named or whose people are named, and places taken as sure."""
    countries = _countries(names) | {
        name.candidates[0].country
        for name in names
        if name.evidence > NEEDED and len({candidate.country for candidate in name.candidates}) == 1
    }
    sure = {name.candidates[0].name for name in names if name.evidence > NEEDED and name.candidates}
    raised = []
    for name in names:
        of_country = any(candidate.country in countries for candidate in name.candidates)
        of_sure = bool(name.candidates) and name.candidates[0].name in sure
        told = name.evidence >= 0 and (of_country or of_sure)
        raised.append(name._replace(evidence=name.evidence + of_country + of_sure) if told else name)
    return raised


def _countries(names: list[FoundName]) -> frozenset[str]:
    """Return the countries that are named, or whose people are."""
    return frozenset(
        candidate.country
        for name in names
        for candidate in name.candidates
        if name.role is Role.DEMONYM or candidate.kind is PlaceKind.COUNTRY
    )


def _with_other_spellings(scan: Scan, sentences: tuple[Sentence, ...], names: list[FoundName]) -> list[FoundName]:
    """Add unknown names that stand where a place stands and that a country of the article knows in another spelling."""
    about = _countries(names)
    if not about:
        return names
    tokens = scan.tokens
    taken = {index for name in names for index in range(name.first, name.last)}
    added = [
        name
        for number, sentence in enumerate(sentences)
        if number not in scan.runs.shouted
        for index in range(sentence.first, sentence.last)
        if tokens[index].is_capital and index not in taken and scan.runs.start[index] == index
        for name in spelled_otherwise(scan, number, sentence, index, about)
    ]
    return sorted([*names, *added], key=lambda name: name.first)


def _leads_to_a_town(scan: Scan, sentence: Sentence, name: FoundName) -> bool:
    """Tell whether a name only says where a town is: "the Red Sea port city of Mokha", "the Kyiv suburb of Bucha"."""
    for at in range(name.last, min(name.last + _LEAD_WORDS, sentence.last - 2)):
        word = scan.tokens[at].lower
        leads = word in scan.words.town and word.removesuffix("s") not in scan.words.quarters
        if leads and scan.tokens[at + 1].lower == "of":
            return scan.tokens[at + 2].is_capital
        if not word.isalpha() or scan.tokens[at].is_capital or _parts_names(scan, word):
            return False
    return False


def _parts_names(scan: Scan, word: str) -> bool:
    """Tell whether a word parts two places: "Douma and the outskirts of Harasta", "from Goma to the town of Sake"."""
    return word in scan.lexicon.grammar.prepositions or word in without(scan.lexicon.grammar.listing, "the")


def _as_context(name: FoundName) -> FoundName:
    return name._replace(role=Role.CONTEXT if name.role is Role.PLACE else name.role)


def _with_lists(scan: Scan, names: list[FoundName]) -> list[FoundName]:
    """Let a sure place lend its evidence to the next name of its list: "captured Kunduz and Taloqan".

    A plural behind a list makes places of all its names: "the Escalon and San Benito neighborhoods".
    """
    raised: list[FoundName] = []
    for name, behind in zip_longest(names, names[1:]):
        if behind and _is_listed_before(scan, name, behind):
            raised.append(name._replace(evidence=max(name.evidence, NEEDED)))
            continue
        before = raised[-1] if raised else None
        if before and before.evidence >= NEEDED and name.evidence > 0 and _follows(scan, before, name):
            raised.append(name._replace(evidence=max(name.evidence, NEEDED)))
        else:
            raised.append(name)
    return raised


def _is_listed_before(scan: Scan, name: FoundName, behind: FoundName) -> bool:
    around = behind.around
    plural = around.cue.endswith("s") and around.cue_first >= behind.last
    same = name.evidence > 0 and name.sentence == behind.sentence and not around.preposition
    return plural and same and _is_list_gap(scan, name.last, around.start)


def _follows(scan: Scan, before: FoundName, name: FoundName) -> bool:
    """Tell whether two places stand in a list of which only the first is governed."""
    return (
        before.sentence == name.sentence
        and before.role is Role.PLACE
        and name.role is Role.PLACE
        and not name.around.preposition
        and name.around.relation is Relation.AT
        and _is_list_gap(scan, before.last, name.around.start)
    )


def _in_lists(scan: Scan, names: list[FoundName]) -> list[FoundName]:
    """Give each later name of a list ("in A, B and C") what governs the first, past insets: "A, near B, and C"."""
    done: list[FoundName] = []
    for name in names:
        before = done[-1] if done else None
        if before and _follows(scan, before, name):
            if len(done) > 1 and _is_inset(scan, done[-2], before):
                before = done[-2]
            around = name.around._replace(
                preposition=before.around.preposition,
                relation=before.around.relation if before.around.relation is not Relation.DIRECTION else Relation.AT,
                cue=name.around.cue or (before.around.cue if before.around.cue.endswith("s") else ""),
            )
            name = name._replace(around=around, joined=scan.tokens[before.last].lower)  # noqa: PLW2901 - the name as its list shows it
        done.append(name)
    return done


def _is_inset(scan: Scan, before: FoundName, name: FoundName) -> bool:
    """Tell whether commas set a name off that only tells where the one before is: "Beita, near Nablus, and"."""
    tokens = scan.tokens
    if name.sentence != before.sentence or name.around.relation not in {Relation.NEAR, Relation.DIRECTION}:
        return False
    opened = name.around.start == before.last + 1 and tokens[before.last].text == ","
    return opened and name.last < len(tokens) and tokens[name.last].text == ","


def _sharing_cues(names: list[FoundName]) -> list[FoundName]:
    """Give each name of a list the feature word behind its last: "the Escalon and San Benito neighborhoods"."""
    shared: list[FoundName] = []
    feature = None  # the word behind the list that the names stand in
    for name in reversed(names):
        around = name.around
        if feature is not None and not around.cue:
            around = around._replace(cue=feature.cue, cue_first=feature.cue_first)
        elif around.cue_first >= name.last and around.cue.endswith("s"):
            around = around._replace(cue=around.cue.removesuffix("s"))
            feature = around
        else:
            feature = None
        shared.append(name._replace(around=around) if around is not name.around else name)
        feature = feature if name.joined else None
    return shared[::-1]


def _is_list_gap(scan: Scan, last: int, first: int) -> bool:
    gap = [token.lower for token in scan.tokens[last:first]]
    gap = [word for word in gap if word not in scan.words.parts]
    while gap and (gap[0] in scan.words.features or gap[0] == "the"):
        gap = gap[1:]
    return 0 < len(gap) <= 2 and all(word == "," or word in scan.lexicon.grammar.listing for word in gap)  # noqa: PLR2004


def _linked(scan: Scan, names: list[FoundName]) -> tuple[Toponym, ...]:
    made: list[Toponym] = []
    for name in names:
        around, tokens = name.around, scan.tokens
        locates = _locates(scan, made[-1] if made else None, name)
        span = Span(tokens[name.first].start, tokens[name.last - 1].end)
        made.append(
            Toponym(
                span=span,
                first=name.first,
                last=name.last,
                sentence=name.sentence,
                text=span.of(scan.text),
                role=Role.CONTEXT if locates is not None and name.role is Role.PLACE else name.role,
                candidates=name.candidates,
                cue=around.cue,
                cue_behind=around.cue_first >= name.last,
                relation=around.relation,
                distance_km=around.distance_km,
                bearing=around.bearing,
                part=around.part,
                preposition=around.preposition,
                locates=locates,
                joined=name.joined,
            )
        )
    return tuple(made)


def _locates(scan: Scan, before: Toponym | None, name: FoundName) -> int | None:
    """Return the place before where this name only tells where that is: "Tal Samin, 30 km north of Raqqa"."""
    if not before or before.sentence != name.sentence or before.role not in {Role.PLACE, Role.CONTEXT}:
        return None
    gap = scan.tokens[before.last : name.around.start]
    words = [token.lower for token in gap if token.is_word]
    joined = any(word in without(scan.lexicon.grammar.listing, "the") for word in words)  # "Sderot and near Ashkelon"
    small = not joined and all(word in scan.words.not_places or word in scan.words.features for word in words)
    anchor = before.first if before.locates is None else before.locates
    if name.around.relation in {Relation.DIRECTION, Relation.NEAR} and len(gap) <= 4 and small:  # noqa: PLR2004
        return anchor
    return None
