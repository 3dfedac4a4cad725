"""The lexicon's phrase language: each operator, and what may stand in a gap."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.errors import LexiconError
from geo.inflection import Inflector
from geo.phrases import Phrases, compile_phrase
from geo.tokens import tokenize

IRREGULAR = {"take": ["takes", "took", "taken", "taking"], "hit": ["hits", "hitting"], "repel": ["repels", "repelled"]}
CLASSES = {"guns": ["howitzer", "mortar"]}
LIGHT = ["has", "had", "also", "not"]
INFLECTOR = Inflector(IRREGULAR, CLASSES, LIGHT)


def matches(source: str, text: str) -> list[str]:
    """Return the words of `text` that the phrase covers."""
    tokens = tokenize(text)
    phrases = Phrases([compile_phrase(source, source, INFLECTOR)])
    return [text[tokens[m.first].start : tokens[m.last - 1].end] for m in phrases.within(tokens, 0, len(tokens))]


@pytest.mark.parametrize(
    ("source", "text", "expected"),
    [
        ("car bomb", "A car bomb and a Car Bomb.", ["car bomb", "Car Bomb"]),
        ("car bomb", "A car. Bomb the bridge.", []),
        ("cease fire", "The cease-fire held.", ["cease-fire"]),
        ("shells|rockets fell", "Shells fell, rockets fell, bombs fell.", ["Shells fell", "rockets fell"]),
        ("seize~", "They seize, seizes, seized, seizing, seizure.", ["seize", "seizes", "seized", "seizing"]),
        ("take~", "take takes took taken taking taked", ["take", "takes", "took", "taken", "taking"]),
        ("shell!", "They shell and shelled; shells; shelling.", ["shelled", "shelling"]),
        ("raid+", "A raid, two raids, raided.", ["raid", "raids"]),
        ("seize~|raid+ it", "seized it raids it raided it", ["seized it", "raids it"]),
        (
            "kill # rebels",
            "kill 12 rebels, kill twelve rebels, kill 1,200 rebels",
            ["kill 12 rebels", "kill 1,200 rebels"],
        ),
        ("# killed", "12 killed and 3rd killed", ["12 killed", "3rd killed"]),
        ("drop ... bombs", "drop bombs", ["drop bombs"]),
        ("drop ... bombs", "drop two very big bombs", ["drop two very big bombs"]),
        ("drop ... bombs", "drop one two three four bombs", []),
        ("drop ... bombs", "drop, they say, bombs", []),
        ("drop ... bombs", "drop two, big bombs", ["drop two, big bombs"]),
        ("drop ... bombs", "drop it. Then bombs", []),
        ("drop ... bombs", "drop (two) bombs", []),
        ("drop ... bombs on ... town", "drop big bombs on the old town", ["drop big bombs on the old town"]),
        ("drop ... bombs on ... town", "drop big bombs near the old town", []),
        ("drop ... bombs", "drop drop bombs", ["drop drop bombs", "drop bombs"]),
        ("a a", "a a a", ["a a", "a a"]),
        ("...x", "...x", []),
        ("missile _ hit", "missile hit", ["missile hit"]),
        ("missile _ hit", "The missile has also not hit it", ["missile has also not hit"]),
        ("missile _ hit", "missile parts hit", []),
        ("missile _ hit", "missile has, also, hit", []),
        ("missile _ hit", "missile has has has has hit", ["missile has has has has hit"]),
        ("missile _ hit", "missile has has has has has hit", []),
        ("missile _ ... hit", "missile has just now hit", ["missile has just now hit"]),
        ("@guns fire", "howitzer fire, mortar fire, gun fire", ["howitzer fire", "mortar fire"]),
        ("@guns|tank fire", "tank fire and mortar fire", ["tank fire", "mortar fire"]),
        ("@ home", "@ home", ["@ home"]),
    ],
)
def test_a_phrase_finds_its_words(source: str, text: str, expected: list[str]) -> None:
    assert matches(source, text) == expected


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("", "is not a phrase"),
        ("  ", "is not a phrase"),
        ("Car bomb", "lower-case"),
        ("... bomb", "only between words"),
        ("bomb ...", "only between words"),
        ("...", "only between words"),
        ("_ bomb", "only between words"),
        ("bomb _", "only between words"),
        ("_", "only between words"),
        ("@planes bomb", "no class of words @planes"),
        ("bomb|", "empty alternative"),
        ("|bomb", "empty alternative"),
        ("bomb||shell", "empty alternative"),
        ("car bomb| went", "empty alternative"),
    ],
)
def test_what_cannot_be_a_phrase_is_refused(source: str, reason: str) -> None:
    with pytest.raises(LexiconError, match=reason):
        compile_phrase(source, None, INFLECTOR)


@pytest.mark.parametrize("operator", ["~", "!", "+"])
def test_an_operator_alone_is_a_word(operator: str) -> None:
    assert compile_phrase(operator, None, INFLECTOR).elements == (frozenset({operator}),)


@pytest.mark.parametrize(
    ("lemma", "forms"),
    [
        ("attack", "attacks attacked attacking"),
        ("seize", "seizes seized seizing"),
        ("agree", "agrees agreed agreeing"),
        ("free", "frees freed freeing"),
        ("die", "dies died dying"),
        ("occupy", "occupies occupied occupying"),
        ("destroy", "destroys destroyed destroying"),
        ("clash", "clashes clashed clashing"),
        ("reach", "reaches reached reaching"),
        ("dismiss", "dismisses dismissed dismissing"),
        ("drop", "drops dropped dropping"),
        ("stop", "stops stopped stopping"),
        ("lob", "lobs lobbed lobbing"),
        ("ram", "rams rammed ramming"),
        ("stab", "stabs stabbed stabbing"),
        ("gun", "guns gunned gunning"),
        ("plan", "plans planned planning"),
        ("quit", "quits quitted quitting"),
        ("vow", "vows vowed vowing"),
        ("fix", "fixes fixed fixing"),
        ("raid", "raids raided raiding"),
        ("loot", "loots looted looting"),
        ("bomb", "bombs bombed bombing"),
        ("order", "orders ordered ordering"),
        ("take", "takes took taken taking"),
        ("hit", "hits hitting"),
        ("repel", "repels repelled"),
    ],
)
def test_verbs_have_their_forms(lemma: str, forms: str) -> None:
    assert INFLECTOR.verb(lemma) == {lemma, *forms.split()}
    nouns_too = {lemma, next(form for form in forms.split() if form.endswith("s"))}
    assert INFLECTOR.acting(lemma) == set(forms.split()) - nouns_too


@pytest.mark.parametrize(
    ("lemma", "plural"),
    [
        ("rocket", "rockets"),
        ("ambush", "ambushes"),
        ("city", "cities"),
        ("alley", "alleys"),
        ("bus", "buses"),
        ("box", "boxes"),
        ("torch", "torches"),
        ("y", "ys"),
    ],
)
def test_nouns_have_their_plural(lemma: str, plural: str) -> None:
    assert Inflector.noun(lemma) == {lemma, plural}


def test_matches_come_in_the_order_of_their_first_words_and_carry_their_payload() -> None:
    phrases = Phrases(compile_phrase(source, number, INFLECTOR) for number, source in enumerate(["b", "a b", "a"]))
    tokens = tokenize("a b")
    assert [(m.first, m.last, m.phrase.payload) for m in phrases.within(tokens, 0, 2)] == [
        (0, 2, 1),
        (0, 1, 2),
        (1, 2, 0),
    ]
    assert [phrase.payload for phrase in phrases] == [0, 1, 2]


def test_a_match_ends_before_the_last_token_asked_for() -> None:
    phrases = Phrases([compile_phrase("drop ... bombs", "", INFLECTOR)])
    tokens = tokenize("drop two bombs")
    assert not list(phrases.within(tokens, 0, 2))
    assert not list(phrases.starting_at(tokens, 3, 3))


_WORDS = st.lists(st.sampled_from(["drop", "two", "bombs", "on", "12", ".", ",", "(", "-", "’s", "DROP"]), max_size=30)


@given(_WORDS.map(" ".join) | st.text())
def test_matches_lie_within_the_tokens(text: str) -> None:
    tokens = tokenize(text)
    sources = ["drop ... bombs", "drop", "# ... on ... bombs", "two|# bombs"]
    phrases = Phrases(compile_phrase(source, source, INFLECTOR) for source in sources)
    found = list(phrases.within(tokens, 0, len(tokens)))
    assert all(0 <= match.first < match.last <= len(tokens) for match in found)
    assert [match.first for match in found] == sorted(match.first for match in found)


@pytest.mark.parametrize(
    ("source", "word"), [("a ... a ... a ... b", "a"), ("has _ hit", "has"), ("has _ ... _ b", "has")]
)
def test_gaps_cost_linear_time(source: str, word: str) -> None:
    phrases = Phrases([compile_phrase(source, "", INFLECTOR)])
    tokens = tokenize(f"{word} " * 30_000)
    assert not list(phrases.within(tokens, 0, len(tokens)))
