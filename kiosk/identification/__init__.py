"""From chip words and code words to citizen words.

Enters: the text of a code; `Lds` and `VerificationReport` of a chip. Leaves: `Identity` with the source and assurance
of every fact, its disagreements, a `Verdict`. Words: claim, fact, disagreement, cross check. Not known: readers,
forms, screens, offices.
"""

from kiosk.identification.chip import identity_from_chip
from kiosk.identification.codes import as_json, identity_from_code, parse_code
from kiosk.identification.cross_check import cross_check
from kiosk.identification.errors import CodeError
from kiosk.identification.parsed_code import CodeKind, CodeWarning, ParsedCode
from kiosk.identification.verdicts import verdict_of

__all__ = [
    "CodeError",
    "CodeKind",
    "CodeWarning",
    "ParsedCode",
    "as_json",
    "cross_check",
    "identity_from_chip",
    "identity_from_code",
    "parse_code",
    "verdict_of",
]
