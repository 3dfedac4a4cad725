"""Version 4: corrections; claims stand as they are shown, and what extraction told beside them where that differs."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "4"
down_revision = "3"

_PLACE = (
    *("location", "latitude", "longitude", "where_prec", "radius_km"),
    *("admin1", "admin1_code", "country", "iso3", "place_reason"),
)


def upgrade() -> None:
    """Put the places that services gave into the claims, and beside these what extraction told of them."""
    _extracted()
    _corrections()
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP VIEW claims_on_map")
    values = ", ".join(
        f"{name} = coalesce((SELECT {name} FROM placements WHERE placements.claim_id = claims.claim_id), {name})"  # noqa: S608 - our own names
        for name in _PLACE
    )
    op.execute(f"UPDATE claims SET {values} WHERE claim_id IN (SELECT claim_id FROM placements)")  # noqa: S608 - as above
    op.drop_table("placements")
    if op.get_bind().dialect.name == "postgresql":
        _show_them()


def _extracted() -> None:
    """Make the table with the columns of claims, and copy the claims that services placed."""
    columns = [each for each in sa.inspect(op.get_bind()).get_columns("claims") if each["name"] != "geom"]
    op.create_table(
        "extracted",
        *(sa.Column(each["name"], each["type"], nullable=each["nullable"]) for each in columns),
        sa.PrimaryKeyConstraint("claim_id"),
        sa.ForeignKeyConstraint(["article_id"], ["articles.article_id"], ondelete="CASCADE"),
    )
    op.create_index("extracted_by_article", "extracted", ["article_id"])
    names = ", ".join(each["name"] for each in columns)
    op.execute(
        f"INSERT INTO extracted ({names}) SELECT {names} FROM claims "  # noqa: S608 - our own names
        "WHERE claim_id IN (SELECT claim_id FROM placements)"
    )


def _corrections() -> None:
    text = sa.Text(collation="C") if op.get_bind().dialect.name == "postgresql" else sa.Text()
    op.create_table(
        "corrections",
        sa.Column("number", sa.Integer, primary_key=True),
        *(sa.Column(name, text, nullable=False) for name in ("claim_id", "article_id", "what", "value", "who")),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("why", text, nullable=False),
        sa.Column("undone", sa.Boolean, nullable=False),
        *(sa.Column(name, text) for name in ("place_text", "context", "location")),
        *(sa.Column(name, sa.Double) for name in ("latitude", "longitude")),
        sa.Column("where_prec", sa.Integer),
        sa.Column("radius_km", sa.Double),
        sa.Column("geonameid", sa.BigInteger),
        *(sa.Column(name, text) for name in ("admin1", "admin1_code", "country", "iso3")),
        sqlite_autoincrement=True,
    )
    op.create_index("corrections_by_article", "corrections", ["article_id"])
    op.create_table(
        "corrected_with",
        sa.Column("number", sa.Integer, nullable=False),
        *(sa.Column(name, text, nullable=False) for name in ("claim_id", "article_id")),
        sa.PrimaryKeyConstraint("number", "claim_id"),
        sa.ForeignKeyConstraint(["number"], ["corrections.number"], ondelete="CASCADE"),
    )
    op.create_index("corrected_with_by_article", "corrected_with", ["article_id"])


def _show_them() -> None:
    """Make the view of what is shown anew, without the table that is gone."""
    shown = [column["name"] for column in sa.inspect(op.get_bind()).get_columns("claims")]
    columns = ", ".join(f"claims.{name}" for name in shown if name != "geom")
    op.execute(
        f"CREATE VIEW claims_on_map AS SELECT {columns}, meetings.last_run, "  # noqa: S608 - our own names
        "claims.geom::geometry(Point, 4326) AS geom "
        "FROM claims JOIN articles USING (article_id) LEFT JOIN meetings USING (meeting_id)"
    )
