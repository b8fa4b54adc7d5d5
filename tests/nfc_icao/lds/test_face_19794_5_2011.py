"""Facial records of the edition of 2011: the picture is where the record says, and as long as it says."""

from __future__ import annotations

import pytest

from lds.samples import J2K, JP2, JPEG, dg2_of, only_malformed_data_leaves
from nfc_icao.errors import LimitExceeded, MalformedData
from nfc_icao.lds.dg2 import parse_portraits, portrait_remarks

SHAPE = b"\x00\x01shape"
"""Something after the picture, as three-dimensional data would be."""


def representation(picture: bytes, *, quality: int = 0, landmarks: int = 0, after: bytes = b"") -> bytes:
    body = (
        bytes(9)  # capture date and time
        + bytes(5)  # device: technology, vendor, type
        + bytes([quality])
        + bytes(5 * quality)
        + landmarks.to_bytes(2, "big")
        + bytes(15)  # gender, eyes, hair, height, properties, expression, pose and its uncertainty
        + bytes(8 * landmarks)
        + bytes(11)  # image information
        + len(picture).to_bytes(4, "big")
        + picture
        + after
    )
    return (4 + len(body)).to_bytes(4, "big") + body


def record(*representations: bytes, certified: int = 0, wrong_by: int = 0) -> bytes:
    content = b"".join(representations)
    length = (17 + len(content) + wrong_by).to_bytes(4, "big")
    number = len(representations).to_bytes(2, "big")
    return b"FAC\x00030\x00" + length + number + bytes([certified]) + bytes(2) + content


def read(content: bytes) -> list[bytes]:
    return [one.data for one in parse_portraits(dg2_of(content))]


@pytest.mark.parametrize("picture", [JPEG, JP2, J2K])
@pytest.mark.parametrize(("quality", "landmarks"), [(0, 0), (2, 0), (0, 3), (3, 5)])
def test_a_picture_ends_where_its_length_says_and_what_follows_is_no_part_of_it(picture, quality, landmarks):
    content = record(representation(picture, quality=quality, landmarks=landmarks, after=SHAPE))
    assert read(content) == [picture]
    assert portrait_remarks(dg2_of(content)) == ()


def test_several_representations_come_in_the_order_of_the_record():
    assert read(record(representation(JPEG, after=SHAPE), representation(JP2, landmarks=1))) == [JPEG, JP2]


def test_a_magic_number_among_the_landmarks_is_not_taken_for_the_picture():
    genuine = representation(JPEG, landmarks=1)
    points = genuine.index(JPEG) - 4 - 11 - 8
    hidden = genuine[:points] + bytes.fromhex("FFD8FFE000000000") + genuine[points + 8 :]
    assert read(record(hidden)) == [JPEG]


@pytest.mark.parametrize(
    ("content", "remark"),
    [
        (record(representation(JPEG), wrong_by=3), "length of the record"),
        (record(representation(JPEG), certified=1), "certification flag"),
        (record(representation(JPEG)) + bytes(2), "lengths of the representations"),
        (record(bytes(3) + representation(JPEG)), "place of the picture"),
    ],
)
def test_a_record_wrong_about_itself_is_remarked_and_its_picture_still_found(content, remark):
    assert remark in portrait_remarks(dg2_of(content))
    (picture,) = read(content)
    assert picture.startswith(JPEG)


def test_a_record_without_a_picture_is_malformed():
    with pytest.raises(MalformedData):
        read(record(representation(b"no picture")))


def test_more_representations_than_any_document_has_are_refused():
    with pytest.raises(LimitExceeded):
        read(record(*[representation(JPEG)] * 17))


def test_any_bytes_are_a_record_or_malformed():
    def both(content: bytes) -> None:
        read(content)
        portrait_remarks(dg2_of(content))

    only_malformed_data_leaves(both, record(representation(JPEG, quality=1, landmarks=1), representation(JP2)))
