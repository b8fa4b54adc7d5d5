"""C2 and C3: how the chip was opened, and whether its offer was tampered with."""

from __future__ import annotations

from dataclasses import replace

from nfc_icao.encoding.tlv import encode
from nfc_icao.evidence import AccessSummary, ChipReading
from nfc_icao.trust import Obligation, Result
from nfc_icao.verifying import verify_chip

from .imagined_document import KNOWN_CARD_ACCESS, NOW, card_security, data_groups, dg14, reading, store

PACE_INFO = KNOWN_CARD_ACCESS[-20:]
STRONGER = bytes.fromhex("3012060a04007f0007020204020402010202010d")
BAC = AccessSummary("BAC", None, "3DES", None, "MRZ", 0)


def checks(read: ChipReading):
    report = verify_chip(read, store(), at=NOW)
    return report.check("C2"), report.check("C3"), report.overall


def test_the_protocol_used_is_successful_and_the_other_only_logged():
    bac, pace, overall = checks(reading())
    assert (bac.result, bac.obligation) == (Result.NOT_SUPPORTED, Obligation.EVALUATORY)
    assert (pace.result, pace.obligation) == (Result.SUCCESSFUL, Obligation.MANDATORY)
    bac, pace, overall = checks(reading(access=BAC))
    assert (bac.result, bac.obligation) == (Result.SUCCESSFUL, Obligation.MANDATORY)
    assert (pace.result, pace.obligation) == (Result.NOT_SUPPORTED, Obligation.EVALUATORY)
    assert overall is Result.SUCCESSFUL


def test_an_offer_that_dg14_repeats_is_unaltered():
    groups = {**data_groups(), "DG14": dg14(PACE_INFO)}
    assert checks(reading(groups))[1].result is Result.SUCCESSFUL


def test_an_offer_that_was_weakened_on_the_way_fails():
    groups = {**data_groups(), "DG14": dg14(PACE_INFO, STRONGER)}
    for read in (reading(groups), reading(groups, access=BAC)):
        _, pace, overall = checks(read)
        assert pace.reason == "access.card_access_stripped"
        assert overall is Result.FAILED


def test_an_offer_that_was_added_on_the_way_fails():
    added = encode(0x31, PACE_INFO, STRONGER)
    groups = {**data_groups(), "DG14": dg14(PACE_INFO)}
    _, pace, overall = checks(reading(groups, files={"EF_CardAccess": added}))
    assert (pace.reason, overall) == ("access.card_access_differs", Result.FAILED)


def test_an_offer_is_held_against_ef_card_security_as_well():
    assert checks(reading(files={"EF_CardSecurity": card_security(PACE_INFO)}))[1].result is Result.SUCCESSFUL
    stripped = reading(files={"EF_CardSecurity": card_security(PACE_INFO, STRONGER)})
    assert checks(stripped)[1].reason == "access.card_access_stripped"


def test_an_ef_card_security_with_a_wrong_signature_says_nothing_about_the_offer():
    forged = bytearray(card_security(PACE_INFO, STRONGER))
    forged[-1] ^= 1
    assert checks(reading(files={"EF_CardSecurity": bytes(forged)}))[1].result is Result.SUCCESSFUL


def test_bac_where_a_signed_offer_of_pace_was_not_seen_is_left_to_a_person():
    groups = {**data_groups(), "DG14": dg14(PACE_INFO)}
    _, pace, overall = checks(reading(groups, access=BAC, files={"EF_CardAccess": None}))
    assert (pace.reason, pace.obligation) == ("access.pace_hidden", Obligation.MANDATORY)
    assert overall is Result.UNDETERMINED


def test_bac_after_an_offered_pace_that_failed_is_left_to_a_person():
    _, pace, overall = checks(reading(access=replace(BAC, fell_back=True)))
    assert (pace.reason, pace.obligation) == ("access.pace_failed", Obligation.MANDATORY)
    assert overall is Result.UNDETERMINED


def test_a_pace_that_was_our_own_guess_says_nothing_about_a_chip_that_offers_none():
    _, pace, overall = checks(reading(access=replace(BAC, fell_back=True), files={"EF_CardAccess": None}))
    assert (pace.result, pace.reason) == (Result.NOT_SUPPORTED, "access.other_protocol_used")
    assert (pace.obligation, overall) == (Obligation.EVALUATORY, Result.SUCCESSFUL)


def test_an_offer_that_could_not_be_read_compares_with_nothing():
    groups = {**data_groups(), "DG14": dg14(PACE_INFO)}
    assert checks(reading(groups, files={"EF_CardAccess": None}))[1].result is Result.SUCCESSFUL


def test_a_dg14_that_is_not_confirmed_says_nothing_about_the_offer():
    tampered = reading()
    tampered = replace(tampered, files={**tampered.files, "DG14": dg14(PACE_INFO, STRONGER)})
    assert checks(tampered)[1].result is Result.SUCCESSFUL
