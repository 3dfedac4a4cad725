"""Which capitalised words of a sentence are place names: by the gazetteer with evidence, or by the words around."""

from __future__ import annotations

from dataclasses import dataclass, replace

from geo.find.context import Context, context
from geo.find.matching import Scan, candidates_of, candidates_within, is_feature, longest_known
from geo.find.roles import Name, Scene, phrase_ends, role_of
from geo.model import Candidate, PlaceKind, Relation, Role, Sentence, Span
from geo.tokens import Token

# Evidence that a name of the gazetteer is meant as a place. Chosen so that a big town needs a locative or a feature
# word, a small one both or a second sign; checked on news and conflict articles.
NEEDED = 3
_BIG, _MIDDLING = 100_000, 15_000  # people
_FEATURE, _LOCATIVE, _AREA = 3, 2, 3
_AREAS = frozenset({PlaceKind.COUNTRY, PlaceKind.REGION, PlaceKind.WATER, PlaceKind.VAST})
_DICTIONARY_WORD = -1
_ORDINARY_WORD, _ALSO_WRITTEN_SMALL, _TOO_SHORT, _ACRONYM = -4, -3, -2, -3
_SHORT, _ACRONYM_LETTERS = 4, 6
_LONGEST_UNKNOWN, _MUCH_ALIKE = 4, 0.86  # words; likeness of spellings
_LENGTHS = frozenset(["km", "kilometers", "kilometres", "miles", "mi"])
_COME_UNDER = frozenset({("came", "under"), ("comes", "under"), ("fell", "to"), ("is", "under"), ("was", "under")})


@dataclass(frozen=True, slots=True)
class FoundName:
    """A name found in the text, before its neighbours were looked at."""

    first: int
    last: int
    sentence: int
    candidates: tuple[Candidate, ...]
    around: Context
    evidence: int
    role: Role
    joined: str = ""  # the word that joins it to the place before, with which it is governed


def names_of(scan: Scan, number: int, sentence: Sentence) -> list[FoundName]:
    """Return the names of a sentence, in order, each with the evidence that it is meant as a place."""
    scene = Scene(scan.tokens, number, sentence, scan.runs, scan.lexicon)
    found: list[FoundName] = []
    last = sentence.first
    for index in range(sentence.first, sentence.last):
        if index >= last and may_begin_name(scan.tokens[index]):
            name = _name_at(scan, scene, index)
            if name:
                found.append(name)
                last = name.last
    return found


def _name_at(scan: Scan, scene: Scene, index: int) -> FoundName | None:
    token = scan.tokens[index]
    if _is_function_word(scan, scene, token) or (scene.number in scan.runs.shouted and _is_common(scan, scene, index)):
        return None
    return (
        _metonym(scan, scene, index)
        or _abbreviated(scan, scene, index)
        or _in_gazetteer(scan, scene, index)
        or _told_by_context(scan, scene, index)
    )


def _in_gazetteer(scan: Scan, scene: Scene, index: int) -> FoundName | None:
    last = longest_known(scan, scene.sentence, index)
    demonym = scan.words.demonyms.get(scan.tokens[index].lower)
    if demonym and last <= index + 1:
        return _demonym(scan, scene, index, demonym)
    return _known(scan, scene, index, last) if last else None


def _is_function_word(scan: Scan, scene: Scene, token: Token) -> bool:
    """Tell whether a capital is only a sentence's first: "US" is no "us", but in a sentence set in capitals."""
    if token.lower not in scan.lexicon.function_words and token.lower not in scan.lexicon.grammar.pronouns:
        return False
    return len(token.text) == 1 or not token.text.isupper() or scene.number in scan.runs.shouted


def _is_common(scan: Scan, scene: Scene, index: int) -> bool:
    """Tell whether a word of a sentence set in capitals is no name: an ordinary one to which no "TOWN OF" leads."""
    words, word = scan.words, scan.tokens[index].lower
    if scene.lower(index - 1) == "of" and is_feature(words, scene.lower(index - 2)):
        return False
    last = longest_known(scan, scene.sentence, index)
    ordinary = scan.gazetteer.is_ordinary(scan.keys[index]) or word in words.not_places or word in words.directions
    return not last or (last == index + 1 and ordinary)


def _abbreviated(scan: Scan, scene: Scene, index: int) -> FoundName | None:
    """Read the abbreviated state behind a town: "Columbia, Ky.", "Barrie, ON"."""
    code = scan.words.abbreviated.get(scan.keys[index])
    dotted = "." in scan.tokens[index].text or scene.lower(index + 1) == "."
    if not code or not (dotted or scan.tokens[index].text.isupper()):
        return None
    behind_town = scene.lower(index - 1) == "," and scene.lower(index - 2) and scan.tokens[index - 2].is_capital
    letters = len(scan.tokens[index].text) > len("Ky.") and "." in scan.tokens[index].text  # "in B.C."
    if not (behind_town or (letters and scene.lower(index - 1) in scan.words.strong)):
        return None
    region = scan.gazetteer.region(code)
    named = scan.gazetteer.candidates(region.name) if region else ()
    candidates = tuple(c for c in named if c.kind is PlaceKind.REGION and c.region == code)
    if not candidates:
        return None
    around = Context(index, "", "", -1, Relation.AT, None, None, "")
    return FoundName(index, index + 1, scene.number, candidates, around, NEEDED, Role.PLACE)


def may_begin_name(token: Token) -> bool:
    """Tell whether a word has a capital, or is of a script without capitals, such as Arabic."""
    first = token.text[0]
    return token.is_capital or (not first.isascii() and first.isalpha() and first.lower() == first.upper())


def _demonym(scan: Scan, scene: Scene, index: int, country: str) -> FoundName:
    found = scan.gazetteer.country(country)
    candidates = (
        tuple(c for c in scan.gazetteer.candidates(found.name) if c.kind is PlaceKind.COUNTRY and c.country == country)
        if found
        else ()
    )
    around = Context(index, "", "", -1, Relation.AT, None, None, "")
    return FoundName(index, index + 1, scene.number, candidates, around, NEEDED, Role.DEMONYM)


def _metonym(scan: Scan, scene: Scene, index: int) -> FoundName | None:
    for last in (index + 2, index + 1):
        if last > scene.sentence.last:
            continue
        country = scan.words.metonyms.get(" ".join(scan.keys[index:last]))
        if country:
            return replace(_demonym(scan, scene, index, country), last=last, candidates=(), role=Role.METONYM)
    return None


def _known(scan: Scan, scene: Scene, first: int, last: int) -> FoundName | None:
    around = context(scan.tokens, scene.sentence, first, last, scan.lexicon)
    name = Name(first, last, candidates_of(scan, first, last), around)
    if _is_part_of_a_name(scan, scene, name):
        return None
    evidence, role = _evidence(scan, scene, name), _role(scan, scene, name)
    if role is Role.DATELINE or (_leads_item(scene, name) and not _is_ordinary_word(scan, name)):
        evidence = max(evidence, NEEDED)
    return FoundName(first, last, scene.number, name.candidates, around, evidence, role)


def _role(scan: Scan, scene: Scene, name: Name) -> Role:
    if scan.dateline.holds(Span(scan.tokens[name.first].start, scan.tokens[name.last - 1].end)):
        return Role.DATELINE
    role = role_of(scene, name)
    vast = any(candidate.kind is PlaceKind.VAST for candidate in name.candidates)
    return Role.CONTEXT if vast and role is Role.PLACE else role


def _leads_item(scene: Scene, name: Name) -> bool:
    """Tell whether a name stands in the slug or heading that names the place of an item."""
    lead, first, last = scene.sentence.item.lead, scene.tokens[name.first], scene.tokens[name.last - 1]
    return lead is not None and lead.start <= first.start and last.end <= lead.end


def _is_ordinary_word(scan: Scan, name: Name) -> bool:
    """Tell whether a name is no place's but an ordinary word, as small places' names may be."""
    best = max(candidate.population for candidate in name.candidates)
    word = scan.keys[name.first]
    ordinary = scan.gazetteer.is_ordinary(word) or word in scan.words.not_places
    is_town = name.candidates[0].kind is PlaceKind.TOWN
    return name.last - name.first == 1 and ordinary and is_town and best < _BIG


def _is_part_of_a_name(scan: Scan, scene: Scene, name: Name) -> bool:
    """Tell whether the capitals around the name make it a person's, or another longer name's."""
    if name.last - name.first == 1 and _is_given_name(scan, name):
        return True
    if any(candidate.kind is PlaceKind.COUNTRY for candidate in name.candidates):
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
        _may_stand_beside(scan, word) or is_feature(scan.words, word) or word in scan.words.organisation_after
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


def _evidence(scan: Scan, scene: Scene, name: Name) -> int:
    around, best = name.around, name.candidates[0]
    score = int(best.main_name) + int(around.relation is not Relation.AT) + int(name.last - name.first > 1)
    governed = around.preposition in scan.words.strong or around.preposition in scan.words.governing
    score += _LOCATIVE if governed else int(bool(around.preposition))
    score += _FEATURE if around.cue else 0
    if any(candidate.kind in _AREAS for candidate in name.candidates):
        score += _AREA
    else:
        population = max(candidate.population for candidate in name.candidates)
        score += int(population >= _MIDDLING) + int(population >= _BIG)
    score += _LOCATIVE if not around.preposition and _is_acted_on(scan, scene, name) else 0
    score += _unlikely(scan, scene, name)
    return score if around.cue else score + _doubt(scan, scene, name)


def _is_acted_on(scan: Scan, scene: Scene, name: Name) -> bool:
    """Tell whether a name is the subject of what is done to places and people: "Sderot came under fire"."""
    at = name.last
    if scene.lower(at) in scan.words.inhabitants:
        return True
    while scene.lower(at) in scan.lexicon.grammar.auxiliaries or scene.lower(at) in scan.lexicon.grammar.adverbs:
        at += 1
    if at == name.last:
        return (scene.lower(at), scene.lower(at + 1)) in _COME_UNDER
    return scene.lower(at) in scan.words.governing


def _unlikely(scan: Scan, scene: Scene, name: Name) -> int:
    """Weigh what no feature word outweighs: an office's subject, an illness, a sum of money."""
    best, behind = name.candidates[0], scan.text[scan.tokens[name.last - 1].end :][:1]
    small = best.kind is PlaceKind.TOWN and best.population < _BIG
    office = small and phrase_ends(scene, scan.words.named_after, name.first)
    thing = scene.lower(name.last) in scan.words.named_things
    return _ORDINARY_WORD * 2 if office or thing or behind == "$" else 0


def _doubt(scan: Scan, scene: Scene, name: Name) -> int:
    """Weigh what speaks against a name without a feature word: an ordinary word, a sentence's start, an acronym."""
    token, best = scan.tokens[name.first], name.candidates[0]
    words = [word.lower for word in scan.tokens[name.first : name.last]]
    score = 0
    if len(words) > 1 and all(word in scan.words.not_places or is_feature(scan.words, word) for word in words):
        score += _ORDINARY_WORD
    if len(words) == 1:
        score += _ORDINARY_WORD if token.lower in scan.words.not_places and not token.text.isupper() else 0
        score += _ALSO_WRITTEN_SMALL if token.lower in scan.small_words else 0
        if best.kind is PlaceKind.TOWN:
            small = max(candidate.population for candidate in name.candidates) < _MIDDLING
            score += _DICTIONARY_WORD if small and scan.gazetteer.is_ordinary(scan.keys[name.first]) else 0
            before = scene.lower(name.first - 1)
            score -= int(not before or not before[0].isalnum())
            score += _TOO_SHORT if len(token.text) < _SHORT else 0
    acronym = token.text.isupper() and len(token.text) < _ACRONYM_LETTERS and scene.number not in scan.runs.shouted
    if acronym and best.kind is not PlaceKind.COUNTRY:
        score += _ACRONYM
    return score


# ---------------------------------------------------------------- names that only the context tells


def _told_by_context(scan: Scan, scene: Scene, index: int) -> FoundName | None:
    """Read a run that a feature word calls a place ("the village of X", "X Hotel"), or that stands "near X"."""
    start, end = scan.runs.of(index)
    if start != index or scan.tokens[index].lower in scan.words.person_before:
        return None
    run = [token.lower for token in scan.tokens[start:end]]
    if any(word in scan.words.organisation_after for word in run) or _is_field_of_office(scan, scene, index):
        return None
    if all(word in scan.words.not_places or is_feature(scan.words, word) for word in run):
        return None
    last = end
    cue = ""
    for at in range(start + 1, end):  # "San Clemente District", "Boryspil International Airport"
        if is_feature(scan.words, scan.tokens[at].lower):
            last, cue = at + 1, scan.tokens[at].lower
    around = context(scan.tokens, scene.sentence, start, last, scan.lexicon)
    cue = cue or around.cue
    governed = around.relation in {Relation.NEAR, Relation.DIRECTION} or around.preposition in scan.words.place_verbs
    leads = _leads_item(scene, Name(start, last, (), around))
    if not cue and not governed and not leads and not _is_told_inside(scan, scene, last, around):
        return None
    if cue in scan.words.facility and cue == around.cue and around.cue_first >= last:
        last = around.cue_first + 1  # "Al Salem hospital": the feature is the name's last word
    if _looks_otherwise(scan, start, end) and not cue and not leads:
        return None
    around = replace(around, cue=cue)
    role = _role(scan, scene, Name(start, last, (), around))
    candidates = candidates_within(scan, start, last)
    return FoundName(start, last, scene.number, candidates, around, NEEDED, role)


def _is_field_of_office(scan: Scan, scene: Scene, index: int) -> bool:
    """Tell whether a name that nobody knows is what an office is for: "the Department of Motor Vehicles"."""
    return phrase_ends(scene, scan.words.named_after, index)


def _is_told_inside(scan: Scan, scene: Scene, last: int, around: Context) -> bool:
    """Tell whether an unknown name stands as a place does: "captured Bunagana in Congo", "from X, 20 km north of Y"."""
    if around.preposition not in scan.words.strong | scan.words.governing | {"from", "of", "on", "to"}:
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
    return bool(end) and any(candidate.kind in _AREAS for candidate in candidates_of(scan, at, end))


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
    if last - first > _LONGEST_UNKNOWN or _looks_otherwise(scan, first, last):
        return []
    around = context(scan.tokens, sentence, first, last, scan.lexicon)
    if around.preposition not in scan.words.strong and around.preposition not in scan.words.governing:
        return []
    text = " ".join(scan.keys[first:last])
    found = scan.gazetteer.spelled_like(text, countries)
    if not found or found[0].likeness < _MUCH_ALIKE:
        return []
    scene = Scene(scan.tokens, number, sentence, scan.runs, scan.lexicon)
    role = _role(scan, scene, Name(first, last, (), around))
    return [FoundName(first, last, number, (), around, NEEDED, role)]
