"""Prints how much of the plan there is, whenever its tests have run."""

from __future__ import annotations

import pytest

from hardware_mocks import negative_plan


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    reports = [report for kind in ("passed", "failed", "xfailed") for report in terminalreporter.stats.get(kind, ())]
    if not any("test_a_case_ends_as_the_plan_says" in report.nodeid for report in reports):
        return
    standard = [case for case in negative_plan.cases() if case.certainty != "own"]
    own = [case for case in negative_plan.cases() if case.certainty == "own"]
    terminalreporter.section("negative plan")
    terminalreporter.line(f"TR-03105-5.1: {negative_plan.counts(standard)}")
    terminalreporter.line(f"our own: {negative_plan.counts(own)}")
