"""What a page of so many claims weighs: how large its file is, and how long it takes until it is open."""

from __future__ import annotations

from dataclasses import dataclass

# Calibrated on pages of 26, 100,000, 300,000 and 1,000,000 claims of bench.corpus, whose sentences have 150 characters:
# 0.5, 9.7, 27.3 and 87.8 MB, ready after 0.4, 0.45, 0.8 and 1.05 s in Chromium on two cores, from a disk. Longer
# sentences make a page larger in proportion.
_PAGE_BYTES, _CLAIM_BYTES = 0.5e6, 90
_PAGE_S, _CLAIM_S = 0.4, 0.7e-6
_LINE = 50e6 / 8  # bytes a second: 50 Mbit/s, an ordinary line
_MB = 1e6


@dataclass(frozen=True, slots=True)
class Weight:
    """The bytes of a page's file, and the seconds until a browser has it open: from a disk, and over 50 Mbit/s."""

    size: int
    open_s: float
    load_s: float

    def in_words(self) -> str:
        """Return what a reader is to expect.

        >>> from geo.weight import weight
        >>> weight(1_000_000).in_words()
        'about 90 MB, open in about 1 s from a disk and 16 s over 50 Mbit/s'
        """
        return (
            f"about {megabytes(self.size)}, open in about {seconds(self.open_s)} from a disk and "
            f"{seconds(self.load_s)} over 50 Mbit/s"
        )


def weight(claims: int, size: int | None = None) -> Weight:
    """Return what a page of so many claims is expected to weigh; its `size` in bytes, where it is known, as it is."""
    weighed = round(_PAGE_BYTES + _CLAIM_BYTES * claims) if size is None else size
    opened = _PAGE_S + _CLAIM_S * claims
    return Weight(weighed, round(opened, 1), round(opened + weighed / _LINE, 1))


def megabytes(size: int) -> str:
    """Return bytes in words, as exact as a reader needs.

    >>> megabytes(1_640_000), megabytes(27_290_000)
    ('1.6 MB', '27 MB')
    """
    least_whole = 10
    told = size / _MB
    return f"{told:,.0f} MB" if told >= least_whole else f"{told:.1f} MB"


def seconds(told: float) -> str:
    """Return seconds in words, as exact as a reader needs.

    >>> seconds(0.44), seconds(1.05), seconds(15.2)
    ('0.4 s', '1 s', '15 s')
    """
    return f"{told:.1f} s" if told < 0.95 else f"{told:.0f} s"  # noqa: PLR2004 - rounds to a whole one
