"""DG14: the signed SecurityInfos (Doc 9303-10 §4.7.14)."""

from __future__ import annotations

from nfc_icao.errors import MalformedData
from nfc_icao.lds.data_group import open_data_group
from nfc_icao.lds.security_infos import ID_PK_DH, SecurityInfos, parse_security_infos


def parse_dg14(file: bytes) -> SecurityInfos:
    """Read the file DG14.

    Raises:
        MalformedData: it holds no SecurityInfos, not even one.
    """
    root = open_data_group(file, 14)
    infos = parse_security_infos(root.value)
    if infos == SecurityInfos():
        raise MalformedData("DG14 holds an empty set of SecurityInfos")
    return infos


def chip_key_remarks(infos: SecurityInfos) -> tuple[str, ...]:
    """Where keys and ChipAuthenticationInfos do not name each other (Doc 9303-11 §9.2.5, §9.2.6). Such a key is used
    all the same: the proof does not depend on its name."""
    named = {(info.protocol.key_agreement, info.key_id) for info in infos.chip_authentication}
    kinds = {kind for kind, _ in named}
    keys = [("DH" if key.oid == ID_PK_DH else "ECDH", key.key_id) for key in infos.chip_authentication_keys]
    unnamed = any(kind in kinds and (kind, key_id) not in named for kind, key_id in keys)
    return ("a chip authentication key under another identifier than its protocol",) if unnamed else ()
