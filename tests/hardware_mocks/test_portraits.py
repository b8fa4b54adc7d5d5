"""Drawn faces: pictures of the promised size and kind, the same every time."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from hardware_mocks import personas, portraits


@pytest.mark.parametrize("persona_id", personas.ids())
def test_a_portrait_opens_in_the_format_of_its_chip(persona_id: str) -> None:
    persona = personas.load(persona_id)
    with Image.open(io.BytesIO(persona.portrait())) as picture:
        assert picture.size == (portraits.WIDTH, portraits.HEIGHT)
        assert picture.format == {"jpeg": "JPEG", "jp2": "JPEG2000"}[persona.chip.image_format]
    assert 12_000 < len(persona.portrait()) < 20_000


def test_the_same_look_gives_the_same_bytes() -> None:
    look = personas.load("adult").look
    assert portraits.jpeg.__wrapped__(look) == portraits.jpeg(look)


def test_no_two_people_look_the_same() -> None:
    assert len({personas.load(persona_id).portrait() for persona_id in personas.ids()}) == len(personas.ids())


def test_a_forger_puts_in_another_face() -> None:
    look = personas.load("tampered-photo").look
    assert portraits.retouched_jpeg(look) != portraits.jpeg(look)
