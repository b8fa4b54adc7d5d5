"""The conformity plan for readers (BSI TR-03105 Part 5.1), as data, with the cards it asks for.

Enters: tables in `cases/`. Leaves: `Case` rows, and for each a `Subject`: a chip whose contents or behaviour are odd
in exactly one way, validly signed where the case is not about signatures.
Words: case, group, variant, change, subject, outcome. Not known: the reader that is judged, screens, forms.
"""

from hardware_mocks.negative_plan.making import make
from hardware_mocks.negative_plan.subject import Subject
from hardware_mocks.negative_plan.table import Case, Counts, Group, MalformedPlan, Variant, cases, counts, groups

__all__ = ["Case", "Counts", "Group", "MalformedPlan", "Subject", "Variant", "cases", "counts", "groups", "make"]
