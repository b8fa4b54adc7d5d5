"""What staff types or reads from a paper begins a visit, or says why not."""

from __future__ import annotations

from datetime import date

import pytest

from kiosk.bootstrap.typed_entry import certificate_of, event_of_child, event_of_typed
from kiosk.domain.dates import PartialDate
from kiosk.domain.failure import FailureCode
from kiosk.domain.identity import CaptureMethod, FactName, Sex
from kiosk.identification import BirthCertificate
from kiosk.visit import events as happened
from ui.errands import ChildEntered

TODAY = date(2026, 11, 21)


def test_a_number_begins_a_visit_as_typed_with_the_known_provinces_looked_at() -> None:
    event = event_of_typed("999 099 012 345", TODAY)
    assert isinstance(event, happened.NumberTyped)
    assert event.identity.warnings == ()
    odd = event_of_typed("099099012345", TODAY)
    assert isinstance(odd, happened.NumberTyped)
    assert odd.identity.warnings == ("code_warning.unknown_province",)


def test_a_code_that_a_scanner_typed_begins_a_visit_as_scanned() -> None:
    code = "001099012345||Nguyễn Văn An|15031999|Nam|Hà Nội|10052022\r"
    assert isinstance(event_of_typed(code, TODAY), happened.CodeScanned)


@pytest.mark.parametrize(
    ("text", "failure"),
    [("1234", FailureCode.NUMBER_MALFORMED), ("VNEID:abc", FailureCode.CODE_OF_ANOTHER_DOCUMENT)],
)
def test_what_is_no_number_is_told_as_a_rejected_code(text: str, failure: FailureCode) -> None:
    assert event_of_typed(text, TODAY) == happened.CodeRejected(failure)


def test_a_new_born_without_a_name_or_number_begins_a_visit_under_its_mothers_name() -> None:
    event = event_of_child(BirthCertificate(PartialDate(2026, 11, 20), mother_name="Đỗ Ngọc Diệp"), TODAY, "Ví Dụ")
    assert isinstance(event, happened.NumberTyped)
    assert event.identity.text(FactName.FULL_NAME) == "Đỗ Ngọc Diệp"


def test_a_child_of_tomorrow_is_rejected() -> None:
    paper = BirthCertificate(PartialDate(2026, 11, 22), child_name="Lý Gia Bảo")
    assert event_of_child(paper, TODAY, "Ví Dụ") == happened.CodeRejected(FailureCode.CODE_MALFORMED)


def test_everything_typed_on_the_page_of_a_child_is_in_the_claim_that_begins_its_visit() -> None:
    entered = ChildEntered(
        date(2026, 11, 20), Sex.MALE, "08:30", "Lý Gia Bảo", "Đỗ Ngọc Diệp", "Lý Chí Cường", "Trần Thị Mẫu", "112/2026"
    )
    event = event_of_child(certificate_of(entered), TODAY, "Ví Dụ")
    assert isinstance(event, happened.NumberTyped)
    assert {name: fact.value for name, fact in event.identity.facts.items()} == {
        FactName.FULL_NAME: "Lý Gia Bảo",
        FactName.DATE_OF_BIRTH: PartialDate(2026, 11, 20),
        FactName.TIME_OF_BIRTH: "08:30",
        FactName.SEX: Sex.MALE,
        FactName.MOTHER_NAME: "Đỗ Ngọc Diệp",
        FactName.FATHER_NAME: "Lý Chí Cường",
        FactName.GUARDIAN_NAME: "Trần Thị Mẫu",
    }
    capture = event.identity.capture
    assert capture is not None
    assert (capture.method, capture.reference) == (CaptureMethod.BIRTH_CERTIFICATE, "112/2026")
