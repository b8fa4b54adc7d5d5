"""A chip that knows the session keys and lies under them: every answer has a right MAC, whatever it says.

What a forger with a card emulator can do once the counter has given it the key: contents, lengths, status words and the
data objects of secure messaging themselves are bent after access control, then sealed.
"""

from __future__ import annotations

from random import Random

from fuzz import mutation, tlv_mutation
from fuzz.small_documents import repeatable_randomness
from hardware_mocks.card import VirtualCard
from hardware_mocks.card.secure_messaging import SecureChannel
from hardware_mocks.card.status import Answer
from hardware_mocks.issuer import IssuedDocument
from nfc_icao.encoding import tlv

_STATUS_WORDS = (
    0x6100, 0x61FF, 0x6C00, 0x6C01, 0x6CDF, 0x6282, 0x6283, 0x6300, 0x63C0, 0x6700, 0x6982, 0x6987, 0x6988, 0x6A80,
    0x6A82, 0x6B00, 0x6D00, 0x6F00, 0x0000, 0xFFFF,
)  # fmt: skip
_DO_STATUS_BYTES = 4


class HostileCard(VirtualCard):
    """A genuine document whose chip bends about `per_hundred` of its answers in a hundred."""

    def __init__(self, document: IssuedDocument, dice: Random, per_hundred: int) -> None:
        super().__init__(document, randomness=repeatable_randomness(f"hostile/{dice.random()}"))
        self._dice = dice
        self._per_hundred = per_hundred
        self.lies = 0

    def transmit(self, apdu: bytes) -> bytes:
        """Answer, and bend what is not under secure messaging as it comes."""
        response = super().transmit(apdu)
        if self._channel is not None or not self._lies_now():
            return response
        dice, body, word = self._dice, response[:-2], response[-2:]
        bent = (
            dice.choice(_STATUS_WORDS).to_bytes(2, "big"),
            tlv_mutation.mutate(dice, body, [body]) + word,
            dice.choice(mutation.BLIND)(dice, response, [response]),
            body + dice.choice(_STATUS_WORDS).to_bytes(2, "big"),
        )
        return dice.choice(bent)

    def _wrap(self, channel: SecureChannel, answer: Answer, *, odd_instruction: bool) -> bytes:
        if not self._lies_now():
            return super()._wrap(channel, answer, odd_instruction=odd_instruction)
        dice = self._dice
        answer = self._bent_answer(answer)
        objects = channel.protected_objects(answer, odd_instruction=odd_instruction)
        trailer = answer.status_word
        if dice.random() < 0.3:
            objects = self._bent_objects(objects)
        if dice.random() < 0.05:
            trailer = dice.choice(_STATUS_WORDS)
        return channel.seal(objects, trailer)

    def _lies_now(self) -> bool:
        lies = self._dice.randrange(100) < self._per_hundred
        self.lies += lies
        return lies

    def _bent_answer(self, answer: Answer) -> Answer:
        dice, data, word = self._dice, answer.data, answer.status_word
        choice = dice.randrange(6)
        if choice == 0:
            return Answer(b"" if dice.random() < 0.5 else data, dice.choice(_STATUS_WORDS))
        if choice == 1:
            return Answer(data + dice.randbytes(dice.choice((1, 16, 3000))), word)
        if choice == 2:
            return Answer(tlv_mutation.mutate(dice, data, [data])[:60000], word)
        if choice == 3:
            return Answer(b"", word)
        return Answer(dice.choice(mutation.BLIND)(dice, data, [data])[:60000], word)

    def _bent_objects(self, objects: bytes) -> bytes:
        """The data objects of secure messaging, wrong among themselves: the MAC over them is right."""
        dice = self._dice
        bent = (
            objects[:-_DO_STATUS_BYTES],
            objects[-_DO_STATUS_BYTES:] + objects[:-_DO_STATUS_BYTES],
            objects + objects,
            tlv.encode(0x87, b"\x01") + objects[-_DO_STATUS_BYTES:],
            tlv.encode(0x87, b"\x02" + bytes(16)) + objects[-_DO_STATUS_BYTES:],
            tlv.encode(0x87, b"\x01" + bytes(15)) + objects[-_DO_STATUS_BYTES:],
            tlv.encode(0x85, bytes(16)) + objects[-_DO_STATUS_BYTES:],
            tlv.encode(0x99, b"\x90\x00\x00"),
            b"",
            tlv_mutation.mutate(dice, objects, [objects]),
        )
        return dice.choice(bent)
