"""Passive authentication (Doc 9303-11 §5.1): C5 to C10 of TR-03135-1 §5.6.4, for EF.SOD.

A security object that is known to be wrong by an error of production is undetermined where it would have failed: such a
document goes to a person, never green.
"""

from __future__ import annotations

from dataclasses import dataclass

from nfc_icao.trust import Check, DefectKind, Result, TrustStore
from nfc_icao.trust.conformance import signer_remarks
from nfc_icao.verifying.inspection import Inspection, Outcome, failed, undetermined
from nfc_icao.verifying.known_defects import excuse
from nfc_icao.verifying.reasons import Reason
from nfc_icao.verifying.signed_files import SignedFile, judge_missing_file, judge_signed_file


@dataclass(frozen=True)
class PassiveAuthentication:
    """The six checks, and the verdict they come from."""

    checks: tuple[Check, ...]
    file: SignedFile


def authenticate_passively(inspection: Inspection) -> PassiveAuthentication:
    """C5 to C10, in order."""
    file = _judge(inspection)
    trust: TrustStore = inspection.trust
    known = (DefectKind.SECURITY_OBJECT_INVALID,)
    checks = (
        excuse(file.content, file.signer, trust, known).as_check("C5"),
        excuse(file.signature, file.signer, trust, known).as_check("C6"),
        _strictly(file, inspection).as_check("C7"),
        file.validity.as_check("C8"),
        file.revocation.as_check("C9", file.revocation_obligation),
        file.trust.as_check("C10"),
    )
    return PassiveAuthentication(checks, file)


def _strictly(file: SignedFile, inspection: Inspection) -> Outcome:
    """C7; in a strict inspection the signer's certificate must also keep to its profile."""
    if inspection.strict and file.signer is not None and file.issuing.result is Result.SUCCESSFUL:
        return failed(Reason.PA_SIGNER_NON_CONFORMANT) if signer_remarks(file.signer) else file.issuing
    return file.issuing


def _judge(inspection: Inspection) -> SignedFile:
    missing, sod = inspection.sod_missing, inspection.lds.sod
    if missing is not None or sod is None:
        missing = missing or undetermined(Reason.PA_SOD_NOT_READ)
        return judge_missing_file(missing, inspection.trust, inspection.time)
    return judge_signed_file(sod.signed_data, inspection.trust, inspection.time)
