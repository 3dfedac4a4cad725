"""What a store on PostgreSQL has beside: geometries that follow their coordinates, and a view for QGIS."""

from __future__ import annotations

import subprocess
import sys
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest
import sqlalchemy as sa

from geo.errors import StoreError
from geo.store import Store
from tests.conftest import database
from tests.factories import claim
from tests.test_store import ARTICLE, save

LOST = claim(claim_id="lost", article_id="a", latitude=None, longitude=None)
HERE = claim(claim_id="here", article_id="a")


@contextmanager
def connected(target: str) -> Iterator[sa.Connection]:
    engine = sa.create_engine(target)
    try:
        with engine.connect() as connection:
            yield connection
    finally:
        engine.dispose()


def test_points_follow_the_coordinates(postgres_store: str) -> None:
    points = "SELECT claim_id, ST_AsText(geom), ST_SRID(geom) FROM {} ORDER BY claim_id"
    with Store(postgres_store) as store, connected(postgres_store) as connection:
        save(store, ARTICLE, [LOST, HERE])
        store.show({"lost": replace(LOST, latitude=1.5, longitude=-2.5)})
        shown = [("here", "POINT(36.25272 49.98081)", 4326), ("lost", "POINT(-2.5 1.5)", 4326)]
        assert [tuple(row) for row in connection.execute(sa.text(points.format("claims")))] == shown
        assert [tuple(row) for row in connection.execute(sa.text(points.format("claims_on_map")))] == shown


def test_the_view_shows_each_claim_as_the_outputs_do_and_its_runs(postgres_store: str) -> None:
    with Store(postgres_store) as store, connected(postgres_store) as connection:
        first, last = store.begin_run("e"), store.begin_run("e")
        save(store, ARTICLE, [LOST, HERE], first)
        store.touch(last, ["a"])
        store.show({"lost": replace(LOST, latitude=1.5, longitude=-2.5, place_reason="answered")})
        rows = {row["claim_id"]: row for row in connection.execute(sa.text("SELECT * FROM claims_on_map")).mappings()}
        for shown in store.claims():
            row = rows[shown.claim_id]
            for name in shown.__slots__:
                assert row[name] == getattr(shown, name)
            assert (row["first_run"], row["last_run"], row["engine"]) == (first, last, "engine")


def test_what_qgis_asks_for(postgres_store: str) -> None:
    kinds = "SELECT f_table_name, f_geometry_column, coord_dimension, srid, type FROM geometry_columns ORDER BY 1"
    indexes = "SELECT tablename FROM pg_indexes WHERE indexdef LIKE '%USING gist (geom)' ORDER BY 1"
    with Store(postgres_store), connected(postgres_store) as connection:
        assert [tuple(row) for row in connection.execute(sa.text(kinds))] == [
            (table, "geom", 2, 4326, "POINT") for table in ("claims", "claims_on_map")
        ]
        assert connection.execute(sa.text(indexes)).scalars().all() == ["claims"]


@pytest.fixture
def role(postgres: sa.Engine) -> Iterator[str]:
    """A user of the server who may do nothing in particular."""
    name = f"claimmap_{uuid.uuid4().hex}"
    with postgres.connect() as connection:
        connection.execute(sa.text(f"CREATE ROLE {name} LOGIN"))
        yield name
        connection.execute(sa.text(f"DROP ROLE {name}"))


def test_without_the_right_to_enable_postgis(postgres: sa.Engine, role: str) -> None:
    with database(postgres, "template0") as url:
        with postgres.connect() as connection:
            connection.execute(sa.text(f"ALTER DATABASE {url.database} OWNER TO {role}"))
        target = url.set(username=role).render_as_string()
        with pytest.raises(StoreError, match="needs PostGIS, which could not be enabled") as caught:
            Store(target)
        assert "let an administrator of the database run CREATE EXTENSION postgis" in str(caught.value)
        assert "\n" not in str(caught.value)
        with connected(url.render_as_string()) as inside:
            assert not sa.inspect(inside).get_table_names()
            inside.execute(sa.text("CREATE EXTENSION postgis"))
            inside.commit()
        with Store(target) as store:
            save(store, ARTICLE, [HERE])
            assert list(store.claims()) == [HERE]


def test_the_driver_need_not_be_named(postgres_store: str) -> None:
    with Store(postgres_store.replace("+psycopg", "")) as store:
        assert store.known() == []


def test_it_shares_a_database_with_other_tables(postgres_store: str) -> None:
    with connected(postgres_store) as connection:
        connection.execute(sa.text("CREATE TABLE recipes (name TEXT)"))
        connection.commit()
    with Store(postgres_store) as store:
        save(store, ARTICLE, [])
        assert len(store.known()) == 1


def test_two_may_make_a_store_at_once(store_target: str) -> None:
    code = "import sys; sys.path.insert(0, '.'); from geo.store import Store; Store(sys.argv[1]).close()"
    runs = [
        subprocess.Popen([sys.executable, "-c", code, store_target], stderr=subprocess.PIPE, text=True)
        for _ in range(3)
    ]
    assert [(run.communicate(timeout=60)[1], run.returncode) for run in runs] == [("", 0)] * 3
