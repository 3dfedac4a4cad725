"""The store gives back what it was given, keeps one version of an article, and refuses what is not its own."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import fields, replace
from datetime import date
from itertools import permutations
from pathlib import Path
from typing import get_type_hints

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.errors import StoreError
from geo.exports import in_order
from geo.model import Article, Claim
from geo.store import Known, Store
from tests.factories import claim

_SQLITE_INT = st.integers(-(2**63), 2**63 - 1)
_FLOAT = st.floats(allow_nan=False, allow_infinity=False)
_TEXT = st.text(st.characters(exclude_categories=["Cs"]))
CLAIMS = st.builds(
    Claim,
    **{
        name: st.from_type(hint)
        for name, hint in get_type_hints(Claim).items()
        if hint not in {str, int, float, int | None, float | None}
    },
    **{name: _TEXT for name, hint in get_type_hints(Claim).items() if hint is str},
    **{name: _SQLITE_INT for name, hint in get_type_hints(Claim).items() if hint is int},
    **{name: _SQLITE_INT | st.none() for name, hint in get_type_hints(Claim).items() if hint == int | None},
    **{name: _FLOAT | st.none() for name, hint in get_type_hints(Claim).items() if hint == float | None},
)
ARTICLE = Article("a", "Title", "Text.", date(2022, 3, 4), "https://example.org/a", "example.org", "a.txt")


def known(article: Article, content: str = "c") -> Known:
    return Known(article.article_id, content, article.url, article.text, article.published, "en", "engine")


def save(store: Store, article: Article, claims: Sequence[Claim]) -> None:
    store.save(article, known(article), claims)


@settings(deadline=None)
@given(CLAIMS)
def test_a_claim_comes_back_equal(tmp_path_factory: pytest.TempPathFactory, any_claim: Claim) -> None:
    with Store(str(tmp_path_factory.mktemp("store") / "s.sqlite")) as store:
        save(store, replace(ARTICLE, article_id=any_claim.article_id), [any_claim])
        assert list(store.claims()) == [any_claim]


def test_the_article_comes_back_equal(tmp_path: Path) -> None:
    path = str(tmp_path / "s.sqlite")
    with Store(path) as store:
        save(store, ARTICLE, [])
    with Store(path) as store:
        assert store.article("a") == replace(ARTICLE, origin=store.target)
        assert store.known() == [known(ARTICLE)]


def test_saving_again_replaces(tmp_path: Path) -> None:
    with Store(str(tmp_path / "s.sqlite")) as store:
        old = claim(article_id="a", claim_id="old")
        new = claim(article_id="a", claim_id="new")
        save(store, ARTICLE, [old, new])
        save(store, replace(ARTICLE, text="Other."), [new])
        assert list(store.claims()) == [new]
        assert store.article("a").text == "Other."
        assert (store.tally().articles, store.tally().claims) == (1, 1)


def test_a_failed_save_changes_nothing(tmp_path: Path) -> None:
    with Store(str(tmp_path / "s.sqlite")) as store:
        kept = claim(article_id="a")
        save(store, ARTICLE, [kept])
        with pytest.raises(StoreError, match="UNIQUE constraint failed"):
            save(store, replace(ARTICLE, text="Other."), [kept, kept])
        assert list(store.claims()) == [kept]
        assert store.article("a").text == "Text."


def test_forgetting(tmp_path: Path) -> None:
    with Store(str(tmp_path / "s.sqlite")) as store:
        for article_id in "ab":
            article = replace(ARTICLE, article_id=article_id)
            save(store, article, [claim(article_id=article_id, claim_id=article_id)])
        store.forget([])
        store.forget(["a", "never there"])
        assert [each.article_id for each in store.known()] == ["b"]
        assert [each.claim_id for each in store.claims()] == ["b"]


def test_claims_come_in_the_order_of_exports(tmp_path: Path) -> None:
    claims = [
        claim(claim_id="1", article_id="B", event_date=date(2022, 3, 4), quote_start=9),
        claim(claim_id="2", article_id="B", event_date=date(2022, 3, 4), quote_start=10),
        claim(claim_id="3", article_id="a", event_date=date(2022, 3, 4), quote_start=0),
        claim(claim_id="4", article_id="é", event_date=date(2021, 3, 4), quote_start=0),
        claim(claim_id="5", article_id="a", event_date=None, quote_start=0),
        claim(claim_id="6", article_id="a", event_date=None, quote_start=0),
    ]
    for number, order in enumerate(list(permutations(claims))[::97]):
        with Store(str(tmp_path / f"{number}.sqlite")) as store:
            for article_id in ("a", "é", "B"):
                article = replace(ARTICLE, article_id=article_id)
                save(store, article, [each for each in order if each.article_id == article_id])
            assert list(store.claims()) == in_order(order)
            assert [each.claim_id for each in store.claims()] == list("412356")


def test_tally(tmp_path: Path) -> None:
    rows = [
        claim(claim_id="1", latitude=50.0, longitude=30.0),
        claim(claim_id="2", latitude=None, longitude=None, place_reason="not in the gazetteer"),
        claim(claim_id="3", latitude=None, longitude=None, place_reason="not in the gazetteer"),
        claim(claim_id="4", latitude=None, longitude=None, place_reason="ambiguous", event_date=None),
    ]
    with Store(str(tmp_path / "s.sqlite")) as store:
        save(store, ARTICLE, [replace(row, article_id="a") for row in rows])
        tally = store.tally()
    assert (tally.articles, tally.claims, tally.placed, tally.undated) == (1, 4, 1, 1)
    assert tally.unplaced == (("not in the gazetteer", 2), ("ambiguous", 1))


def foreign(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE recipes (name TEXT)")
    connection.close()


def other_version(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE claims (claim_id TEXT)")
    connection.close()


def before_a_column(path: Path) -> None:
    Store(str(path)).close()
    with sqlite3.connect(path) as connection:
        connection.execute("ALTER TABLE claims DROP COLUMN event_text")
    connection.close()


def cut_short(path: Path) -> None:
    with Store(str(path)) as store:
        for number in range(50):
            save(store, replace(ARTICLE, article_id=str(number), text="word " * 500), [])
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def read_last(path: Path) -> None:
    with Store(str(path)) as store:
        store.known()
        store.article("49")


REFUSED = [
    (lambda path: path.write_bytes(b"This is no database, but it is long enough to be one." * 40), "not a database"),
    (foreign, "another program's database"),
    (other_version, "not written by this version"),
    (before_a_column, "by this version of claimmap; name another store or remove it"),
    (Path.mkdir, "unable to open database file"),
    (cut_short, "malformed"),
]


@pytest.mark.parametrize(("prepare", "reason"), REFUSED, ids=[row[1] for row in REFUSED])
def test_what_is_not_a_store_is_refused(tmp_path: Path, prepare: object, reason: str) -> None:
    path = tmp_path / "s.sqlite"
    assert callable(prepare)
    prepare(path)
    with pytest.raises(StoreError, match=reason) as caught:
        read_last(path)
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "target", ["nosuch://user:secret@host/db", "sqlite:///", "://", "postgresql+nodriver://user:secret@127.0.0.1:1/db"]
)
def test_bad_addresses(target: str) -> None:
    if target == "sqlite:///":
        Store(target).close()  # a database in memory
        return
    with pytest.raises(StoreError) as caught:
        Store(target)
    assert "\n" not in str(caught.value)


def test_two_builds_may_write_at_once(tmp_path: Path) -> None:
    code = (
        "import sys; sys.path.insert(0, '.')\n"
        "from tests.test_store import ARTICLE, replace, save, Store\n"
        "with Store(sys.argv[1]) as store:\n"
        "    for n in range(60): save(store, replace(ARTICLE, article_id=sys.argv[2] + str(n)), [])\n"
    )
    path = str(tmp_path / "s.sqlite")
    writers = [subprocess.Popen([sys.executable, "-c", code, path, name]) for name in "xy"]
    assert [writer.wait(60) for writer in writers] == [0, 0]
    with Store(path) as store:
        assert store.tally().articles == 120


def test_every_field_has_its_column(tmp_path: Path) -> None:
    path = tmp_path / "s.sqlite"
    Store(str(path)).close()
    with sqlite3.connect(path) as connection:
        rows = connection.execute("SELECT name FROM pragma_table_info('claims')").fetchall()
    connection.close()
    assert [name for (name,) in rows] == [field.name for field in fields(Claim)]


def test_the_store_loads_no_tables_or_maps() -> None:
    code = "import sys, geo.store; print(*{'pandas', 'geopandas', 'folium', 'numpy'} & sys.modules.keys())"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout == b"\n"
