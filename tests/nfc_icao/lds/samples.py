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


BIOMETRIC_HEADER = encode(
    0xA1, encode(0x81, b"\x02"), encode(0x82, b"\x00"), encode(0x87, b"\x01\x01"), encode(0x88, b"\x00\x08")
)


def facial_record(*pictures: bytes, feature_points: int = 0, wrong_by: int = 0) -> bytes:
    """ISO/IEC 19794-5:2005; block lengths may be wrong by some bytes."""
    blocks = b""
    for picture in pictures:
        length = 20 + 8 * feature_points + 12 + len(picture) + wrong_by
        description = length.to_bytes(4, "big") + feature_points.to_bytes(2, "big") + bytes(14)
        blocks += description + bytes(8 * feature_points) + bytes(12) + picture
    return b"FAC\x00010\x00" + (14 + len(blocks)).to_bytes(4, "big") + len(pictures).to_bytes(2, "big") + blocks


def dg2_of(*records: bytes, tag: int = 0x5F2E, header: bytes = BIOMETRIC_HEADER, announced: int | None = None) -> bytes:
    """The envelope of DG2 around biometric data blocks."""
    templates = b"".join(encode(0x7F60, header, encode(tag, record)) for record in records)
    number = len(records) if announced is None else announced
    return encode(0x75, encode(0x7F61, encode(0x02, bytes([number])), templates))


def dg2(picture: bytes, data_tag: int = 0x5F2E, header: bytes = b"FAC\x00010\x00" + bytes(76)) -> bytes:
    template = encode(0x7F60, BIOMETRIC_HEADER, encode(data_tag, header + picture))
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
