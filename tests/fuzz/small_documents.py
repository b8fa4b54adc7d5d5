"""Genuine documents of invented people with a stamp-sized photo and signature: the same structures in a tenth of the
bytes, in every kind of chip that asks something else of a reader."""

from __future__ import annotations

import dataclasses
import hashlib
import io
from functools import cache
from types import MappingProxyType

from PIL import Image

from hardware_mocks import issuer, personas, profiles
from hardware_mocks.issuer import IssuedDocument
from hardware_mocks.issuing.data_groups import dg2, dg5, dg7
from hardware_mocks.issuing.security_object import ef_sod
from hardware_mocks.profiles import PaceOffer, Profile
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


_PASSPORT = profiles.load("passport-bac-pace")
_AES_CAM, _AES_GM = PaceOffer("AES-128", 13, "CAM"), PaceOffer("AES-128", 13)
KINDS = {
    kind.name: kind
    for kind in (
        dataclasses.replace(_PASSPORT, name="pace-cam", bac=False, pace=(_AES_CAM, _AES_GM)),
        dataclasses.replace(_PASSPORT, name="pace-im", bac=False, pace=(PaceOffer("AES-128", 13, "IM"),)),
        dataclasses.replace(_PASSPORT, name="pace-dh", bac=False, pace=(PaceOffer("AES-128", 0),)),
        dataclasses.replace(
            _PASSPORT,
            name="all-data-groups",
            ef_dir=True,
            face_format="39794-5",
            data_groups=(1, 2, 3, 4, 5, 7, 11, 12, 13, 14, 15, 16),
        ),
    )
}
"""Kinds of chip beside those in `hardware_mocks/profiles`, by name."""


@cache
def small_document(
    persona_id: str = "adult", profile: str | None = None, authority_kind: str = "rsa", image_format: str = "jpeg"
) -> IssuedDocument:
    """The document of a persona, its pictures replaced and everything signed anew by the same signer."""
    kind: Profile | str | None = KINDS.get(profile or "", profile)
    document = issuer.issue(personas.load(persona_id), kind, authority_kind=authority_kind)
    groups, picture = document.data_groups, stamp(image_format)
    face_format = document.profile.face_format
    groups[2] = dg2(picture, image_format, _SIDE, _SIDE, female=False, face_format=face_format)
    groups |= {number: make(stamp("jpeg")) for number, make in ((5, dg5), (7, dg7)) if number in groups}
    shown = {dg(number): content for number, content in groups.items() if dg(number) in document.files}
    files = {**document.files, **shown, EF_SOD: ef_sod(groups, document.signer, document.signed_on)}
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
