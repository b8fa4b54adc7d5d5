"""Printed forms and the facts they rest on, out of the data files."""

from __future__ import annotations

from functools import cache
from types import MappingProxyType

import config
from config import paper_forms_data
from config.files import display
from kiosk.addresses import AddressBook, Ward
from kiosk.bootstrap.addresses import address_book
from kiosk.bootstrap.languages import language
from kiosk.forms import (
    AddressStatus,
    AddressSuggester,
    DefinitionError,
    IssuedBy,
    PaperFacts,
    PaperForm,
    PaperWords,
    Relation,
    SuggestedAddress,
)
from kiosk.forms.paper_printing import PRINTED_IN
from kiosk.papers import layouts


def paper_form(form_id: str) -> PaperForm:
    """A form by its name.

    Raises:
        config.ConfigError: there is none, or its file is broken.
        kiosk.forms.DefinitionError: it contradicts itself.
    """
    return PaperForm.from_rows(config.load_paper_form(form_id))


def broken_papers() -> list[config.Finding]:
    """Forms whose files are readable and yet cannot work: an unknown role or fact, a layout that is not there."""
    found = []
    for form_id in config.paper_forms():
        file = display(paper_forms_data.DIRECTORY / f"{form_id}.toml")
        try:
            layout = paper_form(form_id).layout
        except config.ConfigError:
            continue  # `config.check` names it, with its line.
        except DefinitionError as error:
            found.append(config.Finding(file, None, str(error), "Correct the name"))
            continue
        if layout not in layouts():
            found.append(config.Finding(file, None, f"there is no layout {layout}", f"Add it: {', '.join(layouts())}"))
    return found


@cache
def paper_facts() -> PaperFacts:
    return PaperFacts(
        issued_by=tuple(IssuedBy(one.from_day, one.issuer, one.document) for one in paper_forms_data.issuers()),
        relations=MappingProxyType({Relation(one.code): one.word for one in paper_forms_data.relation_words()}),
        nationality=language(PRINTED_IN).say("form.paper.nationality"),
        document_line=language(PRINTED_IN).say("form.paper.document_line"),
    )


def paper_words(*, trial: bool) -> PaperWords:
    """The sentences on a form; `trial` marks a paper that must not be used."""
    say = language(PRINTED_IN).say
    return PaperWords(
        on_card=say("form.paper.on_card"),
        helps_only=say("form.paper.helps_only"),
        watermark=say("form.paper.watermark") if trial else "",
    )


def addresses() -> AddressSuggester:
    """Suggestions from the address book of today.

    Raises:
        config.ConfigError: its table cannot be read.
    """
    return _BookOfUnits(address_book())


class _BookOfUnits:
    def __init__(self, book: AddressBook) -> None:
        self._book = book

    def suggest(self, text: str) -> SuggestedAddress:
        found = self._book.convert(text)
        written = tuple(_whole(found.detail, one.ward) for one in found.candidates)
        return SuggestedAddress(AddressStatus(found.status.value), written)


def _whole(detail: str | None, ward: Ward) -> str:
    return ", ".join(part for part in (detail, ward.name, ward.province.name) if part)
