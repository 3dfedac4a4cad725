"""Version 2: runs that can be told apart and compared, texts compressed, and on PostgreSQL what QGIS needs."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from geo.store.texts import deflated

revision = "2"
down_revision = "1"

_ROWS_AT_ONCE = 500
_POINT = "ST_SetSRID(ST_MakePoint(longitude, latitude), 4326)"
_PLACE = (
    "location",
    "latitude",
    "longitude",
    "where_prec",
    "radius_km",
    "admin1",
    "admin1_code",
    "country",
    "iso3",
    "place_reason",
)


def upgrade() -> None:
    """Keep all that version 1 knew.

    It did not keep the words that tell an event. They stay empty, and its articles are marked to be read again from
    their texts. In which run it first met them, it did not note.
    """
    _runs()
    _articles()
    _claims()
    if op.get_bind().dialect.name == "postgresql":
        _sort_by_code_points()
        _geometries()


def _runs() -> None:
    with op.batch_alter_table("runs", table_kwargs={"sqlite_autoincrement": True}) as runs:
        runs.alter_column("finished", existing_type=sa.DateTime(), nullable=True)
        runs.alter_column("extracted", existing_type=sa.Integer(), nullable=True)
        runs.alter_column("claims", existing_type=sa.Integer(), nullable=True)
        runs.add_column(sa.Column("started", sa.DateTime))
        for name in ("read", "new", "changed"):
            runs.add_column(sa.Column(name, sa.Integer))
    op.create_table(
        "changes",
        sa.Column("run_id", sa.BigInteger, nullable=False),
        sa.Column("claim_id", sa.Text, nullable=False),
        sa.Column("article_id", sa.Text, nullable=False),
        sa.Column("what", sa.Text, nullable=False),
        sa.Column("record", sa.Text, nullable=False),
        sa.Column("ordinal", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("run_id", "ordinal"),
        sa.ForeignKeyConstraint(["run_id"], ["runs.run_id"]),
    )
    op.create_index("changes_by_claim", "changes", ["claim_id", "run_id", "ordinal"])


def _articles() -> None:
    op.create_table(
        "texts",
        sa.Column("article_id", sa.Text, primary_key=True),
        sa.Column("text", sa.LargeBinary, nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["articles.article_id"], ondelete="CASCADE"),
    )
    _move_texts()
    op.create_table(
        "meetings",
        sa.Column("meeting_id", sa.Integer, primary_key=True),
        sa.Column("last_run", sa.Integer, nullable=False),
        sa.ForeignKeyConstraint(["last_run"], ["runs.run_id"]),
        sqlite_autoincrement=True,
    )
    op.create_index("meetings_by_run", "meetings", ["last_run", "meeting_id"])
    with op.batch_alter_table("articles") as articles:
        articles.drop_column("text")
        articles.add_column(sa.Column("first_run", sa.Integer))
        articles.add_column(sa.Column("meeting_id", sa.Integer))
        articles.create_foreign_key("articles_meeting_id_fkey", "meetings", ["meeting_id"], ["meeting_id"])
    op.create_index("articles_by_meeting", "articles", ["meeting_id", "article_id"])


def _move_texts() -> None:
    bind = op.get_bind()
    articles = sa.table("articles", sa.column("article_id", sa.Text), sa.column("text", sa.Text))
    texts = sa.table("texts", sa.column("article_id", sa.Text), sa.column("text", sa.LargeBinary))
    query = sa.select(articles.c.article_id, articles.c.text).order_by(articles.c.article_id).limit(_ROWS_AT_ONCE)
    rows = bind.execute(query).all()
    while rows:
        bind.execute(texts.insert(), [{"article_id": row.article_id, "text": deflated(row.text)} for row in rows])
        rows = bind.execute(query.where(articles.c.article_id > rows[-1].article_id)).all()


def _claims() -> None:
    with op.batch_alter_table("claims") as claims:
        claims.add_column(sa.Column("event_text", sa.Text, nullable=False, server_default=""))
        claims.add_column(sa.Column("first_run", sa.Integer))
        claims.add_column(sa.Column("engine", sa.Text, nullable=False, server_default=""))
    op.execute("UPDATE claims SET engine = (SELECT engine FROM articles WHERE articles.article_id = claims.article_id)")
    op.execute("UPDATE articles SET engine = ''")
    op.create_index("claims_in_order", "claims", ["event_date", "article_id", "quote_start", "claim_id"])


def _sort_by_code_points() -> None:
    """Make the order of texts that of SQLite, whatever the locale of the database."""
    inspector = sa.inspect(op.get_bind())
    for table in ("answers", "articles", "changes", "claims", "placements", "runs", "texts"):
        for column in inspector.get_columns(table):
            if isinstance(column["type"], sa.Text):
                op.alter_column(table, column["name"], type_=sa.Text(collation="C"))


def _geometries() -> None:
    """Give places a geometry that is always that of their coordinates, and put what is shown into one view."""
    from geoalchemy2 import Geometry  # noqa: PLC0415 - a part of the extra `postgis`

    shown = [column["name"] for column in sa.inspect(op.get_bind()).get_columns("claims")]
    for table in ("claims", "placements"):
        point = Geometry("POINT", srid=4326, spatial_index=False)
        op.add_column(table, sa.Column("geom", point, sa.Computed(_POINT, persisted=True)))
        op.create_index(f"{table}_by_place", table, ["geom"], postgresql_using="gist")
    columns = ", ".join(
        f"coalesce(placements.{name}, claims.{name}) AS {name}" if name in _PLACE else f"claims.{name}"
        for name in shown
    )
    op.execute(
        f"CREATE VIEW claims_on_map AS SELECT {columns}, meetings.last_run, "  # noqa: S608 - our own names
        "coalesce(placements.geom, claims.geom)::geometry(Point, 4326) AS geom "
        "FROM claims JOIN articles USING (article_id) LEFT JOIN placements USING (claim_id) "
        "LEFT JOIN meetings USING (meeting_id)"
    )
