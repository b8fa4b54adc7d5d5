from __future__ import annotations

import unicodedata

import numpy as np
import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as frames
from imagined_frames import CARD_TEXT, Look, code_matrix, scene

from drivers.errors import UnreadableImage
from drivers.scanners import decode_frame
from drivers.scanners.code_regions import code_regions
from drivers.scanners.qr_decoding import MAX_FRAME_PIXELS, code_text


def test_a_clean_code_in_gray_and_in_colour_gives_its_text() -> None:
    gray = code_matrix(CARD_TEXT, 4)
    assert decode_frame(gray) == CARD_TEXT
    assert decode_frame(np.repeat(gray[:, :, None], 3, axis=2)) == CARD_TEXT


@pytest.mark.parametrize("text", ["Đặng Thị Ước", "ă", "012345678901", "Ỷ Ỹ Ỵ ỗ ộ ữ ự đ ₫", "một\r\nhai", "\x1d]C1"])
def test_every_vietnamese_letter_and_plain_control_characters_come_back_as_they_are(text: str) -> None:
    assert decode_frame(code_matrix(text, 4)) == text


def test_decomposed_letters_come_back_composed() -> None:
    assert decode_frame(code_matrix(unicodedata.normalize("NFD", CARD_TEXT), 4)) == CARD_TEXT


def test_bytes_that_are_not_utf8_spoil_themselves_and_no_other_letter() -> None:
    assert code_text("Đỗ".encode(), "ﾄ�") == "Đỗ"
    raw = "Đỗ ".encode() + b"\xff\xfe" + " Thị".encode()
    assert code_text(raw, raw.decode("latin-1")) == "Đỗ \ufffd\ufffd Thị"
    assert code_text(b"012345678901|" + raw, "a guess") == "012345678901|Đỗ \ufffd\ufffd Thị"


def test_another_documents_code_may_name_its_own_encoding() -> None:
    assert code_text(b"\xff\xfe", "named") == "named"


def test_a_card_code_with_two_bad_bytes_keeps_its_other_letters() -> None:
    raw = CARD_TEXT.encode().replace("ễ".encode(), b"\xc3\x28")
    code = zxingcpp.create_barcode(raw, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    frame = np.array(zxingcpp.write_barcode_to_image(code, scale=4, add_quiet_zones=True))
    assert decode_frame(frame) == CARD_TEXT.replace("ễ", "\ufffd(")


@pytest.mark.parametrize("angle", [0, 17, 45, 90, 133, 180, 270])
def test_a_turned_card_is_read_at_every_angle(angle: int) -> None:
    assert decode_frame(scene(look=Look(angle=angle))) == CARD_TEXT


@pytest.mark.parametrize(
    "look",
    [
        Look(px_per_module=2.0),
        Look(px_per_module=1.45, angle=8),
        Look(px_per_module=3.0, blur_modules=0.45, angle=5),
        Look(px_per_module=3.0, blur_modules=0.6, angle=-12),
        Look(px_per_module=3.0, light=0.25, noise=12, angle=3),
        Look(px_per_module=3.0, tilt=0.25),
        Look(inverted=True),
    ],
    ids=["small", "tiny", "blurred", "very blurred", "dim", "tilted", "inverted"],
)
def test_a_code_seen_badly_is_still_read(look: Look) -> None:
    assert decode_frame(scene(look=look)) == CARD_TEXT


@pytest.mark.parametrize("seed", range(4))
def test_a_code_seen_too_badly_is_no_text_rather_than_a_wrong_one(seed: int) -> None:
    for look in (
        Look(px_per_module=1.0, seed=seed, angle=7 * seed),
        Look(px_per_module=3.0, blur_modules=0.9, seed=seed),
        Look(px_per_module=3.0, light=0.15, noise=16, seed=seed),
    ):
        assert decode_frame(scene(look=look)) in (None, CARD_TEXT)


def test_frames_without_a_code_give_nothing() -> None:
    dice = np.random.default_rng(7)
    for frame in (
        np.zeros((720, 1280), np.uint8),
        np.full((720, 1280, 3), 255, np.uint8),
        dice.integers(0, 256, (720, 1280), np.uint8),
        dice.integers(0, 256, (90, 160, 3), np.uint8).repeat(8, 0).repeat(8, 1),
        scene()[:, :660],
    ):
        assert decode_frame(frame) is None


def test_of_two_codes_the_larger_one_wins() -> None:
    page = np.full((700, 1200), 255, np.uint8)
    near, far = code_matrix("gần", 12), code_matrix("xa", 4)
    page[100 : 100 + near.shape[0], 50 : 50 + near.shape[1]] = near
    page[100 : 100 + far.shape[0], 800 : 800 + far.shape[1]] = far
    assert decode_frame(page) == "gần"


@pytest.mark.parametrize(
    "text", [CARD_TEXT, "0123456789|4e677579e1bb856e|15/03/1999|1|-", "TE1790123456789|4e67|2018|2|-"]
)
def test_a_cards_code_wins_over_a_larger_one_of_something_else(text: str) -> None:
    page = np.full((900, 1400), 255, np.uint8)
    poster, card = code_matrix("https://example.vn/khuyen-mai", 20), code_matrix(text, 3)
    page[50 : 50 + poster.shape[0], 50 : 50 + poster.shape[1]] = poster
    page[100 : 100 + card.shape[0], 1000 : 1000 + card.shape[1]] = card
    assert decode_frame(page) == text


def test_a_cards_code_wins_also_where_only_an_enlarged_view_shows_it() -> None:
    frame = scene(look=Look(px_per_module=1.45, angle=8))[:, :, 0].copy()
    poster = code_matrix("https://example.vn/khuyen-mai", 9)
    frame[10 : 10 + poster.shape[0], 10 : 10 + poster.shape[1]] = poster
    assert decode_frame(frame) == CARD_TEXT


def test_the_likeliest_region_holds_the_code() -> None:
    frame = scene(look=Look(px_per_module=2.0))[:, :, 0]
    first = next(iter(code_regions(np.ascontiguousarray(frame))))
    assert first.left < 600 < first.right
    assert first.top < 360 < first.bottom


@pytest.mark.parametrize(
    "frame",
    [
        np.zeros((10, 10), np.float64),
        np.zeros((10, 10, 4), np.uint8),
        np.zeros(10, np.uint8),
        np.broadcast_to(np.uint8(0), (1, MAX_FRAME_PIXELS + 1)),
        "a text",
        None,
    ],
    ids=["floats", "four channels", "one row", "too large", "text", "nothing"],
)
def test_what_is_no_frame_is_refused_with_one_error(frame: object) -> None:
    with pytest.raises(UnreadableImage):
        decode_frame(frame)


@settings(max_examples=40, deadline=None)
@given(
    frames.arrays(
        np.uint8,
        st.one_of(
            st.tuples(st.integers(0, 60), st.integers(0, 60)),
            st.tuples(st.integers(0, 60), st.integers(0, 60), st.sampled_from([1, 3])),
        ),
    )
)
def test_any_small_frame_is_read_without_a_fault(frame: np.ndarray) -> None:
    assert decode_frame(frame) is None or isinstance(decode_frame(frame), str)
