"""Says at the end how much was fed, and with which seed it can be fed again."""

from __future__ import annotations

import pytest

from fuzz.runner import SEED_VARIABLE, Campaign, seconds_for_each_target

CAMPAIGNS: list[Campaign] = []
"""Of this run, in order."""


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if not CAMPAIGNS:
        return
    terminalreporter.section("hostile input")
    if seconds_for_each_target() is not None or terminalreporter.config.get_verbosity() > 0:
        for campaign in CAMPAIGNS:
            terminalreporter.line(str(campaign))
    inputs = sum(campaign.executions for campaign in CAMPAIGNS)
    slowest = max(CAMPAIGNS, key=lambda campaign: campaign.slowest_s)
    terminalreporter.line(
        f"{inputs} inputs to {len(CAMPAIGNS)} targets, none broke a promise but those named above; slowest "
        f"{slowest.slowest_s * 1000:.0f} ms ({slowest.target}); again with {SEED_VARIABLE}={CAMPAIGNS[0].seed}"
    )
