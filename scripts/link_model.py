"""A link to a card that takes no time and says how much it would have taken: ISO 14443-4 between antenna and chip.

There is no antenna here, so time is a model over the APDUs that really went over; docs/speed.md has the formula and
where its constants come from. What the chip computes for access control and proofs is not in it.
"""

from __future__ import annotations

import math
import time
from collections.abc import Sequence
from dataclasses import dataclass

from nfc_icao.transport import ApduLimits, CardTransport

FRAME = 253
"""Payload bytes of an I-block with FSD = FSC = 256."""
FDT_S, HOST_S, CHIP_S, CHIP_S_PER_BYTE = 150e-6, 4e-3, 1e-3, 6e-3 / 1024
RATES = (106_000, 212_000, 424_000, 848_000)


@dataclass(frozen=True)
class Exchange:
    """One command and its answer, in bytes."""

    command_bytes: int
    answer_bytes: int

    def seconds(self, rate: int) -> float:
        """T of docs/speed.md at `rate` bit/s."""
        out, back = math.ceil(self.command_bytes / FRAME), math.ceil(self.answer_bytes / FRAME)
        frames = out + back + (out - 1) + (back - 1)  # each chained frame is acknowledged
        on_air = 9 / rate * (self.command_bytes + self.answer_bytes + 3 * frames)
        return on_air + frames * FDT_S + HOST_S + CHIP_S + CHIP_S_PER_BYTE * self.answer_bytes


def link_s(exchanges: Sequence[Exchange], rate: int) -> float:
    """Time on the link for these exchanges."""
    return sum(one.seconds(rate) for one in exchanges)


def floor_s(file_bytes: int, block_bytes: int, rate: int) -> float:
    """T_min of docs/speed.md: the least time for one file in blocks of at most `block_bytes`."""
    on_air = file_bytes * (1 + 3 / FRAME) * 9 / rate * 1.01
    rounds = math.ceil(file_bytes / block_bytes)
    return on_air + rounds * (HOST_S + CHIP_S + 42 * 9 / rate + 4 * FDT_S) + file_bytes * CHIP_S_PER_BYTE


class ModelledLink:
    """`CardTransport` that carries `limits`, counts, and keeps the card's processor time apart from ours."""

    def __init__(self, card: CardTransport, limits: ApduLimits) -> None:
        self.limits = limits
        self.exchanges: list[Exchange] = []
        self.card_cpu_s = 0.0
        self._card = card

    def transmit(self, command: bytes) -> bytes:
        before = time.process_time()
        answer = self._card.transmit(command)
        self.card_cpu_s += time.process_time() - before
        self.exchanges.append(Exchange(len(command), len(answer)))
        return answer
