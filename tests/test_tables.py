"""CSV and Parquet: columns by name or as told, a row an article, what is broken named by file and line."""

from __future__ import annotations

import csv
import io
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyarrow import parquet

from geo.articles import Reading, parse_columns, read
from geo.articles.decoding import LONGEST
from geo.errors import ClaimmapError
from geo.model import Article, SetAside

BODY = "Shells fell on the village on Thursday."
ROW = {"id": "x", "title": "T", "date": "2022-03-04", "url": "https://example.org/x", "text": BODY, "source": "Wire"}


def written(path: Path, content: str | bytes) -> Path:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def table(*rows: dict[str, str], delimiter: str = ",") -> str:
    stream = io.StringIO()
    writer = csv.DictWriter(stream, list(rows[0]), delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return stream.getvalue()


def records(path: Path, columns: str = "") -> list[Article | SetAside]:
    return list(read([path], Reading(parse_columns(columns))))


def article(path: Path, columns: str = "") -> Article:
    (found,) = records(path, columns)
    assert isinstance(found, Article), found
    return found


EXPECTED = ("x", "T", BODY, date(2022, 3, 4), "https://example.org/x", "Wire")


def facts(found: Article) -> tuple[object, ...]:
    return (found.article_id, found.title, found.text, found.published, found.url, found.source)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("name", ["a.csv", "a.CSV", "a.tsv"])
def test_csv(tmp_path: Path, delimiter: str, name: str) -> None:
    found = article(written(tmp_path / name, table(ROW, delimiter=delimiter)))
    assert facts(found) == EXPECTED
    assert (found.origin, found.warnings) == (f"{tmp_path / name}:2", ())


HEADERS = [
    ("headline,published,link,body,outlet,guid", ""),
    ("Headline,PUBLISHED AT,Permalink,Full-Text,Publisher,UID", ""),
    ("one,two,three,four,five,six", "title=one,date=two,url=three,text=four,source=five,id=six"),
    ("One,  two ,three,FOUR,five,six", " title = One , date=two, url=three,text=four,source=five,id=six,"),
    ("text,date,url,body,source,id", "title=text,text=body"),
]


@pytest.mark.parametrize(("header", "columns"), HEADERS)
def test_columns(tmp_path: Path, header: str, columns: str) -> None:
    path = written(tmp_path / "a.csv", f"{header}\nT,2022-03-04,https://example.org/x,{BODY},Wire,x\n")
    assert facts(article(path, columns)) == EXPECTED


def test_other_columns_do_not_matter(tmp_path: Path) -> None:
    assert facts(article(written(tmp_path / "a.csv", table(ROW | {"author": "A", "": "", "tags": "x;y"})))) == EXPECTED


REFUSED = [
    ("", "", "the file is empty"),
    ("\n\n", "", "the file is empty"),
    ("a,b\n1,2\n", "", "no column holds the text of articles; say which with --columns text=NAME; there are 'a', 'b'"),
    ("title,text\n1,2\n", "text=body", "no column is called 'body'; there are 'title', 'text'"),
    ("text,Text\n1,2\n", "", "2 columns are called 'text'"),
    ('"text\n1,2\n', "", "the header is no CSV: unexpected end of data"),
    ("text\0\n", "", "the file is binary, not text"),
    (",".join("abcdefghijklmnop") + "\n", "", "'l' and 4 more"),
]


@pytest.mark.parametrize(("content", "columns", "reason"), REFUSED)
def test_tables_set_aside(tmp_path: Path, content: str, columns: str, reason: str) -> None:
    (found,) = records(written(tmp_path / "a.csv", content), columns)
    assert isinstance(found, SetAside)
    assert found.origin == str(tmp_path / "a.csv")
    assert found.reason.endswith(reason)


@pytest.mark.parametrize(
    "columns", ["body", "text", "text=", "=body", "headline=title", "text=a,text=b", "TEXT=a", "text:body"]
)
def test_columns_that_are_none(columns: str) -> None:
    with pytest.raises(ClaimmapError):
        parse_columns(columns)


ROWS = [
    ("too,few", "the row has 2 cells, the header has 3"),
    ("a,b,c,d", "the row has 4 cells, the header has 3"),
    ("a,2022-03-04,", "no text"),
    ("a,2022-03-04, ", "the text is empty"),
    ('a,2022-03-04,"closed" not', "not valid CSV: ',' expected after '\"'"),
]


@pytest.mark.parametrize(("row", "reason"), ROWS)
def test_rows_set_aside_and_the_rest_goes_on(tmp_path: Path, row: str, reason: str) -> None:
    good = f'b,2022-03-04,"{BODY}\nMore."'
    path = written(tmp_path / "a.csv", f"title,date,text\n{good}\n{row}\n\n{good.replace(BODY, 'Other')}\n")
    before, bad, after = records(path)
    assert isinstance(before, Article)
    assert before.text == f"{BODY}\nMore."
    assert bad == SetAside(f"{path}:4", reason)
    assert isinstance(after, Article)
    assert after.origin == f"{path}:6"


def test_a_quote_that_is_never_closed(tmp_path: Path) -> None:
    path = written(tmp_path / "a.csv", 'title,text\na,b\nc,"d\n' + "e,f\n" * 10)
    good, bad = records(path)
    assert isinstance(good, Article)
    assert bad == SetAside(f"{path}:3", "not valid CSV: unexpected end of data")


def test_a_cell_that_is_too_long(tmp_path: Path) -> None:
    path = written(tmp_path / "a.csv", f"title,text\na,{'x' * (LONGEST + 1)}\nb,{BODY}\n")
    found = records(path)
    assert isinstance(found[0], SetAside)
    assert found[0].reason == f"not valid CSV: field larger than field limit ({LONGEST})"
    assert [each.text for each in found if isinstance(each, Article)] == [BODY]


def test_texts_longer_than_the_module_reads(tmp_path: Path) -> None:
    limit = csv.field_size_limit()
    assert len(article(written(tmp_path / "a.csv", table(ROW | {"text": "word " * 100_000}))).text) == 500_000
    assert csv.field_size_limit() == limit


@pytest.mark.parametrize(("encoding", "warned"), [("utf-8-sig", 0), ("utf-16", 0), ("cp1252", 1)])
def test_encodings(tmp_path: Path, encoding: str, warned: int) -> None:
    found = article(
        written(tmp_path / "a.csv", table(ROW | {"title": "Café", "text": "A café burnt."}).encode(encoding))
    )
    assert (found.title, found.text, len(found.warnings)) == ("Café", "A café burnt.", warned)


def test_offsets_are_those_of_the_cell(tmp_path: Path) -> None:
    text = 'One "quoted".\r\n\r\nTwo,\r\nthree.\n'
    assert article(written(tmp_path / "a.csv", table(ROW | {"text": text}))).text == text


@settings(deadline=None)  # the first one loads the library
@given(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1), min_size=1, max_size=4))
def test_any_text_comes_back(tmp_path_factory: pytest.TempPathFactory, texts: list[str]) -> None:
    path = written(tmp_path_factory.mktemp("t") / "a.csv", table(*(ROW | {"text": text} for text in texts)))
    assert [each.text for each in records(path) if isinstance(each, Article)] == [
        each for each in texts if each.strip()
    ]


@settings(deadline=None)  # the first one loads the library
@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_set_aside(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    folder = tmp_path_factory.mktemp("t")
    for name in ("a.csv", "a.parquet"):
        for header in (b"", b"text,b\n"):
            assert all(
                isinstance(each, Article | SetAside) for each in records(written(folder / name, header + content))
            )


def stored(path: Path, **columns: object) -> Path:
    parquet.write_table(pa.table(columns), path, row_group_size=2)
    return path


def test_parquet(tmp_path: Path) -> None:
    path = stored(tmp_path / "a.parquet", **{name: [value] for name, value in ROW.items()})
    found = article(path)
    assert facts(found) == EXPECTED
    assert (found.origin, found.warnings) == (f"{path}:1", ())


def test_parquet_columns(tmp_path: Path) -> None:
    path = stored(tmp_path / "a.parquet", heading=["T"], story=[BODY], tags=[["a", "b"]])
    assert article(path, "text=story").title == "T"


DATES = [
    (date(2022, 3, 4), date(2022, 3, 4)),
    (datetime(2022, 3, 4, 23, 30, tzinfo=UTC), date(2022, 3, 4)),
    (datetime(2022, 3, 4, 23, 30), date(2022, 3, 4)),  # noqa: DTZ001 - tables have such
    ("2022-03-04T23:30", date(2022, 3, 4)),
    (20220304, date(2022, 3, 4)),
    (None, None),
    (2022.5, None),
]


@pytest.mark.parametrize(("value", "expected"), DATES)
def test_parquet_dates(tmp_path: Path, value: object, expected: date | None) -> None:
    found = article(stored(tmp_path / "a.parquet", text=[BODY], date=[value]))
    assert found.published == expected
    assert len(found.warnings) == (expected is None)


def test_parquet_cells_of_other_kinds(tmp_path: Path) -> None:
    path = stored(tmp_path / "a.parquet", id=[1, 2, 3], text=[BODY, None, BODY], title=[["a"], ["b"], None])
    first, bad, last = records(path)
    assert isinstance(first, Article)
    assert (first.article_id, first.title, first.warnings[0]) == ("1", "", "title is not text but a list; left empty")
    assert bad == SetAside(f"{path}:2", "no text")
    assert isinstance(last, Article)
    assert last.origin == f"{path}:3"
    dictionary = stored(
        tmp_path / "b.parquet", text=pa.array([BODY, BODY]).dictionary_encode(), source=[b"Wire", b"\xff"]
    )
    assert [each.source for each in records(dictionary) if isinstance(each, Article)] == [
        "Wire",
        "\N{REPLACEMENT CHARACTER}",
    ]


def test_parquet_that_is_none(tmp_path: Path) -> None:
    whole = stored(tmp_path / "a.parquet", text=[f"{BODY} {number}" * 50 for number in range(300)]).read_bytes()
    broken = bytearray(whole)
    broken[len(whole) // 2 : len(whole) // 2 + 400] = b"\xff" * 400
    for content, begins in ((b"", ""), (b"PAR1", ""), (whole[: len(whole) // 2], ""), (bytes(broken), ":")):
        found = records(written(tmp_path / "b.parquet", content))
        assert isinstance(found[-1], SetAside)
        assert found[-1].origin.startswith(f"{tmp_path / 'b.parquet'}{begins}")
        assert found[-1].reason.startswith("no valid Parquet")
        assert "\n" not in found[-1].reason


def test_parquet_without_a_text(tmp_path: Path) -> None:
    (found,) = records(stored(tmp_path / "a.parquet", a=[1], b=[2]))
    assert isinstance(found, SetAside)
    assert found.reason.startswith("no column holds the text of articles")


def test_a_text_that_all_rows_share_does_not_stand_in_memory_for_each(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    shared = pa.DictionaryArray.from_arrays(pa.array([0] * 64, pa.int32()), pa.array(["y" * 15_000_000]))
    parquet.write_table(pa.table({"text": shared}), path, compression="zstd", store_schema=False)
    code = (
        "import sys; import geo; count = sum(1 for _ in geo.read(sys.argv[1]));"
        "print(count, *(line.split()[1] for line in open('/proc/self/status') if line.startswith('VmHWM')))"
    )
    done = subprocess.run([sys.executable, "-c", code, path], capture_output=True, check=True, text=True)
    count, kilobytes = map(int, done.stdout.split())
    assert count == 64
    assert kilobytes < 500_000  # all of them would take twice as much
