"""The portrait: where the record says it is, and found by what it is where the record is wrong about it."""

import pytest

from nfc_icao.encoding.tlv import encode
from nfc_icao.errors import MalformedData
from nfc_icao.lds.dg2 import parse_dg2, parse_portraits, portrait_remarks

from .samples import BIOMETRIC_HEADER, J2K, JP2, JPEG, dg2, dg2_of, facial_record, only_malformed_data_leaves


def face_39794(*pictures: bytes, envelope: bool = True) -> bytes:
    """ISO/IEC 39794-5: the mandatory members alone."""
    representations = b"".join(
        encode(
            0x30,
            encode(0x80, bytes([number])),
            encode(
                0xA1, encode(0xA0, encode(0xA0, encode(0x80, picture), encode(0xA1, encode(0xA0, b"\x80\x01\x03"))))
            ),
        )
        for number, picture in enumerate(pictures)
    )
    version = encode(0xA0, encode(0x80, b"\x03"), encode(0x81, b"\x07\xe3"))
    block = encode(0x65, version, encode(0xA1, representations))
    return encode(0xA1, block) if envelope else block


@pytest.mark.parametrize(("picture", "name"), [(JPEG, "jpeg"), (JP2, "jp2"), (J2K, "j2k")])
@pytest.mark.parametrize("tag", [0x5F2E, 0x7F2E])
def test_a_record_of_19794_is_read_in_either_kind_of_data_block(picture, name, tag):
    portrait = parse_dg2(dg2_of(facial_record(picture), tag=tag))
    assert (portrait.format, portrait.data) == (name, picture)


@pytest.mark.parametrize(("picture", "name"), [(JPEG, "jpeg"), (JP2, "jp2")])
@pytest.mark.parametrize("envelope", [True, False])
def test_a_block_of_39794_is_read_with_or_without_its_envelope(picture, name, envelope):
    portrait = parse_dg2(dg2_of(face_39794(picture, envelope=envelope), tag=0x7F2E))
    assert (portrait.format, portrait.data) == (name, picture)


def test_feature_points_before_the_picture_are_passed_over():
    assert parse_dg2(dg2_of(facial_record(JPEG, feature_points=9))).data == JPEG


def test_several_pictures_come_in_the_order_of_the_file():
    expected = [JPEG, JP2]
    assert [one.data for one in parse_portraits(dg2_of(facial_record(JPEG, JP2)))] == expected
    assert [one.data for one in parse_portraits(dg2_of(facial_record(JPEG), facial_record(JP2)))] == expected
    assert [one.data for one in parse_portraits(dg2_of(face_39794(JPEG, JP2), tag=0x7F2E))] == expected


@pytest.mark.parametrize("wrong_by", [-8, -1, 1, 8])
def test_a_length_that_is_wrong_by_some_bytes_does_not_matter(wrong_by):
    assert parse_dg2(dg2_of(facial_record(JPEG, wrong_by=wrong_by))).data == JPEG


@pytest.mark.parametrize("length", [6, 40, 100])
def test_a_description_of_another_length_does_not_matter(length):
    assert parse_dg2(dg2(JPEG, header=b"FAC\x00010\x00" + bytes(length))).data == JPEG


def test_a_picture_that_holds_a_smaller_one_is_taken_whole():
    with_thumbnail = bytes.fromhex("FFD8FFE1") + (2 + len(JPEG)).to_bytes(2, "big") + JPEG + JPEG[2:]
    assert parse_dg2(dg2_of(facial_record(with_thumbnail))).data == with_thumbnail


def test_the_picture_does_not_show_in_the_repr():
    assert "data" not in repr(parse_dg2(dg2(JPEG)))


def header_with(*members: bytes) -> bytes:
    return encode(0xA1, *members)


TYPE, OWNER, FORMAT = encode(0x81, b"\x02"), encode(0x87, b"\x01\x01"), encode(0x88, b"\x00\x08")
RECORD = facial_record(JPEG)


def test_the_optional_parts_of_the_header_may_be_missing():
    assert parse_dg2(dg2_of(RECORD, header=header_with(OWNER, FORMAT))).data == JPEG


@pytest.mark.parametrize(
    "broken",
    [
        b"",
        encode(0x75),
        encode(0x61, b""),
        encode(0x75, encode(0x7F61, encode(0x02, b"\x00"))),
        encode(0x75, encode(0x7F61, encode(0x7F60, BIOMETRIC_HEADER, encode(0x5F2E, RECORD)))),
        dg2_of(RECORD, announced=2),
        dg2_of(RECORD, announced=0),
        dg2_of(b"no picture"),
        dg2_of(facial_record(b"no picture")),
        dg2_of(RECORD, header=header_with(TYPE, FORMAT)),
        dg2_of(RECORD, header=header_with(TYPE, OWNER)),
        dg2_of(RECORD, header=header_with(TYPE, encode(0x87, b"\x01\x02"), FORMAT)),
        dg2_of(RECORD, header=header_with(TYPE, OWNER, encode(0x88, b"\x00\x09"))),
        dg2_of(RECORD, header=header_with(encode(0x81, b"\x08"), OWNER, FORMAT)),
        dg2_of(b"FAB" + RECORD[3:]),
        dg2_of(b"FAC\x00020\x00" + RECORD[8:]),
        dg2_of(RECORD[:12] + b"\x40\x00" + RECORD[14:]),
        encode(0x75, encode(0x7F61, encode(0x02, b"\x01"), encode(0x7F60, BIOMETRIC_HEADER))),
        dg2_of(face_39794(), tag=0x7F2E),
        dg2_of(face_39794(b"no picture"), tag=0x7F2E),
        dg2_of(encode(0xA1, encode(0x65, encode(0xA1))), tag=0x7F2E),
        dg2_of(encode(0x04, b"x"), tag=0x7F2E),
        dg2_of(RECORD)[:-1],
    ],
)
def test_a_file_without_a_picture_where_the_standard_has_it_is_malformed(broken):
    with pytest.raises(MalformedData):
        parse_dg2(broken)


def test_a_record_to_the_letter_of_the_standard_has_no_remarks():
    assert portrait_remarks(dg2_of(facial_record(JPEG, JP2, feature_points=3))) == ()
    assert portrait_remarks(dg2_of(face_39794(JPEG), tag=0x7F2E)) == ()


@pytest.mark.parametrize(
    ("offset", "value", "remark"),
    [
        (8, 1, "length of the record"),
        (14 + 3, 1, "lengths of the facial record data"),
        (14 + 6, 0x7F, "gender"),
        (14 + 7, 0x7F, "eye colour"),
        (14 + 8, 0x7F, "hair colour"),
        (14 + 14, 0xFF, "pose angle"),
        (14 + 16, 0xFF, "pose angle"),
        (14 + 17, 0xFF, "pose angle uncertainty"),
        (14 + 20, 0x7F, "face image type"),
        (14 + 21, 0x7F, "image data type"),
    ],
)
def test_a_departure_without_harm_is_remarked_and_the_picture_still_read(offset, value, remark):
    changed = bytearray(RECORD)
    changed[offset] = value
    file = dg2_of(bytes(changed))
    assert remark in portrait_remarks(file)
    assert parse_dg2(file).data == JPEG


def test_remarks_never_raise_where_the_picture_is_read():
    assert portrait_remarks(dg2(JPEG, header=b"FAC\x00010\x00" + bytes(4) + b"\x00\x01" + bytes(3))) != ()
    assert portrait_remarks(dg2(JPEG, header=b"FAC\x00030\x00" + bytes(9))) != ()


def test_any_bytes_are_a_dg2_or_malformed():
    def read(file: bytes) -> None:
        parse_portraits(file)
        portrait_remarks(file)

    only_malformed_data_leaves(
        read, dg2_of(facial_record(JPEG, JP2)), dg2_of(face_39794(JPEG), tag=0x7F2E), examples=200
    )
