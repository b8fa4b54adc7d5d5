"""What tests of the protocol room share: the published examples, and a chip that answers from a script."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

from nfc_icao.errors import CardLost

VECTORS = Path(__file__).parents[1] / "vectors"


@pytest.fixture
def vectors() -> Callable[[str], Any]:
    """Loads one file of `tests/vectors` by name."""

    def load(name: str) -> Any:
        return json.loads((VECTORS / f"{name}.json").read_text(encoding="utf-8"))

    return load


class Script:
    """A `CardTransport` that expects exactly these commands, in hex, and then has lost the card."""

    def __init__(self, exchanges: Iterable[tuple[str, str]]) -> None:
        self._exchanges = list(exchanges)

    def transmit(self, command: bytes) -> bytes:
        if not self._exchanges:
            raise CardLost("the script is over")
        expected, answer = self._exchanges.pop(0)
        assert command.hex().upper() == expected.replace(" ", "").upper()
        return bytes.fromhex(answer)

    @property
    def is_finished(self) -> bool:
        return not self._exchanges


@pytest.fixture
def script() -> type[Script]:
    return Script


@pytest.fixture
def repeated() -> Callable[..., Callable[[int], bytes]]:
    """A `Randomness` that hands out given values, in hex, in their order."""

    def build(*values: str) -> Callable[[int], bytes]:
        pending = [bytes.fromhex(value) for value in values]

        def draw(size: int) -> bytes:
            value = pending.pop(0)
            assert len(value) == size
            return value

        return draw

    return build
