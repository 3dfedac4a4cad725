"""Names that are only a part of a longer one: a person's, a ship's, an organisation's."""

from __future__ import annotations

from geo.find.matching import Scan
from geo.find.scene import Name, Scene, is_named_thing, is_who
from geo.model import PlaceKind


def is_part_of_a_name(scan: Scan, scene: Scene, name: Name) -> bool:
    """Tell whether the capitals around the name make it a person's, or another longer name's."""
    if name.last - name.first == 1 and _is_given_name(scan, name):
        return True
    if is_named_thing(scene, name) or is_who(scene, name):
        return True
    if any(candidate.kind is PlaceKind.COUNTRY and candidate.main_name for candidate in name.candidates):
        return False
    if name.last - name.first == 1:
        before = scene.lower(name.first - 1)
        if (scene.lower(name.first - 2) if before == "." else before) in scan.words.person_before:
            return True
        known_person = scan.tokens[name.first].lower in scan.runs.persons
        if known_person and name.around.preposition not in scan.words.strong and not name.around.cue:
            return True
    return scan.runs.of(name.first) != (name.first, name.last) and _left_over(scan, name)


def _is_given_name(scan: Scan, name: Name) -> bool:
    """Tell whether a name that people bear, too, is a person's in this article: "Jordan Chadwick", then "Jordan"."""
    word = scan.tokens[name.first].lower
    if word not in scan.words.given_names or word not in scan.runs.persons:
        return False
    return name.around.preposition not in scan.words.strong and not name.around.cue


def _left_over(scan: Scan, name: Name) -> bool:
    """Tell whether words of the run beside the name make it another name's: "Box Elder School", "Highway Patrol".

    Peoples, parts and days may stand on both sides, "Lake" and "Fort" before it, features and organisations behind it.
    """
    start, end = scan.runs.of(name.first)
    left = [scan.tokens[index].lower for index in range(start, name.first)]
    right = [scan.tokens[index].lower for index in range(name.last, end)]
    if not all(_may_stand_beside(scan, word) or word in scan.words.leading for word in left):
        return True
    if right and right[0] in scan.words.organisation_after and right[-1] not in scan.words.organisation_after:
        return not any(word in scan.words.person_before for word in right)  # "Luhansk Governor Serhiy Haidai"
    return not all(
        _may_stand_beside(scan, word) or word in scan.words.features or word in scan.words.organisation_after
        for word in right
    )


def _may_stand_beside(scan: Scan, word: str) -> bool:
    words, days = scan.words, scan.lexicon.dates
    return (
        word in words.demonyms
        or word in words.parts
        or word in words.directions
        or word in words.not_places
        or word in days.weekdays
        or word in days.months
    )
