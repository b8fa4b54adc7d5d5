"""What stands in a form's data stands on the paper, letter for letter, and nothing of it is lost at an edge."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

import pytest
from at_counter import AN, BINH, LEAST, LONG, OFFICE, UYEN, person
from hypothesis import given, settings
from hypothesis import strategies as st

import config
from kiosk.bootstrap.paper_forms import paper_facts, paper_form, paper_words
from kiosk.domain.dates import PartialDate
from kiosk.domain.form import FieldKind, FilledField
from kiosk.domain.identity import FactValue, Identity
from kiosk.domain.roles import Cast, Role
from kiosk.forms import AddressStatus, FilledPaper, SuggestedAddress, fill_paper, paper_data, with_answers
from kiosk.papers import render

AT = datetime(2026, 11, 21, 1, 5, tzinfo=UTC)
PDFTOTEXT = shutil.which("pdftotext")
PEOPLE = {"short": (AN, UYEN, BINH), "longest": (LONG, LONG, LONG), "least": (LEAST, LEAST, LEAST)}
OTHERS = {Role.HEAD, Role.MOTHER, Role.WOMAN, Role.DECEASED, Role.REPRESENTATIVE}
needs_poppler = pytest.mark.skipif(PDFTOTEXT is None, reason="poppler-utils is missing")


def cast_of(roles: tuple[Role, ...], people: tuple[Identity, Identity, Identity]) -> Cast:
    one, other, third = people
    parts = {role: (other,) if role in OTHERS else (third,) if role is Role.CHILD else (one,) for role in roles}
    return {**parts, **({Role.MEMBERS: people} if Role.MEMBERS in roles else {})}


def paper_of(form_id: str, people: tuple[Identity, Identity, Identity]) -> FilledPaper:
    paper = paper_form(form_id)
    rows = {one.name: 2 for one in paper.tables}
    return fill_paper(paper, cast_of(paper.roles, people), OFFICE, paper_facts(), rows=rows)


def text_of(data: Mapping[str, object], layout: str) -> str:
    """The text of the paper without blanks: lines break where the layout wants."""
    assert PDFTOTEXT is not None
    pdf = render(layout, data, written_at=AT)
    read = subprocess.run([PDFTOTEXT, "-raw", "-", "-"], input=pdf, capture_output=True, check=True, timeout=30)
    return "".join(read.stdout.decode("utf-8").split())


def values_in(data: Mapping[str, Any]) -> Iterator[str]:
    for box in data["fields"].values():
        yield box["value"]
    for table in data["tables"].values():
        for row in table["rows"]:
            yield from (box["value"] for box in row.values())


def sample(index: int, field: FilledField) -> str:
    """An answer that no other box has."""
    if field.kind is FieldKind.CHOICE:
        return field.choices[0][0]
    if field.kind is FieldKind.DATE:
        return f"{index % 28 + 1:02d}/0{index % 9 + 1}/{1900 + index}"
    return str(10 + index) if field.kind is FieldKind.DIGITS else f"Chữ số {index} ở ô này: ễ Ỵ ươ"


@needs_poppler
@pytest.mark.parametrize("who", PEOPLE)
@pytest.mark.parametrize("form_id", config.paper_forms())
def test_every_value_stands_on_the_paper_letter_for_letter(form_id: str, who: str) -> None:
    filled = paper_of(form_id, PEOPLE[who])
    data = paper_data(filled, paper_words(trial=False))
    text = text_of(data, filled.paper.layout)
    assert [one for one in values_in(data) if not is_on(one, text)] == []
    assert "".join(data["helps_only"].split()) in text  # type: ignore[attr-defined]


@needs_poppler
@pytest.mark.parametrize("form_id", config.paper_forms())
def test_every_box_of_a_form_has_its_place_on_the_paper(form_id: str) -> None:
    filled = paper_of(form_id, PEOPLE["least"])
    empty = [one for one in filled.form.fields if not one.value]
    answers = {one.name: sample(index, one) for index, one in enumerate(empty, 30)}
    ticks = {name: answer for name, answer in answers.items() if answer == "x"}
    unticked = with_answers(filled, {name: answer for name, answer in answers.items() if answer != "x"})
    plain, ticked = (
        text_of(paper_data(one, paper_words(trial=False)), filled.paper.layout)
        for one in (unticked, with_answers(unticked, ticks))
    )
    written = [one for one in unticked.form.fields if one.kind is not FieldKind.CHOICE]
    assert [one.name for one in written if not is_on(one.value, plain)] == []
    assert ticked.count("x") - plain.count("x") == len(ticks)


def is_on(value: str, text: str) -> bool:
    """In the writing of the data, in capitals, or as a long date."""
    plain = "".join(value.split())
    day = value.split("/")
    long_date = f"ngày{day[0]}tháng{day[1]}năm{day[2]}" if len(day) == 3 else plain
    return plain in text or plain.upper() in text or long_date in text


class Carried:
    """A table of units that knows one answer."""

    def suggest(self, text: str) -> SuggestedAddress:
        return SuggestedAddress(AddressStatus.EXACT, ("Phường Hôm Nay, Thành phố Thử",))


@needs_poppler
@pytest.mark.parametrize("form_id", ["dc02", "ket-hon", "khai-tu", "tk01"])
def test_the_cards_own_address_is_printed_beside_the_one_of_today(form_id: str) -> None:
    paper = paper_form(form_id)
    cast = cast_of(paper.roles, PEOPLE["short"])
    filled = fill_paper(paper, cast, OFFICE, paper_facts(), addresses=Carried())
    text = text_of(paper_data(filled, paper_words(trial=False)), paper.layout)
    assert "PhườngHômNay,ThànhphốThử" in text
    assert "Trênthẻ:Số1ngõ2,PhườngVíDụ,QuậnKiểmThử,HàNội" in text


@needs_poppler
def test_a_trial_paper_says_so_across_the_sheet_and_a_real_one_does_not() -> None:
    filled = paper_of("ct01", PEOPLE["short"])
    trial, real = (text_of(paper_data(filled, paper_words(trial=one)), "forms/ct01") for one in (True, False))
    assert len(trial) > len(real)
    assert "KHÔNGCÓGIÁTRỊ" not in real


@settings(max_examples=25, deadline=None)
@given(st.sampled_from(config.paper_forms()), st.text(max_size=300), st.text(max_size=80), st.integers(1850, 2150))
def test_whatever_stands_on_a_card_a_paper_comes_out(form_id: str, address: str, name: str, year: int) -> None:
    facts: dict[str, FactValue] = {"residence": address, "full_name": name, "place_of_origin": address}
    one = person(**facts, date_of_birth=PartialDate(year), personal_number=name[:12], ethnicity=name)
    filled = paper_of(form_id, (one, one, one))
    data = paper_data(filled, paper_words(trial=True))
    assert render(filled.paper.layout, data, written_at=AT).startswith(b"%PDF")


def test_values_that_look_like_markup_are_printed_and_not_obeyed() -> None:
    filled = with_answers(paper_of("ct01", PEOPLE["short"]), {"noi_dung": '#panic("x") *b* $x$ <a> @b [[/'})
    assert render("forms/ct01", paper_data(filled, paper_words(trial=False)), written_at=AT).startswith(b"%PDF")
