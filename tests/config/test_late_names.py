"""The names of the room: every one is there, and tables of facts are not loaded before they are asked for."""

from __future__ import annotations

import subprocess
import sys

import pytest

import config


def test_every_name_of_the_plate_is_there() -> None:
    assert [name for name in config.__all__ if getattr(config, name, None) is None] == []


def test_a_name_that_nobody_promised_is_no_attribute() -> None:
    with pytest.raises(AttributeError):
        _ = config.nonsense


def test_a_site_is_read_without_loading_a_table_of_facts() -> None:
    program = "import sys, config; config.load_site('demo'); print(*sys.modules)"
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=True, timeout=60)
    loaded = done.stdout.split()
    assert "config.site" in loaded
    assert "config.forms_data" not in loaded
    assert "config.coverage_data" not in loaded
    assert "config.checking" not in loaded
