"""Changes to DG1: fields of the machine readable zone by name (Doc 9303-4 §4.2, 9303-5 §4.2), and its check digits."""

from __future__ import annotations

from collections.abc import Mapping

from hardware_mocks.issuing.mrz import check_digit
from hardware_mocks.negative_plan.changes.files import edited, value_at
from hardware_mocks.negative_plan.subject import Subject
from nfc_icao.evidence import dg

_PATH = (0x61, 0x5F1F)
_TD3_FIELDS = {
    "document_code": (0, 2),
    "issuing_state": (2, 5),
    "name": (5, 44),
    "document_number": (44, 53),
    "document_number_digit": (53, 54),
    "nationality": (54, 57),
    "date_of_birth": (57, 63),
    "date_of_birth_digit": (63, 64),
    "sex": (64, 65),
    "date_of_expiry": (65, 71),
    "date_of_expiry_digit": (71, 72),
    "optional_data": (72, 86),
    "optional_data_digit": (86, 87),
    "composite_digit": (87, 88),
}
_TD1_FIELDS = {
    "document_number": (5, 14),
    "document_number_digit": (14, 15),
    "optional_data": (15, 30),
    "name": (60, 90),
    "composite_digit": (59, 60),
}
_TD3_COMPOSITE = ((44, 54), (57, 64), (65, 87))
_TD1_COMPOSITE = ((5, 30), (30, 37), (38, 45), (48, 59))
_OWN_DIGITS = ("document_number", "date_of_birth", "date_of_expiry", "optional_data")


def fields(subject: Subject, *, values: Mapping[str, str], right_digits: bool = True) -> Subject:
    """Fields have other values, filled up with `<`; with `right_digits` the check digits over them are made right.

    A check digit that is itself among `values` stays as given.
    """
    zone = value_at(subject.document.files[dg(1)], _PATH).decode("ascii")
    td3 = len(zone) == 88
    table = _TD3_FIELDS if td3 else _TD1_FIELDS
    for name, value in values.items():
        zone = _with(zone, table[name], value)
    if right_digits:
        for name in _OWN_DIGITS:
            place = table.get(f"{name}_digit")
            if place is not None and name in values and f"{name}_digit" not in values:
                start, end = table[name]
                zone = _with(zone, place, check_digit(zone[start:end]))
        if "composite_digit" not in values:
            parts = _TD3_COMPOSITE if td3 else _TD1_COMPOSITE
            composite = "".join(zone[start:end] for start, end in parts)
            zone = _with(zone, table["composite_digit"], check_digit(composite))
    return subject.with_file(dg(1), edited(subject.document.files[dg(1)], _PATH, zone.encode("ascii")))


def wrong_digit(subject: Subject, *, field: str) -> Subject:
    """One check digit is off by one, and all others are right for it."""
    zone = value_at(subject.document.files[dg(1)], _PATH).decode("ascii")
    table = _TD3_FIELDS if len(zone) == 88 else _TD1_FIELDS
    start, _ = table[f"{field}_digit"]
    return fields(subject, values={f"{field}_digit": str((int(zone[start]) + 1) % 10)})


def _with(zone: str, place: tuple[int, int], value: str) -> str:
    start, end = place
    return zone[:start] + value.ljust(end - start, "<")[: end - start] + zone[end:]
