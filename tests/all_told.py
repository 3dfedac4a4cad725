"""Print all that the engine tells of some sources: `python -m tests.all_told SOURCE…`, to compare two engines by."""

from __future__ import annotations

import sys
from dataclasses import fields, is_dataclass
from enum import Enum

from geo.articles import plain, read
from geo.find import find
from geo.model import Article
from geo.pipeline.extraction import extract, opened
from geo.places import locate


def main() -> None:
    lexicon, gazetteer = opened()
    for article in read(sys.argv[1:]):
        if isinstance(article, Article):
            findings = find(plain(article).article, lexicon, gazetteer)
            for told in (extract(article, lexicon, gazetteer), findings, locate(findings, gazetteer, lexicon)):
                sys.stdout.write(_line(told) + "\n")


def _line(value: object) -> str:
    """Return a value with all that is in it, the same for a class that is compiled and one that is not."""
    if isinstance(value, Enum):
        return str(value)
    if is_dataclass(value):
        return f"({' '.join(_line(getattr(value, field.name)) for field in fields(value))})"
    if isinstance(value, tuple | list):
        return f"[{' '.join(map(_line, value))}]"
    if isinstance(value, set | frozenset):
        return f"{{{' '.join(sorted(map(_line, value)))}}}"
    assert value is None or isinstance(value, str | int | float) or type(value).__module__ == "datetime", type(value)
    return repr(value)


if __name__ == "__main__":
    main()
