"""Settings that cannot work are refused before anybody stands at the desk."""

from __future__ import annotations

from typing import Any

import pytest
from asking import ACCOUNT, settings

import config
from hardware_mocks.portals import PortalAccount
from kiosk.insurance import PortalTimeouts, SettingsError


@pytest.mark.parametrize(
    "url",
    [
        "",
        "ftp://portal.example",
        "http://portal.example",
        "https://",
        "https://a:b@portal.example",
        "https://p.example?x=1",
    ],
)
def test_an_address_that_is_not_encrypted_or_not_plain_is_refused(url: str) -> None:
    with pytest.raises(SettingsError):
        settings(url)


@pytest.mark.parametrize("url", ["https://egw.example", "http://127.0.0.1:8080", "http://localhost:1"])
def test_https_and_this_very_machine_are_accepted(url: str) -> None:
    assert settings(url).url == url


@pytest.mark.parametrize(
    "changed",
    [
        {"username": ""},
        {"password": ""},
        {"staff_name": " "},
        {"staff_citizen_number": "12345"},
        {"max_response_bytes": 0},
    ],
)
def test_what_is_missing_or_impossible_is_refused(changed: dict[str, Any]) -> None:
    with pytest.raises(SettingsError):
        settings("https://portal.example", **changed)


def test_timeouts_are_positive() -> None:
    with pytest.raises(SettingsError):
        PortalTimeouts(total_s=0)


def test_secrets_do_not_show_in_a_repr() -> None:
    assert ACCOUNT.password not in repr(settings("https://portal.example"))


def test_the_demo_site_and_the_imagined_portal_know_each_other(tmp_path: Any) -> None:
    site, account = config.load_site("demo"), PortalAccount()
    assert site.portal.username == account.username
    assert site.portal.password.read(tmp_path) == account.password
    assert site.staff.name.read(tmp_path) == account.staff_name
    assert site.staff.citizen_number.read(tmp_path) == account.staff_citizen_number
