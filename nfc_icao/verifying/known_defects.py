"""C19: what is known to be wrong with documents of this signer (TR-03135-1 §5.8), and what it excuses elsewhere.

A known error of production turns a failure it explains into "undetermined", never into a success. Keys known to be
compromised prove nothing, however well they answer. Without a defect list the check is logged and not counted.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from nfc_icao.trust import Certificate, Check, Defect, DefectKind, Obligation, Result, TrustStore
from nfc_icao.verifying.inspection import Outcome, failed, not_supported, successful, undetermined
from nfc_icao.verifying.reasons import Reason

_REVOKED_FOR_GOOD = frozenset({0, 2, 3, 4})
"""TR-03129-2 status codes that make a signer untrusted; 1 (on hold), 5 and those from 32 on decide nothing."""
_KEYS = frozenset({DefectKind.ACTIVE_AUTHENTICATION_KEYS_REVOKED, DefectKind.CHIP_AUTHENTICATION_KEYS_REVOKED})


def check_defects(signer: Certificate | None, trust: TrustStore, time: datetime | None) -> Check:
    """C19."""
    if not trust.defect_lists:
        return not_supported(Reason.NOT_DONE).as_check("C19", Obligation.EVALUATORY)
    return _judge(signer, trust, time).as_check("C19")


def _judge(signer: Certificate | None, trust: TrustStore, time: datetime | None) -> Outcome:
    if signer is None:
        return undetermined(Reason.PA_SIGNER_UNKNOWN)
    known = trust.find_defects(signer)
    return _weigh(known) if known else _nothing_known(trust, time)


def _weigh(known: Collection[Defect]) -> Outcome:
    revocation = revoked_by_defect_list(known)
    if revocation is not None and revocation.result is Result.FAILED:
        return revocation
    if any(defect.kind in _KEYS for defect in known):
        return failed(Reason.DEFECT_KEYS_REVOKED)
    return revocation or undetermined(Reason.DEFECT_KNOWN)


def _nothing_known(trust: TrustStore, time: datetime | None) -> Outcome:
    limits = [one.valid_until for one in trust.defect_lists if one.valid_until is not None]
    if limits and time is None:
        return undetermined(Reason.PA_CLOCK_UNTRUSTED)
    if time is not None and any(limit < time for limit in limits):
        return undetermined(Reason.DEFECT_LIST_STALE)
    return successful(Reason.DEFECT_NONE_KNOWN)


def revoked_by_defect_list(known: Collection[Defect]) -> Outcome | None:
    """What defect lists say about revocation of a signer (also C9); None when nothing."""
    statuses = [defect.status or 0 for defect in known if defect.kind is DefectKind.SIGNER_REVOKED]
    if not statuses:
        return None
    if _REVOKED_FOR_GOOD.intersection(statuses):
        return failed(Reason.PA_SIGNER_REVOKED)
    return undetermined(Reason.DEFECT_SIGNER_ON_HOLD)


def is_known(kind: DefectKind, signer: Certificate | None, trust: TrustStore) -> bool:
    """Whether documents of this signer have such a defect."""
    return signer is not None and any(defect.kind is kind for defect in trust.find_defects(signer))


def excuse(outcome: Outcome, signer: Certificate | None, trust: TrustStore, kinds: Collection[DefectKind]) -> Outcome:
    """`outcome`, or undetermined when it failed and one of `kinds` is known of this signer's documents."""
    if outcome.result is Result.FAILED and any(is_known(kind, signer, trust) for kind in kinds):
        return undetermined(Reason.DEFECT_KNOWN)
    return outcome
