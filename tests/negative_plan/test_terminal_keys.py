"""The terminal's ephemeral keys serve one session each (ISO7816_D_10)."""

from __future__ import annotations

import secrets

from inspecting import keys_of

from hardware_mocks.card import VirtualCard
from hardware_mocks.negative_plan import Variant, make
from nfc_icao.reading import read_chip


class Dice:
    """Randomness that remembers how much was drawn."""

    def __init__(self) -> None:
        self.lengths: list[int] = []

    def __call__(self, length: int) -> bytes:
        self.lengths.append(length)
        return secrets.token_bytes(length)


class Listener:
    """A transport that keeps what the terminal says in plain."""

    def __init__(self, card: VirtualCard) -> None:
        self._card = card
        self.said: list[bytes] = []

    def transmit(self, command: bytes) -> bytes:
        if command[0] == 0x10 and command[1] == 0x86:
            self.said.append(command)
        return self._card.transmit(command)


def test_chip_authentication_draws_a_key_in_every_reading() -> None:
    subject = make(Variant("eac", (), ()))
    card = VirtualCard(subject.document)
    first, second = Dice(), Dice()
    for dice in (first, second):
        reading = read_chip(card, keys_of(subject), randomness=dice)
        assert reading.chip_authentication is not None
        assert reading.chip_authentication.completed
        card.reset()
    assert first.lengths == second.lengths
    assert max(first.lengths) >= 32


def test_pace_shows_other_keys_in_every_reading() -> None:
    subject = make(Variant("pace", (), ()))
    link = Listener(VirtualCard(subject.document))
    for _ in range(2):
        read_chip(link, keys_of(subject))
    keys = [command for command in link.said if len(command) > 40]
    assert len(keys) >= 4
    assert len(set(keys)) == len(keys)
