"""Place names → candidates: the compiled index of towns, regions and countries, and their polygons."""

from geo.gazetteer.index import Gazetteer
from geo.gazetteer.names import fold
from geo.gazetteer.spelled import SpelledLike, rival, surely_meant
from geo.gazetteer.spelling import likeness, spelling
from geo.gazetteer.storage import Country, Region

__all__ = [
    "Country",
    "Gazetteer",
    "Region",
    "SpelledLike",
    "fold",
    "likeness",
    "rival",
    "spelling",
    "surely_meant",
]
