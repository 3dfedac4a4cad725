"""What one build is asked to do: built once from the command line, passed as an argument."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

STORE_NAME = "claimmap.sqlite"


@dataclass(frozen=True, slots=True)
class Settings:
    """Where a build writes and what it keeps. `store` is a path or SQLAlchemy URL; empty: a file in the output folder.

    With `rebuild` every known article is extracted again, also those that have not changed, and all drawn
    anew.
    """

    out: Path
    store: str = ""
    rebuild: bool = False

    @property
    def store_target(self) -> str:
        """Return the path or URL of the store."""
        return self.store or str(self.out / STORE_NAME)
