"""Corrections in the store and the outputs: they hold through reruns and edits, follow claims, and can be undone."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geo.changes import compared
from geo.corrections import Asked, asked
from geo.errors import ClaimmapError, CorrectionError
from geo.model import Article, Claim, Correction, Corrects, NameRule, WherePrec
from geo.pipeline import build, correct, correct_from, corrections_of, difference, forget, showing, undo
from geo.settings import Settings
from geo.store import Known, Store
from tests.drill import differing, dump, outputs
from tests.factories import claim
from tests.test_corrections import FORD, made

ROOT = Path(__file__).parents[1]
FIRST = (
    "Shells hit Kharkiv on Monday, the governor said. Three people were killed.\n\n"
    "Gunmen abducted four villagers near Kupiansk on Tuesday, a councillor said.\n\n"
    "Fighters captured the village of Tell Quzandar on Tuesday, officials said."
)
SECOND = (
    "An air strike on Kherson on Tuesday killed nine people, the mayor said.\n\n"
    "Fighters shelled the village of Tell Quzandar overnight, residents said."
)
ABROAD = (
    "An air strike on Homs on Tuesday killed nine people, a monitor said.\n\n"
    "Fighters shelled the village of Tell Quzandar overnight, residents said."
)


def write(path: Path, **texts: str) -> Path:
    lines = [
        json.dumps(
            {
                "id": name,
                "title": f"Note {name}",
                "date": "2031-05-07",
                "url": f"https://n.example/{name}",
                "text": text,
            }
        )
        for name, text in texts.items()
    ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def run(out: Path, **texts: str) -> None:
    build([write(out.parent / f"{out.name}.jsonl", **texts)], Settings(out))


def claims(out: Path) -> list[Claim]:
    with Store(str(out / "claimmap.sqlite")) as store:
        return list(store.claims())


def the(out: Path, words: str) -> Claim:
    (found,) = (each for each in claims(out) if words in each.quote)
    return found


def ask(of: Claim | str, what: str, value: str = "", **cells: str) -> Asked:
    told = {"claim_id": of if isinstance(of, str) else of.claim_id, "what": what, "value": value}
    return asked(told | {"who": "A. Reader", "when": "2031-05-09", "why": "So it is."} | cells)


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An output folder with two articles."""
    out = tmp_path_factory.mktemp("two") / "out"
    run(out, first=FIRST, second=SECOND)
    return out


@pytest.fixture
def out(two: Path, tmp_path: Path) -> Path:
    """A copy of it, to be corrected."""
    copied = tmp_path / "out"
    copied.mkdir()
    for path in sorted(two.rglob("*")):
        if path.is_dir():
            (copied / path.relative_to(two)).mkdir()
        else:
            (copied / path.relative_to(two)).write_bytes(path.read_bytes())
    return copied


def some_of_each(out: Path) -> list[Asked]:
    shells, gunmen, strike = the(out, "Shells hit"), the(out, "Gunmen"), the(out, "air strike")
    return [
        ask(shells, "place", "48.51234,37.91234"),
        ask(shells, "kind", "armed_clash"),
        ask(gunmen, "date", "2031-05-01/2031-05-03"),
        ask(gunmen, "status", "denied"),
        ask(strike, "merge", shells.claim_id),
        ask(the(out, "captured"), "drop"),
    ]


def test_corrections_show_in_all_outputs_twice_is_once_and_undoing_restores_the_bytes(out: Path) -> None:
    before, known = outputs(out), dump(out)
    wanted = some_of_each(out)
    report = correct(wanted, Settings(out))
    assert ([each.number for each in report.made], report.known, report.set_aside) == ([1, 2, 3, 4, 5, 6], 0, ())
    assert (report.run, len(report.changes)) == (2, 4)
    table = csv.DictReader((out / "claims.csv").read_text(encoding="utf-8").splitlines())
    rows = {row["quote"][:6]: row for row in table}
    assert "Fighte" not in {quote for quote, row in rows.items() if row["event_type"] == "territory_capture"}
    assert (rows["Shells"]["latitude"], rows["Shells"]["event_type"]) == ("48.51234", "armed_clash")
    assert rows["Shells"]["correction"].count("A. Reader, 2031-05-09: So it is.") == 3
    assert (rows["Gunmen"]["event_date"], rows["Gunmen"]["claim_status"]) == ("2031-05-01", "denied")
    assert rows["An air"]["correction"].startswith("one event with ")
    features = json.loads((out / "claims.geojson").read_bytes())["features"]
    assert any(each["geometry"] and each["geometry"]["coordinates"] == [37.91234, 48.51234] for each in features)
    assert (out / "days" / "2031-05-01.html").exists()
    told = json.loads((out / "changes.json").read_bytes())
    assert (told["run"], told["since"], told["counts"]["changed"], told["counts"]["withdrawn"]) == (2, 1, 3, 1)

    corrected = outputs(out)
    again = correct(wanted, Settings(out))
    assert (again.made, again.known, again.run, again.changes) == ((), 6, 0, ())
    assert differing(outputs(out), corrected) == []
    with Store(str(out / "claimmap.sqlite")) as store:
        assert len(store.runs()) == 2, "what changes nothing is no run"
        assert store.together() == [{the(out, "air strike").claim_id, the(out, "Shells hit").claim_id}]

    for number in (3, 1, 6, 2, 5, 4):
        undo(number, Settings(out))
    assert differing(outputs(out), before) == []
    assert [line for line in dump(out) if '"corrections"' not in line and '"corrected_with"' not in line] == known
    assert [each.state for each in corrections_of(Settings(out))] == ["undone"] * 6


def test_pages_of_other_days_stay_as_they_are(out: Path) -> None:
    before = {path.name: path.stat().st_ino for path in out.glob("days/2*.html")}
    correct([ask(the(out, "Shells hit"), "status", "reported")], Settings(out))
    drawn = {path.name for path in out.glob("days/2*.html") if before.get(path.name) != path.stat().st_ino}
    assert drawn == {"2031-05-05.html"}


def test_rebuilding_keeps_them(out: Path) -> None:
    correct(some_of_each(out), Settings(out))
    corrected, known = outputs(out), dump(out)
    report = build([write(out.parent / "in.jsonl", first=FIRST)], Settings(out, rebuild=True))
    assert report.changes == ()
    assert differing(outputs(out), corrected) == []
    assert dump(out) == known
    with Store(str(out / "claimmap.sqlite")) as store:
        assert list(store.changes(2, 3)) == [], "nor is anything kept of what did not change"


def test_they_follow_claims_that_move_and_wait_for_those_that_are_gone(out: Path) -> None:
    gunmen, shells, captured = the(out, "Gunmen"), the(out, "Shells hit"), the(out, "captured")
    correct([ask(gunmen, "kind", "siege"), ask(shells, "status", "denied"), ask(captured, "drop")], Settings(out))
    edited = "This report was updated.\n\n" + FIRST.replace("four villagers", "five of the villagers").replace(
        "Fighters captured", "The fighters also captured"
    )
    run(out, first=edited)
    assert the(out, "five of the villagers").claim_id == gunmen.claim_id
    assert (the(out, "five of the villagers").event_type, the(out, "Shells hit").claim_status) == ("siege", "denied")
    assert not [each for each in claims(out) if "captured" in each.quote], "what was dropped stays dropped"

    report = build([write(out.parent / "in.jsonl", first="Nothing happened.")], Settings(out))
    assert [each.claim_id for each in report.waiting] == [gunmen.claim_id, shells.claim_id, captured.claim_id]
    assert [each.state for each in corrections_of(Settings(out))] == ["waits"] * 3
    assert [each for each in claims(out) if each.article_id == "first"] == []

    report = build([write(out.parent / "in.jsonl", first=edited)], Settings(out))
    assert report.waiting == ()
    assert the(out, "five of the villagers").claim_id == gunmen.claim_id, "also under an id that its words do not give"
    assert (the(out, "five of the villagers").event_type, the(out, "Shells hit").claim_status) == ("siege", "denied")
    assert not [each for each in claims(out) if "captured" in each.quote]


def test_an_article_that_is_withdrawn_and_returns(out: Path) -> None:
    with Store(str(out / "claimmap.sqlite")) as store:
        article, known = store.article("first"), store.known()[0]
    correct([ask(the(out, "Shells hit"), "kind", "siege")], Settings(out))
    from geo.pipeline import remembering  # noqa: PLC0415 - what a duplicate does to the copy that gives way

    with Store(str(out / "claimmap.sqlite")) as store:
        told = store.claims_of("first")
        remembering.withdraw(store, ["first"], store.begin_run("e"))
        assert len(showing.waiting(store)) == 1
        run_id = store.begin_run("e")
        remembering.remember(store, article, known, told, run_id)
        showing.refresh(store, {}, lambda: run_id)
        assert showing.waiting(store) == []
    assert the(out, "Shells hit").event_type == "siege"


def test_a_place_for_the_whole_collection(out: Path) -> None:
    captured = the(out, "captured")
    assert captured.latitude is None
    wanted = [ask(captured, "place", "49.71234,37.61234", everywhere="true")]
    report = correct(wanted, Settings(out))
    assert report.made[0].rule == NameRule("tell quzandar", "UKR")
    shelled = the(out, "shelled the village")
    assert (shelled.latitude, shelled.location, shelled.country) == (49.71234, "Tell Quzandar", "Ukraine")
    assert 'place wherever articles about UKR name "Tell Quzandar"' in shelled.correction
    run(out, first=FIRST, abroad=ABROAD, third=SECOND.replace("Kherson", "Sumy").replace("shelled", "bombarded"))
    found = {each.article_id: each for each in claims(out) if each.place_text == "Tell Quzandar"}
    assert {name: each.latitude is not None for name, each in found.items()} == {
        "first": True,
        "second": True,
        "third": True,
        "abroad": False,
    }
    correct([ask(shelled, "place", "none")], Settings(out))
    assert next(each for each in claims(out) if each.claim_id == shelled.claim_id).latitude is None
    assert correct(wanted, Settings(out)).known == 1
    forget(["first"], Settings(out))
    (rule,) = (each.correction for each in corrections_of(Settings(out)) if each.correction.rule)
    assert (rule.claim_id, rule.article_id) == ("", "")
    third = next(each for each in claims(out) if each.article_id == "third" and each.place_text == "Tell Quzandar")
    assert third.latitude is not None, "a rule is of the collection, not of the article that it was first made for"


def test_forgetting_an_article_forgets_its_corrections(out: Path, tmp_path: Path) -> None:
    correct(some_of_each(out), Settings(out))
    run(tmp_path / "never", second=SECOND)
    forget(["first"], Settings(out))
    assert dump(out) == dump(tmp_path / "never")
    assert differing(outputs(out), outputs(tmp_path / "never")) == []


def test_what_is_merged_without_one_stays_merged(store_target: str) -> None:
    with Store(store_target) as store:
        for name in "abc":
            save(store, name, [claim(claim_id=name)])
        merged = made(0, "merge", "b c", claim_id="a", article_id="a", others=("b", "c"))
        store.correct([merged, made(0, "split", "c", claim_id="a", article_id="a", others=("c",))])
        store.erase(["a"])
        assert store.together() == [{"b", "c"}]
        assert store.apart() == []
        store.erase(["c"])
        assert store.corrections() == []


def test_corrections_come_back_equal(store_target: str) -> None:
    given = [
        made(0, "place", "Lower Ford, UA", place=FORD, rule=NameRule("ford", "UKR")),
        made(0, "merge", "b a", others=("a", "b")),
        made(0, "drop"),
    ]
    with Store(store_target) as store:
        kept = store.correct(given)
        store.undo(kept[2].number)
        assert store.corrections() == [kept[0], kept[1], replace(kept[2], undone=True)]
        assert [replace(each, number=0) for each in kept] == given
        assert store.correct([made(0, "drop")])[0].number == 4
        assert store.corrected_in("a1") == {"c0001"}


# ---------------------------------------------------------------- what cannot be


def test_what_cannot_be_made_is_told_and_the_rest_is_made(out: Path) -> None:
    shells = the(out, "Shells hit")
    report = correct(
        [
            ask("0000", "drop"),
            ask(shells, "place", "Brest"),
            ask(shells, "merge", "0000"),
            ask(shells, "split"),
            ask(shells, "kind", "siege"),
        ],
        Settings(out),
    )
    assert [each.reason.split(" (town")[0] for each in report.set_aside] == [
        f"no claim in sqlite:///{out}/claimmap.sqlite has the id 0000",
        "'Brest' may mean Brest",
        f"no claim in sqlite:///{out}/claimmap.sqlite has the id 0000",
        "the claim shares no event with others; name those that it is to be kept apart from",
    ]
    assert [each.what for each in report.made] == [Corrects.KIND]


def test_a_correction_that_is_not_there_cannot_be_undone(out: Path) -> None:
    with pytest.raises(CorrectionError, match="correction 1 is not there; `claimmap correct --list` lists them"):
        undo(1, Settings(out))
    correct([ask(the(out, "Shells hit"), "drop")], Settings(out))
    undo(1, Settings(out))
    with pytest.raises(CorrectionError, match="correction 1 is undone already"):
        undo(1, Settings(out))


def test_without_a_store_there_is_nothing_to_correct(tmp_path: Path) -> None:
    for work in (lambda: correct([], Settings(tmp_path / "never")), lambda: corrections_of(Settings(tmp_path))):
        with pytest.raises(ClaimmapError, match="there is no store at"):
            work()


def test_a_table_twice_is_once_also_where_its_lines_follow_each_other(out: Path) -> None:
    shells = the(out, "Shells hit").claim_id
    table = out.parent / "corrections.csv"
    table.write_text(
        "claim_id,what,value,who,when,why,everywhere\n"
        f"{shells},kind,siege,A,2031-05-09,first,\n"
        f"{shells},kind,talks,B,2031-05-10,second,\n"
        f"{shells},kind,tea,B,2031-05-10,third,\n"
        f'{shells},place,"Brest, BY",B,2031-05-10,third,false\n',
        encoding="utf-8",
    )
    first = correct_from(table, {}, Settings(out))
    assert (len(first.made), [each.origin for each in first.set_aside]) == (3, [f"{table}:4"])
    before = outputs(out), dump(out)
    again = correct_from(table, {}, Settings(out))
    assert (again.made, again.known, len(again.set_aside), again.run) == ((), 3, 1, 0)
    assert (outputs(out), dump(out)) == before
    assert [each.state for each in corrections_of(Settings(out))] == ["replaced", "holds", "holds"]
    back = correct([ask(shells, "kind", "siege", who="A", why="first")], Settings(out))
    assert len(back.made) == 1, "who goes back to an earlier word says it again"
    assert the(out, "Shells hit").event_type == "siege"


# ---------------------------------------------------------------- the command


def command(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    line = [sys.executable, "-m", "geo", "correct", *words]
    env = {"PATH": "/usr/bin:/bin", "COLUMNS": "200"} | environment
    return subprocess.run(line, capture_output=True, text=True, cwd=ROOT, check=False, env=env)


def test_the_command(out: Path) -> None:
    shells = the(out, "Shells hit").claim_id
    at = ("--out", str(out))
    nameless = command(shells, "--kind", "siege", "--why", "x", *at)
    assert (nameless.returncode, nameless.stderr) == (2, "claimmap: who is empty: say who corrects it\n")
    done = command(shells, "--kind", "siege", "--status", "denied", "--why", "x", *at, CLAIMMAP_WHO="A. Reader")
    assert done.returncode == 0, done.stderr
    today = date.today().isoformat()  # noqa: DTZ011 - as its user's clock has it
    assert f"Correction 1: {shells} kind siege; A. Reader, {today}: x\n" in done.stdout
    assert "1 changed" in done.stdout
    listed = command("--list", *at)
    assert listed.stdout.splitlines()[1].startswith(f"holds     2: {shells} status denied; A. Reader, ")
    undone = command("--undo", "1", "--json", *at)
    assert json.loads(undone.stdout)["changed"] == 1
    states = [json.loads(line)["state"] for line in command("--list", "--json", *at).stdout.splitlines()]
    assert states == ["undone", "holds"]


USAGE = [
    ((), "name a CLAIM_ID, or give --file, --list or --undo"),
    (("abc", "--list"), "name a CLAIM_ID, or give --file, --list or --undo"),
    (("abc", "--who", "A", "--why", "b"), "say what to correct: --place, --date"),
    (("abc", "--kind", "siege", "--everywhere", "--who", "A", "--why", "b"), "--everywhere goes with --place"),
    (("abc", "--kind", "siege", "--when", "today", "--who", "A", "--why", "b"), "'today' is no day"),
    (("abc", "--drop", "--who", "A", "--why", "b"), "has the id abc"),
    (("--file", "never.csv"), "never.csv cannot be read"),
    (("--undo", "9"), "correction 9 is not there"),
]


@pytest.mark.parametrize(("words", "message"), USAGE)
def test_what_the_command_refuses(two: Path, words: tuple[str, ...], message: str) -> None:
    done = command(*words, "--out", str(two))
    assert done.returncode == 2
    assert message in done.stderr
    assert "Traceback" not in done.stderr


def test_explaining_tells_what_was_corrected(out: Path) -> None:
    correct(some_of_each(out), Settings(out))
    source = write(out.parent / "one.jsonl", first=FIRST)
    line = [sys.executable, "-m", "geo", "explain", str(source), "--corrected-in", str(out)]
    told = subprocess.run(line, capture_output=True, text=True, cwd=ROOT, check=True).stdout
    assert "kind: armed_clash, before shelling; A. Reader, 2031-05-09: So it is." in told
    assert "dropped, shown nowhere; A. Reader, 2031-05-09: So it is." in told


# ---------------------------------------------------------------- any corrections, on both databases


def save(store: Store, article_id: str, of: list[Claim]) -> None:
    article = Article(article_id, "Title", "Text.", date(2031, 5, 7), "", "", "a.txt")
    known = Known(article_id, "c", "", "", article.published, "en", "engine")
    store.save(article, known, [replace(each, article_id=article_id) for each in of])


TOLD = {
    "a": [
        claim(claim_id="a1"),
        claim(claim_id="a2", place_text="Izium"),
        claim(claim_id="a3", latitude=None, longitude=None),
    ],
    "b": [claim(claim_id="b1"), claim(claim_id="b2", place_text="Sumy", event_date=None, event_date_end=None)],
}
_IDS = st.sampled_from(["a1", "a2", "a3", "b1", "b2", "gone"])
_MADE = st.one_of(
    st.builds(
        lambda of, kind: made(0, "kind", kind, claim_id=of), _IDS, st.sampled_from(["siege", "talks", "shelling"])
    ),
    st.builds(
        lambda of, day: made(0, "date", day, claim_id=of), _IDS, st.sampled_from(["none", "2031-05-01/2031-05-02"])
    ),
    st.builds(lambda of: made(0, "drop", claim_id=of), _IDS),
    st.builds(lambda of: made(0, "place", "none", claim_id=of), _IDS),
    st.builds(lambda of: made(0, "place", "x", claim_id=of, place=FORD, rule=NameRule("kharkiv", "UKR")), _IDS),
    st.builds(lambda of, other: made(0, "merge", other, claim_id=of, others=(other,)), _IDS, _IDS),
)


def state(store: Store) -> list[Claim]:
    return sorted(store.claims(), key=lambda each: each.claim_id)


@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(_MADE, max_size=6), st.booleans())
def test_any_corrections_twice_are_once_and_undone_are_none(
    store_target: str,
    corrections: list[Correction],
    is_answered: bool,  # noqa: FBT001 - drawn by hypothesis
) -> None:
    """What is shown is made of what extraction, services and analysts tell, and the log tells how it became so."""
    lost = replace(TOLD["a"][2], article_id="a")
    answered = {"a3": replace(lost, latitude=1.0, longitude=2.0, where_prec=WherePrec.EXACT)} if is_answered else {}
    with Store(store_target) as store:
        store.erase(["a", "b"])
        for article_id, told in TOLD.items():
            save(store, article_id, told)
        first = store.begin_run("e")
        showing.refresh(store, answered, lambda: first)
        before, seen = state(store), []
        kept = store.correct(corrections)
        for _ in range(2):
            run_id = store.begin_run("e")
            seen.append(showing.refresh(store, answered, lambda run_id=run_id: run_id))  # type: ignore[misc] # a lambda
        assert seen[1] == []
        assert seen[0] == list(compared(before, state(store)))
        assert {each.claim_id for each in store.altered()} >= {"a3"} if is_answered else True
        assert store.claims_of("a") == [replace(each, article_id="a") for each in TOLD["a"]]
        assert store.tally().claims == len(state(store))
        for article_id, told in TOLD.items():  # as a rebuild does
            save(store, article_id, told)
        shown = list(compared(before, state(store)))
        run_id = store.begin_run("e")
        showing.refresh(store, answered, lambda: run_id)
        assert list(compared(before, state(store))) == seen[0], shown
        for each in kept:
            store.undo(each.number)
        showing.refresh(store, answered, lambda: run_id)
        assert state(store) == before
        assert {each.claim_id for each in store.altered()} == set(answered)
        for each in store.corrections():
            assert each.undone


def test_the_log_tells_what_corrections_changed(out: Path) -> None:
    states: list[list[Claim]] = [claims(out)]
    correct(some_of_each(out), Settings(out))
    states.append(claims(out))
    undo(6, Settings(out))
    states.append(claims(out))
    run(out, first=FIRST.replace("Three", "Thirty"))
    states.append(claims(out))
    for after in range(4):
        for until in range(after, 4):
            told = difference(Settings(out), after + 1, until + 1)
            one, other = (sorted(states[n], key=lambda each: each.claim_id) for n in (after, until))
            assert sorted(told, key=lambda each: each.claim_id) == list(compared(one, other))


def test_on_a_server(tmp_path: Path, postgres_store: str, out: Path) -> None:
    there = Settings(tmp_path / "there", postgres_store)
    build([write(tmp_path / "in.jsonl", first=FIRST, second=SECOND)], there)
    before = outputs(there.out)
    wanted = some_of_each(out)
    correct(wanted, there)
    correct(wanted, Settings(out))
    assert differing(outputs(there.out), outputs(out)) == []
    with Store(postgres_store) as store:
        assert list(store.dump()) == dump(out)
    for number in range(1, 7):
        undo(number, there)
    assert differing(outputs(there.out), before) == []
