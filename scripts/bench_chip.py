"""The tables about one chip: time on the link against the floor, our own processor time, growth with the photo."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace

import bench_card
from link_model import RATES, ModelledLink, floor_s, link_s

from hardware_mocks.card import VirtualCard
from hardware_mocks.issuer import IssuedDocument, demo_csca_der
from nfc_icao import Can, ChipReading, TrustStore, parse_lds, read_chip, verify_chip
from nfc_icao.chip.secure_messaging import maximum_read
from nfc_icao.crypto.ciphers import Cipher
from nfc_icao.evidence import EF_SOD
from nfc_icao.reading import ReadingProgress
from nfc_icao.transport import SHORT_APDUS, ApduLimits

EXTENDED_APDUS = ApduLimits(65_535, 65_535)
STATUS_WORD_BYTES = 2
MODES = {"short": SHORT_APDUS, "extended": EXTENDED_APDUS}
BLOCKS = {
    "short": maximum_read(Cipher.AES_128, SHORT_APDUS.max_response_bytes - STATUS_WORD_BYTES),
    "extended": maximum_read(Cipher.AES_128, bench_card.CHIP_BUFFER_BYTES - STATUS_WORD_BYTES),
}
PROOFS = ("active_authentication", "chip_authentication")


@dataclass
class Run:
    """One reading over a modelled link, cut where its phases began."""

    link: ModelledLink
    reading: ChipReading
    begun: dict[str, int]
    """Phase → how many exchanges came before it."""
    whole: dict[str, int]
    """File → after how many exchanges it was there."""
    cpu_s: dict[str, float]
    """Phase → our processor time in it."""

    @property
    def first_file(self) -> int:
        return self.begun["DG1"]

    @property
    def last_file(self) -> int:
        return self.begun[PROOFS[0]]

    def until(self, exchanges: int, rate: int) -> float:
        return link_s(self.link.exchanges[:exchanges], rate)


def run(document: IssuedDocument, limits: ApduLimits) -> Run:
    link = ModelledLink(VirtualCard(document), limits)
    begun: dict[str, int] = {}
    whole: dict[str, int] = {}
    marks: list[tuple[str, float]] = []

    def our_cpu_s() -> float:
        return time.process_time() - link.card_cpu_s

    def told(progress: ReadingProgress) -> None:
        if progress.phase not in begun:
            begun[progress.phase] = len(link.exchanges)
            marks.append((progress.phase, our_cpu_s()))
        if progress.bytes_expected and progress.bytes_done == progress.bytes_expected:
            whole[progress.phase] = len(link.exchanges)

    reading = read_chip(link, Can(document.can), progress=told)
    ends = [at for _, at in marks[1:]] + [our_cpu_s()]
    cpu = {phase: end - at for (phase, at), end in zip(marks, ends, strict=True)}
    return Run(link, reading, begun, whole, cpu)


def bench_link(document: IssuedDocument) -> None:
    sizes = {name: len(document.files[name]) for name in bench_card.SIZES}
    print("Card: " + ", ".join(f"{name} {size}" for name, size in sizes.items()) + " bytes, PACE with CAN, AES-128")
    runs = {mode: run(document, limits) for mode, limits in MODES.items()}
    for mode, one in runs.items():
        opening, files, total = one.first_file, one.last_file - one.first_file, len(one.link.exchanges)
        parts = f"access control {opening} + files {files} + proofs {total - opening - files}"
        print(f"  {mode:>8}: {total} APDUs = {parts}; {BLOCKS[mode]} bytes a read")
    print("  files over the link, model ÷ floor; then when something can be shown, from the first command on:")
    print("    kbit/s  mode      model   floor  ratio  (joint) | DG1    name   photo  last file  all")
    for mode, one in runs.items():
        for rate in RATES:
            print(_cell(mode, one, sizes, rate))


def _cell(mode: str, one: Run, sizes: dict[str, int], rate: int) -> str:
    model = link_s(one.link.exchanges[one.first_file : one.last_file], rate)
    floor = sum(floor_s(size, BLOCKS[mode], rate) for size in sizes.values())
    joint = floor_s(sum(sizes.values()), BLOCKS[mode], rate)
    shown = [one.until(one.whole[name], rate) for name in ("DG1", "DG13", "DG2")]
    shown += [one.until(one.last_file, rate), one.until(len(one.link.exchanges), rate)]
    ratios = f"{model:5.3f}  {floor:6.3f}  {model / floor:5.3f}  ({model / joint:5.3f})"
    return f"    {rate // 1000:>6}  {mode:<8}  {ratios} | " + "  ".join(f"{at:5.2f}" for at in shown)


def bench_cpu(document: IssuedDocument, rounds: int) -> None:
    trust = TrustStore.from_certificates([demo_csca_der()])
    for mode, limits in MODES.items():
        best: dict[str, float] = {}
        for _ in range(rounds):
            one = run(document, limits)
            for station, cpu_s in _stations(one, trust).items():
                best[station] = min(cpu_s, best.get(station, cpu_s))
        report = verify_chip(one.reading, trust)
        parts = ", ".join(f"{station} {cpu_s * 1000:.1f}" for station, cpu_s in best.items())
        print(f"  our processor time, {mode:>8}: {sum(best.values()) * 1000:5.1f} ms = {parts}")
    print(f"  verdict {report.overall.value}, assurance {report.assurance.label}; the best of {rounds} readings")


def _stations(one: Run, trust: TrustStore) -> dict[str, float]:
    """Our processor time by station. What proofs cost in verifying is what verifying takes longer with them."""
    reading = one.reading
    parsing = _cpu_s(lambda: parse_lds(reading.files))
    bare = replace(reading, active_authentication=None, chip_authentication=None)
    with_aa = replace(reading, chip_authentication=None)
    passive, active, both = (_cpu_s(lambda one=one: verify_chip(one, trust)) for one in (bare, with_aa, reading))  # type: ignore[misc]
    return {
        "access": one.cpu_s["access"],
        "reading": sum(cpu for phase, cpu in one.cpu_s.items() if phase.startswith(("DG", EF_SOD))),
        "parsing": parsing,
        "PA": passive - parsing,
        "AA": one.cpu_s[PROOFS[0]] + max(0.0, active - passive),
        "CA": one.cpu_s[PROOFS[1]] + max(0.0, both - active),
    }


def _cpu_s(work: Callable[[], object]) -> float:
    before = time.process_time()
    work()
    return time.process_time() - before


def bench_growth(rounds: int) -> None:
    trust = TrustStore.from_certificates([demo_csca_der()])
    print("  growth with the photo, our processor time for reading and verifying:")
    for size in (15_000, 60_000, 240_000):
        document = bench_card.document(size)
        cells = []
        for mode, limits in MODES.items():
            runs = [run(document, limits) for _ in range(rounds)]
            reading = min(one.cpu_s["DG2"] for one in runs)
            verifying = min(_cpu_s(lambda one=one: verify_chip(one.reading, trust)) for one in runs)  # type: ignore[misc]
            reads = runs[0].begun["DG14"] - runs[0].begun["DG2"]
            cells.append(f"{mode} {reads} reads {reading * 1000:.1f} ms + {verifying * 1000:.1f} ms")
        print(f"    DG2 {size // 1000:>3} KB: " + "; ".join(cells))
