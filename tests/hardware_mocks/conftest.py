"""What tests of imagined hardware share: a terminal before a card, and the published examples."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from card_terminal import Terminal

from hardware_mocks.card import VirtualCard

VECTORS = Path(__file__).parents[1] / "vectors"


@pytest.fixture
def terminal() -> Callable[..., Terminal]:
    """A terminal before the card of a persona, of their own profile or another."""

    def before(persona_id: str = "adult", profile: str | None = None) -> Terminal:
        return Terminal(VirtualCard.of(persona_id, profile))

    return before


@pytest.fixture
def vectors() -> Callable[[str], Any]:
    """Loads one file of `tests/vectors` by name."""

    def load(name: str) -> Any:
        return json.loads((VECTORS / f"{name}.json").read_text(encoding="utf-8"))

    return load
