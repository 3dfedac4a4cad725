"""Files brought up to date are, byte for byte, what writing all claims anew gives."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.exports import in_order, spliced, write_both
from geo.exports.tables import order_of
from geo.model import Claim
from tests.factories import claim as plain

_QUOTES = ('He said "no".', "Two\r\nlines", "=1+1", "a,b", 'A "quote"\nopen', "„Київ“", "plain", '"')
_made = st.builds(
    lambda number, day, article, quote, start: plain(
        claim_id=f"{number:016x}",
        article_id=article,
        event_date=None if day is None else date(2031, 1, 1) + timedelta(days=day),
        quote=quote,
        quote_start=start,
    ),
    st.integers(0, 30),
    st.none() | st.integers(0, 3),
    st.sampled_from(("a", "=b", "б", "\U0001f4a5", "\uff5e")),
    st.sampled_from(_QUOTES),
    st.integers(0, 3),
)
_known = st.lists(_made, max_size=12, unique_by=lambda each: each.claim_id)


def _files(folder: Path, name: str, claims: list[Claim]) -> tuple[Path, Path]:
    paths = folder / f"{name}.csv", folder / f"{name}.geojson"
    write_both(in_order(claims), *paths)
    return paths


@settings(deadline=None)  # it writes files
@given(before=_known, after=_known)
def test_changing_some_gives_what_writing_all_anew_gives(
    before: list[Claim], after: list[Claim], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("files")
    files = _files(folder, "old", before)
    gone = [order_of(claim) for claim in before if claim not in after]
    assert spliced(*files, gone, [claim for claim in after if claim not in before])
    wanted = _files(folder, "new", after)
    assert [path.read_bytes() for path in files] == [path.read_bytes() for path in wanted]


@pytest.mark.parametrize("spoilt", [b"", b"claim_id\r\n", b"x", b'{"type":"FeatureCollection","features":[\n]}\n'])
@pytest.mark.parametrize("which", [0, 1])
def test_other_files_are_left_as_they_are(tmp_path: Path, spoilt: bytes, which: int) -> None:
    files = _files(tmp_path, "old", [plain(claim_id="1"), plain(claim_id="2")])
    files[which].write_bytes(spoilt)
    before = [path.read_bytes() for path in files]
    assert not spliced(*files, [], [plain(claim_id="3")])
    assert [path.read_bytes() for path in files] == before


def test_what_is_not_there_cannot_be_taken_out(tmp_path: Path) -> None:
    files = _files(tmp_path, "old", [plain(claim_id="1")])
    before = [path.read_bytes() for path in files]
    assert not spliced(*files, [order_of(replace(plain(claim_id="1"), quote_start=7))], [])
    assert [path.read_bytes() for path in files] == before
