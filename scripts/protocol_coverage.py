"""Writes docs/protocol-coverage.md from the rows that the tests are parametrized with. `--check` only compares."""

from __future__ import annotations

import argparse
import importlib.util
import json
import sys
from itertools import groupby
from pathlib import Path
from typing import Protocol, cast

from nfc_icao.crypto.domains import STANDARDIZED_DOMAINS

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "protocol-coverage.md"
VECTORS = ROOT / "tests" / "vectors"

_KINDS = {
    ("PACE", "ECDH", "CAM"): "PACE, chip authentication mapping, elliptic curves",
    ("PACE", "ECDH", "GM"): "PACE, generic mapping, elliptic curves",
    ("PACE", "ECDH", "IM"): "PACE, integrated mapping, elliptic curves",
    ("PACE", "DH", "GM"): "PACE, generic mapping, prime fields",
    ("PACE", "DH", "IM"): "PACE, integrated mapping, prime fields",
    ("CA", "ECDH", None): "Chip authentication, elliptic curves",
    ("CA", "DH", None): "Chip authentication, prime fields",
}
_INTRODUCTION = """\
# Protocols the reader speaks

Written by `scripts/protocol_coverage.py` from `tests/nfc_icao/access/coverage_rows.py`; a test holds the two together.

Each of the {count} combinations below is run by `scripts/test`: our reader against a card side with group arithmetic
and mappings of its own (`tests/nfc_icao/access`); it shares the ciphers and the key derivation, which the worked
examples vouch for. {openpace} of them also run against OpenPACE where it is installed, and {published} worked examples
of Doc 9303-11 are replayed. A cell names the passwords; `-` is not defined by the standard.

The imagined card, whose arithmetic and secure messaging are its own too, runs the same protocols, domains and ciphers
with the CAN in `tests/hardware_mocks/test_protocol_matrix.py`.

Basic Access Control (3DES, MRZ) replays Doc 9303-11 Appendix D (`tests/vectors/bac.json`, `bac_long_number.json`).
"""


class Row(Protocol):
    """One combination, as in `coverage_rows.Row`."""

    protocol: str
    agreement: str
    mapping: str | None
    domain: int
    cipher: str
    password: str | None


class Rows(Protocol):
    """What this script needs of `coverage_rows`."""

    CIPHERS: tuple[str, ...]
    PACE_ROWS: tuple[Row, ...]
    CHIP_AUTHENTICATION_ROWS: tuple[Row, ...]
    OPENPACE_ROWS: tuple[Row, ...]
    PUBLISHED: dict[str, Row]


def load_rows() -> Rows:
    """The module with the rows; it belongs to the tests, so it is loaded from its file."""
    source = ROOT / "tests" / "nfc_icao" / "access" / "coverage_rows.py"
    spec = importlib.util.spec_from_file_location("coverage_rows", source)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return cast(Rows, module)


def page() -> str:
    """The whole page."""
    rows = load_rows()
    tested = (*rows.PACE_ROWS, *rows.CHIP_AUTHENTICATION_ROWS)
    parts = [_INTRODUCTION.format(count=len(tested), openpace=len(rows.OPENPACE_ROWS), published=len(rows.PUBLISHED))]
    by_kind = {kind: list(group) for kind, group in groupby(tested, key=_kind)}
    parts += [_section(title, by_kind[kind], rows) for kind, title in _KINDS.items()]
    return "\n".join(parts)


def _kind(row: Row) -> tuple[str, str, str | None]:
    return row.protocol, row.agreement, row.mapping


def _section(title: str, tested: list[Row], rows: Rows) -> str:
    ciphers = rows.CIPHERS
    lines = [f"## {title}", "", f"| Domain | {' | '.join(ciphers)} | Also |", "|---" * (len(ciphers) + 2) + "|"]
    for domain in sorted({row.domain for row in tested}):
        of_domain = [row for row in tested if row.domain == domain]
        cells = [_cell([row for row in of_domain if row.cipher == cipher]) for cipher in ciphers]
        name = f"{STANDARDIZED_DOMAINS[domain].name} ({domain})"
        lines.append(f"| {' | '.join([name, *cells, _also(of_domain, rows)])} |")
    return "\n".join(lines) + "\n"


def _cell(of_cipher: list[Row]) -> str:
    if not of_cipher:
        return "-"
    return ", ".join(row.password for row in of_cipher if row.password) or "yes"


def _also(of_domain: list[Row], rows: Rows) -> str:
    found = [
        _appendix(name)
        for name, example in rows.PUBLISHED.items()
        if (_kind(example), example.domain) == (_kind(of_domain[0]), of_domain[0].domain)
    ]
    if set(of_domain) & set(rows.OPENPACE_ROWS):
        found.append("OpenPACE")
    return ", ".join(found)


def _appendix(name: str) -> str:
    source = str(json.loads((VECTORS / f"{name}.json").read_text(encoding="utf-8"))["source"])
    return "Appendix " + source.partition("Appendix ")[2].split(" ", 1)[0]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="say whether the page is current, write nothing")
    if parser.parse_args().check:
        is_current = PAGE.read_text(encoding="utf-8") == page()
        print("current" if is_current else f"{PAGE.name} is old: run scripts/protocol_coverage.py")
        return 0 if is_current else 1
    PAGE.write_text(page(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
