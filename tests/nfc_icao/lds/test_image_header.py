"""Width and height from the picture itself, before any decoder sees it."""

import pytest

from nfc_icao.errors import MalformedData
from nfc_icao.lds.image_header import ImageHeader, find_image, parse_image_header

from .samples import J2K, JP2, JPEG, only_malformed_data_leaves


@pytest.mark.parametrize(
    ("picture", "expected"),
    [(JPEG, ImageHeader("jpeg", 160, 240)), (JP2, ImageHeader("jp2", 240, 320)), (J2K, ImageHeader("j2k", 240, 320))],
    ids=["jpeg", "jp2", "j2k"],
)
def test_format_and_size_come_from_the_pictures_own_header(picture, expected):
    assert parse_image_header(picture) == expected


def test_a_picture_is_found_wherever_it_begins():
    for picture in (JPEG, JP2, J2K):
        assert find_image(bytes(83) + picture) == 83


def test_bytes_without_a_picture_are_malformed():
    with pytest.raises(MalformedData):
        find_image(bytes(200))


@pytest.mark.parametrize(
    "broken",
    [
        b"",
        b"GIF89a",
        JPEG[:6],
        bytes.fromhex("FFD8FFD9"),
        bytes.fromhex("FFD8FFDA0002"),
        bytes.fromhex("FFD8FFC000080800000000"),
        bytes.fromhex("FFD8FFE0000200"),
        JP2[:20],
        JP2.replace(b"ihdr", b"xxxx"),
        JP2[: JP2.index(bytes.fromhex("FF4FFF51"))],
        J2K[:10],
    ],
)
def test_a_header_without_a_size_is_malformed(broken):
    with pytest.raises(MalformedData):
        parse_image_header(broken)


def test_a_jp2_that_tells_two_sizes_is_malformed():
    bomb = JP2.replace((320).to_bytes(4, "big"), (20000).to_bytes(4, "big"), 1)
    with pytest.raises(MalformedData, match="two sizes"):
        parse_image_header(bomb)


def test_the_grid_offset_of_a_codestream_is_taken_off():
    shifted = J2K[:8] + b"".join(value.to_bytes(4, "big") for value in (300, 400, 60, 80))
    assert parse_image_header(shifted) == ImageHeader("j2k", 240, 320)


def test_any_bytes_are_a_header_or_malformed():
    only_malformed_data_leaves(parse_image_header, JPEG, JP2, J2K)
