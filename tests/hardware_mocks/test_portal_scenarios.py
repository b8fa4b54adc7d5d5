"""The imagined portal's scenarios: each is there, can be played to everybody or one person, and does what it says."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from hardware_mocks import personas
from hardware_mocks.errors import UnknownName
from hardware_mocks.portals import COPAYMENT, HISTORY, LOOK_UP_CARD, TAKE_TOKEN, FakePortal, Script, scenario, scenarios

EXPIRED = ("expired-signer", "unknown-issuer")
INSURED = [one for one in personas.ids() if personas.load(one).insurance is not None and one not in EXPIRED]


@pytest.fixture
def portal() -> Iterator[FakePortal]:
    with FakePortal([personas.load(one) for one in personas.ids()]) as running:
        yield running


@pytest.fixture
def http(portal: FakePortal) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=portal.url, trust_env=False, timeout=5.0) as client:
        yield client


class Caller:
    """Speaks to the portal as its description says."""

    def __init__(self, http: httpx.Client, portal: FakePortal) -> None:
        self.http = http
        account = portal.account
        self.account = {"username": account.username, "password": account.password_digest}
        self.staff = {"hoTenCb": account.staff_name, "cccdCb": account.staff_citizen_number}

    def log_in(self) -> None:
        key = self.http.post(TAKE_TOKEN, data=self.account).json()["APIKey"]
        self.query = {"token": key["access_token"], "id_token": key["id_token"], **self.account}

    def ask(self, persona_id: str, path: str, **changed: str) -> httpx.Response:
        person = personas.load(persona_id).person
        body = {
            "maThe": person.personal_number,
            "hoTen": person.full_name,
            "ngaySinh": f"{person.date_of_birth:%d/%m/%Y}",
            **changed,
        }
        if path == COPAYMENT:
            keys = ("accessToken", "tokenId", "passwordHash")
            values = (self.query["token"], self.query["id_token"], self.query["password"])
            headers = dict(zip(keys, values, strict=True))
            return self.http.post(path, json={**body, "username": self.account["username"]}, headers=headers)
        return self.http.post(path, params=self.query, json={**body, **self.staff})

    def say(self, persona_id: str, path: str, **changed: str) -> Any:
        return self.ask(persona_id, path, **changed).json()


@pytest.fixture
def caller(http: httpx.Client, portal: FakePortal) -> Caller:
    made = Caller(http, portal)
    made.log_in()
    return made


def test_every_scenario_has_a_title_and_can_be_made() -> None:
    assert len(scenarios()) >= 30
    for name, title in scenarios().items():
        assert " / " in title
        assert isinstance(scenario(name), Script)
    assert scenario("code-054") == Script(result_code="054")
    assert scenario("slow-60") == Script(latency_s=60.0)


@pytest.mark.parametrize("name", ["", "sunshine", "code-", "code-123456789", "slow-x", "../good"])
def test_a_scenario_nobody_wrote_names_those_there_are(name: str) -> None:
    with pytest.raises(UnknownName, match="maintenance"):
        scenario(name)


@pytest.mark.parametrize("persona_id", INSURED)
def test_every_insured_persona_is_answered_by_all_four_calls(caller: Caller, persona_id: str) -> None:
    card = caller.say(persona_id, LOOK_UP_CARD)
    assert (card["maKetQua"], card["dsLichSuKCB2018"]) == ("000", None)
    history = caller.say(persona_id, HISTORY)
    assert history["maKetQua"] == "000"
    visits = history["dsLichSuKCB2025"]
    paid = caller.say(persona_id, COPAYMENT)
    assert paid["MaKetQua"] == ("200" if visits else "204")
    assert len(paid["DataCCT"]) == len(visits)
    totals = [row["tBNCCTLuyKe"] for row in paid["DataCCT"]]
    assert totals == sorted(totals)


@pytest.mark.parametrize("persona_id", EXPIRED)
def test_a_card_that_ended_is_said_to_have_ended(caller: Caller, persona_id: str) -> None:
    assert caller.say(persona_id, LOOK_UP_CARD)["maKetQua"] == "010"
    assert caller.say(persona_id, HISTORY)["dsLichSuKCB2025"] is None


def test_one_persons_scenario_is_not_anothers(portal: FakePortal, caller: Caller) -> None:
    portal.play("code-110", "elder")
    assert caller.say("elder", LOOK_UP_CARD)["maKetQua"] == "110"
    assert caller.say("adult", LOOK_UP_CARD)["maKetQua"] == "000"
    portal.play("good")
    assert caller.say("elder", LOOK_UP_CARD)["maKetQua"] == "000"


def test_the_co_payment_wants_its_account_in_headers(caller: Caller) -> None:
    refused = caller.http.post(COPAYMENT, params=caller.query, json={})
    assert (refused.status_code, refused.content) == (401, b"")
    assert caller.say("adult", COPAYMENT, hoTen="Ai Khác")["MaKetQua"] == "400"


@pytest.mark.parametrize(
    ("name", "code", "words"),
    [
        ("copayment-restricted", "500", "hạn chế"),
        ("copayment-fault", "500", "Lỗi hệ thống"),
        ("copayment-none", "204", None),
        ("copayment-bad-question", "400", None),
    ],
)
def test_the_co_payments_bad_answers_leave_the_card_alone(
    portal: FakePortal, caller: Caller, name: str, code: str, words: str | None
) -> None:
    portal.play(name)
    said = caller.say("elder", COPAYMENT)
    assert said["MaKetQua"] == code
    assert words is None or words in said["GhiChu"]
    assert caller.say("elder", LOOK_UP_CARD)["maKetQua"] == "000"


def test_maintenance_ends_by_itself(portal: FakePortal, caller: Caller) -> None:
    portal.script(for_s=0.3, http_status=503, body=b"<html>")
    assert caller.ask("adult", LOOK_UP_CARD).status_code == 503
    time.sleep(0.35)
    assert caller.say("adult", LOOK_UP_CARD)["maKetQua"] == "000"


def test_every_other_call_fails_where_the_scenario_says_so(portal: FakePortal, caller: Caller) -> None:
    portal.script(every=2, http_status=500)
    assert [caller.ask("adult", LOOK_UP_CARD).status_code for _ in range(4)] == [200, 500, 200, 500]


def test_a_new_card_is_confirmed_when_it_is_asked_about(portal: FakePortal, caller: Caller) -> None:
    portal.play("new-card")
    first = caller.say("elder", LOOK_UP_CARD)
    assert (first["maKetQua"], first["maTheMoi"]) == ("003", "GD4010100000001")
    second = caller.say("elder", LOOK_UP_CARD, maThe=first["maTheMoi"])
    assert (second["maKetQua"], second["maThe"]) == ("000", "GD4010100000001")


def test_visits_of_this_morning_and_of_every_day_are_there_when_wanted(portal: FakePortal, caller: Caller) -> None:
    portal.play("same-day-visit")
    (visit,) = caller.say("adult", HISTORY)["dsLichSuKCB2025"]
    assert visit["ngayRa"] is None
    portal.play("many-visits")
    assert len(caller.say("adult", HISTORY)["dsLichSuKCB2025"]) == 365
    portal.play("copayment-above-limit")
    assert caller.say("adult", COPAYMENT)["DataCCT"][-1]["tBNCCTLuyKe"] == 16000000


def test_hostile_contents_are_sent_as_told(portal: FakePortal, caller: Caller) -> None:
    portal.play("markup-in-names")
    assert caller.say("adult", LOOK_UP_CARD)["hoTen"].startswith("<b")
    portal.play("wrong-types")
    assert caller.say("adult", LOOK_UP_CARD)["maKetQua"] == 0
    portal.play("ten-megabytes")
    assert len(caller.ask("adult", LOOK_UP_CARD).content) > 10_000_000


def test_who_sleeps_for_its_latency_wakes_up_when_the_portal_ends() -> None:
    with FakePortal([personas.load("adult")]) as portal:
        portal.play("slow-60")
        ended = threading.Event()

        def call() -> None:
            try:
                httpx.post(portal.url + TAKE_TOKEN, trust_env=False, timeout=10.0)
            except httpx.HTTPError:
                pass
            finally:
                ended.set()

        waiting = threading.Thread(target=call)
        waiting.start()
        while not portal.seen:
            time.sleep(0.01)
    assert ended.wait(5)
    waiting.join(5)


def test_the_documentation_names_every_scenario_and_every_person() -> None:
    text = (Path(__file__).parents[2] / "docs" / "portal.md").read_text(encoding="utf-8")
    assert [one for one in (*scenarios(), *personas.ids()) if f"`{one}`" not in text] == []


def test_by_hand_it_prints_its_address_and_plays_the_scenario() -> None:
    command = [
        sys.executable,
        "-m",
        "hardware_mocks.portals",
        "--port",
        "0",
        "--scenario",
        "html",
        "--for",
        "adult=good",
    ]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8") as running:
        assert running.stdout is not None
        try:
            url = running.stdout.readline().strip()
            answer = httpx.post(url + TAKE_TOKEN, trust_env=False, timeout=5.0)
        finally:
            running.terminate()
    assert answer.text.startswith("<html>")


@pytest.mark.parametrize("wrong", [["--scenario", "sunshine"], ["--for", "adult=sunshine"], ["--for", "nobody=good"]])
def test_by_hand_a_wrong_name_is_said_and_nothing_starts(wrong: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    from hardware_mocks.portals.__main__ import main

    assert main(wrong) == 2
    assert capsys.readouterr().err


def test_by_hand_the_scenarios_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    from hardware_mocks.portals.__main__ import main

    assert main(["--list"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == list(scenarios())


def test_requests_are_seen_with_their_bodies(portal: FakePortal, caller: Caller) -> None:
    caller.ask("adult", HISTORY)
    seen = portal.seen[-1]
    assert (seen.path, seen.body["hoTen"]) == (HISTORY, "Nguyễn Văn An")
    assert "Nguyễn" not in repr(seen)
    assert json.dumps(dict(seen.query))
