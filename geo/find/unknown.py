"""Names that only the context tells: "the village of X", "X Hotel", "near X", and other spellings of known ones."""

from __future__ import annotations

from geo.find.context import Context, context
from geo.find.evidence import MIDDLING
from geo.find.found import AREAS, NEEDED, FoundName, role_in
from geo.find.matching import Scan, candidates_of, candidates_within, longest_known
from geo.find.scene import Scene, leads_item, name_in, phrase_ends
from geo.lexicon.joining import joined
from geo.model import Candidate, Relation, Sentence

_SHOWING = frozenset({"the", "a", "an", "its", "their"})
_LONGEST_TOLD = 3  # words of an unknown name behind "in"
_LONGEST, _MUCH_ALIKE = 4, 0.90  # words; likeness of spellings
_LENGTHS = frozenset(["km", "kilometers", "kilometres", "miles", "mi"])


def told_by_context(scan: Scan, scene: Scene, index: int) -> FoundName | None:
    """Read a run that a feature word calls a place ("the village of X", "X Hotel"), or that stands "near X"."""
    start, end = scan.runs.of(index)
    if start != index or scan.tokens[index].lower in scan.words.person_before:
        return None
    run = [token.lower for token in scan.tokens[start:end]]
    if not scan.words.organisation_after.isdisjoint(run) or _is_field_of_office(scan, scene, index):
        return None
    if all(word in scan.words.not_places or word in scan.words.features for word in run):
        return None
    last = end
    cue = ""
    for at in range(start + 1, end):  # "San Clemente District", "Boryspil International Airport"
        if scan.tokens[at].lower in scan.words.features:
            last, cue = at + 1, scan.tokens[at].lower
    around = context(scan.tokens, scene.sentence, start, last, scan.lexicon)
    apposed = _apposed_to(scan, scene, start, end)
    cue = cue or around.cue or apposed
    governed = around.relation in {Relation.NEAR, Relation.DIRECTION} or around.preposition in scan.words.place_verbs
    leads = leads_item(scene, start, last)
    told = governed or leads or _is_told_inside(scan, scene, last, around) or _is_told_in(scan, scene, start, last)
    if not cue and not told:
        return None
    if cue in scan.words.facility and cue == around.cue and around.cue_first >= last:
        last = around.cue_first + 1  # "Al Salem hospital": the feature is the name's last word
    if _looks_otherwise(scan, start, end) and not cue and not leads:
        return None
    around = around._replace(cue=cue)
    role = role_in(scan, scene, name_in(scene, start, last, (), around))
    candidates = candidates_within(scan, start, last) or _city_of(scan, scene, start, last, cue)
    return FoundName(start, last, scene.number, candidates, around, NEEDED, role)


def _city_of(scan: Scan, scene: Scene, first: int, last: int, cue: str) -> tuple[Candidate, ...]:
    """Return the city that a facility's name begins with: "Istanbul Atatürk International Airport"."""
    end = longest_known(scan, scene.sentence, first) if cue in scan.words.facility else 0
    found = candidates_of(scan, first, end) if first < end < last else ()
    return found if any(candidate.population >= MIDDLING and candidate.main_name for candidate in found) else ()


def _is_field_of_office(scan: Scan, scene: Scene, index: int) -> bool:
    """Tell whether a name that nobody knows is what an office is for: "the Department of Motor Vehicles"."""
    return phrase_ends(scene, scan.words.named_after, index)


def _is_told_in(scan: Scan, scene: Scene, first: int, last: int) -> bool:
    """Tell whether a name stands right behind "in" or "at", as a place does: "shots were fired in Agatu"."""
    owns = scene.lower(last) in {"'s", "'"}
    return scene.lower(first - 1) in scan.words.strong and not owns and last - first <= _LONGEST_TOLD


def _apposed_to(scan: Scan, scene: Scene, first: int, last: int) -> str:
    """Return the word that calls a name between marks a place: "the airfield, Vaziani, was hit"."""
    if scene.lower(first - 1) != "," or (scene.lower(last) and scan.tokens[last].is_word):
        return ""
    feature = scene.lower(first - 2)
    before = {scene.lower(first - 3), scene.lower(first - 4)}
    return feature if feature in scan.words.features and not before.isdisjoint(_SHOWING) else ""


def _is_told_inside(scan: Scan, scene: Scene, last: int, around: Context) -> bool:
    """Tell whether an unknown name stands as a place does: "captured Bunagana in Congo", "from X, 20 km north of Y"."""
    if around.preposition not in joined(scan.words.strong, scan.words.governing, "from", "of", "on", "to"):
        return False
    if scene.lower(last) == ",":
        distance = scene.lower(last + 1)
        return distance[:1].isdigit() and scene.lower(last + 2) in _LENGTHS
    if scene.lower(last) != "in":
        return False
    at = last + 1
    while scene.lower(at) in scan.words.parts or scene.lower(at) in scan.lexicon.grammar.determiners:
        at += 1
    end = longest_known(scan, scene.sentence, at) if scene.lower(at) and scan.tokens[at].is_capital else 0
    return bool(end) and any(candidate.kind in AREAS for candidate in candidates_of(scan, at, end))


def _looks_otherwise(scan: Scan, first: int, last: int) -> bool:
    return any(
        (
            scan.tokens[at].lower in scan.words.not_places
            and scan.tokens[at].lower not in scan.lexicon.grammar.connectors
        )
        or scan.tokens[at].lower in scan.runs.persons
        or scan.tokens[at].lower in scan.lexicon.dates.months
        or scan.tokens[at].lower in scan.lexicon.dates.weekdays
        or scan.tokens[at].text.isupper()
        for at in range(first, last)
    )


def spelled_otherwise(
    scan: Scan, number: int, sentence: Sentence, index: int, countries: frozenset[str]
) -> list[FoundName]:
    """Return the run at `index` if it stands where a place stands and these countries know it in another spelling."""
    first, last = scan.runs.of(index)
    if last - first > _LONGEST or _looks_otherwise(scan, first, last):
        return []
    around = context(scan.tokens, sentence, first, last, scan.lexicon)
    if around.preposition not in scan.words.strong and around.preposition not in scan.words.governing:
        return []
    text = " ".join(scan.keys[first:last])
    found = scan.gazetteer.spelled_like(text, countries)
    if not found or found[0].likeness < _MUCH_ALIKE:
        return []
    scene = Scene(scan.tokens, number, sentence, scan.runs, scan.lexicon)
    role = role_in(scan, scene, name_in(scene, first, last, (), around))
    return [FoundName(first, last, number, (), around, NEEDED, role)]
