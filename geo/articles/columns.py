"""Which column of a table is which field of an article: as told, else by the usual names."""

from __future__ import annotations

from collections.abc import Sequence

from geo.articles.decoding import UnreadableError
from geo.errors import ClaimmapError

_NAMES = {
    "id": "id article_id guid uid uuid doc_id document_id",
    "title": "title headline heading",
    "date": "date published published_at published_date publication_date publish_date publishdate pubdate datetime",
    "url": "url link href permalink address web_url",
    "text": "text body content article article_text full_text fulltext maintext body_text",
    "source": "source outlet publisher site site_name sitename newspaper publication domain",
}


def parse_columns(written: str) -> tuple[tuple[str, str], ...]:
    """Read "title=headline,text=body". Raises ClaimmapError that says what is wrong with it.

    >>> parse_columns("title=headline, text=Body")
    (('title', 'headline'), ('text', 'Body'))
    """
    pairs: list[tuple[str, str]] = []
    for part in filter(None, (part.strip() for part in written.split(","))):
        field, equals, column = (each.strip() for each in part.partition("="))
        if field not in _NAMES or not equals or not column:
            message = f"{part!r} names no column: write FIELD=COLUMN, with a field of {', '.join(_NAMES)}"
            raise ClaimmapError(message)
        if field in dict(pairs):
            message = f"the column of {field} is told twice"
            raise ClaimmapError(message)
        pairs.append((field, column))
    return tuple(pairs)


def columns_of(header: Sequence[str], told: tuple[tuple[str, str], ...]) -> dict[str, int]:
    """Return at which place of the header the column of each field stands.

    What is told counts, then the usual names, whatever their case. Raises UnreadableError where a column that was told
    is not there, one that is meant stands there twice, or none holds the text.
    """
    places: dict[str, list[int]] = {}
    for place, name in enumerate(header):
        places.setdefault(_plain(name), []).append(place)
    found: dict[str, int] = {}
    for field, names in _NAMES.items():
        told_name = dict(told).get(field)
        meant = [_plain(told_name)] if told_name is not None else names.split()
        stands = next((each for each in meant if each in places), None)
        if stands is None:
            if told_name is not None:
                message = f"no column is called {told_name!r}; there are {_listed(header)}"
                raise UnreadableError(message)
            continue
        if len(places[stands]) > 1:
            message = f"{len(places[stands])} columns are called {stands!r}"
            raise UnreadableError(message)
        found[field] = places[stands][0]
    if "text" not in found:
        message = (
            f"no column holds the text of articles; say which with --columns text=NAME; there are {_listed(header)}"
        )
        raise UnreadableError(message)
    return found


def _plain(name: str) -> str:
    return "_".join(name.replace("-", " ").replace("_", " ").lower().split())


def _listed(header: Sequence[str]) -> str:
    most, longest = 12, 40
    shown = ", ".join(repr(name[:longest]) for name in header[:most])
    return f"{shown} and {len(header) - most} more" if len(header) > most else shown or "none"
