"""Everything the checks look at, in one frozen value; none of them looks anywhere else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from nfc_icao.evidence import EF_SOD, ChipReading, dg
from nfc_icao.lds import Lds
from nfc_icao.trust import Check, Obligation, Result, TrustStore
from nfc_icao.verifying.reasons import Reason


@dataclass(frozen=True)
class Outcome:
    """What came of a check, before it has its number and name."""

    result: Result
    reason: Reason

    def as_check(self, check_id: str, obligation: Obligation = Obligation.MANDATORY) -> Check:
        return Check(check_id, CHECK_NAMES[check_id], self.result, self.reason.value, obligation)


def successful(reason: Reason) -> Outcome:
    return Outcome(Result.SUCCESSFUL, reason)


def failed(reason: Reason) -> Outcome:
    return Outcome(Result.FAILED, reason)


def undetermined(reason: Reason) -> Outcome:
    return Outcome(Result.UNDETERMINED, reason)


def not_supported(reason: Reason) -> Outcome:
    return Outcome(Result.NOT_SUPPORTED, reason)


CHECK_NAMES = {
    "C1": "MRZ consistency",
    "C2": "Basic Access Control",
    "C3": "PACE",
    "C4": "Chip authenticity",
    "C5": "Security object hash",
    "C6": "Security object signature",
    "C7": "Document signer certificate signature",
    "C8": "Certificate validity",
    "C9": "Document signer revocation",
    "C10": "Document signer trust status",
    "C11": "EF.COM and EF.SOD consistency",
    "C12": "Data group hashes",
    "C13": "Issuing state and signer country",
    "C14": "Document expiry",
    "C15": "Printed data and chip data",
    "C16": "Two sides of the document",
    "C17": "Face comparison",
    "C18": "Digital seal",
    "C19": "Known defects",
}
"""Check number → its name. C20, the sum, is `VerificationReport.overall`."""


@dataclass(frozen=True)
class Inspection:
    """One reading, what was parsed from it, whom to believe, and the time if it can be believed."""

    reading: ChipReading
    lds: Lds
    trust: TrustStore
    time: datetime | None
    """None when the clock is not to be trusted: then nothing that depends on time is ever concluded."""
    strict: bool = False
    """Departures from the standard count that harm nothing and that documents in the field have."""

    def lists_in_sod(self, number: int) -> bool:
        return self.lds.sod is not None and number in self.lds.sod.data_group_hashes

    def is_hidden(self, number: int) -> bool:
        """EF.SOD lists it, the chip was asked for it and would not give it."""
        return self.lists_in_sod(number) and dg(number) in self.reading.refusals and not self.was_read(number)

    def was_read(self, number: int) -> bool:
        return dg(number) in self.reading.files

    @property
    def sod_missing(self) -> Outcome | None:
        """Why there is no security object to look at; None when there is one."""
        if EF_SOD in self.reading.refusals and EF_SOD not in self.reading.files:
            return failed(Reason.PA_SOD_HIDDEN)
        if EF_SOD not in self.reading.files:
            return undetermined(Reason.PA_SOD_NOT_READ)
        if self.lds.sod is None:
            return failed(Reason.PA_SOD_MALFORMED)
        return None


def trusted_time(at: datetime | None, clock_trusted: bool) -> datetime | None:
    """The moment to judge by: `at`, else now; None when the clock is not trusted. A naive `at` is taken as UTC."""
    if not clock_trusted:
        return None
    moment = at if at is not None else datetime.now(UTC)
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)
