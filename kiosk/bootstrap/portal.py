"""The site's word about the health-insurance portal, as the values that `kiosk.insurance` asks for."""

from __future__ import annotations

from pathlib import Path

import config
from kiosk.domain.insurance import InsuranceOutcome, NextStep
from kiosk.insurance import LaterRules
from kiosk.insurance.settings import (
    BodyEncoding,
    CodeMeaning,
    CoPaymentCode,
    CoPaymentMeaning,
    PortalBodies,
    PortalExtras,
    PortalLimits,
    PortalSettings,
    PortalTimeouts,
)


def portal_settings(site: config.Site, state_folder: Path, url: str) -> PortalSettings:
    """Everything about the portal but its address, which the surroundings know.

    Raises:
        config.ConfigError: a value's file or variable is missing.
        SettingsError: the values cannot work together.
    """
    portal = site.portal
    return PortalSettings(
        url=url,
        username=portal.username,
        password=portal.password.read(state_folder),
        staff_name=site.staff.name.read(state_folder),
        staff_citizen_number=site.staff.citizen_number.read(state_folder),
        codes=code_meanings(),
        words_for_codes=words_for_codes(),
        copayment_codes=copayment_codes(),
        timeouts=PortalTimeouts(**portal.timeouts.model_dump()),
        bodies=PortalBodies(**{call: BodyEncoding(body) for call, body in portal.bodies.model_dump().items()}),
        extras=PortalExtras(**portal.extras.model_dump()),
        limits=PortalLimits(**portal.limits.model_dump()),
        max_response_bytes=portal.max_response_bytes,
    )


def code_meanings() -> dict[str, CodeMeaning]:
    """What every result code of the card comes to."""
    return {
        row.code: CodeMeaning(InsuranceOutcome(row.outcome), tuple(NextStep(one) for one in row.next_steps))
        for row in config.result_codes()
    }


def words_for_codes() -> dict[str, str]:
    """Words that stand in place of a code, and the row they belong to."""
    return {row.words: row.code for row in config.result_codes() if row.words}


def copayment_codes() -> tuple[CoPaymentCode, ...]:
    return tuple(CoPaymentCode(row.code, row.words, CoPaymentMeaning(row.means)) for row in config.copayment_codes())


def later_rules(site: config.Site) -> LaterRules:
    """When a question that nobody answered is asked again."""
    return LaterRules(**site.portal.later.model_dump())
