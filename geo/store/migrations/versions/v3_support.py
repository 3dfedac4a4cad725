"""Version 3: the grounds of a grade and what analysts corrected; claims by their days and events, texts' signatures."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "3"
down_revision = "2"

_ADDED = '"grade_reason":"","correction":""'


def upgrade() -> None:
    """Keep all that version 2 knew; what it did not know is empty, also in what it told of new and withdrawn claims."""
    with op.batch_alter_table("claims") as claims:
        claims.add_column(sa.Column("grade_reason", _text(), nullable=False, server_default=""))
        claims.add_column(sa.Column("correction", _text(), nullable=False, server_default=""))
    op.create_index("claims_by_days", "claims", ["event_date_end", "event_date"])
    op.create_index("claims_by_event", "claims", ["event_id"])
    with op.batch_alter_table("articles") as articles:
        articles.add_column(sa.Column("signature", sa.LargeBinary))
    # Each of these records is {"what":…,"claim":{…}} without blanks.
    op.execute(
        f"UPDATE changes SET record = substr(record, 1, length(record) - 2) || ',{_ADDED}' || '}}}}' "  # noqa: S608 - our own
        "WHERE what IN ('new', 'withdrawn')"
    )
    if op.get_bind().dialect.name == "postgresql":
        _show_them()


def _text() -> sa.Text:
    """Return a text that is sorted by code points, as SQLite does."""
    return sa.Text(collation="C") if op.get_bind().dialect.name == "postgresql" else sa.Text()


def _show_them() -> None:
    """Put the new columns into the view of what is shown."""
    shown = [column["name"] for column in sa.inspect(op.get_bind()).get_columns("claims")]
    placed = {column["name"] for column in sa.inspect(op.get_bind()).get_columns("placements")} - {"claim_id"}
    columns = ", ".join(
        f"coalesce(placements.{name}, claims.{name}) AS {name}" if name in placed else f"claims.{name}"
        for name in shown
        if name != "geom"
    )
    op.execute("DROP VIEW claims_on_map")
    op.execute(
        f"CREATE VIEW claims_on_map AS SELECT {columns}, meetings.last_run, "  # noqa: S608 - our own names
        "coalesce(placements.geom, claims.geom)::geometry(Point, 4326) AS geom "
        "FROM claims JOIN articles USING (article_id) LEFT JOIN placements USING (claim_id) "
        "LEFT JOIN meetings USING (meeting_id)"
    )
