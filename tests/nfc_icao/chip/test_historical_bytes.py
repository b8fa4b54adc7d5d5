from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nfc_icao.chip.historical_bytes import announces_extended_length


@pytest.mark.parametrize(
    ("atr", "announced"),
    [
        ("3B8580018073218040", True),
        ("3B8580018073218000", False),
        ("3B8A800100513173218040059000", True),  # Other objects before, the status word after.
        ("3BF59600008131FE458073218040", True),  # A contact card: TA1 to TD1, then TD2 and what it announces.
        ("3B80800101", None),
        ("3B8580011073218040", None),  # Category 10: a reference to EF.DIR, no data objects.
        ("3B83800180732100", None),  # The object is cut short.
        ("3B8F8001807321", None),
        ("3BFF", None),
        ("", None),
    ],
)
def test_card_capabilities_in_the_historical_bytes_say_whether_extended_length_is_known(
    atr: str, announced: bool | None
) -> None:
    assert announces_extended_length(bytes.fromhex(atr)) is announced


@given(st.binary(max_size=40))
def test_any_bytes_say_something_or_nothing(atr: bytes) -> None:
    assert announces_extended_length(atr) in (True, False, None)
