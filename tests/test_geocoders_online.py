"""Online services that answer well, badly, slowly, never: what is believed, what is waited for, what is left alone."""

from __future__ import annotations

from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.errors import ClaimmapError
from geo.geocoders import Chain, Question, ServiceReport, connect, tidy
from geo.geocoders.reading import MalformedError
from geo.geocoders.transport import MOST_BYTES
from geo.model import Answer, WherePrec
from geo.settings import OnlineService, Patience
from tests import loopback
from tests.loopback import AGENT, Loopback, Reply, Ticks, reply, serving

QUESTION = Question("Novodarivske", "UA", "UKR", (49.0, 31.4))
GOOD = reply([loopback.nominatim()])
BRIEF = Patience(timeout_s=0.3)


@pytest.fixture(autouse=True)
def _straight_to_loopback(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("no_proxy", "127.0.0.1")


@dataclass
class Kept:
    """A cache in memory."""

    answers: dict[tuple[str, str, str, str], Answer] = field(default_factory=dict)

    def find(self, service: str, address: str, question: Question) -> Answer | None:
        return self.answers.get((service, address, question.query, question.country))

    def keep(self, answer: Answer) -> None:
        self.answers[answer.service, answer.address, answer.query, answer.country] = answer


def chain(
    *servers: Loopback, name: str = "nominatim", patience: Patience = BRIEF, clock: Ticks | None = None
) -> tuple[Chain, Kept, Ticks]:
    kept, clock = Kept(), clock or Ticks()
    services = [OnlineService(name, server.address, "someone") for server in servers]
    return Chain(services, AGENT, kept, patience, clock), kept, clock


def asked(*replies: Reply, name: str = "nominatim", question: Question = QUESTION) -> tuple[Answer | None, str]:
    """Ask once; return the answer and, where there is none, why the service failed."""
    with serving(*replies) as server:
        patience = Patience(timeout_s=2, failures=1, tries=1)
        built, _, _ = chain(server, name=name, patience=patience)
        answer = built.ask(question)
        return answer, built.reports()[0].left_alone.removeprefix("failed 1 times in a row, last: ")


SERVICES: dict[str, tuple[object, str, str]] = {
    "nominatim": ([loopback.nominatim()], "/search", "q"),
    "photon": (loopback.photon(), "/api", "q"),
    "geonames": (loopback.geonames(), "/searchJSON", "q"),
    "pelias": (loopback.pelias(), "/v1/search", "text"),
}


@pytest.mark.parametrize("name", SERVICES)
def test_every_service_is_asked_and_understood(name: str) -> None:
    body, path, parameter = SERVICES[name]
    with serving(reply(body)) as server:
        built, kept, _ = chain(server, name=name)
        answer = built.ask(QUESTION)
        assert answer is not None
        assert (answer.latitude, answer.longitude, answer.where_prec) == (47.4451, 35.8363, WherePrec.EXACT)
        assert (answer.name, answer.query, answer.country) == ("Novodarivske", "Novodarivske", "UA")
        assert answer.radius_km == pytest.approx(2.7 if name != "geonames" else 2.2)
        assert list(kept.answers.values()) == [answer]
        assert "ODbL" in answer.licence or "GeoNames" in answer.licence
        assert "someone" not in repr(answer)
        request = server.asked[0]
        assert (request.path, request.query[parameter], request.agent) == (path, ["Novodarivske"], AGENT)
        assert built.ask(QUESTION) == answer
        assert len(server.asked) == 1, "what is kept is not asked again"


@pytest.mark.parametrize(
    ("name", "parameters"),
    [
        ("nominatim", {"countrycodes": ["ua"], "accept-language": ["en"]}),
        ("photon", {"lat": ["49.0"], "lon": ["31.4"]}),
        ("geonames", {"country": ["UA"], "username": ["someone"]}),
        ("pelias", {"boundary.country": ["UA"], "api_key": ["someone"]}),
    ],
)
def test_the_country_is_part_of_the_question(name: str, parameters: dict[str, list[str]]) -> None:
    with serving(reply(SERVICES[name][0])) as server:
        chain(server, name=name)[0].ask(QUESTION)
        assert parameters.items() <= server.asked[0].query.items()


@pytest.mark.parametrize(
    ("name", "nothing"),
    [("nominatim", []), ("photon", {"features": []}), ("geonames", {"geonames": []}), ("pelias", {"features": []})],
)
def test_not_found_is_an_answer_that_is_kept(name: str, nothing: object) -> None:
    with serving(reply(nothing)) as server:
        built, kept, _ = chain(server, name=name)
        answer = built.ask(QUESTION)
        assert answer is not None
        assert (answer.latitude, answer.longitude, answer.where_prec, answer.radius_km) == (None, None, None, None)
        assert answer.remark == "knows no such place"
        assert built.ask(QUESTION) == answer
        assert len(server.asked) == len(kept.answers) == 1


AREA = {"boundingbox": ["46.5", "48.5", "34.5", "37.5"], "class": "boundary", "type": "administrative"}


@pytest.mark.parametrize(
    ("changes", "prec", "radius"),
    [
        ({}, WherePrec.EXACT, 2.7),
        ({"boundingbox": ["47.4450", "47.4452", "35.8362", "35.8364"]}, WherePrec.EXACT, 2.0),
        ({"boundingbox": None}, WherePrec.EXACT, 5.0),
        ({"class": "man_made", "type": "bridge"}, WherePrec.NEAR, 2.7),
        ({"class": "aeroway", "type": "aerodrome"}, WherePrec.NEAR, 2.7),
        ({"category": "military", "type": "base"}, WherePrec.NEAR, 2.7),
        ({**AREA, "addresstype": "county"}, WherePrec.ADM2, 170.6),
        ({**AREA, "addresstype": "state"}, WherePrec.ADM1, 170.6),
        ({**AREA, "addresstype": None, "place_rank": 8}, WherePrec.ADM1, 170.6),
        ({"class": "waterway", "type": "river"}, WherePrec.FUZZY, 2.7),
        ({"class": "natural", "type": "bay"}, WherePrec.SEA_OR_AIR, 2.7),
        ({"class": "place", "type": "country", "boundingbox": None}, WherePrec.COUNTRY, 600.0),
    ],
)
def test_the_kind_and_extent_tell_the_precision(changes: dict[str, object], prec: WherePrec, radius: float) -> None:
    answer, _ = asked(reply([loopback.nominatim(**changes)]))
    assert answer is not None
    assert answer.where_prec is prec
    assert answer.radius_km == pytest.approx(radius, rel=0.01)


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"name": "Melitopol", "display_name": "Melitopol", "namedetails": {}}, "another name"),
        ({"address": {"country_code": "ru"}}, "another country"),
        ({"class": "shop", "type": "bakery"}, "a shop"),
        ({"class": "highway", "type": "residential"}, "a street"),
        ({"class": "place", "type": "planet"}, "an unknown kind"),
        ({"boundingbox": ["40", "55", "20", "50"]}, "a village as large as a country"),
        ({"name": "\x00\x1b", "display_name": "", "namedetails": None}, "no name that can be shown"),
    ],
)
def test_what_does_not_answer_the_question_is_not_believed(changes: dict[str, object], why: str) -> None:
    answer, _ = asked(reply([loopback.nominatim(**changes)]))
    assert answer is not None, why
    assert (answer.latitude, answer.remark) == (None, "knows no such place"), why


@pytest.mark.parametrize(
    ("others", "placed"),
    [
        ([{"lat": "47.45", "lon": "35.84"}], True),  # the same village once more
        (
            [{"name": "Novodarivka Persha", "namedetails": {}, "display_name": "", "lat": "50.0", "boundingbox": None}],
            True,
        ),
        ([{"lat": "50.0", "boundingbox": None}], False),  # a namesake far away
        ([{"lat": "50.0", "boundingbox": None, "class": "man_made", "type": "bridge"}], True),  # of a lesser kind
    ],
)
def test_namesakes_are_not_guessed_among(others: list[dict[str, object]], *, placed: bool) -> None:
    answer, _ = asked(reply([loopback.nominatim(), *(loopback.nominatim(**other) for other in others)]))
    assert answer is not None
    assert (answer.latitude is not None) == placed
    assert placed or answer.remark == "knows 2 such places and cannot tell which is meant"


def test_without_a_country_namesakes_abroad_count() -> None:
    near = {"lat": "47.46", "boundingbox": None, "address": {"country_code": "ru"}}
    body = reply([loopback.nominatim(), loopback.nominatim(**near)])
    assert asked(body, question=Question("Novodarivske"))[0].latitude is None  # type: ignore[union-attr] # an answer
    assert asked(body)[0].latitude is not None  # type: ignore[union-attr] # as above


def _garble(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b"gar\x00bage\r\n\r\n")


WRONG_FIELDS: list[tuple[dict[str, object], str]] = [
    ({"lat": None}, "a coordinate or extent that is no number"),
    ({"lat": "north"}, "the answer is not in the form that the service documents"),
    ({"lat": [47]}, "the answer is not in the form that the service documents"),
    ({"lat": True}, "a coordinate or extent that is no number"),
    ({"lat": "nan"}, "the answer is not in the form that the service documents"),
    ({"lat": 10**400}, "the answer is not in the form that the service documents"),
    ({"lat": "91"}, "the answer is not in the form that the service documents"),
    ({"lon": "181"}, "coordinates that are out of range"),
    ({"lat": 0, "lon": "0.0"}, "the coordinates 0, 0, which stand for none"),
    ({"boundingbox": ["1", "2"]}, "a coordinate or extent that is no number"),
    ({"boundingbox": {"a": 1}}, "a coordinate or extent that is no number"),
    ({"boundingbox": ["-inf", "inf", "0", "0"]}, "a coordinate or extent that is not finite"),
    ({"boundingbox": ["1", "2", "3", "4"]}, "an extent that does not hold its place"),
    ({"display_name": None}, "the answer is not in the form that the service documents"),
]
HOSTILE: list[tuple[Reply, str]] = [
    (reply(raw=b"<html>busy</html>"), "the answer is not JSON"),
    (reply(raw=b""), "the answer is not JSON"),
    (reply(raw=b"[" * 200_000), "the answer is not JSON"),
    (reply(raw=b"[" + b"9" * 9000 + b"]"), "the answer is not JSON"),
    (reply(raw=b'"\xff\xfe"'), "the answer is not UTF-8"),
    (reply(raw=b"[" + b" " * MOST_BYTES + b"]"), "the answer is larger than 1,000,000 bytes"),
    (reply(raw=b"[]", Content_Length="500"), "the connection was cut"),
    (_garble, "the connection failed (BadStatusLine)"),
    (lambda _: None, "the connection failed (RemoteDisconnected)"),
    (reply(status=404), "answered with HTTP status 404"),
    (reply(status=500), "answered with HTTP status 500"),
    (reply(status=403), "answered with HTTP status 403"),
    (reply(status=429, Retry_After="Fri, 31 Dec 99999 23:59:59 GMT"), "answered with HTTP status 429"),
    (reply(status=302, Location="http://localhost:9/search"), "redirected to another host, which is not followed"),
    (reply(status=302, Location="file:///etc/hostname"), "answered with HTTP status 302"),
    (reply(status=302, Location="//[bad/"), "redirected to what is no address"),
    (reply(status=302), "answered with HTTP status 302"),
    (reply([1, 2]), "the answer is not in the form that the service documents"),
    (reply(7), "the answer is not in the form that the service documents"),
    (reply({"error": "\x1b[2J" + "x" * 999}), "[2J" + "x" * 197),
    *((reply([loopback.nominatim(**changes)]), message) for changes, message in WRONG_FIELDS),
]


@pytest.mark.parametrize(("bad", "message"), HOSTILE, ids=range(len(HOSTILE)))
def test_what_is_no_answer_is_a_failure_with_its_message(bad: Reply, message: str) -> None:
    answer, said = asked(bad)
    assert answer is None
    assert said.startswith(message)
    assert len(said) <= 200


@pytest.mark.parametrize("slow", [Loopback.hang, Loopback.drip])
def test_slow_services_time_out(slow: Any) -> None:  # noqa: ANN401 - a method of Loopback
    with serving(GOOD) as server:
        server.replies[:] = [lambda handler: slow(server, handler)]
        built, kept, _ = chain(server, patience=Patience(timeout_s=0.2, failures=1, tries=2))
        assert built.ask(QUESTION) is None
        assert built.reports()[0].left_alone.endswith("no whole answer in time")
        assert (len(server.asked), kept.answers) == (2, {})


def test_redirects_elsewhere_are_never_contacted() -> None:
    with serving(GOOD) as elsewhere, serving(reply(status=302, Location=f"{elsewhere.address}/search")) as server:
        assert chain(server)[0].ask(QUESTION) is None
        assert elsewhere.asked == []


def test_redirects_at_home_are_followed() -> None:
    answer, _ = asked(reply(status=301, Location="/elsewhere"), GOOD)
    assert answer is not None
    assert answer.latitude == 47.4451


@pytest.mark.parametrize(
    ("replies", "slept", "requests"),
    [
        ([reply(status=429, Retry_After="7"), GOOD], [7], 2),
        ([reply(status=429, Retry_After="0"), GOOD], [1], 2),
        ([reply(status=503, Retry_After="5"), GOOD], [5], 2),
        ([reply(status=429), reply(status=429), reply(status=429), GOOD], [2, 4, 8], 4),
        ([reply(status=500), reply(status=502), GOOD], [2, 4], 3),
        ([lambda _: None, GOOD], [2], 2),
        ([reply(status=429, Retry_After="never"), GOOD], [2], 2),
    ],
)
def test_what_may_pass_is_tried_again_later(replies: list[Reply], slept: list[float], requests: int) -> None:
    with serving(*replies) as server:
        built, _, clock = chain(server)
        answer = built.ask(QUESTION)
        assert answer is not None
        assert answer.latitude is not None
        assert (clock.slept, len(server.asked)) == (slept, requests)


@pytest.mark.parametrize(
    ("bad", "requests", "message"),
    [
        (reply(status=429, Retry_After="3600"), 1, "answered with HTTP status 429, and asks to wait 3600 s"),
        (reply(status=403), 1, "answered with HTTP status 403"),
        (reply(status=401), 1, "answered with HTTP status 401"),
        (reply(status=404), 3, "failed 3 times in a row, last: answered with HTTP status 404"),
        (reply(raw=b"?"), 3, "failed 3 times in a row, last: the answer is not JSON"),
        (reply(status=500), 12, "failed 3 times in a row, last: answered with HTTP status 500"),
    ],
)
def test_a_service_that_keeps_failing_is_left_alone(bad: Reply, requests: int, message: str) -> None:
    with serving(bad) as server:
        built, kept, _ = chain(server)
        assert [built.ask(Question(name)) for name in ("A", "B", "C", "D", "E")] == [None] * 5
        report = built.reports()[0]
        assert (len(server.asked), report.left_alone, kept.answers) == (requests, message, {})
        assert report.failed == report.asked <= 3


def test_a_success_in_between_starts_the_count_anew() -> None:
    bad = reply(status=404)
    with serving(bad, bad, GOOD, bad, bad, GOOD) as server:
        built, _, _ = chain(server)
        for number in range(6):
            built.ask(Question(f"Name {number}"))
        assert built.reports() == (ServiceReport("nominatim", server.address, 6, 0, 2, 4, ""),)


def test_requests_are_a_second_apart() -> None:
    with serving(GOOD) as server:
        built, _, clock = chain(server)
        for number in range(4):
            built.ask(Question(f"Name {number}"))
            clock.now += 0.25
        assert clock.slept == [0.75, 0.75, 0.75]


def test_the_chain_goes_on_to_the_next_service_until_one_knows() -> None:
    with serving(reply([])) as first, serving(reply(status=404)) as second, serving(GOOD) as third:
        built, kept, _ = chain(first, second, third)
        answer = built.ask(QUESTION)
        assert answer is not None
        assert answer.address == third.address
        assert [key[1] for key in kept.answers] == [first.address, third.address]
        built.ask(QUESTION)
        assert (len(first.asked), len(second.asked), len(third.asked)) == (1, 2, 1)


def test_an_unreachable_service_fails() -> None:
    with serving(GOOD) as server:
        pass
    built, _, _ = chain(server, patience=Patience(tries=1, failures=1))
    assert built.ask(QUESTION) is None
    assert built.reports()[0].left_alone.endswith("the connection failed (ConnectionRefusedError)")


def test_geonames_tells_its_errors_in_the_body() -> None:
    quota = reply({"status": {"message": "the hourly limit has been exceeded", "value": 19}})
    answer, said = asked(quota, name="geonames")
    assert (answer, said) == (None, "the hourly limit has been exceeded")


def test_pelias_falling_back_to_what_contains_the_place_is_no_answer() -> None:
    answer, _ = asked(reply(loopback.pelias(match_type="fallback")), name="pelias")
    assert answer is not None
    assert answer.latitude is None


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=4),
    max_leaves=8,
)
_FIELDS = st.sampled_from(sorted(loopback.nominatim()))


@given(st.dictionaries(_FIELDS, _JSON, max_size=4))
def test_any_fields_give_a_clean_result_or_a_failure(changes: dict[str, object]) -> None:
    from geo.geocoders.services import _read_nominatim  # noqa: PLC0415 - a thousand requests would take minutes

    try:
        found = _read_nominatim(loopback.nominatim(**changes))
    except MalformedError:
        return
    if found is not None:
        assert -90 <= found.latitude <= 90
        assert -180 <= found.longitude <= 180
        assert found.radius_km >= 2
        assert all(name == tidy(name) and 0 < len(name) <= 100 for name in found.names)


@given(st.text(), st.integers(1, 50))
def test_tidy_text_is_one_short_line_that_stays_as_it_is(text: str, longest: int) -> None:
    tidied = tidy(text, longest)
    assert len(tidied) <= longest
    assert tidied.isprintable()
    assert tidy(tidied, longest) == tidied


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("nominatim", OnlineService("nominatim", "https://nominatim.openstreetmap.org")),
        ("nominatim=http://127.0.0.1:8080/nominatim/", OnlineService("nominatim", "http://127.0.0.1:8080/nominatim")),
        ("geonames=https://me@api.example.org", OnlineService("geonames", "https://api.example.org", "me")),
        ("pelias=https://k%40y@maps.example.org", OnlineService("pelias", "https://maps.example.org", "k@y")),
        ("photon=http://[::1]:2322", OnlineService("photon", "http://[::1]:2322")),
    ],
)
def test_services_are_read(written: str, expected: OnlineService) -> None:
    assert OnlineService.parse(written) == expected


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("google", "'google' is no online service; there are nominatim, photon, geonames, pelias"),
        ("", "'' is no online service"),
        ("pelias", "pelias has no public address; name yours: pelias=https://host"),
        ("geonames", "geonames wants a user name"),
        ("nominatim=ftp://host", "the address of nominatim must be http://host or https://host"),
        ("nominatim=file:///etc/passwd", "the address of nominatim must be"),
        ("nominatim=https://", "the address of nominatim must be"),
        ("nominatim=host", "the address of nominatim must be"),
        ("nominatim=https://host:port", "the address of nominatim must be"),
        ("nominatim=https://ho st", "the address of nominatim must be"),
        ("nominatim=https://host?q=1", "the address of nominatim must be"),
        ("nominatim=https://[::1", "the address of nominatim must be"),
    ],
)
def test_what_is_no_service_is_said(written: str, message: str) -> None:
    with pytest.raises(ClaimmapError) as error:
        OnlineService.parse(written)
    assert str(error.value).startswith(message)


def test_geopys_sample_user_agents_are_refused() -> None:
    with pytest.raises(ClaimmapError, match="refuses the user agent 'my-application'"):
        connect(OnlineService.parse("nominatim"), "my-application", 1)
