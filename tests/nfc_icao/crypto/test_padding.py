from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nfc_icao.crypto.padding import pad, unpad
from nfc_icao.errors import MalformedData


def test_a_full_block_gains_another_one() -> None:
    assert pad(bytes(8), 8) == bytes(8) + b"\x80" + bytes(7)


@pytest.mark.parametrize("unpadded", [b"", bytes(8), b"\x01\x02"])
def test_data_without_the_marker_are_malformed(unpadded: bytes) -> None:
    with pytest.raises(MalformedData):
        unpad(unpadded)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=40), st.sampled_from([8, 16]))
def test_unpadding_undoes_padding(data: bytes, block_size: int) -> None:
    padded = pad(data, block_size)

    assert len(padded) % block_size == 0
    assert unpad(padded) == data
