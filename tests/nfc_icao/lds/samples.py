"""Small files of an imagined document, and a way to damage them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from nfc_icao.encoding.tlv import encode
from nfc_icao.errors import MalformedData

CARD_ACCESS = bytes.fromhex(
    "3134300d060804007f0007020202020101300f060a04007f000702020302020201013012060a04007f0007020204020202010202010d"
)
SPECIMEN_TD1 = "I<UTOD231458907<<<<<<<<<<<<<<<7408122F1204159UTO<<<<<<<<<<<6ERIKSSON<<ANNA<MARIA<<<<<<<<<<"
"""The specimen of Doc 9303-5, Appendix B."""

JPEG = bytes.fromhex("FFD8FFE00004ABCDFFFFC4000400") + bytes.fromhex("00FFC000080800F000A001FFD9")
JP2 = (
    bytes.fromhex("0000000C6A5020200D0A870A")
    + bytes.fromhex("0000001466747970")
    + b"jp2 "
    + bytes(8)
    + bytes.fromhex("000000166A703268")
    + b"ihdr"
    + (320).to_bytes(4, "big")
    + (240).to_bytes(4, "big")
    + bytes.fromhex("FF4FFF51002F0000")
    + (240).to_bytes(4, "big")
    + (320).to_bytes(4, "big")
    + bytes(8)
)
J2K = JP2[JP2.index(bytes.fromhex("FF4FFF51")) :]


def dg2(picture: bytes, data_tag: int = 0x5F2E, header: bytes = b"FAC\x00010\x00" + bytes(76)) -> bytes:
    template = encode(0x7F60, encode(0xA1, encode(0x81, b"\x02")), encode(data_tag, header + picture))
    return encode(0x75, encode(0x7F61, encode(0x02, b"\x01"), template))


def only_malformed_data_leaves(parse: Callable[[bytes], Any], *genuine: bytes, examples: int = 150) -> None:
    """Feed `parse` any bytes, and `genuine` ones with some bytes replaced, dropped or added."""

    @settings(max_examples=examples, deadline=None, database=None)
    @given(st.one_of(st.binary(max_size=300), *(_damaged(sample) for sample in genuine)))
    def check(data: bytes) -> None:
        try:
            parse(data)
        except MalformedData as error:
            assert str(error)

    check()


def _damaged(sample: bytes) -> st.SearchStrategy[bytes]:
    edits = st.lists(st.tuples(st.integers(0, len(sample)), st.binary(max_size=3), st.integers(0, 3)), max_size=4)

    def apply(changes: list[tuple[int, bytes, int]]) -> bytes:
        data = sample
        for position, inserted, dropped in changes:
            data = data[:position] + inserted + data[position + dropped :]
        return data

    return edits.map(apply)
