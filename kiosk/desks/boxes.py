"""The boxes that a desk fills by itself, and the ones it reads: names of `config/forms` files of desks.

Names that begin with `QUAY_` ("counter") are the desk's own; the others are those of the data standard.
"""

from __future__ import annotations

from dataclasses import replace

from kiosk.desks.cells import read_cell
from kiosk.desks.matching import Person
from kiosk.desks.shapes import ColumnKind
from kiosk.domain.form import FilledField, FilledForm
from kiosk.domain.identity import Assurance, Source

NAME, BIRTH, NUMBER, OLD_NUMBER = "HO_TEN", "NGAY_SINH", "SO_CCCD", "QUAY_SO_CMND"
VERDICT, LIST = "QUAY_DOI_CHIEU", "QUAY_DANH_SACH"
CANDIDATE, ROOM, SEAT = "QUAY_SO_BAO_DANH", "QUAY_PHONG", "QUAY_CHO"
PAY_ROW, BENEFIT, AMOUNT, WAY = "QUAY_DONG", "QUAY_KHOAN", "QUAY_SO_TIEN", "QUAY_HINH_THUC"
ACCOUNT, BANK, HOLDER = "QUAY_SO_TAI_KHOAN", "QUAY_NGAN_HANG", "QUAY_CHU_TAI_KHOAN"
STAY_FROM, STAY_UNTIL, STAY_ROOM = "QUAY_TU_NGAY", "QUAY_DEN_NGAY", "QUAY_SO_PHONG"
PROOF = "QUAY_XAC_THUC"
NAMING = (NAME, BIRTH, NUMBER)


def value_of(form: FilledForm, name: str) -> str:
    """What stands in a box; empty when the form has no such box."""
    found = form.field_named(name)
    return "" if found is None else found.value


def person_of(form: FilledForm) -> Person:
    """The person as the form says now, corrections by staff included; a wrong value says nothing."""
    birth = read_cell(ColumnKind.DATE, value_of(form, BIRTH)).date
    return Person(value_of(form, NUMBER), value_of(form, OLD_NUMBER), value_of(form, NAME), birth)


def proven(form: FilledForm) -> Assurance:
    """The weakest proof among the boxes that name a person."""
    found = [one.assurance for name in NAMING if (one := form.field_named(name)) is not None]
    return min(found, default=Assurance.CLAIMED)


def put(form: FilledForm, name: str, value: str) -> FilledForm:
    """Fill a box for the desk, unless the form has no such box or a person filled it."""
    box = form.field_named(name)
    if box is None or box.original is not None or box.value == value:
        return form
    return form.with_field(
        replace(box, value=value, source=Source.DESK if value else None, assurance=Assurance.CLAIMED, problem=None)
    )


def object_to(form: FilledForm, name: str, problem: str | None) -> FilledForm:
    """Say what is wrong with a box; None: nothing more than the form itself found."""
    box: FilledField | None = form.field_named(name)
    return form if box is None or problem is None else form.with_field(replace(box, problem=problem))
