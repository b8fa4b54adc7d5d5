"""A terminal in front of an imagined card: raw commands, or the reader's own protocol code, command by command."""

from __future__ import annotations

from hardware_mocks import personas
from hardware_mocks.card import VirtualCard
from nfc_icao.access.bac import open_with_bac
from nfc_icao.access.keys import MrzKey
from nfc_icao.chip.apdu import CommandApdu, ResponseApdu
from nfc_icao.chip.channel import ChipChannel
from nfc_icao.chip.secure_messaging import SecureMessaging

SELECT_EMRTD = "00A4040C07A0000002471001"


def mrz_key(persona: personas.Persona) -> MrzKey:
    return MrzKey(persona.document.number, persona.date_of_birth_yymmdd, persona.date_of_expiry_yymmdd)


class Terminal:
    """The other side of a card, command by command."""

    def __init__(self, card: VirtualCard) -> None:
        self.card = card
        self.channel = ChipChannel(card)

    def plain(self, command: str) -> str:
        """Hexadecimal in, hexadecimal out, past any session of ours."""
        return self.card.transmit(bytes.fromhex(command)).hex().upper()

    def open_with_bac(self) -> SecureMessaging:
        assert self.plain(SELECT_EMRTD) == "9000"
        key = mrz_key(personas.load(self.card.document.persona_id))
        self.channel.secure_messaging = open_with_bac(self.channel, key, lambda count: bytes(range(count)))
        return self.channel.secure_messaging

    def secured(
        self, ins: int, p1_p2: int, data: bytes = b"", le: int | None = None, *, cla: int = 0x00
    ) -> ResponseApdu:
        return self.channel.transmit(CommandApdu(cla, ins, p1_p2 >> 8, p1_p2 & 0xFF, data, le))

    def select(self, fid: int) -> ResponseApdu:
        return self.secured(0xA4, 0x020C, fid.to_bytes(2, "big"))
