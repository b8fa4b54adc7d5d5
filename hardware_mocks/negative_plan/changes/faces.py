"""Changes to DG2: the facial record of ISO/IEC 19794-5 §5 and the biometric header around it (Doc 9303-10 §4.7.2)."""

from __future__ import annotations

from hardware_mocks import personas
from hardware_mocks.negative_plan.changes.files import edited, value_at
from hardware_mocks.negative_plan.subject import Subject
from nfc_icao.evidence import dg

_RECORD = (0x75, 0x7F61, 0x7F60, 0x5F2E)
_FEATURE_POINTS_COUNT = 18
_BYTES_BEFORE_FEATURE_POINTS = 34
_FEATURE_POINT = bytes.fromhex("0102010064006400")  # MPEG-4 point 2.1 at 100, 100
_BYTES_BEFORE_PICTURE = 46
_COMMENT_BYTES = 4096
_DATA_TYPES = {"jpeg": 0, "jp2": 1}
_PLACES = {
    "format_identifier": 0,
    "version": 4,
    "record_length": 8,
    "block_length": 14,
    "gender": 20,
    "eye_colour": 21,
    "hair_colour": 22,
    "yaw": 28,
    "pitch": 29,
    "roll": 30,
    "yaw_uncertainty": 31,
    "pitch_uncertainty": 32,
    "roll_uncertainty": 33,
    "image_type": 34,
    "image_data_type": 35,
    "width": 36,
    "height": 38,
}
"""Offsets in a record with one face and no feature points."""


def record(subject: Subject, *, field: str, value: str) -> Subject:
    """A field of the facial record has this value, in hexadecimal."""
    file = subject.document.files[dg(2)]
    old = value_at(file, _RECORD)
    start, new = _PLACES[field], bytes.fromhex(value)
    return subject.with_file(dg(2), edited(file, _RECORD, old[:start] + new + old[start + len(new) :]))


def image(subject: Subject, *, kind: str) -> Subject:
    """The portrait is in this format, `jpeg` or `jp2`, or there are no bytes of it: `none`."""
    persona = personas.load(subject.document.persona_id)
    picture = {"jpeg": persona.portrait_jpeg, "jp2": persona.portrait_jp2, "none": bytes}[kind]()
    return _with_picture(subject, picture, _DATA_TYPES.get(kind, 0))


def larger(subject: Subject, *, total_bytes: int) -> Subject:
    """The portrait has at least this many bytes: comment segments stand in the JPEG (ITU-T T.81 §B.2.4.5)."""
    picture = personas.load(subject.document.persona_id).portrait_jpeg()
    comments = b""
    while len(picture) + len(comments) < total_bytes:
        comments += b"\xff\xfe" + (_COMMENT_BYTES + 2).to_bytes(2, "big") + b" " * _COMMENT_BYTES
    return _with_picture(subject, picture[:2] + comments + picture[2:], _DATA_TYPES["jpeg"])


def _with_picture(subject: Subject, picture: bytes, data_type: int) -> Subject:
    """Another picture in the record, its lengths made right for it."""
    file = subject.document.files[dg(2)]
    header = bytearray(value_at(file, _RECORD)[:_BYTES_BEFORE_PICTURE])
    header[_PLACES["image_data_type"]] = data_type
    total = len(header) + len(picture)
    for name, length in (("record_length", total), ("block_length", total - _PLACES["block_length"])):
        header[_PLACES[name] : _PLACES[name] + 4] = length.to_bytes(4, "big")
    return subject.with_file(dg(2), edited(file, _RECORD, bytes(header) + picture))


def feature_points(subject: Subject, *, count: int, lengths_follow: bool = True) -> Subject:
    """The record has facial feature points; the lengths before them count them in, or do not."""
    file = subject.document.files[dg(2)]
    old = bytearray(value_at(file, _RECORD))
    old[_FEATURE_POINTS_COUNT : _FEATURE_POINTS_COUNT + 2] = count.to_bytes(2, "big")
    points = count * _FEATURE_POINT
    if lengths_follow:
        for name in ("record_length", "block_length"):
            start = _PLACES[name]
            length = int.from_bytes(old[start : start + 4], "big") + len(points)
            old[start : start + 4] = length.to_bytes(4, "big")
    new = bytes(old[:_BYTES_BEFORE_FEATURE_POINTS]) + points + bytes(old[_BYTES_BEFORE_FEATURE_POINTS:])
    return subject.with_file(dg(2), edited(file, _RECORD, new))
