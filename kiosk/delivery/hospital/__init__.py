"""A hospital's own REST service: registering a visit, and what can be registered for.

Enters: `Record`, `HospitalContract` (the hospital's names, as data). Leaves: `Receipt` with MA_LK and STT_LK; types of
visit, departments, services with prices, slots, what the hospital knows of a patient. Words: contract, call, envelope,
code, catalogue, entry. Not known: where the contract's table is kept, how a list is shown.
"""

from kiosk.delivery.hospital.catalogue import CatalogueUnavailable, HospitalCatalogue
from kiosk.delivery.hospital.contract import (
    Call,
    CallName,
    HospitalContract,
    Meaning,
    SignatureForm,
    TimestampForm,
)
from kiosk.delivery.hospital.conversation import HospitalConversation, HospitalSettings
from kiosk.delivery.hospital.entries import (
    Department,
    HospitalInsurance,
    HospitalPatient,
    Service,
    Slot,
    VisitType,
)
from kiosk.delivery.hospital.registration import HospitalRegistration

__all__ = [
    "Call",
    "CallName",
    "CatalogueUnavailable",
    "Department",
    "HospitalCatalogue",
    "HospitalContract",
    "HospitalConversation",
    "HospitalInsurance",
    "HospitalPatient",
    "HospitalRegistration",
    "HospitalSettings",
    "Meaning",
    "Service",
    "SignatureForm",
    "Slot",
    "TimestampForm",
    "VisitType",
]
