"""Speed as ratios measured in one run. Prints; asserts nothing.

The chip: an imagined card with a DG2 of 20 kB is read over PACE in this process. Our own processor time is what the
whole reading took less what the card took. The link time is modelled from the APDUs that really went over (ISO 14443-4
framing, facts in docs/speed.md), and set against the least any reader could need for the same bytes.
"""

from __future__ import annotations

import argparse
import math
import os
import subprocess
import sys
import time
from dataclasses import dataclass

from hardware_mocks.card import VirtualCard
from hardware_mocks.issuer import demo_csca_der, issue
from hardware_mocks.personas import Persona, load
from nfc_icao import Can, TrustStore, read_chip, verify_chip
from nfc_icao.transport import CardTransport

DG2_BYTES = 20_000
FRAME = 253
"""Payload bytes of an I-block with FSD = FSC = 256."""
FDT_S, HOST_S, CHIP_S, CHIP_S_PER_BYTE = 150e-6, 4e-3, 1e-3, 6e-3 / 1024
RATES = (106_000, 212_000, 424_000, 848_000)
LARGEST_SHORT_BLOCK = 223
"""Plain bytes of one READ BINARY under AES secure messaging in a short APDU."""


@dataclass(frozen=True)
class Exchange:
    command_bytes: int
    response_bytes: int


class MeasuredCard:
    """A transport that counts, and keeps the card's processor time apart from ours."""

    def __init__(self, card: CardTransport) -> None:
        self._transmit = card.transmit
        self.exchanges: list[Exchange] = []
        self.card_cpu_s = 0.0

    def transmit(self, command: bytes) -> bytes:
        before = time.process_time()
        response = self._transmit(command)
        self.card_cpu_s += time.process_time() - before
        self.exchanges.append(Exchange(len(command), len(response)))
        return response


def link_s(exchanges: list[Exchange], rate: int) -> float:
    """Time on the link for these exchanges (docs/speed.md, T)."""
    total = 0.0
    for one in exchanges:
        frames_out, frames_in = math.ceil(one.command_bytes / FRAME), math.ceil(one.response_bytes / FRAME)
        acknowledged = (frames_out - 1) + (frames_in - 1)
        frames = frames_out + frames_in + acknowledged
        total += 9 / rate * (one.command_bytes + one.response_bytes + 3 * frames)
        total += frames * FDT_S + HOST_S + CHIP_S + CHIP_S_PER_BYTE * one.response_bytes
    return total


def floor_s(file_bytes: int, rate: int) -> float:
    """The least time for `file_bytes` of files in short APDUs (docs/speed.md, T_min)."""
    on_air = file_bytes * (1 + 3 / FRAME) * 9 / rate * 1.01
    rounds = math.ceil(file_bytes / LARGEST_SHORT_BLOCK)
    return on_air + rounds * (HOST_S + CHIP_S + 42 * 9 / rate + 4 * FDT_S) + file_bytes * CHIP_S_PER_BYTE


class WithHeavyPortrait(Persona):
    """The same person with a photo of 20 kB: the padding is a comment segment, as cameras write them."""

    def portrait(self) -> bytes:
        picture = super().portrait()
        missing = DG2_BYTES - len(picture) - 4
        return picture[:2] + b"\xff\xfe" + (missing + 2).to_bytes(2, "big") + bytes(missing) + picture[2:]


def bench_chip(rounds: int) -> None:
    persona = load("adult")
    document = issue(WithHeavyPortrait(**vars(persona)))
    trust = TrustStore.from_certificates([demo_csca_der()])
    best = None
    for _ in range(rounds):
        card = MeasuredCard(VirtualCard(document))
        started = time.process_time()
        reading = read_chip(card, Can(persona.can))
        read_cpu = time.process_time() - started - card.card_cpu_s
        started = time.process_time()
        report = verify_chip(reading, trust)
        verify_cpu = time.process_time() - started
        if best is None or read_cpu + verify_cpu < best[0] + best[1]:
            best = (read_cpu, verify_cpu, card, reading, report)
    assert best is not None
    read_cpu, verify_cpu, card, reading, report = best
    size = sum(len(content) for content in reading.files.values())
    sent = sum(one.command_bytes for one in card.exchanges)
    received = sum(one.response_bytes for one in card.exchanges)
    print(
        f"Chip: {', '.join(f'{name} {len(content)}' for name, content in reading.files.items())}; {size} bytes of files"
    )
    print(f"  over PACE, verdict {report.overall.value}, assurance {report.assurance.label}")
    print(f"  APDUs {len(card.exchanges)}, bytes to the card {sent}, bytes from the card {received}")
    print(f"  our processor time: reading {read_cpu * 1000:.0f} ms, verifying {verify_cpu * 1000:.0f} ms")
    print("  link time (model) against the floor for the same files in short APDUs:")
    for rate in RATES:
        ours, floor = link_s(card.exchanges, rate), floor_s(size, rate)
        print(f"    {rate // 1000:>4} kbit/s: {ours:5.2f} s / {floor:5.2f} s = {ours / floor:.2f}")


BARE_WINDOW = """
import sys, time
from PySide6.QtWidgets import QApplication, QLabel
class Bare(QLabel):
    def paintEvent(self, event):
        super().paintEvent(event)
        print(time.time(), flush=True)
        QApplication.exit(0)
app = QApplication(sys.argv)
window = Bare("Một Chạm")
window.resize(1366, 768)
window.show()
app.exec()
"""


def bench_start(rounds: int) -> None:
    environment = {**os.environ, "QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen")}

    def first_paint_s(arguments: list[str]) -> float:
        times = []
        for _ in range(rounds):
            started = time.time()
            done = subprocess.run(
                [sys.executable, *arguments], env=environment, capture_output=True, text=True, check=True, timeout=120
            )
            times.append(float(done.stdout.split()[-1]) - started)
        return min(times)

    bare = first_paint_s(["-c", BARE_WINDOW])
    ours = first_paint_s(["-m", "kiosk.cli.window"])
    print(f"Start to first paint: {ours:.2f} s; a bare Qt window {bare:.2f} s; ratio {ours / bare:.2f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    bench_chip(options.rounds)
    bench_start(min(options.rounds, 3))


if __name__ == "__main__":
    main()
