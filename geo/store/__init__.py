"""What is known so far: articles with their claims and runs in one database, SQLite by default."""

from geo.store.agreeing import Around, LastGrouped
from geo.store.records import Counts, Known, Reach, Run, Seen, Tally
from geo.store.store import Store

__all__ = ["Around", "Counts", "Known", "LastGrouped", "Reach", "Run", "Seen", "Store", "Tally"]
