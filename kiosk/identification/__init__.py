"""From chip words and code words to citizen words.

Enters: the text of a code, or what was typed in place of one; `Lds` and `VerificationReport` of a chip; the portal's
`InsuranceAnswer`. Leaves: `Identity` with the source and assurance of every fact, its disagreements, a `Verdict`.
Words: claim, fact, capture, disagreement, cross check. Not known: readers, forms, screens, offices.
"""

from kiosk.identification.capturing import capture_of, capture_words
from kiosk.identification.children import BirthCertificate, NamedAfter, identity_of_child
from kiosk.identification.chip import identity_from_chip
from kiosk.identification.codes import as_json, identity_from_code, parse_code
from kiosk.identification.cross_check import cross_check
from kiosk.identification.errors import CodeError
from kiosk.identification.parsed_code import CodeKind, CodeWarning, ParsedCode
from kiosk.identification.portal_comparing import compare_with_portal
from kiosk.identification.typed import TypedEntry, TypedKind, parse_typed
from kiosk.identification.verdicts import verdict_of

__all__ = [
    "BirthCertificate",
    "CodeError",
    "CodeKind",
    "CodeWarning",
    "NamedAfter",
    "ParsedCode",
    "TypedEntry",
    "TypedKind",
    "as_json",
    "capture_of",
    "capture_words",
    "compare_with_portal",
    "cross_check",
    "identity_from_chip",
    "identity_from_code",
    "identity_of_child",
    "parse_code",
    "parse_typed",
    "verdict_of",
]
