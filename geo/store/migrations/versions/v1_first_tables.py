"""Version 1: articles with their claims, answers of online services, runs. Its stores do not name their version."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "1"
down_revision = None

FIRST = sa.MetaData()


def _texts(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text, nullable=False) for name in names]


sa.Table(
    "articles",
    FIRST,
    *_texts("article_id", "content", "url_key", "text_key"),
    sa.Column("published", sa.Date),
    *_texts("language", "engine", "title", "text", "url", "source"),
    sa.PrimaryKeyConstraint("article_id"),
)
sa.Table(
    "claims",
    FIRST,
    *_texts("claim_id", "event_id", "grade", "article_id", "event_type"),
    sa.Column("event_date", sa.Date),
    sa.Column("event_date_end", sa.Date),
    sa.Column("date_prec", sa.Integer),
    sa.Column("date_basis", sa.Text),
    *_texts("location", "place_text", "relation"),
    sa.Column("latitude", sa.Double),
    sa.Column("longitude", sa.Double),
    sa.Column("where_prec", sa.Integer),
    sa.Column("radius_km", sa.Double),
    sa.Column("geonameid", sa.BigInteger),
    *_texts("admin1", "admin1_code", "country", "iso3", "place_reason", "date_reason", "actor", "target"),
    *(sa.Column(name, sa.BigInteger) for name in ("deaths_min", "deaths_max", "injured_min", "injured_max")),
    *_texts("claimant", "claimant_side", "claim_status"),
    sa.Column("unverified", sa.Boolean, nullable=False),
    *_texts("quote"),
    sa.Column("quote_start", sa.BigInteger, nullable=False),
    sa.Column("quote_end", sa.BigInteger, nullable=False),
    *_texts("title"),
    sa.Column("published", sa.Date),
    *_texts("url", "source"),
    sa.PrimaryKeyConstraint("claim_id"),
    sa.ForeignKeyConstraint(["article_id"], ["articles.article_id"], ondelete="CASCADE"),
)
sa.Table(
    "runs",
    FIRST,
    sa.Column("run_id", sa.Integer, primary_key=True),
    sa.Column("finished", sa.DateTime, nullable=False),
    *_texts("engine"),
    sa.Column("extracted", sa.Integer, nullable=False),
    sa.Column("claims", sa.Integer, nullable=False),
)
sa.Table(
    "answers",
    FIRST,
    *_texts("service", "address", "query", "country", "name"),
    sa.Column("latitude", sa.Double),
    sa.Column("longitude", sa.Double),
    sa.Column("where_prec", sa.Integer),
    sa.Column("radius_km", sa.Double),
    *_texts("place_country", "remark", "licence"),
    sa.Column("answered", sa.DateTime, nullable=False),
    sa.PrimaryKeyConstraint("service", "address", "query", "country"),
)
sa.Table(
    "placements",
    FIRST,
    sa.Column("claim_id", sa.Text, primary_key=True),
    sa.Column("location", sa.Text),
    sa.Column("latitude", sa.Double),
    sa.Column("longitude", sa.Double),
    sa.Column("where_prec", sa.Integer),
    sa.Column("radius_km", sa.Double),
    *(sa.Column(name, sa.Text) for name in ("admin1", "admin1_code", "country", "iso3", "place_reason")),
    sa.ForeignKeyConstraint(["claim_id"], ["claims.claim_id"], ondelete="CASCADE"),
)


def upgrade() -> None:
    """Make the tables, in a store whose making was cut short those that are missing."""
    FIRST.create_all(op.get_bind())
    op.create_index("claims_by_article", "claims", ["article_id"], if_not_exists=True)
