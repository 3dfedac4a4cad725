"""The page of an explanation: hostile text stays text, nothing is loaded, and a claim lights up what it rests on."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from geo.explain import document
from geo.pipeline import explain_source
from tests.test_cli import claimmap, record

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Dialog, Page

HOSTILE = (
    "</script><script>document.title = 'owned'</script><img src=x onerror=alert(1)> {{ 7*7 }}{% of ${alert(2)} "
    "@style@ @script@ \\x41 <!-- </style> \x00\x1b[2J\u202etfel\u202c &lt;b&gt; \"' end"
)
STORY = (
    "Shells fell on Kharkiv on Monday, the mayor said. It rained.\n\n"
    "Gunmen kidnapped a nurse in Jos on Tuesday. He sang in Goma. The shelling of Kharkiv on Monday killed 12 people.\n"
)


class _Outline(HTMLParser):
    """The tags of a page, and its visible text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def page_of(folder: Path, **fields: object) -> str:
    path = folder / "one.jsonl"
    path.write_text(record(**({"text": STORY} | fields)), encoding="utf-8")
    return document(explain_source(path))


def test_hostile_text_is_text_wherever_it_stands(tmp_path: Path) -> None:
    text = f"{HOSTILE} shells fell on Kharkiv on Monday, {HOSTILE} said. {HOSTILE} Clashes broke out in Goma."
    told = {"title": HOSTILE, "text": text, "source": HOSTILE, "url": f"javascript:{HOSTILE}"}
    outline = _Outline(page_of(tmp_path, **told))
    assert [tag for tag, _ in outline.tags].count("script") == 1
    assert not {tag for tag, _ in outline.tags} & {"img", "iframe", "link", "b", "object", "base"}
    for _, attributes in outline.tags:
        assert not [name for name in attributes if name.startswith("on") or name == "style"]
        assert re.match(r"#|https://", attributes.get("href") or "#")
    shown = "".join(outline.words)
    assert "<img src=x onerror=alert(1)> {{ 7*7 }}{% of ${alert(2)} @style@ @script@ \\x41" in shown
    assert not set("\x00\x1b\u202e\u202c") & set(shown)


def test_the_policy_names_exactly_the_pages_own_script_and_style(tmp_path: Path) -> None:
    page = page_of(tmp_path)
    assert page == page_of(tmp_path)
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', page)
    assert policy
    rules = policy[1].split("; ")
    for kind in ("script", "style"):
        (content,) = re.findall(rf"<{kind}>(.*?)</{kind}>", page, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
        assert f"{kind}-src 'sha256-{digest}'" in rules
        assert content.isascii()
    assert rules[0] == "default-src 'none'"
    assert not [rule for rule in rules if "unsafe" in rule or "http" in rule]


def test_every_link_within_the_page_leads_somewhere(tmp_path: Path) -> None:
    tags = _Outline(page_of(tmp_path)).tags
    ids = [attributes["id"] for _, attributes in tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    for _, attributes in tags:
        for name in ("href", "aria-labelledby"):
            target = attributes.get(name) or ""
            assert target.startswith("https://") or not target or target.removeprefix("#") in ids
    assert dict(tags)["html"]["lang"] == "en"


def test_the_page_goes_to_a_file_or_to_standard_output(tmp_path: Path) -> None:
    (tmp_path / "one.jsonl").write_text(record(text=STORY))
    target = tmp_path / "new" / "page.html"
    done = claimmap("explain", tmp_path / "one.jsonl", "--html", target)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", f"Wrote {target}\n")
    assert [path.name for path in target.parent.iterdir()] == ["page.html"]
    piped = claimmap("explain", tmp_path / "one.jsonl", "--html", "-", env={"PYTHONIOENCODING": "ascii"})
    assert piped.stdout == target.read_text("utf-8")


def test_what_cannot_be_written_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "one.jsonl").write_text(record(text=STORY))
    for target in (tmp_path, tmp_path / "one.jsonl" / "page.html"):
        done = claimmap("explain", tmp_path / "one.jsonl", "--html", target)
        assert done.returncode == 2
        assert re.fullmatch(rf"claimmap: {re.escape(str(target))} cannot be written: [\w ]+\n", done.stderr)
    assert [path.name for path in tmp_path.iterdir()] == ["one.jsonl"]


def test_a_page_and_json_are_not_asked_for_at_once(tmp_path: Path) -> None:
    done = claimmap("explain", tmp_path / "one.jsonl", "--html", "-", "--json")
    assert done.returncode == 2
    assert "give --html or --json, not both" in done.stderr


def test_json_holds_claims_reasons_and_marks(tmp_path: Path) -> None:
    (tmp_path / "two.jsonl").write_text(f"{record(id='a')}\n{record(id='b', text=STORY)}")
    told = json.loads(claimmap("explain", tmp_path / "two.jsonl", "--id", "b", "--json").stdout)
    assert list(told) == ["article", "sentences", "claims", "marks"]
    first = told["claims"][0]
    assert (first["number"], first["claim"]["location"], first["claim"]["event_date"]) == (1, "Kharkiv", "2022-02-28")
    assert first["reasons"]["speaker"] == ['"the mayor" is the subject of "said"']
    assert {"start": 15, "end": 22, "kind": "place", "role": "place", "claims": [1]} in told["marks"]
    (left,) = told["sentences"][3]["left"]
    assert STORY[left["start"] : left["end"]] == "Goma"


def test_a_megabyte_of_hostile_article_becomes_a_page(tmp_path: Path) -> None:
    hostile = HOSTILE.replace("\x00", "").replace("\x1b", "")
    text = (f"{hostile} {'It rained all day. ' * 100}Clashes broke out in Goma.\n\n") * 480 + STORY
    assert len(text) > 1_000_000
    (tmp_path / "one.jsonl").write_text(record(text=text))
    done = subprocess.run(
        [sys.executable, "-m", "geo", "explain", str(tmp_path / "one.jsonl"), "--html", "-"],
        capture_output=True,
        check=True,
        timeout=90,
    )
    assert done.stderr == b""
    outline = _Outline(done.stdout.decode())
    assert [tag for tag, _ in outline.tags].count("script") == 1
    assert "".join(outline.words).count("{{ 7*7 }}") >= 480


# ---------------------------------------------------------------- in a browser


@pytest.fixture
def opened(browser: Browser, tmp_path: Path) -> Iterator[Page]:
    """The page of a hostile story, in a browser without network; nothing may go wrong in it."""
    hostile = HOSTILE.replace("\x00", "").replace("\x1b", "")
    path = tmp_path / "page.html"
    tag = "<svg/onload=alert(1)> {{ 7*7 }}"  # to a browser a tag, not to those who take the remains of HTML out
    text = f"{STORY}\n{hostile} Clashes broke out in Bukavu on Monday, {tag} said.\n"
    title = f"{hostile} title"
    path.write_text(page_of(tmp_path, title=title, text=text, source=hostile), encoding="utf-8")
    wrong: list[str] = []
    context = browser.new_context(viewport={"width": 1280, "height": 700}, offline=True)
    page = context.new_page()
    page.on("console", lambda message: wrong.append(f"console: {message.text}"))
    page.on("pageerror", lambda error: wrong.append(f"error: {error}"))
    page.on("dialog", lambda dialog: _refuse(dialog, wrong))
    page.on("request", lambda request: wrong.append(request.url))
    page.goto(path.as_uri())
    yield page
    context.close()
    assert wrong == [path.as_uri()]


def _refuse(dialog: Dialog, wrong: list[str]) -> None:
    wrong.append(f"dialog: {dialog.message}")
    dialog.dismiss()


@pytest.mark.browser
def test_nothing_of_the_article_runs(opened: Page) -> None:
    assert opened.title().endswith("title – explained")
    assert opened.locator("img, svg, main script").count() == 0
    assert "<svg/onload=alert(1)> {{ 7*7 }}" in opened.inner_text("main")


@pytest.mark.browser
def test_even_a_script_planted_in_the_page_would_not_run(browser: Browser, tmp_path: Path) -> None:
    planted = "<main><script>document.title = 'owned'</script><img src=x onerror=\"document.title = 'owned'\">"
    path = tmp_path / "page.html"
    path.write_text(page_of(tmp_path).replace("<main>", planted), encoding="utf-8")
    context = browser.new_context(offline=True)
    page = context.new_page()
    refused: list[str] = []
    page.on("console", lambda message: refused.append(message.text))
    page.goto(path.as_uri())
    assert page.locator("main script").count() == 1
    assert page.title() == "T – explained"
    assert all("Content Security Policy" in each for each in refused)
    assert len(refused) == 3  # the script, the picture, its handler
    context.close()


@pytest.mark.browser
def test_a_claim_with_the_focus_marks_its_quote_and_its_words(opened: Page) -> None:
    lit = opened.locator(".text .on")
    assert lit.count() == 0
    opened.focus("#claim-1")
    assert opened.locator(".text .s.on").get_attribute("id") == "s1"
    assert opened.locator(".text mark.on").all_inner_texts() == [
        "Shells fell", "Kharkiv", "Monday", "the mayor", "said", "shelling", "Kharkiv",
    ]  # fmt: skip
    opened.keyboard.press("Tab")
    while opened.evaluate("document.activeElement.id") != "claim-2":
        opened.keyboard.press("Tab")
    assert opened.locator(".text .s.on").get_attribute("id") == "s3"
    assert opened.locator(".text mark.on").all_inner_texts() == ["kidnapped", "Jos", "Tuesday"]


@pytest.mark.browser
def test_words_lead_to_their_claim_and_back(opened: Page) -> None:
    opened.hover(".text mark.place >> nth=0")
    assert opened.locator("#claim-1.on").count() == 1
    opened.mouse.move(1, 1)
    assert opened.locator(".on").count() == 0
    opened.click(".text .ref >> text=2")
    assert opened.evaluate("location.hash") == "#claim-2"
    opened.click("#claim-1 .from a >> nth=0")
    assert opened.evaluate("location.hash") == "#s1"
    opened.click(".text mark.trigger >> nth=1")
    assert opened.evaluate("document.activeElement.id") == "claim-2"


@pytest.mark.browser
def test_a_narrow_window_and_paper_show_everything(opened: Page) -> None:
    opened.set_viewport_size({"width": 390, "height": 800})
    assert opened.evaluate("document.documentElement.scrollWidth") <= 390
    opened.emulate_media(media="print")
    assert opened.is_visible("#claim-2")
    assert opened.is_visible("#silent")
