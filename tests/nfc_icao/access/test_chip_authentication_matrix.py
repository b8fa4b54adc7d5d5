"""Chip authentication over every domain with every cipher, against a card side written apart from the reader."""

from __future__ import annotations

from typing import Any

import pytest

from nfc_icao.access.chip_authentication import Candidate, ChipAuthenticationOutcome, authenticate_chip, candidates
from nfc_icao.chip.channel import ChipChannel
from nfc_icao.crypto.ciphers import Cipher
from nfc_icao.crypto.groups import DhGroup
from nfc_icao.crypto.randomness import system_randomness
from nfc_icao.lds.security_infos import (
    ID_PK_DH,
    ID_PK_ECDH,
    ChipAuthenticationInfo,
    ChipAuthenticationPublicKey,
    SecurityInfos,
)
from nfc_icao.transport import SHORT_APDUS

from .chip_authentication_card import FILE, FILE_ID, ChipAuthenticationCard
from .coverage_rows import CHIP_AUTHENTICATION_ROWS, Row

DH_3DES, DH_AES_256 = "0.4.0.127.0.7.2.2.3.1.1", "0.4.0.127.0.7.2.2.3.1.4"
ECDH_AES_128 = "0.4.0.127.0.7.2.2.3.2.2"


def authenticated(card: ChipAuthenticationCard, *tried: Candidate) -> ChipAuthenticationOutcome:
    channel = ChipChannel(card)
    channel.secure_messaging = card.reader_session()
    return authenticate_chip(channel, tried, FILE_ID, FILE, system_randomness)


@pytest.mark.parametrize("row", CHIP_AUTHENTICATION_ROWS, ids=str)
def test_a_chip_proves_its_key(row: Row) -> None:
    card = ChipAuthenticationCard(row.domain, Cipher(row.cipher), row.oid)

    outcome = authenticated(card, Candidate(row.oid, None, card.spki()))

    assert outcome.failure is None
    assert card.session.cipher.label == row.cipher


@pytest.mark.parametrize(("oid", "cipher"), [(DH_3DES, Cipher.TDES), (DH_AES_256, Cipher.AES_256)])
@pytest.mark.parametrize("group", [0, 2])
def test_a_key_that_does_not_say_the_order_of_its_group_is_used(group: int, oid: str, cipher: Cipher) -> None:
    card = ChipAuthenticationCard(group, cipher, oid)

    assert authenticated(card, Candidate(oid, None, card.spki(x942=False))).failure is None


@pytest.mark.parametrize(("oid", "cipher"), [(DH_3DES, Cipher.TDES), (DH_AES_256, Cipher.AES_256)])
def test_a_long_key_goes_extended_where_the_link_allows_and_in_a_chain_otherwise(oid: str, cipher: Cipher) -> None:
    whole = ChipAuthenticationCard(2, cipher, oid)
    chained = ChipAuthenticationCard(2, cipher, oid, limits=SHORT_APDUS)

    for card in (whole, chained):
        assert authenticated(card, Candidate(oid, None, card.spki())).failure is None
    assert any(command.is_extended for command in whole.commands)
    assert not any(command.is_extended for command in chained.commands)
    assert any(command.cla == 0x1C for command in chained.commands)


def test_another_key_than_the_chip_has_is_found_out_by_the_next_read() -> None:
    card = ChipAuthenticationCard(0, Cipher.AES_256, DH_AES_256)
    other = card.spki()
    card.private_key += 1

    class Lenient:
        """The card, whose own check of the MAC under the new keys ends the session."""

        limits = card.limits

        def transmit(self, command: bytes) -> bytes:
            try:
                return card.transmit(command)
            except AssertionError:
                return b"\x69\x88"

    channel = ChipChannel(Lenient())
    channel.secure_messaging = card.reader_session()
    outcome = authenticate_chip(channel, [Candidate(DH_AES_256, None, other)], FILE_ID, FILE, system_randomness)

    assert outcome.failure is not None
    assert outcome.failure.startswith("after the key change")


def test_of_several_keys_each_is_named_by_its_id_and_the_one_the_chip_takes_is_used() -> None:
    card = ChipAuthenticationCard(13, Cipher.AES_128, ECDH_AES_128, key_id=2)
    field_key = ChipAuthenticationCard(0, Cipher.AES_256, DH_AES_256).spki()
    infos = SecurityInfos(
        chip_authentication=(ChipAuthenticationInfo(DH_AES_256, 1, 1), ChipAuthenticationInfo(ECDH_AES_128, 1, 2)),
        chip_authentication_keys=(
            ChipAuthenticationPublicKey(ID_PK_DH, field_key, 1),
            ChipAuthenticationPublicKey(ID_PK_ECDH, card.spki(), 2),
        ),
    )

    tried = candidates(infos)
    outcome = authenticated(card, *tried)

    assert [candidate.key_id for candidate in tried] == [1, 2]
    assert (outcome.candidate.key_id, outcome.failure) == (2, None)


@pytest.mark.parametrize("x942", [True, False])
def test_3des_is_inferred_for_a_prime_field_key_that_stands_alone(x942: Any) -> None:
    card = ChipAuthenticationCard(0, Cipher.TDES, DH_3DES)
    key = ChipAuthenticationPublicKey(ID_PK_DH, card.spki(x942=x942), None)

    (inferred,) = candidates(SecurityInfos(chip_authentication_keys=(key,)))

    assert inferred.oid == DH_3DES
    assert authenticated(card, inferred).failure is None


def test_a_secret_that_chips_write_in_different_ways_is_not_agreed_on(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[bytes] = []

    def ambiguous_twice(group: DhGroup, secret: bytes) -> bool:
        seen.append(secret)
        return len(seen) < 3

    monkeypatch.setattr(DhGroup, "is_ambiguous", ambiguous_twice)
    card = ChipAuthenticationCard(0, Cipher.AES_256, DH_AES_256)

    assert authenticated(card, Candidate(DH_AES_256, None, card.spki())).failure is None
    assert len(set(seen)) == 3
    assert len(card.commands) == 4
