"""C2 and C3: how the chip was opened, and whether its offer was altered on the way (TR-03135-1 §5.6.3.1).

The protocol that was used is successful; the other one is logged and not counted. EF.CardAccess is unsigned: where DG14
repeats the offer under the issuer's signature, the two must agree, or somebody between us and the chip chose for us.
"""

from __future__ import annotations

from nfc_icao.evidence import dg
from nfc_icao.trust import Check, Obligation
from nfc_icao.verifying.inspection import Inspection, Outcome, failed, not_supported, successful, undetermined
from nfc_icao.verifying.reasons import Reason

_PACE = "PACE"


def check_access(inspection: Inspection, usable_files: frozenset[str]) -> tuple[Check, Check]:
    """C2 and C3."""
    other = not_supported(Reason.ACCESS_OTHER_PROTOCOL_USED)
    used = successful(Reason.ACCESS_USED)
    altered = _offer_altered(inspection, usable_files)
    if inspection.reading.access.protocol == _PACE:
        return other.as_check("C2", Obligation.EVALUATORY), (altered or used).as_check("C3")
    obligation = Obligation.MANDATORY if altered is not None and altered.reason is Reason.ACCESS_OFFER_ALTERED else None
    return used.as_check("C2"), (altered or other).as_check("C3", obligation or Obligation.EVALUATORY)


def _offer_altered(inspection: Inspection, usable_files: frozenset[str]) -> Outcome | None:
    """Compare the PACE offer of EF.CardAccess with the signed one in DG14; None when nothing speaks against it.

    Many documents leave PACE out of DG14; then there is nothing to compare.
    """
    signed = inspection.lds.security_infos if dg(14) in usable_files else None
    if signed is None or not signed.pace:
        return None
    offered = inspection.lds.card_access
    if offered is not None:
        return failed(Reason.ACCESS_OFFER_ALTERED) if set(offered.pace) != set(signed.pace) else None
    if inspection.reading.access.protocol != _PACE:
        return undetermined(Reason.ACCESS_PACE_HIDDEN)
    return None
