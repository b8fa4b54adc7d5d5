"""A site's list of deliveries becomes senders in order, and what cannot work is said before a citizen comes."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

import config
from config import deliveries_data, delivery_base
from hardware_mocks.hospital import FakeHospital
from hardware_mocks.hospital_rest import FakeHospitalRest
from kiosk.bootstrap import deliveries
from kiosk.bootstrap.deliveries import ImaginedOffice, open_catalogue, open_senders
from kiosk.delivery import Folder, ReaderWebhook, Webhook
from kiosk.delivery.hospital import HospitalRegistration
from kiosk.domain.record import Record, RecordedValue
from kiosk.insurance.check_in import from_xml
from kiosk.runtime.clock import FakeClock, SystemClock
from kiosk.runtime.uuid7 import new_record_id

DAY = date(2026, 11, 21)

SECRET = "mot bi mat chi de thu"
HEAD = """site_id = "phong-kham-mau"
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
"""
ALL = """
[[deliveries]]
id = "his"
kind = "hospital-rest"
url = "http://127.0.0.1:8771/api"
destination = "Phần mềm bệnh viện"
merchant_id = "kiosk-01"
secret = { file = "his.secret" }

[[deliveries]]
id = "form"
kind = "reader-webhook"
url = "http://localhost:8050/"
destination = "Máy tiếp nhận"

[[deliveries]]
id = "archive"
kind = "folder"
path = "out"
destination = "Thư mục"
formats = ["check-in-xml"]

[[deliveries]]
id = "centre"
kind = "webhook"
url = "https://centre.example/records"
destination = "Trung tâm"
secret = { file = "his.secret" }
"""

HL7 = """
[[deliveries]]
id = "adt"
kind = "hl7"
url = "mllps://his.example:2575"
destination = "HL7"
names = { sending_facility = "01998" }
"""
FHIR = """
[[deliveries]]
id = "fhir"
kind = "fhir"
url = "https://fhir.example/r4"
destination = "FHIR"
token = { file = "his.secret" }
systems = { personal_number = "urn:x:so", insurance_card = "urn:x:the", facility = "urn:x:cs" }
"""


def site(folder: Path, listed: str) -> config.Site:
    path = folder / "site.toml"
    path.write_text(HEAD + listed, encoding="utf-8")
    (folder / "his.secret").write_text(SECRET, encoding="utf-8")
    return config.load_site(path)


def test_every_kind_becomes_its_sender_in_the_order_of_the_list(tmp_path):
    written = site(tmp_path, ALL)
    with open_senders(written, tmp_path, SystemClock()) as senders:
        kinds = {one: type(sender) for one, sender in senders.items()}
    assert list(kinds.items()) == [
        ("his", HospitalRegistration),
        ("form", ReaderWebhook),
        ("archive", Folder),
        ("centre", Webhook),
    ]
    assert config.check(written, today=DAY) == []


def test_the_imagined_office_takes_the_place_of_the_demos_address():
    demo = config.load_site("demo")
    with FakeHospital(b"a secret of the demo") as hospital:
        office = ImaginedOffice(hospital.url, b"a secret of the demo")
        with open_senders(demo, Path(), SystemClock(), imagined=office) as senders:
            assert list(senders) == ["office"]
        with pytest.raises(config.ConfigError), open_senders(demo, Path(), SystemClock()):
            pass
    assert "a secret" not in repr(office)


def test_a_library_or_a_secret_that_is_missing_is_said_before_a_citizen_comes(tmp_path, monkeypatch):
    written = site(tmp_path, ALL)
    with monkeypatch.context() as without:
        without.setattr(deliveries, "find_spec", lambda _name: None)
        with pytest.raises(config.ConfigError, match="lxml"), open_senders(written, tmp_path, SystemClock()):
            pass
    (tmp_path / "his.secret").unlink()
    with pytest.raises(config.ConfigError, match=r"his\.secret"), open_senders(written, tmp_path, SystemClock()):
        pass


def test_a_folder_gets_the_check_in_table_beside_the_record(tmp_path):
    (tmp_path / "out").mkdir()
    record = Record(
        record_id=new_record_id(SystemClock()),
        desk_id="clinic-checkin",
        service_id="clinic-checkin",
        form_id="bhyt-checkin",
        confirmed_at=datetime(2026, 11, 21, 1, 2, tzinfo=UTC),
        values={"HO_TEN": RecordedValue("Đỗ Thị Uyên", "dg13", "authentic")},
        identification={},
        insurance={},
    )
    with open_senders(site(tmp_path, ALL), tmp_path, SystemClock()) as senders:
        senders["archive"].deliver(record)
    (row,) = from_xml((tmp_path / "out" / f"{record.record_id}.xml").read_bytes())
    assert row["HO_TEN"] == "Đỗ Thị Uyên"
    assert (tmp_path / "out" / f"{record.record_id}.json").is_file()


def test_a_secret_too_short_to_be_one_is_refused_by_the_name_of_its_delivery(tmp_path):
    written = site(tmp_path, ALL)
    (tmp_path / "his.secret").write_text("short", encoding="utf-8")
    opened = open_senders(written, tmp_path, SystemClock())
    with pytest.raises(config.ConfigError, match="his: secret_too_short"), opened:
        pass


def test_a_contract_of_the_sites_own_is_read_from_its_file(tmp_path):
    own = (delivery_base.DIRECTORY / "hospital-rest.toml").read_text(encoding="utf-8")
    (tmp_path / "ours.toml").write_text(own.replace("/dangky-kcb", "/dang-ky"), encoding="utf-8")
    written = site(
        tmp_path, ALL.replace('merchant_id = "kiosk-01"', 'merchant_id = "kiosk-01"\ncontract = "ours.toml"')
    )
    with open_senders(written, tmp_path, SystemClock()) as senders:
        assert isinstance(senders["his"], HospitalRegistration)
    (tmp_path / "ours.toml").write_text(own + '\nstrange = "key"\n', encoding="utf-8")
    deliveries_data.load_hospital_contract.cache_clear()
    with pytest.raises(config.ConfigError, match="strange"), open_senders(written, tmp_path, SystemClock()):
        pass


def test_the_catalogue_speaks_to_the_first_hospital_with_a_rest_service(tmp_path):
    clock = FakeClock(SystemClock().now())
    with FakeHospitalRest(SECRET.encode(), "kiosk-01") as hospital:
        written = site(tmp_path, ALL.replace("http://127.0.0.1:8771/api", hospital.url))
        with open_catalogue(written, tmp_path, clock) as catalogue:
            assert catalogue is not None
            assert catalogue.departments("01")[0].code == "K01"
    with open_catalogue(config.load_site("demo"), tmp_path, clock) as nothing:
        assert nothing is None


@pytest.mark.parametrize(
    ("listed", "said"),
    [
        ("", "deliveries"),
        (ALL.replace('"centre"', '"his"'), "same id"),
        (ALL.replace('kind = "folder"', 'kind = "telegram"'), "telegram|kind"),
        (ALL.replace("https://centre.example", "http://centre.example"), "https"),
        (ALL.replace("http://localhost:8050/", "https://his.example/"), "this very machine"),
        (ALL.replace("https://centre.example/records", "demo"), "demo site only"),
        (ALL.replace("merchant_id", "merchant"), "merchant"),
        (ALL + FHIR.replace('file = "his.secret"', 'demo = "invented"'), "demo site only"),
        (ALL + FHIR.replace("urn:x:so", "so"), "personal_number"),
    ],
)
def test_a_list_that_cannot_work_is_refused_with_its_reason(tmp_path, listed, said):
    with pytest.raises(config.ConfigError, match=said):
        site(tmp_path, listed)


def test_standard_messages_are_senders_like_the_others(tmp_path):
    written = site(tmp_path, ALL + HL7 + FHIR)
    with open_senders(written, tmp_path, SystemClock()) as senders:
        kinds = {one: type(sender).__name__ for one, sender in senders.items()}
    assert (kinds["adt"], kinds["fhir"]) == ("Hl7Mllp", "FhirServer")
    assert config.check(written, today=DAY) == []
