"""From the chip room's report to the verdict a desk shows: the same results, in the words of `kiosk.domain`."""

from __future__ import annotations

from kiosk.domain.identity import Assurance
from kiosk.domain.verdict import Outcome, Verdict, VerdictLine
from nfc_icao.evidence import AccessSummary
from nfc_icao.trust.report import Obligation, VerificationReport


def verdict_of(report: VerificationReport, access: AccessSummary | None) -> Verdict:
    """`access` is how the chip was opened; None when none was."""
    return Verdict(
        overall=Outcome(report.overall.value),
        assurance=Assurance(report.assurance.value),
        lines=tuple(
            VerdictLine(
                check_id=check.id,
                name=check.name,
                outcome=Outcome(check.result.value),
                reason=check.reason,
                counts=check.obligation is not Obligation.EVALUATORY,
            )
            for check in report.checks
        ),
        access_protocol=None if access is None else access.protocol,
        access_password=None if access is None else access.password,
    )
