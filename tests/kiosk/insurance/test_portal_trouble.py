"""Portals that misbehave. Whatever they do, reception hears "later" in time, and nothing personal is written down."""

from __future__ import annotations

import gzip
import json
import logging
import threading
import time
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from asking import ACCOUNT, TODAY, identity_of, settings
from hypothesis import HealthCheck, given
from hypothesis import settings as limits
from hypothesis import strategies as st

from hardware_mocks.portals import TAKE_TOKEN, FakePortal
from kiosk.domain.insurance import InsuranceAnswer, InsuranceOutcome
from kiosk.insurance import PortalClient, PortalTimeouts
from kiosk.insurance.errors import PortalTrouble
from kiosk.insurance.login import password_digest
from kiosk.insurance.strict_json import parse_object

TOKEN = {"access_token": "a" * 64, "id_token": "b" * 32, "expires_in": "2099-01-01T00:00:00.0000000Z"}
SHORT = PortalTimeouts(connect_s=0.3, total_s=0.4, extras_s=0.4)


def asked_with(answer: Callable[[httpx.Request], httpx.Response]) -> InsuranceAnswer:
    """What comes of a look-up whose login works and whose answer is `answer`."""

    def handle(request: httpx.Request) -> httpx.Response:
        if request.url.path.endswith("/token/take"):
            return httpx.Response(200, json={"maKetQua": "200", "APIKey": TOKEN})
        return answer(request)

    client = PortalClient(settings("https://portal.example"), transport=httpx.MockTransport(handle))
    return client.look_up(identity_of("adult"), TODAY)


def card(**fields: Any) -> bytes:
    return json.dumps({"maKetQua": "000", **fields}).encode()


BODIES = {
    "nothing": b"",
    "a page": b"<html><body>Bao tri he thong</body></html>",
    "a list": b"[]",
    "a word": b'"000"',
    "no code": b"{}",
    "code is a large number": b'{"maKetQua": 1000}',
    "code is a negative number": b'{"maKetQua": -1}',
    "code is a fraction": b'{"maKetQua": 0.0}',
    "code is true": b'{"maKetQua": true}',
    "code is a list": b'{"maKetQua": ["000"]}',
    "not a number": b'{"maKetQua": "000", "x": NaN}',
    "infinity": b'{"maKetQua": "000", "x": -Infinity}',
    "beyond all numbers": b'{"maKetQua": "000", "x": 1e999}',
    "endless integer": b'{"maKetQua": "000", "x": ' + b"9" * 5000 + b"}",
    "one key twice": b'{"maKetQua": "010", "maKetQua": "000"}',
    "one key twice deeper": b'{"maKetQua": "000", "x": {"a": 1, "a": 2}}',
    "deep": b'{"maKetQua": "000", "x": ' + b"[" * 5000 + b"]" * 5000 + b"}",
    "just too deep": b'{"maKetQua": "000", "x": ' + b"[" * 16 + b"]" * 16 + b"}",
    "cut off": b'{"maKetQua": "000"',
    "two objects": b'{"maKetQua": "000"}{}',
    "not UTF-8": b'{"maKetQua": "000", "hoTen": "\xff"}',
    "name is a list": card(hoTen=["A"]),
    "dates are numbers": card(gtTheTu=20250101),
    "card is an object": card(maThe={"x": 1}),
    "ten megabytes": b'{"maKetQua": "000", "ghiChu": "' + b"a" * 10_000_000 + b'"}',
}


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES.keys())
def test_an_answer_no_portal_should_give_is_asked_later(body: bytes) -> None:
    answer = asked_with(lambda request: httpx.Response(200, content=body))
    assert (answer.outcome, answer.result_code, answer.card) == (InsuranceOutcome.LATER, None, None)


@pytest.mark.parametrize("status", [204, 301, 302, 307, 400, 403, 404, 429, 500, 502, 503, 599])
def test_any_status_but_200_is_asked_later(status: int) -> None:
    answer = asked_with(
        lambda request: httpx.Response(status, content=card(), headers={"Location": "https://x.example"})
    )
    assert answer.outcome is InsuranceOutcome.LATER


def test_a_compressed_answer_is_not_unpacked() -> None:
    bomb = gzip.compress(b'{"maKetQua": "000", "ghiChu": "' + b"a" * 5_000_000 + b'"}')
    answer = asked_with(lambda request: httpx.Response(200, content=bomb, headers={"Content-Encoding": "gzip"}))
    assert answer.outcome is InsuranceOutcome.LATER


def test_a_byte_order_mark_is_forgiven() -> None:
    answer = asked_with(lambda request: httpx.Response(200, content=b"\xef\xbb\xbf" + card()))
    assert answer.outcome is InsuranceOutcome.COVERED


@pytest.mark.parametrize("written", ["31/02/2025", "2025-01-01", "<b>", "", "01/01/2025 00:00:00"])
def test_a_date_that_cannot_be_read_is_unknown_and_not_invented(written: str) -> None:
    answer = asked_with(lambda request: httpx.Response(200, content=card(gtTheTu=written, maThe="GD4010109876543")))
    assert answer.card is not None
    assert answer.card.valid_from is None
    assert answer.outcome is InsuranceOutcome.COVERED


def test_texts_lose_control_characters_and_length() -> None:
    note = "Thẻ\x1b[2J hợp\u202e lệ\ud800 " + "x" * 9000
    answer = asked_with(lambda request: httpx.Response(200, content=card(ghiChu=note, maThe="'; DROP TABLE")))
    assert answer.note is not None
    assert len(answer.note) <= 2000
    assert answer.note.isprintable()
    assert answer.card is None


@pytest.mark.parametrize(
    "login",
    [
        {"maKetQua": "200"},
        {"maKetQua": "200", "APIKey": None},
        {"maKetQua": "200", "APIKey": {"access_token": "", "id_token": "b"}},
        {"maKetQua": "200", "APIKey": {"access_token": ["a"], "id_token": "b"}},
        {"maKetQua": "200", "APIKey": {"access_token": "a\nb", "id_token": "b"}},
        {"maKetQua": "200", "APIKey": {"access_token": "a" * 5000, "id_token": "b"}},
        {"maKetQua": "500", "APIKey": None},
        {"maKetQua": True, "APIKey": TOKEN},
    ],
)
def test_a_login_without_a_usable_token_is_asked_later(login: dict[str, Any]) -> None:
    transport = httpx.MockTransport(lambda request: httpx.Response(200, json=login))
    client = PortalClient(settings("https://portal.example"), transport=transport)
    assert client.look_up(identity_of("adult"), TODAY).outcome is InsuranceOutcome.LATER


@pytest.mark.parametrize(
    "expires_in",
    [
        "3600",
        "soon",
        "2026-11-21T01:10:00.1234567Z",
        "2026-11-21T01:10:00",
        "9" * 500,
        None,
        3600,
        "0001-01-01T00:00:00Z",
        "0001-01-01T00:00:00+14:00",
        "9999-12-31T23:59:59",
    ],
)
def test_any_expiry_is_survived(expires_in: object) -> None:
    def handle(request: httpx.Request) -> httpx.Response:
        if request.url.path.endswith("/token/take"):
            return httpx.Response(200, json={"maKetQua": "200", "APIKey": {**TOKEN, "expires_in": expires_in}})
        return httpx.Response(200, content=card())

    client = PortalClient(settings("https://portal.example"), transport=httpx.MockTransport(handle))
    assert client.look_up(identity_of("adult"), TODAY).outcome is InsuranceOutcome.COVERED


JSON_VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=20)),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=8), inner, max_size=3)),
    max_leaves=6,
)
FIELDS = st.sampled_from(["maKetQua", "maThe", "hoTen", "gtTheTu", "maTheMoi", "maKV", "ghiChu", "maDKBD"])


@limits(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.dictionaries(FIELDS, JSON_VALUES, max_size=6))
def test_any_json_at_all_is_answered_without_an_error(values: dict[str, object]) -> None:
    content = json.dumps({"maKetQua": "000", **values}).encode("utf-8", "surrogatepass")
    answer = asked_with(lambda request: httpx.Response(200, content=content))
    assert isinstance(answer.outcome, InsuranceOutcome)


@limits(max_examples=200, deadline=None)
@given(st.one_of(st.binary(max_size=200), st.text(alphabet='{}[]":,0eE.\\-tN a', max_size=60).map(str.encode)))
def test_any_bytes_are_an_object_or_one_error(data: bytes) -> None:
    try:
        assert isinstance(parse_object(data), dict)
    except PortalTrouble:
        return


# Over real HTTP.


@pytest.mark.parametrize(
    "behaviour",
    [
        {"drop": True},
        {"http_status": 500},
        {"body": b"<html>"},
        {"redirect_to": "file:///etc/passwd"},
        {"redirect_to": "http://127.0.0.1:1/"},
    ],
)
def test_a_server_in_trouble_is_asked_later(portal: FakePortal, behaviour: dict[str, Any]) -> None:
    portal.script(**behaviour)
    answer = PortalClient(settings(portal.url)).look_up(identity_of("adult"), TODAY)
    assert answer.outcome is InsuranceOutcome.LATER


@pytest.mark.parametrize("behaviour", [{"latency_s": 1.0}, {"drip_s": 0.05}])
def test_a_slow_server_costs_no_more_than_the_time_allowed(portal: FakePortal, behaviour: dict[str, Any]) -> None:
    portal.script(**behaviour)
    started = time.monotonic()
    answer = PortalClient(settings(portal.url, timeouts=SHORT)).look_up(identity_of("adult"), TODAY)
    assert answer.outcome is InsuranceOutcome.LATER
    assert time.monotonic() - started < 0.9


def test_a_slow_server_leaves_no_thread_behind(portal: FakePortal) -> None:
    portal.script(drip_s=0.05)
    PortalClient(settings(portal.url, timeouts=SHORT)).look_up(identity_of("adult"), TODAY)
    deadline = time.monotonic() + 3
    while any(one.name == "insurance-look-up" for one in threading.enumerate()):
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_a_closed_port_is_asked_later() -> None:
    with FakePortal([]) as gone:
        url = gone.url
    answer = PortalClient(settings(url)).look_up(identity_of("adult"), TODAY)
    assert answer.outcome is InsuranceOutcome.LATER


def test_a_name_that_does_not_exist_is_asked_later() -> None:
    answer = PortalClient(settings("https://no-such-host.invalid", timeouts=SHORT)).look_up(identity_of("adult"), TODAY)
    assert answer.outcome is InsuranceOutcome.LATER


@pytest.mark.parametrize("behaviour", [{}, {"http_status": 500}, {"drop": True}, {"result_code": "060"}])
def test_nothing_personal_or_secret_is_logged(
    portal: FakePortal, caplog: pytest.LogCaptureFixture, behaviour: dict[str, Any]
) -> None:
    caplog.set_level(logging.DEBUG)
    client = PortalClient(settings(portal.url))
    client.look_up(identity_of("adult"), TODAY)
    portal.script(**behaviour)
    answer = client.look_up(identity_of("adult"), TODAY, ask_again=True)
    tokens = [one.query.get("token") for one in portal.seen if one.query.get("token")]
    assert tokens
    secrets = [*tokens, password_digest(ACCOUNT.password), ACCOUNT.password, ACCOUNT.staff_citizen_number]
    personal = ["001083012345", "NGUYỄN VĂN AN", "Nguyễn Văn An", "15/03/1983", "GD4010109876543"]
    written = f"{caplog.text} {answer!r} {client!r} {settings(portal.url)!r}"
    assert not [one for one in (*secrets, *personal) if one is not None and one in written]


def test_a_login_whose_result_code_is_a_number_is_a_login() -> None:
    def portal(request: httpx.Request) -> httpx.Response:
        is_login = request.url.path == TAKE_TOKEN
        return httpx.Response(200, json={"maKetQua": 200, "APIKey": TOKEN} if is_login else {"maKetQua": "000"})

    client = PortalClient(settings("https://portal.example"), transport=httpx.MockTransport(portal))
    assert client.look_up(identity_of("adult"), TODAY).outcome is InsuranceOutcome.COVERED
