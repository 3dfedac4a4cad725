"""Figures for reports: what they show, that nothing overlaps in them, and that hostile words are only words."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from datetime import date, timedelta
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Any

import matplotlib as mpl
import numpy as np
import pytest
from matplotlib.image import imread

from geo import pipeline
from geo.errors import ClaimmapError, OutputError
from geo.figures import Asked, Per, file_of, write_figures
from geo.figures.glyphs import glyph
from geo.figures.labels import Box
from geo.figures.marks import lay_out
from geo.figures.paper import settings
from geo.figures.places import forms_of, places_of
from geo.figures.plane import projected, scale_bar, unprojected, view_of
from geo.figures.selection import region_of, select
from geo.figures.sheet import Drawn, draw_sheet
from geo.figures.wording import plain
from geo.layers import to_geodataframe
from geo.model import Claim, DatePrec, EventType, Grade, WherePrec
from geo.settings import Borders, Settings
from geo.signs import FORM_LABELS, SIGNS, Form
from tests.factories import Boxes, claim
from tests.test_cli import claimmap

if TYPE_CHECKING:
    import geopandas
    from matplotlib.figure import Figure

FIRST = date(2031, 5, 1)


def at(number: int, latitude: float, longitude: float, **changes: Any) -> Claim:  # noqa: ANN401 - fields of Claim
    day = FIRST + timedelta(days=number % 5)
    told = {"claim_id": f"c{number}", "event_date": day, "event_date_end": day, "location": f"Town {number}"}
    return claim(**(told | {"latitude": latitude, "longitude": longitude} | changes))


def crowded(count: int = 60) -> geopandas.GeoDataFrame:
    """Return claims of all kinds and grades, so near to each other that marks and names would overlap."""
    kinds, grades = list(EventType), list(Grade)
    spots = [(49.0 + (7 * n % 11) / 20, 36.0 + (5 * n % 13) / 12) for n in range(count)]
    return to_geodataframe(
        [
            at(
                n, *spot, event_type=kinds[n % len(kinds)], grade=grades[n % len(grades)],
                where_prec=WherePrec.NEAR if n % 7 == 0 else WherePrec.EXACT, article_id=f"a{n % 4}",
            )
            for n, spot in enumerate(spots)
        ],
        Boxes(),
    )  # fmt: skip


def drawn(frame: geopandas.GeoDataFrame, asked: Asked | None = None) -> Drawn:
    asked = asked or Asked()
    region = region_of(asked.region)
    with settings():
        return draw_sheet(select(frame, asked, region), asked, region, Borders.UN)


def boxes(figure: Figure) -> list[tuple[str, Box]]:
    """Return what is written on a figure and where, in points."""
    found = []
    with settings():
        for each in [*figure.texts, *(text for axes in figure.axes for text in axes.texts)]:
            box = each.get_window_extent()
            found.append((each.get_text(), Box(box.x0, box.y0, box.x1, box.y1)))
    return found


def shrunk(box: Box) -> Box:
    """Return a box without the blank that a line of text has above and below."""
    return Box(box.left + 0.5, box.bottom + 1.0, box.right - 0.5, box.top - 1.0)


# ---------------------------------------------------------------- what is drawn


@pytest.mark.parametrize("asked", [Asked(), Asked(per=Per.DAY), Asked(per=Per.WEEK, title="A title " * 30)])
def test_no_words_overlap_and_all_stand_on_the_sheet(asked: Asked) -> None:
    figure = drawn(crowded(), asked).figure
    wide, tall = figure.get_size_inches() * 72
    found = boxes(figure)
    assert len(found) > 30
    for (one, mine), (other, theirs) in combinations(found, 2):
        assert not shrunk(mine).meets(shrunk(theirs)), (one, other)
    for words, box in found:
        assert box.left >= 0, words
        assert box.bottom >= 0, words
        assert box.right <= wide, words
        assert box.top <= tall, words


def test_marks_do_not_touch_and_are_tied_to_their_places() -> None:
    frame = crowded()
    places = places_of(frame.assign(form=forms_of(frame)))
    view = view_of(np.array([[place.x, place.y, place.x, place.y] for place in places]), 1.25)
    marks = [mark for mark in lay_out(places, view, 130 / view.wide, 1.0) if mark.place.area is None]
    assert len(marks) > 40
    for one, other in combinations(marks, 2):
        assert np.hypot(one.x - other.x, one.y - other.y) >= one.radius + other.radius
    assert all(mark.radius < mark.x < 130 - mark.radius for mark in marks)
    assert any(mark.moved for mark in marks)
    unmoved = [mark for mark in marks if not mark.moved]
    for mark in unmoved:
        assert mark.x == pytest.approx((mark.place.x - view.west) * 130 / view.wide, abs=2.1)


def test_the_legend_is_of_what_is_shown_and_of_nothing_else() -> None:
    kinds = (EventType.SHELLING, EventType.TALKS)
    claims = [at(n, 49 + n, 36, event_type=kind, grade=Grade.DENIED) for n, kind in enumerate(kinds)]
    claims.append(at(2, 50.5, 37, where_prec=WherePrec.ADM1, grade=Grade.TWO_SOURCES))
    words = {text for text, _ in boxes(drawn(to_geodataframe(claims, Boxes())).figure)}
    assert {"What", "Support", "Where", "Shelling (2)", "Talks (1)"} <= words
    assert {FORM_LABELS[Form.FILLED], FORM_LABELS[Form.DASHED], "Somewhere in the region"} <= words
    assert words.isdisjoint({FORM_LABELS[Form.RING], FORM_LABELS[Form.SPLIT]})
    assert words.isdisjoint({"Somewhere in the country", "Somewhere within the disc"})
    assert len([word for word in words if re.search(r"\(\d+\)$", word)]) == 2
    everything = {text for text, _ in boxes(drawn(crowded()).figure)}
    assert {f"{sign.label} ({n})" for sign in SIGNS.values() for n in (4, 5)} & everything
    assert all(any(word.startswith(f"{sign.label} (") for word in everything) for sign in SIGNS.values())
    assert set(FORM_LABELS.values()) <= everything


def test_title_period_scale_and_sources_are_told() -> None:
    words = " | ".join(text for text, _ in boxes(drawn(crowded(), Asked(title="Around Kharkiv")).figure))
    assert "Around Kharkiv | 1 – 5 May 2031 · 60 claims of 4 articles" in words
    assert re.search(r"\| \d+ km at 49° N", words)
    assert "Claims, not facts. Sources: Example News." in words
    assert "GeoNames (CC BY 4.0)" in words
    assert "Claims by their first day" in words


def test_places_that_an_online_service_gave_are_credited() -> None:
    reason = "asked nominatim for it; © OpenStreetMap contributors, ODbL 1.0"
    words = " ".join(text for text, _ in boxes(drawn(to_geodataframe([at(0, 49, 36, place_reason=reason)])).figure))
    assert "© OpenStreetMap contributors, ODbL 1.0" in words


def test_a_place_shows_what_most_of_its_claims_are_and_between_equals_the_less_sure() -> None:
    claims = [
        at(0, 49, 36, event_type=EventType.TALKS, location="Kyiv", grade=Grade.CONTESTED),
        at(1, 49, 36, grade=Grade.SINGLE, location="Kyiv"),
        at(2, 49, 36, location="Kiev", grade=Grade.CONTESTED),
        at(3, 49, 36, grade=Grade.TWO_SOURCES, location="Kyiv"),
        at(4, 49, 36, where_prec=WherePrec.NEAR, radius_km=20.0),
        at(5, 50, 36, where_prec=WherePrec.NEAR, radius_km=None),
    ]
    frame = to_geodataframe(claims)
    places = places_of(frame.assign(form=forms_of(frame)))
    assert [(place.name, place.count, place.kind, place.form) for place in places] == [
        ("Kyiv", 4, EventType.SHELLING, Form.SPLIT),
        ("Town 4", 1, EventType.SHELLING, Form.RING),
        ("Town 5", 1, EventType.SHELLING, Form.RING),
    ]
    assert places[0].area is None
    assert places[1].area is not None
    assert places[2].area is not None  # loose, and nobody says how far: never a pin


# ---------------------------------------------------------------- what is chosen


def test_small_maps_are_of_the_days_that_have_claims() -> None:
    words = [text for text, _ in boxes(drawn(crowded(10), Asked(per=Per.DAY)).figure)]
    days = ["Thu 1", "Fri 2", "Sat 3", "Sun 4", "Mon 5"]
    assert [word for word in words if "· 2 claims" in word] == [f"{day} May 2031 · 2 claims" for day in days]
    words = [text for text, _ in boxes(drawn(crowded(10), Asked(per=Per.WEEK)).figure)]
    assert "1 – 4 May 2031 · 8 claims" in words
    assert "5 May 2031 · 2 claims" in " ".join(words)


def test_what_is_told_to_no_closer_than_a_month_is_on_no_small_map() -> None:
    year = {"event_date": date(2031, 1, 1), "event_date_end": date(2031, 12, 31), "date_prec": DatePrec.YEAR}
    undated = {"event_date": None, "event_date_end": None, "date_prec": None}
    frame = to_geodataframe([at(0, 49, 36), at(1, 49.5, 36, **year), at(2, 50, 36, **undated)])
    selected = select(frame, Asked(per=Per.DAY), None)
    assert ([len(panel.claims) for panel in selected.panels], selected.undated) == ([1], 2)
    assert "2 told less closely than to the week not shown" in drawn(frame, Asked(per=Per.DAY)).alt
    assert "3 claims of 1 article" in drawn(frame).alt


@pytest.mark.parametrize(
    ("region", "shown"),
    [
        ("UA", {"a", "b"}),
        ("ukr", {"a", "b"}),
        ("UA-63", {"a"}),
        ("36,49,37,50", {"a"}),
        ("-180,-90,180,90", {"a", "b", "c"}),
        ("", {"a", "b", "c"}),
    ],
)
def test_regions(region: str, shown: set[str]) -> None:
    claims = [
        claim(claim_id="a"),
        claim(claim_id="b", latitude=50.45, longitude=30.52, admin1_code="UA-30"),
        claim(claim_id="c", latitude=52.1, longitude=23.7, iso3="BLR", admin1_code="BY-BR"),
    ]
    selected = select(to_geodataframe(claims, Boxes()), Asked(region=region), region_of(region))
    assert set(selected.claims["claim_id"]) == shown


def test_periods() -> None:
    frame = to_geodataframe([at(n, 49, 36 + n) for n in range(5)])
    for first, last, count in ((None, FIRST, 1), (FIRST + timedelta(2), None, 3), (FIRST, FIRST + timedelta(1), 2)):
        assert len(select(frame, Asked(first, last), None).claims) == count


WRONG = [
    (("2022-13-01", "", "", "", ""), "'2022-13-01' is no day such as 2022-03-04"),
    (("2022-03-05", "2022-03-04", "", "", ""), "ends on 2022-03-04, before it begins on 2022-03-05"),
    (("", "", "", "hour", ""), "'hour': small maps are drawn per day or per week"),
    (("", "", "Atlantis", "", ""), "'Atlantis' is no region: name a country"),
    (("", "", "1,2,3", "", ""), "'1,2,3' is not W,S,E,N in degrees"),
    (("", "", "40,44,22,52", "", ""), "is not W,S,E,N in degrees"),
    (("", "", "FR", "", ""), "no claim with a place is in this period and region"),
    (("1990-01-01", "1990-01-02", "", "", ""), "no claim with a place is in this period and region"),
    (("", "", "", "day", ""), "13 days have claims, and a figure has room for 12"),
]


@pytest.mark.parametrize(("words", "message"), WRONG)
def test_what_is_wrong_is_told(tmp_path: Path, words: tuple[str, str, str, str, str], message: str) -> None:
    days = [FIRST + timedelta(days=n) for n in range(13)]
    frame = to_geodataframe([at(n, 49, 36, event_date=day, event_date_end=day) for n, day in enumerate(days)])
    with pytest.raises(ClaimmapError, match=re.escape(message)):
        write_figures(frame, [tmp_path / "figure.svg"], Asked.parse(*words))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("file", "form", "path"),
    [(None, "", "out/figure.png"), (None, "SVG", "out/figure.svg"), ("a.pdf", "", "a.pdf"), ("a", "pdf", "a.pdf")],
)
def test_where_a_figure_is_written(file: str | None, form: str, path: str) -> None:
    assert file_of(Path(file) if file else None, form, Path("out")) == Path(path)


@pytest.mark.parametrize(("file", "form"), [(None, "gif"), ("a.gif", ""), ("a.svg", "pdf")])
def test_other_forms_are_refused(file: str | None, form: str) -> None:
    with pytest.raises(ClaimmapError, match="a figure is png, svg or pdf"):
        file_of(Path(file) if file else None, form, Path("out"))


# ---------------------------------------------------------------- what is written


def test_the_same_claims_give_the_same_bytes(tmp_path: Path) -> None:
    claims = [at(n, 49 + n / 10, 36) for n in range(4)]
    names = ("figure.svg", "figure.png", "figure.pdf")
    for folder, given in (("one", claims), ("two", claims[::-1])):
        (tmp_path / folder).mkdir()
        with mpl.rc_context(
            {"font.size": 30, "svg.hashsalt": folder, "axes.facecolor": "red"}
        ):  # a user's own settings
            write_figures(to_geodataframe(given), [tmp_path / folder / name for name in names])
            assert mpl.rcParams["font.size"] == 30
    for name in (*names, "figure.txt"):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes(), name
    text = (tmp_path / "one" / "figure.svg").read_text("utf-8")
    assert not re.search(r"20\d\d-\d\d-\d\dT", text)
    ET.fromstring(text)  # noqa: S314 - our own
    assert (tmp_path / "one" / "figure.pdf").read_bytes().startswith(b"%PDF")


def test_it_prints_in_grey(tmp_path: Path) -> None:
    path = tmp_path / "figure.png"
    write_figures(crowded(), [path])
    picture = imread(path)[..., :3]
    assert picture.shape[1] == 2000
    grey = picture @ np.array([0.299, 0.587, 0.114])
    assert grey.max() - grey.min() > 0.85  # the glyphs stand on marks dark enough
    paths = [glyph(kind) for kind in SIGNS]
    for one, other in combinations(paths, 2):
        assert one.vertices.shape != other.vertices.shape or not np.allclose(one.vertices, other.vertices)  # type: ignore[union-attr] # arrays


HOSTILE = [
    r"$\frac{1}{0}$",
    "$x^2",
    "\x1b[31m\x00",
    "城市",
    "W" * 500,
    "<script>alert(1)</script>",
    "\u202eevil",
    "%s {0}",
    "",
    " ",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_are_only_words(tmp_path: Path, text: str) -> None:
    frame = to_geodataframe([claim(location=text, source=text, title=text, place_reason=text)], Boxes())
    write_figures(frame, [tmp_path / "figure.svg", tmp_path / "figure.png"], Asked(title=text))
    ET.parse(tmp_path / "figure.svg")  # noqa: S314 - our own
    words = (tmp_path / "figure.txt").read_text("utf-8")
    assert "\x1b" not in words
    assert "\u202e" not in words


def test_dollars_are_dollars() -> None:
    assert r"$\alpha$" in {text for text, _ in boxes(drawn(crowded(3), Asked(title=r"$\alpha$")).figure)}


@pytest.mark.parametrize(
    ("text", "shown"), [("a\nb\tc", "a b c"), ("城", "\ufffd"), ("x" * 9, "xxxx…"), ("Ż ẞ ق", "Ż ẞ ق")]
)
def test_words_are_cleaned(text: str, shown: str) -> None:
    assert plain(text, 5) == shown


def test_words_tell_what_the_figure_shows() -> None:
    alt = drawn(crowded(13), Asked(per=Per.WEEK)).alt.splitlines()
    assert alt[0] == "What news articles claim"
    assert alt[1] == "1 – 5 May 2031 · 13 claims of 4 articles"
    assert alt[2].startswith("By kind: armed clash 1, territory taken 1, siege 1,")
    assert alt[3] == "Support: two sources or both sides 4, one source 3, contested 2, denied or only planned 4."
    assert alt[4].startswith("1 – 4 May 2031 · 11 claims: ")
    assert "Town 1 (1 claim, mostly territory taken)" in alt[4]
    assert alt[-1].startswith("Places: GeoNames")


def test_unwritable_places_are_named(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="nowhere"):
        write_figures(crowded(2), [tmp_path / "nowhere" / "figure.svg"])


# ---------------------------------------------------------------- the plane


def test_the_plane_is_web_mercator() -> None:
    corners = np.array([[0.0, 0.0], [180.0, 0.0], [36.25, 49.98], [-70.0, -55.0]])
    points = projected(corners)
    assert points[1, 0] == pytest.approx(20_037_508.34, abs=0.01)
    assert points[2].tolist() == pytest.approx([4_035_331.5, 6_443_181.0], rel=2e-4)
    assert unprojected(points) == pytest.approx(corners)


@pytest.mark.parametrize("latitude", [0.0, 49.0, -60.0])
def test_the_scale_bar_is_as_long_as_it_says(latitude: float) -> None:
    (x, y) = projected(np.array([[30.0, latitude]]))[0].tolist()
    view = view_of(np.array([[x - 2e5, y - 1e5, x + 2e5, y + 1e5]]), 1.25)
    bar = scale_bar(view, 0.3, 500.0)
    metres = bar.points * view.wide / 500.0 * np.cos(np.radians(latitude))
    assert metres == pytest.approx(bar.km * 1000, rel=0.01)
    assert 0.1 * 500 < bar.points <= 0.3 * 500
    assert bar.latitude == pytest.approx(latitude, abs=0.1)


# ---------------------------------------------------------------- the command


ARTICLE = "Shells hit Kharkiv\n20220304\nhttps://example.org/a\nRussian artillery shelled Kharkiv on Thursday.\n"


def test_the_command_draws_what_the_store_knows(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(ARTICLE)
    pipeline.build([tmp_path / "a.txt"], Settings(tmp_path))
    done = claimmap("figure", "--from", "2022-03-01", "--to", "2022-03-07", "--region", "UA", "--per", "day",
                    "--format", "svg", "--out", tmp_path)  # fmt: skip
    assert (done.returncode, done.stdout) == (0, f"Wrote {tmp_path}/figure.svg, {tmp_path}/figure.txt\n"), done.stderr
    assert "Thu 3 Mar 2022 · 1 claim: Kharkiv" in (tmp_path / "figure.txt").read_text("utf-8")
    done = claimmap("figure", "--region", "FR", "--out", tmp_path)
    assert (done.returncode, done.stderr) == (2, "claimmap: no claim with a place is in this period and region\n")


def test_figures_are_among_the_formats_and_kept_up_to_date(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(ARTICLE)
    report = pipeline.build([tmp_path / "in"], Settings(tmp_path, formats=Settings(tmp_path).formats))
    assert not (tmp_path / "figure.png").exists()
    done = claimmap("build", tmp_path / "in", "--out", tmp_path, "--formats", "png,svg", "--quiet")
    assert done.returncode == 0, done.stderr
    before = (tmp_path / "figure.svg").read_bytes()
    (tmp_path / "in" / "b.txt").write_text(ARTICLE.replace("Kharkiv", "Lviv").replace("/a", "/b"))
    report = pipeline.build([tmp_path / "in"], Settings(tmp_path))
    assert {tmp_path / "figure.png", tmp_path / "figure.svg", tmp_path / "figure.txt"} <= set(report.outputs)
    assert (tmp_path / "figure.svg").read_bytes() != before
    assert "Lviv" in (tmp_path / "figure.txt").read_text("utf-8")
    pipeline.forget(["b"], Settings(tmp_path))
    assert (tmp_path / "figure.svg").read_bytes() == before
