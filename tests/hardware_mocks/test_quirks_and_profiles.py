"""Every kind of chip before the reader: it is read, or it fails with the error declared here.

The oddities are those people met with real documents; each profile names where. A profile that no row speaks of is read
whole.
"""

from __future__ import annotations

import dataclasses
from datetime import UTC, datetime

import pytest
from card_terminal import SELECT_EMRTD, mrz_key

from hardware_mocks import issuer, personas, profiles
from hardware_mocks.card import VirtualCard
from nfc_icao.access.keys import Can
from nfc_icao.encoding import tlv
from nfc_icao.errors import ChipError
from nfc_icao.evidence import ChipReading
from nfc_icao.reading import ReadingPlan, read_chip
from nfc_icao.trust import TrustStore
from nfc_icao.trust.report import Assurance
from nfc_icao.verifying import verify_chip

PERSONA = personas.load("adult")
KEYS = [Can(PERSONA.can), mrz_key(PERSONA)]
TODAY = datetime(2026, 11, 21, 9, tzinfo=UTC)

MISSING: dict[str, dict[str, int]] = {
    "quirk-dg-absent": {"DG13": 0x6A82},
    "quirk-dg13-refused": {"DG13": 0x6982},
    "large-files-without-odd-read": {"DG2": 0x6D00},
}
ASKED_FOR = (1, 2, 13, 14, 15)
NOT_GENUINE = {"bac-only", "quirk-dg-absent", "quirk-dg13-refused", "large-files-without-odd-read"}


def card_of(profile: str, waits: list[float] | None = None) -> VirtualCard:
    waited: list[float] = [] if waits is None else waits
    return VirtualCard(PERSONA, profile, sleep=waited.append)


def read(card: VirtualCard, plan: ReadingPlan | None = None) -> ChipReading:
    return read_chip(card, KEYS, plan=plan or ReadingPlan())


@pytest.mark.parametrize("profile", profiles.names())
def test_the_reader_copes_with_every_profile(profile: str) -> None:
    card = card_of(profile)
    reading = read(card)
    expected = MISSING.get(profile, {})
    assert dict(reading.refusals) == expected
    wanted = {"EF_SOD"} | {
        f"DG{number}" for number in card.document.profile.data_groups if number in {1, 2, 13, 14, 15}
    }
    assert wanted - set(expected) <= set(reading.files)
    assert all(card.document.files[name] == content for name, content in reading.files.items())


@pytest.mark.parametrize("profile", [name for name in profiles.names() if name not in NOT_GENUINE])
def test_every_whole_chip_proves_that_it_is_the_chip(profile: str) -> None:
    card = card_of(profile)
    report = verify_chip(read(card), TrustStore.from_certificates([card.document.csca_der]), at=TODAY)
    assert report.assurance is Assurance.GENUINE_CHIP


def test_the_chip_without_bac_says_6a88() -> None:
    card = card_of("quirk-bac-gone")
    card.transmit(bytes.fromhex(SELECT_EMRTD))
    assert card.transmit(bytes.fromhex("0084000008")) == b"\x6a\x88"


def test_dg3_can_end_the_session_and_the_rest_is_read_all_the_same() -> None:
    card = card_of("quirk-dg3-ends-session")
    reading = read(card, ReadingPlan(data_groups=(1, 2, 3, 13, 14, 15)))
    assert reading.refusals == {"DG3": 0x6982} or "DG3" not in reading.files
    assert {"DG1", "DG2", "DG13"} <= set(reading.files)


def test_a_wrong_password_makes_the_chip_slow_until_the_right_one_comes() -> None:
    waits: list[float] = []
    card = card_of("quirk-wrong-password-delay", waits)
    with pytest.raises(ChipError):
        read_chip(card, Can("000000"), plan=ReadingPlan(access="pace"))
    assert waits[0] == pytest.approx(0.5)
    read(card)
    assert max(waits) >= 0.5
    waits.clear()
    read(card)
    assert not waits


def test_a_slow_chip_takes_time_for_commands_and_for_bytes() -> None:
    waits: list[float] = []
    card = card_of("slow-chip", waits)
    card.transmit(bytes.fromhex("00A4020C02011C"))
    card.transmit(bytes.fromhex("00B0000000"))
    assert waits == pytest.approx([0.3 + 9 * 0.0002, 0.3 + 61 * 0.0002])


@pytest.mark.parametrize(
    ("profile", "extended"),
    [("vietnam-2021", True), ("no-extended-length", False), ("acr122u", False), ("quirk-extended-refused", True)],
)
def test_the_link_carries_what_the_profile_says(profile: str, extended: bool) -> None:
    assert card_of(profile).limits.extended is extended


@pytest.mark.parametrize(("status", "answer"), [("6Cxx", "6CA0"), ("6700", "6700")])
def test_a_read_beyond_the_limit_of_the_chip_is_refused(status: str, answer: str) -> None:
    profile = dataclasses.replace(profiles.load("max-le"), is_open=True, read_limit_status=status)
    card = VirtualCard(issuer.issue(PERSONA, profile))
    card.transmit(bytes.fromhex(SELECT_EMRTD))
    assert card.transmit(bytes.fromhex("00B08200A1")).hex().upper() == answer
    assert card.transmit(bytes.fromhex("00B08200A0"))[:-2] == card.document.files["DG2"][:160]


def test_a_chip_without_access_control_is_read_in_plain() -> None:
    card = card_of("open")
    assert card.transmit(bytes.fromhex(SELECT_EMRTD)) == b"\x90\x00"
    assert card.transmit(bytes.fromhex("00B0810000"))[:-2] == card.document.files["DG1"]


def test_the_full_passport_holds_every_kind_of_file() -> None:
    document = issuer.issue(personas.load("passport"), "bsi-passport")
    assert set(document.refused_files) == {"DG3", "DG4"}
    assert {"EF_CardSecurity", "EF_ATR_INFO", "EF_DIR", "DG5", "DG7", "DG11", "DG12", "DG16"} <= set(document.files)
    assert tlv.parse(document.files["DG5"]).tag == 0x65
    assert document.files["DG16"].startswith(b"\x70")


def test_ef_card_security_opens_with_pace_and_not_before() -> None:
    card = VirtualCard(personas.load("passport"), "bsi-passport")
    assert card.transmit(bytes.fromhex("00A4020C02011D")) == b"\x90\x00"
    assert card.transmit(bytes.fromhex("00B0000000")) == b"\x69\x82"


def test_a_large_portrait_is_still_a_picture() -> None:
    content = issuer.issue(PERSONA, "large-files").files["DG2"]
    assert len(content) > 60_000
    assert b"\xff\xd8\xff\xfe" in content


def test_both_ways_of_writing_a_face_hold_the_same_picture() -> None:
    old, new = (issuer.issue(PERSONA, profile).files["DG2"] for profile in ("vietnam-2021", "iso-39794-face"))
    assert PERSONA.portrait() in old
    assert PERSONA.portrait() in new
    assert b"\x7f\x2e" in new[:40]


def test_every_profile_says_what_it_is_in_vietnamese() -> None:
    assert all(profiles.load(name).about for name in profiles.names())
