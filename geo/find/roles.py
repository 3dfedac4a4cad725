"""What a place name does in its sentence: a place, or a government, an organisation, a speaker's seat, an origin."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from geo.find.metonyms import is_metonym, owns
from geo.find.scene import Name, Scene, phrase_ends
from geo.lexicon.joining import joined
from geo.model import Role

_SCORE_REACH = 20  # words between a club and its score
_MOST_LETTERS = 3  # of a country's abbreviation that serves as its adjective
_SPEECH_REACH = 5  # words between a speaker and the verb of saying
_OFFICE_REACH = 12  # words from "said" to where its speaker holds office
_FORCES = frozenset({"soldiers", "troops", "police", "policemen", "forces", "guards"})
_HOUSE_REACH = 3  # words between "outside" and the bank
_BESIDE_HOUSE = frozenset({"outside", "near", "at", "inside"})
_MODIFIERS = 1  # words before who acts: "In Iranshahr security forces detained"
_NEWS_REACH = 4  # words between news that comes out and where: "was learned about only today in"
_COME_OUT = frozenset({"learned", "learnt", "disclosed", "revealed"})
_ANNOUNCED = _COME_OUT | {"announced", "released", "published", "issued"}
_NEWS = frozenset({"it", "this", "information", "news", "statement", "report", "announcement", "communique", "figures"})
_SAME_DAY = frozenset({"today", "yesterday", "tonight", "night"})
_BESIDE_NEWS = frozenset({"about", "of", "only", "first", "officially", "late", "early", "on", "last", "here"})


def role_of(scene: Scene, name: Name) -> Role:
    """Tell the role of a name; PLACE where nothing speaks against it."""
    for rule, role in _RULES:
        if rule(scene, name):
            return role
    return Role.PLACE


def _is_organisation(scene: Scene, name: Name) -> bool:
    words = scene.lexicon.places
    if owns(scene, name):
        return False
    after = name.last + 1 if scene.lower(name.last) == "'s" else name.last
    if phrase_ends(scene, words.organisation_before, name.first):
        # "the people of Baalbek" are there, and so is a bank in it where something happens
        is_there = scene.lower(name.first - 2) == "people" or _is_beside_house(scene, name)
        return name.may_be_country or not is_there
    if _acts_there(scene, name):
        return False
    if scene.lower(after) in words.organisation_after:
        return True
    start, end = scene.runs.of(name.first)
    if _is_owner(scene, name) or _plays(scene, name) or _is_institution(scene, name.last, end):
        return True
    beside = (*range(start, name.first), *range(name.last, end))
    return any(scene.lower(index) in words.organisation_after for index in beside)


def _is_beside_house(scene: Scene, name: Name) -> bool:
    """Tell "outside a bank in Zahedan", "at the old embassy in Kabul", not "the bank in Zurich"."""
    if scene.lower(name.first - 1) != "in":
        return False
    for at in range(name.first - 3, name.first - 3 - _HOUSE_REACH, -1):
        word = scene.lower(at)
        if word in {"a", "an"} or word in _BESIDE_HOUSE:
            return True
        if not word.isalpha() or (word in scene.lexicon.grammar.prepositions):
            return False
    return False


def _acts_there(scene: Scene, name: Name) -> bool:
    """Tell whether who acts stands right behind "in" and a name: "In Grozny soldiers took him away"."""
    if name.around.preposition not in {"in", "at"} or name.around.start != name.first - 1:
        return False
    past, having = scene.lexicon.parties.past, scene.lexicon.grammar.having
    for at in range(name.last, name.last + 1 + _MODIFIERS):
        if scene.is_capital(at) or not scene.lower(at).isalpha():
            return False
        if scene.lower(at) in scene.lexicon.irregulars | _FORCES:
            verb = scene.lower(at + 1)
            return verb in past or verb in having or verb.endswith("ed")
    return False


def _is_owner(scene: Scene, name: Name) -> bool:
    """Tell "Supreme Court of Colombia", "Armed Forces of the Philippines": a name that ends with a place."""
    of = name.first - 2 if scene.lower(name.first - 1) == "the" else name.first - 1
    head = scene.lower(of - 1)
    return scene.lower(of) == "of" and scene.is_capital(of - 1) and head in scene.lexicon.places.organisation_after


def _is_institution(scene: Scene, last: int, end: int) -> bool:
    """Tell "London School of Economics": a house with a capital, and what it is of, behind the name."""
    named = last < end and scene.lower(end - 1) in scene.lexicon.places.facility
    return named and scene.lower(end) == "of" and scene.is_capital(end + 1)


def _plays(scene: Scene, name: Name) -> bool:
    """Tell whether a club of the name's town is meant: "Liverpool beat Arsenal 2-1"."""
    words, sentence = scene.lexicon.places, scene.sentence
    if name.around.preposition or name.around.cue:
        return False
    first, last = max(sentence.first, name.first - _SCORE_REACH), min(sentence.last, name.last + _SCORE_REACH)
    found = scene.tokens[first:last]
    if not any([token.lower in words.playing for token in found]):  # noqa: C419 - few tokens: a list is faster
        return False
    return any(
        one.text.isdecimal() and other.text.isdecimal() and other.start == one.end + 1 and len(one.text) == 1
        for one, other in pairwise(found)
    )


def _is_people(scene: Scene, name: Name) -> bool:
    """Tell whether a country's letters stand for its adjective: "US troops", "a U.S. drone"."""
    letters = scene.tokens[name.first].text.replace(".", "")
    if name.last - name.first != 1 or not (letters.isupper() and len(letters) <= _MOST_LETTERS and name.may_be_country):
        return False
    word, grammar = scene.lower(name.last), scene.lexicon.grammar
    small = joined(grammar.auxiliaries, grammar.adverbs, grammar.light, grammar.prepositions, grammar.clause_words)
    noun = word.isalpha() and not scene.is_capital(name.last) and word not in small
    return noun and not name.around.preposition and not is_metonym(scene, name)


def _is_origin(scene: Scene, name: Name) -> bool:
    words = scene.lexicon.places
    if phrase_ends(scene, words.origin_before, name.first, name.around.start, name.around.start + 1):
        return True
    hyphened = name.last < scene.sentence.last and scene.tokens[name.last].start == scene.tokens[name.last - 1].end + 1
    return hyphened and scene.lower(name.last) in words.origin_after


def _is_context(scene: Scene, name: Name) -> bool:
    words, around = scene.lexicon.places, name.around
    ends = (name.first, around.start, around.start + 1)
    return phrase_ends(scene, words.container_before, *ends) or phrase_ends(scene, words.spoken_of_before, *ends)


def _is_speaker_seat(scene: Scene, name: Name) -> bool:
    """Tell "a spokesman in Moscow said", "told reporters in Damascus", "speaking from Goma"."""
    if name.around.preposition not in {"in", "from", "at"}:
        return False
    before, speech = scene.lower(name.around.start - 1), scene.lexicon.speech
    if before in speech.reporters:
        return True
    if before not in speech.sources:
        return False
    first = max(scene.sentence.first, name.around.start - _SPEECH_REACH)
    if speech.according.occur(scene.tokens, first, name.around.start):
        return True
    if _is_said_before(scene, name):
        return True
    at = name.last + 1 if scene.lower(name.last) == "," else name.last
    reach = range(at, min(at + _SPEECH_REACH, scene.sentence.last))
    return any(speech.verbs.start(scene.tokens, index, scene.sentence.last) for index in reach)


def _is_said_before(scene: Scene, name: Name) -> bool:
    """Tell "…, said Oleh Bondar, the head of police in Sumy": the verb stands before the speaker and his office."""
    verbs, marks = scene.lexicon.speech.verbs, 0
    for at in range(name.around.start - 1, max(scene.sentence.first, name.around.start - _OFFICE_REACH), -1):
        if verbs.start(scene.tokens, at, scene.sentence.last):
            return marks == 1 and scene.is_capital(at + 1) and not scene.tokens[at - 1].is_word
        marks += scene.lower(at) == ","
        if not scene.tokens[at].is_word and scene.lower(at) != ",":
            return False
    return False


def _is_where_news_came_out(scene: Scene, name: Name) -> bool:
    """Tell "which was learned about only today in Lima", "this information was released in Lima".

    What was announced or released in a place may also be an event of it: a truce, hostages.
    """
    if name.around.preposition not in {"in", "at"}:
        return False
    dates = scene.lexicon.dates
    at = name.around.start - 1
    for _ in range(_NEWS_REACH):
        word = scene.lower(at)
        if word not in _BESIDE_NEWS and word not in dates.weekdays and word not in _SAME_DAY:
            break
        at -= 1
    helper, teller = scene.lower(at - 1), scene.lower(at - 2)
    if helper not in scene.lexicon.grammar.passive:
        return False
    if teller in {"has", "have", "had"}:
        teller = scene.lower(at - 3)
    return (scene.lower(at) in _ANNOUNCED and teller in _NEWS) or (
        scene.lower(at) in _COME_OUT and teller in {"which", "that"}
    )


_RULES: tuple[tuple[Callable[[Scene, Name], bool], Role], ...] = (
    (_is_people, Role.DEMONYM),
    (_is_organisation, Role.ORGANISATION),
    (is_metonym, Role.METONYM),
    (_is_origin, Role.ORIGIN),
    (_is_speaker_seat, Role.SPEAKER),
    (_is_where_news_came_out, Role.SPEAKER),
    (_is_context, Role.CONTEXT),
)
