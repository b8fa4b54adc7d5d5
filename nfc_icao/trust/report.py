"""Verdicts: five results, twenty checks, one way to add them up (BSI TR-03135-1 §3.5, §5).

A result is weighed, never raised. Only `SUCCESSFUL` may ever be shown green.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum, StrEnum
from types import MappingProxyType


class Result(StrEnum):
    """The outcome of a check (TR-03135-1 §3.5.1)."""

    SUCCESSFUL = "successful"
    FAILED = "failed"
    UNDETERMINED = "undetermined"
    """It ran but nothing conclusive can be said: no trusted issuer, an untrusted clock, data missing. Never green."""
    NOT_SUPPORTED = "not_supported"
    """The document does not offer what this check looks at."""
    ABORTED = "aborted"
    """It could not run to its end. Not a result, and never the base of a decision."""


class Obligation(StrEnum):
    """Whether a check counts (TR-03135-1 §3.5.2)."""

    MANDATORY = "mandatory"
    OPTIONAL = "optional"
    EVALUATORY = "evaluatory"
    """Logged, not counted."""


class Assurance(Enum):
    """How far a value is proven, weakest first."""

    CLAIMED = 0
    """Somebody said so: QR, typing, a portal's echo. Anybody can print a QR."""
    READ = 1
    """A chip said so, but passive authentication was not conclusive."""
    AUTHENTIC = 2
    """Signed by a trusted issuer; the chip may still be a copy."""
    GENUINE_CHIP = 3
    """Signed by a trusted issuer, and this chip holds the key that goes with it."""

    @property
    def label(self) -> str:
        return self.name.lower()


@dataclass(frozen=True)
class Check:
    """One check of TR-03135 with what came of it."""

    id: str
    """`C1` … `C20`."""
    name: str
    """A short English name in the words of the standard."""
    result: Result
    reason: str
    """A stable dotted key (`passive_authentication.no_trust_anchor`), translated where people read it. No personal
    values."""
    obligation: Obligation = Obligation.MANDATORY


@dataclass(frozen=True)
class Finding:
    """Something a person may want to know that decides nothing (evaluatory, TR-03135-1 §3.5.2): logged, not counted."""

    key: str
    """Stable, translated where people read it (`signer_key_short`)."""
    check: str
    """The check it stands beside, `C1` … `C19`."""
    file: str | None = None
    """The file it is about, where it is about one."""


class DataGroupStatus(StrEnum):
    """What came of one data group (TR-03135-1 §5.6.4.4)."""

    IDENTICAL = "identical"
    """Read, and as it was signed."""
    NOT_IDENTICAL = "not_identical"
    PRESENT = "present"
    """Read, and not under the signature, or nothing to hold it against. Not used."""
    NOT_PRESENT = "not_present"
    """Under the signature, and not read: not asked for, or refused."""
    NON_CONFORMANCE = "non_conformance"
    """As it was signed, and not as the standard has it."""


@dataclass(frozen=True)
class UsedList:
    """One list that verdicts were drawn from (TR-03135-1 §6.3)."""

    name: str
    """Of the file."""
    kind: str
    """`master_list`, `revocation_list`, `defect_list`."""
    sha256: str
    """Of the list, hex."""
    entries: int
    signer_sha256: str | None = None
    """Of the certificate that signed it, hex; None where only the operator vouches for it."""
    signed_at: datetime | None = None
    """As its signer says."""
    anchored_in_itself: bool = False
    """The signer's authority stands in the list alone; nothing else that is installed vouches for it."""


@dataclass(frozen=True)
class VerificationReport:
    """What is proven about one reading."""

    checks: tuple[Check, ...]
    overall: Result
    assurance: Assurance
    """Of the chip data as a whole."""
    usable_files: frozenset[str] = frozenset()
    """Files whose hash EF.SOD confirms (C12 identical). Others must not feed a form."""
    data_groups: Mapping[str, DataGroupStatus] = field(default_factory=lambda: MappingProxyType({}))
    """Every data group that was read or is under the signature."""
    signer: str | None = None
    """SHA-256 of the document signer's certificate, hex; None when it is unknown."""
    issuer: str | None = None
    """SHA-256 of the CSCA certificate of the trust store that vouches for the signer."""
    lists: tuple[UsedList, ...] = ()
    """Every list the trust store was filled from."""
    findings: tuple[Finding, ...] = ()
    """What decides nothing and is said all the same."""
    judged_at: datetime | None = None
    """The moment validity was judged by; None when no clock was trusted."""

    def check(self, check_id: str) -> Check | None:
        return next((check for check in self.checks if check.id == check_id), None)


def overall_result(checks: Iterable[Check]) -> Result:
    """Add up checks (TR-03135-1 §5.7, C20): failed beats aborted beats undetermined beats successful.

    Evaluatory checks do not count. An optional check counts only when it failed or was aborted. A mandatory check that
    is not supported leaves the whole undetermined; nothing at all to add up is undetermined too.
    """
    counted: set[Result] = set()
    for check in checks:
        if check.obligation is Obligation.EVALUATORY:
            continue
        if check.obligation is Obligation.OPTIONAL and check.result not in (Result.FAILED, Result.ABORTED):
            continue
        counted.add(check.result)
    for decisive in (Result.FAILED, Result.ABORTED):
        if decisive in counted:
            return decisive
    if counted == {Result.SUCCESSFUL}:
        return Result.SUCCESSFUL
    return Result.UNDETERMINED
