"""EF.COM, DG1, DG2 and DG15 as an issuer writes them (Doc 9303-10 §4.6, §4.7)."""

from __future__ import annotations

from collections.abc import Sequence

from nfc_icao.encoding import tlv

TAGS = {1: 0x61, 2: 0x75, 3: 0x63, 13: 0x6D, 14: 0x6E, 15: 0x6F}  # Doc 9303-10 §4.6.1, Table 38

_FORMAT_OWNER_ICAO = b"\x01\x01"
_FORMAT_TYPE_FACE = b"\x00\x08"
_FULL_FRONTAL = 0x01
_SRGB24 = 0x01


def ef_com(data_groups: Sequence[int]) -> bytes:
    """LDS version 1.7, Unicode 4.0.0, and the tags of the data groups in the given order."""
    tags = bytes(TAGS[number] for number in data_groups)
    return tlv.encode(0x60, tlv.encode(0x5F01, b"0107"), tlv.encode(0x5F36, b"040000"), tlv.encode(0x5C, tags))


def dg1(mrz: str) -> bytes:
    return tlv.encode(TAGS[1], tlv.encode(0x5F1F, mrz.encode("ascii")))


def dg2(image: bytes, image_format: str, width: int, height: int, *, female: bool) -> bytes:
    """One face, no feature points, in an ISO/IEC 19794-5 record: 84 bytes before the image, as on the cards seen."""
    record = _facial_record(image, image_format, width, height, female=female)
    header = tlv.encode(
        0xA1,  # Doc 9303-10 §4.7.2, Table 46: biometric header template
        tlv.encode(0x81, b"\x02"),
        tlv.encode(0x82, b"\x00"),
        tlv.encode(0x87, _FORMAT_OWNER_ICAO),
        tlv.encode(0x88, _FORMAT_TYPE_FACE),
    )
    template = tlv.encode(0x7F60, header, tlv.encode(0x5F2E, record))
    return tlv.encode(TAGS[2], tlv.encode(0x7F61, tlv.encode(0x02, b"\x01"), template))


def _facial_record(image: bytes, image_format: str, width: int, height: int, *, female: bool) -> bytes:
    """ISO/IEC 19794-5:2005 §5.4 to §5.7."""
    image_information = (
        bytes([_FULL_FRONTAL, 1 if image_format == "jp2" else 0])
        + width.to_bytes(2, "big")
        + height.to_bytes(2, "big")
        + bytes([_SRGB24, 0x02])  # source: static photograph from a digital camera
        + b"\x00\x00\x00\x00"  # device type and quality unspecified
    )
    block_length = 20 + len(image_information) + len(image)
    information = (
        block_length.to_bytes(4, "big")
        + b"\x00\x00"  # feature points
        + bytes([0x02 if female else 0x01, 0x00, 0x00])  # gender; eye and hair colour unspecified
        + b"\x00\x00\x00"  # property mask
        + b"\x00\x01"  # neutral expression
        + b"\x00" * 6  # pose angle and its uncertainty unspecified
    )
    total = 14 + block_length
    header = b"FAC\x00" + b"010\x00" + total.to_bytes(4, "big") + b"\x00\x01"
    return header + information + image_information + image


def dg3_unreadable(filler: bytes) -> bytes:
    """A fingerprint file nobody will see: it exists to be listed, hashed and refused."""
    return tlv.encode(TAGS[3], tlv.encode(0x7F61, tlv.encode(0x02, b"\x00"), tlv.encode(0x53, filler)))


def dg15(public_key_info: bytes) -> bytes:
    return tlv.encode(TAGS[15], public_key_info)
