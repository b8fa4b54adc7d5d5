"""A hand-over of invented people: a form with rows, and one without."""

from __future__ import annotations

from datetime import UTC, date, datetime
from types import MappingProxyType

from kiosk.bootstrap.paper_forms import paper_facts, paper_form
from kiosk.domain.dates import PartialDate
from kiosk.domain.identity import Assurance, Fact, FactName, Identity, Sex, Source
from kiosk.domain.roles import Role
from kiosk.forms import FilledPaper, OfficeFacts, correct_paper, fill_paper
from kiosk.handover import HandedPaper, HandOver

OFFICE = OfficeFacts(date(2026, 11, 21), "Công an phường Ví Dụ", "Hà Nội")
NOW = datetime(2026, 11, 21, 3, 4, 5, tzinfo=UTC)
SLIP = "PHIEU/20261121/Q1/007"


def person(number: str, name: str, born: PartialDate, sex: Sex) -> Identity:
    facts = {
        FactName.PERSONAL_NUMBER: number,
        FactName.FULL_NAME: name,
        FactName.DATE_OF_BIRTH: born,
        FactName.SEX: sex,
    }
    return Identity(MappingProxyType({key: Fact(value, Source.QR, Assurance.CLAIMED) for key, value in facts.items()}))


AN = person("001083012345", "Nguyễn Văn An", PartialDate(1983, 3, 15), Sex.MALE)
UYEN = person("001185012346", "Đỗ Thị Uyên", PartialDate(1985), Sex.FEMALE)


def ct01(**answers: str) -> FilledPaper:
    filled = fill_paper(
        paper_form("ct01"), {Role.APPLICANT: (AN,), Role.HEAD: (AN,), Role.MEMBERS: (UYEN,)}, OFFICE, paper_facts()
    )
    for box, text in answers.items():
        filled = correct_paper(filled, box, text)
    return filled


def hand_over(*papers: FilledPaper, slip: str = SLIP) -> HandOver:
    handed = tuple(HandedPaper(one, b"%PDF-1.7 invented", "1.004222") for one in papers or (ct01(),))
    return HandOver(slip, NOW, handed, "Công an phường Ví Dụ", None)
