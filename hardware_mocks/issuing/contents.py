"""Which data group holds what of a persona: the issuer's table of contents."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from hardware_mocks import portraits, signature_images
from hardware_mocks.issuing import data_groups as writing
from hardware_mocks.issuing import security_infos
from hardware_mocks.issuing.chip_keys import ActiveKey, ChipKey
from hardware_mocks.issuing.data_groups import AdditionalDetails, PersonToNotify
from hardware_mocks.issuing.dg13 import dg13
from hardware_mocks.issuing.keys import derive_bytes
from hardware_mocks.personas import Persona
from hardware_mocks.profiles import Profile

_FILLER_BYTES = 64
_ISSUING_AUTHORITY = "Cục Quản lý xuất nhập cảnh (tưởng tượng)"
_TELEPHONE = "+84 24 0000 0000"


@dataclass(frozen=True, repr=False)
class Published:
    """The public halves of these keys stand in DG14 and DG15."""

    chip: Sequence[ChipKey]
    active: ActiveKey


def data_group(number: int, persona: Persona, profile: Profile, keys: Published, seed: str) -> bytes:
    """One data group, ready to be hashed."""

    def filler() -> bytes:
        return derive_bytes(seed, f"dg{number}/{persona.id}", _FILLER_BYTES)

    makers: dict[int, Callable[[], bytes]] = {
        1: lambda: writing.dg1(persona.mrz()),
        2: lambda: _dg2(persona, profile, persona.portrait(), persona.chip.image_format),
        3: lambda: writing.unreadable(3, filler()),
        4: lambda: writing.unreadable(4, filler()),
        5: lambda: writing.dg5(persona.portrait_jpeg()),
        7: lambda: writing.dg7(signature_images.jpeg(persona.id)),
        11: lambda: writing.dg11(_details(persona)),
        12: lambda: writing.dg12(_details(persona)),
        13: lambda: dg13(persona),
        14: lambda: security_infos.dg14(profile, keys.chip, keys.active),
        15: lambda: writing.dg15(keys.active.public_key_info),
        16: lambda: writing.dg16([_person_to_notify(persona)]),
    }
    make = makers.get(number)
    return make() if make is not None else writing.reserved(number, filler())


def retouched_dg2(persona: Persona, profile: Profile) -> bytes:
    """DG2 with another face, as a forger would write it."""
    return _dg2(persona, profile, portraits.retouched_jpeg(persona.look), "jpeg")


def _dg2(persona: Persona, profile: Profile, image: bytes, image_format: str) -> bytes:
    if profile.portrait_bytes and image_format == "jpeg":
        image = portraits.filled_up(image, profile.portrait_bytes)
    return writing.dg2(
        image,
        image_format,
        portraits.WIDTH,
        portraits.HEIGHT,
        female=persona.person.sex == "Nữ",
        face_format=profile.face_format,
    )


def _details(persona: Persona) -> AdditionalDetails:
    person = persona.person
    return AdditionalDetails(
        full_name=person.full_name,
        personal_number=person.personal_number,
        date_of_birth=person.date_of_birth,
        place_of_birth=person.hometown,
        address=person.residence,
        issuing_authority=_ISSUING_AUTHORITY,
        date_of_issue=persona.document.date_of_issue,
    )


def _person_to_notify(persona: Persona) -> PersonToNotify:
    person = persona.person
    name = person.spouse or person.mother or person.father or person.full_name
    return PersonToNotify(persona.document.date_of_issue, name, _TELEPHONE, person.residence)
