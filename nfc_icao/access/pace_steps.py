"""The four GENERAL AUTHENTICATE commands of one run of PACE (Doc 9303-11 §4.4.4.2, §4.4.5), and what refusals mean.

Data objects nobody asked for are passed over: the last answer may bring certification authority references (87, 88).
"""

from __future__ import annotations

from nfc_icao.access.long_commands import CLA_CHAINED, expected_length, transmit_long
from nfc_icao.access.pace_protocols import IM, PaceProtocol
from nfc_icao.access.refusal import KeyRefusedError, NotReadyError, ProtocolRefusedError
from nfc_icao.chip.apdu import CommandApdu, ResponseApdu
from nfc_icao.chip.channel import ChipChannel
from nfc_icao.chip.status_words import (
    AUTHENTICATION_FAILED,
    CONDITIONS_NOT_SATISFIED,
    INCORRECT_DATA,
    SECURITY_STATUS_NOT_SATISFIED,
    is_try_counter,
    meaning,
)
from nfc_icao.encoding import tlv
from nfc_icao.errors import MalformedData

INS_GENERAL_AUTHENTICATE = 0x86
DO_DYNAMIC_AUTHENTICATION = 0x7C

_NOT_READY = (AUTHENTICATION_FAILED, SECURITY_STATUS_NOT_SATISFIED, CONDITIONS_NOT_SATISFIED)
# 6A80 is what Greek passports say to a wrong token, though its form is right (§4.4.4.2 has 6300).
_WRONG_KEY = (AUTHENTICATION_FAILED, SECURITY_STATUS_NOT_SATISFIED, INCORRECT_DATA)


class PaceSteps:
    """The steps, in their order. Each raises `ProtocolRefusedError` for a refusal that says nothing better."""

    def __init__(self, channel: ChipChannel, protocol: PaceProtocol) -> None:
        self._channel = channel
        self._protocol = protocol

    def give_nonce(self) -> bytes:
        """The encrypted nonce.

        Raises:
            NotReadyError: the chip gives none now; after a run that failed, some do not at first.
        """
        response = self._transmit(b"")
        if response.sw in _NOT_READY:
            raise NotReadyError(f"no nonce now: {response.sw:04X}: {meaning(response.sw)}")
        return tlv.require(_template(response), 0x80).value

    def map(self, data: bytes) -> bytes:
        """Our mapping data for the chip's."""
        template = _template(self._transmit(tlv.encode(0x81, data)))
        if self._protocol.mapping == IM and not template.value:
            return b""  # DO82 has nothing to say there, and some chips leave it out.
        return tlv.require(template, 0x82).value

    def agree(self, public_key: bytes) -> bytes:
        """Our ephemeral public key for the chip's."""
        return tlv.require(_template(self._transmit(tlv.encode(0x83, public_key))), 0x84).value

    def prove(self, token: bytes) -> tlv.Tlv:
        """Our token for the chip's, which comes with whatever else the last answer holds.

        Raises:
            KeyRefusedError: the chip found our token wrong.
        """
        response = self._transmit(tlv.encode(0x85, token), last=True)
        if response.sw in _WRONG_KEY or is_try_counter(response.sw):
            raise KeyRefusedError(f"our token was answered {response.sw:04X}: {meaning(response.sw)}")
        return _template(response)

    def _transmit(self, inner: bytes, *, last: bool = False) -> ResponseApdu:
        cla = 0x00 if last else CLA_CHAINED
        data = tlv.encode(DO_DYNAMIC_AUTHENTICATION, inner)
        le = expected_length(self._channel, self._protocol.longest_data)
        return transmit_long(self._channel, CommandApdu(cla, INS_GENERAL_AUTHENTICATE, 0x00, 0x00, data, le))


def _template(response: ResponseApdu) -> tlv.Tlv:
    """The dynamic authentication data of an answer."""
    if not response.is_ok:
        raise ProtocolRefusedError(f"GENERAL AUTHENTICATE answered {response.sw:04X}: {meaning(response.sw)}")
    template = tlv.parse(response.data)
    if template.tag != DO_DYNAMIC_AUTHENTICATION:
        raise MalformedData(f"tag {template.tag:X} where dynamic authentication data were expected")
    return template
