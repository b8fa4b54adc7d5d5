"""Chips that ask for no key: read only where they offer no other way, and trusted as far as their signatures go."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from reading_cards import CAN, MRZ, Link, a_card

from hardware_mocks import profiles
from nfc_icao.access.keys import Can
from nfc_icao.errors import AccessDenied
from nfc_icao.evidence import AccessSummary
from nfc_icao.reading import ReadingPlan, read_chip
from nfc_icao.trust import Assurance, TrustStore
from nfc_icao.verifying import verify_chip

NOW = datetime(2026, 11, 21, 9, tzinfo=UTC)
CLOSED = {"pace": (), "bac": False, "card_access_in": "none"}
OPEN = {**CLOSED, "is_open": True}
GET_CHALLENGE = 0x84


@pytest.mark.parametrize("keys", [(CAN,), (MRZ,), (CAN, MRZ)])
def test_a_chip_that_offers_no_access_control_is_read_without(keys: tuple[Any, ...]) -> None:
    card = a_card(**OPEN)
    reading = read_chip(Link(card), keys)

    assert reading.access == AccessSummary(None, None, None, None, None, None)
    assert {"EF_SOD", "DG1", "DG2", "DG13", "DG14", "DG15"} <= set(reading.files)
    assert all(card.document.files[name] == content for name, content in reading.files.items())
    assert reading.active_authentication is not None
    assert reading.active_authentication.response
    assert reading.chip_authentication is not None
    assert reading.chip_authentication.completed


def test_an_open_chip_is_worth_what_its_signatures_prove_and_said_to_be_open() -> None:
    card = a_card(**OPEN)
    reading = read_chip(Link(card), CAN)
    report = verify_chip(reading, TrustStore.from_certificates([card.document.csca_der]), at=NOW)
    unknown_issuer = verify_chip(reading, TrustStore(), at=NOW)

    assert report.assurance is Assurance.GENUINE_CHIP
    assert "chip_open" in [finding.key for finding in report.findings]
    assert unknown_issuer.assurance is Assurance.READ


def test_guessed_parameters_of_a_chip_that_shows_none_do_not_stand_in_the_way() -> None:
    guessed = a_card().document.files["EF_CardAccess"]
    assert read_chip(Link(a_card(**OPEN)), (CAN, MRZ), fallback_card_access=guessed).access.protocol is None


@pytest.mark.parametrize("access", ["pace", "bac"])
def test_a_demanded_protocol_is_not_replaced_by_none(access: Any) -> None:
    with pytest.raises(AccessDenied):
        read_chip(Link(a_card(**OPEN)), (CAN, MRZ), plan=ReadingPlan(access=access))


@pytest.mark.parametrize(
    "changes",
    [
        {"is_open": True, "bac": False},  # PACE is offered: the card of vietnam-2021.
        {**OPEN, "bac": True},
        CLOSED,
    ],
    ids=["PACE is offered", "BAC is offered", "DG1 is closed"],
)
def test_a_chip_that_offers_a_way_we_have_no_key_for_is_not_read_around_it(changes: dict[str, Any]) -> None:
    link = Link(a_card(**changes))
    if changes.get("bac"):
        link.rule = lambda command, encoded, before: bytes(8) + b"\x90\x00" if command.ins == GET_CHALLENGE else None
    with pytest.raises(AccessDenied):
        read_chip(link, Can("999999"))


def test_the_profile_of_the_first_passports_is_such_a_chip() -> None:
    assert profiles.load("open").is_open
    assert read_chip(Link(a_card(**{**vars(profiles.load("open")), "name": "vietnam-2021"})), MRZ).access.cipher is None
