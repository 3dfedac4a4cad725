"""What is known so far: articles with their claims and runs in one database, SQLite by default."""

from geo.store.records import Counts, Known, Reach, Run, Seen, Tally
from geo.store.store import Store

__all__ = ["Counts", "Known", "Reach", "Run", "Seen", "Store", "Tally"]
