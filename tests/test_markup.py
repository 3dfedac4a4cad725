"""Remains of HTML: what a reader sees of them, and that every word still stands where it stood."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.articles import plain
from geo.articles.markup import Plain
from geo.model import Article, Span
from geo.pipeline import extract_claims, geoparse
from tests.reading import article


def read(text: str) -> Plain:
    return plain(article(text))


SEEN = [
    ("Shells fell.<br>Two died.", "Shells fell.\u2028Two died."),
    ("Shells fell.<br />Two died.", "Shells fell.\u2028Two died."),
    ("Shells fell.</p><p>Two died.", "Shells fell.\n\n\n\nTwo died."),
    ('<p class="lead">Shells fell.</p>', "\n\nShells fell.\n\n"),
    ("<P>Shells fell.</P>", "\n\nShells fell.\n\n"),
    ("<ul><li>Kyiv</li><li>Sumy</li></ul>", "\n\n\u2028• Kyiv\u2028\u2028• Sumy\u2028\n\n"),
    ("<td>Kyiv</td><td>5</td>", "\u2028Kyiv\u2028\u20285\u2028"),
    ("<h2>Homs</h2>Two died.", "\n\nHoms\n\nTwo died."),
    ("in <b>Kha</b>rkiv", "in Kharkiv"),
    ('in <a href="/k?a=1&amp;b=2">Kharkiv</a>,', "in Kharkiv,"),
    ('died.<img alt="A woman in Goma"/>They', "died. They"),
    ("one<script>var a='<p>Kyiv</p>';</script>two", "one\n\ntwo"),
    ("one<STYLE type='x'>p {}</style>two", "one\n\ntwo"),
    ("one<script>two", "one\n\ntwo"),
    ("one<!-- Kyiv -- > <p> -->two", "onetwo"),
    ("one<!-- two", "one two"),
    ("<![CDATA[Two died.]]>", "Two died."),
    ("N&#8217;Guigmi", "N’Guigmi"),
    ("N&#x2019;Guigmi", "N’Guigmi"),
    ("in M&eacute;naka", "in Ménaka"),
    ("NIAMEY,&nbsp;Niger", "NIAMEY, Niger"),
    ("Smith &amp; Sons", "Smith & Sons"),
    ("Khar&shy;kiv", "Kharkiv"),
    ("&lt;p&gt;Two died.&lt;/p&gt;", "\n\nTwo died.\n\n"),
    ("N&amp;#8217;Guigmi", "N’Guigmi"),
    ("the armyâ€™s â€œnooseâ€\u009d â€“ closed", "the army’s “noose” – closed"),
    ("in MÃ©naka", "in Ménaka"),
]


@pytest.mark.parametrize(("text", "seen"), SEEN)
def test_a_reader_sees_no_markup(text: str, seen: str) -> None:
    assert read(text).article.text == seen


@pytest.mark.parametrize(
    "text",
    [
        "Fewer than <40 tanks and >3 guns",
        "if a < b and c > d",
        "a <few> of them",
        "losses <a few> of them",
        "mail <jane.doe@news.example> or <https://news.example>",
        "AT&T and R&D; Smith & Sons",
        "&unknown; &#; &#x; &;",
        "Pâris, SÃO PAULO, Âge",
        "ends in <p class=",
        "",
    ],
)
def test_what_is_no_markup_stays(text: str) -> None:
    found = read(text)
    assert found.article == article(text)
    assert found.raw_span(Span(0, len(text))) == Span(0, len(text))


@pytest.mark.parametrize(
    ("text", "words", "raw"),
    [
        ("<p>In N&#8217;Guigmi, two.</p>", "N’Guigmi", "N&#8217;Guigmi"),
        ("<p>In N&amp;#8217;Guigmi, two.</p>", "N’Guigmi", "N&amp;#8217;Guigmi"),
        ("In <b>Kha</b>rkiv, two.", "Kharkiv", "Kha</b>rkiv"),
        ("In <b>Kharkiv</b>, two.", "Kharkiv", "Kharkiv"),
        ("A caf&eacute; burned.", "café", "caf&eacute;"),
        ("&Eacute;lys&eacute;e", "Élysée", "&Eacute;lys&eacute;e"),
        ("one <!-- x --> two", "two", "two"),
    ],
)
def test_words_keep_their_place_in_the_raw_text(text: str, words: str, raw: str) -> None:
    found = read(text)
    start = found.article.text.index(words)
    assert found.raw_span(Span(start, start + len(words))).of(text) == raw


def test_claims_quote_the_raw_text_and_read_the_plain_one() -> None:
    text = (
        "<p>KYIV, Ukraine &#8212; Mayor Anna Lis said on Tuesday that <b>shells hit</b> Nikopol&#46;</p>"
        "<p>Russia&#8217;s army bombed Sumy, the governor&#8217;s office said.<br/>It rained.</p>"
    )
    claims = extract_claims(Article("a", "t", text, date(2023, 5, 18), "", "", "a.txt"))
    assert [(claim.place_text, claim.claimant) for claim in claims] == [
        ("Nikopol", "Mayor Anna Lis"),
        ("Sumy", "the governor’s office"),
    ]
    assert [claim.actor for claim in claims][1] == "Russia’s army"
    for claim in claims:
        assert claim.quote == text[claim.quote_start : claim.quote_end]
    assert [claim.event_text for claim in claims] == ["shells hit", "bombed"]
    assert claims[0].quote.endswith("Nikopol&#46;")
    assert claims[1].quote == "Russia&#8217;s army bombed Sumy, the governor&#8217;s office said."


@given(st.lists(st.sampled_from(["<b>", "</b>", "<!-- x -->", "&nbsp;", "&amp;nbsp;", " "]), min_size=6, max_size=6))
def test_the_words_of_an_event_are_a_part_of_the_raw_quote(marks: list[str]) -> None:
    words = ("Soldiers ", "dropped ", "barrel ", "bombs ", "on ", "Saraqib.")
    text = "".join(mark + word for mark, word in zip(marks, words, strict=True))
    (claim,) = extract_claims(article(text))
    assert claim.event_text in claim.quote
    assert claim.event_text.startswith("dropped ")
    assert claim.event_text.endswith("bombs")


def test_toponyms_of_a_marked_up_text_have_raw_offsets(tmp_path: Path) -> None:
    text = "<p>Shells hit N&#8217;Guigmi in <b>Niger</b>.</p>"
    (tmp_path / "a.jsonl").write_text(json.dumps({"id": "a", "title": "t", "date": "20230518", "text": text}))
    (parsed,) = geoparse([tmp_path / "a.jsonl"])
    assert not hasattr(parsed, "reason")
    spans = [toponym.span.of(text) for toponym in getattr(parsed, "toponyms", ())]
    assert spans == ["N&#8217;Guigmi", "Niger"]


@given(
    st.lists(
        st.sampled_from(
            ["<p>", "</p>", "<br>", "<b>", "<script>", "</script>", "<!--", "-->", "&amp;", "&lt;", "&#8217;", "Kyiv ",
             "fell. ", "<", ">", "&", "â€™", "li", "<li>", "]]>", '="']
        )
    ).map("".join)
)  # fmt: skip
def test_any_markup_keeps_order_and_bounds(text: str) -> None:
    found = read(text)
    before = Span(0, 0)
    for at in range(len(found.article.text)):
        span = found.raw_span(Span(at, at + 1))
        assert before.start <= span.start <= span.end <= len(text)
        assert before.end <= span.end
        before = span


@pytest.mark.parametrize(
    "part",
    ["<", "<p", "<p ", "<p a=", "<a<", "&", "&#", "&amp", "&amp;", "<script>", "<!--", "<!-- -->", "</", "â€", "<p>"],
)  # fmt: skip
def test_hostile_markup_takes_linear_time(part: str) -> None:
    text = part * (500_000 // len(part))
    assert len(read(text).article.text) <= 3 * len(text)
