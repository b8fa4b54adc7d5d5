"""Every unit of the table, written in every way: the answer is what the table says, or it is asked."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from itertools import islice

import pytest

from kiosk.addresses import AddressBook, Note, OldWard, Share, Status, UnitTable

Names = tuple[str, str, str]


def without_unit_word(name: str) -> str:
    for word in ("Thành phố ", "Thị xã ", "Thị trấn ", "Tỉnh ", "Huyện ", "Quận ", "Phường ", "Xã ", "Đặc khu "):
        if name.startswith(word):
            return name[len(word) :]
    return name


def old_wards(table: UnitTable) -> Iterator[tuple[Names, OldWard]]:
    for province in table.provinces:
        for district in province.districts:
            for ward in district.wards:
                yield (ward.name, district.name, province.name), ward


def as_written(names: Names) -> str:
    return ", ".join(name for name in ("Thôn Ví Dụ", *names) if name)


def bare(names: Names) -> str:
    return as_written((without_unit_word(names[0]), without_unit_word(names[1]), without_unit_word(names[2])))


def old_marks(names: Names) -> str:
    """With the tone where it was put before 1990 and is again by many."""
    written = as_written(names)
    for modern, old in (("òa", "oà"), ("óa", "oá"), ("ủy", "uỷ"), ("úy", "uý"), ("òe", "oè"), ("Mỹ", "Mĩ")):
        written = written.replace(modern, old)
    return written


@pytest.mark.parametrize(
    ("write", "every", "least_sure"),
    [
        (as_written, 1, 1.0),
        (bare, 1, 0.998),
        (lambda names: bare(names).upper(), 5, 0.996),
        (lambda names: unicodedata.normalize("NFD", as_written(names)), 5, 1.0),
        (old_marks, 5, 1.0),
        (lambda names: as_written(names).replace(",", ""), 5, 0.999),
    ],
    ids=["unit words", "no unit words", "capitals", "combining marks", "old marks", "no commas"],
)
def test_every_old_ward_becomes_what_the_table_says_or_is_asked_about(
    book: AddressBook, table: UnitTable, write: Callable[[Names], str], every: int, least_sure: float
) -> None:
    undivided = sure = 0
    for names, ward in islice(old_wards(table), 0, None, every):
        found = book.convert(write(names))
        wanted = {part.ward.code for part in ward.parts}
        populated = {part.ward.code for part in ward.parts if part.share is Share.POPULATION}
        got = {one.ward.code for one in found.candidates}
        if found.status is Status.EXACT:
            assert got in (wanted, populated), names
            assert len(got) == 1
            sure += 1
        else:
            assert found.status is Status.CHOOSE, names
            assert got >= wanted, names
        undivided += len(wanted) == 1 or len(populated) == 1
    assert sure <= undivided
    assert sure / undivided >= least_sure


def test_every_unit_of_today_is_already_new_with_its_unit_words(book: AddressBook, table: UnitTable) -> None:
    for ward in table.wards:
        found = book.convert(f"Số 5, {ward.name}, {ward.province.name}")
        assert (found.status, found.detail) == (Status.ALREADY_NEW, "Số 5"), ward
        assert [one.ward for one in found.candidates] == [ward]


def test_every_unit_of_today_without_unit_words_is_among_the_candidates(book: AddressBook, table: UnitTable) -> None:
    already_new = 0
    for ward in table.wards:
        found = book.convert(f"Số 5, {without_unit_word(ward.name)}, {without_unit_word(ward.province.name)}")
        assert ward in [one.ward for one in found.candidates], ward
        already_new += found.status is Status.ALREADY_NEW
    assert already_new / len(table.wards) > 0.98


def test_a_bare_name_of_today_is_never_taken_for_another_unit_in_silence(book: AddressBook, table: UnitTable) -> None:
    for ward in table.wards:
        found = book.convert(f"{without_unit_word(ward.name)}, {without_unit_word(ward.province.name)}")
        if found.status in (Status.EXACT, Status.ALREADY_NEW):
            assert [one.ward for one in found.candidates] == [ward]


def test_every_former_name_leads_to_what_became_of_its_ward_or_is_asked_about(
    book: AddressBook, table: UnitTable
) -> None:
    for (_, district, province), ward in old_wards(table):
        wanted = {part.ward.code for part in ward.parts}
        for former in ward.former:
            found = book.convert(f"Thôn Ví Dụ, {former}, {district}, {province}")
            got = {one.ward.code for one in found.candidates}
            assert (
                found.status is Status.CHOOSE
                or got == wanted
                or Note.FORMER_NAME not in {one.note for one in found.candidates}
            ), (former, district)
            assert found.status in (Status.EXACT, Status.CHOOSE), (former, district)
