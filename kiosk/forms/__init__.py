"""From a definition and an identity to a form people can look at, correct and confirm.

Enters: `FormDefinition`, `Identity`, `InsuranceAnswer`, `DeskFacts`, corrections. Leaves: `FilledForm`, values for
delivery. Words: field, origin, rule, problem, correction; names of fields are those of QĐ 4750/QĐ-BYT. Not known: the
chip, portals.
"""

from kiosk.forms.definition import FormDefinition
from kiosk.forms.desk_facts import DeskFacts
from kiosk.forms.errors import CorrectionRefused, DefinitionError, FormError
from kiosk.forms.filling import correct, fill, with_typed_facts
from kiosk.forms.leaving import delivery_values
from kiosk.forms.written_dates import read_date

__all__ = [
    "CorrectionRefused",
    "DefinitionError",
    "DeskFacts",
    "FormDefinition",
    "FormError",
    "correct",
    "delivery_values",
    "fill",
    "read_date",
    "with_typed_facts",
]
