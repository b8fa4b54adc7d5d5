"""What the portal's answers mean for the light in the header."""

from __future__ import annotations

import pytest

from kiosk.bootstrap.window import portal_failure
from kiosk.domain.failure import FailureCode, Helper
from kiosk.domain.insurance import InsuranceOutcome


@pytest.mark.parametrize("outcome", list(InsuranceOutcome))
def test_only_silence_and_a_refused_account_are_the_portals_trouble(outcome: InsuranceOutcome) -> None:
    told = {
        InsuranceOutcome.LATER: FailureCode.PORTAL_UNREACHABLE,
        InsuranceOutcome.CONFIGURATION: FailureCode.PORTAL_ACCOUNT_REFUSED,
    }
    assert portal_failure(outcome) is told.get(outcome)


def test_a_refused_account_is_the_administrators_to_mend() -> None:
    assert FailureCode.PORTAL_ACCOUNT_REFUSED.helper is Helper.ADMINISTRATOR
