"""A person meets a list."""

from __future__ import annotations

from invented_lists import EXAM_HEADING, exam_index

from kiosk.desks import Light, MatchVerdict, NameAgreement, Person, compare_names
from kiosk.domain.dates import PartialDate
from kiosk.domain.identity import FactName

AN = Person("001083012345", "", "Nguyễn Văn An", PartialDate(1983, 3, 15))
UT = Person("040150012345", "", "Hồ Thị Út", PartialDate(1950))


def test_a_number_on_the_list_is_found_and_green() -> None:
    match = exam_index().match(AN)
    assert match.verdict is MatchVerdict.FOUND
    assert match.light is Light.GREEN
    assert match.row is not None
    assert match.row.values["seat"] == "1"
    assert match.differences == ()


def test_a_name_typed_without_diacritics_is_the_same_person_and_the_difference_is_kept() -> None:
    match = exam_index(f"{EXAM_HEADING}\nA1,NGUYEN VAN AN,001083012345,1983,,").match(AN)
    assert match.verdict is MatchVerdict.FOUND
    assert match.differences == (FactName.FULL_NAME, FactName.DATE_OF_BIRTH)


def test_a_letter_that_only_looks_like_d_with_a_stroke_makes_no_other_name() -> None:
    assert compare_names("\u00d0ặng Văn \u00d0ức", "Đặng Văn Đức") is NameAgreement.LIGHT


def test_a_number_under_another_name_or_birth_is_red_and_has_no_row() -> None:
    index = exam_index()
    for person in (
        Person(AN.number, "", "Trần Văn Khác", AN.birth),
        Person(AN.number, "", AN.name, PartialDate(1984, 3, 15)),
    ):
        match = index.match(person)
        assert match.verdict is MatchVerdict.CONTRADICTS
        assert match.light is Light.RED
        assert match.row is None


def test_the_old_number_finds_a_row_of_an_older_list() -> None:
    index = exam_index(f"{EXAM_HEADING}\nA1,Nguyễn Văn An,012345678,1983,,")
    found = index.match(Person(AN.number, "012345678", AN.name, AN.birth))
    assert found.verdict is MatchVerdict.FOUND
    assert FactName.PERSONAL_NUMBER in found.differences


def test_name_and_birth_without_the_number_wait_for_a_person() -> None:
    match = exam_index().match(UT)
    assert match.verdict is MatchVerdict.CHECK
    assert match.light is Light.AMBER
    assert match.row is None
    assert len(match.rows) == 1


def test_staff_settle_it_by_naming_the_row() -> None:
    match = exam_index().match(UT, " a003 ")
    assert match.verdict is MatchVerdict.CHOSEN
    assert match.row is not None
    assert match.row.line == 4


def test_the_row_that_staff_named_is_refused_when_it_is_somebody_elses() -> None:
    index = exam_index()
    assert index.match(UT, "A001").verdict is MatchVerdict.CONTRADICTS
    assert index.match(UT, "A999").verdict is MatchVerdict.ABSENT
    same_name = Person("001083999999", "", AN.name, AN.birth)
    assert index.match(same_name, "A001").verdict is MatchVerdict.CONTRADICTS


def test_a_number_in_two_rows_is_never_guessed() -> None:
    index = exam_index(f"{EXAM_HEADING}\nA1,Nguyễn Văn An,001083012345,1983,,\nA2,Nguyễn Văn Ân,001083012345,1983,,")
    assert index.match(AN).verdict is MatchVerdict.SEVERAL
    assert index.match(AN).row is None
    assert index.match(AN, "A2").verdict is MatchVerdict.CHOSEN


def test_who_is_not_on_the_list_is_red_and_a_name_alone_proves_nothing() -> None:
    assert exam_index().match(Person("001099000000", "", "Ai Đó", PartialDate(1999))).light is Light.RED
    assert exam_index().match(Person("", "", "Hồ Thị Út", None)).verdict is MatchVerdict.ABSENT
    assert exam_index().match(Person()).verdict is MatchVerdict.ABSENT
