"""PACE with chip authentication mapping: does the chip hold the key of EF.CardSecurity (Doc 9303-11 §4.4.3.5)?

During PACE the chip sends CA_IC, its mapping secret divided by its static secret. The static public key PK_IC of
EF.CardSecurity times CA_IC must then be the mapping public key the chip used. Only the holder of the static secret can
have made CA_IC; the mapping key was this session's, so only this terminal is convinced.
"""

from __future__ import annotations

from nfc_icao.errors import MalformedData
from nfc_icao.evidence import PaceChipAuthenticationEvidence
from nfc_icao.lds.public_keys import EcPublicKey, parse_public_key
from nfc_icao.lds.security_infos import SecurityInfos


def signed_keys(infos: SecurityInfos, parameter_id: int) -> tuple[EcPublicKey, ...]:
    """The keys of EF.CardSecurity on the curve PACE ran on; there is one in a document that keeps to the standard.

    Raises:
        MalformedData: a key is broken.
    """
    keys = (parse_public_key(key.spki) for key in infos.chip_authentication_keys)
    return tuple(key for key in keys if isinstance(key, EcPublicKey) and key.domain.parameter_id == parameter_id)


def is_genuine_mapping(key: EcPublicKey, evidence: PaceChipAuthenticationEvidence) -> bool:
    """PK_map_IC = KA(CA_IC, PK_IC, D_IC)."""
    ca_ic = int.from_bytes(evidence.ca_ic, "big")
    if not 0 < ca_ic < key.domain.order:
        return False
    try:
        return key.domain.multiply(key.point, ca_ic) == key.domain.decode(evidence.pk_map_ic)
    except MalformedData:
        return False
