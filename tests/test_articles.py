"""Readers: every hostile input is either read, with a warning, or set aside with file, line and reason."""

from __future__ import annotations

import codecs
import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.articles import choose, keys_of, language, read
from geo.articles.decoding import LONGEST
from geo.articles.records import day, from_json
from geo.lexicon import Lexicon
from geo.model import Article, SetAside

HEADER = "Shells fall on a village\n20220304\nhttps://www.example.org/a/1\n"
BODY = "Shells fell on the village on Thursday.\nTwo people were hurt.\n"


def one(source: Path) -> Article | SetAside:
    (record,) = read([source])
    return record


def article(source: Path) -> Article:
    record = one(source)
    assert isinstance(record, Article), record
    return record


def write(path: Path, content: str | bytes) -> Path:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def line(**fields: object) -> str:
    return json.dumps(
        {"id": "x", "title": "T", "date": "20220304", "url": "https://example.org/x", "text": BODY} | fields
    )


def test_text_file(tmp_path: Path) -> None:
    path = write(tmp_path / "000_ab.txt", HEADER + BODY)
    assert one(path) == Article(
        article_id="000_ab",
        title="Shells fall on a village",
        text=BODY,
        published=date(2022, 3, 4),
        url="https://www.example.org/a/1",
        source="example.org",
        origin=str(path),
    )


def test_json_line(tmp_path: Path) -> None:
    path = write(tmp_path / "a.jsonl", line(source="Wire") + "\n")
    assert one(path) == Article(
        article_id="x",
        title="T",
        text=BODY,
        published=date(2022, 3, 4),
        url="https://example.org/x",
        source="Wire",
        origin=f"{path}:1",
    )


ENCODED = [
    ("utf-8", BODY.encode(), "", BODY),
    ("line ends of DOS", BODY.replace("\n", "\r\n").encode(), "", BODY),
    ("line ends of old Macs", BODY.replace("\n", "\r").encode(), "", BODY),
    ("cp1252", "A café “burnt”.\n".encode("cp1252"), "not UTF-8; read as Windows-1252", "A café “burnt”.\n"),
    (
        "UTF-8 with a broken byte",
        "The café of Łódź ".encode() + b"\xff burnt.\n",
        "1 bytes are no UTF-8; replaced",
        "The café of Łódź � burnt.\n",
    ),
]


@pytest.mark.parametrize(("_name", "body", "warning", "text"), ENCODED, ids=[row[0] for row in ENCODED])
def test_encodings(tmp_path: Path, _name: str, body: bytes, warning: str, text: str) -> None:
    header = HEADER.encode()
    if b"\r\n" in body:
        header = header.replace(b"\n", b"\r\n")
    elif b"\r" in body:
        header = header.replace(b"\n", b"\r")
    found = article(write(tmp_path / "a.txt", header + body))
    assert (found.text, found.warnings) == (text, (warning,) if warning else ())
    assert found.title == "Shells fall on a village"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
@pytest.mark.parametrize("suffix", [".txt", ".jsonl"])
def test_byte_order_marks(tmp_path: Path, encoding: str, suffix: str) -> None:
    content = HEADER + BODY if suffix == ".txt" else line(title="Shells fall on a village")
    found = article(write(tmp_path / f"a{suffix}", content.encode(encoding)))
    assert (found.title, found.text, found.warnings) == ("Shells fall on a village", BODY, ())


def test_big_endian_mark(tmp_path: Path) -> None:
    assert article(write(tmp_path / "a.txt", codecs.BOM_UTF16_BE + (HEADER + BODY).encode("utf-16-be"))).text == BODY


REFUSED_TEXT = [
    (b"", "the file is empty"),
    (b" \n \n", "the file is empty"),
    (b"Title\n20220304\n", "no text: expected title, YYYYMMDD and URL on a line each, then the text"),
    (HEADER.encode(), "no text: expected title, YYYYMMDD and URL on a line each, then the text"),
    (b"\x7fELF\x02\x01\x01\x00\x00", "the file is binary, not text"),
    (HEADER.encode() + b"text" * 4000 + b"\x00", "the file is binary, not text"),
    (b"%PDF-1.7\n\xb5\xed\xae\xfb\x01\x02\xff", "neither UTF-8 nor Windows-1252 text"),
    ("Обстрел города\n20220304\n\nДва человека".encode("cp1251"), "neither UTF-8 nor Windows-1252 text"),
    (b"x" * (LONGEST + 1), f"the file is longer than {LONGEST} characters"),
]


@pytest.mark.parametrize(("content", "reason"), REFUSED_TEXT, ids=[row[1][:20] for row in REFUSED_TEXT])
def test_text_files_set_aside(tmp_path: Path, content: bytes, reason: str) -> None:
    path = write(tmp_path / "a.txt", content)
    assert one(path) == SetAside(str(path), reason)


REFUSED_LINES = [
    ('{"id": "a", "text": "Shells fe', "not valid JSON: Unterminated string starting at at column 21"),
    ("[1, 2]", "expected a JSON object, found a list"),
    ("17", "expected a JSON object, found a number"),
    ("null", "expected a JSON object, found null"),
    (line(text=12), "text is not text but a number"),
    (line(text=["a"]), "text is not text but a list"),
    (line(text=None), "no text"),
    (line(text=" \n"), "the text is empty"),
    ("{}", "no text"),
    ('{"text": "a", "text": "b"}', "not valid JSON: 'text' is given more than once"),
    ("[" * 100_000, "not valid JSON: nested too deeply"),
    ('{"text": ' + "9" * 5000 + "}", None),
    (line() + line(), None),
]


@pytest.mark.parametrize(("content", "reason"), REFUSED_LINES, ids=range(len(REFUSED_LINES)))
def test_lines_set_aside_and_the_rest_goes_on(tmp_path: Path, content: str, reason: str | None) -> None:
    path = write(tmp_path / "a.jsonl", f"{line(id='before')}\n\n{content}\n{line(id='after')}")
    before, bad, after = read([path])
    assert isinstance(before, Article)
    assert isinstance(after, Article)
    assert isinstance(bad, SetAside)
    assert bad.origin == f"{path}:3"
    assert after.origin == f"{path}:4"
    assert bad.reason == reason or (reason is None and bad.reason.startswith("not valid JSON: "))


def test_endless_line_is_set_aside(tmp_path: Path) -> None:
    path = write(tmp_path / "a.jsonl", line(text="a" * (2 * LONGEST + 9)) + "\n" + line())
    long, after = read([path])
    assert long == SetAside(f"{path}:1", f"the line is longer than {LONGEST} characters")
    assert isinstance(after, Article)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "the file is empty"),
        (b"\n\r\n \n", "the file is empty"),
        (b"\x00\x01\x02", "the file is binary, not text"),
    ],
)
def test_json_files_set_aside(tmp_path: Path, content: bytes, reason: str) -> None:
    path = write(tmp_path / "a.jsonl", content)
    assert one(path) == SetAside(str(path), reason)


MENDED = [
    ({"title": 5}, "title", "", "title is not text but a number; left empty"),
    ({"title": None}, "title", "", ""),
    ({"title": " A \n title\x00 "}, "title", "A title�", ""),
    ({"url": {}}, "url", "", "url is not text but an object; left empty"),
    ({"url": "http://[oops"}, "source", "", ""),
    ({"url": "WWW.Example.org/a"}, "source", "www.example.org".removeprefix("www."), ""),
    ({"id": 17}, "article_id", "17", ""),
    (
        {"id": True},
        "article_id",
        "fb1e3c4c",
        "id is not text but a truth value; an id is made from the URL or the text",
    ),
    ({"text": "a\ud800b\x00c"}, "text", "a�b�c", ""),
    ({"text": "line\r\nend"}, "text", "line\r\nend", ""),
    ({"date": None}, "published", None, "no date given; left empty"),
    ({"date": float("nan")}, "published", None, "date is not text but a number; left empty"),
]


@pytest.mark.parametrize(("fields", "name", "value", "warning"), MENDED, ids=range(len(MENDED)))
def test_fields_of_the_wrong_kind(fields: dict[str, object], name: str, value: object, warning: str) -> None:
    found = from_json(line(**fields), "a.jsonl:1")
    assert isinstance(found, Article)
    if name == "article_id" and fields["id"] is True:
        assert found.article_id.isalnum()
    else:
        assert getattr(found, name) == value
    assert found.warnings == ((warning,) if warning else ())


DAYS = [
    ("20220304", date(2022, 3, 4), ""),
    (20220304, date(2022, 3, 4), ""),
    (" 2022-03-04 ", date(2022, 3, 4), ""),
    ("2022-03-04T23:59:59.123Z", date(2022, 3, 4), ""),
    ("2022-03-04 10:00:00+02:00", date(2022, 3, 4), ""),
    ("20220304T100000", date(2022, 3, 4), ""),
    ("2016-11", None, "names no whole day"),
    ("2016", None, "names no whole day"),
    ("201611", None, "names no whole day"),
    ("20220399", None, "no day of the calendar"),
    ("20230229", None, "no day of the calendar"),
    ("00000101", None, "no day of the calendar"),
    ("99991231", None, "outside 1800 to 2200"),
    ("2022-03-04 to 2022-03-07", None, "neither"),
    ("March 4, 2022", None, "neither"),
    ("٢٠٢٢٠٣٠٤", None, "neither"),
    ("x" * 10_000, None, "…"),
    ("", None, "no date given"),
    (None, None, "no date given"),
    ([2022], None, "a list"),
    (True, None, "a truth value"),
]


@pytest.mark.parametrize(("written", "expected", "why"), DAYS)
def test_days(written: object, expected: date | None, why: str) -> None:
    found, warning = day(written)
    assert found == expected
    assert why in warning
    assert bool(warning) == (expected is None)
    assert len(warning) < 120


@given(st.text())
def test_a_day_is_whole_or_absent(written: str) -> None:
    found, warning = day(written)
    assert (found is None) == bool(warning)


@given(st.text(), st.text())
def test_any_text_keeps_its_length_in_json(title: str, text: str) -> None:
    found = from_json(json.dumps({"title": title, "text": text}), "a:1")
    if isinstance(found, Article):
        assert len(found.text) == len(text)
        found.text.encode()


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_set_aside(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    folder = tmp_path_factory.mktemp("bytes")
    write(folder / "a.txt", content)
    write(folder / "b.jsonl", content)
    records = list(read(folder))
    assert len(records) >= 2
    for record in records:
        assert isinstance(record, Article) or record.reason


@pytest.mark.parametrize(
    ("third", "url", "warned"),
    [("", "", False), ("www.example.org/x", "www.example.org/x", False), ("Shells fell today.", "", True)],
)
def test_third_line_that_is_no_address(tmp_path: Path, third: str, url: str, *, warned: bool) -> None:
    found = article(write(tmp_path / "a.txt", f"Title\n20220304\n{third}\n{BODY}"))
    assert found.url == url
    assert found.text == (f"{third}\n{BODY}" if warned else BODY)
    assert bool(found.warnings) == warned


def test_id_from_address_then_text(tmp_path: Path) -> None:
    rows = [line(id=None), line(id="", title="other"), line(id=None, url=""), line(id=None, url="", text="Other.")]
    records = list(read(write(tmp_path / "a.jsonl", "\n".join(rows))))
    ids = [record.article_id for record in records if isinstance(record, Article)]
    assert len(ids) == 4
    assert ids[0] == ids[1]
    assert len(set(ids)) == 3


def test_folder_is_searched_in_order(tmp_path: Path) -> None:
    for name in ["b/2.txt", "b/1.TXT", "a.txt", ".hidden.txt", ".git/x.txt", "notes.md", "c.txt"]:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        write(tmp_path / name, HEADER + BODY)
    (tmp_path / "b" / "loop").symlink_to(tmp_path)
    (tmp_path / "broken.txt").symlink_to(tmp_path / "nowhere")
    records = list(read([tmp_path]))
    found = [Path(record.origin).relative_to(tmp_path).as_posix() for record in records]
    assert found == ["a.txt", "b/1.TXT", "b/2.txt", "broken.txt", "c.txt"]
    assert [record.origin for record in records if isinstance(record, SetAside)] == [str(tmp_path / "broken.txt")]


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("nowhere", "no such file or folder"),
        ("nowhere.txt", "no such file or folder"),
        ("a.docx", ".docx is not read; expected .txt, .jsonl, .csv, .tsv, .parquet, .html, "),
        ("plain", "a name without a suffix is not read; expected .txt, "),
        ("nul\0byte.txt", "cannot be read: embedded null byte"),
    ],
)
def test_named_sources_set_aside(tmp_path: Path, name: str, reason: str) -> None:
    if "nowhere" not in name and "\0" not in name:
        write(tmp_path / name, BODY)
    record = one(tmp_path / name)
    assert isinstance(record, SetAside)
    assert record.reason.startswith(reason)


def test_a_single_source_needs_no_list(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", HEADER + BODY)
    assert list(read(str(tmp_path))) == list(read(tmp_path)) == list(read([tmp_path]))


@pytest.mark.parametrize(
    ("given_bytes", "count"),
    [
        ((HEADER + BODY).encode(), 1),
        (f"{line()}\n{line(id='y')}\n".encode(), 2),
        (line().encode("utf-16"), 1),
        (line().encode("utf-8-sig"), 1),
        (b"", 0),
    ],
)
def test_standard_input(given_bytes: bytes, count: int) -> None:
    code = "import geo; from geo.model import Article; print(sum(isinstance(r, Article) for r in geo.read('-')))"
    done = subprocess.run([sys.executable, "-c", code], input=given_bytes, capture_output=True, check=True)
    assert int(done.stdout) == count
    assert done.stderr == b""


TONGUES = [
    ("en", "The army said on Thursday that its forces had entered the town after a week of fighting in the north."),
    ("en", "Kharkiv, Sumy, Mykolaiv."),
    ("en", "Дела"),
    (
        "fr",
        "Les forces armées ont bombardé la ville jeudi matin, selon le ministère de la défense, faisant deux morts.",
    ),
    (
        "de",
        "Die Streitkräfte haben nach Angaben des Ministeriums am Donnerstag die Stadt im Norden des Landes beschossen.",
    ),
    ("ru", "По данным министерства, в четверг войска обстреляли город на севере страны, погибли два человека."),
    ("ar", "وقالت الوزارة إن القوات قصفت المدينة يوم الخميس في شمال البلاد مما أدى إلى مقتل شخصين وإصابة آخرين"),
]


@pytest.mark.parametrize(("code", "text"), TONGUES)
def test_language(code: str, text: str) -> None:
    assert language(Article("a", "", text, None, "", "", "a"), Lexicon.load("en")) == code


def made(article_id: str, text: str, published: date | None = None, url: str = "") -> Article:
    return Article(article_id, "", text, published, url, "", f"{article_id}.txt")


CLASHES = [
    ([made("a", "one"), made("b", "two")], ["a", "b"], []),
    ([made("b", "one"), made("a", "one\n")], ["a"], [("b", "a", "same text")]),
    ([made("a", "one", None), made("b", "one", date(2022, 3, 4))], ["b"], [("a", "b", "same text")]),
    (
        [made("a", "one", url="https://www.example.org/x/"), made("b", "two", url="http://Example.org/x#top")],
        ["a"],
        [("b", "a", "same URL")],
    ),
    (
        [made("a", "one", url="https://example.org/?id=1"), made("b", "two", url="https://example.org/?id=2")],
        ["a", "b"],
        [],
    ),
    ([made("a", "one", url="https://example.org/"), made("b", "two", url="https://example.org")], ["a", "b"], []),
    ([made("a", "one", date(2022, 3, 5)), made("a", "two", date(2022, 3, 4))], ["a"], [("a", "a", "same id")]),
]


@pytest.mark.parametrize(("articles", "kept", "left_out"), CLASHES)
def test_an_article_counts_once_in_any_order(
    articles: list[Article], kept: list[str], left_out: list[tuple[str, str, str]]
) -> None:
    for order in (articles, articles[::-1]):
        chosen, duplicates = choose(keys_of(article) for article in order)
        assert sorted(keys.article_id for keys in chosen) == kept
        assert [(each.article_id, each.kept, each.shared) for each in duplicates] == left_out
