"""The iframe snippet: escaped, sandboxed, checked; and in a real browser the map in it runs and sees nothing around."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from geo.cli import app
from geo.errors import ClaimmapError
from geo.layers import to_geodataframe
from geo.maps import ClaimMap, write_map, write_parts_index
from geo.maps.embed import Frame, View, address_of, by_address, inline, read_page
from geo.settings import Split
from tests.factories import Boxes, claim

if TYPE_CHECKING:
    from playwright.sync_api import Browser

HOSTILE = '"><script>alert(1)</script>&amp;\u202e'
SANDBOX = {"allow-scripts", "allow-downloads", "allow-popups", "allow-popups-to-escape-sandbox"}


class Frames(HTMLParser):
    def __init__(self, snippet: str) -> None:
        super().__init__()
        self.found: list[dict[str, str]] = []
        self.others: list[str] = []
        self.feed(snippet)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "iframe":
            self.found.append({name: value or "" for name, value in attrs})
        else:
            self.others.append(tag)

    def handle_data(self, data: str) -> None:
        self.others.append(data)


def attributes(snippet: str) -> dict[str, str]:
    parsed = Frames(snippet)
    assert parsed.others == []
    (found,) = parsed.found
    return found


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("embedded") / "map.html"
    write_map(to_geodataframe([claim()], Boxes()), path)
    return path


def run(*arguments: object) -> tuple[int, str]:
    done = CliRunner().invoke(app, ["embed", *map(str, arguments)])
    if isinstance(done.exception, ClaimmapError):
        return 2, str(done.exception)
    return done.exit_code, done.output


def test_the_snippet_is_one_line_of_ascii_with_all_a_frame_needs(page: Path) -> None:
    code, output = run(page, "--src", "https://maps.example/map.html")
    assert code == 0
    assert output.isascii()
    assert output.count("\n") == 1
    found = attributes(output.strip())
    assert set(found.pop("sandbox").split()) == SANDBOX
    assert found == {
        "src": "https://maps.example/map.html#embed",
        "width": "700",
        "height": "450",
        "style": "max-width:100%;border:0",
        "title": "Claims on the map",
        "loading": "lazy",
        "allow": "clipboard-write",
    }


@pytest.mark.parametrize(
    ("view", "state"),
    [
        (View(), "embed"),
        (View(start="2022-03-01"), "embed&from=2022-03-01"),
        (View(end="2022-03-07"), "embed&to=2022-03-07"),
        (View("2022-03-01", "2022-03-01", "c1"), "embed&from=2022-03-01&to=2022-03-01&claim=c1"),
        (View(claim='a&b#"<é'), "embed&claim=a%26b%23%22%3C%C3%A9"),
    ],
)
def test_the_state_stands_after_the_hash_and_in_an_inlined_page(page: Path, view: View, state: str) -> None:
    assert attributes(by_address(read_page(page), "m.html", view, Frame()))["src"] == f"m.html#{state}"
    inside = attributes(inline(read_page(page), view, Frame()))["srcdoc"]
    told = re.search(r'<meta name="claimmap-state" content="([^"]*)">', inside)
    assert told is not None
    assert told[1] == state.replace("&", "&amp;")


def test_an_inlined_page_is_the_page(page: Path) -> None:
    found = attributes(inline(read_page(page), View(), Frame(640, 360)))
    assert "src" not in found
    assert (found["width"], found["height"]) == ("640", "360")
    assert re.sub(r'\n<meta name="claimmap-state"[^>]*>', "", found["srcdoc"]) == page.read_text("utf-8")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--from", "2022-3-1"], "--from '2022-3-1' is no day"),
        (["--from", "2022-02-30"], "is no day"),
        (["--to", "20220304"], "--to '20220304' is no day"),
        (["--from", "2022-03-02", "--to", "2022-03-01"], "is after"),
        (["--claim", "a\nb"], "no claim_id"),
        (["--width", "0"], "0 by 450 pixels"),
        (["--height", "-5"], "pixels"),
        (["--width", "99999"], "pixels"),
        (["--src", "javascript:alert(1)"], "no address"),
        (["--src", "data:text/html,x"], "no address"),
        (["--src", "https://[map"], "no address"),
        (["--src", "a b.html"], "no address"),
        (["--src", "map.html#x"], "has a # already"),
    ],
)
def test_bad_input_is_one_line(page: Path, arguments: list[str], told: str) -> None:
    code, output = run(page, *arguments)
    assert code == 2
    assert told in output
    assert "\n" not in output


def test_src_and_inline_are_not_given_together(page: Path) -> None:
    code, output = run(page, "--inline", "--src", "map.html")
    assert code == 2
    assert "not both" in output


def test_the_index_of_a_map_in_parts_leads_to_them(tmp_path: Path) -> None:
    write_parts_index([], 0, Split.PERIOD, tmp_path / "map.html")
    with pytest.raises(ClaimmapError, match="leads to the parts of a map and is none: give a page of"):
        read_page(tmp_path / "map.html")


@pytest.mark.parametrize(
    ("content", "told"),
    [(None, "No such file"), (b"\xff\xfe", "no text in UTF-8"), (b"", "no map"), (b"<html>hello</html>", "no map")],
)
def test_what_is_no_map_is_refused(tmp_path: Path, content: bytes | None, told: str) -> None:
    path = tmp_path / "map.html"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(ClaimmapError, match=told):
        read_page(path)


def test_the_default_is_the_map_in_output(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert run()[0] == 2
    (tmp_path / "output").mkdir()
    (tmp_path / "output" / "map.html").write_bytes(page.read_bytes())
    code, output = run()
    assert code == 0
    assert attributes(output.strip())["src"] == "output/map.html#embed"


@pytest.mark.parametrize(
    ("path", "address"),
    [
        ("out put/ä#?.html", "out%20put/%C3%A4%23%3F.html"),
        ("a:b.html", "a%3Ab.html"),
        ("/x/m.html", "file:///x/m.html"),
    ],
)
def test_a_path_becomes_an_address(path: str, address: str) -> None:
    assert address_of(Path(path)) == address


def test_hostile_words_stay_in_their_attribute(page: Path) -> None:
    html = read_page(page)
    title = "<title>" + HOSTILE.replace("<", "&lt;") + "</title>"
    hostile = re.sub(r"<title>.*?</title>", lambda _: title, html)
    found = attributes(by_address(hostile, 'm.html?"><script>', View(claim=HOSTILE.rstrip("\u202e")), Frame()))
    assert found["title"].startswith('"><script>')
    assert found["src"].startswith('m.html?"><script>#embed&claim=%22%3E%3Cscript%3E')


def test_help_teaches() -> None:
    code, output = run("--help")
    assert code == 0
    assert "claimmap embed --inline >> report.html             all in one file" in output
    assert "sandbox" in output


SEEN = """() => {
  const told = {};
  try { void parent.document; told.parent = true; } catch { told.parent = false; }
  try { void localStorage; told.storage = true; } catch { told.storage = false; }
  try { history.replaceState(null, "", "#embed&x=1"); told.state = location.hash; } catch { told.state = ""; }
  told.clipboard = document.featurePolicy.allowsFeature("clipboard-write");
  return told;
}"""


@pytest.mark.browser
@pytest.mark.parametrize("way", ["address", "inline"])
def test_in_a_browser_the_map_runs_in_its_sandbox(browser: Browser, tmp_path: Path, way: str) -> None:
    write_map(to_geodataframe([claim()], Boxes()), tmp_path / "map.html")
    html = read_page(tmp_path / "map.html")
    snippet = by_address(html, "map.html", View(), Frame()) if way == "address" else inline(html, View(), Frame())
    # no charset, and a word that only Latin-1 has: the map must not depend on how the report is read
    (tmp_path / "report.html").write_bytes(
        f"<!DOCTYPE html><title>Report</title><p>\xe9t\xe9</p>{snippet}".encode("latin-1")
    )
    context = browser.new_context(offline=True, viewport={"width": 500, "height": 900})
    tab = context.new_page()
    complaints: list[str] = []
    tab.on("console", lambda message: complaints.append(message.text))
    tab.on("pageerror", lambda error: complaints.append(str(error)))
    tab.goto((tmp_path / "report.html").as_uri())
    frame = tab.frames[1]
    frame.wait_for_selector("#app[data-ready]")
    assert complaints == []
    # A page in srcdoc has no address of its own to write a state to.
    state = "#embed&x=1" if way == "address" else ""
    assert frame.evaluate(SEEN) == {"parent": False, "storage": False, "state": state, "clipboard": True}
    box = tab.locator("iframe").bounding_box()
    assert box is not None
    assert box["width"] <= 500
    assert box["height"] == 450
    context.close()


def test_a_saved_notebook_map_can_be_embedded_too(tmp_path: Path) -> None:
    ClaimMap(to_geodataframe([claim()], Boxes())).save(str(tmp_path / "own.html"))
    assert attributes(inline(read_page(tmp_path / "own.html"), View(), Frame()))["title"] == "Claims on the map"
