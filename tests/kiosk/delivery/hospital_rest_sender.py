"""The hospital's REST service and our half of the conversation, put together for tests."""

from __future__ import annotations

from config.deliveries_data import load_hospital_contract
from hardware_mocks.hospital_rest import FakeHospitalRest
from kiosk.bootstrap.deliveries import hospital_contract
from kiosk.delivery.hospital import HospitalConversation, HospitalSettings
from kiosk.runtime.clock import FakeClock

SECRET = b"a secret of the test hospital"
MERCHANT = "kiosk-01"
CONTRACT = hospital_contract(load_hospital_contract("hospital-rest"))


def conversation_with(hospital: FakeHospitalRest, clock: FakeClock, **more: object) -> HospitalConversation:
    words = {"merchant_id": MERCHANT, "secret": SECRET, "contract": CONTRACT, "timeout_s": 5.0, **more}
    return HospitalConversation(HospitalSettings(url=hospital.url, destination="HIS", **words), clock=clock)
