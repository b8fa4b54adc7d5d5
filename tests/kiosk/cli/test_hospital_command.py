"""`mot-cham hospital`: the hospital's lists, asked by hand."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from hardware_mocks.hospital_rest import FakeHospitalRest
from kiosk.cli import main
from kiosk.cli.exit_codes import ExitCode

SECRET = "mot bi mat chi de thu"
SITE = """site_id = "phong-kham-mau"
title = "Phòng khám Mẫu"
desk_id = "clinic-checkin"
facility_code = "01998"

[staff]
name = { env = "MOT_CHAM_STAFF_NAME" }
citizen_number = { env = "MOT_CHAM_STAFF_NUMBER" }

[portal]
url = "https://gateway.example"
username = "01998_BV"
password = { file = "portal.password" }

[[deliveries]]
id = "his"
destination = "Bệnh viện Ví Dụ"
secret = { file = "his.secret" }
url = "ADDRESS"
"""
REST = 'kind = "hospital-rest"\nmerchant_id = "kiosk-01"\n'
Ask = Callable[..., int]


@pytest.fixture
def hospital() -> Iterator[FakeHospitalRest]:
    with FakeHospitalRest(SECRET.encode(), "kiosk-01") as running:
        yield running


@pytest.fixture
def ask(tmp_path: Path, hospital: FakeHospitalRest) -> Ask:
    (tmp_path / "his.secret").write_text(SECRET, encoding="utf-8")
    site = tmp_path / "site.toml"
    site.write_text(SITE.replace("ADDRESS", hospital.url) + REST, encoding="utf-8")
    return lambda *given: main(["--site", str(site), "--state", str(tmp_path), "hospital", *given, "--json"])


def printed(capsys: pytest.CaptureFixture[str]) -> Any:
    return json.loads(capsys.readouterr().out)


def test_the_lists_lead_from_the_type_of_visit_to_a_room_with_its_price(
    ask: Ask, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ask("visit-types") == ExitCode.DONE
    visit_type = printed(capsys)[0]["code"]
    assert ask("departments", visit_type) == ExitCode.DONE
    department = printed(capsys)[0]["code"]
    assert ask("services", visit_type, department) == ExitCode.DONE
    service = printed(capsys)[0]
    assert service["room_name"]
    assert isinstance(service["price_vnd"], int)
    assert ask("slots", service["code"], "2026-11-23") == ExitCode.DONE
    assert isinstance(printed(capsys), list)


def test_a_person_the_hospital_does_not_know_is_no_error(ask: Ask, capsys: pytest.CaptureFixture[str]) -> None:
    assert ask("patient", "001083012345") == ExitCode.DONE
    assert printed(capsys) == []


def test_a_hospital_that_is_away_is_a_matter_of_the_office(
    ask: Ask, hospital: FakeHospitalRest, capsys: pytest.CaptureFixture[str]
) -> None:
    hospital.__exit__(None, None, None)
    assert ask("visit-types") == ExitCode.PORTAL
    assert "không trả lời" in capsys.readouterr().err


def test_a_site_without_such_a_delivery_says_so(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main(["--state", str(tmp_path), "hospital", "visit-types"]) == ExitCode.USAGE
    assert "hospital-rest" in capsys.readouterr().err
