"""The store gives back what it was given, keeps one version of an article, and refuses what is not its own."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import permutations
from pathlib import Path
from typing import get_type_hints

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geo.errors import StoreError
from geo.exports import in_order
from geo.model import Answer, Article, Claim, LoggedChange, WherePrec
from geo.store import Counts, Known, Seen, Store
from tests.factories import claim

_SQLITE_INT = st.integers(-(2**63), 2**63 - 1)
_FLOAT = st.floats(allow_nan=False, allow_infinity=False)
_TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))  # readers replace both
CLAIMS = st.builds(
    Claim,
    **{
        name: st.from_type(hint)
        for name, hint in get_type_hints(Claim).items()
        if hint not in {str, int, float, int | None, float | None}
    },
    **{name: _TEXT for name, hint in get_type_hints(Claim).items() if hint is str},
    **{name: _SQLITE_INT for name, hint in get_type_hints(Claim).items() if hint is int},
    **{name: _SQLITE_INT | st.none() for name, hint in get_type_hints(Claim).items() if hint == int | None},
    **{name: _FLOAT | st.none() for name, hint in get_type_hints(Claim).items() if hint == float | None},
)
ARTICLE = Article("a", "Title", "Text.", date(2022, 3, 4), "https://example.org/a", "example.org", "a.txt")


def known(article: Article, content: str = "c") -> Known:
    return Known(article.article_id, content, article.url, article.text, article.published, "en", "engine")


def save(store: Store, article: Article, claims: Sequence[Claim], run_id: int | None = None) -> None:
    store.save(article, known(article), claims, run_id)


def change(run_id: int, claim_id: str, record: str = "{}") -> LoggedChange:
    return LoggedChange(run_id, claim_id, "a", "new", record)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(CLAIMS)
def test_a_claim_comes_back_equal(store_target: str, any_claim: Claim) -> None:
    with Store(store_target) as store:
        save(store, replace(ARTICLE, article_id=any_claim.article_id), [any_claim])
        assert list(store.claims()) == [any_claim]
        store.forget([any_claim.article_id])


def test_the_article_comes_back_equal(store_target: str) -> None:
    with Store(store_target) as store:
        save(store, ARTICLE, [])
    with Store(store_target) as store:
        assert store.article("a") == replace(ARTICLE, origin=store.target)
        assert store.known() == [known(ARTICLE)]


def test_saving_again_replaces(store_target: str) -> None:
    with Store(store_target) as store:
        old = claim(article_id="a", claim_id="old")
        new = claim(article_id="a", claim_id="new")
        save(store, ARTICLE, [old, new])
        save(store, replace(ARTICLE, text="Other."), [new])
        assert list(store.claims()) == [new]
        assert store.article("a").text == "Other."
        assert (store.tally().articles, store.tally().claims) == (1, 1)


def test_a_failed_save_changes_nothing(store_target: str) -> None:
    with Store(store_target) as store:
        kept = claim(article_id="a")
        save(store, ARTICLE, [kept])
        with pytest.raises(StoreError, match=r"(?i)unique constraint"):
            save(store, replace(ARTICLE, text="Other."), [kept, kept])
        assert list(store.claims()) == [kept]
        assert store.article("a").text == "Text."


def test_forgetting(store_target: str) -> None:
    with Store(store_target) as store:
        for article_id in "ab":
            article = replace(ARTICLE, article_id=article_id)
            save(store, article, [claim(article_id=article_id, claim_id=article_id)])
        store.forget([])
        store.forget(["a", "never there"])
        assert [each.article_id for each in store.known()] == ["b"]
        assert [each.claim_id for each in store.claims()] == ["b"]


def test_articles_come_by_their_ids_with_their_claims_by_position(store_target: str) -> None:
    claims = [
        claim(claim_id="1", article_id="B", quote_start=90),
        claim(claim_id="2", article_id="B", quote_start=10),
        claim(claim_id="3", article_id="é", event_date=None, latitude=None, longitude=None),
    ]
    with Store(store_target) as store:
        for article_id in ("é", "a", "B"):
            article = replace(ARTICLE, article_id=article_id, text=f"Text of {article_id}.")
            save(store, article, [each for each in claims if each.article_id == article_id])
        store.show({"3": replace(claims[2], latitude=1.5, longitude=2.5)})
        told = [
            (each.article_id, each.text, [one.claim_id for one in mine]) for each, mine in store.articles_with_claims()
        ]
        placed = [one.latitude for _, mine in store.articles_with_claims() for one in mine if one.claim_id == "3"]
    assert told == [("B", "Text of B.", ["2", "1"]), ("a", "Text of a.", []), ("é", "Text of é.", ["3"])]
    assert placed == [1.5]


def test_claims_come_in_the_order_of_exports(store_target: str) -> None:
    claims = [
        claim(claim_id="1", article_id="B", event_date=date(2022, 3, 4), quote_start=9),
        claim(claim_id="2", article_id="B", event_date=date(2022, 3, 4), quote_start=10),
        claim(claim_id="3", article_id="a", event_date=date(2022, 3, 4), quote_start=0),
        claim(claim_id="4", article_id="é", event_date=date(2021, 3, 4), quote_start=0),
        claim(claim_id="5", article_id="a", event_date=None, quote_start=0),
        claim(claim_id="6", article_id="a", event_date=None, quote_start=0),
    ]
    for order in list(permutations(claims))[::97]:
        with Store(store_target) as store:
            for article_id in ("a", "é", "B"):
                article = replace(ARTICLE, article_id=article_id)
                save(store, article, [each for each in order if each.article_id == article_id])
            assert list(store.claims()) == in_order(order)
            assert [each.claim_id for each in store.claims()] == list("412356")


def test_tally(store_target: str) -> None:
    rows = [
        claim(claim_id="1", latitude=50.0, longitude=30.0),
        claim(claim_id="2", latitude=None, longitude=None, place_reason="not in the gazetteer"),
        claim(claim_id="3", latitude=None, longitude=None, place_reason="not in the gazetteer"),
        claim(claim_id="4", latitude=None, longitude=None, place_reason="ambiguous", event_date=None),
    ]
    with Store(store_target) as store:
        save(store, ARTICLE, [replace(row, article_id="a") for row in rows])
        tally = store.tally()
    assert (tally.articles, tally.claims, tally.placed, tally.undated) == (1, 4, 1, 1)
    assert tally.unplaced == (("not in the gazetteer", 2), ("ambiguous", 1))


def test_two_builds_may_write_at_once(store_target: str) -> None:
    code = (
        "import sys; sys.path.insert(0, '.')\n"
        "from tests.test_store import ARTICLE, replace, save, Store\n"
        "with Store(sys.argv[1]) as store:\n"
        "    for n in range(60): save(store, replace(ARTICLE, article_id=sys.argv[2] + str(n)), [])\n"
    )
    writers = [subprocess.Popen([sys.executable, "-c", code, store_target, name]) for name in "xy"]
    assert [writer.wait(60) for writer in writers] == [0, 0]
    with Store(store_target) as store:
        assert store.tally().articles == 120


def test_an_articles_claims_come_as_extraction_left_them(store_target: str) -> None:
    lost = claim(claim_id="2", article_id="a", latitude=None, longitude=None)
    with Store(store_target) as store:
        save(store, ARTICLE, [lost, claim(claim_id="1", article_id="a")])
        found = replace(lost, latitude=1.0, longitude=2.0, place_reason="answered")
        store.show({"2": found})
        assert list(store.claims())[1] == found
        assert list(store.altered()) == [lost]
        assert store.extracted(["2", "never"]) == {"2": lost}
        assert store.claims_of("a") == [claim(claim_id="1", article_id="a"), lost]
        assert store.claims_of("b") == []


def test_articles_are_found_by_id_and_address(store_target: str) -> None:
    with Store(store_target) as store:
        save(store, ARTICLE, [])
        save(store, replace(ARTICLE, article_id="b", url="https://example.org/b"), [])
        store.save(replace(ARTICLE, article_id="c"), Known("c", "c", "key", "t", None, "en", "engine"), [])
        ids = [
            [each.article_id for each in store.find_articles(name)]
            for name in ("b", "https://example.org/a", "key", "", "nowhere")
        ]
    assert ids == [["b"], ["a", "c"], ["c"], [], []]


# ---------------------------------------------------------------- runs

DONE = Counts(read=3, new=2, changed=1, extracted=3, claims=4)


def test_runs_have_rising_numbers_and_an_end_if_they_reach_it(store_target: str) -> None:
    with Store(store_target) as store:
        killed, whole = store.begin_run("e1"), store.begin_run("e2")
        store.finish_run(whole, DONE)
        first, second = store.runs()
        assert killed < whole
        assert (first.run_id, first.engine, first.finished, first.counts) == (killed, "e1", None, None)
        assert (second.run_id, second.engine, second.counts) == (whole, "e2", DONE)
        assert second.started is not None
        assert second.finished is not None


def test_what_is_saved_again_keeps_its_first_run(store_target: str) -> None:
    old, new = claim(claim_id="old", article_id="a"), claim(claim_id="new", article_id="a")
    with Store(store_target) as store:
        first, second = store.begin_run("e"), store.begin_run("e")
        save(store, ARTICLE, [old], first)
        save(store, ARTICLE, [old, new], second)
        assert store.seen("old") == Seen(first, second, "engine")
        assert store.seen("new") == Seen(second, second, "engine")
        assert store.seen("never") is None


def test_meeting_articles_again(store_target: str) -> None:
    def last(store: Store) -> list[int | None]:
        found = [store.seen(article_id) for article_id in "abcd"]
        return [each.last_run if each else None for each in found]

    with Store(store_target) as store:
        runs = [store.begin_run("e") for _ in range(6)]
        for article_id in "abc":
            made = claim(claim_id=article_id, article_id=article_id)
            save(store, replace(ARTICLE, article_id=article_id), [made], runs[0])
        assert last(store) == [runs[0]] * 3 + [None]
        store.touch(runs[1], ["a", "b", "c", "never"])
        assert last(store) == [runs[1]] * 3 + [None]
        store.touch(runs[2], ["b"])
        assert last(store) == [runs[1], runs[2], runs[1], None]
        save(store, replace(ARTICLE, article_id="d"), [claim(claim_id="d", article_id="d")], runs[3])
        store.touch(runs[3], ["b", "c", "d"])
        assert last(store) == [runs[1], *[runs[3]] * 3]
        store.touch(runs[4], [])
        assert last(store) == [runs[1], *[runs[3]] * 3]
        store.touch(runs[5], list("abcd"))
        assert last(store) == [runs[5]] * 4


def test_an_article_of_no_run_is_met_like_others(store_target: str) -> None:
    with Store(store_target) as store:
        save(store, ARTICLE, [claim(article_id="a")])
        assert store.seen("c0001") == Seen(None, None, "engine")
        run = store.begin_run("e")
        store.touch(run, ["a"])
        assert store.seen("c0001") == Seen(None, run, "engine")


def test_changes_come_by_claim_and_run(store_target: str) -> None:
    with Store(store_target) as store:
        runs = [store.begin_run("e") for _ in range(3)]
        made = [change(run, claim_id, f'{{"of": "{run}"}}') for run in runs for claim_id in ("é", "B", "a")]
        store.show({}, made[:3])
        store.save(ARTICLE, known(ARTICLE), [], runs[1], made[3:5])
        store.forget(["a"], made[5:6])
        store.show({}, iter(made[6:]))
        assert [(each.claim_id, each.run_id) for each in store.changes(0, runs[2])] == [
            (claim_id, run) for claim_id in ("B", "a", "é") for run in runs
        ]
        assert list(store.changes(runs[0], runs[1])) == sorted(made[3:6], key=lambda each: each.claim_id)
        assert list(store.changes(runs[2], runs[2])) == []
        again = change(runs[0], "B", '{"then": 1}')
        store.show({}, [again])
        assert [each for each in store.changes(0, runs[0]) if each.claim_id == "B"] == [made[1], again]


def test_changes_of_an_unknown_run_undo_their_save(store_target: str) -> None:
    with Store(store_target) as store:
        with pytest.raises(StoreError, match=r"(?i)foreign key"):
            store.save(ARTICLE, known(ARTICLE), [claim(article_id="a")], None, [change(99, "c0001")])
        assert store.known() == []
        assert list(store.claims()) == []


# ---------------------------------------------------------------- dump

ANSWER = Answer("photon", "https://a.example", "X", "", "X", 1.5, 2.5, WherePrec.EXACT, 2.7, "UA", "village", "licence")


def test_stores_that_know_the_same_dump_the_same(store_target: str, tmp_path: Path) -> None:
    lost = claim(claim_id="é", article_id="b", latitude=None, longitude=None)
    parts = {"B": [claim(claim_id="z", article_id="B")], "b": [lost, claim(claim_id="Z", article_id="b")], "é": []}
    dumps = []
    for target, order in ((store_target, "Bbé"), (str(tmp_path / "other.sqlite"), "ébB")):
        with Store(target) as store:
            for article_id in order:
                run = store.begin_run("e")
                save(store, replace(ARTICLE, article_id=article_id), parts[article_id], run)
            store.touch(run, ["B"])
            store.keep(ANSWER)
            store.show({"é": replace(lost, latitude=1.0, longitude=2.0)})
            store.show({}, [change(run, "z")])
            dumps.append(list(store.dump()))
    assert dumps[0] == dumps[1]
    assert [json.loads(line)[0] for line in dumps[0]] == [
        *["articles"] * 3,
        *["texts"] * 3,
        *["claims"] * 3,
        "extracted",
        "answers",
    ]
    assert json.loads(dumps[0][3])[1] == {"article_id": "B", "text": "Text."}


def test_the_store_loads_no_tables_or_maps() -> None:
    code = "import sys, geo.store; print(*{'pandas', 'geopandas', 'folium', 'numpy'} & sys.modules.keys())"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout == b"\n"


def test_articles_that_share_an_id_an_address_or_a_text_are_found(store_target: str) -> None:
    with Store(store_target) as store:
        for number, (url, text) in enumerate((("u1", "t1"), ("u2", "t2"), ("", "t3"), ("u4", "t4"))):
            article = replace(ARTICLE, article_id=f"a{number}")
            store.save(article, replace(known(article), url_key=url, text_key=text), [])
        found = store.known_like(["a3", "never"], ["u1", ""], ["t2", "t9"])
        assert [each.article_id for each in found] == ["a0", "a1", "a3"]
        assert store.is_all_of("engine")
        assert not store.is_all_of("another")
