"""The data groups as an issuer writes them (Doc 9303-10 §4.6, §4.7), but for DG13 and DG14."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from hardware_mocks.issuing import faces
from nfc_icao.encoding import tlv

TAGS = {
    1: 0x61, 2: 0x75, 3: 0x63, 4: 0x76, 5: 0x65, 6: 0x66, 7: 0x67, 8: 0x68,
    9: 0x69, 10: 0x6A, 11: 0x6B, 12: 0x6C, 13: 0x6D, 14: 0x6E, 15: 0x6F, 16: 0x70,
}  # fmt: skip
"""Doc 9303-10 §4.6.1, Table 38."""
_TAG_LIST = 0x5C
_NUMBER_OF_INSTANCES = 0x02


@dataclass(frozen=True, repr=False)
class PersonToNotify:
    """Whom to call in an emergency (DG16)."""

    recorded_on: date
    name: str
    telephone: str
    address: str


@dataclass(frozen=True, repr=False)
class AdditionalDetails:
    """What DG11 and DG12 add to the MRZ."""

    full_name: str
    personal_number: str
    date_of_birth: date
    place_of_birth: str
    address: str
    issuing_authority: str
    date_of_issue: date


def ef_com(data_groups: Sequence[int]) -> bytes:
    """LDS version 1.7, Unicode 4.0.0, and the tags of the data groups in the given order."""
    tags = bytes(TAGS[number] for number in data_groups)
    return tlv.encode(0x60, tlv.encode(0x5F01, b"0107"), tlv.encode(0x5F36, b"040000"), tlv.encode(_TAG_LIST, tags))


def dg1(mrz: str) -> bytes:
    return tlv.encode(TAGS[1], tlv.encode(0x5F1F, mrz.encode("ascii")))


def dg2(
    image: bytes, image_format: str, width: int, height: int, *, female: bool, face_format: str = faces.ISO_19794_5
) -> bytes:
    """One face. With a 19794-5 record 84 bytes stand before the image, as on the cards seen."""
    template = faces.information_template(faces.Face(image, image_format, width, height, female), face_format)
    return tlv.encode(TAGS[2], tlv.encode(0x7F61, _one(), template))


def unreadable(number: int, filler: bytes) -> bytes:
    """A file of fingers (DG3) or irises (DG4) nobody will see: it exists to be listed, hashed and refused."""
    return tlv.encode(TAGS[number], tlv.encode(0x7F61, _one(0), tlv.encode(0x53, filler)))


def dg5(portrait: bytes) -> bytes:
    """The portrait as printed."""
    return tlv.encode(TAGS[5], _one(), tlv.encode(0x5F40, portrait))


def dg7(signature: bytes) -> bytes:
    """The holder's signature as printed."""
    return tlv.encode(TAGS[7], _one(), tlv.encode(0x5F43, signature))


def dg11(details: AdditionalDetails) -> bytes:
    return _listed(
        11,
        {
            0x5F0E: details.full_name.replace(" ", "<<", 1).replace(" ", "<"),
            0x5F10: details.personal_number,
            0x5F2B: f"{details.date_of_birth:%Y%m%d}",
            0x5F11: details.place_of_birth.replace(", ", "<"),
            0x5F42: details.address.replace(", ", "<"),
        },
    )


def dg12(details: AdditionalDetails) -> bytes:
    return _listed(12, {0x5F19: details.issuing_authority, 0x5F26: f"{details.date_of_issue:%Y%m%d}"})


def dg15(public_key_info: bytes) -> bytes:
    return tlv.encode(TAGS[15], public_key_info)


def dg16(persons: Sequence[PersonToNotify]) -> bytes:
    templates = [
        tlv.encode(
            0xA0 + index,
            _text(0x5F50, f"{person.recorded_on:%Y%m%d}"),
            _text(0x5F51, person.name.replace(" ", "<<", 1).replace(" ", "<")),
            _text(0x5F52, person.telephone),
            _text(0x5F53, person.address.replace(", ", "<")),
        )
        for index, person in enumerate(persons, start=1)
    ]
    return tlv.encode(TAGS[16], _one(len(persons)), *templates)


def reserved(number: int, filler: bytes) -> bytes:
    """A data group Doc 9303 leaves to the future (DG6) or to the state (DG8 to DG10)."""
    return tlv.encode(TAGS[number], tlv.encode(0x04, filler))


def _listed(number: int, texts: dict[int, str]) -> bytes:
    """A data group that begins with the list of the tags in it (Doc 9303-10 §4.7.11)."""
    tags = b"".join(tag.to_bytes(2, "big") for tag in texts)
    return tlv.encode(TAGS[number], tlv.encode(_TAG_LIST, tags), *(_text(tag, text) for tag, text in texts.items()))


def _text(tag: int, text: str) -> bytes:
    return tlv.encode(tag, text.encode("utf-8"))


def _one(count: int = 1) -> bytes:
    return tlv.encode(_NUMBER_OF_INSTANCES, bytes([count]))
