"""C15: does the code that was scanned belong to the chip that was read? (TR-03135-1 §5.7.2, with the QR in place of
the MRZ.)

Everything both sides say about number, birth date, sex and name is compared. A code that agrees proves nothing more;
one that differs means two documents, and nobody goes on as if they were one.
"""

from __future__ import annotations

from kiosk.domain.identity import FactName, Identity
from kiosk.identification.chip_facts import facts_of_dg13, holder_of
from kiosk.identification.comparing import COMPARED, Agreement, compare, compare_with_mrz
from nfc_icao.lds import Lds
from nfc_icao.trust.report import Check, Obligation, Result

CHECK_ID = "C15"
CHECK_NAME = "Printed data and chip data"


def cross_check(claim: Identity, lds: Lds) -> Check:
    """Compare a code's claims with DG1 and DG13 as read. Failed when number, birth date, sex or letters of the name
    differ."""
    compared = False
    for name in COMPARED:
        agreement = _against_chip(name, claim, lds)
        if agreement is Agreement.DIFFERS:
            return _check(Result.FAILED, name.value)
        compared = compared or agreement is not Agreement.NOTHING_TO_COMPARE
    if not compared:
        return _check(Result.UNDETERMINED, "nothing_to_compare")
    return _check(Result.SUCCESSFUL, "agrees")


def _against_chip(name: FactName, claim: Identity, lds: Lds) -> Agreement:
    """The worst of what DG1 and DG13 say to one claim."""
    fact = claim.get(name)
    value = None if fact is None else fact.value
    holder = holder_of(lds)
    found = {
        Agreement.NOTHING_TO_COMPARE if lds.mrz is None else compare_with_mrz(name, value, lds.mrz),
        Agreement.NOTHING_TO_COMPARE if holder is None else compare(name, value, facts_of_dg13(holder).get(name)),
    }
    worst_first = (Agreement.DIFFERS, Agreement.DIFFERS_LIGHTLY, Agreement.AGREES)
    return next((one for one in worst_first if one in found), Agreement.NOTHING_TO_COMPARE)


def _check(result: Result, reason: str) -> Check:
    return Check(CHECK_ID, CHECK_NAME, result, f"cross_check.{reason}", Obligation.OPTIONAL)
