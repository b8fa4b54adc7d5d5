"""What the tests about reading share: a card behind a link of known width, and people who interfere with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from hardware_mocks import personas, profiles
from hardware_mocks.card import VirtualCard
from nfc_icao.access.keys import Can, MrzKey
from nfc_icao.chip.apdu import CommandApdu, parse_command
from nfc_icao.errors import CardLost
from nfc_icao.transport import SHORT_APDUS, ApduLimits

PERSON = personas.load("adult")
CAN = Can(PERSON.can)
MRZ = MrzKey(PERSON.document.number, PERSON.date_of_birth_yymmdd, PERSON.date_of_expiry_yymmdd)
WIDE = ApduLimits(65_535, 65_535)

SELECT, READ, READ_ODD = 0xA4, 0xB0, 0xB1
Rule = Callable[[CommandApdu, bytes, int], bytes | None]
"""Given a command, what it looks like on the link and how many commands came before: an answer instead of the card's.
None lets it pass."""


def a_card(persona: str = "adult", **changes: Any) -> VirtualCard:
    return VirtualCard(personas.load(persona), replace(profiles.load("vietnam-2021"), **changes))


class Link:
    """A card behind a link that keeps every command and may have rules of its own."""

    def __init__(self, card: Any, limits: ApduLimits = SHORT_APDUS, rule: Rule | None = None) -> None:
        self.card, self.limits, self.rule = card, limits, rule
        self.sent: list[CommandApdu] = []

    def transmit(self, command: bytes) -> bytes:
        parsed = parse_command(command)
        answer = self.rule(parsed, command, len(self.sent)) if self.rule is not None else None
        self.sent.append(parsed)
        return self.card.transmit(command) if answer is None else answer

    def protected(self, ins: int) -> list[CommandApdu]:
        return [command for command in self.sent if command.ins == ins and command.cla & 0x0C]


def lifted_after(commands: int) -> Rule:
    def rule(command: CommandApdu, encoded: bytes, before: int) -> bytes | None:
        if before >= commands:
            raise CardLost("lifted")
        return None

    return rule


def reads(link: Link) -> int:
    return len(link.protected(READ)) + len(link.protected(READ_ODD))
