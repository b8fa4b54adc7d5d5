"""People at a counter, and what the office knows. All of them are invented."""

from __future__ import annotations

from datetime import date
from types import MappingProxyType

from kiosk.bootstrap.paper_forms import paper_facts, paper_form
from kiosk.domain.dates import PartialDate
from kiosk.domain.identity import Assurance, Fact, FactName, FactValue, Identity, Sex, Source
from kiosk.domain.roles import Cast, Role
from kiosk.forms import AddressSuggester, FilledPaper, OfficeFacts, fill_paper

TODAY = date(2026, 11, 21)
OFFICE = OfficeFacts(TODAY, "Công an phường Ví Dụ", "Hà Nội")
QR_FACTS = (
    "personal_number",
    "old_id_number",
    "full_name",
    "date_of_birth",
    "sex",
    "residence",
    "date_of_issue",
)


def person(source: Source = Source.QR, kind: str = "cccd_2021", **facts: FactValue) -> Identity:
    assurance = Assurance.CLAIMED if source is Source.QR else Assurance.GENUINE_CHIP
    return Identity(
        MappingProxyType({FactName(name): Fact(value, source, assurance) for name, value in facts.items()}),
        document_kind=kind,
    )


def by_code(identity: Identity) -> Identity:
    """The same person when only the code was read."""
    facts = {
        name: Fact(fact.value, Source.QR, Assurance.CLAIMED)
        for name, fact in identity.facts.items()
        if name.value in QR_FACTS
    }
    return Identity(MappingProxyType(facts), document_kind=identity.document_kind)


AN = person(
    Source.DG13,
    personal_number="001083012345",
    old_id_number="012345678",
    full_name="Nguyễn Văn An",
    date_of_birth=PartialDate(1983, 3, 15),
    sex=Sex.MALE,
    nationality="Việt Nam",
    ethnicity="Kinh",
    religion="Không",
    place_of_origin="Xã Mẫu, Huyện Mẫu, Nam Định",
    residence="Số 1 ngõ 2, Phường Ví Dụ, Quận Kiểm Thử, Hà Nội",
    date_of_issue=PartialDate(2022, 5, 10),
    father_name="Nguyễn Văn Cả",
    mother_name="Trần Thị Hai",
    spouse_name="Đỗ Thị Uyên",
)
UYEN = person(
    Source.DG13,
    kind="can_cuoc_2024",
    personal_number="001185012346",
    full_name="Đỗ Thị Uyên",
    date_of_birth=PartialDate(1985, 7, 1),
    sex=Sex.FEMALE,
    nationality="Việt Nam",
    ethnicity="Tày",
    religion="Không",
    place_of_origin="Xã Thử, Thái Nguyên",
    residence="Thôn Một, Xã Mẫu, Ninh Bình",
    date_of_issue=PartialDate(2024, 8, 10),
    father_name="Đỗ Văn Tư",
    mother_name="Lý Thị Năm",
    spouse_name="Nguyễn Văn An",
)
BINH = person(
    Source.DG13,
    kind="can_cuoc_2024",
    personal_number="001210012347",
    full_name="Nguyễn Bình",
    date_of_birth=PartialDate(2010, 1, 2),
    sex=Sex.MALE,
    nationality="Việt Nam",
    ethnicity="Kinh",
    religion="Không",
    residence="Thôn Một, Xã Mẫu, Ninh Bình",
    date_of_issue=PartialDate(2025, 1, 3),
    father_name="Nguyễn Văn An",
    mother_name="Đỗ Thị Uyên",
)
LONG = person(
    Source.DG13,
    kind="can_cuoc_2024",
    personal_number="046190012348",
    full_name="Công Tằng Tôn Nữ Hoàng Nguyễn Phương Thị Quỳnh Nguyệt Hường Diễm Uyển Thường",
    date_of_birth=PartialDate(1990, 12, 31),
    sex=Sex.FEMALE,
    nationality="Việt Nam",
    ethnicity="Bru - Vân Kiều",
    religion="Phật giáo Hòa Hảo",
    place_of_origin="Thôn Phương Lang Đông Nhì, Xã Ngũ Hành Thượng Đẳng, Huyện Quảng Trường Nguyễn, Thừa Thiên Huế",
    residence="Căn hộ B-1234, Tòa nhà Khu Đô thị Sinh thái Hướng Dương, Số 1268/39/7 Đường Nguyễn Thị Thập Nhị, "
    "Khu phố Phương Nguyễn Trường, Phường Ngũ Hành Thượng Đẳng, Quận Quảng Trường Nguyễn, Thành phố Thử Nghiệm",
    date_of_issue=PartialDate(2025, 2, 28),
    father_name="Công Tằng Tôn Hoàng Nguyễn Phương Quỳnh Trường Nghiêm",
    mother_name="Huyền Tôn Nữ Nguyễn Thị Phương Nguyệt Uyển Nhường",
    spouse_name="Nguyễn Phúc Hoàng Ưng Thường Trường Nghiêm Khương",
)
LEAST = person(full_name="Ỷ", personal_number="001050012349", date_of_birth=PartialDate(1950))
"""One word, a year, no sex, no address, no day of issue."""


def filled(form_id: str, cast: Cast, addresses: AddressSuggester | None = None) -> FilledPaper:
    return fill_paper(paper_form(form_id), cast, OFFICE, paper_facts(), addresses=addresses)


def alone(identity: Identity, role: Role = Role.APPLICANT) -> Cast:
    return {role: (identity,)}


def value(paper: FilledPaper, name: str) -> str:
    found = paper.form.field_named(name)
    assert found is not None, name
    return found.value
