"""History and co-payment: asked beside the card, never at its cost."""

from __future__ import annotations

import hashlib
import json
import time
from dataclasses import replace
from typing import Any

import httpx
import pytest
from asking import ACCOUNT, TODAY, UNLIMITED, identity_of, settings
from hypothesis import given
from hypothesis import settings as limits
from hypothesis import strategies as st

from hardware_mocks.portals import COPAYMENT, HISTORY, LOOK_UP_CARD, TAKE_TOKEN, FakePortal
from kiosk.bootstrap.portal import copayment_codes
from kiosk.domain.dates import VIETNAM_TIME
from kiosk.domain.insurance import CoPayment, Happened, InsuranceOutcome, PortalCallName
from kiosk.insurance import (
    BodyEncoding,
    CoPaymentMeaning,
    PortalBodies,
    PortalClient,
    PortalExtras,
    PortalSettings,
    PortalTimeouts,
)
from kiosk.insurance.copayment import meaning_of, parse_copayment
from kiosk.insurance.errors import PortalTrouble
from kiosk.insurance.history import parse_history
from kiosk.runtime.clock import FakeClock

SHORT = PortalTimeouts(connect_s=1.0, total_s=3.0, extras_s=0.3)


def with_extras(url: str, **changed: Any) -> PortalSettings:
    return settings(url, **{"extras": PortalExtras(), **changed})


def paths(portal: FakePortal) -> list[str]:
    return [one.path for one in portal.seen]


def happened(answer: Any, call: PortalCallName) -> list[Happened]:
    return [one.happened for one in answer.calls if one.call is call]


def test_a_covered_citizen_comes_with_visits_newest_first_and_with_what_was_paid(portal: FakePortal) -> None:
    answer = PortalClient(with_extras(portal.url)).look_up(identity_of("elder"), TODAY)
    assert answer.outcome is InsuranceOutcome.COVERED
    assert answer.history is not None
    assert [one.facility_code for one in answer.history] == ["40999", "40999", "40998"]
    admitted = [one.admitted for one in answer.history if one.admitted is not None]
    assert admitted == sorted(admitted, reverse=True)
    assert admitted[0].utcoffset() == VIETNAM_TIME.utcoffset(None)
    assert answer.history[0].reason_code == "1"
    assert answer.copayment == CoPayment(120000 + 120000 + 2600000, 3)
    assert (answer.holder_sex, answer.attempts) == ("Nữ", 1)
    assert answer.holder_address
    assert {one.happened for one in answer.calls} == {Happened.ANSWERED}
    assert {one.call for one in answer.calls} == set(PortalCallName)


def test_who_was_never_ill_has_an_empty_history_and_no_figure(portal: FakePortal) -> None:
    answer = PortalClient(with_extras(portal.url)).look_up(identity_of("adult"), TODAY)
    assert answer.history == ()
    assert answer.copayment == CoPayment(None, 0)


@pytest.mark.parametrize("encoding", list(BodyEncoding))
def test_each_extra_is_asked_in_its_own_documented_way(portal: FakePortal, encoding: BodyEncoding) -> None:
    bodies = PortalBodies(history=encoding, copayment=encoding)
    PortalClient(with_extras(portal.url, bodies=bodies)).look_up(identity_of("elder"), TODAY)
    digest = hashlib.md5(ACCOUNT.password.encode(), usedforsecurity=False).hexdigest().upper()
    (card,) = (one for one in portal.seen if one.path == LOOK_UP_CARD)
    asked = {name: card.body[name] for name in ("maThe", "hoTen", "ngaySinh")}
    (history,) = (one for one in portal.seen if one.path == HISTORY)
    assert set(history.query) == {"token", "id_token", "username", "password"}
    assert history.body == {**asked, "hoTenCb": ACCOUNT.staff_name, "cccdCb": ACCOUNT.staff_citizen_number}
    (paid,) = (one for one in portal.seen if one.path == COPAYMENT)
    assert paid.query == {}
    assert paid.body == {**asked, "username": ACCOUNT.username}
    assert paid.headers["accesstoken"] == history.query["token"]
    assert paid.headers["tokenid"] == history.query["id_token"]
    assert paid.headers["passwordhash"] == digest
    for request in (history, paid):
        assert ("json" in request.content_type) == (encoding is BodyEncoding.JSON)


@pytest.mark.parametrize("code", ["010", "050", "060", "110", "130", "101", "777"])
def test_without_a_card_that_counts_nothing_more_is_asked(portal: FakePortal, code: str) -> None:
    portal.script(result_code=code)
    answer = PortalClient(with_extras(portal.url)).look_up(identity_of("elder"), TODAY)
    assert (answer.history, answer.copayment) == (None, None)
    assert paths(portal) == [TAKE_TOKEN, LOOK_UP_CARD]


@pytest.mark.parametrize("wanted", [PortalExtras(False, True), PortalExtras(True, False), PortalExtras(False, False)])
def test_a_site_chooses_what_is_asked_besides(portal: FakePortal, wanted: PortalExtras) -> None:
    PortalClient(with_extras(portal.url, extras=wanted)).look_up(identity_of("elder"), TODAY)
    assert (HISTORY in paths(portal), COPAYMENT in paths(portal)) == (wanted.history, wanted.copayment)


@pytest.mark.parametrize(
    ("scenario", "history_known", "paid_known"),
    [
        ("history-down", False, True),
        ("history-html", False, True),
        ("too-many-visits", False, True),
        ("copayment-restricted", True, False),
        ("copayment-fault", True, False),
        ("copayment-bad-question", True, False),
        ("extras-down", False, False),
    ],
)
def test_a_failing_extra_spoils_neither_the_card_nor_the_other(
    portal: FakePortal, scenario: str, history_known: bool, paid_known: bool
) -> None:
    portal.play(scenario)
    answer = PortalClient(with_extras(portal.url)).look_up(identity_of("elder"), TODAY)
    assert (answer.outcome, answer.result_code) == (InsuranceOutcome.COVERED, "000")
    assert answer.card is not None
    assert (answer.history is not None, answer.copayment is not None) == (history_known, paid_known)


@pytest.mark.parametrize("scenario", ["history-slow", "copayment-slow"])
def test_a_slow_extra_costs_its_own_time_and_no_more(portal: FakePortal, scenario: str) -> None:
    portal.play(scenario)
    started = time.monotonic()
    answer = PortalClient(with_extras(portal.url, timeouts=SHORT)).look_up(identity_of("elder"), TODAY)
    assert time.monotonic() - started < 1.5
    assert answer.outcome is InsuranceOutcome.COVERED
    slow = PortalCallName.HISTORY if scenario == "history-slow" else PortalCallName.COPAYMENT
    assert happened(answer, slow) == [Happened.NO_ANSWER_IN_TIME]
    other = answer.copayment if slow is PortalCallName.HISTORY else answer.history
    assert other is not None


def test_an_extra_that_keeps_failing_is_left_alone_and_reception_is_fast_again(portal: FakePortal) -> None:
    portal.play("history-slow")
    once = replace(UNLIMITED, failures_to_rest=1)
    client = PortalClient(with_extras(portal.url, timeouts=SHORT, limits=once))
    client.look_up(identity_of("elder"), TODAY)
    answer = client.look_up(identity_of("card2024"), TODAY)
    assert happened(answer, PortalCallName.HISTORY) == [Happened.LEFT_ALONE]
    assert answer.copayment is not None
    assert paths(portal).count(HISTORY) == 1


def test_a_restricted_account_is_told_and_not_used_for_that_call_for_an_hour(portal: FakePortal) -> None:
    clock = FakeClock()
    portal.play("copayment-restricted")
    client = PortalClient(with_extras(portal.url), clock=clock)
    assert client.look_up(identity_of("elder"), TODAY).account_restricted
    portal.play("good")
    client.look_up(identity_of("card2024"), TODAY)
    assert paths(portal).count(COPAYMENT) == 1
    clock.pass_time(3601)
    answer = client.look_up(identity_of("adult"), TODAY)
    assert paths(portal).count(COPAYMENT) == 2
    assert not answer.account_restricted


def test_a_system_fault_of_the_same_code_is_no_restriction(portal: FakePortal) -> None:
    portal.play("copayment-fault")
    answer = PortalClient(with_extras(portal.url)).look_up(identity_of("elder"), TODAY)
    assert not answer.account_restricted
    assert happened(answer, PortalCallName.COPAYMENT) == [Happened.NOT_THE_CONTRACT]


# What the answers may hold.


@pytest.mark.parametrize(
    ("code", "words", "meaning"),
    [
        ("200", None, "data"),
        ("204", "x", "none"),
        ("400", "", "bad_question"),
        ("401", None, "unauthorized"),
        ("500", "TÀI KHOẢN BỊ HẠN CHẾ", "restricted"),
        ("500", "Tai khoan bi han che", "restricted"),
        ("500", "Lỗi hệ thống", "fault"),
        ("500", None, "fault"),
        ("418", None, "unknown"),
        (None, None, "unknown"),
    ],
)
def test_the_co_payments_codes_are_read_with_the_words_beside_them(
    code: str | None, words: str | None, meaning: str
) -> None:
    assert meaning_of(code, words, copayment_codes()) is CoPaymentMeaning(meaning)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (None, CoPayment(None, 0)),
        ([], CoPayment(None, 0)),
        ([{"tBNCCTLuyKe": 5}, {"tBNCCTLuyKe": 7.0}, {"tBNCCTLuyKe": "6"}], CoPayment(7, 3)),
        ([{"tBNCCTLuyKe": None}, {}], CoPayment(None, 2)),
        ([{"tBNCCTLuyKe": -1}, {"tBNCCTLuyKe": True}, {"tBNCCTLuyKe": "7 đồng"}], CoPayment(None, 3)),
        ([{"tBNCCTLuyKe": 10**15}], CoPayment(None, 1)),
        ([{"tBNCCTLuyKe": "1200000.00"}], CoPayment(1200000, 1)),
    ],
)
def test_the_total_is_the_largest_readable_running_total(rows: object, expected: CoPayment) -> None:
    assert parse_copayment({"DataCCT": rows}) == expected


@pytest.mark.parametrize("rows", ["x", {"a": 1}, [1], [{}] * 3000])
def test_co_payments_that_are_no_list_of_visits_are_trouble(rows: object) -> None:
    with pytest.raises(PortalTrouble):
        parse_copayment({"DataCCT": rows})


def test_a_visit_with_unreadable_fields_is_still_a_visit() -> None:
    row = {"maCSKCB": "<b>", "ngayVao": "202613451200", "ngayRa": "", "lyDoVV": 2, "tenBenh": "Cúm\u0007"}
    (visit,) = parse_history({"dsLichSuKCB2025": [row]}, positive=True) or ()
    assert (visit.facility_code, visit.admitted, visit.discharged) == (None, None, None)
    assert (visit.reason_code, visit.diagnosis) == ("2", "Cúm")
    assert "Cúm" not in repr(visit)


@pytest.mark.parametrize(("positive", "expected"), [(True, ()), (False, None)])
def test_no_list_means_no_visit_only_under_a_positive_code(positive: bool, expected: object) -> None:
    assert parse_history({"dsLichSuKCB2025": None}, positive=positive) == expected
    assert parse_history({"dsLichSuKCB2025": []}, positive=positive) == expected


@pytest.mark.parametrize("rows", ["x", 5, [5], [{"maCSKCB": []}], [{"lyDoVV": True}], [{}] * 501])
def test_a_history_of_other_types_or_without_end_is_trouble(rows: object) -> None:
    with pytest.raises(PortalTrouble):
        parse_history({"dsLichSuKCB2025": rows}, positive=True)


VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=14)),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=8), inner, max_size=3)),
    max_leaves=6,
)
ROWS = st.lists(
    st.dictionaries(st.sampled_from(["maCSKCB", "ngayVao", "lyDoVV", "tenBenh", "tBNCCTLuyKe"]), VALUES, max_size=4),
    max_size=3,
)


@limits(max_examples=50, deadline=None)
@given(ROWS | VALUES, VALUES, VALUES)
def test_any_extra_at_all_leaves_the_card_as_it_is(rows: object, code: object, words: object) -> None:
    token = {"access_token": "a" * 64, "id_token": "b" * 32, "expires_in": "2099-01-01T00:00:00Z"}
    said: dict[str, dict[str, Any]] = {
        TAKE_TOKEN: {"maKetQua": "200", "APIKey": token},
        LOOK_UP_CARD: {"maKetQua": "000", "maThe": "GD4010109876543"},
        HISTORY: {"maKetQua": code, "dsLichSuKCB2025": rows},
        COPAYMENT: {"MaKetQua": code, "GhiChu": words, "DataCCT": rows},
    }

    def handle(request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, content=json.dumps(said[request.url.path]).encode("utf-8", "surrogatepass"))

    client = PortalClient(with_extras("https://portal.example"), transport=httpx.MockTransport(handle))
    answer = client.look_up(identity_of("adult"), TODAY)
    assert (answer.outcome, answer.result_code) == (InsuranceOutcome.COVERED, "000")
