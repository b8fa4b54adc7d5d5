"""Genuine documents of invented people with a stamp-sized photo: the same structures in a tenth of the bytes."""

from __future__ import annotations

import dataclasses
import hashlib
import io
from functools import cache
from types import MappingProxyType

from PIL import Image

from hardware_mocks import issuer, personas
from hardware_mocks.issuer import IssuedDocument
from hardware_mocks.issuing.data_groups import dg2
from hardware_mocks.issuing.security_object import ef_sod
from nfc_icao.access.keys import AccessKey, Can, MrzKey
from nfc_icao.crypto.randomness import Randomness
from nfc_icao.evidence import EF_SOD, dg

_SIDE = 24


@cache
def stamp(image_format: str) -> bytes:
    """A drawn gradient, as `jpeg` or `jp2`."""
    picture = Image.linear_gradient("L").resize((_SIDE, _SIDE)).convert("RGB")
    buffer = io.BytesIO()
    picture.save(buffer, format={"jpeg": "JPEG", "jp2": "JPEG2000"}[image_format])
    return buffer.getvalue()


@cache
def small_document(
    persona_id: str = "adult", profile: str | None = None, authority_kind: str = "rsa", image_format: str = "jpeg"
) -> IssuedDocument:
    """The document of a persona, its photo replaced and everything signed anew by the same signer."""
    document = issuer.issue(personas.load(persona_id), profile, authority_kind=authority_kind)
    groups = document.data_groups
    groups[2] = dg2(stamp(image_format), image_format, _SIDE, _SIDE, female=False)
    files = {**document.files, dg(2): groups[2], EF_SOD: ef_sod(groups, document.signer, document.signed_on)}
    return dataclasses.replace(document, files=MappingProxyType(files))


def keys_of(document: IssuedDocument) -> tuple[AccessKey, ...]:
    persona = personas.load(document.persona_id)
    number = persona.document.number
    return (
        Can(document.can),
        MrzKey(number, persona.date_of_birth_yymmdd, persona.date_of_expiry_yymmdd),
    )


def repeatable_randomness(label: str) -> Randomness:
    """Bytes that look random and are the same for the same label: for both sides of a conversation under test."""
    count = 0

    def draw(size: int) -> bytes:
        nonlocal count
        count += 1
        return hashlib.shake_256(f"{label}/{count}".encode()).digest(size)

    return draw
