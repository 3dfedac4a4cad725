"""One record → one Article, or a SetAside with the reason.

Offsets: an article's `text` is kept as it stands in the record, character for character. NUL characters and lone
surrogates, which no output format can carry, are replaced one for one by U+FFFD, so offsets into the record hold.
(In `.txt` files line ends are read as a line feed, and offsets count from the first character after the header.)
"""

from __future__ import annotations

import hashlib
import json
import re
from datetime import date
from urllib.parse import urlsplit

from geo.model import Article, SetAside

FIELDS = frozenset({"id", "title", "date", "url", "text", "source"})
YEARS = range(1800, 2201)  # a day outside is a mistake of the record, and date arithmetic stays clear of its ends

_DAY = re.compile(
    r"(\d{4})(?:(\d\d)(\d\d)|-(\d\d)-(\d\d))"
    r"(?:[T ]\d\d(?::?\d\d(?::?\d\d(?:[.,]\d+)?)?)?\s?(?:Z|UTC|[+-]\d\d(?::?\d\d)?)?)?",
    re.ASCII,
)
_PARTIAL = re.compile(r"\d{4}(?:-?\d\d)?", re.ASCII)
_UNCARRIED = re.compile("[\x00\ud800-\udfff]")
_SHOWN = 40


def day(value: object) -> tuple[date | None, str]:
    """Return the day a record gives and an empty warning, or None and why there is none.

    Whole possible days only: YYYYMMDD, ISO 8601 days and timestamps (whose day is taken as written, in their zone).

    >>> day("20220304")
    (datetime.date(2022, 3, 4), '')
    >>> day("2016-11")
    (None, "date '2016-11' names no whole day; left empty")
    """
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if value is None or (isinstance(value, str) and not value.strip()):
        return None, "no date given; left empty"
    if not isinstance(value, str):
        return None, f"date is not text but {_kind(value)}; left empty"
    written = value.strip()
    match = _DAY.fullmatch(written)
    if match is None:
        why = "names no whole day" if _PARTIAL.fullmatch(written) else "is neither YYYYMMDD nor an ISO day"
        return None, f"date {_short(written)} {why}; left empty"
    year, month, of_month = (int(part) for part in match.groups() if part is not None)
    try:
        found = date(year, month, of_month)
    except ValueError:
        return None, f"date {_short(written)} is no day of the calendar; left empty"
    if year not in YEARS:
        return None, f"date {_short(written)} lies outside {YEARS[0]} to {YEARS[-1]}; left empty"
    return found, ""


def from_text(raw: str, article_id: str, origin: str, warnings: tuple[str, ...] = ()) -> Article | SetAside:
    """Read a `.txt` article: title, YYYYMMDD and URL on a line each, then the text.

    A third line that is no URL is taken for the beginning of the text, with a warning.
    """
    if not raw.strip():
        return SetAside(origin, "the file is empty")
    title, _, rest = raw.partition("\n")
    written_day, _, rest = rest.partition("\n")
    url, _, text = rest.partition("\n")
    if url.strip() and not _is_url(url):
        url, text = "", rest
        warnings = (*warnings, "the third line is no URL; the text is taken to begin there")
    if not text.strip():
        return SetAside(origin, "no text: expected title, YYYYMMDD and URL on a line each, then the text")
    return from_fields({"title": title, "date": written_day, "url": url, "text": text}, origin, warnings, article_id)


def from_json(line: str, origin: str, warnings: tuple[str, ...] = ()) -> Article | SetAside:
    """Read one line of a `.jsonl` file: an object with id, title, date, url, text and optionally source."""
    record, reason = _object(line)
    if record is None:
        return SetAside(origin, reason)
    return from_fields(record, origin, warnings)


def from_fields(
    record: dict[str, object], origin: str, warnings: tuple[str, ...] = (), article_id: str = ""
) -> Article | SetAside:
    """Return the article of a record with id, title, date, url, text and source, each of which may be of any kind.

    `article_id` stands in where the record has no id of its own.
    """
    text = record.get("text")
    if not isinstance(text, str):
        return SetAside(origin, "no text" if text is None else f"text is not text but {_kind(text)}")
    if not text.strip():
        return SetAside(origin, "the text is empty")
    return _article(article_id, record, origin, warnings)


def _object(line: str) -> tuple[dict[str, object] | None, str]:
    """Return the JSON object of the line, or None and why there is none."""
    try:
        record = json.loads(line, object_pairs_hook=_once)
    except json.JSONDecodeError as error:
        return None, f"not valid JSON: {error.msg} at column {error.pos + 1}"
    except RecursionError:
        return None, "not valid JSON: nested too deeply"
    except ValueError as error:
        return None, f"not valid JSON: {error}"
    if not isinstance(record, dict):
        return None, f"expected a JSON object, found {_kind(record)}"
    return record, ""


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """Refuse an object that gives one of our fields twice: which one holds would be a guess."""
    record = dict(pairs)
    if len(record) < len(pairs):
        names = [name for name, _ in pairs]
        twice = sorted(name for name in FIELDS & record.keys() if names.count(name) > 1)
        if twice:
            message = f"{twice[0]!r} is given more than once"
            raise ValueError(message)
    return record


def _article(article_id: str, record: dict[str, object], origin: str, warnings: tuple[str, ...]) -> Article:
    told = list(warnings)
    title = " ".join(_words(record, "title", told).split())
    url = _words(record, "url", told).strip()
    text = _clean(str(record["text"]))
    published, warning = day(record.get("date"))
    own_id = record.get("id")
    if isinstance(own_id, int) and not isinstance(own_id, bool):
        own_id = str(own_id)
    if own_id is not None and not isinstance(own_id, str):
        told.append(f"id is not text but {_kind(own_id)}; an id is made from the URL or the text")
        own_id = None
    return Article(
        article_id=_clean(own_id or "").strip() or article_id or _hash(url or text),
        title=title,
        text=text,
        published=published,
        url=url,
        source=_words(record, "source", told).strip() or _host(url),
        origin=origin,
        warnings=(*told, warning) if warning else tuple(told),
    )


def _words(record: dict[str, object], field: str, told: list[str]) -> str:
    value = record.get(field)
    if value is None:
        return ""
    if not isinstance(value, str):
        told.append(f"{field} is not text but {_kind(value)}; left empty")
        return ""
    return _clean(value)


def _clean(text: str) -> str:
    return _UNCARRIED.sub("\N{REPLACEMENT CHARACTER}", text)


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _is_url(line: str) -> bool:
    words = line.split()
    return len(words) == 1 and ("://" in words[0] or words[0].startswith("www."))


def _host(url: str) -> str:
    try:
        host = urlsplit(url if "://" in url else f"//{url}").hostname or ""
    except ValueError:  # such as an unclosed bracket in the host
        return ""
    return host.removeprefix("www.")


def _kind(value: object) -> str:
    if value is None:
        return "null"
    names = {
        bool: "a truth value",
        int: "a number",
        float: "a number",
        str: "a string",
        list: "a list",
        dict: "an object",
    }
    return names[type(value)]


def _short(written: str) -> str:
    return repr(_clean(written) if len(written) <= _SHOWN else _clean(written[:_SHOWN]) + "…")
