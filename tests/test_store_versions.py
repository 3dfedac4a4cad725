"""Stores of other versions: older ones are upgraded whole or not at all, newer and foreign ones refused."""

from __future__ import annotations

import json
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

import geo.store
from geo.changes import from_record, record
from geo.changes.comparing import appeared, withdrawn
from geo.errors import StoreError
from geo.model import Answer, Article, WherePrec
from geo.store import Counts, Known, Run, Seen, Store
from geo.store.opening import VERSION
from geo.store.tables import META
from tests.factories import claim

# What the first version executed, in the words of SQLite.
FIRST = """
CREATE TABLE answers (
    service TEXT NOT NULL, address TEXT NOT NULL, "query" TEXT NOT NULL, country TEXT NOT NULL, name TEXT NOT NULL,
    latitude DOUBLE, longitude DOUBLE, where_prec INTEGER, radius_km DOUBLE, place_country TEXT NOT NULL,
    remark TEXT NOT NULL, licence TEXT NOT NULL, answered DATETIME NOT NULL,
    PRIMARY KEY (service, address, "query", country)
);
CREATE TABLE articles (
    article_id TEXT NOT NULL, content TEXT NOT NULL, url_key TEXT NOT NULL, text_key TEXT NOT NULL, published DATE,
    language TEXT NOT NULL, engine TEXT NOT NULL, title TEXT NOT NULL, text TEXT NOT NULL, url TEXT NOT NULL,
    source TEXT NOT NULL, PRIMARY KEY (article_id)
);
CREATE TABLE runs (
    run_id INTEGER NOT NULL, finished DATETIME NOT NULL, engine TEXT NOT NULL, extracted INTEGER NOT NULL,
    claims INTEGER NOT NULL, PRIMARY KEY (run_id)
);
CREATE TABLE claims (
    claim_id TEXT NOT NULL, event_id TEXT NOT NULL, grade TEXT NOT NULL, article_id TEXT NOT NULL,
    event_type TEXT NOT NULL, event_date DATE, event_date_end DATE, date_prec INTEGER, date_basis TEXT,
    location TEXT NOT NULL, place_text TEXT NOT NULL, relation TEXT NOT NULL, latitude DOUBLE, longitude DOUBLE,
    where_prec INTEGER, radius_km DOUBLE, geonameid BIGINT, admin1 TEXT NOT NULL, admin1_code TEXT NOT NULL,
    country TEXT NOT NULL, iso3 TEXT NOT NULL, place_reason TEXT NOT NULL, date_reason TEXT NOT NULL,
    actor TEXT NOT NULL, target TEXT NOT NULL, deaths_min BIGINT, deaths_max BIGINT, injured_min BIGINT,
    injured_max BIGINT, claimant TEXT NOT NULL, claimant_side TEXT NOT NULL, claim_status TEXT NOT NULL,
    unverified BOOLEAN NOT NULL, quote TEXT NOT NULL, quote_start BIGINT NOT NULL, quote_end BIGINT NOT NULL,
    title TEXT NOT NULL, published DATE, url TEXT NOT NULL, source TEXT NOT NULL,
    PRIMARY KEY (claim_id), FOREIGN KEY(article_id) REFERENCES articles (article_id) ON DELETE CASCADE
);
CREATE INDEX claims_by_article ON claims (article_id);
CREATE TABLE placements (
    claim_id TEXT NOT NULL, location TEXT, latitude DOUBLE, longitude DOUBLE, where_prec INTEGER, radius_km DOUBLE,
    admin1 TEXT, admin1_code TEXT, country TEXT, iso3 TEXT, place_reason TEXT,
    PRIMARY KEY (claim_id), FOREIGN KEY(claim_id) REFERENCES claims (claim_id) ON DELETE CASCADE
);
INSERT INTO articles VALUES
    ('a', 'content', 'key', 'text', '2031-05-07', 'en', 'older', 'A night of shelling',
     'Shells fell on Kharkiv before dawn. 🌘', 'u', 's'),
    ('b', 'content', '', 'other', NULL, 'fr', 'older', '', 'Rien.', '', '');
INSERT INTO runs VALUES (1, '2031-05-08 09:10:11.000012', 'older', 2, 2);
INSERT INTO claims VALUES
    ('c0001', '', '', 'a', 'shelling', '2031-05-06', '2031-05-06', 1, 'stated', 'Kharkiv', 'Kharkiv', 'at', 49.98081,
     36.25272, 1, 8.0, 706483, 'Kharkiv Oblast', 'UA-63', 'Ukraine', 'UKR', 'the only Kharkiv in Ukraine',
     'the article says 6 May', '', '', NULL, NULL, NULL, NULL, '', '', 'fact', FALSE,
     'Shells fell on Kharkiv before dawn.', 0, 35, 'A night of shelling', '2031-05-07', 'https://news.example/one',
     'Example News'),
    ('c0002', '', '', 'a', 'siege', NULL, NULL, NULL, NULL, '', 'Lower Ford', 'near', NULL,
     NULL, NULL, NULL, NULL, '', '', '', '', 'not in the gazetteer',
     'no day', '', '', 1, 2, 3, NULL, '', '', 'claimed', TRUE,
     'Lower Ford is besieged.', 36, 59, 'A night of shelling', '2031-05-07', 'https://news.example/one',
     'Example News');
INSERT INTO placements VALUES
    ('c0002', 'Lower Ford', 1.5, 2.5, 2, 30.0, '', '', 'Ukraine', 'UKR', 'a service answered');
INSERT INTO answers VALUES
    ('photon', 'https://a.example', 'Lower Ford', '', 'Lower Ford', 1.5, 2.5, 1, 2.0, 'UA', 'village', 'licence',
     '2031-05-08 09:10:11.000000');
"""
ANSWER = Answer(
    *("photon", "https://a.example", "Lower Ford", "", "Lower Ford", 1.5, 2.5),
    *(WherePrec.EXACT, 2.0, "UA", "village", "licence"),
)
OLD = Run(1, None, datetime(2031, 5, 8, 9, 10, 11, 12), "older", Counts(None, None, None, 2, 2))  # noqa: DTZ001 - as kept


@contextmanager
def driven(target: str) -> Iterator[sa.Engine]:
    engine = sa.create_engine(target if "://" in target else f"sqlite:///{target}")
    try:
        yield engine
    finally:
        engine.dispose()


def first(target: str) -> None:
    """Make a store as the first version did, with rows."""
    with driven(target) as engine, engine.begin() as connection:
        script = FIRST
        if engine.dialect.name == "postgresql":
            script = script.replace("DOUBLE", "DOUBLE PRECISION").replace("DATETIME", "TIMESTAMP WITHOUT TIME ZONE")
            script = script.replace("run_id INTEGER", "run_id SERIAL")
            script += "SELECT setval('runs_run_id_seq', 1);\n"
        for statement in filter(str.strip, script.split(";\n")):
            connection.exec_driver_sql(statement)


def test_a_store_of_the_first_version_is_upgraded(store_target: str) -> None:
    first(store_target)
    with Store(store_target) as store:
        kharkiv, ford = store.claims()
        assert kharkiv == claim(article_id="a", event_text="")
        assert (ford.claim_id, ford.latitude, ford.place_reason) == ("c0002", 1.5, "a service answered")
        assert (ford.deaths_min, ford.injured_max, ford.unverified) == (1, None, True)
        assert [each.latitude for each in store.unplaced()] == [None]
        assert store.article("a") == Article(
            "a",
            "A night of shelling",
            "Shells fell on Kharkiv before dawn. 🌘",
            date(2031, 5, 7),
            "u",
            "s",
            store.target,
        )
        assert store.article("b").text == "Rien."
        assert store.answers() == [ANSWER]
        assert store.runs() == [OLD]
        assert store.seen("c0001") == Seen(None, None, "older")
    with Store(store_target) as store:
        assert len(list(store.claims())) == 2


def test_its_articles_wait_to_be_read_again(store_target: str) -> None:
    first(store_target)
    with Store(store_target) as store:
        assert store.known()[0] == Known("a", "content", "key", "text", date(2031, 5, 7), "en", "")
        assert [each.engine for each in store.known()] == ["", ""]
        run = store.begin_run("newer")
        assert run == 2
        again = claim(article_id="a", event_text="Shells fell")
        store.save(store.article("a"), replace(store.known()[0], engine="newer"), [again], run)
        assert list(store.claims()) == [again]
        assert store.seen("c0001") == Seen(None, run, "newer")


# What the second version kept of a claim that a run met first, and of one that it no longer met.
TOLD = [appeared(claim(claim_id="c0001", title="}}")), withdrawn(claim(claim_id="c0002"))]


def test_what_the_second_version_told_of_claims_can_be_told(store_target: str) -> None:
    with driven(store_target) as engine, engine.begin() as connection:
        config = Config(attributes={"connection": connection})
        config.set_main_option("script_location", str(Path(geo.store.__file__).with_name("migrations")))
        config.set_main_option("path_separator", "os")
        command.upgrade(config, "2")
        connection.exec_driver_sql("INSERT INTO runs (started, engine) VALUES ('2031-05-08 09:10:11', 'older')")
        row = "INSERT INTO changes VALUES (1, :claim_id, 'a1', :what, :record, :ordinal)"
        for ordinal, change in enumerate(TOLD):
            known = record(change)
            whole = known["claim"]
            assert isinstance(whole, dict)
            del whole["grade_reason"], whole["correction"]
            told = json.dumps(known, ensure_ascii=False, separators=(",", ":"))
            values = {"claim_id": change.claim_id, "what": change.what.value, "record": told, "ordinal": ordinal}
            connection.execute(sa.text(row), values)
    with Store(store_target) as store:
        assert [from_record(json.loads(each.record)) for each in store.changes(0, 1)] == TOLD


def test_an_upgraded_store_has_the_tables_of_a_new_one(tmp_path: Path) -> None:
    old, new = tmp_path / "old.sqlite", tmp_path / "new.sqlite"
    first(str(old))
    for path in (old, new):
        Store(str(path)).close()

    def tables(path: Path) -> list[tuple[str, ...]]:
        with closing(sqlite3.connect(path)) as connection:
            assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
            assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            return connection.execute(
                'SELECT tables.name, columns.name, columns.type, columns."notnull", columns.dflt_value, columns.pk '
                "FROM sqlite_master AS tables, pragma_table_xinfo(tables.name) AS columns ORDER BY tables.name, 2"
            ).fetchall()

    assert tables(old) == tables(new)


def test_the_migrations_make_what_the_code_takes_the_tables_for(store_target: str) -> None:
    Store(store_target).close()
    with driven(store_target) as engine, engine.connect() as connection:
        options = {"include_object": is_of_both, "compare_type": differ}
        assert compare_metadata(MigrationContext.configure(connection, opts=options), META) == []


def differ(context: MigrationContext, _column: object, _own: object, there: object, here: object) -> bool | None:
    """Tell whether two types differ (None: as alembic sees it); texts are texts, whatever they are sorted by."""
    if isinstance(here, sa.TypeDecorator):
        here = here.load_dialect_impl(context.dialect)
    return False if isinstance(there, sa.String) and isinstance(here, sa.String) else None


def is_of_both(_object: object, name: str, kind: str, _reflected: object, _other: object) -> bool:
    """Tell whether this is no part of PostGIS, which SQLite has not and the code only fills."""
    return not (name in {"geom", "spatial_ref_sys"} or (kind == "index" and name.endswith("_by_place")))


def test_the_code_knows_the_newest_version() -> None:
    home = Path(geo.store.__file__).with_name("migrations")
    assert ScriptDirectory(str(home)).get_heads() == [VERSION]


@pytest.mark.parametrize("last", [1, 4, 20, 28, 33, 38, 42])
def test_whoever_is_killed_in_an_upgrade_leaves_the_old_store(store_target: str, last: int) -> None:
    code = (
        "import os, signal, sys; sys.path.insert(0, '.')\n"
        "import sqlalchemy as sa\n"
        "from geo.store import Store\n"
        "seen = []\n"
        "def count(connection, cursor, statement, parameters, context, executemany):\n"
        "    if seen or statement.startswith(('CREATE', 'ALTER', 'DROP', 'INSERT', 'UPDATE')): seen.append(statement)\n"
        "    if len(seen) == int(sys.argv[2]): os.kill(os.getpid(), signal.SIGKILL)\n"
        "sa.event.listen(sa.Engine, 'after_cursor_execute', count)\n"
        "Store(sys.argv[1])\n"
        "print(len(seen))\n"
    )
    first(store_target)
    before = everything(store_target)
    done = subprocess.run([sys.executable, "-c", code, store_target, str(last)], capture_output=True, check=False)
    assert done.returncode == -signal.SIGKILL, done.stdout + done.stderr
    assert everything(store_target) == before
    with Store(store_target) as store:
        assert [each.claim_id for each in store.claims()] == ["c0001", "c0002"]


def everything(target: str) -> str:
    tables = sa.MetaData()
    with driven(target) as engine, engine.connect() as connection:
        tables.reflect(connection)
        rows = {
            str(sa.schema.CreateTable(table)): [tuple(row) for row in connection.execute(sa.select(table))]
            for table in tables.sorted_tables
            if table.name != "spatial_ref_sys"
        }
        if engine.dialect.name == "sqlite":
            rows["journal"] = [tuple(row) for row in connection.exec_driver_sql("PRAGMA journal_mode")]
    return json.dumps(rows, default=str)


def test_two_may_open_an_old_store_at_once(store_target: str) -> None:
    first(store_target)
    code = "import sys; sys.path.insert(0, '.'); from geo.store import Store; Store(sys.argv[1]).close()"
    runs = [
        subprocess.Popen([sys.executable, "-c", code, store_target], stderr=subprocess.PIPE, text=True)
        for _ in range(3)
    ]
    assert [(run.communicate(timeout=60)[1], run.returncode) for run in runs] == [("", 0)] * 3


def test_tables_whose_making_was_cut_short_are_completed(tmp_path: Path) -> None:
    path = tmp_path / "s.sqlite"
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(FIRST.partition("CREATE TABLE claims")[0])
    with Store(str(path)) as store:
        assert (store.known(), list(store.claims())) == ([], [])


def executed(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        for statement in statements:
            connection.execute(statement)


def newer(path: Path) -> None:
    Store(str(path)).close()
    executed(path, "UPDATE alembic_version SET version_num = '9999'")


def of_two_versions(path: Path) -> None:
    Store(str(path)).close()
    executed(path, "INSERT INTO alembic_version VALUES ('1')")


def without_a_column(path: Path) -> None:
    first(str(path))
    executed(path, "ALTER TABLE claims DROP COLUMN event_date")


def with_a_column(path: Path) -> None:
    first(str(path))
    executed(path, "ALTER TABLE claims ADD COLUMN event_text TEXT")


ANOTHER = "is another program's database; name another store"
UNKNOWN = "was not written by this version of claimmap; name another store or remove it"
NEWER = "was written by a newer claimmap; upgrade claimmap or name another store"
REFUSED = [
    (lambda path: executed(path, "CREATE TABLE recipes (name TEXT)"), ANOTHER),
    (lambda path: executed(path, "CREATE TABLE alembic_version (version_num TEXT)"), ANOTHER),
    (lambda path: executed(path, "CREATE TABLE claims (claim_id TEXT)"), UNKNOWN),
    (lambda path: executed(path, "CREATE TABLE changes (claim_id TEXT)"), UNKNOWN),
    (without_a_column, UNKNOWN),
    (with_a_column, UNKNOWN),
    (newer, NEWER),
    (of_two_versions, NEWER),
]


@pytest.mark.parametrize(("prepare", "reason"), REFUSED)
def test_what_is_not_a_store_of_ours_is_refused_and_left_as_it_is(tmp_path: Path, prepare: object, reason: str) -> None:
    path = tmp_path / "s.sqlite"
    assert callable(prepare)
    prepare(path)
    before = everything(str(path))
    with pytest.raises(StoreError) as caught:
        Store(str(path))
    assert str(caught.value) == f"sqlite:///{path} {reason}"
    assert everything(str(path)) == before
