"""`mot-cham insurance`: what the portal says, what it owes, and asking it again."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from hardware_mocks import personas
from kiosk.cli import main
from kiosk.cli.exit_codes import ExitCode
from kiosk.domain.insurance import Happened, PortalCall, PortalCallName
from kiosk.domain.look_up import LookUpState, PendingLookUp, Question
from kiosk.domain.record import Record, RecordId
from kiosk.insurance import follow_up_id
from kiosk.records import Store, key_for_store
from kiosk.records.look_ups import LookUpRows
from kiosk.runtime.clock import SystemClock
from kiosk.runtime.uuid7 import new_record_id


def look_up(capsys: pytest.CaptureFixture[str], persona: str, scenario: str) -> tuple[int, dict[str, Any]]:
    code = main(
        ["insurance", "look-up", "--qr", personas.load(persona).qr_text(), "--scenario", scenario, "--json"],
    )
    shown: dict[str, Any] = json.loads(capsys.readouterr().out)
    return code, shown


def test_a_look_up_prints_card_history_co_payment_steps_and_sentences(capsys: pytest.CaptureFixture[str]) -> None:
    code, shown = look_up(capsys, "elder", "good")
    assert (code, shown["outcome"], shown["next_steps"]) == (ExitCode.DONE, "covered", ["continue"])
    assert shown["card"]["card_number"] == "HT3400105551234"
    assert len(shown["history"]) == 3
    assert shown["copayment"] == {"total_vnd": 2840000, "visits": 3}
    assert {one["call"] for one in shown["calls"]} == {"token", "card", "history", "copayment"}
    assert shown["citizen"]["vi"] == "Thẻ bảo hiểm y tế của ông/bà còn giá trị."
    assert shown["staff"]["en"] == "The card is right. Go on."


@pytest.mark.parametrize(
    ("scenario", "code", "outcome"),
    [
        ("html", ExitCode.PORTAL, "later"),
        ("login-refused", ExitCode.PORTAL, "configuration"),
        ("code-054", ExitCode.PORTAL, "configuration"),
        ("code-777", ExitCode.DONE, "unknown"),
        ("code-110", ExitCode.DONE, "not_covered"),
    ],
)
def test_what_the_portal_does_shows_in_outcome_sentence_and_exit_code(
    capsys: pytest.CaptureFixture[str], scenario: str, code: ExitCode, outcome: str
) -> None:
    ended, shown = look_up(capsys, "adult", scenario)
    assert (ended, shown["outcome"]) == (code, outcome)
    assert all(text.endswith(".") for who in ("citizen", "staff") for text in shown[who].values())
    assert (shown["history"], shown["copayment"]) == (None, None)


def test_a_look_up_answered_about_somebody_else_says_which_facts_differ_and_fails(
    capsys: pytest.CaptureFixture[str],
) -> None:
    arguments = ["insurance", "look-up", "--qr", personas.load("adult").qr_text(), "--scenario", "somebody-else"]
    assert main([*arguments, "--json"]) == ExitCode.CHECK_FAILED
    told = capsys.readouterr()
    assert json.loads(told.out)["differs"] == ["full_name", "date_of_birth", "sex"]
    assert "Họ và tên, Ngày sinh, Giới tính" in told.err
    assert "Bưởi" not in told.err


@pytest.mark.parametrize("between", [" ", ".", "-", "\u2013"])
def test_a_number_typed_in_groups_is_asked_as_one(capsys: pytest.CaptureFixture[str], between: str) -> None:
    person = personas.load("adult").person
    groups = between.join(person.personal_number[at : at + 3] for at in range(0, 12, 3))
    arguments = ["--number", groups, "--name", person.full_name, "--birth", f"{person.date_of_birth:%d/%m/%Y}"]
    assert main(["insurance", "look-up", *arguments, "--json"]) == ExitCode.DONE
    assert json.loads(capsys.readouterr().out)["outcome"] == "covered"


def test_a_card_number_in_small_letters_is_asked_in_capitals(capsys: pytest.CaptureFixture[str]) -> None:
    person = personas.load("adult").person
    arguments = ["--number", "gd4 01 01098 76543", "--name", person.full_name]
    birth = f"{person.date_of_birth:%d/%m/%Y}"
    assert main(["insurance", "look-up", *arguments, "--birth", birth, "--json"]) == ExitCode.DONE
    assert json.loads(capsys.readouterr().out)["outcome"] == "covered"


@pytest.mark.parametrize(
    ("number", "name", "said"),
    [
        ("12345", "A", "Số không đúng dạng"),
        ("00108301234*", "A", "Số không đúng dạng"),
        ("", "A", "Số không đúng dạng"),
        ("001083012345", "  ", "--name"),
        ("001083012345", "A" * 256, "Họ tên dài quá 255"),
    ],
)
def test_what_cannot_be_asked_by_is_a_usage_error_that_says_why(
    capsys: pytest.CaptureFixture[str], number: str, name: str, said: str
) -> None:
    arguments = ["insurance", "look-up", "--number", number, "--name", name, "--birth", "15/03/1983"]
    assert main(arguments) == ExitCode.USAGE
    assert said in capsys.readouterr().err


def test_for_people_visits_and_calls_stand_on_lines_of_their_own(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["insurance", "look-up", "--qr", personas.load("elder").qr_text()]) == ExitCode.DONE
    text = capsys.readouterr().out
    assert "history 3:" in text
    assert "total_vnd: 2840000" in text
    assert "{" not in text


def test_a_scenario_nobody_wrote_is_a_usage_error(capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["insurance", "look-up", "--qr", personas.load("adult").qr_text(), "--scenario", "sunshine"]
    assert main(arguments) == ExitCode.USAGE
    assert "copayment-restricted" in capsys.readouterr().err


def owe(folder: Path) -> RecordId:
    """A store with one visit whose look-up failed."""
    clock, person = SystemClock(), personas.load("adult").person
    record_id = new_record_id(clock)
    key = key_for_store(folder / "records.key", folder / "records.db")
    insurance = {"outcome": "later", "result_code": None}
    record = Record(record_id, "desk-1", "clinic-checkin", "bhyt-checkin", clock.now(), {}, {"method": "qr"}, insurance)
    question = Question(person.personal_number, person.full_name.upper(), f"{person.date_of_birth:%d/%m/%Y}")
    call = PortalCall(PortalCallName.CARD, clock.now(), Happened.NO_ANSWER_IN_TIME, 15.0)
    with Store.open(folder / "records.db", key, clock=clock) as store:
        store.save(record)
        LookUpRows(store.database).save(PendingLookUp(record_id, question, (call,), 1, clock.now()))
    return record_id


def test_what_is_owed_is_listed_with_its_evidence_and_without_a_name(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    record_id = owe(tmp_path)
    assert main(["insurance", "pending", "--state", str(tmp_path), "--json"]) == ExitCode.DONE
    text = capsys.readouterr().out
    (row,) = json.loads(text)
    assert (row["record_id"], row["state"], row["attempts"]) == (record_id, "pending", 1)
    assert row["evidence"][0]["happened"] == "no_answer_in_time"
    person = personas.load("adult").person
    assert person.personal_number not in text
    assert person.full_name.upper() not in text


def test_running_what_is_owed_keeps_the_answer_as_a_record_that_follows(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    record_id = owe(tmp_path)
    arguments = ["insurance", "run", "--state", str(tmp_path), "--json"]
    assert main([*arguments, "--scenario", "http-500"]) == ExitCode.PORTAL
    assert json.loads(capsys.readouterr().out) == {"answered": [], "owed": 1}
    assert main([*arguments, "--all"]) == ExitCode.DONE
    shown = json.loads(capsys.readouterr().out)
    assert shown["owed"] == 0
    assert [(one["record_id"], one["outcome"]) for one in shown["answered"]] == [(record_id, "covered")]
    key = key_for_store(tmp_path / "records.key", tmp_path / "records.db")
    with Store.open(tmp_path / "records.db", key, clock=SystemClock()) as store:
        followed = store.record(follow_up_id(record_id))
        assert followed.follows == record_id
        assert followed.values["MA_THE_BHYT"].value == "GD4010109876543"
        (row,) = LookUpRows(store.database).listed(LookUpState.ANSWERED)
        assert row.attempts == 2


def test_a_late_answer_about_somebody_else_adds_no_card_and_stays_on_the_staffs_list(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    record_id = owe(tmp_path)
    arguments = ["insurance", "run", "--state", str(tmp_path), "--json", "--all"]
    assert main([*arguments, "--scenario", "somebody-else"]) == ExitCode.PORTAL
    told = capsys.readouterr()
    (found,) = json.loads(told.out)["answered"]
    assert (found["outcome"], found["differs"]) == ("mismatch", ["full_name", "date_of_birth"])
    assert "Họ và tên, Ngày sinh" in told.err
    key = key_for_store(tmp_path / "records.key", tmp_path / "records.db")
    with Store.open(tmp_path / "records.db", key, clock=SystemClock()) as store:
        followed = store.record(RecordId(found["follow_up_id"]))
        assert dict(followed.values) == {}
        assert followed.insurance["outcome"] == "mismatch"
        assert followed.insurance["differs"] == "full_name, date_of_birth"
        (row,) = LookUpRows(store.database).listed(LookUpState.GIVEN_UP)
        assert (row.record_id, row.outcome) == (record_id, "mismatch")
        assert row.question is not None
    assert main(arguments) == ExitCode.DONE
    with Store.open(tmp_path / "records.db", key, clock=SystemClock()) as store:
        assert store.record(follow_up_id(record_id)).values["MA_THE_BHYT"].value == "GD4010109876543"
