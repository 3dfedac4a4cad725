"""Day words: each form news uses, against the publication day, with its precision, basis and reason."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.find.date_scan import precision
from geo.find.dates import dates
from geo.find.sentences import sentences
from geo.model import DateBasis, DateMention, DatePrec
from geo.tokens import tokenize
from tests.reading import opened

LEXICON, GAZETTEER = opened()
FRIDAY = date(2022, 3, 4)
DAY, DAYS, WEEK, MONTH, YEAR = DatePrec
STATED, RELATIVE = DateBasis.STATED, DateBasis.RELATIVE


def found(text: str, published: date | None = FRIDAY) -> tuple[DateMention, ...]:
    tokens = tokenize(text)
    return dates(tokens, sentences(text, tokens, LEXICON, GAZETTEER), published, LEXICON)


def only(text: str, published: date | None = FRIDAY) -> DateMention:
    mentions = found(text, published)
    assert len(mentions) == 1, [mention.span.of(text) for mention in mentions]
    return mentions[0]


def iso(text: str, published: date | None = FRIDAY) -> str:
    """Return the only mention's days: "2022-03-03", "2022-03-03/2022-03-05" or "unknown"."""
    when = only(text, published).when
    if when.start is None or when.end is None:
        assert (when.start, when.end, when.prec, when.basis) == (None, None, None, None)
        return "unknown"
    return f"{when.start}" if when.start == when.end else f"{when.start}/{when.end}"


# ---------------------------------------------------------------- days of the calendar

STATED_DAYS = [
    ("The bridge fell on 3 March 2022.", "3 March 2022", "2022-03-03"),
    ("The bridge fell on March 3.", "March 3", "2022-03-03"),
    ("The bridge fell on March 3rd, 2021.", "March 3rd, 2021", "2021-03-03"),
    ("The bridge fell on Mar. 3rd, 2022, at dawn.", "Mar. 3rd, 2022", "2022-03-03"),
    ("On Dec. 7th, the bridge fell.", "Dec. 7th", "2021-12-07"),
    ("The bridge fell on Dec.7.", "Dec.7", "2021-12-07"),
    ("The bridge fell on the 7th of December.", "7th of December", "2021-12-07"),
    ("Bogota, 5 Dec 88 (Radio) -- A bridge fell.", "5 Dec 88", "1988-12-05"),
    ("The bridge fell on 5 December 12 people died.", "5 December", "2021-12-05"),
    ("The bridge fell on 2022-02-27.", "2022-02-27", "2022-02-27"),
    ("The bridge fell on 25/12/2021.", "25/12/2021", "2021-12-25"),
    ("The bridge fell on 12/25/2021.", "12/25/2021", "2021-12-25"),
    ("The bridge fell on 25.12.2021.", "25.12.2021", "2021-12-25"),
    ("The bridge fell on 3/3/2021.", "3/3/2021", "2021-03-03"),
    ("The bridge fell on February 29, 2020.", "February 29, 2020", "2020-02-29"),
    ("Talks will open on March 28.", "March 28", "2022-03-28"),
    ("The bridge fell on April 28.", "April 28", "2021-04-28"),
    ("The bridge fell on 5 March last year.", "5 March last year", "2021-03-05"),
    ("ON MARCH 3 THE BRIDGE FELL", "MARCH 3", "2022-03-03"),
    ("The bridge fell early on March 3.", "early on March 3", "2022-03-03"),
    ("The bridge fell on March 3 rebels came.", "March 3", "2022-03-03"),
    ("The bridge fell on Thursday, March 3.", "Thursday, March 3", "2022-03-03"),
    ("The bridge fell on Thursday (3 March).", "Thursday (3 March", "2022-03-03"),
    ("The bridge fell on Thursday 3 March 2022.", "Thursday 3 March 2022", "2022-03-03"),
    ("The bridge fell late Thursday, Feb. 24, 2022.", "late Thursday, Feb. 24, 2022", "2022-02-24"),
    ("The bridge fell on Thursday the 3rd of March.", "Thursday the 3rd of March", "2022-03-03"),
]


@pytest.mark.parametrize(("text", "words", "day"), STATED_DAYS)
def test_a_stated_day_is_that_day(text: str, words: str, day: str) -> None:
    mention = only(text)
    assert mention.span.of(text) == words
    assert iso(text) == day
    assert (mention.when.prec, mention.when.basis) == (DAY, STATED)
    assert mention.when.reason.startswith("stated: ")


STATED_SPANS = [
    ("Fighting went on from 2 to 5 March.", "2022-03-02/2022-03-05", DAYS),
    ("Raids hit the plant between 11-13 Dec.", "2021-12-11/2021-12-13", DAYS),
    ("Raids hit the plant on 11–13 Dec. 2016.", "2016-12-11/2016-12-13", DAYS),
    ("Raids hit the plant on Dec. 11-13, 2016.", "2016-12-11/2016-12-13", DAYS),
    ("Raids hit the plant on March 3 and 4.", "2022-03-03/2022-03-04", DAYS),
    ("Raids hit the plant on 3 and 4 March.", "2022-03-03/2022-03-04", DAYS),
    ("Fighting went on from 28 February to 2 March.", "2022-02-28/2022-03-02", DAYS),
    ("Fighting went on from Dec. 30 to Jan. 2.", "2021-12-30/2022-01-02", DAYS),
    ("Fighting went on between 1 March 2021 and 7 March 2021.", "2021-03-01/2021-03-07", WEEK),
    ("Fighting went on from 1 to 25 February.", "2022-02-01/2022-02-25", MONTH),
    ("It fell in February.", "2022-02-01/2022-02-28", MONTH),
    ("It fell in May.", "2021-05-01/2021-05-31", MONTH),
    ("It fell in May last year.", "2021-05-01/2021-05-31", MONTH),
    ("It fell in February 2020.", "2020-02-01/2020-02-29", MONTH),
    ("It fell in Feb. 2020.", "2020-02-01/2020-02-29", MONTH),
    ("It fell in late April.", "2021-04-21/2021-04-30", MONTH),
    ("It fell in early May.", "2021-05-01/2021-05-10", MONTH),
    ("It fell in mid-June.", "2021-06-11/2021-06-20", MONTH),
    ("It fell at the end of May.", "2021-05-21/2021-05-31", MONTH),
    ("Voters will elect a council in June.", "2022-06-01/2022-06-30", MONTH),
    ("In March 15 people were killed.", "2022-03-01/2022-03-04", MONTH),
    ("It fell in early March.", "2022-03-01/2022-03-04", MONTH),
    ("It fell in late March.", "2021-03-21/2021-03-31", MONTH),
    ("It fell in 2022.", "2022-01-01/2022-03-04", YEAR),
    ("They will meet in late March.", "2022-03-21/2022-03-31", MONTH),
    ("They will meet in 2022.", "2022-01-01/2022-12-31", YEAR),
    ("It fell in 1999.", "1999-01-01/1999-12-31", YEAR),
    ("In 1999 the guerrillas held it.", "1999-01-01/1999-12-31", YEAR),
    ("It was besieged from 1992 to 1996.", "1992-01-01/1996-12-31", YEAR),
    ("Fighting went on from May to July.", "2021-05-01/2021-07-31", YEAR),
]


@pytest.mark.parametrize(("text", "days", "prec"), STATED_SPANS)
def test_a_stated_span_keeps_both_ends(text: str, days: str, prec: DatePrec) -> None:
    when = only(text).when
    assert iso(text) == days
    assert (when.prec, when.basis) == (prec, STATED)


def test_what_began_goes_on_until_publication() -> None:
    table = [
        ("It has been besieged since Tuesday.", "2022-03-01/2022-03-04", DAYS),
        ("It has been besieged since 25 February.", "2022-02-25/2022-03-04", MONTH),
        ("It has been besieged since 26 February.", "2022-02-26/2022-03-04", WEEK),
        ("It has been besieged since May.", "2021-05-01/2022-03-04", MONTH),
        ("It has been besieged since yesterday.", "2022-03-03/2022-03-04", DAYS),
        ("It has been besieged since early Thursday.", "2022-03-03/2022-03-04", DAYS),
        ("It has been besieged since last week.", "2022-02-21/2022-03-04", MONTH),
        ("It has been besieged since this morning.", "2022-03-04", DAY),
        ("It has been besieged since 2019.", "2019-01-01/2019-12-31", YEAR),
    ]
    for text, days, prec in table:
        assert (iso(text), only(text).when.prec) == (days, prec), text


# ---------------------------------------------------------------- days against publication

RELATIVE_DAYS = [
    ("Shells fell on Thursday.", "Thursday", "2022-03-03"),
    ("Shells fell Friday.", "Friday", "2022-03-04"),
    ("Shells fell on Saturday.", "Saturday", "2022-02-26"),
    ("Shells fell last Thursday.", "last Thursday", "2022-03-03"),
    ("Shells fell last Friday.", "last Friday", "2022-02-25"),
    ("Shells fell this Thursday.", "this Thursday", "2022-03-03"),
    ("Shells fell on Monday night.", "Monday night", "2022-02-28"),
    ("Shells fell early Thursday.", "early Thursday", "2022-03-03"),
    ("Late on Thursday shells fell.", "Thursday", "2022-03-03"),
    ("Shells fell at dawn on Thursday.", "Thursday", "2022-03-03"),
    ("Shells fell on Monday this week.", "Monday this week", "2022-02-28"),
    ("Shells fell on Monday of last week.", "Monday of last week", "2022-02-21"),
    ("Shells fell on Friday last week.", "Friday last week", "2022-02-25"),
    ("Thursday's shelling went on.", "Thursday", "2022-03-03"),
    ("SHELLS FELL ON THURSDAY", "THURSDAY", "2022-03-03"),
    ("Shells fell today.", "today", "2022-03-04"),
    ("Shells fell this morning.", "this morning", "2022-03-04"),
    ("Shells fell yesterday.", "yesterday", "2022-03-03"),
    ("Shells fell last night.", "last night", "2022-03-03"),
    ("Talks open tomorrow.", "tomorrow", "2022-03-05"),
    ("Shells fell two days ago.", "two days ago", "2022-03-02"),
    ("Shells fell a day ago.", "a day ago", "2022-03-03"),
    ("Shells fell 10 days ago.", "10 days ago", "2022-02-22"),
    ("Shells fell three hours ago.", "three hours ago", "2022-03-04"),
    ("Shells fell overnight on Thursday.", "overnight on Thursday", "2022-03-03"),
    ("Shells fell on the 3rd.", "3rd", "2022-03-03"),
    ("Shells fell on the 7th, they said.", "7th", "2022-02-07"),
    ("Shells fell on the 31st.", "31st", "2022-01-31"),
]


@pytest.mark.parametrize(("text", "words", "day"), RELATIVE_DAYS)
def test_a_relative_day_is_reckoned_from_publication(text: str, words: str, day: str) -> None:
    mention = only(text)
    assert mention.span.of(text) == words
    assert iso(text) == day
    assert (mention.when.prec, mention.when.basis) == (DAY, RELATIVE)
    assert words in mention.when.reason
    assert FRIDAY.isoformat() in mention.when.reason


RELATIVE_SPANS = [
    ("Shells fell overnight.", "2022-03-03/2022-03-04", DAYS),
    ("Shells fell overnight into Friday.", "2022-03-03/2022-03-04", DAYS),
    ("Shells fell in the past 24 hours.", "2022-03-03/2022-03-04", DAYS),
    ("Shells fell in the last 48 hours.", "2022-03-02/2022-03-04", DAYS),
    ("Shells fell over the past three days.", "2022-03-01/2022-03-04", DAYS),
    ("Shells fell in the past day.", "2022-03-03/2022-03-04", DAYS),
    ("Shells fell over the past few days.", "2022-02-26/2022-03-04", WEEK),
    ("Shells fell in the last two weeks.", "2022-02-18/2022-03-04", MONTH),
    ("Shells fell in recent days.", "2022-02-26/2022-03-04", WEEK),
    ("Shells fell in recent weeks.", "2022-02-03/2022-03-04", MONTH),
    ("Shells fell a few days ago.", "2022-02-26/2022-03-02", DAYS),
    ("Shells fell several days ago.", "2022-02-23/2022-03-01", WEEK),
    ("Shells fell a week ago.", "2022-02-22/2022-02-28", WEEK),
    ("Shells fell six weeks ago.", "2022-01-18/2022-01-24", WEEK),
    ("Shells fell two months ago.", "2021-12-19/2022-01-18", MONTH),
    ("Shells fell last week.", "2022-02-21/2022-02-27", WEEK),
    ("Shells fell this week.", "2022-02-28/2022-03-04", WEEK),
    ("Shells fell last month.", "2022-02-01/2022-02-28", MONTH),
    ("Shells fell early last month.", "2022-02-01/2022-02-10", MONTH),
    ("Shells fell earlier this month.", "2022-03-01/2022-03-04", MONTH),
    ("Shells fell earlier this year.", "2022-01-01/2022-03-04", YEAR),
    ("Shells fell last year.", "2021-01-01/2021-12-31", YEAR),
    ("Shells fell at the weekend.", "2022-02-26/2022-02-27", DAYS),
    ("Shells fell over the weekend.", "2022-02-26/2022-02-27", DAYS),
    ("Shells fell last weekend.", "2022-02-26/2022-02-27", DAYS),
    ("Shells fell from Monday to Wednesday.", "2022-02-28/2022-03-02", DAYS),
    ("Shells fell between Friday and Sunday.", "2022-02-25/2022-02-27", DAYS),
    ("Shells fell from Friday to Sunday.", "2022-02-25/2022-02-27", DAYS),
    ("Talks will go on next week.", "2022-03-07/2022-03-13", WEEK),
    ("Talks will go on later this week.", "2022-03-04/2022-03-06", WEEK),
    ("Talks will go on this month.", "2022-03-04/2022-03-31", MONTH),
    ("Talks will go on next month.", "2022-04-01/2022-04-30", MONTH),
    ("Talks will go on at the weekend.", "2022-03-05/2022-03-06", DAYS),
    ("Talks will go on next weekend.", "2022-03-05/2022-03-06", DAYS),
    ("Talks will go on in the next two days.", "2022-03-04/2022-03-06", DAYS),
]


@pytest.mark.parametrize(("text", "days", "prec"), RELATIVE_SPANS)
def test_a_relative_span_is_reckoned_from_publication(text: str, days: str, prec: DatePrec) -> None:
    when = only(text).when
    assert iso(text) == days
    assert (when.prec, when.basis) == (prec, RELATIVE)
    assert FRIDAY.isoformat() in when.reason


@pytest.mark.parametrize(
    ("published", "words", "days"),
    [
        (date(2022, 3, 6), "the weekend", "2022-03-05/2022-03-06"),  # a Sunday
        (date(2022, 3, 6), "last weekend", "2022-02-26/2022-02-27"),
        (date(2022, 3, 6), "this weekend", "2022-03-05/2022-03-06"),
        (date(2022, 3, 5), "the weekend", "2022-02-26/2022-02-27"),  # a Saturday
        (date(2022, 3, 5), "this weekend", "2022-03-05/2022-03-06"),
        (date(2022, 3, 7), "the weekend", "2022-03-05/2022-03-06"),  # a Monday
        (date(2022, 3, 7), "the past weekend", "2022-03-05/2022-03-06"),
        (date(2022, 1, 5), "last month", "2021-12-01/2021-12-31"),
        (date(2022, 1, 5), "last week", "2021-12-27/2022-01-02"),
        (date(2021, 12, 5), "next month", "2022-01-01/2022-01-31"),
    ],
)
def test_periods_turn_with_the_calendar(published: date, words: str, days: str) -> None:
    assert iso(f"Shells fell {words}.", published) == days


# ---------------------------------------------------------------- what is still to come

WEDNESDAY = date(2022, 3, 2)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("The two sides will meet on Friday.", "2022-03-04"),
        ("The two sides will meet Wednesday.", "2022-03-02"),
        ("On Friday, the two sides will meet.", "2022-03-04"),
        ("On Friday Ukraine and Russia will meet again.", "2022-03-04"),
        ("Early on Friday, buses will leave the town.", "2022-03-04"),
        ("A meeting is scheduled for Monday.", "2022-03-07"),
        ("Talks are due to open on Monday.", "2022-03-07"),
        ("The envoy is expected to arrive on Tuesday.", "2022-03-08"),
        ("The town will be evacuated on Sunday.", "2022-03-06"),
        ("They said they would leave by Friday.", "2022-03-04"),
        ("They were ordered to leave by Thursday evening.", "2022-03-03"),
        ("Talks were due to open on Thursday.", "2022-03-03"),
        ("Talks were due to open on Tuesday.", "2022-03-01"),
        ("They will meet next Wednesday.", "2022-03-09"),
        ("They will be evacuated from the besieged town on Friday.", "2022-03-04"),
        ("They will meet next Thursday.", "2022-03-03"),
        ("They will meet on Monday next week.", "2022-03-07"),
        ("Sanctions that will hit banks on Friday were agreed.", "2022-03-04"),
        ("Ministers, who meet in Brest on Monday, spoke of it.", "2022-03-07"),
        ("The council meets on Tuesday.", "2022-03-08"),
        ("The truce expires on Sunday.", "2022-03-06"),
        ("The envoy hopes to bring both sides to Brest on Monday.", "2022-03-07"),
        ("The rebels plan to leave the town on Tuesday.", "2022-03-08"),
        ("The envoys agreed to meet in Brest on Friday.", "2022-03-04"),
    ],
)
def test_a_planned_weekday_lies_ahead(text: str, day: str) -> None:
    assert iso(text, WEDNESDAY) == day
    assert only(text, WEDNESDAY).when.prec is DAY


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Troops will leave the town, an officer said on Friday.", "2022-02-25"),
        ("The officer said on Friday that troops will leave.", "2022-02-25"),
        ("On Friday, the officer said troops will leave.", "2022-02-25"),
        ("On Friday rebels seized the town and will hold it.", "2022-02-25"),
        ("On Friday rebels took the town, which will anger the army.", "2022-02-25"),
        ("Friday's attack will be answered.", "2022-02-25"),
        ("The planned withdrawal began on Friday.", "2022-02-25"),
        ("Talks that will end the war began on Friday.", "2022-02-25"),
        ("Nobody had been able to leave by Tuesday.", "2022-03-01"),
        ("The army attacked on Friday. It will go on.", "2022-02-25"),
        ("The envoys did not meet on Friday.", "2022-02-25"),
        ("They could not meet on Friday.", "2022-02-25"),
        ("The envoys agreed to meet, he said on Friday.", "2022-02-25"),
        ("The meet on Friday was short.", "2022-02-25"),
        ("The envoys agreed to meet in Brest on Monday.", "2022-02-28"),
    ],
)
def test_a_future_elsewhere_moves_no_past_day(text: str, day: str) -> None:
    assert iso(text, WEDNESDAY) == day


# ---------------------------------------------------------------- against the day in focus


@pytest.mark.parametrize(
    ("text", "shift"),
    [
        ("The previous day shells had fallen.", -1),
        ("Shells had fallen the evening before.", -1),
        ("The previous night shells had fallen.", -1),
        ("Shells fell the following morning.", 1),
        ("Shells fell that same night.", 0),
        ("Two days after the town fell, shells fell.", 2),
        ("The day before, shells had fallen.", -1),
        ("The next day shells fell.", 1),
        ("The following day shells fell.", 1),
        ("That day shells fell.", 0),
        ("Two days later shells fell.", 2),
        ("Shells had fallen three days earlier.", -3),
    ],
)
def test_days_against_the_day_in_focus_are_shifts(text: str, shift: int) -> None:
    mention = only(text)
    assert mention.shift == shift
    assert iso(text) == "unknown"
    assert mention.when.reason == ""


# ---------------------------------------------------------------- what is no day, or none that can be told


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("It fell on 31 June.", '"31 June" is not a day of the calendar'),
        ("It fell on February 29.", '"February 29" is not a day of the calendar'),
        ("It fell on 2021-13-45.", '"2021-13-45" is not a day of the calendar'),
        ("It fell on 45/45/2021.", '"45/45/2021" is not a day of the calendar'),
        ("It fell on 03/04/2022.", '"03/04/2022" may be read day first or month first'),
        ("It fell from 5 to 2 May.", '"5 to 2 May" ends before it begins'),
        ("It fell the following Thursday.", '"following Thursday" is told against a day that the text does not fix'),
        ("Three weeks later it fell.", '"Three weeks later" does not tell how many days'),
        ("Several days later it fell.", '"Several days later" does not tell how many days'),
        ("It fell last summer.", '"last summer" names no days'),
    ],
)
def test_a_day_that_cannot_be_told_says_why(text: str, reason: str) -> None:
    assert iso(text) == "unknown"
    assert only(text).when.reason == reason
    assert only(text).shift is None


@pytest.mark.parametrize(
    "words",
    [
        "Thursday",
        "last Thursday",
        "yesterday",
        "overnight",
        "two days ago",
        "last week",
        "the weekend",
        "recent weeks",
        "the past 24 hours",
        "Monday of last week",
        "overnight into Friday",
        "March 3",
        "late April",
        "3-5 May",
    ],
)
def test_without_a_publication_day_relative_words_tell_none(words: str) -> None:
    text = f"Shells fell in {words}."
    assert iso(text, None) == "unknown"
    assert "the article has no publication day" in only(text, None).when.reason


def test_a_whole_stated_day_needs_no_publication_day() -> None:
    assert iso("Shells fell on Thursday, March 3, 2022.", None) == "2022-03-03"
    assert iso("Shells fell in 1999.", None) == "1999-01-01/1999-12-31"


@pytest.mark.parametrize(
    "text",
    [
        "May said that they may march in force.",
        "The army began a march on the capital.",
        "Theresa said April would not come.",
        "The 7th Brigade left the 3rd floor.",
        "On the 7th floor nobody slept.",
        "Some 12 of 40 soldiers fell in 3 of 5 towns.",
        "Between 1400 and 2100 people left.",
        "The sun set on the hills.",
        "He was 33 and had two sons.",
        "They came several days after the town fell.",
        "The score was 9/11.",
        "Version 3.3.2 came out.",
        "He will friday march.",
        "",
    ],
)
def test_words_that_tell_no_day_are_left_alone(text: str) -> None:
    assert found(text) == ()


@pytest.mark.parametrize("behind", ["to", "until", "-", "–", "and", "of last", "(", ",", "the", "March", "March 3 to"])
def test_a_text_may_end_anywhere(behind: str) -> None:
    assert found(f"Shells fell between Thursday {behind}")[0].when.start == date(2022, 3, 3)


def test_two_days_of_one_sentence_are_two_mentions() -> None:
    text = "He said on Thursday that shells had fallen on 27 February, and that talks will resume on Monday."
    assert [str(mention.when.start) for mention in found(text)] == ["2022-03-03", "2022-02-27", "2022-03-07"]


@pytest.mark.parametrize(
    ("days", "prec"), [(1, DAY), (2, DAYS), (6, DAYS), (7, WEEK), (8, MONTH), (31, MONTH), (32, YEAR), (800, YEAR)]
)
def test_precision_is_that_of_the_codebook(days: int, prec: DatePrec) -> None:
    assert precision(FRIDAY, FRIDAY + timedelta(days=days - 1)) is prec


# ---------------------------------------------------------------- invariants

_WORDS = [
    "on",
    "at",
    "the",
    "of",
    "in",
    "last",
    "next",
    "this",
    "past",
    "early",
    "late",
    "mid-",
    "end",
    "since",
    "until",
    "from",
    "between",
    "to",
    "and",
    "or",
    "by",
    "said",
    "will",
    "would",
    "due",
    "Thursday",
    "Friday",
    "Monday",
    "'s",
    "weekend",
    "week",
    "month",
    "year",
    "days",
    "day",
    "hours",
    "ago",
    "later",
    "two",
    "a",
    "few",
    "several",
    "couple",
    "overnight",
    "yesterday",
    "today",
    "March",
    "May",
    "Dec.",
    "June",
    "3",
    "31",
    "7th",
    "29",
    "2022",
    "88",
    "1999",
    "2022-02-31",
    "03/04/2022",
    "25.12.2021",
    ",",
    ".",
    "-",
    "–",
    "(",
    ")",
    "“",
    "morning",
    "recent",
    "following",
    "previous",
    "summer",
    "people",
    "killed",
    "beginning",
]


@given(
    st.text() | st.lists(st.sampled_from(_WORDS), max_size=25).map(" ".join),
    st.none() | st.dates() | st.sampled_from([date.min, date.max, date(2024, 2, 29), FRIDAY]),
)
def test_mentions_lie_in_order_within_their_sentence(text: str, published: date | None) -> None:
    tokens = tokenize(text)
    parts = sentences(text, tokens, LEXICON, GAZETTEER)
    mentions = dates(tokens, parts, published, LEXICON)
    end = 0
    for mention in mentions:
        assert end <= mention.first < mention.last
        end = mention.last
        assert any(part.first <= mention.first and mention.last <= part.last for part in parts)
        assert (mention.span.start, mention.span.end) == (tokens[mention.first].start, tokens[mention.last - 1].end)
        when = mention.when
        if when.start is None or when.end is None:
            assert (when.start, when.end, when.prec, when.basis) == (None, None, None, None)
            assert (mention.shift is None) == bool(when.reason)
        else:
            assert when.start <= when.end
            assert when.reason
            assert when.basis in {STATED, RELATIVE}
            assert (when.prec is DAY) == (when.start == when.end)
    assert mentions == dates(tokens, parts, published, LEXICON)


@pytest.mark.parametrize(
    "part", ["Friday ", "will on Friday ", "1 to 2 May ", "last ", "May ", "3 ", "a few ", "since ", "1-", ","]
)
def test_a_long_sentence_is_read_in_linear_time(part: str) -> None:
    assert len(found(part * (100_000 // len(part)))) <= 100_000
