"""The page's pure modules, each loaded alone in a real browser: exports, links, citations, and marks in a quote."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote as percent_encoded

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geo.exports import write_csv, write_geojson
from geo.model import Claim, ClaimStatus
from tests.factories import claim

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

PAGE = Path(__file__).parents[1] / "geo" / "maps" / "page"
MEGABYTE = 1_000_000


class Modules:
    """Calls functions of the modules in a page without network."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def call(self, module: str, function: str, *given: object) -> Any:  # noqa: ANN401 - whatever JavaScript returns
        return self.run(module, f"(module, given) => module.{function}(...given)", *given)

    def run(self, module: str, script: str, *given: object) -> Any:  # noqa: ANN401 - whatever JavaScript returns
        """Return what a function of the module and of what is given returns."""
        source = (PAGE / module).read_text(encoding="ascii")
        return self.page.evaluate(
            f"async ([address, given]) => ({script})(await import(address), given)",
            [f"data:text/javascript;charset=utf-8,{percent_encoded(source)}", list(given)],
        )


@pytest.fixture(scope="module")
def modules(browser: Browser) -> Iterator[Modules]:
    context = browser.new_context(offline=True)
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield Modules(page)
    context.close()
    assert errors == []


@pytest.mark.parametrize("name", ["exporting.js", "citing.js", "quoting.js"])
def test_modules_stand_alone(name: str) -> None:
    source = (PAGE / name).read_text(encoding="ascii")
    assert "import " not in source
    assert "</" not in source


# ---------------------------------------------------------------- exports


def rows_of(claims: list[Claim], folder: Path) -> list[dict[str, object]]:
    """Return the claims as the page holds them: what claims.geojson tells, its coordinates, and "" for no day."""
    path = folder / "rows.geojson"
    write_geojson(claims, path)
    rows = []
    for n, feature in enumerate(json.loads(path.read_bytes())["features"]):
        longitude, latitude = feature["geometry"]["coordinates"] if feature["geometry"] else (None, None)
        days = {name: feature["properties"][name] or "" for name in ("event_date", "event_date_end", "published")}
        rows.append({**feature["properties"], **days, "latitude": latitude, "longitude": longitude, "n": n})
    return rows


def assert_same_files(modules: Modules, claims: list[Claim], folder: Path) -> None:
    rows = rows_of(claims, folder)
    for write, function in ((write_csv, "csvOf"), (write_geojson, "geojsonOf")):
        write(claims, folder / "written")
        assert modules.call("exporting.js", function, rows) == (folder / "written").read_bytes().decode()


FORMULAS = ["=1+1", "+1", "-1", "@A1", "\t=1", "\r=1", "\n=1", " =1", "\u00a0=1", "\u200b=1", "\ufeff=1", "\x1c\x85 =1"]
FORMULAS += ["＝1", "＋1", "－1", "＠x", "\u200b \ufeff＝1", "- a dash", "-33.5", "\tplain", "\rplain", "\u3000@"]
PLAIN = ["a=1", "'=1", "–5", "", " ", "\nplain", "5 - 3", "(-1)", "#N/A", "\u2060=1", "\u180e=1", "\u200d=1", "\x00=1"]
HARD = [
    'He said: "a, b;\nc"\r\n',
    "a\rb",
    "\u2028\u2029\x85\x0b\x0c\x7f\x00\x1b\b",
    "\u202etfel\u202c \u2066x",
    "🜨 城 é",
]
HARD += ['"', '""', ",", ";", "</script>", "\\u0041 \\", "null", "true", "1e5", "NaN", "x" * MEGABYTE]


@pytest.mark.parametrize("text", FORMULAS + PLAIN + HARD, ids=lambda text: ascii(text[:20]))
def test_text_is_exported_as_by_the_command(modules: Modules, tmp_path: Path, text: str) -> None:
    assert_same_files(modules, [claim(quote=text, event_text=text, title=text, actor=text)], tmp_path)


MEASURES = [
    (0.0, -0.0, 0.0), (-0.000001, 0.000004, 0.04), (0.00001, -0.00005, 0.1), (0.00009999, 0.0001, 0.95),
    (89.999999, -179.999999, 999.99), (90.0, 180.0, 10.0), (-33.5, 100.0, 100.0), (12.345675, 36.252725, 6371.05),
    (0.015625, -0.015625, 0.25), (0.046875, -0.046875, 0.75), (1.109375, 2.328125, 2.5), (-0.5, 7e-7, 2.04),
]  # fmt: skip


@pytest.mark.parametrize("measures", MEASURES, ids=str)
def test_numbers_are_exported_as_by_the_command(
    modules: Modules, tmp_path: Path, measures: tuple[float, float, float]
) -> None:
    latitude, longitude, radius = measures
    placed = claim(latitude=latitude, longitude=longitude, radius_km=radius, deaths_min=0, quote_start=-1)
    assert_same_files(modules, [placed], tmp_path)
    write_csv([placed], tmp_path / "written")
    raw = [{**rows_of([placed], tmp_path)[0], "latitude": latitude, "longitude": longitude, "radius_km": radius}]
    assert modules.call("exporting.js", "csvOf", raw) == (tmp_path / "written").read_bytes().decode()


def test_what_is_not_told_is_exported_as_by_the_command(modules: Modules, tmp_path: Path) -> None:
    unplaced = claim(latitude=None, longitude=None, radius_km=None, where_prec=None, geonameid=None, location="")
    undated = claim(event_date=None, event_date_end=None, date_prec=None, date_basis=None, published=None)
    told = claim(claim_status=ClaimStatus.DENIED, unverified=True, deaths_min=3, deaths_max=12, injured_max=0)
    for claims in ([], [unplaced], [unplaced, undated, told]):
        assert_same_files(modules, claims, tmp_path)


def test_columns_are_those_of_the_record(modules: Modules) -> None:
    columns = modules.run("exporting.js", "(module) => module.COLUMNS")
    assert columns == [field.name for field in fields(Claim)]


TEXTS = st.text(
    st.characters(exclude_categories=["Cs"]) | st.sampled_from('=+-@\t\r\n," \u200b\ufeff\x1f'), max_size=30
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    texts=st.tuples(TEXTS, TEXTS, TEXTS),
    measures=st.tuples(
        st.floats(-90, 90) | st.integers(-5760, 5760).map(lambda n: n / 64),
        st.floats(-180, 180),
        st.floats(0, 20000) | st.integers(0, 400).map(lambda n: n / 4),
    ),
)
def test_any_claim_is_exported_as_by_the_command(
    modules: Modules, tmp_path: Path, texts: tuple[str, str, str], measures: tuple[float, float, float]
) -> None:
    quote, title, source = texts
    latitude, longitude, radius = measures
    told = claim(quote=quote, title=title, source=source, latitude=latitude, longitude=longitude, radius_km=radius)
    assert_same_files(modules, [told, told], tmp_path)


def test_half_of_a_pair_does_no_harm_to_an_export(modules: Modules) -> None:
    script = (
        "(module) => { const row = { quote: 'a\\ud800b', title: '\\udc00' };"
        " const feature = JSON.parse(module.geojsonOf([row])).features[0].properties;"
        " return [feature.quote === row.quote, module.csvOf([row]).includes('a\\ud800b')]; }"
    )
    assert modules.run("exporting.js", script) == [True, True]


# ---------------------------------------------------------------- links

LINKS = [
    ("https://news.example/one", "https://news.example/one"),
    ("HTTP://News.Example", "http://news.example/"),
    (" https://news.example/a b\n", "https://news.example/a%20b"),
    ("https://news.example/?q=1&b=%22#part", "https://news.example/?q=1&b=%22#part"),
    ('https://news.example/"><script>', "https://news.example/%22%3E%3Cscript%3E"),
    ("https://known.example@other.example/x", "https://other.example/x"),
    ("https://user:word@news.example/x", "https://news.example/x"),
    ("https://known.example\\@other.example/", "https://known.example/@other.example/"),
    ("https://київ.example/новини", "https://xn--b1alf1j.example/%D0%BD%D0%BE%D0%B2%D0%B8%D0%BD%D0%B8"),
    ("https://news.example/\u202egpj.exe", "https://news.example/%E2%80%AEgpj.exe"),
    ("https://news.example:8443/x", "https://news.example:8443/x"),
    ("https://[::1]/x", "https://[::1]/x"),
    ("", None),
    ("   ", None),
    (None, None),
    (5, None),
    ("news.example/one", None),
    ("//news.example/one", None),
    ("/one", None),
    ("https:news.example", None),
    ("https://", None),
    ("https://a b.example/", None),
    ("https://a%20b.example/", None),
    ("https://news.example:99999/", None),
    ("https://news\u202e.example/", None),
    ("javascript:alert(1)", None),
    ("JavaScript:alert(1)//https://news.example", None),
    ("java\nscript:alert(1)", None),
    ("\x01javascript:alert(1)", None),
    ("ht\ntps://news.example/", None),
    ("https://news.example/\tone", None),
    ("https://news.example/\x00", None),
    ("data:text/html,<script>alert(1)</script>", None),
    ("blob:https://news.example/1", None),
    ("vbscript:x", None),
    ("file:///etc/passwd", None),
    ("ftp://news.example/", None),
    ("mailto:a@news.example", None),
    ("view-source:https://news.example/", None),
]


@pytest.mark.parametrize(("url", "link"), LINKS, ids=ascii)
def test_only_addresses_of_the_web_become_links(modules: Modules, url: object, link: str | None) -> None:
    assert modules.call("citing.js", "safeLink", url) == link


LONG = "Before dawn, three well-armed columns left the depot and rolled along the river towards the old bridge."
FRAGMENTS = [
    ("https://a.example/x", "Guns fired.", "https://a.example/x#:~:text=Guns%20fired."),
    ("https://a.example/x#sec", "Guns fired.", "https://a.example/x#sec:~:text=Guns%20fired."),
    ("https://a.example/x#", "Guns fired.", "https://a.example/x#:~:text=Guns%20fired."),
    ("https://a.example/x#sec:~:text=old", "Guns fired.", "https://a.example/x#sec:~:text=Guns%20fired."),
    ("https://a.example/a:~:b", "Guns fired.", "https://a.example/a:~:b#:~:text=Guns%20fired."),
    ("https://a.example/?a=1&b=2", "R&D, well-known", "https://a.example/?a=1&b=2#:~:text=R%26D%2C%20well%2Dknown"),
    ("https://a.example/", "  Guns \t fired\u00a0. ", "https://a.example/#:~:text=Guns%20fired%20."),
    ("https://a.example/", "100% #1 “é”", "https://a.example/#:~:text=100%25%20%231%20%E2%80%9C%C3%A9%E2%80%9D"),
    ("https://a.example/", "", "https://a.example/"),
    ("https://a.example/", " \n ", "https://a.example/"),
    (
        "https://a.example/",
        LONG,
        "https://a.example/#:~:text=Before%20dawn%2C%20three%20well%2Darmed%20columns,river%20towards%20the%20old%20bridge.",
    ),
    ("https://a.example/", "One line\nand another", "https://a.example/#:~:text=One%20line,and%20another"),
    ("https://a.example/", "x" * 301, "https://a.example/"),
    ("https://a.example/", f"{'x' * 280} {'y' * 280}", f"https://a.example/#:~:text={'x' * 280},{'y' * 280}"),
    ("https://a.example/", "x" * MEGABYTE, "https://a.example/"),
    ("javascript:alert(1)", "Guns fired.", None),
    ("", "Guns fired.", None),
]


@pytest.mark.parametrize(("url", "quote", "link"), FRAGMENTS, ids=lambda value: ascii(value)[:40])
def test_links_lead_to_the_sentence(modules: Modules, url: str, quote: str, link: str | None) -> None:
    assert modules.call("citing.js", "fragmentLink", url, quote) == link


def test_half_of_a_pair_does_no_harm_to_a_link(modules: Modules) -> None:
    script = "(module) => module.fragmentLink('https://a.example/', 'a\\ud800b')"
    assert modules.run("citing.js", script) == "https://a.example/#:~:text=a%EF%BF%BDb"


SENTENCES = [
    "Guns fired at the mill.",
    LONG,
    "“We, the well-known — R&D — unit, held (100%) of #1 hill,” the officer's aide said; nobody else was there to ask.",
    "На світанку колони вийшли зі складу й рушили вздовж річки до старого мосту, сказав речник адміністрації.",
]


@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_browser_goes_to_the_sentence(browser: Browser, modules: Modules, sentence: str) -> None:
    context = browser.new_context(viewport={"width": 800, "height": 600})
    filler = "<p>Nothing of note was told here.</p>" * 200
    body = f"<!doctype html><meta charset=utf-8>{filler}<p id=told>{sentence.replace('&', '&amp;')}</p>{filler}"
    context.route("**/*", lambda route: route.fulfill(body=body, content_type="text/html; charset=utf-8"))
    page = context.new_page()
    page.goto(modules.call("citing.js", "fragmentLink", "https://news.example/one", sentence))
    page.wait_for_function("window.scrollY > 0")
    top = page.evaluate("document.getElementById('told').getBoundingClientRect().top")
    context.close()
    assert 0 <= top <= 600


# ---------------------------------------------------------------- citations


def cited(**changes: str) -> dict[str, str]:
    row = {
        "claim_id": "c0001",
        "source": "Example News",
        "title": "A night of shelling",
        "published": "2031-05-07",
        "url": "https://news.example/one",
        "quote": "Shells fell on Kharkiv before dawn.",
    }
    return row | changes


QUOTED = "\n“Shells fell on Kharkiv before dawn.” (Example News, 2031)"
APA = [
    (cited(), f"Example News. (2031, May 7). A night of shelling. https://news.example/one{QUOTED}"),
    (
        cited(published=""),
        f"Example News. (n.d.). A night of shelling. https://news.example/one{QUOTED.replace('2031', 'n.d.')}",
    ),
    (cited(url="javascript:alert(1)"), f"Example News. (2031, May 7). A night of shelling.{QUOTED}"),
    (cited(url="", quote=""), "Example News. (2031, May 7). A night of shelling."),
    (cited(url="", quote="", title="Who fired?"), "Example News. (2031, May 7). Who fired?"),
    (cited(url="", quote="", title="“Who fired?”"), "Example News. (2031, May 7). “Who fired?”"),
    (cited(url="", quote="", source="News Inc."), "News Inc. (2031, May 7). A night of shelling."),
    (
        cited(url="", source=""),
        "A night of shelling. (2031, May 7).\n“Shells fell on Kharkiv before dawn.” (“A night of shelling”, 2031)",
    ),
    (
        cited(url="", source="", title=""),
        "[Untitled article]. (2031, May 7).\n“Shells fell on Kharkiv before dawn.” ([Untitled article], 2031)",
    ),
    (cited(url="", quote="", title=""), "Example News. (2031, May 7). [Untitled article]."),
    (cited(url="", quote="", published="2031-02-30"), "Example News. (n.d.). A night of shelling."),
    (cited(url="", quote="", published="2031-05"), "Example News. (n.d.). A night of shelling."),
    (
        cited(url="", quote="", title="a\r\n\tb\x00c\u202ed\u2066e\ufeff\x85f "),
        "Example News. (2031, May 7). a bcde f.",
    ),
    (
        cited(url="", quote='“We "held",” he said.'),
        "Example News. (2031, May 7). A night of shelling.\n“‘We 'held',’ he said.” (Example News, 2031)",
    ),
]


@pytest.mark.parametrize(("row", "citation"), APA)
def test_citations_for_readers(modules: Modules, row: dict[str, str], citation: str) -> None:
    assert modules.call("citing.js", "apa", row) == citation


def test_the_day_of_access_is_told_by_the_caller(modules: Modules) -> None:
    citation = modules.call("citing.js", "apa", cited(quote=""), "2032-01-30")
    assert citation.endswith("shelling. Retrieved January 30, 2032, from https://news.example/one")
    said = modules.run(
        "citing.js",
        "(module, given) => { try { module.apa(...given); } catch (error) { return String(error); } }",
        cited(),
        "today",
    )
    assert said == "RangeError: not an ISO day: today"


def test_citations_for_bibtex(modules: Modules) -> None:
    assert modules.call("citing.js", "bibtex", cited()) == (
        "@misc{examplenews2031-c0001,\n"
        "  author = {{Example News}},\n"
        "  title = {{A night of shelling}},\n"
        "  year = {2031},\n"
        "  month = may,\n"
        "  day = {7},\n"
        "  date = {2031-05-07},\n"
        "  url = {https://news.example/one},\n"
        "  note = {Claim c0001: “Shells fell on Kharkiv before dawn.”},\n"
        "}\n"
    )


def test_bibtex_leaves_out_what_is_not_told(modules: Modules) -> None:
    row = cited(source="", title="", published="", url="data:text/html,x", quote="")
    assert modules.call("citing.js", "bibtex", row) == "@misc{unknownnd-c0001,\n  note = {Claim c0001},\n}\n"


KEYS = [("Łódź Ça Ira", "odzcaira"), ("Новини", "unknown"), ("A & B {News}", "abnews"), ("x" * 90, "x" * 40)]


@pytest.mark.parametrize(("source", "key"), KEYS)
def test_keys_of_bibtex_are_plain(modules: Modules, source: str, key: str) -> None:
    assert modules.call("citing.js", "bibtex", cited(source=source)).startswith(f"@misc{{{key}2031-c0001,\n")


ESCAPED = [
    ("100% of $5 & #1_a", r"100\% of \$5 \& \#1\_a"),
    ("~^", r"\textasciitilde{}\textasciicircum{}"),
    ("}}, evil = {", r"\textbraceright{}\textbraceright{}, evil = \textbraceleft{}"),
    ("\\input{x}", r"\textbackslash{}input\textbraceleft{}x\textbraceright{}"),
    ("a\n@misc{b", r"a @misc\textbraceleft{}b"),
    ("a\x00b\u202ec", "abc"),
]


@pytest.mark.parametrize(("text", "escaped"), ESCAPED)
def test_bibtex_is_escaped(modules: Modules, text: str, escaped: str) -> None:
    url = "https://news.example/?a={}}\\^#{_%25~"
    entry = modules.call("citing.js", "bibtex", cited(title=text, source=text, quote=text, url=url))
    assert f"author = {{{{{escaped}}}}},\n" in entry
    assert f"title = {{{{{escaped}}}}},\n" in entry
    assert f"note = {{Claim c0001: “{escaped}”}},\n" in entry
    assert "url = {https://news.example/?a=%7B%7D%7D%5C%5E#%7B_%25~},\n" in entry
    depth = 0
    for sign in entry:
        depth += {"{": 1, "}": -1}.get(sign, 0)
        assert depth >= 0
    assert depth == 0
    assert entry.count("\n") == 10


# ---------------------------------------------------------------- marks in a quote


def marked(modules: Modules, quote: str, place: str = "", event: str = "", speaker: str = "") -> str:
    """Return the quote with each piece that has marks in brackets, their first letters before it."""
    pieces = modules.call("quoting.js", "segments", quote, {"place": place, "event": event, "speaker": speaker})
    assert "".join(piece["text"] for piece in pieces) == quote
    assert all(piece["text"] for piece in pieces)
    shown = []
    for piece in pieces:
        marks = "".join(name[0] for name in piece["marks"])
        shown.append(f"[{marks}:{piece['text']}]" if marks else piece["text"])
    return "".join(shown)


PLACES = [
    ("Shells fell on Kharkiv.", "Kharkiv", "Shells fell on [p:Kharkiv]."),
    ("Kharkiv", "Kharkiv", "[p:Kharkiv]"),
    ("Kharkiv.", "", "Kharkiv."),
    ("Kharkiv.", "  ", "Kharkiv."),
    ("", "Kharkiv", ""),
    ("Shells fell.", "Kharkiv", "Shells fell."),
    ("Kharkivites fled Kharkiv for Kharkiv.", "Kharkiv", "Kharkivites fled [p:Kharkiv] for Kharkiv."),
    ("Novokharkiv fell.", "kharkiv", "Novokharkiv fell."),
    ("Kharkiv's mayor", "Kharkiv", "[p:Kharkiv]'s mayor"),
    ("Kharkiv’s mayor", "Kharkiv", "[p:Kharkiv]’s mayor"),
    ("KHARKIV: SHELLS FELL", "Kharkiv", "[p:KHARKIV]: SHELLS FELL"),
    ("the REGION and the Region", "Region", "the REGION and the [p:Region]"),
    ("Sana'a and Sana", "Sana", "Sana'a and [p:Sana]"),
    ("Sana’a was hit", "Sana'a", "[p:Sana’a] was hit"),
    ("Sanaʼa was hit", "Sana‘a", "[p:Sanaʼa] was hit"),
    ("O'Hara went to Hara", "Hara", "O'Hara went to [p:Hara]"),
    ("l'Aquila and D’Aquila", "Aquila", "l'[p:Aquila] and D’Aquila"),
    ("'Hama' was hit", "Hama", "'[p:Hama]' was hit"),
    ("a Hama-based unit", "Hama", "a [p:Hama]-based unit"),
    ("in Tal \n\t\u00a0Abyad today", "Tal Abyad", "in [p:Tal \n\t\u00a0Abyad] today"),
    ("in Tal Abyad today", " Tal  Abyad ", "in [p:Tal Abyad] today"),
    ("in TalAbyad today", "Tal Abyad", "in TalAbyad today"),
    ("on the M40 and the M4", "M4", "on the M40 and the [p:M4]"),
    ("Point 3.5 at Point 3x5", "Point 3.5", "[p:Point 3.5] at Point 3x5"),
    ("(a.k.a. [X] $1 \\b ^) .*", ".*", "(a.k.a. [X] $1 \\b ^) [p:.*]"),
    ("held (AFP) and", "(AFP)", "held [p:(AFP)] and"),
    ("у Харкові та Харків", "Харків", "у Харкові та [p:Харків]"),
    ("in ЛЬВІВ now", "Львів", "in [p:ЛЬВІВ] now"),
    ("Malm\u0061\u030a and Malma", "Malma", "Malma\u030a and [p:Malma]"),
    ("在哈尔科夫发生", "哈尔科夫", "在[p:哈尔科夫]发生"),
    ("قصف على حلب اليوم", "حلب", "قصف على [p:حلب] اليوم"),
    ("İZMİR fell", "i̇zmi̇r", "[p:İZMİR] fell"),
    ("𐐔𐐔 and 𐐔", "𐐼", "𐐔𐐔 and [p:𐐔]"),
    ("\u202eHama\u202c fell\x00", "Hama", "\u202e[p:Hama]\u202c fell\x00"),
    ("ababab aba", "aba", "ababab [p:aba]"),
]


@pytest.mark.parametrize(("quote", "place", "shown"), PLACES, ids=lambda value: ascii(value)[:40])
def test_the_place_is_marked_as_a_whole_word(modules: Modules, quote: str, place: str, shown: str) -> None:
    assert marked(modules, quote, place) == shown


PARTS = [
    (
        ("Shells fell on Hama, the mayor said.", "Hama", "Shells fell", "the mayor"),
        "[e:Shells fell] on [p:Hama], [s:the mayor] said.",
    ),
    (("Hama was hit, Hama said.", "Hama", "was hit", "Hama"), "[p:Hama] [e:was hit], [s:Hama] said."),
    (("Hama was hit.", "Hama", "", "Hama"), "[ps:Hama] was hit."),
    (("the Hama governor said", "Hama", "", "the Hama governor"), "[s:the ][ps:Hama][s: governor] said"),
    (("HAMA was hit near Hama.", "Hama", "", "Hama"), "HAMA was hit near [ps:Hama]."),
    (("Battle Hill saw a Battle", "Battle Hill", "Battle", ""), "[p:Battle Hill] saw a [e:Battle]"),
    (("shelling Hama city", "Hama city", "shelling Hama", ""), "[e:shelling ][pe:Hama][p: city]"),
    (("Hama was hit.", "", "", ""), "Hama was hit."),
    (("x x x", "x", "x", "x"), "[p:x] [es:x] x"),
]


@pytest.mark.parametrize(("parts", "shown"), PARTS, ids=str)
def test_parts_are_marked_side_by_side(modules: Modules, parts: tuple[str, str, str, str], shown: str) -> None:
    assert marked(modules, *parts) == shown


ENDLESS = [
    ("a" * MEGABYTE, "a" * 1000),
    ("a" * MEGABYTE, "a" * (MEGABYTE // 2) + "b"),
    ("(" * MEGABYTE, "(" * (MEGABYTE // 2) + "x"),
    ("." * MEGABYTE, "."),
    (" " * MEGABYTE, "a b"),
    ("'" * MEGABYTE, "’a"),
    ("a " * (MEGABYTE // 2), "a a a b"),
    ("𐐔" * (MEGABYTE // 2), "𐐼"),
]


@pytest.mark.parametrize(("quote", "part"), ENDLESS, ids=lambda value: ascii(value[:3]))
def test_endless_quotes_are_cut_in_linear_time(modules: Modules, quote: str, part: str) -> None:
    modules.page.set_default_timeout(10_000)
    script = (
        "(module, [quote, part]) => { const start = performance.now();"
        " const pieces = module.segments(quote, { place: part, event: part, speaker: part });"
        " return [pieces.map((piece) => piece.text).join('') === quote, performance.now() - start]; }"
    )
    same, milliseconds = modules.run("quoting.js", script, quote, part)
    assert same
    assert milliseconds < 5000  # the product of both lengths would take minutes


@settings(max_examples=60, deadline=None)
@given(quote=st.text("aA'’ \n.é𐐔İ", max_size=40), part=st.text("aA'’ .é𐐔İ", max_size=4))
def test_any_quote_is_whole_in_its_pieces(modules: Modules, quote: str, part: str) -> None:
    marked(modules, quote, part, part, part)
