"""The list of checks, in the order of BSI TR-03135-1, and how they add up to a report."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from types import MappingProxyType

from nfc_icao.evidence import ChipReading
from nfc_icao.lds import parse_lds
from nfc_icao.trust import Assurance, Check, Obligation, Result, TrustStore, VerificationReport, overall_result
from nfc_icao.verifying.access_checks import check_access
from nfc_icao.verifying.chip_authenticity import judge_chip
from nfc_icao.verifying.data_groups import compare_hashes, compare_lists, data_group_statuses, weight_of_lists
from nfc_icao.verifying.document_checks import check_expiry, check_issuing_state, check_mrz
from nfc_icao.verifying.findings import find_remarkable
from nfc_icao.verifying.inspection import Inspection, not_supported, trusted_time
from nfc_icao.verifying.known_defects import check_defects
from nfc_icao.verifying.passive_authentication import authenticate_passively
from nfc_icao.verifying.proof_times import NO_LIMIT, find_slow_proofs
from nfc_icao.verifying.reasons import Reason
from nfc_icao.verifying.signed_files import SignedFile, judge_signed_file

PASSIVE_AUTHENTICATION = ("C5", "C6", "C7", "C8", "C12")
"""The checks that make data authentic when all are successful."""

_ALSO_DISPROVING = ("C9", "C10", "C13")
_NOT_TO_BE_LEFT_OPEN = ("C9", "C19")
"""Where they count, they must be successful before data are called authentic."""


def verify_chip(
    reading: ChipReading,
    trust: TrustStore,
    *,
    at: datetime | None = None,
    clock_trusted: bool = True,
    strict: bool = False,
    proof_limit_s: float = NO_LIMIT,
) -> VerificationReport:
    """Say what is proven about `reading`; never raises on what a card contains.

    `at` is the moment to judge by, None for now. With `clock_trusted` false nothing that depends on time is concluded,
    whatever `at` says. `strict` holds the document to the letter of the standard, as a laboratory does (TR-03105-5.1):
    at a counter it would turn people away for a description of their hair. A chip that takes longer than
    `proof_limit_s` to prove itself is a finding (see `nfc_icao.verifying.proof_times`).
    """
    inspection = Inspection(reading, parse_lds(reading.files), trust, trusted_time(at, clock_trusted), strict)
    passive = authenticate_passively(inspection)
    signer = passive.file.signer
    hashes = compare_hashes(inspection, signer)
    card_security = _judge_card_security(inspection)
    proving = (*passive.checks, hashes.outcome.as_check("C12"))
    data_proven = _assurance((*proving,)) is Assurance.AUTHENTIC
    chip = judge_chip(inspection, hashes.usable_files, passive, card_security, data_proven)
    checks = (
        check_mrz(inspection).as_check("C1"),
        *check_access(inspection, hashes.usable_files, card_security),
        chip.outcome.as_check("C4"),
        *passive.checks,
        compare_lists(inspection, signer).as_check("C11", weight_of_lists(inspection)),
        hashes.outcome.as_check("C12"),
        check_issuing_state(inspection, signer, hashes.usable_files).as_check("C13"),
        check_expiry(inspection).as_check("C14", Obligation.EVALUATORY),
        *_left_to_others(),
        check_defects(signer, trust, inspection.time),
    )
    return VerificationReport(
        checks,
        overall_result(checks),
        _assurance(checks),
        hashes.usable_files,
        data_groups=MappingProxyType(data_group_statuses(inspection, hashes.usable_files)),
        signer=signer.fingerprint if signer is not None else None,
        issuer=passive.file.issuer.fingerprint if passive.file.issuer is not None else None,
        lists=trust.lists,
        findings=(
            *find_remarkable(inspection, signer, hashes.usable_files, chip.failed),
            *find_slow_proofs(reading, proof_limit_s),
        ),
        judged_at=inspection.time,
    )


def with_check(report: VerificationReport, check: Check) -> VerificationReport:
    """`report` with `check` put in its place (C15 once the QR was compared), and everything added up again."""
    checks = [one for one in report.checks if one.id != check.id] + [check]
    checks.sort(key=lambda one: int(one.id.removeprefix("C")))
    return replace(report, checks=tuple(checks), overall=overall_result(checks), assurance=_assurance(checks))


def _judge_card_security(inspection: Inspection) -> SignedFile | None:
    """EF.CardSecurity, by the steps of passive authentication; None when there is none that can be read."""
    card_security = inspection.lds.card_security
    if card_security is None:
        return None
    return judge_signed_file(card_security.signed_data, inspection.trust, inspection.time)


def _left_to_others() -> tuple[Check, ...]:
    """Checks whose evidence is not in a chip reading. C18: the QR of the card is unsigned, so there is no seal."""
    return (
        not_supported(Reason.NOT_DONE).as_check("C15", Obligation.OPTIONAL),
        not_supported(Reason.NOT_DONE).as_check("C16", Obligation.OPTIONAL),
        not_supported(Reason.NOT_DONE).as_check("C17", Obligation.EVALUATORY),
        not_supported(Reason.NOT_OFFERED).as_check("C18", Obligation.EVALUATORY),
    )


def _assurance(checks: Iterable[Check]) -> Assurance:
    """How far the chip data as a whole are proven."""
    counted = {check.id: check.result for check in checks if check.obligation is not Obligation.EVALUATORY}
    proving = [counted.get(check_id, Result.UNDETERMINED) for check_id in PASSIVE_AUTHENTICATION]
    if any(counted.get(check_id) is Result.FAILED for check_id in (*PASSIVE_AUTHENTICATION, *_ALSO_DISPROVING)):
        return Assurance.CLAIMED
    left_open = any(counted.get(check_id) not in (None, Result.SUCCESSFUL) for check_id in _NOT_TO_BE_LEFT_OPEN)
    if left_open or any(result is not Result.SUCCESSFUL for result in proving):
        return Assurance.READ
    return Assurance.GENUINE_CHIP if counted.get("C4") is Result.SUCCESSFUL else Assurance.AUTHENTIC
