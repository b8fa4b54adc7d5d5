from __future__ import annotations

import struct
import zlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from imagined_frames import CARD_TEXT, code_matrix, scene

from drivers.errors import UnreadableImage
from drivers.scanners import decode_image_file
from drivers.scanners.image_header import ImageHeader, read_image_header
from drivers.scanners.opencv import cv2

PNG = b"\x89PNG\r\n\x1a\n"


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


@pytest.mark.parametrize("ending", [".png", ".jpg"])
def test_a_code_in_a_picture_file_is_read(tmp_path: Path, ending: str) -> None:
    _, data = cv2.imencode(ending, scene())
    path = tmp_path / f"ảnh{ending}"
    path.write_bytes(data.tobytes())
    assert decode_image_file(path) == CARD_TEXT


def test_the_kind_of_a_file_is_told_by_its_content_not_its_name(tmp_path: Path) -> None:
    _, data = cv2.imencode(".png", code_matrix("một", 6))
    path = tmp_path / "code.bin"
    path.write_bytes(data.tobytes())
    assert decode_image_file(str(path)) == "một"


def test_a_picture_without_a_code_gives_nothing(tmp_path: Path) -> None:
    path = tmp_path / "empty.png"
    path.write_bytes(cv2.imencode(".png", scene()[:, :660])[1].tobytes())
    assert decode_image_file(path) is None


def test_a_png_that_announces_a_huge_picture_is_refused_before_it_is_decoded(tmp_path: Path) -> None:
    path = tmp_path / "bomb.png"
    path.write_bytes(PNG + chunk(b"IHDR", struct.pack(">IIBBBBB", 60_000, 60_000, 8, 0, 0, 0, 0)))
    with pytest.raises(UnreadableImage, match="too large"):
        decode_image_file(path)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"GIF89a" + bytes(100),
        b"\x00\x00\x00\x0cjP  \r\n\x87\n" + bytes(100),
        b"\xff\x4f\xff\x51" + bytes(100),
        PNG,
        PNG + chunk(b"IHDR", struct.pack(">IIBBBBB", 10, 10, 8, 0, 0, 0, 0)) + b"rubbish",
        b"\xff\xd8\xff\xe0\x00\x02",
        b"\xff\xd8\xff\xc0\x00\x11\x08\x00\x10\x00\x10\x01" + bytes(30),
        b"\xff\xd8\xff\xd9",
    ],
)
def test_other_kinds_and_broken_files_are_refused_with_one_error(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "file"
    path.write_bytes(data)
    with pytest.raises(UnreadableImage):
        decode_image_file(path)


def test_a_file_that_is_not_there_is_refused_with_the_same_error(tmp_path: Path) -> None:
    with pytest.raises(UnreadableImage):
        decode_image_file(tmp_path / "absent.png")
    with pytest.raises(UnreadableImage):
        decode_image_file(tmp_path)


def test_a_file_larger_than_any_photo_is_not_read_to_its_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from drivers.scanners import image_file

    monkeypatch.setattr(image_file, "MAX_FILE_BYTES", 1000)
    path = tmp_path / "large.png"
    path.write_bytes(bytes(1001))
    with pytest.raises(UnreadableImage, match="larger"):
        decode_image_file(path)


@given(st.binary(max_size=200), st.sampled_from([b"", PNG, b"\xff\xd8\xff", PNG + b"\x00\x00\x00\x0dIHDR"]))
def test_any_bytes_have_a_header_or_one_error(data: bytes, start: bytes) -> None:
    try:
        header = read_image_header(start + data)
    except UnreadableImage:
        return
    assert isinstance(header, ImageHeader)
    assert header.width > 0
    assert header.height > 0
