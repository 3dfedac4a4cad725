from __future__ import annotations

import os
import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa

import geo

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.pages import Opener

# What whoever runs the tests has added to their gazetteer must not decide them, unless they ask for it.
os.environ.setdefault("CLAIMMAP_GAZETTEERS", str(Path(__file__).with_name("no-gazetteers")))

_NAMES = ("chromium", "chromium-browser", "google-chrome")
_QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
_QUIET += ["--disable-component-update", "--disable-sync"]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A real headless Chromium; without one the tests are skipped, on CI they fail."""
    path = next(filter(None, map(shutil.which, _NAMES)), None)
    if path is None:
        reason = f"the page is NOT tested: none of {', '.join(_NAMES)} is on PATH"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - only where a browser is

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=_QUIET)
        yield started
        started.close()


@pytest.fixture
def opener(browser: Browser, tmp_path: Path) -> Iterator[Opener]:
    """Open maps in the browser; nothing may go wrong in any of them."""
    from tests.pages import Opener  # noqa: PLC0415 - loads the map's libraries

    made = Opener(browser, tmp_path)
    yield made
    assert made.close() == []


@pytest.fixture(scope="session")
def story_map(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the map of `tests.pages.story()`, once for all."""
    from tests.pages import drawn, story  # noqa: PLC0415 - loads the map's libraries

    path = tmp_path_factory.mktemp("story") / "map.html"
    drawn(story()).save(str(path))
    return path


@pytest.fixture(scope="session")
def example_map(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the map of the example articles as the command does; the pages of days lie beside it."""
    from typer.testing import CliRunner  # noqa: PLC0415 - loads the whole program

    from geo.cli import app  # noqa: PLC0415

    folder = tmp_path_factory.mktemp("examples")
    done = CliRunner().invoke(app, ["build", str(Path(geo.__file__).with_name("examples")), "--out", str(folder)])
    assert done.exit_code == 0, done.output
    return folder / "map.html"


@pytest.fixture(scope="session")
def postgres() -> Iterator[sa.Engine]:
    """A real PostgreSQL with PostGIS whose databases are ours; without one the tests are skipped, on CI they fail."""
    address = os.environ.get("CLAIMMAP_TEST_POSTGRES")
    if not address:
        reason = "the store is NOT tested on PostgreSQL: CLAIMMAP_TEST_POSTGRES names no server (.ci/run starts one)"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    engine = sa.create_engine(address, isolation_level="AUTOCOMMIT")
    yield engine
    engine.dispose()


@pytest.fixture(scope="session")
def template(postgres: sa.Engine) -> Iterator[str]:
    """The name of a database with PostGIS that others are copied from: to enable it takes half a second."""
    # Its locale sorts otherwise than SQLite: the order of what comes in order must not rest on it.
    with database(postgres, "template0 LOCALE_PROVIDER icu ICU_LOCALE 'en-US'") as url:
        engine = sa.create_engine(url)
        with engine.begin() as connection:
            connection.execute(sa.text("CREATE EXTENSION postgis"))
        engine.dispose()
        assert url.database is not None
        yield url.database


@contextmanager
def database(postgres: sa.Engine, template: str) -> Iterator[sa.URL]:
    """A database of its own; it is gone at the end."""
    name = f"claimmap_{uuid.uuid4().hex}"
    with postgres.connect() as connection:
        connection.execute(sa.text(f"CREATE DATABASE {name} TEMPLATE {template}"))
    yield postgres.url.set(database=name)
    with postgres.connect() as connection:
        connection.execute(sa.text(f"DROP DATABASE {name} WITH (FORCE)"))


@pytest.fixture
def postgres_store(postgres: sa.Engine, template: str) -> Iterator[str]:
    """The address of an empty database with PostGIS."""
    with database(postgres, template) as url:
        yield url.render_as_string(hide_password=False)


@pytest.fixture(params=["sqlite", "postgres"])
def store_target(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a store may be made: a file, and a database on a server."""
    if request.param == "sqlite":
        return str(tmp_path / "s.sqlite")
    target: str = request.getfixturevalue("postgres_store")
    return target
