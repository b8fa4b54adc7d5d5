"""The imagined portal itself: it must be as strict as the real one, or tests against it prove nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from asking import ACCOUNT

from hardware_mocks.portals import HISTORY, LOOK_UP_CARD, TAKE_TOKEN, FakePortal, PortalAccount

ASKED = {
    "maThe": "001083012345",
    "hoTen": "NGUYỄN VĂN AN",
    "ngaySinh": "15/03/1983",
    "hoTenCb": ACCOUNT.staff_name,
    "cccdCb": ACCOUNT.staff_citizen_number,
}


@pytest.fixture
def http(portal: FakePortal) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=portal.url, trust_env=False) as client:
        yield client


def log_in(http: httpx.Client) -> dict[str, str]:
    account = {"username": ACCOUNT.username, "password": ACCOUNT.password_digest}
    key = http.post(TAKE_TOKEN, data=account).json()["APIKey"]
    return {"token": key["access_token"], "id_token": key["id_token"], **account}


@pytest.mark.parametrize(
    "account",
    [
        {},
        {"username": "02999_BV", "password": ACCOUNT.password_digest},
        {"username": ACCOUNT.username, "password": ACCOUNT.password},
        {"username": ACCOUNT.username, "password": ACCOUNT.password_digest.lower()},
    ],
)
def test_a_wrong_account_or_a_digest_in_small_letters_gets_no_token(
    http: httpx.Client, account: dict[str, str]
) -> None:
    assert http.post(TAKE_TOKEN, data=account).json() == {"maKetQua": "401", "APIKey": None}


@pytest.mark.parametrize("missing", ["token", "id_token", "password"])
def test_each_half_of_the_token_and_the_password_are_needed(http: httpx.Client, missing: str) -> None:
    query = log_in(http)
    del query[missing]
    answer = http.post(LOOK_UP_CARD, params=query, json=ASKED)
    assert (answer.status_code, answer.content) == (401, b"")


@pytest.mark.parametrize("way", ["json", "data"])
def test_a_right_question_is_answered_in_json_or_form(http: httpx.Client, way: str) -> None:
    body: Any = ASKED
    answer = http.post(LOOK_UP_CARD, params=log_in(http), **{way: body}).json()
    assert (answer["maKetQua"], answer["maThe"], answer["dsLichSuKCB2018"]) == ("000", "GD4010109876543", None)


@pytest.mark.parametrize(
    ("changed", "code"),
    [({"ngaySinh": "15031983"}, "070"), ({"ngaySinh": ""}, "205"), ({"maThe": "%"}, "050"), ({"hoTenCb": "Ai"}, "055")],
)
def test_wrong_questions_get_the_codes_of_the_real_one(http: httpx.Client, changed: dict[str, str], code: str) -> None:
    answer = http.post(LOOK_UP_CARD, params=log_in(http), json={**ASKED, **changed}).json()
    assert answer["maKetQua"] == code
    assert answer["maThe"] is None


def test_the_history_is_empty_and_other_paths_are_not_there(http: httpx.Client) -> None:
    query = log_in(http)
    assert http.post(HISTORY, params=query, data=ASKED).json()["dsLichSuKCB2025"] == []
    assert http.post("/api/egw/KQNhanLichSuKCB2019", params=query, json=ASKED).status_code == 404


def test_broken_requests_do_not_stop_it(http: httpx.Client, portal: FakePortal) -> None:
    for content in (b"{", b"[]", b"\xff", b"x" * 100_000):
        http.post(TAKE_TOKEN, content=content, headers={"Content-Type": "application/json"})
    assert log_in(http)["token"]
    assert len(portal.seen) == 5


def test_another_account_may_be_given() -> None:
    account = PortalAccount("79999_BV", "other", "Lê Văn Mẫu", "079080000001")
    with FakePortal([], account=account) as portal, httpx.Client(base_url=portal.url, trust_env=False) as http:
        body = {"username": account.username, "password": account.password_digest}
        assert http.post(TAKE_TOKEN, data=body).json()["maKetQua"] == "200"
    assert "other" not in repr(account)
