from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from hardware_mocks import personas, profiles
from hardware_mocks.card import VirtualCard
from nfc_icao.access.card_access import offered_protocols, read_card_access
from nfc_icao.access.chip_authentication import ID_CA_DH_3DES, ID_CA_ECDH_3DES, Candidate, authenticate_chip, candidates
from nfc_icao.access.keys import Can
from nfc_icao.access.opening import open_chip
from nfc_icao.chip.apdu import parse_command
from nfc_icao.chip.channel import ChipChannel
from nfc_icao.chip.files import read_file
from nfc_icao.crypto.ciphers import Cipher
from nfc_icao.crypto.randomness import system_randomness
from nfc_icao.errors import CardLost
from nfc_icao.lds.dg14 import parse_dg14
from nfc_icao.lds.security_infos import (
    ID_PK_DH,
    ID_PK_ECDH,
    ChipAuthenticationInfo,
    ChipAuthenticationPublicKey,
    SecurityInfos,
)

DG14 = 0x010E
ECDH_AES = {128: "0.4.0.127.0.7.2.2.3.2.2", 192: "0.4.0.127.0.7.2.2.3.2.3", 256: "0.4.0.127.0.7.2.2.3.2.4"}

DH_AES_256 = "0.4.0.127.0.7.2.2.3.1.4"


class Link:
    """Between us and the card, counting commands since `mark`, with a place to change what comes back."""

    def __init__(self, card: VirtualCard) -> None:
        self.card = card
        self.commands: list[int] = []
        self.rule: Callable[[int, bytes], bytes] = lambda number, answer: answer

    def mark(self) -> None:
        self.commands.clear()

    def transmit(self, command: bytes) -> bytes:
        self.commands.append(parse_command(command).ins)
        return self.rule(len(self.commands), self.card.transmit(command))


def opened(card: VirtualCard, persona_id: str) -> tuple[Link, ChipChannel, bytes]:
    link = Link(card)
    channel = ChipChannel(link)
    offers = offered_protocols(read_card_access(channel))
    open_chip(channel, [Can(personas.load(persona_id).can)], offers, system_randomness)
    content = read_file(channel, DG14)
    link.mark()
    return link, channel, content


def vietnamese(cipher: str, parameter_id: int = 13) -> VirtualCard:
    profile = replace(
        profiles.load("vietnam-2021"), chip_authentication=(cipher,), chip_authentication_parameter_id=parameter_id
    )
    return VirtualCard(personas.load("adult"), profile)


@pytest.mark.parametrize("cipher", ["3DES", "AES-128", "AES-192", "AES-256"])
@pytest.mark.parametrize("parameter_id", [12, 18])
def test_a_genuine_chip_proves_its_key_with_every_cipher(cipher: str, parameter_id: int) -> None:
    _, channel, dg14 = opened(vietnamese(cipher, parameter_id), "adult")

    outcome = authenticate_chip(channel, candidates(parse_dg14(dg14)), DG14, dg14, system_randomness)

    assert outcome.failure is None
    assert outcome.candidate.cipher is Cipher(cipher)
    assert channel.secure_messaging is not None
    assert channel.secure_messaging.cipher is Cipher(cipher)
    assert read_file(channel, DG14) == dg14


def test_a_copied_chip_fails_at_the_read_after_the_key_change() -> None:
    _, channel, dg14 = opened(VirtualCard.of("clone"), "clone")

    outcome = authenticate_chip(channel, candidates(parse_dg14(dg14)), DG14, dg14, system_randomness)

    assert outcome.failure is not None
    assert outcome.failure.startswith("after the key change")


def test_a_key_change_that_is_refused_is_not_completed_and_the_session_goes_on() -> None:
    _, channel, dg14 = opened(vietnamese("AES-128"), "adult")
    unknown = [replace(candidate, key_id=9) for candidate in candidates(parse_dg14(dg14))]

    outcome = authenticate_chip(channel, unknown, DG14, dg14, system_randomness)

    assert outcome.failure is not None
    assert "INS 22 answered 6A8" in outcome.failure
    assert read_file(channel, DG14) == dg14


def test_after_a_key_that_is_none_the_next_candidate_is_tried() -> None:
    _, channel, dg14 = opened(vietnamese("AES-128"), "adult")
    (genuine,) = candidates(parse_dg14(dg14))

    outcome = authenticate_chip(channel, [replace(genuine, spki=b""), genuine], DG14, dg14, system_randomness)

    assert (outcome.failure, outcome.candidate) == (None, genuine)


def test_after_a_refusal_the_next_candidate_is_tried() -> None:
    _, channel, dg14 = opened(vietnamese("AES-128"), "adult")
    (genuine,) = candidates(parse_dg14(dg14))

    outcome = authenticate_chip(channel, [replace(genuine, key_id=9), genuine], DG14, dg14, system_randomness)

    assert (outcome.failure, outcome.candidate) == (None, genuine)


@pytest.mark.parametrize("spki", [b"", b"\x30\x00", bytes.fromhex("3003020101")])
def test_a_key_that_is_none_is_a_failure_and_not_an_error(spki: bytes) -> None:
    _, channel, dg14 = opened(vietnamese("AES-128"), "adult")

    outcome = authenticate_chip(channel, [Candidate(ECDH_AES[128], None, spki)], DG14, dg14, system_randomness)

    assert outcome.failure is not None


def test_an_absurd_key_id_is_a_failure_and_not_an_error() -> None:
    _, channel, dg14 = opened(vietnamese("AES-128"), "adult")
    (genuine,) = candidates(parse_dg14(dg14))

    for key_id in (-1, 1 << 64):
        strange = [replace(genuine, key_id=key_id)]
        assert authenticate_chip(channel, strange, DG14, dg14, system_randomness).failure is not None


def test_a_wrong_mac_after_the_key_change_is_a_failure_and_not_an_error() -> None:
    link, channel, dg14 = opened(vietnamese("AES-128"), "adult")
    link.rule = lambda number, answer: answer[:-3] + bytes([answer[-3] ^ 1]) + answer[-2:] if number == 3 else answer

    outcome = authenticate_chip(channel, candidates(parse_dg14(dg14)), DG14, dg14, system_randomness)

    assert outcome.failure == "after the key change: wrong MAC in a protected answer"


def test_a_card_lifted_during_the_proof_is_lost() -> None:
    link, channel, dg14 = opened(vietnamese("AES-128"), "adult")

    def lifted(number: int, answer: bytes) -> bytes:
        if number == 3:
            raise CardLost("gone")
        return answer

    link.rule = lifted
    with pytest.raises(CardLost):
        authenticate_chip(channel, candidates(parse_dg14(dg14)), DG14, dg14, system_randomness)


def key(key_id: int | None, oid: str = ID_PK_ECDH) -> ChipAuthenticationPublicKey:
    return ChipAuthenticationPublicKey(oid, bytes([key_id or 0]), key_id)


def info(oid: str, key_id: int | None = None) -> ChipAuthenticationInfo:
    return ChipAuthenticationInfo(oid, 1, key_id)


def infos(*members: Any) -> SecurityInfos:
    return SecurityInfos(
        chip_authentication=tuple(member for member in members if isinstance(member, ChipAuthenticationInfo)),
        chip_authentication_keys=tuple(member for member in members if isinstance(member, ChipAuthenticationPublicKey)),
    )


def test_every_key_goes_with_the_protocol_of_its_key_id_strongest_first() -> None:
    found = candidates(infos(key(1), key(2), info(ECDH_AES[128], 1), info(ECDH_AES[256], 2)))

    assert found == (Candidate(ECDH_AES[256], 2, b"\x02"), Candidate(ECDH_AES[128], 1, b"\x01"))


def test_a_single_key_goes_with_whatever_protocol_there_is() -> None:
    assert candidates(infos(key(None), info(ECDH_AES[128], 1))) == (Candidate(ECDH_AES[128], None, b"\x00"),)


def test_a_missing_protocol_is_taken_from_card_access_or_else_inferred() -> None:
    hint = infos(info(ECDH_AES[128]))

    assert [candidate.oid for candidate in candidates(infos(key(None)), hint)] == [ECDH_AES[128]]
    assert [candidate.oid for candidate in candidates(infos(key(None)))] == [ID_CA_ECDH_3DES]


def test_a_key_goes_with_a_protocol_of_its_own_kind_only() -> None:
    found = candidates(infos(key(None, ID_PK_DH), key(None), info(DH_AES_256), info(ECDH_AES[128])))

    assert [(candidate.oid, candidate.cipher) for candidate in found] == [
        (DH_AES_256, Cipher.AES_256),
        (ECDH_AES[128], Cipher.AES_128),
    ]


def test_for_a_key_over_a_prime_field_its_own_3des_is_inferred() -> None:
    ecdh, dh = candidates(infos(key(1, ID_PK_DH), key(2)))

    assert (ecdh.oid, ecdh.key_id, dh.oid, dh.key_id) == (ID_CA_ECDH_3DES, 2, ID_CA_DH_3DES, 1)


def test_an_rsa_key_is_a_failure_and_not_an_error() -> None:
    _, channel, dg14 = opened(vietnamese("AES-128"), "adult")
    public_key = rsa.generate_private_key(65537, 1024).public_key()
    spki = public_key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)

    outcome = authenticate_chip(channel, [Candidate(ECDH_AES[128], None, spki)], DG14, dg14, system_randomness)

    assert outcome.failure == "not a key for key agreement"
