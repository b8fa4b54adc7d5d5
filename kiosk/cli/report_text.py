"""The report of `chip read` and `chip verify` for people, in their language: the verdict first, then what was read,
then each check with its reason, then what it was judged by."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kiosk.runtime.language import Language
from nfc_icao import Result, VerificationReport

_MARKS = {
    Result.SUCCESSFUL: "✓",
    Result.FAILED: "✗",
    Result.UNDETERMINED: "?",
    Result.NOT_SUPPORTED: "–",
    Result.ABORTED: "!",
}
_TOLD_OTHERWISE = ("verification", "transaction")
_PROBLEMS = "problems"
_SHORT_FINGERPRINT = 16


def print_report(values: Mapping[str, Any], report: VerificationReport, language: Language) -> None:
    """`values` is the object of `--json`; the verification in it is told check by check instead."""
    _print_tree({name: value for name, value in values.items() if name not in _TOLD_OTHERWISE}, language)
    _print_data_groups(report, language)
    print()
    for check in report.checks:
        name, reason = language.say(f"check.{check.id}"), language.say(f"reason.{check.reason}")
        counted = "" if check.obligation.value == "mandatory" else f" ({language.say('report.not_counted')})"
        print(f"{_MARKS[check.result]} {check.id:<4}{name}: {reason}{counted}")
    _print_findings(report, language)
    _print_judged_by(report, language)
    overall = language.say(f"desk.outcome.{report.overall.value}")
    assurance = language.say(f"assurance.{report.assurance.label}")
    print(f"\n{overall} · {assurance}")


def _print_tree(values: Mapping[str, Any], language: Language, indent: str = "") -> None:
    """Names and values, one a line; what is not there at all is left out, what is unknown is said to be."""
    for name, value in values.items():
        if value in (None, [], {}) and not indent:
            continue
        label = _label(name, language)
        if name == _PROBLEMS:
            _print_problems(label, value, language, indent)
        elif isinstance(value, Mapping):
            print(f"{indent}{label}:")
            _print_tree(value, language, indent + "  ")
        elif isinstance(value, list) and any(isinstance(one, Mapping) for one in value):
            for number, one in enumerate(value, 1):
                print(f"{indent}{label} {number}:")
                _print_tree(one, language, indent + "  ")
        elif isinstance(value, list):
            print(f"{indent}{label}: {', '.join(map(_printable, value)) or '–'}")
        else:
            print(f"{indent}{label}: {_leaf(value, language)}")


def _print_problems(label: str, problems: Mapping[str, str], language: Language, indent: str) -> None:
    """Fields of DG13 that are damaged, each with what is wrong with it."""
    if problems:
        print(f"{indent}{label}:")
    for name, problem in problems.items():
        print(f"{indent}  {_label(name, language)}: {language.say(f'dg13_problem.{problem}')}")


def _leaf(value: object, language: Language) -> str:
    if value is None:
        return language.say("report.unknown")
    if isinstance(value, bool):
        return language.say("report.yes" if value else "report.no")
    return _printable(value)


def _printable(value: object) -> str:
    """What a card wrote, without the control characters that could drive a terminal."""
    return "".join(character if character.isprintable() else "�" for character in str(value))


def _label(name: str, language: Language) -> str:
    """The words for a name of the JSON object; file names and what has no words stand for themselves."""
    key = f"report.label.{name}"
    return language.say(key) if language.knows(key) else name


def _print_data_groups(report: VerificationReport, language: Language) -> None:
    if report.data_groups:
        print(f"{language.say('report.data_groups')}:")
    for name, status in report.data_groups.items():
        print(f"  {name}: {language.say(f'report.data_group.{status.value}')}")


def _print_findings(report: VerificationReport, language: Language) -> None:
    """What decides nothing and is said all the same."""
    if report.findings:
        print(f"\n{language.say('report.findings')}:")
    for finding in report.findings:
        about = f" ({finding.file})" if finding.file is not None else ""
        print(f"  {finding.check:<4}{language.say(f'finding.{finding.key}')}{about}")


def _print_judged_by(report: VerificationReport, language: Language) -> None:
    print()
    for key, fingerprint in (("report.signer", report.signer), ("report.issuer", report.issuer)):
        print(f"{language.say(key)}: {_shortened(fingerprint) if fingerprint else language.say('report.unknown')}")
    moment = report.judged_at.isoformat(timespec="seconds") if report.judged_at else language.say("report.unknown")
    print(f"{language.say('report.judged_at')}: {moment}")
    for used in report.lists:
        kind = language.say(f"report.list.{used.kind}")
        doubt = f" ({language.say('report.anchored_in_itself')})" if used.anchored_in_itself else ""
        print(f"{kind}: {used.name}, {used.entries}, SHA-256 {_shortened(used.sha256)}{doubt}")


def _shortened(fingerprint: str) -> str:
    return f"{fingerprint[:_SHORT_FINGERPRINT]}…"
