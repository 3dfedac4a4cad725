"""Which names of countries and capitals stand for a government: it speaks, acts, owns or is dealt with."""

from __future__ import annotations

from geo.find.scene import JOINING, Name, Scene, list_end, list_start, phrase_ends
from geo.model import Relation

_CITY_POPULATION = 300_000  # a city that may speak as a government does is at least this big
_LONGEST_ASIDE = 25  # words between a subject and its verb: "Moscow, which …, said"
_POSSESSED_REACH = 3  # words behind 's: "Moscow's own foreign policy"
_LINKING_REACH = 5  # words before "with"
_DEALING_REACH = 5  # words before "between": "talks in Geneva between"
_LONGEST_OPENING = 3  # words before the name in "According to Paris, Mali …"
_QUOTES = frozenset("\"'“‘")
_FUTURES = frozenset({"will", "would"})
_TIMES = frozenset({"last", "this"})


def is_metonym(scene: Scene, name: Name) -> bool:
    """Tell whether a name stands for a government."""
    if name.may_be_country or name.is_seat:
        return _owns(scene, name) or _is_dealt_with(scene, name) or _is_subject(scene, name)
    big = any(candidate.population >= _CITY_POPULATION for candidate in name.candidates)
    return big and _is_free(scene, name) and _speaks(scene, name.last)


def owns(scene: Scene, name: Name) -> bool:
    """Tell whether what belongs to a government follows: "Moscow's allies", "Ukraine's president"."""
    return (name.may_be_country or name.is_seat) and _owns(scene, name)


def _owns(scene: Scene, name: Name) -> bool:
    if scene.lower(name.last) not in {"'s", "'"}:
        return False
    quoted = name.last + 1 + int(scene.lower(name.last + 1) in _QUOTES)
    for at in range(quoted, quoted + _POSSESSED_REACH):
        word = scene.lower(at)
        if not word.isalpha() or scene.is_capital(at):
            return False
        if word in scene.lexicon.places.metonym_nouns:
            return True
    return False


# ---------------------------------------------------------------- dealt with


def _is_dealt_with(scene: Scene, name: Name) -> bool:
    words = scene.lexicon.places
    inhabited = scene.lower(name.last) in words.inhabitants
    if name.around.cue or name.around.part or inhabited or scene.is_capital(name.last):
        return False
    if scene.lower(name.last) in words.metonym_joined and _is_hyphened(scene, name):
        return True
    starts = {name.first, name.around.start}
    if scene.lower(name.first - 1) in JOINING:
        starts.add(list_start(scene, name.first))
    ends = starts | {start + 1 for start in starts if not scene.is_capital(start)}
    if name.around.preposition:
        ends.discard(name.around.start)  # "pressure on Moscow", but not "pressure in Moscow"
    return (
        phrase_ends(scene, words.metonym_before, *sorted(ends))
        or any(_is_agent(scene, start) or _is_partner(scene, start, name.last) for start in starts)
        or any(_is_side(scene, start) for start in starts)
    )


def _is_hyphened(scene: Scene, name: Name) -> bool:
    beside = scene.tokens[name.last].start == scene.tokens[name.last - 1].end + 1
    return beside and scene.lower(name.last + 1) != "by"


def _is_agent(scene: Scene, start: int) -> bool:
    """Tell "armed by", "shot down by", "condemned by A and by" before a name."""
    by = start if scene.lower(start) == "by" else start - 1
    if scene.lower(by) != "by":
        return False
    before = scene.lower(by - 1)
    if before in scene.lexicon.parties.particles and before != "and":
        before = scene.lower(by - 2)
    return before.endswith("ed") or before in scene.lexicon.parties.past or before == "and"


def _is_partner(scene: Scene, start: int, last: int) -> bool:
    """Tell "agreed with", "the war with" before a name; not "a road that links Homs with"."""
    if scene.lower(start - 1) != "with" or scene.lower(last) == "'s" or not scene.lower(start - 2).isalpha():
        return False
    linking = scene.lexicon.places.linking_with
    return not any(scene.lower(at) in linking for at in range(start - 2 - _LINKING_REACH, start - 1))


def _is_side(scene: Scene, start: int) -> bool:
    """Tell "talks between", "tension along the border between" before a name."""
    words = scene.lexicon.places
    while scene.lower(start - 1) in scene.lexicon.grammar.determiners:
        start -= 1
    between = start if scene.lower(start) in words.between else start - 1
    if scene.lower(between) not in words.between:
        return False
    for at in range(between - 1, between - 1 - _DEALING_REACH, -1):
        word = scene.lower(at)
        if word in words.metonym_dealings:
            return True
        if not word.isalpha():
            return False
    return False


# ---------------------------------------------------------------- acting


def _is_free(scene: Scene, name: Name) -> bool:
    """Tell whether nothing governs a name, nor the list that it stands in: it may be a subject."""
    around = name.around
    if around.preposition or around.cue or around.relation is not Relation.AT or around.part:
        return False
    if not _begins_its_run(scene, name):
        return False
    listed = scene.lower(name.first - 1) in JOINING or list_end(scene, name.last) != name.last
    if not listed:
        return not _is_parent(scene, name)
    at = list_start(scene, name.first) - 1
    grammar, words = scene.lexicon.grammar, scene.lexicon.places
    while scene.lower(at) in grammar.determiners or scene.lower(at) in grammar.light:
        at -= 1
    before = scene.lower(at)
    return before not in words.locative and before not in words.governing and before not in words.between


def _begins_its_run(scene: Scene, name: Name) -> bool:
    """Tell whether only a day stands before a name with a capital: "On Friday Moscow", but "Environment Canada"."""
    start, _ = scene.runs.of(name.first)
    days, before = scene.lexicon.dates, scene.lower(name.first - 1)
    if before in scene.lexicon.grammar.determiners:
        before = scene.lower(name.first - 2)
    return (
        all(scene.lower(at) in days.weekdays or scene.lower(at) in days.months for at in range(start, name.first))
        and before not in scene.lexicon.places.directions
        and before not in scene.lexicon.places.oblique
    )


def _is_parent(scene: Scene, name: Name) -> bool:
    """Tell whether an area tells where the place before the comma is: "a blast in Jos, Nigeria"; not "In Jos, …"."""
    before = name.first - 2
    if scene.lower(before + 1) != "," or name.is_seat or not scene.is_capital(before):
        return False
    lexicon, sentence, word = scene.lexicon, scene.sentence, scene.lower(before)
    if word in lexicon.places.not_places or word in lexicon.dates.weekdays or word in lexicon.dates.months:
        return False
    opener = scene.lower(sentence.first)
    opens = opener in lexicon.places.locative or opener in lexicon.grammar.prepositions
    opens = opens or opener in lexicon.parties.opening
    return not opens or scene.runs.of(before)[0] - sentence.first > _LONGEST_OPENING


def _is_subject(scene: Scene, name: Name) -> bool:
    if not _is_free(scene, name):
        return False
    behind = list_end(scene, name.last)
    if scene.lower(behind) == "and":
        beside = behind + 1 + int(scene.lower(behind + 1) in {"its", "their"})
        return scene.lower(beside) in scene.lexicon.places.metonym_allies
    return (
        _acts(scene, behind)
        or _has(scene, name, behind)
        or any(_acts(scene, at) for at in _asides(scene, name.first, behind))
    )


def _asides(scene: Scene, first: int, behind: int) -> list[int]:
    """Return where verbs of a subject may stand that something comes between: "Moscow, which backs …, said"."""
    comma = scene.lower(behind) == ","
    clause = behind + comma
    found = [clause + 1] if scene.lower(clause) in {"that", "which"} else []
    if comma and scene.lower(first - 1) != ",":
        reach = range(clause, min(clause + _LONGEST_ASIDE, scene.sentence.last))
        found += [at + 1 for at in reach if scene.lower(at) == ","][:1]
    return found


def _has(scene: Scene, name: Name, behind: int) -> bool:
    """Tell whether a country has or is something, or must do it, but has not been hit."""
    grammar, words = scene.lexicon.grammar, scene.lexicon.places
    if not name.may_be_country or not (
        scene.lower(behind) in grammar.having or scene.lower(behind) in words.metonym_modals
    ):
        return False
    at, passive = _behind_auxiliaries(scene, behind)
    return not (passive and scene.lower(at) in words.governing)


def _acts(scene: Scene, index: int) -> bool:
    """Tell whether what governments do follows, perhaps behind auxiliaries and adverbs."""
    words, last = scene.lexicon.places, scene.sentence.last
    at, passive = _behind_auxiliaries(scene, index)
    if passive and not scene.lower(at).endswith("ing"):
        return words.metonym_states.start(scene.tokens, at, last)
    for match in words.metonym_verbs.starting_at(scene.tokens, at, last):
        hits = match.last - at == 1 and scene.lower(at) in words.governing
        if scene.lower(match.last) != "by" and (not hits or _has_object(scene, at)):
            return True
    if words.metonym_exceptions.start(scene.tokens, at, last):
        return False
    return _is_verb(scene, at, index)


def _is_verb(scene: Scene, at: int, index: int) -> bool:
    """Tell a verb by its form, or by what stands before or behind it: "X must yield", "X plans to strike"."""
    verb, words, lexicon = scene.lower(at), scene.lexicon.places, scene.lexicon
    if not verb.isalpha() or scene.is_capital(at) or verb in words.inhabitants or verb in lexicon.parties.adjectives:
        return False
    if at == index:
        return verb not in words.origin_after and (_is_past(scene, at) or _aims(scene, at))
    helper = scene.lower(at - 1)
    if helper in lexicon.grammar.passive or helper in {"has", "had"}:
        return verb.endswith("ing") or _is_past(scene, at)
    led = {scene.lower(before) for before in range(index, at)}
    willing = bool(led & (words.metonym_modals | _FUTURES)) or "have" in led
    return willing or _is_past(scene, at) or (helper == "to" and verb in lexicon.parties.verbs) or _aims(scene, at)


def _is_past(scene: Scene, at: int) -> bool:
    verb = scene.lower(at)
    if not (verb.endswith("ed") or verb in scene.lexicon.parties.past) or scene.lower(at + 1) == "by":
        return False
    return verb not in scene.lexicon.places.governing or _has_object(scene, at)


def _aims(scene: Scene, at: int) -> bool:
    """Tell "plans to strike", "shuts its": not "residents to the north"."""
    to, then = scene.lower(at + 1), scene.lower(at + 2)
    purpose = to == "to" and then.isalpha() and not scene.is_capital(at + 2)
    purpose = purpose and then not in scene.lexicon.grammar.determiners
    return scene.lower(at).endswith("s") and (to == "its" or purpose)


def _has_object(scene: Scene, at: int) -> bool:
    """Tell whether a verb hits something: "Moscow attacked the port"; "Moscow attacked again" tells of Moscow."""
    behind = scene.lower(at + 1)
    return scene.is_capital(at + 1) or behind in scene.lexicon.grammar.determiners or behind[:1].isdigit()


def _speaks(scene: Scene, index: int) -> bool:
    at, passive = _behind_auxiliaries(scene, index)
    verbs = scene.lexicon.speech.verbs
    return not passive and verbs.start(scene.tokens, at, scene.sentence.last)


def _behind_auxiliaries(scene: Scene, index: int) -> tuple[int, bool]:
    """Return the first token behind auxiliaries and adverbs, and whether the last auxiliary is a form of "be"."""
    grammar, passive, at = scene.lexicon.grammar, False, index
    modals = scene.lexicon.places.metonym_modals
    while word := scene.lower(at):
        if word in _TIMES and scene.lower(at + 1) in scene.lexicon.dates.units:
            at += 2
        elif (
            word in grammar.auxiliaries
            or word in grammar.adverbs
            or word in grammar.light
            or word in modals
            or (word.endswith("ly") and word.isalpha())
        ):
            passive = word in grammar.passive or (passive and word != "to")
            at += 1
        else:
            break
    return at, passive
