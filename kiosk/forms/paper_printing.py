"""A filled form as the data of its layout: final texts, each box by its name.

An empty box is printed as dots for the pen: on a form that somebody signs, "unknown" would be a statement.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from kiosk.domain.form import FieldKind, FilledField
from kiosk.forms.dates_in_words import date_in_words
from kiosk.forms.paper_definition import PaperField, PaperTable, box_name
from kiosk.forms.paper_filling import FilledPaper
from kiosk.forms.written_dates import read_date

PRINTED_IN = "vi"
"""Forms of offices are in Vietnamese, whatever the screen speaks."""


@dataclass(frozen=True)
class PaperWords:
    """The sentences of the program on a form."""

    on_card: str
    """Before what the card itself says: "Trên thẻ:"."""
    helps_only: str
    """Where the layout is not the official one."""
    watermark: str = ""
    """Across a paper that is not to be used."""


def paper_data(filled: FilledPaper, words: PaperWords) -> dict[str, object]:
    """What the layout of the form is given."""
    paper = filled.paper
    return {
        "lang": PRINTED_IN,
        "title": paper.title[PRINTED_IN],
        "code": paper.code,
        "version": paper.version,
        "helps_only": "" if paper.layout_known else words.helps_only,
        "watermark": words.watermark,
        "fields": {one.described.name: _box(filled, one, one.described.name, words) for one in paper.fields},
        "tables": {one.name: _table(filled, one, words) for one in paper.tables},
    }


def printed_text(field: FilledField, *, upper: bool = False) -> str:
    """A value as it stands on paper: the label of a choice, capitals where the form wants them, composed letters."""
    text = field.value
    if field.kind is FieldKind.CHOICE:
        labels: Mapping[str, str] = dict(field.choices).get(field.value, {})
        text = labels.get(PRINTED_IN, "")
    text = unicodedata.normalize("NFC", text)
    return text.upper() if upper else text


def _box(filled: FilledPaper, described: PaperField, name: str, words: PaperWords) -> dict[str, object]:
    field = filled.form.field_named(name)
    assert field is not None
    review = filled.review_of(name)
    card_text = "" if review is None or review.card_text == field.value else review.card_text
    return {
        "item": described.item,
        "label": described.described.label[PRINTED_IN],
        "value": printed_text(field, upper=described.upper),
        "code": field.value if field.kind is FieldKind.CHOICE else "",
        "words": _in_words(field),
        "choices": [labels[PRINTED_IN] for _, labels in field.choices],
        "beside": f"{words.on_card} {card_text}" if card_text else "",
    }


def _in_words(field: FilledField) -> str:
    when = read_date(field.value) if field.kind is FieldKind.DATE else None
    return "" if when is None else date_in_words(when)


def _table(filled: FilledPaper, table: PaperTable, words: PaperWords) -> dict[str, object]:
    rows = [
        {
            column.described.name: _box(filled, column, box_name(table.name, row, column.described.name), words)
            for column in table.columns
        }
        for row in range(1, filled.rows.get(table.name, 0) + 1)
    ]
    return {
        "item": table.item,
        "label": table.label[PRINTED_IN],
        "columns": {one.described.name: one.described.label[PRINTED_IN] for one in table.columns},
        "rows": rows,
        "blank_rows": table.blank_rows,
    }
