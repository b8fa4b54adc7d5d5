"""One setting decides whether a desk keeps its records in a file or on the server it shares."""

from __future__ import annotations

from datetime import timedelta

import pytest

import config
from config.store_settings import Store as StoreSettings
from kiosk.bootstrap.records import open_desk_store, open_store_of, retention_of
from kiosk.domain.device import Device
from kiosk.domain.failure import FailureCode
from kiosk.records import AuditEvent, StoreCorrupt, WrongKey
from kiosk.runtime.clock import FakeClock


def site_with(**store: object) -> config.Site:
    return config.load_site("demo").model_copy(update={"store": StoreSettings.model_validate(store)})


def test_without_an_address_the_records_are_in_a_file_of_the_state_folder(tmp_path):
    with open_store_of(site_with(path="x.db"), tmp_path, FakeClock()) as store:
        store.note(AuditEvent.STAFF_VIEWED)
    assert (tmp_path / "x.db").exists()


def test_desks_with_the_same_address_and_key_share_their_records(tmp_path, postgres):
    site = site_with(url=postgres.new_database())
    with open_store_of(site, tmp_path, FakeClock()) as first:
        first.note(AuditEvent.STAFF_VIEWED)
    (tmp_path / "second").mkdir()
    (tmp_path / "records.key").rename(tmp_path / "second" / "records.key")
    with open_store_of(site, tmp_path / "second", FakeClock()) as second:
        assert second.verify_audit().rows == 1
    assert not list(tmp_path.rglob("*.db"))


def test_a_desk_without_the_shared_key_is_turned_away_and_not_left_with_a_key_of_its_own(tmp_path, postgres):
    site = site_with(url=postgres.new_database())
    open_store_of(site, tmp_path, FakeClock()).close()
    (tmp_path / "second").mkdir()
    for _ in range(2):
        with pytest.raises(WrongKey, match="key_file_missing"):
            open_store_of(site, tmp_path / "second", FakeClock())
        assert list((tmp_path / "second").iterdir()) == []


def test_a_password_comes_from_its_file(tmp_path, postgres):
    site = site_with(url=postgres.new_database(), password={"file": "password"})
    with pytest.raises(config.ConfigError):
        open_store_of(site, tmp_path, FakeClock())
    (tmp_path / "password").write_text("not asked for on a socket\n", encoding="utf-8")
    open_store_of(site, tmp_path, FakeClock()).close()


def test_a_damaged_file_is_put_aside_and_the_board_says_so(tmp_path):
    board: list[tuple[Device, FailureCode | None]] = []
    (tmp_path / "records.db").write_bytes(b"never a store" * 1000)
    (tmp_path / "records.key").touch(0o600)
    (tmp_path / "records.key").write_bytes(bytes(range(32)))
    with open_desk_store(site_with(), tmp_path, FakeClock(), lambda *change: board.append(change)) as store:
        store.note(AuditEvent.STAFF_VIEWED)
    assert board == [(Device.STORE, FailureCode.STORE_SET_ASIDE)]
    assert len(list(tmp_path.glob("records.db.damaged-*"))) == 1


def test_a_damaged_server_is_not_replaced_by_anything(tmp_path, monkeypatch, postgres):
    def damaged(*_: object, **__: object) -> None:
        raise StoreCorrupt("XX001")

    monkeypatch.setattr("kiosk.records.Store.connect", damaged)
    with pytest.raises(StoreCorrupt):
        open_desk_store(site_with(url=postgres.new_database()), tmp_path, FakeClock(), lambda *_: None)


def test_each_purpose_has_the_days_the_site_gives_it():
    keep = {"services": {"one-stop": 5}, "refused_days": 90, "ticket_days": 2, "audit_days": 400}
    kept = retention_of(site_with(keep_days=7, keep=keep))
    assert (kept.delivered, kept.delivered_by_service) == (timedelta(days=7), {"one-stop": timedelta(days=5)})
    assert (kept.refused, kept.tickets, kept.audit) == (timedelta(days=90), timedelta(days=2), timedelta(days=400))
    assert retention_of(site_with()).audit is None
