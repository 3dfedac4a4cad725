"""Which capitalised words of a sentence are names: of governments, peoples, states, places."""

from __future__ import annotations

from geo.find.context import Context, context
from geo.find.evidence import SHORT, evidence_of, is_ordinary_word
from geo.find.found import NEEDED, FoundName, role_in
from geo.find.longer_names import is_part_of_a_name
from geo.find.matching import Scan, candidates_of, longest_known
from geo.find.names import is_small_article
from geo.find.scene import Scene, leads_item, name_in
from geo.find.unknown import told_by_context
from geo.model import PlaceKind, Relation, Role, Sentence
from geo.tokens import Token

_LONGEST_DEMONYM = 3  # words


def names_of(scan: Scan, number: int, sentence: Sentence) -> list[FoundName]:
    """Return the names of a sentence, in order, each with the evidence that it is meant as a place."""
    scene = Scene(scan.tokens, number, sentence, scan.runs, scan.lexicon)
    found: list[FoundName] = []
    last, tokens, articles = sentence.first, scan.tokens, scan.lexicon.grammar.connectors
    for index, token in enumerate(tokens[sentence.first : sentence.last], sentence.first):
        if not token.is_capital and token.text.isascii() and token.lower not in articles:
            continue  # most words
        if index >= last and _may_begin_name(scan, scene, index):
            name = _name_at(scan, scene, index)
            if name:
                found.append(name)
                last = name.last
    return found


def _name_at(scan: Scan, scene: Scene, index: int) -> FoundName | None:
    token = scan.tokens[index]
    if token.is_capital and (_is_function_word(scan, scene, token) or _is_month(scan, scene, index)):
        return None
    if scene.number in scan.runs.shouted and _is_common(scan, scene, index):
        return None
    return (
        _metonym(scan, scene, index)
        or _abbreviated(scan, scene, index)
        or _in_gazetteer(scan, scene, index)
        or told_by_context(scan, scene, index)
    )


def _in_gazetteer(scan: Scan, scene: Scene, index: int) -> FoundName | None:
    last = longest_known(scan, scene.sentence, index)
    if not last and _is_article(scan, scene, index):
        last = longest_known(scan, scene.sentence, index + 1)
    people = _people(scan, scene, index)
    if people and last <= people.last:
        return people
    return _known(scan, scene, index, last) if last else None


def _is_function_word(scan: Scan, scene: Scene, token: Token) -> bool:
    """Tell whether a capital is only a sentence's first: "US" is no "us", but in a sentence set in capitals."""
    if token.lower not in scan.lexicon.function_words and token.lower not in scan.lexicon.grammar.pronouns:
        return False
    return len(token.text) == 1 or not token.text.isupper() or scene.number in scan.runs.shouted


def _is_month(scan: Scan, scene: Scene, index: int) -> bool:
    """Tell the "Nov" of "28 Nov 88", which is a town as well."""
    if scene.lower(index) not in scan.lexicon.dates.months:
        return False
    return scene.lower(index - 1)[:1].isdigit() or scene.lower(index + 1)[:1].isdigit()


def _is_common(scan: Scan, scene: Scene, index: int) -> bool:
    """Tell whether a word of a sentence set in capitals is no name: an ordinary one to which no "TOWN OF" leads."""
    words, word = scan.words, scan.tokens[index].lower
    if scene.lower(index - 1) == "of" and scene.lower(index - 2) in words.features:
        return False
    last = longest_known(scan, scene.sentence, index)
    ordinary = scan.gazetteer.is_ordinary(scan.keys[index]) or word in words.not_places or word in words.directions
    return not last or (last == index + 1 and ordinary)


def _abbreviated(scan: Scan, scene: Scene, index: int) -> FoundName | None:
    """Read the abbreviated state behind a town: "Columbia, Ky.", "Barrie, ON"."""
    code = scan.words.abbreviated.get(scan.keys[index])
    if not code:
        return None
    dotted = "." in scan.tokens[index].text or scene.lower(index + 1) == "."
    if not (dotted or scan.tokens[index].text.isupper()):
        return None
    behind_town = scene.lower(index - 1) == "," and scene.lower(index - 2) and scan.tokens[index - 2].is_capital
    letters = len(scan.tokens[index].text) > len("Ky.") and "." in scan.tokens[index].text  # "in B.C."
    alone = (
        not dotted
        and len(code_of := scan.tokens[index].text) >= SHORT - 1
        and not scan.gazetteer.is_ordinary(code_of.lower())
    )  # "NSW", where Australia is named
    if not (behind_town or alone or (letters and scene.lower(index - 1) in scan.words.strong)):
        return None
    region = scan.gazetteer.region(code)
    named = scan.gazetteer.candidates(region.name) if region else ()
    candidates = tuple(c for c in named if c.kind is PlaceKind.REGION and c.region == code)
    if not candidates:
        return None
    around = context(scan.tokens, scene.sentence, index, index + 1, scan.lexicon)
    role = role_in(scan, scene, name_in(scene, index, index + 1, candidates, around))
    return FoundName(index, index + 1, scene.number, candidates, around, NEEDED - (not behind_town and alone), role)


def _may_begin_name(scan: Scan, scene: Scene, index: int) -> bool:
    """Tell whether a word has a capital, is a name's small article, or of a script without capitals, as Arabic is."""
    token = scan.tokens[index]
    first = token.text[0]
    if token.is_capital or (not first.isascii() and first.isalpha() and first.lower() == first.upper()):
        return True
    return is_small_article(scan.text, scan.tokens, index, scene.sentence.last, scan.lexicon.grammar)


def _is_article(scan: Scan, scene: Scene, index: int) -> bool:
    """Tell whether a word is the article of the name behind it, which may be known without: "Al Bab"."""
    behind = scene.lower(index + 1)
    return scene.lower(index) in scan.lexicon.grammar.connectors and bool(behind) and scan.tokens[index + 1].is_capital


def _people(scan: Scan, scene: Scene, index: int) -> FoundName | None:
    """Read the longest demonym at a token: "North Korean"."""
    if scan.tokens[index].lower not in scan.words.demonym_starts:
        return None
    for last in range(min(index + _LONGEST_DEMONYM, scene.sentence.last), index, -1):
        words = [token.lower for token in scan.tokens[index:last]]
        country = scan.words.demonyms.get(" ".join(words)) if scan.tokens[last - 1].is_capital else None
        if country:
            return _demonym(scan, scene, index, country)._replace(last=last)
    return None


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
    if scan.keys[index] not in scan.words.metonym_starts:
        return None
    for last in (index + 2, index + 1):
        if last > scene.sentence.last:
            continue
        country = scan.words.metonyms.get(" ".join(scan.keys[index:last]))
        if country:
            return _demonym(scan, scene, index, country)._replace(last=last, candidates=(), role=Role.METONYM)
    return None


def _known(scan: Scan, scene: Scene, first: int, last: int) -> FoundName | None:
    around = context(scan.tokens, scene.sentence, first, last, scan.lexicon)
    candidates = candidates_of(scan, first, last) or candidates_of(scan, first + 1, last)  # without its article
    name = name_in(scene, first, last, candidates, around)
    if is_part_of_a_name(scan, scene, name):
        return None
    evidence, role = evidence_of(scan, scene, name), role_in(scan, scene, name)
    leads = leads_item(scene, name.first, name.last) and not is_ordinary_word(scan, name)
    if leads or role is Role.DATELINE or (role is Role.METONYM and name.is_seat):
        evidence = max(evidence, NEEDED)
    return FoundName(first, last, scene.number, name.candidates, around, evidence, role)
