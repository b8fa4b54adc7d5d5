"""The page about the virtual card says what there is, and the card stands alone."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from hardware_mocks import page, serve

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "virtual-card.md"
CARD_SIDE = [ROOT / "hardware_mocks" / name for name in ("card", "issuing", "faults", "serve.py", "vpcd.py")]
READER_SIDE = ("chip", "access", "lds", "reading", "verifying", "trust", "national")


def sources() -> list[Path]:
    return [file for place in CARD_SIDE for file in ([place] if place.is_file() else sorted(place.glob("*.py")))]


@pytest.mark.parametrize("name", page.tables())
def test_the_page_lists_what_there_is(name: str) -> None:
    found = re.search(rf"<!-- table: {name} -->\n(.*?)\n<!-- end -->", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    assert found is not None
    assert found[1] == page.tables()[name]


def test_the_page_names_every_option_of_the_program() -> None:
    text = PAGE.read_text(encoding="utf-8")
    options = [option for action in serve.arguments()._actions for option in action.option_strings]
    assert [option for option in options if option.startswith("--") and option not in text] == ["--help"]


@pytest.mark.parametrize("file", sources(), ids=lambda file: file.name)
def test_the_card_shares_no_protocol_code_with_the_reader(file: Path) -> None:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    imported = {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    imported |= {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    assert not {name for name in imported if name.startswith(tuple(f"nfc_icao.{room}" for room in READER_SIDE))}
