"""A family at the desk. All of them are invented."""

from __future__ import annotations

from datetime import date
from types import MappingProxyType

from kiosk.domain.dates import PartialDate
from kiosk.domain.identity import Assurance, Fact, FactName, FactValue, Identity, Sex, Source
from kiosk.forms import OfficeFacts

TODAY = date(2026, 11, 21)
OFFICE = OfficeFacts(TODAY, "Ủy ban nhân dân phường Ví Dụ", "Hà Nội")


def person(number: str, name: str, year: int, sex: Sex | None, **facts: FactValue) -> Identity:
    said: dict[str, FactValue] = {
        "personal_number": number,
        "full_name": name,
        "date_of_birth": PartialDate(year, 5, 4),
        "residence": "Số 1 ngõ 2, Phường Ví Dụ, Hà Nội",
        "date_of_issue": PartialDate(2024, 8, 10),
        **({} if sex is None else {"sex": sex}),
        **facts,
    }
    return Identity(
        MappingProxyType(
            {FactName(one): Fact(value, Source.DG13, Assurance.GENUINE_CHIP) for one, value in said.items()}
        ),
        document_kind="can_cuoc_2024",
    )


def by_code(identity: Identity) -> Identity:
    """Only the code was read: nobody's parents or spouse are known."""
    kept = ("personal_number", "full_name", "date_of_birth", "sex", "residence", "date_of_issue")
    facts = {
        name: Fact(fact.value, Source.QR, Assurance.CLAIMED)
        for name, fact in identity.facts.items()
        if name.value in kept
    }
    return Identity(MappingProxyType(facts), document_kind=identity.document_kind)


FATHER = person(
    "001083012345", "Nguyễn Văn An", 1983, Sex.MALE, father_name="Nguyễn Văn Cả", mother_name="Trần Thị Hai",
    spouse_name="Đỗ Thị Uyên", ethnicity="Kinh", nationality="Việt Nam", place_of_origin="Phường Ví Dụ, Hà Nội",
)  # fmt: skip
MOTHER = person(
    "001185012346", "Đỗ Thị Uyên", 1985, Sex.FEMALE, father_name="Đỗ Văn Tư", mother_name="Lý Thị Năm",
    spouse_name="Nguyễn Văn An", ethnicity="Tày", nationality="Việt Nam",
)  # fmt: skip
SON = person(
    "001216012347", "Nguyễn Bình", 2016, Sex.MALE, father_name="Nguyễn Văn An", mother_name="Đỗ Thị Uyên"
)  # fmt: skip
GRANDMOTHER = person("001158012348", "Trần Thị Hai", 1958, Sex.FEMALE, spouse_name="Nguyễn Văn Cả")
GRANDFATHER = person("001055012349", "Nguyễn Văn Cả", 1955, Sex.MALE, spouse_name="Trần Thị Hai")
AUNT = person("001188012350", "Nguyễn Thị Cúc", 1988, Sex.FEMALE)
LEAST = Identity(
    MappingProxyType({FactName.FULL_NAME: Fact("Ỷ", Source.STAFF, Assurance.CLAIMED)}),
)
"""One word, and nothing else is known."""
