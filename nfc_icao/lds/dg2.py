"""DG2: the portrait (Doc 9303-10 §4.7.2), in a record of ISO/IEC 19794-5 or of its successor ISO/IEC 39794-5."""

from __future__ import annotations

from dataclasses import dataclass, field

from nfc_icao.errors import MalformedData
from nfc_icao.lds import face_19794_5, face_39794_5
from nfc_icao.lds.biometrics import (
    FACE,
    FORMAT_OWNER_SC37,
    FORMAT_TYPE_FACE_19794_5,
    BiometricTemplate,
    parse_templates,
)
from nfc_icao.lds.data_group import open_data_group
from nfc_icao.lds.image_header import parse_image_header


@dataclass(frozen=True)
class Portrait:
    """One picture of the holder, undecoded."""

    format: str
    """`jpeg`, `jp2` or `j2k`."""
    width: int
    """Pixels, as the picture's own header says; weigh it before decoding."""
    height: int
    data: bytes = field(repr=False)
    """The picture, from its first byte to the end of what holds it."""


def parse_dg2(file: bytes) -> Portrait:
    """The first picture of the file DG2.

    Raises:
        MalformedData: it holds no picture we know.
    """
    return parse_portraits(file)[0]


def parse_portraits(file: bytes) -> tuple[Portrait, ...]:
    """Every picture of the file DG2, in its order: one, nearly always.

    Raises:
        MalformedData: something that is no face, or a picture of an unknown format.
    """
    templates = parse_templates(open_data_group(file, 2))
    return tuple(to_portrait(picture) for template in templates for picture in _pictures(template))


def portrait_remarks(file: bytes) -> tuple[str, ...]:
    """Where the records of a readable DG2 depart from ISO/IEC 19794-5 without harm: no reason to refuse a person.

    Raises:
        MalformedData: DG2 is not readable.
    """
    templates = parse_templates(open_data_group(file, 2))
    found = [face_19794_5.remarks(template.data.value) for template in templates if _is_19794(template)]
    return tuple(remark for remarks in found for remark in remarks)


def to_portrait(picture: bytes) -> Portrait:
    """A picture with what its own header says.

    Raises:
        MalformedData: an unknown format, or no area.
    """
    header = parse_image_header(picture)
    return Portrait(header.format, header.width, header.height, picture)


def _pictures(template: BiometricTemplate) -> tuple[bytes, ...]:
    if template.biometric_type not in (None, FACE):
        raise MalformedData("DG2 holds something that is no face")
    if template.format_owner != FORMAT_OWNER_SC37:
        raise MalformedData("DG2 in a format of an unknown owner")
    if template.is_structured and not _is_19794(template):
        return face_39794_5.pictures(template.data)
    if not template.is_structured and template.format_type != FORMAT_TYPE_FACE_19794_5:
        raise MalformedData("DG2 in a format of an unknown type")
    return face_19794_5.pictures(template.data.value)


def _is_19794(template: BiometricTemplate) -> bool:
    """A record of ISO/IEC 19794-5, under 7F2E as well: some issuers chose the tag by its name."""
    return template.data.value.startswith(face_19794_5.FORMAT_IDENTIFIER)
