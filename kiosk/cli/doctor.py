"""`mot-cham doctor`: what this machine has, what is missing, and the exact remedy, in both languages."""

from __future__ import annotations

import argparse
from dataclasses import asdict, dataclass
from importlib.util import find_spec

from drivers.errors import LibraryMissing
from drivers.nfc import diagnose
from drivers.scanners.known_scanners import find_scanner_ports
from kiosk.cli.exit_codes import ExitCode
from kiosk.cli.output import print_json

_EXTRAS = {
    "PySide6": ("ui", "Cửa sổ màn hình", "The window"),
    "serial": ("scanners", "Máy quét cổng nối tiếp", "Serial scanners"),
    "cv2": ("scanners", "Camera", "The camera"),
    "zxingcpp": ("scanners", "Giải mã QR từ ảnh", "QR codes in pictures"),
}
"""Module → extra that installs it, and what it is for. pyscard has its own rows."""


@dataclass(frozen=True)
class Finding:
    ok: bool
    vi: str
    en: str
    detail: str = ""


def add(command: argparse.ArgumentParser) -> None:
    command.add_argument("--json", action="store_true")
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> ExitCode:
    findings = [*_libraries(), *_readers(), _scanners()]
    if options.json:
        print_json([asdict(finding) for finding in findings])
    else:
        for finding in findings:
            print(f"{'✓' if finding.ok else '✗'} {finding.vi}\n  {finding.en}")
    return ExitCode.DONE if all(finding.ok for finding in findings) else ExitCode.DEVICE


def _libraries() -> list[Finding]:
    found = []
    for module, (extra, vi, en) in _EXTRAS.items():
        if find_spec(module) is not None:
            found.append(Finding(True, f"{vi}: đã cài.", f"{en}: installed.", module))
        else:
            remedy = f"scripts/run ({extra})"
            found.append(Finding(False, f"{vi}: chưa cài. Cách cài: {remedy}", f"{en}: missing. {remedy}", module))
    return found


def _readers() -> list[Finding]:
    return [Finding(row.ok, row.vi, row.en, row.detail) for row in diagnose()]


def _scanners() -> Finding:
    try:
        ports = find_scanner_ports()
    except LibraryMissing:
        ports = []
    if not ports:
        # A desk without a serial scanner is whole: a camera or a chip reader with typed digits serves as well.
        return Finding(True, "Chưa thấy máy quét cổng nối tiếp nào.", "No serial scanner is plugged in.")
    names = ", ".join(f"{port.port} {port.maker}".strip() for port in ports)
    return Finding(True, f"Máy quét: {names}.", f"Scanners: {names}.")
