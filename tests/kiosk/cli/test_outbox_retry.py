"""`mot-cham outbox retry`: what waits goes to every office of the site's list, refused records when asked."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kiosk.cli import main
from kiosk.cli.exit_codes import ExitCode
from kiosk.delivery import DeliveryProblem, DeliveryRefused, Folder
from kiosk.domain.record import Receipt, Record, RecordedValue, RecordId
from kiosk.records import Store, create_key, key_for_store
from kiosk.runtime.clock import SystemClock
from kiosk.runtime.uuid7 import new_record_id

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
id = "archive"
kind = "folder"
path = "archive"
destination = "Thư mục"

[[deliveries]]
id = "exchange"
kind = "folder"
path = "exchange"
destination = "Thư mục trao đổi"
"""


@pytest.fixture
def state(tmp_path: Path) -> Path:
    (tmp_path / "site.toml").write_text(SITE, encoding="utf-8")
    for name in ("archive", "exchange"):
        (tmp_path / name).mkdir()
    return tmp_path


def invented(desk_id: str) -> Record:
    return Record(
        record_id=new_record_id(SystemClock()),
        desk_id=desk_id,
        service_id="clinic-checkin",
        form_id="bhyt-checkin",
        confirmed_at=datetime(2026, 11, 21, 1, 2, tzinfo=UTC),
        values={"HO_TEN": RecordedValue("Đỗ Thị Uyên", "dg13", "authentic")},
        identification={},
        insurance={},
    )


def kept(state: Path, *, refused_by: str | None = None) -> RecordId:
    clock, record = SystemClock(), invented("clinic-checkin")
    path = state / "records.db"
    with Store.open(path, key_for_store(state / "records.key", path), clock=clock) as store:
        store.save(record, ("archive", "exchange"))
        if refused_by is not None:
            store.mark_refused(record.record_id, "delivery.rejected", refused_by)
    return record.record_id


def retry(state: Path, capsys: pytest.CaptureFixture[str], *more: str) -> tuple[int, dict[str, object]]:
    code = main(["--site", str(state / "site.toml"), "outbox", "retry", "--state", str(state), "--json", *more])
    return code, json.loads(capsys.readouterr().out)


def test_what_waits_reaches_every_office_of_the_list(state, capsys):
    record_id = kept(state)
    code, told = retry(state, capsys)
    assert (code, told["waiting"]) == (ExitCode.DONE, 0)
    assert [one["record_id"] for one in told["delivered"]] == [record_id] * 2
    assert (state / "archive" / f"{record_id}.json").read_bytes() == (
        state / "exchange" / f"{record_id}.json"
    ).read_bytes()


def test_an_office_that_is_away_keeps_what_is_meant_for_it_and_the_exit_code_says_so(state, capsys):
    record_id = kept(state)
    (state / "exchange").rmdir()
    code, told = retry(state, capsys)
    assert (code, told["waiting"]) == (ExitCode.PORTAL, 1)
    assert (state / "archive" / f"{record_id}.json").is_file()


def test_a_refused_record_goes_again_only_when_asked_for(state, capsys):
    record_id = kept(state, refused_by="exchange")
    retry(state, capsys)
    assert not (state / "exchange" / f"{record_id}.json").exists()
    retry(state, capsys, "--refused")
    assert (state / "exchange" / f"{record_id}.json").is_file()


def test_a_record_refused_on_this_occasion_is_counted_and_is_no_success(state, capsys, monkeypatch):
    kept(state, refused_by="exchange")
    kept(state)
    deliver = Folder.deliver

    def picky(self: Folder, record: Record) -> Receipt:
        if self._settings.path.name == "exchange":
            raise DeliveryRefused(DeliveryProblem.REJECTED)
        return deliver(self, record)

    with monkeypatch.context() as patched:
        patched.setattr(Folder, "deliver", picky)
        code, told = retry(state, capsys)
        assert (code, told["refused"], told["waiting"], len(told["delivered"])) == (ExitCode.PORTAL, 1, 0, 2)
        code, told = retry(state, capsys, "--refused")
        assert (code, told["refused"]) == (ExitCode.PORTAL, 2)
    code = main(["--site", str(state / "site.toml"), "outbox", "retry", "--state", str(state), "--refused"])
    assert code == ExitCode.DONE
    assert "Đã gửi 2, bị từ chối 0, còn chờ 0." in capsys.readouterr().err


def test_in_a_shared_store_a_desk_sends_its_own_records_and_those_of_a_desk_that_is_gone_when_named(
    state, capsys, postgres
):
    url = postgres.new_database()
    text = SITE.replace('"clinic-checkin"', '"quay-1"\ndesk = "clinic-checkin"') + f'\n[store]\nurl = "{url}"\n'
    (state / "site.toml").write_text(text, encoding="utf-8")
    mine, theirs = invented("quay-1"), invented("quay-2")
    with Store.connect(url, None, create_key(state / "records.key"), clock=SystemClock()) as store:
        for one in (mine, theirs):
            store.save(one, ("archive",))
        store.mark_refused(theirs.record_id, "delivery.rejected", "archive")
    code, told = retry(state, capsys, "--refused")
    assert (code, told["waiting"]) == (ExitCode.DONE, 0)
    assert [one["record_id"] for one in told["delivered"]] == [mine.record_id]
    code, told = retry(state, capsys, "--refused", "--desk", "quay-2")
    assert [one["record_id"] for one in told["delivered"]] == [theirs.record_id]
