"""Sentences: whole ones, whatever the wire service, the lost line breaks or the abbreviations do."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.find.sentences import sentences
from geo.tokens import tokenize
from tests.reading import opened

LEXICON, GAZETTEER = opened()


def split(text: str) -> list[str]:
    return [sentence.span.of(text) for sentence in sentences(text, tokenize(text), LEXICON, GAZETTEER)]


ONE_SENTENCE = [
    "It was paid with Rs. \u20b9500 in cash.",
    "He came ... \u2013 and left.",
    "Gen. Oleh Babenko told Mr. Smith and Dr. Amina Yusuf that Lt. Col. Petrov had left.",
    "Brig. Gen. John D. Rivera and Sgt. Maj. K. L. Jones met near St. Mary.",
    "Col. Sara “S.J.” Dorian spoke to reporters.",
    "The U.S. Army and U.N. observers left for the U.K. Embassy.",
    "The F.A.R.C. Front attacked.",
    "On Dec. 7th the column stopped; on Jan. 8 it moved, and on Sept. 11 it left.",
    "Route No. 5 and hills Nos. 12 and 14 were mined.",
    "Some 3.5 km of road and 1.2 million people were cut off.",
    "The first shell landed at 5.30 a.m. Monday near the market.",
    "The raid began at 3 p.m. Kyiv time.",
    "J. R. Smith, an analyst, and George W. Bright disagreed.",
    "Acme Corp. Security guards left.",
    "MOGADISHU, Somalia (AP) - A car bomb went off near a hotel.",
    "KYIV, Ukraine (Reuters) — Shells hit the port.",
    "Bogota, 29 Oct 88 (Radio Cadena) -- [Text] Guerrillas attacked a post.",
    "“Stop!” he cried as the shells fell.",
    "Did they leave? nobody knew.",
    "The post at https://news.example/War.Report said so.",
    "See www.Example.com or write to Jane.Doe@news.example about it.",
    "They had… gone by noon.",
    "They waited ... and left.",
    "Shells fell on Kharkiv, Sumy and Chernihiv",
    "The line wraps at a column that is rather narrow\nand goes on in the next line until its end\nwhere it stops.",
    "Gen. al-Amiri arrived.",
    "Gen. In Ho Park arrived.",
    "THE ARMY TOOK THE TOWN",
]


@pytest.mark.parametrize("text", ONE_SENTENCE)
def test_one_sentence_stays_whole(text: str) -> None:
    assert split(text) == [text]


TWO_SENTENCES = [
    ("\u26a1\ufe0fExplosions in Kyiv!", "\U0001f4a5 Air defence is at work."),
    ("Gunfire in Khartoum.", "\U0001f1f8\U0001f1e9 Stay at home."),
    ("Goma was shelled.", "\u200f\u202eGoma\u202c fell."),
    ("The army left the town.", "Rebels came."),
    ("The army left the town!", "“Rebels came,” he said."),
    ("Did the army leave?", "12 villages say so."),
    ("“The army left.”", "A witness saw it."),
    ("He said: “We left.”", "“We had to,” he added."),
    ("(The army left.)", "(Rebels came.)"),
    ("They took Hill 402.", "Five soldiers died."),
    ("It lost a T-72B.", "Rebels filmed it."),
    ("In all, 14 died.", "3 were children."),
    ("They came from the U.S. ", "The army had asked for them."),
    ("It began at 5 a.m. ", "By noon it was over."),
    ("It belongs to Acme Inc. ", "He owns it."),
    ("It was the aim of World War I. ", "They knew it."),
    ("Did you see it, yes or no. ", "Rebels did."),
    ("The town fell.", "al-Shabab claimed it."),
    ("The town fell.", "Şırnak was next."),
    ("The town fell.", "Łódź was next."),
    ("The town fell.", "Київ was next."),
    ("We saw smoke...", "Then it was quiet."),
    ("We saw smoke…", "Then it was quiet."),
    ("What?!", "Nobody knew."),
    ("THE ARMY TOOK THE TOWN.", "REBELS FLED."),
    ("It opened a safe passage.", "\tUkraine's ministry agreed."),
    ("A text with\r\na wrapped line.", "\r\nIt goes on."),
]


@pytest.mark.parametrize(("one", "two"), TWO_SENTENCES)
def test_two_sentences_are_cut(one: str, two: str) -> None:
    assert split(f"{one} {two}") == [one.strip(), two.strip()]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "It offered safe passage.Ukraines ministry agreed.",
            ["It offered safe passage.", "Ukraines ministry agreed."],
        ),
        ("Ten died.A bomb went off.", ["Ten died.", "A bomb went off."]),
        ("It said “no”.Rebels left.", ["It said “no”.", "Rebels left."]),
        ("It happened in 2014.Rebels left.", ["It happened in 2014.", "Rebels left."]),
        ("“We left.”Rebels came.", ["“We left.”", "Rebels came."]),
        ("Who fired?Nobody knew.", ["Who fired?", "Nobody knew."]),
        ("The army told Gen.Petrov to leave.", ["The army told Gen.Petrov to leave."]),
        ("A Ph.D. student died.", ["A Ph.D. student died."]),
        ("The U.S.Army left.", ["The U.S.Army left."]),
        ("On Dec.14th it fell.", ["On Dec.14th it fell."]),
        ("Some 3.5 km off.", ["Some 3.5 km off."]),
    ],
)
def test_a_lost_space_hides_no_end(text: str, expected: list[str]) -> None:
    assert split(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Fighting in the east\n\nThe army left.", ["Fighting in the east", "The army left."]),
        ("Fighting in the east\r\n\r\nThe army left.", ["Fighting in the east", "The army left."]),
        ("Fighting in the east\n \t\n\n\nThe army left.", ["Fighting in the east", "The army left."]),
        ("Fighting in the east\u2029The army left.", ["Fighting in the east", "The army left."]),
        ("Fighting in the east\nThe army left the town.", ["Fighting in the east", "The army left the town."]),
        ("Fighting in the east\n“We left,” they said.", ["Fighting in the east", "“We left,” they said."]),
        ("Ukraine\nEast\nThe army left.", ["Ukraine", "East", "The army left."]),
        ("Losses:\n• Kyiv was shelled\n• Sumy was bombed", ["Losses:", "Kyiv was shelled", "Sumy was bombed"]),
        ("Losses:\r\n- Kyiv, shelled\r\n- Sumy, bombed", ["Losses:", "Kyiv, shelled", "Sumy, bombed"]),
        ("Losses: • Kyiv was shelled • Sumy was bombed", ["Losses:", "Kyiv was shelled", "Sumy was bombed"]),
        ("Losses:\n1. Kyiv was shelled\n2. Sumy was bombed", ["Losses:", "1. Kyiv was shelled", "2. Sumy was bombed"]),
        ("Losses:\na) Kyiv was shelled\nb) Sumy fell", ["Losses:", "a) Kyiv was shelled", "b) Sumy fell"]),
        (
            "Near Raqqa:\n. One strike hit a truck.\n. One missed.",
            ["Near Raqqa:", "One strike hit a truck.", "One missed."],
        ),
        (
            "Troops of the Northern Group left Bar\nKharkiv and Sumy for the east on one\nday in May.",
            ["Troops of the Northern Group left Bar\nKharkiv and Sumy for the east on one\nday in May."],
        ),
        ("  \n \n", []),
        ("", []),
        ("\n\nThe army left.\n\n", ["The army left."]),
    ],
)
def test_headings_lists_and_paragraphs_end_where_their_lines_do(text: str, expected: list[str]) -> None:
    assert split(text) == expected


def test_paragraphs_are_numbered() -> None:
    text = "Heading\n\nOne. Two.\n\nThree."
    numbers = [sentence.paragraph for sentence in sentences(text, tokenize(text), LEXICON, GAZETTEER)]
    assert numbers == [0, 1, 1, 2]


_MARKS = "aA.!?…\"'”)(“ \n\r\t•-1:;,"
_PIECES = st.sampled_from(
    ["Gen. ", "U.S. ", "The ", "al-", "Mali", "fell", ". ", ".", "”", "\n", "\r\n", "\n\n", "1. ", "• ", "No. 5 "]
)


@given(st.text() | st.text(alphabet=_MARKS) | st.lists(_PIECES).map("".join))
def test_sentences_hold_every_token_once_and_in_order(text: str) -> None:
    tokens = tokenize(text)
    next_token, paragraph = 0, 0
    for sentence in sentences(text, tokens, LEXICON, GAZETTEER):
        assert sentence.first == next_token < sentence.last
        assert sentence.span.start in {
            tokens[sentence.first].start,
            tokens[min(sentence.first + 1, len(tokens) - 1)].start,
        }
        assert sentence.span.end == tokens[sentence.last - 1].end
        assert sentence.paragraph >= paragraph
        next_token, paragraph = sentence.last, sentence.paragraph
    assert next_token == len(tokens)


@pytest.mark.parametrize(
    "part",
    [
        ".",
        ",",
        " ",
        "\n",
        " \n",
        ". ",
        "!?”",
        "Kyiv\n",
        "Mr. A",
        "Mr. A ",
        "a.A",
        " • ",
        "a.",
        "1. ",
        '."',
        "(",
        "The army left. ",
    ],
)
def test_long_texts_of_one_thing_are_cut_in_linear_time(part: str) -> None:
    text = " " * 20_000 + part * (100_000 // len(part))
    tokens = tokenize(text)
    found = sentences(text, tokens, LEXICON, GAZETTEER)
    assert sum(sentence.last - sentence.first for sentence in found) == len(tokens)


def test_a_text_without_an_end_is_cut_at_spaces() -> None:
    text = "Goma was shelled and " * 1_000
    parts = split(text)
    assert " ".join(parts) == text.strip()
    assert max(map(len, parts)) <= 5_000
