"""From the address on a card to the two-level units of today.

Enters: a text; a `UnitTable` of old and new units. Leaves: a `Conversion`: exact, choose one of these, already new, or
not found, with the hamlet letter for letter. Words: unit (ward, district, province), old (before 1 July 2025), former
(a name gone before that), reading, candidate, note. Not known: where the table comes from, cards, forms, any network.
"""

from kiosk.addresses.book import MAX_CHARACTERS, AddressBook
from kiosk.addresses.conversion import Candidate, Conversion, Note, Status
from kiosk.addresses.units import OldDistrict, OldProvince, OldWard, Part, Province, Share, UnitTable, Ward

__all__ = [
    "MAX_CHARACTERS",
    "AddressBook",
    "Candidate",
    "Conversion",
    "Note",
    "OldDistrict",
    "OldProvince",
    "OldWard",
    "Part",
    "Province",
    "Share",
    "Status",
    "UnitTable",
    "Ward",
]
