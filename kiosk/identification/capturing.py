"""How an identity was captured, as its record will say it: reception notes the way, the time and the reference of every
identification, and a patient without any paper is received all the same.

What a person typed says so itself. For the rest the sources of the facts are witnesses, the strongest first.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from kiosk.domain.identity import Capture, CaptureMethod, FactName, Identity, Source
from kiosk.identification.parsed_code import CodeKind

_BY_MACHINE = frozenset({CaptureMethod.CHIP, CaptureMethod.QR, CaptureMethod.BHYT_QR})


def capture_of(identity: Identity, *, chip_was_read: bool, certificate: str | None = None) -> Capture:
    """How `identity`, with everything staff typed in it, came into the desk. `certificate` is the number of a birth
    certificate that was shown besides, or alone."""
    found = _shown(identity, chip_was_read=chip_was_read)
    if not certificate:
        return found
    alone = found.method is CaptureMethod.NONE
    return Capture(CaptureMethod.BIRTH_CERTIFICATE if alone else found.method, certificate)


def _shown(identity: Identity, *, chip_was_read: bool) -> Capture:
    if chip_was_read:
        return Capture(CaptureMethod.CHIP)
    if identity.capture is not None:
        return identity.capture
    sources = {fact.source for fact in identity.facts.values()}
    if Source.QR in sources:
        is_insurance_card = identity.document_kind == CodeKind.BHYT.value
        return Capture(CaptureMethod.BHYT_QR if is_insurance_card else CaptureMethod.QR)
    if FactName.PERSONAL_NUMBER in identity.facts:
        return Capture(CaptureMethod.TYPED)
    if identity.facts.keys() & {FactName.INSURANCE_NUMBER, FactName.OLD_ID_NUMBER}:
        return Capture(CaptureMethod.PAPER_NUMBER)
    return Capture(CaptureMethod.NONE)


def capture_words(capture: Capture, at: datetime, desk_id: str) -> Mapping[str, str | None]:
    """What a record keeps of it: method, who, when (UTC) and reference.

    A desk's devices and its staff are told apart; which member of staff it was, no desk is told.
    """
    who = "device" if capture.method in _BY_MACHINE else "staff"
    return {
        "method": capture.method.value,
        "captured_by": f"{who}@{desk_id}",
        "captured_at": at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z"),
        "reference": capture.reference,
    }
