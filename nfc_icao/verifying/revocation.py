"""C9: whether the document signer was revoked (TR-03135-1 §5.6.4.3.5).

Evaluatory until an operator installs a revocation list; from then on it counts, and a stale list decides nothing.
"""

from __future__ import annotations

from datetime import datetime

from nfc_icao.errors import ChipError
from nfc_icao.trust import Certificate, TrustStore
from nfc_icao.trust.crl import RevocationList
from nfc_icao.verifying.inspection import Outcome, failed, successful, undetermined
from nfc_icao.verifying.reasons import Reason


def judge_revocation(
    signer: Certificate | None, issuer: Certificate | None, trust: TrustStore, time: datetime | None
) -> Outcome:
    """Look the signer up in the lists of its issuer. Revocation is final: a stale list that names the signer
    suffices."""
    if signer is None or issuer is None:
        return undetermined(Reason.PA_NO_TRUST_ANCHOR if signer is not None else Reason.PA_SIGNER_UNKNOWN)
    named = trust.find_revocation_lists(issuer)
    lists = [one for one in named if _is_genuine(one, issuer)]
    if not lists:
        return undetermined(Reason.PA_REVOCATION_LIST_WRONG if named else Reason.PA_NO_REVOCATION_LIST)
    if any(signer.serial_number in one.revoked_serial_numbers for one in lists):
        return failed(Reason.PA_SIGNER_REVOKED)
    if time is None:
        return undetermined(Reason.PA_CLOCK_UNTRUSTED)
    next_update = lists[0].next_update
    if next_update is None or next_update < time:
        return undetermined(Reason.PA_REVOCATION_LIST_STALE)
    return successful(Reason.PA_NOT_REVOKED)


def _is_genuine(revocation_list: RevocationList, issuer: Certificate) -> bool:
    try:
        return revocation_list.is_signed_by(issuer.public_key())
    except ChipError:  # Of a key or algorithm we do not verify: as good as unsigned.
        return False
