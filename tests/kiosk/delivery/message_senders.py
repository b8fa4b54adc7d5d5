"""HL7 and FHIR as the program sends them, for tests."""

from __future__ import annotations

from config.fhir_data import load_fhir_words
from config.hl7_data import load_hl7_mapping
from kiosk.bootstrap.message_deliveries import fhir_words, hl7_mapping
from kiosk.delivery.fhir import FhirSystems
from kiosk.delivery.hl7 import Adt

MAPPING = hl7_mapping(load_hl7_mapping("hl7-adt-a04"))
NAMES = {
    "sending_facility": "01999",
    "receiving_application": "HIS",
    "receiving_facility": "01999",
    "personal_number_authority": "CCCD",
    "insurance_authority": "BHXH",
    "visit_authority": "MOT-CHAM",
}
ADT = Adt(MAPPING, NAMES)
WORDS = fhir_words(load_fhir_words("fhir-r4"))
SYSTEMS = FhirSystems(
    personal_number="https://his.example/so-dinh-danh",
    insurance_card="https://his.example/the-bhyt",
    facility="https://his.example/co-so-kcb",
    visit="https://his.example/luot-kham",
)
