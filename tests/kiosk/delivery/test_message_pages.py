"""The pages about HL7 and FHIR say what is sent, and their settings are ones a site could have."""

from __future__ import annotations

import re
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest
from delivered_records import described_record
from message_senders import ADT

import config
from config.fhir_data import FhirDelivery
from config.hl7_data import Hl7Delivery, load_hl7_mapping
from kiosk.bootstrap.message_deliveries import fhir_sender, hl7_sender
from kiosk.delivery import DeliverySettingsInvalid
from kiosk.delivery.fhir import FhirServer
from kiosk.delivery.hl7 import Hl7File, Hl7Mllp
from kiosk.domain.record import RecordId
from kiosk.runtime.clock import SystemClock

PAGES = Path(__file__).parents[3] / "docs" / "deliveries"
HL7, FHIR = ((PAGES / name).read_text(encoding="utf-8") for name in ("hl7.md", "fhir.md"))
RECORD = replace(described_record(), record_id=RecordId("01a1fb9f-e8c0-73f2-a1d8-4e75b1e9c0d1"))


def block(page: str, language: str) -> str:
    return re.findall(rf"```{language}\n(.*?)```", page, re.DOTALL)[0]


def test_the_message_on_the_page_is_the_one_that_is_sent():
    assert block(HL7, "hl7").strip() == ADT.encode(RECORD).decode("utf-8").replace("\r", "\n").strip()


def test_every_answer_on_the_page_means_what_the_file_says():
    mapping = load_hl7_mapping("hl7-adt-a04")
    meanings = {one.code: one.meaning for one in (*mapping.acknowledgements, *mapping.errors)}
    assert [code for code, meaning in meanings.items() if meaning == "wrong_receiver"] == ["200", "201", "202", "203"]
    for code in ("AA", "CA", "AE", "CE", "AR", "CR", "100-103", "200-203", "206, 207"):
        assert code in HL7


def test_the_settings_on_the_pages_become_senders(tmp_path):
    (tmp_path / "secrets").mkdir()
    (tmp_path / "secrets" / "fhir.txt").write_text("an invented token", encoding="utf-8")
    over_mllp, as_files = (Hl7Delivery.model_validate(one) for one in tomllib.loads(block(HL7, "toml"))["deliveries"])
    (server,) = tomllib.loads(block(FHIR, "toml"))["deliveries"]
    clock = SystemClock()
    assert isinstance(hl7_sender(over_mllp, tmp_path, clock), Hl7Mllp)
    assert isinstance(hl7_sender(as_files, tmp_path, clock), Hl7File)
    sender = fhir_sender(FhirDelivery.model_validate(server), tmp_path, clock)
    assert isinstance(sender, FhirServer)
    sender.close()


def test_a_name_that_no_field_takes_is_said_when_the_list_is_read(tmp_path):
    settings = Hl7Delivery(id="adt", kind="hl7", destination="HIS", path="out", names={"sendng": "x"})
    with pytest.raises(DeliverySettingsInvalid):
        hl7_sender(settings, tmp_path, SystemClock())


@pytest.mark.parametrize(
    "where",
    [
        {},
        {"url": "mllps://his.example:2575", "path": "out"},
        {"url": "mllp://his.example:2575"},
        {"url": "https://his.example:2575"},
        {"url": "mllps://his.example"},
        {"url": "mllps://a:b@his.example:2575"},
    ],
)
def test_an_address_that_cannot_work_is_refused_with_the_list(where):
    with pytest.raises(ValueError, match="Hl7Delivery"):
        Hl7Delivery(id="adt", kind="hl7", destination="HIS", **where)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('ours = ["values.HO_TEN"], written = "family"', 'ours = ["HO_TEN"], written = "family"', "ours"),
        ('code = "CR"', 'code = "AA"', "twice"),
        ("number = 7\n", "number = 7\nstrange = 1\n", "strange"),
    ],
)
def test_a_mapping_that_is_wrong_is_refused_with_its_reason(tmp_path, old, new, said):
    written = (Path(config.__file__).parent / "deliveries" / "hl7-adt-a04.toml").read_text(encoding="utf-8")
    assert old in written
    path = tmp_path / "ours.toml"
    path.write_text(written.replace(old, new), encoding="utf-8")
    with pytest.raises(config.ConfigError, match=said):
        load_hl7_mapping(str(path))


def test_a_library_that_is_missing_is_named(tmp_path, monkeypatch):
    monkeypatch.setattr("kiosk.bootstrap.message_deliveries.find_spec", lambda _name: None)
    settings = Hl7Delivery(id="adt", kind="hl7", destination="HIS", path="out")
    with pytest.raises(config.ConfigError, match="hl7apy"):
        hl7_sender(settings, tmp_path, SystemClock())
