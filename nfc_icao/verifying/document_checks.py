"""C1, C13 and C14: the machine readable zone in itself, against its signer's country, and against the calendar."""

from __future__ import annotations

from datetime import date

from nfc_icao.encoding.mrz import NON_EXPIRING_YYMMDD
from nfc_icao.evidence import dg
from nfc_icao.trust import Certificate
from nfc_icao.verifying.countries import alpha_2
from nfc_icao.verifying.inspection import Inspection, Outcome, failed, successful, undetermined
from nfc_icao.verifying.mrz_fields import are_possible
from nfc_icao.verifying.reasons import Reason

_VIET_NAM = "VNM"


def check_mrz(inspection: Inspection) -> Outcome:
    """C1: the check digits of DG1 are right (Doc 9303-3 §4.9), and its fields hold what they may."""
    if dg(1) in inspection.lds.problems:
        return failed(Reason.MRZ_MALFORMED)
    mrz = inspection.lds.mrz
    if mrz is None:
        return undetermined(Reason.MRZ_NOT_READ)
    if not mrz.all_valid:
        return failed(Reason.MRZ_CHECK_DIGIT_WRONG)
    return successful(Reason.MRZ_CONSISTENT) if are_possible(mrz) else undetermined(Reason.MRZ_FIELD_IMPOSSIBLE)


def check_issuing_state(inspection: Inspection, signer: Certificate | None, usable_files: frozenset[str]) -> Outcome:
    """C13: the state in DG1 is the state whose signer signed it (TR-03135-1 §5.6.4.5).

    MRZ and certificates spell states differently (VNM and VN); a code that is in no table is not guessed at.
    """
    mrz = inspection.lds.mrz
    if mrz is None or dg(1) not in usable_files:
        return undetermined(Reason.MRZ_NOT_READ)
    if signer is None or signer.issuer.country is None:
        return undetermined(Reason.PA_SIGNER_UNKNOWN)
    expected = alpha_2(mrz.issuing_state)
    if expected is None:
        return undetermined(Reason.STATE_UNKNOWN)
    # Doc 9303-12 §7.1.1: signer and authority are of one country. Some write the three letters into countryName.
    named = {signer.issuer.country, signer.subject.country} - {None}
    matches = named <= {expected, mrz.issuing_state}
    return successful(Reason.STATE_MATCHES) if matches else failed(Reason.STATE_DIFFERS)


def check_expiry(inspection: Inspection) -> Outcome:
    """C14: the document is still in force. Reported beside the proof: an expired genuine card is genuine and expired.

    The two digits always stand for 20YY: chips came into documents in 2004. Vietnam writes 991231 on a card for life.
    """
    mrz = inspection.lds.mrz
    if mrz is None:
        return undetermined(Reason.MRZ_NOT_READ)
    text = mrz.date_of_expiry
    if text == NON_EXPIRING_YYMMDD and mrz.issuing_state == _VIET_NAM:
        return successful(Reason.DOCUMENT_NON_EXPIRING)
    if inspection.time is None:
        return undetermined(Reason.DOCUMENT_CLOCK_UNTRUSTED)
    try:
        expiry = date(2000 + int(text[:2]), int(text[2:4]), int(text[4:]))
    except ValueError:
        return undetermined(Reason.DOCUMENT_EXPIRY_UNREADABLE)
    return failed(Reason.DOCUMENT_EXPIRED) if inspection.time.date() > expiry else successful(Reason.DOCUMENT_IN_FORCE)
