"""Children without a card. All people are invented."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

import config
from kiosk.domain.dates import PartialDate
from kiosk.domain.failure import FailureCode
from kiosk.domain.identity import Assurance, CaptureMethod, FactName, Identity, Sex, Source
from kiosk.identification import BirthCertificate, CodeError, NamedAfter, identity_of_child

TODAY = date(2026, 11, 21)
ORDER = tuple(NamedAfter(one.after) for one in config.new_born_names())
FACILITY = "Phòng khám Ví Dụ"
CHILD = BirthCertificate(
    date_of_birth=PartialDate(2026, 11, 3),
    certificate_number="112/2026",
    child_name="Lý Gia Bảo",
    sex=Sex.MALE,
    personal_number="079 226 012 345",
    mother_name="Đỗ Ngọc Diệp",
    father_name="Lý Chí Cường",
)
NAMELESS = BirthCertificate(date_of_birth=PartialDate(2026, 11, 20))


def identity(paper: BirthCertificate) -> Identity:
    return identity_of_child(paper, TODAY, name_order=ORDER, facility_name=FACILITY)


def test_a_childs_certificate_says_who_the_child_is_and_who_stands_for_it() -> None:
    child = identity(CHILD)
    assert {name: fact.value for name, fact in child.facts.items()} == {
        FactName.PERSONAL_NUMBER: "079226012345",
        FactName.FULL_NAME: "Lý Gia Bảo",
        FactName.DATE_OF_BIRTH: PartialDate(2026, 11, 3),
        FactName.SEX: Sex.MALE,
        FactName.MOTHER_NAME: "Đỗ Ngọc Diệp",
        FactName.FATHER_NAME: "Lý Chí Cường",
    }
    assert {(fact.source, fact.assurance) for fact in child.facts.values()} == {(Source.STAFF, Assurance.CLAIMED)}


def test_the_hour_a_new_born_came_at_is_a_claim_of_its_own() -> None:
    assert identity(replace(CHILD, time_of_birth="08:30")).text(FactName.TIME_OF_BIRTH) == "08:30"


def test_the_capture_of_a_child_refers_to_its_certificate() -> None:
    capture = identity(CHILD).capture
    assert capture is not None
    assert (capture.method, capture.reference) == (CaptureMethod.BIRTH_CERTIFICATE, "112/2026")


@pytest.mark.parametrize(
    ("paper", "name"),
    [
        (replace(NAMELESS, mother_name="Đỗ Ngọc Diệp", father_name="Lý Chí Cường"), "Đỗ Ngọc Diệp"),
        (replace(NAMELESS, father_name="Lý Chí Cường", guardian_name="Trần Thị Mẫu"), "Lý Chí Cường"),
        (replace(NAMELESS, guardian_name="Trần Thị Mẫu"), "Trần Thị Mẫu"),
        (replace(NAMELESS, child_name=" - "), FACILITY),
    ],
)
def test_a_new_born_without_a_name_goes_by_whoever_stands_for_it(paper: BirthCertificate, name: str) -> None:
    assert identity(paper).text(FactName.FULL_NAME) == name


def test_a_new_born_whom_nobody_names_is_refused_and_not_called_by_nothing() -> None:
    with pytest.raises(CodeError) as caught:
        identity_of_child(NAMELESS, TODAY, name_order=ORDER, facility_name="")
    assert caught.value.failure is FailureCode.CODE_MALFORMED


def test_a_child_without_a_number_gets_none_invented() -> None:
    assert identity(replace(CHILD, personal_number="")).get(FactName.PERSONAL_NUMBER) is None


@pytest.mark.parametrize(
    "broken",
    [
        replace(CHILD, personal_number="07922601234"),
        replace(CHILD, personal_number="07922601234x"),
        replace(CHILD, date_of_birth=PartialDate(2026, 11, 22)),
        replace(CHILD, child_name="Lý\x07Gia"),
        replace(CHILD, time_of_birth="24:00"),
        replace(CHILD, time_of_birth="8:30"),
    ],
)
def test_a_certificate_that_cannot_be_is_refused(broken: BirthCertificate) -> None:
    with pytest.raises(CodeError):
        identity(broken)


def test_a_number_that_does_not_fit_its_child_earns_a_second_look() -> None:
    assert identity(replace(CHILD, sex=Sex.FEMALE)).warnings == ("code_warning.number_and_sex_differ",)


@given(st.text(max_size=30), st.text(max_size=30), st.text(max_size=30))
def test_any_text_makes_a_child_or_the_rooms_own_error(name: str, number: str, reference: str) -> None:
    paper = replace(CHILD, child_name=name, personal_number=number, certificate_number=reference)
    try:
        child = identity(paper)
    except CodeError:
        return
    assert child.text(FactName.FULL_NAME)


def test_no_name_shows_in_a_repr() -> None:
    assert "Lý" not in repr(CHILD) + repr(identity(CHILD))
    assert "112/2026" not in repr(CHILD) + repr(identity(CHILD))
