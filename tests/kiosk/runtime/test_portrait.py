from __future__ import annotations

import io
import random
import struct
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from kiosk.runtime import portrait
from kiosk.runtime.portrait import PortraitDecoder, PortraitPixels, PortraitRefused, decode_portrait
from kiosk.runtime.portrait_header import (
    CODESTREAM_START,
    JP2_SIGNATURE,
    MAX_BYTES,
    HeaderRefusedError,
    PortraitHeader,
    Refusal,
    read_portrait_header,
)

KINDS = ("jpeg", "jp2", "j2k")


def face(width: int = 240, height: int = 320) -> Image.Image:
    """Nobody's face: a soft gradient with an oval."""
    across = Image.linear_gradient("L").resize((width, height))
    oval = Image.radial_gradient("L").resize((width, height))
    return Image.merge("RGB", (across, oval, across.rotate(180)))


def encoded(kind: str, image: Image.Image | None = None) -> bytes:
    buffer = io.BytesIO()
    image = image or face()
    if kind == "jpeg":
        image.save(buffer, "JPEG")
    else:
        image.save(buffer, "JPEG2000", no_jp2=kind == "j2k", quality_mode="rates", quality_layers=[20])
    return buffer.getvalue()


def codestream(width: int, height: int, *, tile: int | None = None, components: int = 3, depth: int = 7) -> bytes:
    """A codestream that announces anything we like in SIZ (ISO/IEC 15444-1 §A.5.1) and then has nothing to say."""
    tile = tile or max(width, height)
    siz = struct.pack(">HIIIIIIIIH", 0, width, height, 0, 0, tile, tile, 0, 0, components) + bytes(
        [depth, 1, 1] * components
    )
    return CODESTREAM_START + struct.pack(">H", len(siz) + 2) + siz + bytes(200)


def jp2(announced: tuple[int, int], inside: bytes) -> bytes:
    """A JP2 file whose `ihdr` need not agree with its codestream."""
    ihdr = struct.pack(">I4sIIHBBBB", 22, b"ihdr", announced[1], announced[0], 3, 7, 7, 0, 0)
    header = struct.pack(">I4s", 8 + len(ihdr), b"jp2h") + ihdr
    return JP2_SIGNATURE + header + struct.pack(">I4s", 8 + len(inside), b"jp2c") + inside


@pytest.fixture(scope="module")
def decoder() -> Iterator[PortraitDecoder]:
    with PortraitDecoder() as made:
        made.warm_up()
        yield made


@pytest.mark.parametrize("kind", KINDS)
def test_a_face_image_comes_back_as_pixels(decoder: PortraitDecoder, kind: str) -> None:
    result = decoder.decode(encoded(kind))
    assert isinstance(result, PortraitPixels)
    assert (result.width, result.height, len(result.rgb)) == (240, 320, 240 * 320 * 3)
    shown = Image.frombytes("RGB", (240, 320), result.rgb)
    seen, expected = (image.resize((8, 8)).tobytes() for image in (shown, face()))
    difference = sum(abs(a - b) for a, b in zip(seen, expected, strict=True))
    assert difference < 192 * 12


def test_a_gray_image_comes_back_as_rgb(decoder: PortraitDecoder) -> None:
    result = decoder.decode(encoded("jpeg", face().convert("L")))
    assert isinstance(result, PortraitPixels)
    assert result.rgb[0] == result.rgb[1] == result.rgb[2]


@pytest.mark.parametrize(
    "bomb",
    [
        codestream(20_000, 20_000),
        codestream(0xFFFFFFFF, 0xFFFFFFFF),
        jp2((20_000, 20_000), codestream(20_000, 20_000)),
        jp2((240, 320), codestream(20_000, 20_000)),
        b"\xff\xd8\xff\xc0\x00\x11\x08" + struct.pack(">HH", 60_000, 60_000) + b"\x03" + bytes(40),
    ],
    ids=["codestream", "largest", "jp2", "jp2 that hides it", "jpeg"],
)
def test_a_header_that_announces_a_huge_picture_is_refused_at_once(decoder: PortraitDecoder, bomb: bytes) -> None:
    begun = time.monotonic()
    assert decoder.decode(bomb) == PortraitRefused(Refusal.TOO_MANY_PIXELS)
    assert time.monotonic() - begun < 0.1


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", Refusal.EMPTY),
        (bytes(MAX_BYTES + 1), Refusal.TOO_MANY_BYTES),
        (b"GIF89a" + bytes(50), Refusal.UNKNOWN_FORMAT),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), Refusal.UNKNOWN_FORMAT),
        (b"\xff\xd8\xff", Refusal.BROKEN_HEADER),
        (CODESTREAM_START, Refusal.BROKEN_HEADER),
        (JP2_SIGNATURE, Refusal.BROKEN_HEADER),
        (jp2((100, 100), codestream(200, 200)), Refusal.BROKEN_HEADER),
        (codestream(0, 10, tile=10), Refusal.BROKEN_HEADER),
        (codestream(1000, 1000, tile=1), Refusal.UNSUPPORTED),
        (codestream(100, 100, components=2), Refusal.UNSUPPORTED),
        (codestream(100, 100, depth=31), Refusal.UNSUPPORTED),
        (codestream(100, 100), Refusal.UNDECODABLE),
        (encoded("jp2")[:700], Refusal.UNDECODABLE),
    ],
)
def test_what_is_no_face_image_is_refused_with_its_reason(
    decoder: PortraitDecoder, data: bytes, reason: Refusal
) -> None:
    assert decoder.decode(data) == PortraitRefused(reason)


@pytest.mark.parametrize("kind", KINDS)
def test_damaged_images_are_refused_or_decoded_and_the_child_lives_on(decoder: PortraitDecoder, kind: str) -> None:
    dice = random.Random(4)
    good = encoded(kind)
    for _ in range(25):
        bad = bytearray(good)
        for _ in range(dice.randint(1, 20)):
            bad[dice.randrange(len(bad))] = dice.randrange(256)
        assert isinstance(decoder.decode(bytes(bad)), PortraitPixels | PortraitRefused)
    assert isinstance(decoder.decode(good), PortraitPixels)


def test_a_child_that_takes_too_long_is_killed_and_the_next_image_gets_a_new_one() -> None:
    sleeper = [sys.executable, "-c", "import time; time.sleep(30)"]
    with PortraitDecoder(time_limit_s=0.3, command=sleeper) as decoder:
        begun = time.monotonic()
        assert decoder.decode(encoded("jpeg")) == PortraitRefused(Refusal.TIMED_OUT)
        assert time.monotonic() - begun < 1.5
        assert decoder.decode(encoded("jpeg")) == PortraitRefused(Refusal.TIMED_OUT)


@pytest.mark.parametrize(
    "program",
    [
        "",
        "import sys; sys.stdin.buffer.read(4); sys.stdout.buffer.write(b'nonsense and more'); sys.stdout.flush()",
        "import sys; sys.stdin.buffer.read(4); sys.stdout.buffer.write(bytes([0,0,0,240,0,0,1,64,1,2,3]))",
    ],
    ids=["ends at once", "answers nonsense", "ends half way"],
)
def test_a_child_that_misbehaves_gives_a_refusal(program: str) -> None:
    with PortraitDecoder(command=[sys.executable, "-c", program]) as decoder:
        assert decoder.decode(encoded("jpeg")) == PortraitRefused(Refusal.DECODER_GONE)


def test_a_child_that_cannot_be_started_gives_a_refusal() -> None:
    with PortraitDecoder(command=["/no/such/program"]) as decoder:
        assert decoder.decode(encoded("jpeg")) == PortraitRefused(Refusal.DECODER_GONE)


def test_the_child_is_replaced_after_a_number_of_images(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(portrait, "IMAGES_PER_CHILD", 2)
    image = encoded("jpeg", face(16, 16))
    with PortraitDecoder() as decoder:
        children = []
        for _ in range(5):
            assert isinstance(decoder.decode(image), PortraitPixels)
            children.append(decoder._child.pid)
    assert len(set(children)) == 3


def test_a_single_image_can_be_decoded_without_keeping_a_child() -> None:
    assert isinstance(decode_portrait(encoded("jp2")), PortraitPixels)


def test_the_pixels_do_not_show_in_repr(decoder: PortraitDecoder) -> None:
    assert repr(decoder.decode(encoded("jpeg"))) == "PortraitPixels(width=240, height=320)"


@pytest.mark.skipif(sys.platform == "win32", reason="resource limits are a POSIX thing")
def test_the_child_cannot_take_much_memory_or_write_files(tmp_path: Path) -> None:
    script = (
        "from kiosk.runtime.portrait_limits_posix import limit_process, limit_next_image\n"
        "limit_process(); limit_next_image(3)\n"
        "try:\n    bytearray(700_000_000)\nexcept MemoryError:\n    print('no memory', flush=True)\n"
        "import signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        f"try:\n    open({str(tmp_path / 'x')!r}, 'wb', buffering=0).write(b'x')\n"
        "except OSError:\n    print('no files', flush=True)\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", script], cwd=Path(__file__).parents[3], capture_output=True, encoding="utf-8", check=True
    )
    assert ran.stdout.split("\n")[:2] == ["no memory", "no files"]


@given(st.sampled_from([b"", b"\xff\xd8\xff", CODESTREAM_START, JP2_SIGNATURE]), st.binary(max_size=300))
def test_any_bytes_have_a_header_within_the_limits_or_one_error(start: bytes, rest: bytes) -> None:
    try:
        header = read_portrait_header(start + rest)
    except HeaderRefusedError:
        return
    assert isinstance(header, PortraitHeader)
    assert 0 < header.width * header.height <= 4_000_000
