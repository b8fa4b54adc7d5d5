"""C2 and C3: how the chip was opened, and whether its offer was altered on the way (TR-03135-1 §5.6.3.1).

The protocol that was used is successful; the other one is logged and not counted. EF.CardAccess is unsigned: where DG14
or EF.CardSecurity repeats the offer under the issuer's signature, the two must agree, or somebody between us and the
chip chose for us. BAC after a PACE that failed is said and not counted: what was read is proven by its signatures, and
only an eavesdropper gains from the weaker session.
"""

from __future__ import annotations

from nfc_icao.evidence import EF_CARD_ACCESS, dg
from nfc_icao.lds.security_infos import PaceInfo
from nfc_icao.trust import Check, Obligation
from nfc_icao.verifying.inspection import Inspection, Outcome, failed, not_supported, successful, undetermined
from nfc_icao.verifying.reasons import Reason
from nfc_icao.verifying.signed_files import SignedFile

_PACE = "PACE"


def check_access(
    inspection: Inspection, usable_files: frozenset[str], card_security: SignedFile | None
) -> tuple[Check, Check]:
    """C2 and C3. `card_security` is the verdict on EF.CardSecurity, None when there is none to judge."""
    other = not_supported(Reason.ACCESS_OTHER_PROTOCOL_USED)
    used = successful(Reason.ACCESS_USED)
    altered = _offer_altered(inspection, usable_files, card_security)
    if inspection.reading.access.protocol == _PACE:
        return other.as_check("C2", Obligation.EVALUATORY), (altered or used).as_check("C3")
    if inspection.reading.access.protocol is None:
        # Access control is the issuer's choice (Doc 9303-11 §4): without it nothing is less genuine, only less private.
        none_needed = not_supported(Reason.ACCESS_OPEN)
        c3 = none_needed.as_check("C3", Obligation.EVALUATORY) if altered is None else altered.as_check("C3")
        return none_needed.as_check("C2", Obligation.EVALUATORY), c3
    if altered is not None:
        return used.as_check("C2"), altered.as_check("C3")
    if inspection.reading.access.fell_back and EF_CARD_ACCESS in inspection.reading.files:
        # Doc 9303-11 §4.2: PACE is used when both support it. The chip's own offer counts; that a chip which offers
        # nothing refused parameters we had guessed says nothing about it.
        return used.as_check("C2"), undetermined(Reason.ACCESS_PACE_FAILED).as_check("C3")
    return used.as_check("C2"), other.as_check("C3", Obligation.EVALUATORY)


def _offer_altered(
    inspection: Inspection, usable_files: frozenset[str], card_security: SignedFile | None
) -> Outcome | None:
    """Compare the PACE offer of EF.CardAccess with the signed ones; None when nothing speaks against it.

    Many documents leave PACE out of DG14 and have no EF.CardSecurity; then there is nothing to compare.
    """
    signed = _signed_offers(inspection, usable_files, card_security)
    if not signed:
        return None
    offered = inspection.lds.card_access
    if offered is not None:
        if any(offer - set(offered.pace) for offer in signed):
            return failed(Reason.ACCESS_OFFER_STRIPPED)
        if any(set(offered.pace) != offer for offer in signed):
            return failed(Reason.ACCESS_OFFER_ALTERED)
        return None
    if inspection.reading.access.protocol != _PACE:
        return undetermined(Reason.ACCESS_PACE_HIDDEN)
    return None


def _signed_offers(
    inspection: Inspection, usable_files: frozenset[str], card_security: SignedFile | None
) -> list[set[PaceInfo]]:
    """The PACE offers under a signature that holds.

    A DG14 without any says nothing; EF.CardSecurity must repeat all of EF.CardAccess (Doc 9303-11 §9.2.9).
    """
    infos = []
    if dg(14) in usable_files and inspection.lds.security_infos is not None and inspection.lds.security_infos.pace:
        infos.append(inspection.lds.security_infos)
    if inspection.lds.card_security is not None and card_security is not None and not card_security.is_forged:
        infos.append(inspection.lds.card_security.infos)
    return [set(one.pace) for one in infos]
