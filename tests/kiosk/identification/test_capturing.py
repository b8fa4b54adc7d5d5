"""What a record says about the way its identity came in."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from types import MappingProxyType

import pytest

from kiosk.domain.identity import Assurance, Capture, CaptureMethod, Fact, FactName, Identity, Source
from kiosk.identification import capture_of, capture_words, parse_typed

TODAY = date(2026, 11, 21)


def known_by(name: FactName, source: Source, kind: str = "unknown") -> Identity:
    return Identity(MappingProxyType({name: Fact("001099012345", source, Assurance.CLAIMED)}), document_kind=kind)


@pytest.mark.parametrize(
    ("identity", "method"),
    [
        (known_by(FactName.PERSONAL_NUMBER, Source.QR, "cccd_2021"), CaptureMethod.QR),
        (known_by(FactName.INSURANCE_NUMBER, Source.QR, "bhyt"), CaptureMethod.BHYT_QR),
        (parse_typed("001099012345", TODAY).identity, CaptureMethod.TYPED),
        (parse_typed("0123456789", TODAY).identity, CaptureMethod.PAPER_NUMBER),
        (known_by(FactName.PERSONAL_NUMBER, Source.STAFF), CaptureMethod.TYPED),
        (known_by(FactName.INSURANCE_NUMBER, Source.STAFF), CaptureMethod.PAPER_NUMBER),
        (known_by(FactName.FULL_NAME, Source.STAFF), CaptureMethod.NONE),
        (Identity(), CaptureMethod.NONE),
    ],
)
def test_without_a_chip_the_sources_say_how_a_citizen_was_identified(identity: Identity, method: CaptureMethod) -> None:
    assert capture_of(identity, chip_was_read=False).method is method


def test_a_chip_that_was_read_is_the_method_whatever_was_typed_before_it() -> None:
    typed = parse_typed("001099012345", TODAY).identity
    assert capture_of(typed, chip_was_read=True).method is CaptureMethod.CHIP


def test_a_code_that_was_corrected_by_hand_is_still_a_code() -> None:
    scanned = known_by(FactName.PERSONAL_NUMBER, Source.QR, "cccd_2021")
    name = Fact("Nguyễn Văn An", Source.STAFF, Assurance.CLAIMED)
    corrected = replace(scanned, facts=MappingProxyType({**scanned.facts, FactName.FULL_NAME: name}))
    assert capture_of(corrected, chip_was_read=False).method is CaptureMethod.QR


def test_a_birth_certificate_shown_alone_is_the_method_and_beside_another_its_reference() -> None:
    alone = capture_of(known_by(FactName.FULL_NAME, Source.STAFF), chip_was_read=False, certificate="112/2026")
    assert (alone.method, alone.reference) == (CaptureMethod.BIRTH_CERTIFICATE, "112/2026")
    typed = capture_of(parse_typed("001226012345", TODAY).identity, chip_was_read=False, certificate="112/2026")
    assert (typed.method, typed.reference) == (CaptureMethod.TYPED, "112/2026")


@pytest.mark.parametrize(
    ("method", "who"), [(CaptureMethod.CHIP, "device@desk-1"), (CaptureMethod.BIRTH_CERTIFICATE, "staff@desk-1")]
)
def test_a_record_keeps_method_who_when_and_reference(method: CaptureMethod, who: str) -> None:
    at = datetime(2026, 11, 21, 1, 2, 3, 456, tzinfo=UTC)
    assert capture_words(Capture(method, "112/2026"), at, "desk-1") == {
        "method": method.value,
        "captured_by": who,
        "captured_at": "2026-11-21T01:02:03Z",
        "reference": "112/2026",
    }
