"""Reading for tests: short texts through the real finders, the real lexicon and the compiled gazetteer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import cache

from geo.claims import assemble
from geo.find import find
from geo.gazetteer import Gazetteer
from geo.lexicon import Lexicon
from geo.model import Article, Assembly, Claim, Findings, Place, Toponym
from geo.places import locate

THURSDAY = date(2023, 5, 18)
"""The publication day of every text that names no other."""

_ID_WORDS = 7


@cache
def opened() -> tuple[Lexicon, Gazetteer]:
    """Return the English lexicon and the gazetteer, opened once for all tests of a run."""
    return Lexicon.load("en"), Gazetteer.open()


def article(text: str, published: date | None = THURSDAY, article_id: str = "a1") -> Article:
    """Return an article that holds `text`."""
    return Article(article_id, "A title", text, published, "https://news.example/a1", "News", "a1.txt")


def findings(text: str, published: date | None = THURSDAY) -> Findings:
    """Return what the finders see in a text."""
    lexicon, gazetteer = opened()
    return find(article(text, published), lexicon, gazetteer)


def toponyms(text: str) -> dict[str, Toponym]:
    """Return the toponyms of a text by their words; of a name told twice, the first."""
    found: dict[str, Toponym] = {}
    for toponym in findings(text).toponyms:
        found.setdefault(toponym.text, toponym)
    return found


def places(text: str) -> dict[str, Place]:
    """Return where the names of a text are, by their words; of a name told twice, the first."""
    lexicon, gazetteer = opened()
    found: dict[str, Place] = {}
    for place in locate(findings(text), gazetteer, lexicon):
        found.setdefault(place.text, place)
    return found


def assembly(text: str, published: date | None = THURSDAY, article_id: str = "a1") -> Assembly:
    """Return the claims of a text and what gave none."""
    lexicon, gazetteer = opened()
    record = article(text, published, article_id)
    found = find(record, lexicon, gazetteer)
    return assemble(record, found, locate(found, gazetteer, lexicon), lexicon)


def claims(text: str, published: date | None = THURSDAY) -> tuple[Claim, ...]:
    """Return the claims of a text."""
    return assembly(text, published).claims


def labels(cases: Sequence[tuple[object, ...]]) -> list[str]:
    """Name each case of a table by the first words of its text, which stands first in its row."""
    return ["-".join(re.findall(r"\w+", str(case[0]).lower())[:_ID_WORDS]) for case in cases]
