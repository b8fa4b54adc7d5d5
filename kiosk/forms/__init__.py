"""From a definition and an identity to a form people can look at, correct and confirm.

Enters: `FormDefinition`, `Identity`, `InsuranceAnswer`, `DeskFacts`, corrections; for paper `PaperForm`, a `Cast` of
several identities, `AddressSuggester`. Leaves: `FilledForm`, values for delivery; `FilledPaper`, data for a layout.
Words: field, origin, rule, problem, correction, review; names of the clinic's fields are those of QĐ 4750/QĐ-BYT.
Not known: the chip, portals, how paper is drawn.
"""

from kiosk.forms.box_count import BoxCount, count_boxes
from kiosk.forms.definition import FormDefinition
from kiosk.forms.desk_facts import DeskFacts
from kiosk.forms.errors import CorrectionRefused, DefinitionError, FormError, TooManyPeople
from kiosk.forms.filling import correct, fill, with_typed_facts
from kiosk.forms.leaving import delivery_values
from kiosk.forms.paper_definition import PaperForm
from kiosk.forms.paper_facts import (
    AddressStatus,
    AddressSuggester,
    IssuedBy,
    OfficeFacts,
    PaperFacts,
    Relation,
    SuggestedAddress,
)
from kiosk.forms.paper_filling import FilledPaper, correct_paper, counted_boxes, fill_paper, rows_in, with_answers
from kiosk.forms.paper_printing import PaperWords, paper_data
from kiosk.forms.role_values import Review
from kiosk.forms.written_dates import read_date

__all__ = [
    "AddressStatus",
    "AddressSuggester",
    "BoxCount",
    "CorrectionRefused",
    "DefinitionError",
    "DeskFacts",
    "FilledPaper",
    "FormDefinition",
    "FormError",
    "IssuedBy",
    "OfficeFacts",
    "PaperFacts",
    "PaperForm",
    "PaperWords",
    "Relation",
    "Review",
    "SuggestedAddress",
    "TooManyPeople",
    "correct",
    "correct_paper",
    "count_boxes",
    "counted_boxes",
    "delivery_values",
    "fill",
    "fill_paper",
    "paper_data",
    "read_date",
    "rows_in",
    "with_answers",
    "with_typed_facts",
]
