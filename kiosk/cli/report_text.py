"""The report of `chip read` and `chip verify` for people: what was read, each check in plain Vietnamese, the sum."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kiosk.cli.output import print_fields
from kiosk.runtime.language import Language
from nfc_icao import Result, VerificationReport

_MARKS = {
    Result.SUCCESSFUL: "✓",
    Result.FAILED: "✗",
    Result.UNDETERMINED: "?",
    Result.NOT_SUPPORTED: "–",
    Result.ABORTED: "!",
}


def print_report(values: Mapping[str, Any], report: VerificationReport, language: Language) -> None:
    """`values` is the object of `--json`; the verification in it is told check by check instead."""
    print_fields({name: value for name, value in values.items() if name != "verification"})
    print()
    for check in report.checks:
        name, reason = language.say(f"check.{check.id}"), language.say(f"reason.{check.reason}")
        print(f"{_MARKS[check.result]} {check.id:<4}{name}: {reason}")
    overall = language.say(f"desk.outcome.{report.overall.value}")
    assurance = language.say(f"assurance.{report.assurance.label}")
    print(f"\n{overall} · {assurance}")
