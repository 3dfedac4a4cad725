"""Several kinds of the lexicon's words as one set: made once, for rules ask for the same ones at every word."""

from __future__ import annotations

from functools import lru_cache

_MOST_KEPT = 512  # a lexicon needs some dozens


@lru_cache(maxsize=_MOST_KEPT)
def joined(*kinds: frozenset[str] | str) -> frozenset[str]:
    """Return the words of all `kinds`; a kind may be a single word.

    >>> sorted(joined(frozenset({"in", "at"}), "by"))
    ['at', 'by', 'in']
    """
    return frozenset[str]().union(*(frozenset((kind,)) if isinstance(kind, str) else kind for kind in kinds))


@lru_cache(maxsize=_MOST_KEPT)
def without(kind: frozenset[str], *words: str) -> frozenset[str]:
    """Return the words of a kind but some.

    >>> sorted(without(frozenset({"in", "at"}), "in"))
    ['at']
    """
    return kind.difference(words)
