"""C4: this chip holds the private key that the issuer signed for it (TR-03135-1 §5.6.4.1).

One proof is enough where the others were not offered or say nothing: active authentication, chip authentication, or
PACE with chip authentication mapping. The first two count only when the public key comes from a data group whose hash
is confirmed and whose signature leads to a trusted issuer, the third only when EF.CardSecurity's signature does: a
clone can bring a key of its own. A data group that EF.SOD lists and the chip will not show is how a clone would hide
that it has no key, so that is a failure.

A proof that fails is not outweighed by one that succeeds. The genuine chip holds all its keys; what answers one
challenge rightly and another wrongly reaches the genuine chip for one of them at most. A chip that *refuses* one proof
and passes another is left to a person: chips in the field refuse chip authentication for reasons of their own, and no
clone gains by passing the other.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from nfc_icao.errors import MalformedData
from nfc_icao.evidence import (
    EF_CARD_SECURITY,
    ActiveAuthenticationEvidence,
    ChipAuthenticationEvidence,
    PaceChipAuthenticationEvidence,
    dg,
)
from nfc_icao.lds.public_keys import parse_public_key
from nfc_icao.lds.security_infos import ActiveAuthenticationInfo, SecurityInfos
from nfc_icao.trust import Certificate, DefectKind, Result, UnsupportedAlgorithm
from nfc_icao.verifying.active_authentication import is_genuine_answer
from nfc_icao.verifying.chip_authentication_mapping import is_genuine_mapping, signed_keys
from nfc_icao.verifying.inspection import Inspection, Outcome, failed, not_supported, successful, undetermined
from nfc_icao.verifying.known_defects import excuse, is_known
from nfc_icao.verifying.passive_authentication import PassiveAuthentication
from nfc_icao.verifying.reasons import Reason
from nfc_icao.verifying.signed_files import SignedFile

_SUCCESS_STATUS = 0x9000
_DG_CHIP_AUTHENTICATION = 14
_DG_ACTIVE_AUTHENTICATION = 15
_NO_ANSWER_WRONG = (Reason.CHIP_KEYS_REVOKED,)
"""The answer was right and worth nothing; C19 says so, and another proof may still stand."""
_DECISIVE = (Reason.CHIP_WRONG_MAPPING, Reason.CHIP_CARD_SECURITY_WRONG)
"""What no other proof outweighs: the very session we read in began with a lie."""


class Proof(StrEnum):
    """How a chip may prove itself."""

    ACTIVE_AUTHENTICATION = "active_authentication"
    CHIP_AUTHENTICATION = "chip_authentication"
    CHIP_AUTHENTICATION_MAPPING = "chip_authentication_mapping"


@dataclass(frozen=True)
class ChipVerdict:
    """C4, and the proofs that failed, each for itself."""

    outcome: Outcome
    failed: tuple[Proof, ...] = ()


_REVOKED_BY = {
    Proof.ACTIVE_AUTHENTICATION: DefectKind.ACTIVE_AUTHENTICATION_KEYS_REVOKED,
    Proof.CHIP_AUTHENTICATION: DefectKind.CHIP_AUTHENTICATION_KEYS_REVOKED,
    Proof.CHIP_AUTHENTICATION_MAPPING: DefectKind.CHIP_AUTHENTICATION_KEYS_REVOKED,
}


def judge_chip(
    inspection: Inspection,
    usable_files: frozenset[str],
    passive: PassiveAuthentication,
    card_security: SignedFile | None,
    data_proven: bool,
) -> ChipVerdict:
    """Weigh the proofs. `card_security` is the verdict on EF.CardSecurity, None when there is none to judge;
    `data_proven` says that passive authentication of the data groups was successful."""
    signer = passive.file.signer
    judged = {
        Proof.ACTIVE_AUTHENTICATION: _judge_active(inspection, usable_files),
        Proof.CHIP_AUTHENTICATION: _judge_chip(inspection, usable_files),
        Proof.CHIP_AUTHENTICATION_MAPPING: _judge_mapping(inspection, signer, card_security),
    }
    offered = {
        proof: _without_revoked_keys(outcome, _REVOKED_BY[proof], signer, inspection)
        for proof, outcome in judged.items()
        if outcome is not None
    }
    failures = tuple(
        proof
        for proof, outcome in offered.items()
        if outcome.result is Result.FAILED and outcome.reason not in _NO_ANSWER_WRONG
    )
    return ChipVerdict(_weigh(inspection, offered, data_proven), failures)


def _weigh(inspection: Inspection, offered: Mapping[Proof, Outcome], data_proven: bool) -> Outcome:
    if any(inspection.is_hidden(number) for number in (_DG_CHIP_AUTHENTICATION, _DG_ACTIVE_AUTHENTICATION)):
        return failed(Reason.CHIP_KEY_HIDDEN)
    mapping = offered.get(Proof.CHIP_AUTHENTICATION_MAPPING)
    if mapping is not None and mapping.reason in _DECISIVE:
        return mapping
    if not offered:
        return not_supported(Reason.CHIP_NOT_OFFERED) if inspection.lds.sod else undetermined(Reason.CHIP_NOT_TRIED)
    weightiest = min(offered.values(), key=_weight)
    proven = any(outcome.result is Result.SUCCESSFUL for outcome in offered.values())
    if weightiest.reason is Reason.CHIP_REFUSED and proven:
        return undetermined(Reason.CHIP_REFUSED)
    if weightiest.result is Result.SUCCESSFUL and not data_proven:
        return undetermined(Reason.CHIP_DATA_NOT_PROVEN)
    return weightiest


def _weight(outcome: Outcome) -> tuple[int, bool]:
    """A wrong answer before a refusal, a refusal before a right answer, that before one that is worth nothing,
    undetermined last; of two undetermined, the one that was tried tells more."""
    if outcome.reason in _NO_ANSWER_WRONG:
        return 3, False
    if outcome.reason is Reason.CHIP_REFUSED:
        return 1, False
    order = {Result.FAILED: 0, Result.SUCCESSFUL: 2}
    return order.get(outcome.result, 4), outcome.reason is Reason.CHIP_NOT_TRIED


def _without_revoked_keys(
    outcome: Outcome, kind: DefectKind, signer: Certificate | None, inspection: Inspection
) -> Outcome:
    """A key that is known to be compromised proves nothing, however well it answers."""
    if outcome.result is Result.SUCCESSFUL and is_known(kind, signer, inspection.trust):
        return failed(Reason.CHIP_KEYS_REVOKED)
    return outcome


def _judge_active(inspection: Inspection, usable_files: frozenset[str]) -> Outcome | None:
    """Active authentication with the key of DG15; None when the document offers none."""
    if not inspection.lists_in_sod(_DG_ACTIVE_AUTHENTICATION):
        return None
    spki = inspection.lds.active_authentication_key
    evidence = inspection.reading.active_authentication
    if spki is None or evidence is None:
        return _unusable(inspection, _DG_ACTIVE_AUTHENTICATION)
    if dg(_DG_ACTIVE_AUTHENTICATION) not in usable_files:
        return undetermined(Reason.CHIP_DATA_NOT_PROVEN)
    if evidence.status_word != _SUCCESS_STATUS:
        return failed(Reason.CHIP_REFUSED)
    infos = inspection.lds.security_infos if dg(_DG_CHIP_AUTHENTICATION) in usable_files else None
    return _check_answer(spki, evidence, infos.active_authentication if infos else None)


def _check_answer(
    spki: bytes, evidence: ActiveAuthenticationEvidence, info: ActiveAuthenticationInfo | None
) -> Outcome:
    try:
        genuine = is_genuine_answer(parse_public_key(spki), evidence.challenge, evidence.response, info)
    except UnsupportedAlgorithm:
        return undetermined(Reason.CHIP_UNSUPPORTED_ALGORITHM)
    except MalformedData:
        return failed(Reason.CHIP_KEY_MALFORMED)
    return successful(Reason.CHIP_GENUINE) if genuine else failed(Reason.CHIP_WRONG_ANSWER)


def _judge_chip(inspection: Inspection, usable_files: frozenset[str]) -> Outcome | None:
    """Chip authentication with a key of DG14; None when the document offers none."""
    if not inspection.lists_in_sod(_DG_CHIP_AUTHENTICATION):
        return None
    infos = inspection.lds.security_infos
    if infos is not None and not infos.chip_authentication_keys:
        return None
    evidence = inspection.reading.chip_authentication
    if infos is None or evidence is None:
        return _unusable(inspection, _DG_CHIP_AUTHENTICATION)
    if dg(_DG_CHIP_AUTHENTICATION) not in usable_files:
        return undetermined(Reason.CHIP_DATA_NOT_PROVEN)
    if evidence.public_key_info not in [key.spki for key in infos.chip_authentication_keys]:
        return failed(Reason.CHIP_FOREIGN_KEY)
    return _believe_terminal(evidence)


def _believe_terminal(evidence: ChipAuthenticationEvidence) -> Outcome:
    """Chip authentication convinces the terminal that took part, and nobody else."""
    if not evidence.witnessed:
        return undetermined(Reason.CHIP_NOT_WITNESSED)
    if evidence.completed:
        return successful(Reason.CHIP_GENUINE)
    return failed(Reason.CHIP_REFUSED if evidence.refused else Reason.CHIP_WRONG_ANSWER)


def _judge_mapping(inspection: Inspection, signer: Certificate | None, file: SignedFile | None) -> Outcome | None:
    """PACE with chip authentication mapping, by the key of EF.CardSecurity; None when PACE ran without and the file,
    if it was read, is not wrong."""
    evidence = inspection.reading.pace_chip_authentication
    card_security = inspection.lds.card_security
    if card_security is None or file is None:
        return _no_card_security(inspection, signer) if evidence is not None else None
    if file.is_forged:  # Wrong whether or not it was needed: nobody but a forger shows such a file.
        return failed(Reason.CHIP_CARD_SECURITY_WRONG)
    if evidence is None:
        return None
    answer = _check_mapping(card_security.infos, evidence)
    if answer.result is not Result.SUCCESSFUL:
        return answer
    if file.result is not Result.SUCCESSFUL:
        return undetermined(Reason.CHIP_CARD_SECURITY_NOT_PROVEN)
    same_state = signer is None or file.signer is None or signer.issuer.country == file.signer.issuer.country
    return answer if same_state else failed(Reason.CHIP_FOREIGN_KEY)


def _check_mapping(infos: SecurityInfos, evidence: PaceChipAuthenticationEvidence) -> Outcome:
    try:
        keys = signed_keys(infos, evidence.parameter_id)
    except MalformedData:
        return failed(Reason.CHIP_KEY_MALFORMED)
    if not keys:
        return failed(Reason.CHIP_CARD_SECURITY_MALFORMED)
    if not evidence.witnessed:
        return undetermined(Reason.CHIP_NOT_WITNESSED)
    genuine = any(is_genuine_mapping(key, evidence) for key in keys)
    return successful(Reason.CHIP_GENUINE) if genuine else failed(Reason.CHIP_WRONG_MAPPING)


def _no_card_security(inspection: Inspection, signer: Certificate | None) -> Outcome:
    if EF_CARD_SECURITY in inspection.lds.problems:
        malformed = failed(Reason.CHIP_CARD_SECURITY_MALFORMED)
        return excuse(malformed, signer, inspection.trust, (DefectKind.CARD_SECURITY_MALFORMED,))
    if EF_CARD_SECURITY in inspection.reading.refusals:
        return failed(Reason.CHIP_CARD_SECURITY_MISSING)
    return undetermined(Reason.CHIP_CARD_SECURITY_MISSING)


def _unusable(inspection: Inspection, number: int) -> Outcome:
    """There is no key, or nothing was tried with it."""
    if dg(number) in inspection.lds.problems:
        return failed(Reason.CHIP_KEY_MALFORMED)
    return undetermined(Reason.CHIP_NOT_TRIED)
