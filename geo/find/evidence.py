"""How much speaks for it that a name of the gazetteer is meant as a place, and what against."""

from __future__ import annotations

from geo.find.found import AREAS
from geo.find.matching import Scan
from geo.find.scene import Name, Scene, phrase_ends
from geo.lexicon.joining import joined
from geo.model import PlaceKind, Relation

BIG, MIDDLING = 100_000, 15_000  # people
SHORT = 4  # letters
_FEATURE, _LOCATIVE, _AREA = 3, 2, 3
_DICTIONARY_WORD = -1
_ORDINARY_WORD, _ALSO_WRITTEN_SMALL, _TOO_SHORT, _ACRONYM = -4, -3, -2, -3
_ACRONYM_LETTERS = 6
_INSET = 10  # tokens of an inset between a name and its verb, at most
_WAYS = frozenset({"corridor", "corridors", "road", "roads", "highway", "route", "convoy", "convoys", "evacuation"})


def evidence_of(scan: Scan, scene: Scene, name: Name) -> int:
    """Return the evidence that a name is a place, in points; see NEEDED."""
    around, best = name.around, name.candidates[0]
    score = int(best.main_name) + int(around.relation is not Relation.AT) + int(name.last - name.first > 1)
    governed = around.preposition in joined(scan.words.strong, scan.words.governing) or _is_way_from(scene, name)
    score += _LOCATIVE if governed else int(bool(around.preposition))
    score += _FEATURE if around.cue else 0
    if any(candidate.kind in AREAS for candidate in name.candidates):
        score += _AREA
    else:
        population = max(candidate.population for candidate in name.candidates)
        score += int(population >= MIDDLING) + int(population >= BIG) + int(name.is_seat)
    score += _LOCATIVE if not around.preposition and _is_acted_on(scan, scene, name) else 0
    score += _unlikely(scan, scene, name)
    # "a Mormon church" is no church of a town of that name.
    called = around.cue and not (around.cue in scan.words.facility and scan.keys[name.first] in scan.words.not_places)
    return score if called else score + _doubt(scan, scene, name)


def is_ordinary_word(scan: Scan, name: Name) -> bool:
    """Tell whether a name is no place's but an ordinary word, as small places' names may be."""
    best = max(candidate.population for candidate in name.candidates)
    word = scan.keys[name.first]
    ordinary = scan.gazetteer.is_ordinary(word) or word in scan.words.not_places
    is_town = name.candidates[0].kind is PlaceKind.TOWN
    return name.last - name.first == 1 and ordinary and is_town and best < BIG


def _is_way_from(scene: Scene, name: Name) -> bool:
    """Tell whether a name tells where a way or those on it come from or go: "a corridor from Sumy", "out of Sumy"."""
    if name.around.preposition not in {"from", "to", "of"}:
        return False
    before = scene.lower(name.around.start - 1)
    return (scene.lower(name.around.start - 2) if before == "out" else before) in _WAYS


def _is_acted_on(scan: Scan, scene: Scene, name: Name) -> bool:
    """Tell whether a name is the subject of what is done to places and people: "Sderot came under fire"."""
    begun = at = _behind_inset(scene, name.last)
    if scene.lower(at) in scan.words.inhabitants or _befalls(scan, scene, at):
        return True
    while scene.lower(at) in scan.lexicon.grammar.auxiliaries or scene.lower(at) in scan.lexicon.grammar.adverbs:
        at += 1
    return at > begun and (scene.lower(at) in scan.words.governing or _befalls(scan, scene, at))


def _behind_inset(scene: Scene, at: int) -> int:
    """Return the token behind what commas set off from `at` on: "Izium, a town on the Donets, | has fallen"."""
    if scene.lower(at) != ",":
        return at
    return next((n + 1 for n in range(at + 1, at + _INSET) if scene.lower(n) == ","), at)


def _befalls(scan: Scan, scene: Scene, at: int) -> bool:
    """Tell whether what befalls towns is told from a token on: "has fallen", "is in rebel hands"."""
    return bool(scan.words.befalling.starting_at(scan.tokens, at, scene.sentence.last))


def _unlikely(scan: Scan, scene: Scene, name: Name) -> int:
    """Weigh what no feature word outweighs: an office's subject, an illness, a sum of money."""
    best, end = name.candidates[0], scan.tokens[name.last - 1].end
    small = best.kind is PlaceKind.TOWN and best.population < BIG
    office = small and phrase_ends(scene, scan.words.named_after, name.first)
    thing = scene.lower(name.last) in scan.words.named_things
    return _ORDINARY_WORD * 2 if office or thing or scan.text[end : end + 1] == "$" else 0


def _doubt(scan: Scan, scene: Scene, name: Name) -> int:
    """Weigh what speaks against a name without a feature word: an ordinary word, a sentence's start, an acronym."""
    token, best = scan.tokens[name.first], name.candidates[0]
    words = [word.lower for word in scan.tokens[name.first : name.last]]
    score = 0
    if (
        len(words) > 1
        and best.kind is not PlaceKind.COUNTRY
        and all(word in scan.words.not_places or word in scan.words.features for word in words)
    ):
        score += _ORDINARY_WORD
    if len(words) == 1:
        score += _ORDINARY_WORD if token.lower in scan.words.not_places and not token.text.isupper() else 0
        score += _ORDINARY_WORD if _opens_as_a_verb(scan, scene, name) else 0
        score += _ALSO_WRITTEN_SMALL if token.lower in scan.small_words else 0
        if best.kind is PlaceKind.TOWN:
            small = max(candidate.population for candidate in name.candidates) < MIDDLING
            score += _DICTIONARY_WORD if small and scan.gazetteer.is_ordinary(scan.keys[name.first]) else 0
            before = scene.lower(name.first - 1)
            score -= int(not before or not before[0].isalnum())
            score += _TOO_SHORT if len(token.text) < SHORT else 0
    acronym = token.text.isupper() and len(token.text) < _ACRONYM_LETTERS and scene.number not in scan.runs.shouted
    if acronym and best.kind is not PlaceKind.COUNTRY:
        score += _ACRONYM
    return score


def _opens_as_a_verb(scan: Scan, scene: Scene, name: Name) -> bool:
    """Tell an ordinary word with an object at a sentence's start: "Reading the list took an hour"."""
    opens = name.first == scene.sentence.first and scan.gazetteer.is_ordinary(scan.keys[name.first])
    return opens and scene.lower(name.last) in scan.lexicon.grammar.determiners
