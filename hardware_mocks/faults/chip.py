"""A chip that breaks the protocols themselves: the failure simulation a lower tester must offer (BSI TR-03105-5.1 §5).

Everything but the one named deviation is computed rightly, MACs included, so that a reader is caught only by the check
that is meant to catch it.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Collection
from types import MappingProxyType

from hardware_mocks.card import VirtualCard, authentication
from hardware_mocks.card.command import Command
from hardware_mocks.card.secure_messaging import SecureChannel
from hardware_mocks.card.status import Answer
from hardware_mocks.issuer import IssuedDocument
from nfc_icao.encoding import tlv

NAMES = MappingProxyType(
    {
        "bac-wrong-mac": "BAC: the chip's answer has a wrong MAC",
        "pace-wrong-tag:N": "PACE: step N (1 to 4) answers in a data object with another tag",
        "pace-off-curve": "PACE: the mapping key of the chip is no point of the curve",
        "pace-infinity": "PACE: the mapping key of the chip is the point at infinity",
        "pace-same-key": "PACE: the chip returns the terminal's own ephemeral key",
        "pace-wrong-token": "PACE: the chip's authentication token is wrong",
        "sm-no-mac": "protected answers have no DO8E",
        "sm-no-status": "protected answers have no DO99, the MAC is right",
        "sm-wrong-status": "DO99 says 6A80 and the trailer 9000, the MAC is right",
        "sm-plain": "protected commands are answered in plain",
        "aa-wrong-signature": "active authentication: one bit of the signature is wrong",
        "aa-wrong-trailer": "active authentication: the RSA signature ends in no trailer",
        "aa-replayed": "active authentication: a signature over another challenge",
        "ca-old-keys": "chip authentication: the chip agrees and stays with the old session keys",
        "ca-refused": "chip authentication: the chip answers 6A80",
    }
)
_NO_TRAILER = b"\x34\xcd"
_DO_MAC_BYTES = 10
_DO_STATUS_BYTES = 4
_STEP_TAGS = (0x80, 0x82, 0x84, 0x86)


class MisbehavingCard(VirtualCard):
    """A virtual card with some of `NAMES`."""

    def __init__(self, document: IssuedDocument, misbehaviours: Collection[str]) -> None:
        super().__init__(document)
        self._misbehaviours = frozenset(misbehaviours)

    def _does(self, name: str) -> bool:
        return name in self._misbehaviours

    def _external_authenticate(self, asked: Command, room: int) -> Answer:
        answer = super()._external_authenticate(asked, room)
        return Answer(_last_bit_flipped(answer.data)) if self._does("bac-wrong-mac") else answer

    def _general_authenticate(self, asked: Command, room: int) -> Answer:
        if not self._access:
            return self._spoilt_pace(asked, super()._general_authenticate(asked, room))
        if self._does("ca-refused"):
            return Answer(status_word=0x6A80)
        answer = super()._general_authenticate(asked, room)
        if self._does("ca-old-keys"):
            self._next_channel = None
        return answer

    def _spoilt_pace(self, asked: Command, answer: Answer) -> Answer:
        (step,) = tlv.parse(answer.data).children()
        tag, value = step.tag, step.value
        if self._does(f"pace-wrong-tag:{_STEP_TAGS.index(tag) + 1}"):
            tag |= 0x10
        if step.tag == 0x82 and self._does("pace-off-curve"):
            value = _last_bit_flipped(value)
        if step.tag == 0x82 and self._does("pace-infinity"):
            value = b"\x00"
        if step.tag == 0x84 and self._does("pace-same-key"):
            value = tlv.require(tlv.parse(asked.data), 0x83).value
        if step.tag == 0x86 and self._does("pace-wrong-token"):
            value = _last_bit_flipped(value)
        return Answer(tlv.encode(0x7C, tlv.encode(tag, value)))

    def _internal_authenticate(self, asked: Command, room: int) -> Answer:
        if self._does("aa-replayed"):
            asked = dataclasses.replace(asked, data=bytes(len(asked.data)))
        answer = super()._internal_authenticate(asked, room)
        if self._does("aa-wrong-trailer"):
            return Answer(
                authentication.active_authentication(self.document, asked.data, self._randomness, trailer=_NO_TRAILER)
            )
        return Answer(_last_bit_flipped(answer.data)) if self._does("aa-wrong-signature") else answer

    def _wrap(self, channel: SecureChannel, answer: Answer, *, odd_instruction: bool) -> bytes:
        objects = channel.protected_objects(answer, odd_instruction=odd_instruction)
        if self._does("sm-plain"):
            return answer.encoded()
        if self._does("sm-no-status"):
            objects = objects[:-_DO_STATUS_BYTES]
        if self._does("sm-wrong-status"):
            objects = objects[:-2] + b"\x6a\x80"
        sealed = channel.seal(objects, answer.status_word)
        return sealed[: -_DO_MAC_BYTES - 2] + sealed[-2:] if self._does("sm-no-mac") else sealed


def _last_bit_flipped(data: bytes) -> bytes:
    return data[:-1] + bytes([data[-1] ^ 0x01])
