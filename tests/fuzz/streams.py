"""A chip that is nothing but a row of answers: a recorded conversation, bent.

Both sides of the recording drew their randomness from a label, and the terminal of a test draws from the same label
again. So an unbent stream passes access control and secure messaging, and damage can sit at any depth.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from random import Random

from fuzz import mutation, tlv_mutation
from fuzz.small_documents import keys_of, repeatable_randomness
from hardware_mocks.card import VirtualCard
from hardware_mocks.issuer import IssuedDocument
from nfc_icao.errors import CardLost
from nfc_icao.reading import read_chip

TERMINAL, CARD = "terminal", "card"
_STATUS_WORDS = tuple(bytes.fromhex(word) for word in (
    "9000", "6100", "61FF", "6C00", "6C10", "6CFF", "6282", "6283", "6300", "63C1", "6700", "6982", "6985", "6987",
    "6988", "6A80", "6A82", "6A86", "6B00", "6D00", "6F00", "FFFF", "0000",
))  # fmt: skip


class StreamCard:
    """Gives its answers one by one, whatever is asked; then it is lifted, or it gives the last one for ever."""

    def __init__(self, answers: Iterable[bytes], *, goes_on: bool = False) -> None:
        self._answers = list(answers)
        self._goes_on = goes_on
        self.asked = 0

    def transmit(self, command: bytes) -> bytes:
        index = self.asked
        self.asked += 1
        if index < len(self._answers):
            return self._answers[index]
        if self._goes_on and self._answers:
            return self._answers[-1]
        raise CardLost("the stream is over")


class _Recorder:
    def __init__(self, card: VirtualCard) -> None:
        self._card = card
        self.answers: list[bytes] = []

    def transmit(self, command: bytes) -> bytes:
        self.answers.append(self._card.transmit(command))
        return self.answers[-1]


def recorded_answers(document: IssuedDocument) -> list[bytes]:
    """What the document's chip answers to a whole reading with the randomness of the labels."""
    recorder = _Recorder(VirtualCard(document, randomness=repeatable_randomness(CARD)))
    read_chip(recorder, keys_of(document), randomness=repeatable_randomness(TERMINAL))
    return recorder.answers


def frame(answers: Iterable[bytes]) -> bytes:
    """Two bytes of length before each, as on a vpcd socket."""
    return b"".join(len(answer).to_bytes(2, "big") + answer for answer in answers)


def unframed(stream: bytes) -> list[bytes]:
    """What `frame` joined; the last answer may be cut."""
    answers = []
    while len(stream) > 2:
        size = int.from_bytes(stream[:2], "big")
        answers.append(stream[2 : 2 + size])
        stream = stream[2 + size :]
    return answers


def bend_one_answer(dice: Random, data: bytes, pool: Sequence[bytes]) -> bytes:
    """One answer of the stream damaged, moved, multiplied or refused; the others as they were."""
    answers = unframed(data)
    if not answers:
        return data
    at = dice.randrange(len(answers))
    body, word = answers[at][:-2], answers[at][-2:]
    match dice.randrange(9):
        case 0:
            answers[at] = body + dice.choice(_STATUS_WORDS)
        case 1:
            answers[at] = dice.choice(_STATUS_WORDS)
        case 2:
            answers[at] = tlv_mutation.mutate(dice, body, [body]) + word
        case 3:
            del answers[at]
        case 4:
            answers[at:at] = [answers[at]] * dice.choice((1, 3, 700))
        case 5:
            other = unframed(dice.choice(pool)) or answers
            answers[at] = dice.choice(other)
        case 6:
            answers[at] = dice.randbytes(dice.choice((0, 1, 2, 3, 16, 258, 4000)))
        case 7:
            answers = answers[:at]
        case _:
            answers[at] = dice.choice(mutation.BLIND)(dice, answers[at], [answers[at]])
    return frame(answer[:0xFFFF] for answer in answers)
