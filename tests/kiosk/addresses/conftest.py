"""The address book of a fixed day: a change that comes later must not turn a test."""

from __future__ import annotations

from datetime import date

import pytest

from kiosk.addresses import AddressBook, UnitTable
from kiosk.bootstrap.addresses import unit_table


@pytest.fixture(scope="session")
def table() -> UnitTable:
    return unit_table(date(2026, 11, 21))


@pytest.fixture(scope="session")
def book(table: UnitTable) -> AddressBook:
    return AddressBook(table)
