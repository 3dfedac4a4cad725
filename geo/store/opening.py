"""A path or address → a database whose tables are of this version: made, upgraded, or refused with a reason."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from geo.errors import StoreError
from geo.store.tables import META

VERSION = "5"  # of the tables: the newest in `migrations`
WAIT_S = 30  # for another run that is writing to the same store
_NAMES_VERSION = "alembic_version"
_TURN = 4_267_001  # the key of the lock under which one run at a time makes or upgrades the tables; any number
# With a write-ahead log readers go on while a run writes. A killed process never loses what was committed: the system
# holds it. A power cut may, with NORMAL, lose the last commits, but never leaves a half one or a damaged file, and what
# is lost the next run makes again from the same articles. FULL would make every article wait for the disk.
_SETTINGS = ("synchronous = NORMAL", "foreign_keys = ON")


def address(target: str) -> sa.URL:
    """Return the address of the store at a path (a SQLite file) or an SQLAlchemy URL."""
    if "://" not in target:
        return sa.URL.create("sqlite", database=str(Path(target)))
    url = sa.make_url(target)
    # Which driver this stands for differs between versions of SQLAlchemy; the extra `postgis` brings this one.
    return url.set(drivername="postgresql+psycopg") if url.drivername == "postgresql" else url


def connected(url: sa.URL) -> sa.Engine:
    """Return an engine that begins transactions itself, so that those that change tables are all or nothing too."""
    if url.get_backend_name() != "sqlite":
        return sa.create_engine(url)
    engine = sa.create_engine(url, connect_args={"timeout": WAIT_S})
    sa.event.listen(engine, "connect", _prepare_sqlite)
    sa.event.listen(engine, "begin", _begin_sqlite)
    return engine


def writing(engine: sa.Engine) -> sa.Engine:
    """Return the engine for transactions that write.

    In SQLite they wait for their turn at their beginning. One that had already read when it comes to write would be
    refused at once if another had written since.
    """
    return engine.execution_options(writes=True)


def bring_up_to_date(engine: sa.Engine, target: str) -> None:
    """Make the tables in an empty database and upgrade older ones; raise StoreError for what is not ours or newer.

    All happens in one transaction: whoever is killed in it leaves the store as it was.
    """
    with engine.connect() as connection:
        current = _named(connection) == [VERSION]
    if not current:
        with _taking_turns(engine) as connection:
            if _version(connection, target) != VERSION:  # another run may just have done it
                if connection.dialect.name == "postgresql":
                    _enable_postgis(connection, target)
                    _migrate(connection)
                elif sa.inspect(connection).get_table_names():
                    _migrate(connection)
                else:
                    _make(connection)
    if engine.dialect.name == "sqlite":  # only now is it known to be ours; the file keeps this
        with engine.connect() as connection:
            _driver(connection).execute("PRAGMA journal_mode = WAL").close()


def _named(connection: sa.Connection) -> Sequence[str]:
    """Return the versions that the tables name: one, or none where they name none or are not ours."""
    present = set(sa.inspect(connection).get_table_names())
    if _NAMES_VERSION not in present or not present & META.tables.keys():
        return []
    query: sa.Select[str] = sa.select(sa.column("version_num", sa.Text)).select_from(sa.table(_NAMES_VERSION))
    return connection.execute(query).scalars().all()


def _version(connection: sa.Connection, target: str) -> str:
    """Return the version of the tables, "" of those that name none and may become ours; raise StoreError for others."""
    named = _named(connection)
    if named:
        if len(named) == 1 and named[0] in {str(number) for number in range(1, int(VERSION) + 1)}:
            return named[0]
        message = f"{target} was written by a newer claimmap; upgrade claimmap or name another store"
        raise StoreError(message)
    inspector = sa.inspect(connection)
    present = set(inspector.get_table_names())
    ours = present & META.tables.keys()
    if _NAMES_VERSION in present or (present and not ours and connection.dialect.name == "sqlite"):
        message = f"{target} is another program's database; name another store"
        raise StoreError(message)
    if ours:
        _check_first(inspector, ours, target)
    return ""


def _check_first(inspector: sa.Inspector, ours: set[str], target: str) -> None:
    """Raise StoreError unless the tables, which name no version, are those of the first."""
    from geo.store.migrations.versions.v1_first_tables import FIRST  # noqa: PLC0415 - alembic takes a while to load

    for name in sorted(ours):
        known = set(FIRST.tables[name].c.keys()) if name in FIRST.tables else set()
        if {column["name"] for column in inspector.get_columns(name)} != known:
            message = f"{target} was not written by this version of claimmap; name another store or remove it"
            raise StoreError(message)


@contextmanager
def _taking_turns(engine: sa.Engine) -> Iterator[sa.Connection]:
    """Begin a transaction that changes tables, and give it to one run at a time."""
    with writing(engine).connect() as connection:
        if engine.dialect.name == "postgresql":
            with connection.begin():
                connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_TURN)))
                yield connection
            return
        # A table that is made anew is dropped for a moment, and must not take with it the rows that refer to it.
        driver = _driver(connection)
        driver.execute("PRAGMA foreign_keys = OFF").close()
        try:
            with connection.begin():
                yield connection
        finally:
            driver.execute("PRAGMA foreign_keys = ON").close()


def _driver(connection: sa.Connection) -> sqlite3.Connection:
    """Return SQLite's own connection, for settings that cannot be made within a transaction."""
    driver = connection.connection.driver_connection
    assert isinstance(driver, sqlite3.Connection)
    return driver


def _enable_postgis(connection: sa.Connection, target: str) -> None:
    try:
        connection.execute(sa.text("CREATE EXTENSION IF NOT EXISTS postgis"))
    except DBAPIError as error:
        reason = str(error.orig).splitlines()[0]
        message = (
            f"the store {target} needs PostGIS, which could not be enabled ({reason}): install it on the server, and "
            "let an administrator of the database run CREATE EXTENSION postgis"
        )
        raise StoreError(message) from error


def _make(connection: sa.Connection) -> None:
    """Make in an empty SQLite file what the migrations would, in a quarter of their time."""
    META.create_all(connection)
    version = sa.Column("version_num", sa.String(32), nullable=False)
    names = sa.Table(
        _NAMES_VERSION, sa.MetaData(), version, sa.PrimaryKeyConstraint("version_num", name=f"{_NAMES_VERSION}_pkc")
    )
    names.create(connection)
    connection.execute(names.insert().values(version_num=VERSION))


def _migrate(connection: sa.Connection) -> None:
    from alembic import command  # noqa: PLC0415 - it takes a while to load, and only other versions need it
    from alembic.config import Config  # noqa: PLC0415 - as above

    config = Config(attributes={"connection": connection})
    home = str(Path(__file__).with_name("migrations"))
    config.set_main_option("script_location", home.replace("%", "%%"))  # the parser of ini files would take it for its
    config.set_main_option("path_separator", "os")
    command.upgrade(config, "head")


def _prepare_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    """Keep claims from outliving their article, and begin nothing by itself."""
    connection.isolation_level = None
    for setting in _SETTINGS:
        connection.execute(f"PRAGMA {setting}").close()


def _begin_sqlite(connection: sa.Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
