"""Version 5: which runs grouped the claims by their events, and by which engine."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "5"
down_revision = "4"


def upgrade() -> None:
    """Add the column; claims were never grouped before."""
    op.add_column("runs", sa.Column("grouped", sa.Text))
