"""A dossier without a screen: from two invented people's codes to papers that name them, and to nothing at all."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from zipfile import ZipFile

import pytest

import config
from hardware_mocks import personas
from kiosk.bootstrap.devices import event_of_code
from kiosk.bootstrap.languages import language
from kiosk.bootstrap.one_stop import OneStopDesk
from kiosk.domain.identity import Assurance, Fact, FactName, Identity, Source
from kiosk.domain.roles import Role
from kiosk.visit.events import CodeScanned
from ui import one_stop_errands as wanted
from ui.one_stop_data import SHARED, OneStopState, PaperHere

NOW = datetime(2026, 11, 23, 2, tzinfo=UTC)
PDFTOTEXT = shutil.which("pdftotext")
RESIDENCE, BIRTH = "1.004222", "2.000987"


class StillClock:
    def now(self) -> datetime:
        return NOW

    def monotonic(self) -> float:
        return 0.0


def scanned(persona: str) -> Identity:
    event = event_of_code(personas.load(persona).qr_text(), date(2026, 11, 23))
    assert isinstance(event, CodeScanned)
    return event.identity


def name_of(persona: str) -> str:
    return personas.load(persona).person.full_name


@pytest.fixture
def desk(tmp_path: Path) -> OneStopDesk:
    return OneStopDesk(config.load_site("demo"), tmp_path, StillClock(), language("vi"))


@pytest.fixture
def with_two(desk: OneStopDesk) -> Callable[[str], OneStopState]:
    def choose(code: str) -> OneStopState:
        desk.do(wanted.OneStopOpened(1))
        desk.add(scanned("adult"))
        desk.add(scanned("elder"))
        return desk.do(wanted.ProcedureChosen(code))

    return choose


def text_of(path: Path) -> str:
    assert PDFTOTEXT is not None
    made = subprocess.run([PDFTOTEXT, "-enc", "UTF-8", str(path), "-"], capture_output=True, check=True, timeout=20)
    return "".join(made.stdout.decode("utf-8").split())


def paper(state: OneStopState, form_id: str) -> PaperHere:
    return next(one for one in state.papers if one.form_id == form_id)


def value(state: OneStopState, form_id: str, box: str) -> str:
    found = paper(state, form_id).form.field_named(box)
    assert found is not None
    return found.value


def path_of(state: OneStopState, kind: str) -> Path:
    return Path(next(one.path for one in state.files if one.kind == kind))


def test_words_without_marks_find_a_procedure_and_a_life_event_lists_its_own(desk: OneStopDesk) -> None:
    by_words = desk.do(wanted.ProcedureSought("dang ky thuong tru")).found or ()
    assert by_words[0].code == RESIDENCE
    event = desk.do(wanted.OneStopOpened(2)).events[0]
    of_event = desk.do(wanted.LifeEventChosen(event.choice_id))
    assert of_event.found
    assert of_event.event_id == event.choice_id


@pytest.mark.skipif(PDFTOTEXT is None, reason="needs pdftotext")
def test_two_peoples_codes_become_a_pdf_that_names_them_both(
    desk: OneStopDesk, with_two: Callable[[str], OneStopState]
) -> None:
    state = with_two(RESIDENCE)
    played = {part.role for one in state.people for part in one.parts}
    assert {Role.APPLICANT, Role.HEAD} <= played
    printed = text_of(path_of(desk.do(wanted.PapersAsked("pdf")), "pdf")).casefold()
    for persona in ("adult", "elder"):
        assert "".join(name_of(persona).casefold().split()) in printed
        assert personas.load(persona).person.personal_number in printed


def test_the_word_file_names_them_too(desk: OneStopDesk, with_two: Callable[[str], OneStopState]) -> None:
    with_two(RESIDENCE)
    content = path_of(desk.do(wanted.PapersAsked("docx")), "docx").read_bytes()
    with ZipFile(io.BytesIO(content)) as document:
        assert name_of("adult").casefold() in document.read("word/document.xml").decode("utf-8").casefold()


def test_a_part_that_a_person_gives_replaces_the_guess_and_the_paper_follows(
    desk: OneStopDesk, with_two: Callable[[str], OneStopState]
) -> None:
    assert value(with_two(RESIDENCE), "ct01", "ho_ten") == name_of("adult")
    swapped = desk.do(wanted.PartGiven(1, Role.APPLICANT))
    assert value(swapped, "ct01", "ho_ten") == name_of("elder")
    without = desk.do(wanted.PersonRemoved(1))
    assert value(without, "ct01", "ho_ten") == name_of("adult")


def test_what_was_typed_over_a_card_goes_with_the_person_and_what_was_typed_into_an_empty_box_stays(
    desk: OneStopDesk, with_two: Callable[[str], OneStopState]
) -> None:
    with_two(RESIDENCE)
    desk.do(wanted.BoxCorrected("ct01", "dien_thoai", "0912345678"))
    typed = desk.do(wanted.BoxCorrected("ct01", "ho_ten", "Ai Đó Khác"))
    assert value(typed, "ct01", "ho_ten") == "Ai Đó Khác"
    other = desk.do(wanted.PartGiven(1, Role.APPLICANT))
    assert value(other, "ct01", "ho_ten") == name_of("elder")
    assert value(other, "ct01", "dien_thoai") == "0912345678"


def test_a_guess_that_was_called_right_is_not_asked_again_until_people_change(desk: OneStopDesk) -> None:
    desk.do(wanted.OneStopOpened(1))
    desk.add(scanned("adult"))
    state = desk.do(wanted.ProcedureChosen("1.001193"))
    review = paper(state, "khai-sinh").reviews[0]
    after = desk.do(wanted.BoxConfirmed("khai-sinh", review.name))
    assert review.name not in {one.name for one in paper(after, "khai-sinh").reviews}
    assert value(after, "khai-sinh", review.name) == value(state, "khai-sinh", review.name)


def test_a_group_asks_once_and_writes_the_answer_into_every_paper(
    desk: OneStopDesk, with_two: Callable[[str], OneStopState]
) -> None:
    assert with_two(BIRTH).papers[0].form_id == SHARED
    named = desk.do(wanted.BoxCorrected(SHARED, "child.full_name", "Nguyễn Thị Bé"))
    assert {value(named, "khai-sinh", "tre_ho_ten"), value(named, "ct01", "ho_ten")} == {"Nguyễn Thị Bé"}
    refused = desk.do(wanted.BoxCorrected(SHARED, "child.date_of_birth", "không biết"))
    assert refused.trouble == "one_stop_page.trouble.answer"
    assert value(refused, "ct01", "ho_ten") == "Nguyễn Thị Bé"


def test_the_same_card_again_is_no_second_person_and_a_proven_one_replaces_the_claim(desk: OneStopDesk) -> None:
    claim = scanned("adult")
    desk.add(claim)
    proven = {name: Fact(fact.value, Source.DG13, Assurance.GENUINE_CHIP) for name, fact in claim.facts.items()}
    assert desk.add(replace(claim, facts=proven)).people[0].identity.assurance is Assurance.GENUINE_CHIP
    again = desk.add(claim)
    assert [one.identity.assurance for one in again.people] == [Assurance.GENUINE_CHIP]


def test_a_seventh_card_is_refused_with_a_sentence_and_six_stay(desk: OneStopDesk) -> None:
    one = scanned("adult")
    state = OneStopState()
    for place in range(7):
        number = Fact(f"00109900000{place}", Source.QR, Assurance.CLAIMED)
        state = desk.add(replace(one, facts={**one.facts, FactName.PERSONAL_NUMBER: number}))
    assert state.trouble == "one_stop_page.trouble.cards"
    assert len(state.people) == 6


def test_slip_and_hand_over_share_one_number_and_the_folder_holds_the_papers(
    desk: OneStopDesk, with_two: Callable[[str], OneStopState], tmp_path: Path
) -> None:
    with_two(RESIDENCE)
    slip = desk.do(wanted.SlipAsked("direct", frozenset({"ct01"})))
    assert slip.slip == "PHIEU/20261123/Q1/001"
    handed = desk.do(wanted.HandOverAsked("direct", frozenset({"ct01"})))
    assert handed.slip == slip.slip
    data = json.loads((tmp_path / "hand-over" / "PHIEU-20261123-Q1-001.json").read_text(encoding="utf-8"))
    assert [one["procedure"] for one in data["papers"]] == [RESIDENCE]


def test_leaving_forgets_people_answers_and_opened_papers(
    desk: OneStopDesk, with_two: Callable[[str], OneStopState], tmp_path: Path
) -> None:
    with_two(RESIDENCE)
    opened = path_of(desk.do(wanted.PapersAsked("pdf")), "pdf")
    left = desk.do(wanted.OneStopLeft())
    assert (left.people, left.papers, left.files, left.procedure) == ((), (), (), None)
    assert not opened.exists()
    assert list(tmp_path.glob("one-stop/*")) == []


def test_papers_that_a_crash_left_behind_are_gone_with_the_next_start(
    desk: OneStopDesk, with_two: Callable[[str], OneStopState], tmp_path: Path
) -> None:
    with_two(RESIDENCE)
    opened = path_of(desk.do(wanted.PapersAsked("pdf")), "pdf")
    OneStopDesk(config.load_site("demo"), tmp_path, StillClock(), language("vi"))
    assert not opened.exists()


def test_what_is_not_there_is_a_sentence_and_no_crash(desk: OneStopDesk) -> None:
    for errand in (
        wanted.ProcedureChosen("9.999999"),
        wanted.PersonRemoved(3),
        wanted.BoxCorrected("ct01", "khong_co", "x"),
        wanted.BoxConfirmed("ct01", "khong_co"),
        wanted.SlipAsked("direct", frozenset()),
    ):
        assert desk.do(errand).trouble.startswith("one_stop_page.trouble.")
