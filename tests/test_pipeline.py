"""The order of articles, of runs and of duplicates never shows in the outputs; nothing is read or counted twice."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

import geo
from geo.errors import ClaimmapError, NothingToReadError, OutputError
from geo.exports import in_order
from geo.gazetteer import Gazetteer
from geo.lexicon import Lexicon
from geo.model import Article, Assembly, Claim, SetAside
from geo.pipeline import (
    BuildReport,
    build,
    engine_version,
    explain_source,
    extract,
    extract_claims,
    geocode,
    geoparse,
    opened,
)
from geo.settings import Borders, Settings
from geo.store import Counts, Seen, Store
from tests.test_store_versions import first

OUTPUTS = ("map.html", "claims.csv", "claims.geojson")
FRENCH = "Les forces russes ont bombardé la ville de Kharkiv jeudi, selon le maire. Deux personnes ont été tuées."
STORIES = {
    "a": ("20220304", "Shells hit Kharkiv", "Russian artillery shelled Kharkiv on Thursday, the mayor said."),
    "b": ("20220305", "Strike on Mykolaiv", "An air strike on Mykolaiv on Friday killed two people, officials said."),
    "c": ("20220306", "Talks in Brest", "Ukraine and Russia held talks in Brest, Belarus, on Saturday."),
    "d": ("", "No day", "Rebels captured Aleppo, a monitoring group said."),
}


def story(name: str, text: str = "", url: str = "") -> str:
    day, title, own = STORIES[name]
    return f"{title}\n{day}\n{url or f'https://example.org/{name}'}\n{text or own}\n"


def folder(path: Path, **stories: str) -> Path:
    path.mkdir(exist_ok=True)
    for name, content in (stories or {name: story(name) for name in STORIES}).items():
        (path / f"{name}.txt").write_text(content)
    return path


def run(sources: Sequence[Path], out: Path, **options: Any) -> BuildReport:  # noqa: ANN401 - of Settings
    return build(sources, Settings(out, **options))


def written(out: Path) -> dict[str, bytes]:
    paths = [out / name for name in OUTPUTS] + sorted(out.glob("days/*"))
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in paths}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, BuildReport]:
    home = tmp_path_factory.mktemp("built")
    return home, run([folder(home / "in")], home / "out")


def test_a_build_writes_everything(built: tuple[Path, BuildReport]) -> None:
    home, report = built
    assert (report.read, report.new, report.unchanged, report.articles) == (4, 4, 0, 4)
    assert (report.set_aside, report.duplicates, report.not_english) == ((), (), ())
    assert [warning.message for warning in report.warnings] == ["no date given; left empty"]
    assert report.placed >= 4
    assert report.placed + sum(number for _, number in report.unplaced) == report.claims
    assert set(OUTPUTS) < written(home / "out").keys()
    named = [*OUTPUTS, "days", "changes.json"]
    assert sorted(report.outputs) == sorted(home / "out" / name for name in named)


def test_a_second_run_reads_nothing_and_doubles_nothing(built: tuple[Path, BuildReport], tmp_path: Path) -> None:
    home, first = built
    shutil.copytree(home / "out", tmp_path / "out")
    before = written(tmp_path / "out")
    report = run([home / "in"], tmp_path / "out")
    assert (report.new, report.read_again, report.unchanged) == (0, 0, 4)
    assert (report.claims, report.articles) == (first.claims, first.articles)
    assert written(tmp_path / "out") == before


@pytest.mark.parametrize("damage", ["", "map.html", "days/2022-03-03.html", ".drawn"])
def test_only_what_stands_as_written_is_not_drawn_again(
    built: tuple[Path, BuildReport], tmp_path: Path, damage: str
) -> None:
    home, _ = built
    out = tmp_path / "out"
    shutil.copytree(home / "out", out)
    times = {path: path.stat().st_mtime_ns for path in [out / "map.html", *out.glob("days/*")]}
    if damage:
        (out / damage).write_text("damaged")
    run([home / "in"], out)
    assert written(out) == written(home / "out")
    assert (times == {path: path.stat().st_mtime_ns for path in times}) == (not damage)


def test_pages_with_other_tiles_are_drawn_again(built: tuple[Path, BuildReport], tmp_path: Path) -> None:
    home, _ = built
    shutil.copytree(home / "out", tmp_path / "out")
    run([home / "in"], tmp_path / "out", tiles="OpenTopoMap")
    tiled = written(tmp_path / "out")
    assert b"https://a.tile.opentopomap.org" in tiled["map.html"]
    assert all(b"https://a.tile.opentopomap.org" in page for name, page in tiled.items() if "-" in name)
    assert all(tiled[name] == content for name, content in written(home / "out").items() if name.startswith("claims"))
    run([home / "in"], tmp_path / "out", tiles="")
    assert written(tmp_path / "out") == written(home / "out")


def test_pages_with_other_borders_are_drawn_again_and_claims_stay(
    built: tuple[Path, BuildReport], tmp_path: Path
) -> None:
    home, _ = built
    shutil.copytree(home / "out", tmp_path / "out")
    run([home / "in"], tmp_path / "out", borders=Borders.DE_FACTO)
    there, here = written(tmp_path / "out"), written(home / "out")
    assert {name for name in here if there[name] != here[name]} == {
        name for name in here if name.endswith(".html") and name != "days/index.html"
    }


def test_unknown_tiles_are_refused_before_anything_is_read(tmp_path: Path) -> None:
    with pytest.raises(ClaimmapError, match="no map tiles are called 'nowhere'"):
        run([tmp_path / "not there"], tmp_path / "out", tiles="nowhere")
    assert not any((tmp_path / "out").iterdir())


def test_rebuilding_gives_the_same_bytes(built: tuple[Path, BuildReport], tmp_path: Path) -> None:
    home, _ = built
    shutil.copytree(home / "out", tmp_path / "out")
    report = run([home / "in"], tmp_path / "out", rebuild=True)
    assert (report.new, report.read_again, report.unchanged) == (0, 4, 0)
    assert written(tmp_path / "out") == written(home / "out")


def test_order_and_number_of_runs_do_not_show(built: tuple[Path, BuildReport], tmp_path: Path) -> None:
    home, _ = built
    for number, order in enumerate(list(permutations(STORIES))[::11]):
        out = tmp_path / str(number)
        for name in order[: number % 3]:
            run([home / "in" / f"{name}.txt"], out)
        run([home / "in" / f"{name}.txt" for name in order], out)
        assert written(out) == written(home / "out")


def test_hash_seed_does_not_show(built: tuple[Path, BuildReport], tmp_path: Path) -> None:
    home, _ = built
    for seed in ("1", "2"):
        command = [sys.executable, "-m", "geo", "build", str(home / "in"), "--out", str(tmp_path / seed), "--quiet"]
        subprocess.run(command, check=True, env=os.environ | {"PYTHONHASHSEED": seed})
        assert written(tmp_path / seed) == written(home / "out")


def test_a_new_article_is_the_only_one_read(tmp_path: Path) -> None:
    source = folder(tmp_path / "in", a=story("a"), b=story("b"))
    run([source], tmp_path / "out")
    (source / "c.txt").write_text(story("c"))
    report = run([source], tmp_path / "out")
    assert (report.new, report.read_again, report.unchanged, report.articles) == (1, 0, 2, 3)


def test_a_changed_article_takes_the_place_of_the_old(tmp_path: Path) -> None:
    source = folder(tmp_path / "in", a=story("a"))
    run([source], tmp_path / "out")
    assert "Kharkiv" in (tmp_path / "out" / "claims.csv").read_text()
    (source / "a.txt").write_text(story("a", text="Russian artillery shelled Sumy on Wednesday."))
    report = run([source], tmp_path / "out")
    assert (report.new, report.read_again, report.articles) == (0, 1, 1)
    table = (tmp_path / "out" / "claims.csv").read_text()
    assert "Sumy" in table
    assert "shelled Kharkiv" not in table


def test_pages_of_days_without_claims_are_removed(tmp_path: Path) -> None:
    source = folder(tmp_path / "in", a=story("a"))
    run([source], tmp_path / "out")
    days = tmp_path / "out" / "days"
    assert {page.name for page in days.iterdir()} == {"2022-03-03.html", "index.html"}
    (source / "a.txt").write_text(story("a").replace("on Thursday", "on Wednesday"))
    run([source], tmp_path / "out")
    assert {page.name for page in days.iterdir()} == {"2022-03-02.html", "index.html"}
    assert "2022-03-03" not in (days / "index.html").read_text()


def test_another_engine_reads_what_is_stored_again(tmp_path: Path) -> None:
    source = folder(tmp_path / "in", a=story("a"), b=story("b"))
    run([source], tmp_path / "out")
    before = written(tmp_path / "out")
    with Store(str(tmp_path / "out" / "claimmap.sqlite")) as store:
        for known in store.known():
            old = known.__class__(**{name: getattr(known, name) for name in known.__slots__} | {"engine": "older"})
            store.save(store.article(known.article_id), old, [])
    report = run([source / "a.txt"], tmp_path / "out")
    assert (report.read, report.new, report.read_again, report.articles) == (1, 0, 1, 2)
    assert written(tmp_path / "out") == before


def test_what_an_older_claimmap_kept_is_read_again_from_its_texts(tmp_path: Path) -> None:
    first(str(tmp_path / "old.sqlite"))
    source = folder(tmp_path / "in", c=story("c"))
    settings = Settings(tmp_path / "out", store=str(tmp_path / "old.sqlite"))
    report = build([source], settings)
    assert (report.read, report.new, report.articles) == (1, 1, 3)
    with Store(settings.store) as store:
        assert {each.engine for each in store.known()} == {engine_version()}
        claims = [claim for claim in store.claims() if claim.article_id == "a"]
        assert [(claim.event_text, claim.place_text) for claim in claims] == [("Shells fell", "Kharkiv")]
    again = build([source], settings)
    assert (again.read_again, again.unchanged) == (0, 1)


def test_runs_are_noted_and_what_they_met(tmp_path: Path) -> None:
    source = folder(tmp_path / "in", a=story("a"), b=story("b"))
    run([source], tmp_path / "out")
    (source / "a.txt").write_text(story("a").replace("on Thursday", "on Wednesday"))
    run([source / "a.txt"], tmp_path / "out")
    with Store(str(tmp_path / "out" / "claimmap.sqlite")) as store:
        first, second = store.runs()
        claims = {claim.article_id: claim.claim_id for claim in store.claims()}
        met = {article_id: store.seen(claim_id) for article_id, claim_id in claims.items()}
    assert first.counts == Counts(read=2, new=2, changed=0, extracted=2, claims=2)
    assert second.counts == Counts(read=1, new=0, changed=1, extracted=1, claims=2)
    assert met["a"] == Seen(first.run_id, second.run_id, second.engine)
    assert met["b"] == Seen(first.run_id, first.run_id, first.engine)


def test_duplicates_count_once_whatever_the_order(tmp_path: Path) -> None:
    same_text = story("b").replace("20220305", "20220307").replace("/b", "/elsewhere")
    same_address = story("c", text="Other words, on Brest.")
    source = folder(tmp_path / "in", b=story("b"), b2=same_text, c=story("c"), c2=same_address)
    paths = sorted(source.iterdir())
    first = run(paths, tmp_path / "1")
    assert [(Path(each.origin).name, each.kept, each.shared) for each in first.duplicates] == [
        ("c2.txt", "c", "same URL"),
        ("b2.txt", "b", "same text"),
    ]
    assert (first.read, first.new, first.articles) == (4, 2, 2)
    assert run(paths[::-1], tmp_path / "2").duplicates == first.duplicates
    assert written(tmp_path / "1") == written(tmp_path / "2")


def test_a_duplicate_that_came_first_gives_way(tmp_path: Path) -> None:
    later = story("b").replace("20220305", "20220307").replace("/b", "/elsewhere")
    source = folder(tmp_path / "in", b=story("b"), z=later)
    run([source / "z.txt"], tmp_path / "1")
    report = run([source / "b.txt"], tmp_path / "1")
    assert [(each.origin, each.article_id, each.kept) for each in report.duplicates] == [("the store", "z", "b")]
    run([source], tmp_path / "2")
    assert written(tmp_path / "1") == written(tmp_path / "2")


def test_other_languages_are_told_and_give_nothing(tmp_path: Path) -> None:
    source = folder(tmp_path / "in", a=story("a", text=FRENCH))
    for _ in range(2):
        report = run([source], tmp_path / "out")
        assert [(each.article_id, each.language) for each in report.not_english] == [("a", "fr")]
        assert (report.articles, report.claims) == (1, 0)


def test_nothing_to_read_leaves_the_outputs_alone(tmp_path: Path) -> None:
    source = folder(tmp_path / "in", a=story("a"))
    run([source], tmp_path / "out")
    before = written(tmp_path / "out")
    (tmp_path / "empty").mkdir()
    with pytest.raises(NothingToReadError, match="nothing to read in"):
        run([tmp_path / "empty"], tmp_path / "out")
    assert written(tmp_path / "out") == before


def test_output_is_tried_before_anything_is_read(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match="file/out"):
        run([tmp_path / "nowhere"], tmp_path / "file" / "out")


def test_an_article_the_finders_fail_on_is_set_aside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(article: Article, lexicon: Lexicon, gazetteer: Gazetteer) -> Assembly:
        if article.article_id == "b":
            message = "a fault"
            raise RuntimeError(message)
        return extract(article, lexicon, gazetteer)

    monkeypatch.setattr("geo.pipeline.extraction.extract", failing)
    source = folder(tmp_path / "in", a=story("a"), b=story("b"))
    report = run([source], tmp_path / "out")
    assert report.set_aside == (SetAside(str(source / "b.txt"), "could not be extracted: RuntimeError: a fault"),)
    assert report.articles == 1
    monkeypatch.undo()
    assert run([source], tmp_path / "out").new == 1


def test_claims_stand_at_their_quotes(built: tuple[Path, BuildReport]) -> None:
    home, report = built
    texts = {record.article_id: record.text for record in geo.read(home / "in") if isinstance(record, Article)}
    with Store(str(home / "out" / "claimmap.sqlite")) as store:
        claims = list(store.claims())
    assert len(claims) == report.claims
    for claim in claims:
        assert texts[claim.article_id][claim.quote_start : claim.quote_end] == claim.quote


def test_the_notebook_names(built: tuple[Path, BuildReport]) -> None:
    home, report = built
    claims = geo.extract(geo.read(home / "in"))
    assert all(isinstance(claim, Claim) for claim in claims)
    with Store(str(home / "out" / "claimmap.sqlite")) as store:
        assert in_order(claims) == list(store.claims())
    frame = geo.to_geodataframe(claims)
    assert len(frame) == report.claims
    assert geo.map(frame).get_root().render().encode() == (home / "out" / "map.html").read_bytes()


def test_extracting_warns_of_what_gives_nothing() -> None:
    with pytest.warns(UserWarning, match="a.txt was set aside: empty"):
        assert extract_claims(SetAside("a.txt", "empty")) == ()
    with pytest.warns(UserWarning, match="b.txt is not English"):
        assert extract_claims([Article("b", "", FRENCH, None, "", "", "b.txt")]) == ()


def test_geoparsing_gives_every_toponym(tmp_path: Path) -> None:
    text = "Kharkiv was hit. Ukrainian troops left Kharkiv."
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"id": 7, "text": text}) + "\n" + json.dumps({"id": 7, "text": text}) + "\nnot JSON\n")
    first, second, bad = geoparse([path])
    assert isinstance(bad, SetAside)
    assert first == second
    assert not isinstance(first, SetAside)
    assert first.article_id == "7"
    assert [each.span.of(text) for each in first.toponyms] == [each.text for each in first.toponyms]
    assert [(each.text, each.role) for each in first.toponyms] == [
        ("Kharkiv", "place"),
        ("Ukrainian", "demonym"),
        ("Kharkiv", "place"),
    ]
    assert all(each.latitude is not None for each in first.toponyms)


def test_geocoding() -> None:
    brest, *_ = geocode(["Brest"], "BY")
    assert (brest.asked, brest.candidate.country, brest.distance_km) == ("Brest", "BY", None)
    nearest, *_ = geocode(["Brest"], near=(48.4, -4.5))
    assert nearest.candidate.country == "FR"
    assert nearest.distance_km is not None
    assert nearest.distance_km < 20
    assert list(geocode(["Qqqqqq"])) == []
    with pytest.raises(ClaimmapError, match="XX"):
        list(geocode(["Brest"], "XX"))


UNEXPLAINED = [
    ({"empty.txt": ""}, "empty.txt: the file is empty"),
    ({}, "nothing to read"),
    ({"a.txt": story("a"), "b.txt": story("b")}, "more than one article"),
    (
        {
            "a.txt": story(
                "a", text="Les forces russes ont bombardé la ville de Kharkiv jeudi, selon le maire de la ville."
            )
        },
        "not English",
    ),
]


@pytest.mark.parametrize(("files", "reason"), UNEXPLAINED)
def test_what_cannot_be_explained(tmp_path: Path, files: dict[str, str], reason: str) -> None:
    for name, content in files.items():
        (tmp_path / name).write_text(content)
    with pytest.raises(ClaimmapError, match=reason):
        explain_source(tmp_path)


def test_explaining_gives_the_claims_of_extracting(built: tuple[Path, BuildReport]) -> None:
    home, _ = built
    for path in sorted((home / "in").iterdir()):
        explanation = explain_source(path)
        assert in_order(each.claim for each in explanation.claims) == in_order(geo.extract(geo.read(path)))


def test_one_of_several_articles_is_chosen_by_its_id(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.txt").write_text(story(name))
    assert explain_source(tmp_path, "b").article.article_id == "b"
    with pytest.raises(ClaimmapError, match="holds no article 'c'"):
        explain_source(tmp_path, "c")


def test_engine_is_one_and_opened_once() -> None:
    assert engine_version() == engine_version()
    assert opened() is opened()
