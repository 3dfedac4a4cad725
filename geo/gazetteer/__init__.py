"""Place names → candidates: the compiled index of towns, regions and countries, and their polygons."""

from geo.gazetteer.index import Gazetteer, SpelledLike
from geo.gazetteer.names import fold
from geo.gazetteer.storage import Country, Region

__all__ = ["Country", "Gazetteer", "Region", "SpelledLike", "fold"]
