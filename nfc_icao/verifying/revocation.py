"""C9: whether the document signer was revoked (TR-03135-1 §5.6.4.3.5), by a CRL or a defect list.

Evaluatory until an operator installs a revocation list; from then on it counts, and a stale list decides nothing. A
defect list that names the signer counts on its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from nfc_icao.errors import ChipError
from nfc_icao.trust import Certificate, Obligation, TrustStore
from nfc_icao.trust.certificates import CRL_SIGN
from nfc_icao.trust.crl import RevocationList
from nfc_icao.verifying.inspection import Outcome, failed, successful, undetermined
from nfc_icao.verifying.known_defects import revoked_by_defect_list
from nfc_icao.verifying.reasons import Reason


@dataclass(frozen=True)
class Revocation:
    """What is known, and whether it counts."""

    outcome: Outcome
    obligation: Obligation


def judge_revocation(
    signer: Certificate | None, issuer: Certificate | None, trust: TrustStore, time: datetime | None
) -> Revocation:
    """Look the signer up in defect lists and in the lists of its issuer. Revocation is final: a stale list that names
    the signer suffices."""
    by_defect = revoked_by_defect_list(trust.find_defects(signer)) if signer is not None else None
    if by_defect is not None:
        return Revocation(by_defect, Obligation.MANDATORY)
    obligation = Obligation.MANDATORY if trust.revocation_lists else Obligation.EVALUATORY
    return Revocation(_look_up(signer, issuer, trust, time), obligation)


def _look_up(
    signer: Certificate | None, issuer: Certificate | None, trust: TrustStore, time: datetime | None
) -> Outcome:
    if signer is None or issuer is None:
        return undetermined(Reason.PA_NO_TRUST_ANCHOR if signer is not None else Reason.PA_SIGNER_UNKNOWN)
    named = trust.find_revocation_lists(issuer)
    lists = [one for one in named if _is_genuine(one, issuer, trust)]
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


def _is_genuine(revocation_list: RevocationList, issuer: Certificate, trust: TrustStore) -> bool:
    """Signed by the authority, with the key that signed the document signer or a newer one (Doc 9303-12 §7.1.4)."""
    return any(_is_signed_by(revocation_list, one) for one in trust.find_generations(issuer))


def _is_signed_by(revocation_list: RevocationList, authority: Certificate) -> bool:
    if authority.key_usage is not None and CRL_SIGN not in authority.key_usage:
        return False
    try:
        return revocation_list.is_signed_by(authority.public_key())
    except ChipError:  # Of a key or algorithm we do not verify: as good as unsigned.
        return False
