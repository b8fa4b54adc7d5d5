"""The page about protocols says what the tests run, and nothing else."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any

from nfc_icao.access.pace_protocols import PREFERENCE
from nfc_icao.crypto.domains import STANDARDIZED_DOMAINS
from nfc_icao.lds.security_infos import CHIP_AUTHENTICATION_PROTOCOLS, PACE_PROTOCOLS

from .coverage_rows import CHIP_AUTHENTICATION_ROWS, PACE_ROWS, PUBLISHED

ROOT = Path(__file__).parents[3]


def script() -> Any:
    spec = importlib.util.spec_from_file_location("protocol_coverage", ROOT / "scripts" / "protocol_coverage.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_page_is_current() -> None:
    written = (ROOT / "docs" / "protocol-coverage.md").read_text(encoding="utf-8")

    assert written == script().page(), "run scripts/protocol_coverage.py"


def test_the_rows_leave_nothing_out_that_the_reader_speaks() -> None:
    assert {row.oid for row in PACE_ROWS} == set(PACE_PROTOCOLS)
    assert {row.oid for row in CHIP_AUTHENTICATION_ROWS} == set(CHIP_AUTHENTICATION_PROTOCOLS)
    assert {row.domain for row in PACE_ROWS} == {row.domain for row in CHIP_AUTHENTICATION_ROWS}
    assert {row.domain for row in PACE_ROWS} == set(STANDARDIZED_DOMAINS)
    assert {(row.agreement, row.mapping, row.cipher) for row in PACE_ROWS} == {
        (agreement, mapping, cipher.label) for agreement, mapping, cipher in PREFERENCE
    }


def test_every_worked_example_is_there(vectors: Any) -> None:
    for name in PUBLISHED:
        assert "Appendix" in vectors(name)["source"]
