"""The noun phrases before and behind a word of a clause: "Forces loyal to the government" | captured | "a bridge"."""

from __future__ import annotations

from geo.claims.clause import NOTHING, Clause, Words
from geo.lexicon.joining import joined, without
from geo.model import PlaceKind, Role

_LONGEST = 16  # words of a noun phrase with all that describes it
_ASIDE = 20  # words of an aside between a subject and its verb
_RELATIVE = 4  # auxiliaries and verb of a relative clause
_CLOSING = frozenset({",", ")", "--", "\u2013", "\u2014"})
_OPENING = frozenset({",", "(", "--", "\u2013", "\u2014"})


# ---------------------------------------------------------------- before a verb


def before(clause: Clause, end: int) -> Words:
    """Return the noun phrase that ends before token `end`: the subject of the verb whose auxiliaries begin there."""
    if clause.lower(end - 1) in _CLOSING:
        end = _before_aside(clause, end - 1)
    first = end
    while first > clause.sentence.first and not _begins(clause, first - 1):
        first -= 1
        if end - first > _LONGEST:
            return NOTHING
    relative = _relative(clause, first)
    return before(clause, relative) if relative else _trimmed(clause, Words(first, end))


def _relative(clause: Clause, first: int) -> int:
    """Return where a relative clause begins whose verb stands before token `first`, or 0: "a bus that was carrying"."""
    at = first - 1
    while first - at < _RELATIVE and (clause.lower(at) in clause.lexicon.grammar.having or clause.is_past(at)):
        at -= 1
    relative = at < first - 1 and clause.lower(at) in clause.lexicon.casualties.relatives
    return at if relative and clause.is_word(at - 1) and not clause.speaks(at - 1) else 0


def _before_aside(clause: Clause, closing: int) -> int:
    for at in range(closing - 1, max(closing - _ASIDE, clause.sentence.first), -1):
        if clause.lower(at) in _OPENING:
            return at
    return clause.sentence.first


def _begins(clause: Clause, at: int) -> bool:
    """Tell whether no noun phrase reaches back over token `at`."""
    word = clause.lower(at)
    if word == "'s":
        return False
    if word in {"and", "or", "&"}:
        return not _joins(clause, at)
    if not clause.is_word(at) or clause.is_dated(at) or clause.is_past(at) or clause.speaks(at):
        return True
    grammar = clause.lexicon.grammar
    return (
        word in grammar.clause_words
        or word in grammar.having
        or (word != "on" and word in grammar.adverbs)
        or word.endswith("n't")
    )


def _joins(clause: Clause, at: int) -> bool:
    """Tell whether an "and" joins two who act: "Russian forces and separatist fighters"."""
    left = at
    while left > clause.sentence.first and clause.is_word(left - 1) and not _stops(clause, left - 1):
        left -= 1
        if at - left > _LONGEST:
            return False
    is_subject = not clause.is_word(left - 1) or clause.lower(left - 1) in clause.lexicon.grammar.clause_words
    return (is_subject or clause.speaks(left - 1) or clause.is_dated(left - 1)) and can_act(clause, Words(left, at))


def _stops(clause: Clause, at: int) -> bool:
    word, grammar = clause.lower(at), clause.lexicon.grammar
    verb = clause.is_past(at) or clause.speaks(at) or word in grammar.having
    return verb or word in grammar.clause_words or clause.is_dated(at)


def _trimmed(clause: Clause, words: Words) -> Words:
    """Leave out what opens a clause before its subject: "In Gao", "On 3 May", "Meanwhile"."""
    first, last = words.first, words.last
    grammar, parties = clause.lexicon.grammar, clause.lexicon.parties
    while first < last and _behind_bound(clause, first) == first:
        word = clause.lower(first)
        if word in grammar.prepositions or word in parties.opening:
            behind = [
                toponym.last for toponym in clause.toponyms(Words(first, last)) if toponym.role is not Role.DEMONYM
            ]
            cut = behind[0] if behind and behind[0] < last else _next_determiner(clause, first + 1, last)
            if cut is None:
                return NOTHING
            first = cut
        elif (
            (
                word in grammar.adverbs
                or word in without(grammar.light, "all", "both")
                or (word.endswith("ly") and first + 1 < last)
            )
            or word in parties.asides
            or not clause.is_word(first)
        ):
            first += 1
        else:
            break
    second = _next_determiner(clause, first, last)
    return Words(first if second is None else second, last) if first < last else NOTHING


def _next_determiner(clause: Clause, first: int, last: int) -> int | None:
    """Return where the next noun phrase begins: "After the attack | the army"."""
    determiners, small = (
        clause.lexicon.casualties.determiners,
        joined(clause.lexicon.grammar.prepositions, "of", "by", "and"),
    )
    starts = [at for at in range(first + 1, last) if clause.lower(at) in determiners]
    starts = [at for at in starts if not _is_within(clause.lower(at - 1), joined(small, determiners))]
    return starts[-1] if starts else None


def _is_within(word: str, small: frozenset[str]) -> bool:
    """Tell whether a word before a determiner keeps it in the same noun phrase: "of the", "carrying a"."""
    return word in small or word.endswith(("ed", "ing", "ly")) or word in {"or", "'s", "&"}


# ---------------------------------------------------------------- behind a verb


def behind(clause: Clause, first: int) -> Words:
    """Return the noun phrase that begins at token `first`, with what hangs on it by "of"."""
    if clause.lower(first) == "of":
        return NOTHING
    last, seen = _behind_bound(clause, first), False
    while clause.is_word(last) or clause.lower(last) == "'s":
        if last - first > _LONGEST or _ends(clause, last, seen=seen):
            break
        seen = seen or clause.lower(last) not in clause.lexicon.casualties.determiners
        seen = seen and clause.lower(last) != "of"
        last += 1
    while last > first and (
        clause.lower(last - 1) == "of" or clause.lower(last - 1) in clause.lexicon.casualties.determiners
    ):
        last -= 1
    return (
        Words(first, last) if last > first and clause.lower(first) not in clause.lexicon.grammar.pronouns else NOTHING
    )


def _ends(clause: Clause, at: int, *, seen: bool) -> bool:
    """Tell whether a noun phrase ends before token `at`; `seen`: its noun may have been read."""
    word, grammar, words = clause.lower(at), clause.lexicon.grammar, clause.lexicon
    if (
        word in grammar.prepositions
        or word in grammar.clause_words
        or word in words.parties.ending
        or clause.is_dated(at)
    ):
        return True
    if word in grammar.having or word in grammar.passive or word in grammar.relative or word in grammar.adverbs:
        return True
    if not seen:
        return False
    verb = clause.is_past(at) or clause.speaks(at) or _is_participle(clause, at)
    side = word in words.places.directions and clause.lower(at + 1) == "of"
    return (
        verb or side or word.endswith("ly") or (word in words.casualties.determiners and clause.lower(at - 1) != "of")
    )


def _is_participle(clause: Clause, at: int) -> bool:
    """Tell whether a participle describes the noun before: "a bus carrying …", "troops backed by …"."""
    word = clause.lower(at)
    looks = word.endswith(("ed", "ing")) and word not in clause.lexicon.parties.adjectives
    return looks and clause.lower(at + 1) in _after_participle(clause)


def _after_participle(clause: Clause) -> frozenset[str]:
    return joined(clause.lexicon.grammar.prepositions, clause.lexicon.casualties.determiners, "by", "of")


def _behind_bound(clause: Clause, first: int) -> int:
    """Return the token behind "at least", "up to" and the like, where a noun phrase begins with them."""
    bounds = clause.lexicon.casualties.bounds.starting_at(clause.tokens, first, clause.sentence.last)
    return max((match.last for match in bounds if match.phrase.payload != "about"), default=first)


# ---------------------------------------------------------------- what a noun phrase is


def head(clause: Clause, words: Words) -> Words:
    """Return a noun phrase without what hangs on it: "Gunmen" of "Gunmen of another militia"."""
    grammar = clause.lexicon.grammar
    for at in range(max(_behind_bound(clause, words.first), words.first + 1), words.last):
        word = clause.lower(at)
        noun = clause.is_tied(at) or clause.lower(at - 1) in clause.lexicon.casualties.determiners
        if word == "of" or word in grammar.prepositions or (_is_participle(clause, at) and not noun):
            return Words(words.first, at)
    return words


def described(clause: Clause, words: Words) -> Words:
    """Return a noun phrase with what hangs on it by "of" only: "a bus" of "a bus in a convoy"."""
    for at in range(max(_behind_bound(clause, words.first), words.first + 1), words.last):
        if clause.lower(at) in clause.lexicon.grammar.prepositions:
            return Words(words.first, at)
    return words


def can_act(clause: Clause, words: Words) -> bool:
    """Tell whether somebody is named who can do something: a group, people, a name; no weapon and no place."""
    main = head(clause, words)
    if not main or is_weapon(clause, main) or (is_place(clause, main) and not _is_state(clause, main)):
        return False
    lexicon = clause.lexicon
    known = joined(lexicon.actors, lexicon.casualties.people, lexicon.casualties.person)
    if any(
        clause.lower(at) in known or clause.lower(at) in lexicon.places.demonyms
        for at in range(words.first, words.last)
    ):
        return True
    last = clause.tokens[main.last - 1]
    named = last.is_capital and (main.last - 1 > clause.sentence.first or last.lower not in lexicon.function_words)
    return named and last.lower not in lexicon.parties.nouns


def _is_state(clause: Clause, words: Words) -> bool:
    """Tell whether a noun phrase is a country's name, which wages war as well as it is a place: "Turkey shelled"."""
    names = clause.toponyms(words)
    return len(names) == 1 and any(candidate.kind is PlaceKind.COUNTRY for candidate in names[0].candidates)


def is_weapon(clause: Clause, words: Words) -> bool:
    """Tell whether a noun phrase names a weapon or what it does: "Russian missiles", "a car bomb", "the attack"."""
    return bool(words) and clause.lower(head(clause, words).last - 1) in clause.lexicon.parties.weapons


def is_place(clause: Clause, words: Words) -> bool:
    """Tell whether a noun phrase only says where: "Kunduz", "the town of Kunduz", "the outskirts of the city"."""
    names = [t for t in clause.toponyms(words) if t.role in {Role.PLACE, Role.CONTEXT} and t.last >= words.last]
    last = names[0].first if names else words.last
    places, small = clause.lexicon.places, clause.lexicon.casualties.determiners
    named = joined(places.town, places.region, places.district, clause.lexicon.parties.areas)
    rest = [clause.lower(at) for at in range(words.first, last)]
    where = all(
        word in named
        or word in small
        or word in places.parts
        or word in places.directions
        or word in {"of", "most", "all"}
        for word in rest
    )
    return where and (bool(names) or any(word in named for word in rest))
