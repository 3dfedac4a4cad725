"""Reports: what a brief tells, that it tells how much it leaves out, and that hostile words are only words."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from markdown_it import MarkdownIt

from geo import pipeline
from geo.errors import ClaimmapError
from geo.figures import Asked
from geo.model import Claim, DatePrec, Grade
from geo.reports import (
    Became,
    Brief,
    Differing,
    Happening,
    Picture,
    Revised,
    Since,
    compose,
    figure_of,
    file_of,
    write_report,
)
from geo.reports.blocks import Block, Heading, Items, Link, Paragraph, Table, Text, address, told
from geo.reports.claims import MOST_CLAIMS, MOST_DAYS, MOST_UNPLACED
from geo.reports.events import MOST_CHANGES, MOST_EVENTS
from geo.reports.markdown import markdown
from geo.reports.page import page
from geo.settings import Settings
from tests.factories import claim
from tests.hostile import PAYLOADS
from tests.test_cli import claimmap

STORIES = Path(__file__).parent / "stories"
FIRST = date(2031, 5, 1)


def brief(*claims: Claim, **changes: Any) -> Brief:  # noqa: ANN401 - fields of Brief
    made = Brief("", "", None, None, claims, (), 0, (), None, None, "Places: GeoNames (CC BY 4.0)")
    return replace(made, **changes)


def written(made: Brief) -> str:
    return markdown(compose(made))


def at(number: int, day: date | None = FIRST, **changes: Any) -> Claim:  # noqa: ANN401 - fields of Claim
    told_of = {"claim_id": f"c{number:05}", "event_date": day, "event_date_end": day, "location": f"Town {number:05}"}
    return claim(**(told_of | changes))


# ---------------------------------------------------------------- words of articles in Markdown


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("*bold* _it_ `code`", r"\*bold\* \_it\_ \`code\`"),
        ("a | b", r"a \| b"),
        ("<script>alert(1)</script>", r"\<script\>alert(1)\</script\>"),
        ("[x](javascript:alert(1))", r"\[x\](javascript\:alert(1))"),
        ("![x](https://evil.example/i.png)", r"\!\[x\](https\://evil.example/i.png)"),
        ("1. First", r"1\. First"),
        ("12) then", r"12\) then"),
        ("(a) then", r"(a\) then"),
        ("- no list", r"\- no list"),
        ("+ no list", r"\+ no list"),
        ("# no heading", r"\# no heading"),
        ("> no quotation", r"\> no quotation"),
        (": no definition", r"\: no definition"),
        ("% no title", r"\% no title"),
        ("--- no rule", r"\-\-\- no rule"),
        ("=== no heading", r"\=\=\= no heading"),
        ("~~no~~ H~2~O x^2^ $y$", r"\~\~no\~\~ H\~2\~O x\^2\^ \$y\$"),
        ("&lt;b&gt; &copy;", r"\&lt;b\&gt; \&copy;"),
        ("@smith2020 me@mail.example", r"\@smith2020 me\@mail.example"),
        ("{.class} {{ 7*7 }}", r"\{.class\} \{\{ 7\*7 \}\}"),
        ("www.evil.example", r"www\.evil.example"),
        (":smile: at 10:30, he said: no", r"\:smile: at 10\:30, he said: no"),
        ("back\\slash", r"back\\slash"),
        ("and so on...", r"and so on\.\.\."),
        ("a\n\n# b\r\n- c", r"a \# b - c"),
        ("A plain sentence, with 3.5 km (two miles).", "A plain sentence, with 3.5 km (two miles)."),
    ],
)
def test_words_mean_nothing_to_markdown(words: str, shown: str) -> None:
    text = written(brief(claim(source=words, title="T", url="")))
    assert f"\\\n  {shown}, " in text


@pytest.mark.parametrize(
    ("url", "link"),
    [
        ("https://news.example/a?b=1&c=2", "https://news.example/a?b=1&c=2"),
        ("http://news.example/a b", "http://news.example/a%20b"),
        ("https://news.example/\u202e\"<>|`'", "https://news.example/%E2%80%AE%22%3C%3E%7C%60'"),
        ("https://news.example/\ud800", "https://news.example/?"),
        ("javascript:alert(1)", ""),
        (" javascript:alert(1)", ""),
        ("JAVASCRIPT://news.example/%0aalert(1)", ""),
        ("data:text/html,x", ""),
        ("file:///etc/passwd", ""),
        ("//news.example/a", ""),
        ("https://", ""),
        ("https://[::1", ""),
        ("", ""),
    ],
)
def test_only_addresses_of_the_web_are_links(url: str, link: str) -> None:
    assert address(url) == link
    made = compose(brief(claim(url=url, title="A title")))
    assert ("](" in markdown(made)) is bool(link)
    assert ("<a " in page("", made)) is bool(link)


def test_an_address_does_not_end_a_link_or_a_cell() -> None:
    text = written(brief(claim(url="https://news.example/a_(b)|*c*&copy;", title="x](y)")))
    assert r"[x\](y)](https://news.example/a\_%28b%29%7C%2Ac%2A\&copy;)" in text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\u202eevil\u2066", "\ufffdevil\ufffd"),
        ("\x00a\x1b[31m", "\ufffda\ufffd[31m"),
        ("\ud800", "\ufffd"),
        ("Khar\u200bkiv\u00ad\ufeff", "Kharkiv"),
        ("می\u200cرود", "می\u200cرود"),
        ("a\u2028b\u2029c", "a b c"),
        ("Z" + "\u0301" * 99 + "a\u0301", "Z" + "\u0301" * 8 + "a\u0301"),
    ],
)
def test_what_steers_or_reorders_is_not_told(text: str, shown: str) -> None:
    assert told(text) == shown


_PLAIN = {"inline", "text", "hardbreak"} | {
    f"{name}_{end}"
    for name in (
        *("paragraph", "heading", "bullet_list", "list_item", "link", "strong"),
        *("table", "thead", "tbody", "tr", "th", "td"),
    )
    for end in ("open", "close")
}
_MARKERS = (
    "1. a",
    "a) b",
    "- x",
    "+ x",
    "# x",
    "> x",
    "```",
    "~~~",
    "---",
    "===",
    "[a]: http://b",
    "x|y",
    "\\",
    "![",
    "](",
)


@pytest.mark.parametrize("text", [*PAYLOADS.values(), *_MARKERS])
def test_another_reader_of_markdown_finds_the_words_and_nothing_else(text: str) -> None:
    words = told(text).strip()
    blocks: list[Block] = [
        Heading(2, words),
        Paragraph((Text(words),)),
        Items((((Text(words),), (Text(words), Link(words, "https://news.example/a"))),)),
        Table(("a", "b"), (((Text(words),), (Text("c"),)),)),
        Paragraph((Text(words, strong=True), Text(": x"))),
    ]
    parsed = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(markdown(blocks))
    inner = [child for token in parsed for child in token.children or []]
    assert {token.type for token in [*parsed, *inner]} <= _PLAIN
    if words:
        assert "".join(token.content for token in inner if token.type == "text").count(words) == 7


# ---------------------------------------------------------------- words of articles in HTML


class _Tags(HTMLParser):
    """What a page is made of, and where its links and pictures lead."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.led: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.led |= {value or "" for name, value in attrs if name in {"href", "src"}}


_TAGS = {
    "html", "head", "meta", "title", "style", "body", "main", "h1", "h2", "h3", "p", "ul", "li", "br", "strong", "bdi",
    "a", "table", "thead", "tbody", "tr", "th", "td", "figure", "img",
}  # fmt: skip
_ATTRIBUTES = {"scope", "lang", "charset", "http-equiv", "content", "name", "href", "rel", "src", "alt"}


@pytest.mark.parametrize("text", PAYLOADS.values(), ids=PAYLOADS)
def test_hostile_words_are_only_words(tmp_path: Path, text: str) -> None:
    hostile = claim(
        quote=text, title=text, source=text, claimant=text, claimant_side=text, location=text, place_text=text,
        actor=text, place_reason=text, correction=text, grade=Grade.CONTESTED, grade_reason=text, event_id="e1",
        url=f"https://news.example/{text}", admin1=text, country=text,
    )  # fmt: skip
    other = replace(hostile, claim_id="c2", article_id="a2")
    event = Happening(
        (hostile, other),
        [Revised("actor", text, "x", other)],
        [Differing("actor", [(text, [hostile]), ("x", [other])])],
    )
    changed = [Became("new", hostile), Became("changed", other, [("actor", text, "x")])]
    lost = replace(hostile, claim_id="c3", latitude=None, longitude=None)
    blocks = compose(
        brief(
            hostile, other, title=text, unplaced=(lost,), happenings=(event,), since=Since(0, 1, changed),
            picture=Picture(Path("a b.png"), text), credits=text,
        )
    )  # fmt: skip
    for name in ("report.md", "report.html"):
        write_report(blocks, tmp_path / name)
    plain = (tmp_path / "report.md").read_text("utf-8")
    assert not re.search(r"(?<!\\)<|(?<!\\)\]\((?!https://news\.example/|a%20b\.png)", plain)
    assert all(len(re.findall(r"(?<!\\)\|", line)) in {0, 4} for line in plain.splitlines())
    assert not re.search("[\u202a-\u202e\u2066-\u2069\x00-\x09\x0b-\x1f]", plain)
    tags = _Tags()
    html = (tmp_path / "report.html").read_text("utf-8")
    tags.feed(html)
    assert tags.tags <= _TAGS
    assert tags.attributes <= _ATTRIBUTES
    assert all(each.startswith("https://news.example/") or each == "a%20b.png" for each in tags.led)
    assert not re.search("[\u202a-\u202e\u2066-\u2069\x00-\x09\x0b-\x1f]", html)


# ---------------------------------------------------------------- what is left out is told


def test_a_long_period_is_bounded_and_what_is_left_out_is_counted() -> None:
    days = [FIRST + timedelta(days=n) for n in range(MOST_DAYS + 5)]
    many = [at(n, day) for n, day in enumerate(day for day in days for _ in range(9))]
    text = written(brief(*many))
    assert len(re.findall("^### ", text, re.MULTILINE)) == MOST_DAYS
    listed = len(re.findall("^- ", text, re.MULTILINE))
    assert listed <= MOST_CLAIMS
    assert "And 5 more days with 45 claims, from 29 August 2031." in text
    left = sum(int(count) for count in re.findall(r"And (\d+) more claims?, for want of room", text))
    assert listed + left + 45 == len(many)


def test_every_event_is_told_before_a_second_claim_of_any() -> None:
    many = [at(n, event_id="e1") for n in range(MOST_CLAIMS)]
    text = written(brief(*many, at(99_999, event_id="e2")))
    assert "Town 99999" in text
    assert "And 1 more claim, for want of room." in text


def test_unplaced_claims_and_long_quotes_are_bounded() -> None:
    lost = [
        at(n, latitude=None, longitude=None, place_text=f"Hamlet {n:03}", place_reason="not in the gazetteer")
        for n in range(MOST_UNPLACED + 7)
    ]
    text = written(brief(at(0, quote="x" * 5_000), unplaced=lost, elsewhere=3, region="Ukraine"))
    assert "And 7 more claims, for want of room." in text
    assert "67 claims of articles that tell of this region, on no map and in no list above." in text
    assert (
        "3 claims of other articles could not be placed either: whether they are of this region is not known." in text
    )
    assert "**Hamlet 000**: not in the gazetteer" in text
    assert "… (4,300 letters more)" in text


def test_events_changes_and_accounts_are_bounded() -> None:
    events, became = [], []
    for n in range(MOST_EVENTS + 3):
        event_id = f"e{n}"
        claims = [
            at(100 * n + k, event_id=event_id, article_id=f"a{k}", actor=f"A{k}", grade=Grade.CONTESTED)
            for k in range(9)
        ]
        actors = Differing("actor", [(claim.actor, [claim]) for claim in claims])
        revised = [Revised("actor", "A0", claim.actor, claim) for claim in claims]
        events.append(Happening(claims, revised, [actors]))
        calm = [replace(claim, grade=Grade.TWO_SOURCES, event_id=f"c{n}") for claim in claims]
        events.append(Happening(calm, revised, []))
    for n in range(MOST_CHANGES + 2):
        fields = [
            ("deaths_min", 1, 2),
            ("actor", "", "B"),
            ("target", "", "C"),
            ("country", "", "D"),
            ("iso3", "", "E"),
        ]
        became += [Became("changed", at(n), [*fields, ("event_id", "e1", "e2")]), Became("new", at(n))]
    became.append(Became("changed", at(77_777), [("event_id", "e1", "e2")]))  # is nothing new to a reader
    text = written(brief(at(0), happenings=events, since=Since(0, 1, became)))
    news, contested, several, _ = re.split("^## (?=What is contested|Told by|Claims by)", text, flags=re.MULTILINE)
    assert "new 42, told otherwise 42." in news
    assert news.count("And 2 more claims, for want of room.") == 2
    assert "deaths min: 1 → 2; actor: none → B; target: none → C; country: none → D; and 1 more field" in news
    assert "Town 77777" not in news
    for part in (contested, several):
        assert part.count("\n### ") == MOST_EVENTS
        assert "And 3 more events, for want of room." in part
        assert part.count("And 1 more claim, for want of room.") == MOST_EVENTS
        assert part.count("And 1 more revision, for want of room.") == MOST_EVENTS
    assert contested.count("(and 5 more) |") == MOST_EVENTS


def test_days_not_known_closely_stand_apart_and_spans_in_the_period() -> None:
    long = at(1, FIRST - timedelta(days=3), event_date_end=FIRST + timedelta(days=1), date_prec=DatePrec.DAYS)
    text = written(brief(long, at(2, None), at(3, date_prec=DatePrec.MONTH), first=FIRST, last=FIRST))
    _, first, apart = re.split("^### ", text, flags=re.MULTILINE)
    assert first.startswith("Thursday, 1 May 2031")
    assert "28 April – 2 May 2031 (to within days)" in first
    assert apart.startswith("Told less closely than to the week")
    assert apart.count("\n- ") == 2


def test_claims_in_any_order_give_the_same_bytes() -> None:
    claims = [at(n, FIRST + timedelta(days=n % 3), event_id=f"e{n % 4}", source=f"S{n % 5}") for n in range(40)]
    lost = [at(n, latitude=None, longitude=None) for n in range(50, 60)]
    became = [Became("new", each) for each in claims[:9]]
    made = brief(*claims, unplaced=lost, since=Since(1, 2, became))
    turned = brief(*claims[::-1], unplaced=lost[::-1], since=Since(1, 2, became[::-1]))
    assert written(made) == written(turned)
    assert page("", compose(made)) == page("", compose(turned))


# ---------------------------------------------------------------- the command


@pytest.fixture(scope="module")
def stories(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("stories")
    pipeline.build([STORIES], Settings(out))
    return out


MARKET = Asked(date(2020, 12, 7), date(2020, 12, 10))


@pytest.mark.parametrize("suffix", ["md", "html"])
def test_a_contested_event_has_both_sides(stories: Path, tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"market.{suffix}"
    written = pipeline.report(Settings(stories), MARKET, path, figure_of(path, "png"))
    assert written == (path, tmp_path / "market.png", tmp_path / "market.txt")
    text = path.read_text("utf-8")
    contested = text[text.index("What is contested") : text.index("Told by several articles")]
    for words in ("the White Helmets", "the Syrian Democratic Forces", "the Turkish Defence Ministry", "PKK"):
        assert words in contested
    assert "fired rockets at a vegetable market in al" in contested
    assert "market.png" in text
    assert "GeoNames (CC BY 4.0)" in text
    assert "not what happened" in text


def test_the_order_of_articles_does_not_matter(stories: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    pipeline.build(sorted(STORIES.glob("*.jsonl"), reverse=True), Settings(other))
    for out in (stories, other):
        path = tmp_path / f"{out.name}.d" / "report.md"
        path.parent.mkdir()
        pipeline.report(Settings(out), Asked(), path, figure_of(path, "svg"))
    one, two = (sorted((tmp_path / f"{out.name}.d").iterdir()) for out in (stories, other))
    assert [path.name for path in one] == ["report.md", "report.svg", "report.txt"]
    assert [path.read_bytes() for path in one] == [path.read_bytes() for path in two]


def test_what_is_new_since_a_run(tmp_path: Path) -> None:
    source, out = tmp_path / "in", tmp_path / "out"
    source.mkdir()
    head = "20220304\nhttps://example.org/{0}\n"
    (source / "a.txt").write_text("Shells\n" + head.format("a") + "Russian artillery shelled Kharkiv on Thursday.\n")
    (source / "b.txt").write_text("Raid\n" + head.format("b") + "Jets bombed a depot in Lviv on Thursday, killing 3.\n")
    (source / "d.txt").write_text("Raid\n" + head.format("d") + "Militants shelled Kherson on Thursday.\n")
    pipeline.build([source], Settings(out))
    (source / "b.txt").write_text("Raid\n" + head.format("b") + "Jets bombed a depot in Lviv on Thursday, killing 5.\n")
    (source / "d.txt").write_text("Raid\n" + head.format("d") + "Nothing at all is told of Kherson any more.\n")
    (source / "c.txt").write_text("Blast\n" + head.format("c") + "An explosion hit Odesa on Thursday.\n")
    pipeline.build([source], Settings(out))
    text = reported(out, Asked(), since=1)
    news = text[text.index("What is new since run 1") : text.index("What is contested")]
    assert "Odesa" in news
    assert "deaths min: 3 → 5" in news
    assert "Kharkiv" not in news
    assert "Kherson" in news[news.index("### Withdrawn") :]
    assert "Kherson" not in text[text.index("What is contested") :]
    assert "Nothing until run 2" in reported(out, Asked(), since=2)
    assert "Odesa" not in reported(out, Asked(region="UA-63"), since=1)
    with pytest.raises(ClaimmapError, match="there is no run 9"):
        reported(out, Asked(), since=9)


def reported(out: Path, asked: Asked, since: int | None = None) -> str:
    path = out / "report.md"
    pipeline.report(Settings(out, since=since), asked, path, figure_of(path, "svg"))
    return path.read_text("utf-8")


def test_a_period_without_claims_is_told_and_nothing_written(stories: Path, tmp_path: Path) -> None:
    done = claimmap(
        "report", "--out", stories, "--from", "1990-01-01", "--to", "1990-02-01", "--file", tmp_path / "r.md"
    )
    assert done.returncode == 2
    assert done.stderr == "claimmap: no claim is in this period and region\n"
    assert list(tmp_path.iterdir()) == []


def test_a_period_without_a_place_has_a_report_without_a_map(tmp_path: Path) -> None:
    source = tmp_path / "a.txt"
    source.write_text(
        "Shells\n20220304\nhttps://example.org/a\nArtillery shelled the hamlet of Qwzrtpol on Thursday.\n"
    )
    out = tmp_path / "out"
    pipeline.build([source], Settings(out))
    text = reported(out, Asked())
    assert "There is no map: no claim of this period could be placed." in text
    assert "Qwzrtpol" in text
    assert not (out / "report.svg").exists()


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--file", "report.docx"), "a report is Markdown, .md, or a page, .html, not report.docx"),
        (("--figure", "gif"), "the figure of a report is png or svg, not gif"),
        (("--from", "2022-03-05", "--to", "2022-03-04"), "the period ends on 2022-03-04, before it begins"),
        (("--region", "Atlantis"), "'Atlantis' is no region"),
    ],
)
def test_what_is_wrong_is_told(stories: Path, words: tuple[str, ...], message: str) -> None:
    done = claimmap("report", "--out", stories, *words)
    assert done.returncode == 2
    assert message in done.stderr


def test_where_a_report_is_written() -> None:
    assert file_of(None, Path("out")) == Path("out/report.md")
    assert file_of(Path("week.HTML"), Path("out")) == Path("week.HTML")
