"""Events as JSON Lines: each claim in one of them, with history and contradictions, the same bytes each time."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from geo.pipeline import build, export
from geo.settings import Format, Settings

TEXTS = {
    "one": ("2031-05-07", "Shells hit a bakery in Kharkiv on Tuesday, killing four people, the mayor said."),
    "two": (
        "2031-05-08",
        "Shells hit a bakery in Kharkiv on Tuesday and killed six people, a monitoring group said.",
    ),
    "three": ("2031-05-08", "Rebels shelled Goma on Wednesday, the army said."),
}


def built(folder: Path, names: list[str]) -> Path:
    lines = [
        {"id": name, "date": TEXTS[name][0], "text": TEXTS[name][1], "title": name, "url": f"https://{name}.example/a"}
        for name in names
    ]
    source = folder / "articles.jsonl"
    source.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    build([source], Settings(folder / "out", formats=(Format.EVENTS,)))
    return folder / "out"


def events(out: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (out / "events.jsonl").read_text("utf-8").splitlines()]


def test_each_claim_is_in_one_event_as_the_table_tells_it(tmp_path: Path) -> None:
    out = built(tmp_path, list(TEXTS))
    table = pd.read_csv(out / "claims.csv", dtype=str, keep_default_na=False)
    told = {claim["claim_id"]: each["event_id"] for each in events(out) for claim in each["claims"]}
    assert told == dict(zip(table["claim_id"], table["event_id"], strict=True))
    assert [each["event_id"] for each in events(out)] == sorted(each["event_id"] for each in events(out))


def test_an_event_tells_who_says_it_how_it_was_revised_and_what_differs(tmp_path: Path) -> None:
    (event,) = [each for each in events(built(tmp_path, list(TEXTS))) if len(each["claims"]) > 1]
    assert (event["grade"], event["articles"]) == ("two_sources", 2)
    assert "two independent sources" in event["grade_reason"]
    assert [claim["article_id"] for claim in event["claims"]] == ["one", "two"]
    assert [claim["side"] for claim in event["claims"]][1] == "monitor"
    revised = {each["field"]: (each["old"], each["new"], each["article_id"]) for each in event["history"]}
    assert revised["deaths"] == ("4", "6", "two")
    (differs,) = [each["values"] for each in event["contradictions"] if each["field"] == "deaths"]
    assert [value for value, _ in differs] == ["4", "6"]
    assert date.fromisoformat(event["claims"][0]["event_date"]) == date(2031, 5, 6)


def test_the_order_of_articles_does_not_matter(tmp_path: Path) -> None:
    folders = [tmp_path / name for name in ("one", "other")]
    for folder in folders:
        folder.mkdir()
    one, other = built(folders[0], list(TEXTS)), built(folders[1], list(TEXTS)[::-1])
    assert (one / "events.jsonl").read_bytes() == (other / "events.jsonl").read_bytes()
    export(Settings(folders[0] / "again", str(one / "claimmap.sqlite"), formats=(Format.EVENTS,)))
    assert (folders[0] / "again" / "events.jsonl").read_bytes() == (one / "events.jsonl").read_bytes()
