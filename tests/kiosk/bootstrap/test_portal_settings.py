"""What a site's file says about the portal is what the client gets."""

from __future__ import annotations

from pathlib import Path

import pytest

import config
from kiosk.bootstrap.portal import later_rules, portal_settings
from kiosk.domain.insurance import InsuranceOutcome, NextStep
from kiosk.insurance import BodyEncoding, LaterRules, PortalBodies, PortalExtras, PortalLimits, PortalTimeouts

ADDRESS = "https://portal.example"
WRITTEN = """
bodies = { token = "json", card = "form", history = "json", copayment = "form" }
timeouts = { connect_s = 2.0, total_s = 9.0, extras_s = 4.0, token_lifetime_s = 100.0 }
extras = { history = true, copayment = false }
limits = { calls_per_minute = 12, burst = 4, longest_wait_s = 1, failures_to_rest = 3, rest_s = 30, remembered = 10 }
later = { first_s = 30.0, longest_s = 900.0, give_up_days = 7 }
"""


def site_with(portal: str, folder: Path) -> config.Site:
    """The demo site with other words about the portal."""
    text = config.site_file("demo").read_text(encoding="utf-8")
    kept = [line for line in text.splitlines() if not line.startswith(("timeouts =", "bodies ="))]
    at = kept.index("[portal]") + 1
    path = folder / "site.toml"
    path.write_text("\n".join([*kept[:at], portal, *kept[at:]]), encoding="utf-8")
    return config.load_site(path)


def test_every_key_of_the_file_reaches_the_client(tmp_path: Path) -> None:
    site = site_with(WRITTEN, tmp_path)
    made = portal_settings(site, tmp_path, ADDRESS)
    json, form = BodyEncoding.JSON, BodyEncoding.FORM
    assert made.bodies == PortalBodies(token=json, card=form, history=json, copayment=form)
    assert made.timeouts == PortalTimeouts(2.0, 9.0, 4.0, 100.0)
    assert made.extras == PortalExtras(history=True, copayment=False)
    assert made.limits == PortalLimits(12.0, 4, 1.0, 3, 30.0, 300.0, 3600.0, 10)
    assert later_rules(site) == LaterRules(30.0, 900.0, 7)


def test_without_a_word_the_file_and_the_client_mean_the_same(tmp_path: Path) -> None:
    site = site_with("", tmp_path)
    made = portal_settings(site, tmp_path, ADDRESS)
    assert made.bodies == PortalBodies()
    assert made.timeouts == PortalTimeouts()
    assert made.extras == PortalExtras()
    assert made.limits == PortalLimits()
    assert later_rules(site) == LaterRules()


def test_codes_come_with_their_steps_and_strange_ones_go_to_the_desk(tmp_path: Path) -> None:
    made = portal_settings(config.load_site("demo"), tmp_path, ADDRESS)
    assert made.meaning_of("010").next_steps == (NextStep.DESK, NextStep.SELF_PAY)
    for strange in ("777", None, ""):
        assert made.meaning_of(strange).outcome is InsuranceOutcome.UNKNOWN
        assert made.meaning_of(strange).next_steps[0] is NextStep.DESK


@pytest.mark.parametrize(
    "wrong",
    [
        "limits = { burst = 0 }",
        "later = { give_up_days = 0 }",
        'bodies = { card = "xml" }',
        "extras = { photo = true }",
    ],
)
def test_a_key_that_cannot_be_meant_is_refused_with_its_name(tmp_path: Path, wrong: str) -> None:
    with pytest.raises(config.ConfigError, match=r"portal\."):
        site_with(wrong, tmp_path)
