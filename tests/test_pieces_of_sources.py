"""Sources cut into pieces give the records of sources read whole, with the same origins, in the same order."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import geo
from geo.articles import Reading, pieces_of, read_counting
from geo.articles.pieces import Lines, Piece, Rows, Whole, read_piece
from geo.model import Article, SetAside, Sifted

READING = Reading()


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("geo.articles.pieces._BYTES", 400)
    monkeypatch.setattr("geo.articles.pieces._FILES", 5)


def whole(source: Path) -> list[Article | SetAside | Sifted]:
    return list(read_counting(source, READING))


def cut(source: Path) -> tuple[list[Piece], list[Article | SetAside | Sifted]]:
    found = list(pieces_of([source]))
    records: list[Article | SetAside | Sifted] = []
    for each in found:
        if isinstance(each, SetAside):
            records.append(each)
        elif isinstance(each, str | Path):
            records.extend(read_counting(each, READING))
        else:
            records.extend(read_piece(each, READING))
    return [each for each in found if isinstance(each, Whole | Lines | Rows)], records


def line(number: int, **more: object) -> str:
    return json.dumps({"id": str(number), "text": f"Shells hit Sumy, note {number}. " + "é" * (number % 90)} | more)


FEW = [line(number) for number in range(60)]
LINES = {
    "line feeds": "\n".join(FEW).encode() + b"\n",
    "no line end at the end": "\n".join(FEW).encode(),
    "carriage returns and line feeds": "\r\n".join(FEW).encode(),
    "carriage returns": "\r".join(FEW).encode(),
    "all kinds of line ends": b"".join(
        each.encode() + random.Random(number).choice([b"\n", b"\r", b"\r\n", b"\n\n", b"\r\r\n", b"\n\r"])  # noqa: S311
        for number, each in enumerate(FEW)
    ),
    "a mark, and a mark on each line": "\n".join("\ufeff" + each for each in FEW).encode(),
    "not UTF-8": "\n".join(line(number, title="Zürich") for number in range(60)).encode("latin-1"),
    "UTF-16": "\n".join(FEW).encode("utf-16"),
    "binary": b"\0" * 2000,
    "zeros later": "\n".join(FEW).encode() + b"\n\0\0\n" + FEW[0].encode(),
    "blank": b" \n\r\n" * 500,
    "broken lines": "\n".join(each[: number * 3] for number, each in enumerate(FEW)).encode(),
    "one long line": (FEW[0] + "\n" + line(1, title="a" * 5000) + "\n" + FEW[2]).encode(),
    "separators that end no line": "\n".join(
        json.dumps({"text": f"a\u2028b\x85c {number}" * 9}, ensure_ascii=False) for number in range(20)
    ).encode(),
}


@pytest.mark.parametrize("content", LINES.values(), ids=LINES)
def test_lines(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(content)
    assert cut(path)[1] == whole(path)


def test_long_files_of_lines_are_cut(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(LINES["line feeds"])
    found, _ = cut(path)
    assert len(found) > 5
    assert all(isinstance(each, Lines) and each.file.path.is_absolute() for each in found)


@pytest.mark.parametrize("rows_of_a_group", [1, 7, 50, 1000])
def test_tables(rows_of_a_group: int, tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    rows = [json.loads(each) | {"day": "2022"} for each in FEW] + [{"id": "x", "text": None}]
    pq.write_table(pa.Table.from_pylist(rows), path, row_group_size=rows_of_a_group)
    found, records = cut(path)
    assert records == whole(path)
    assert any(isinstance(each, Rows) for each in found)


def test_a_folder_of_all_kinds(tmp_path: Path) -> None:
    examples = Path(geo.__file__).with_name("examples")
    for path in sorted(examples.iterdir()):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    for number in range(12):
        (tmp_path / f"n{number:02}.txt").write_text(f"T\n20220304\n\nShells hit Sumy, {number}.\n")
    (tmp_path / "broken.parquet").write_bytes(b"PAR1" + b"x" * 900)
    (tmp_path / "m.csv").write_text("title,text\n" + "".join(f"T{n},Shells hit Sumy {n}\n" for n in range(40)))
    (tmp_path / "page.html").write_text("<html><body><p>" + "Shells hit Sumy. " * 60 + "</p></body></html>")
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere")
    (tmp_path / "empty.xml").write_text("<rss version='2.0'><channel></channel></rss>")
    assert cut(tmp_path)[1] == whole(tmp_path)


def test_what_is_not_there_or_not_read(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_text("")
    for path in (tmp_path / "a.docx", tmp_path / "none.jsonl"):
        assert cut(path) == ([], whole(path))


def test_what_is_no_file_is_left_to_who_asks() -> None:
    assert list(pieces_of(["-", "https://news.example/feed"])) == ["-", "https://news.example/feed"]
