"""Invented people, as data: who they are, which document they carry, what their chip does, how they are insured.

One TOML file per persona in `people/`. A persona knows what is printed on the card (MRZ, QR); what is inside the chip
is made from it by `hardware_mocks.issuer`. No persona is a real person: names are common, numbers follow the published
pattern of prefixes and are otherwise made up.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from hardware_mocks import portraits
from hardware_mocks.errors import MalformedPersona, UnknownName
from hardware_mocks.issuing import mrz as mrz_lines

_PEOPLE = Path(__file__).parent / "people"
NON_EXPIRING_YYMMDD = "991231"  # how the Vietnamese MRZ writes "Không thời hạn"

_T = TypeVar("_T")


@dataclass(frozen=True, repr=False)
class Person:
    """What the identity database would know. Empty text means the database has nothing."""

    personal_number: str
    full_name: str
    date_of_birth: date
    sex: str
    """`Nam` or `Nữ`, as printed."""
    nationality: str
    ethnicity: str
    religion: str
    hometown: str
    residence: str
    identifying_marks: str
    father: str
    mother: str
    spouse: str
    old_number: str
    """Nine digits of the former CMND, or empty."""


@dataclass(frozen=True, repr=False)
class Document:
    """The printed document."""

    format: str
    """`td1` (card) or `td3` (passport)."""
    number: str
    """As in the MRZ: the last nine digits of the personal number on a card."""
    date_of_issue: date
    date_of_expiry: date | None
    """None: printed as "Không thời hạn"."""
    card_id: str
    """The sixteen characters of DG13 field 16."""
    qr_fields: int
    """7 on the card of 2021, 11 on the card of 2024, 0 on a passport (no QR)."""
    qr_relatives: tuple[str, str, str, str]
    """What stands in fields 7 to 10 of an eleven-field QR."""


@dataclass(frozen=True)
class Chip:
    """How this person's chip is made, and what is wrong with it."""

    profile: str
    active_authentication: str
    """`rsa-sha256`, `rsa-sha1` or `ecdsa-sha256`."""
    image_format: str
    """`jpeg` or `jp2`."""
    signer: str
    """`demo`, `expired` (a document signer past its validity) or `unknown` (a CSCA nobody trusts)."""
    defects: tuple[str, ...]
    """`foreign-private-keys`, `photo-changed-after-signing`."""


@dataclass(frozen=True, repr=False)
class Insurance:
    """The health insurance (BHYT) entry the imagined portal answers with."""

    card_number: str
    """Fifteen characters: object code, benefit digit, province, ten-digit social insurance number."""
    social_insurance_number: str
    valid_from: date
    valid_to: date | None
    facility_code: str
    """Five digits of the primary-care facility."""
    facility_name: str
    area: str
    """`K1`, `K2`, `K3`, or empty."""
    five_years_from: date | None
    """The day five continuous years are reached."""
    office: str
    """The issuing social insurance office."""


@dataclass(frozen=True, repr=False)
class Persona:
    """One invented person with everything around them."""

    id: str
    title: str
    """What is special about this person, in Vietnamese, for menus."""
    person: Person
    document: Document
    chip: Chip
    insurance: Insurance | None
    look: portraits.Look

    def __repr__(self) -> str:
        return f"Persona({self.id})"

    @property
    def can(self) -> str:
        """Card Access Number: the last six digits of the personal number (Vietnamese cards print no other)."""
        return self.person.personal_number[6:]

    @property
    def date_of_birth_yymmdd(self) -> str:
        return f"{self.person.date_of_birth:%y%m%d}"

    @property
    def date_of_expiry_yymmdd(self) -> str:
        expiry = self.document.date_of_expiry
        return NON_EXPIRING_YYMMDD if expiry is None else f"{expiry:%y%m%d}"

    def mrz(self) -> str:
        """The machine readable zone without line breaks: 90 characters (TD1) or 88 (TD3)."""
        surname, _, given_names = mrz_lines.transliterate(self.person.full_name).partition(" ")
        line = mrz_lines.vietnamese_td1 if self.document.format == "td1" else mrz_lines.td3
        return line(
            mrz_lines.PrintedFacts(
                document_number=self.document.number,
                personal_number=self.person.personal_number,
                surname=surname,
                given_names=given_names,
                date_of_birth_yymmdd=self.date_of_birth_yymmdd,
                sex="F" if self.person.sex == "Nữ" else "M",
                date_of_expiry_yymmdd=self.date_of_expiry_yymmdd,
            )
        )

    def mrz_lines(self) -> tuple[str, ...]:
        """The same, line by line."""
        text, width = self.mrz(), 30 if self.document.format == "td1" else 44
        return tuple(text[start : start + width] for start in range(0, len(text), width))

    def qr_text(self) -> str:
        """The printed QR: seven fields, or eleven on the card of 2024; empty for a passport."""
        if self.document.qr_fields == 0:
            return ""
        person = self.person
        fields = [
            person.personal_number,
            person.old_number,
            person.full_name,
            f"{person.date_of_birth:%d%m%Y}",
            person.sex,
            person.residence,
            f"{self.document.date_of_issue:%d%m%Y}",
        ]
        if self.document.qr_fields == 11:
            fields.extend(self.document.qr_relatives)
        return "|".join(fields)

    def portrait_jpeg(self) -> bytes:
        """The portrait as JPEG, about 15 to 20 kB; the same bytes every time."""
        return portraits.jpeg(self.look)

    def portrait_jp2(self) -> bytes:
        """The portrait as a JPEG 2000 file (JP2)."""
        return portraits.jp2(self.look)

    def portrait(self) -> bytes:
        """The portrait in the format of this person's chip."""
        return self.portrait_jp2() if self.chip.image_format == "jp2" else self.portrait_jpeg()


def ids() -> tuple[str, ...]:
    """The names of all personas, sorted."""
    return tuple(sorted(path.stem for path in _PEOPLE.glob("*.toml")))


@cache
def load(persona_id: str) -> Persona:
    """The persona of this name.

    Raises:
        UnknownName: there is none.
        MalformedPersona: its file is broken.
    """
    if persona_id not in ids():
        raise UnknownName(f"no persona {persona_id!r}; there are: {', '.join(ids())}")
    path = _PEOPLE / f"{persona_id}.toml"
    try:
        return _persona(persona_id, tomllib.loads(path.read_text(encoding="utf-8")))
    except (tomllib.TOMLDecodeError, KeyError, TypeError, ValueError) as reason:
        raise MalformedPersona(f"{path.name}: {type(reason).__name__} at {reason}") from None


def _persona(persona_id: str, data: Mapping[str, Any]) -> Persona:
    document = dict(data["document"])
    relatives = tuple(document.pop("qr_relatives", ("", "", "", "")))
    chip = dict(data["chip"])
    insurance = data.get("insurance")
    return Persona(
        id=persona_id,
        title=data["title"],
        person=_fill(Person, data["person"]),
        document=_fill(Document, {"date_of_expiry": None, "qr_relatives": relatives, **document}),
        chip=_fill(Chip, {**chip, "defects": tuple(chip.get("defects", ()))}),
        insurance=None
        if insurance is None
        else _fill(Insurance, {"valid_to": None, "five_years_from": None, **insurance}),
        look=_fill(portraits.Look, {"seed": persona_id, **data["portrait"]}),
    )


def _fill(kind: type[_T], values: Mapping[str, Any]) -> _T:
    """A dataclass from a table; an unknown or missing key is a `TypeError` naming it."""
    return kind(**values)
