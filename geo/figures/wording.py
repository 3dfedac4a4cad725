"""Words in a figure: those of articles are hostile, and the font has not every letter."""

from __future__ import annotations

import unicodedata
from functools import cache

from matplotlib import font_manager
from matplotlib.ft2font import FT2Font

FONT = "DejaVu Sans"
_UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
_MISSING = "\N{REPLACEMENT CHARACTER}"


def plain(text: str, most: int) -> str:
    r"""Return the text on one line, without what steers or reorders, in letters that the font has, cut to `most`.

    >>> plain("a\x1b[2J\nb" + "c" * 99, 8)
    'a [2J b…'
    """
    kept = "".join(" " if unicodedata.category(char) in _UNSEEN else char for char in text)
    line = " ".join(kept.split())
    if len(line) > most:
        line = line[: most - 1].rstrip() + "…"
    return "".join(char if ord(char) in _letters() else _MISSING for char in line)


@cache
def _letters() -> frozenset[int]:
    return frozenset(FT2Font(font_manager.findfont(FONT, fallback_to_default=False)).get_charmap())
