"""Defect lists as states exchange them: CMS SignedData over a DefectList (BSI TR-03129-2, id-DefectList).

    DefectList ::= SEQUENCE { version, hashAlg OID, defects SET OF Defect }
    Defect ::= SEQUENCE { signerIdentifier, certificateHash OCTET STRING OPTIONAL, knownDefects SET OF KnownDefect }
    KnownDefect ::= SEQUENCE { defectType OID, parameters ANY OPTIONAL }

Taken apart here; `signed_lists` verifies. Kinds of defect that change no verdict of ours (eID functions, powering down)
are passed over.
"""

from __future__ import annotations

from nfc_icao.encoding import tlv
from nfc_icao.encoding.tlv import Tlv
from nfc_icao.errors import LimitExceeded, MalformedData
from nfc_icao.lds import der
from nfc_icao.lds.cms import SignedData, parse_signed_data, parse_signer_identifier
from nfc_icao.lds.files import DATA_GROUP_TAGS
from nfc_icao.trust.defects import MAX_DEFECTS, Defect, DefectKind, DefectList, SignerReference

MAX_BYTES = 8 * 1024 * 1024

ID_DEFECT_LIST = "0.4.0.127.0.7.3.1.5"
_KINDS = {
    f"{ID_DEFECT_LIST}.1.1": DefectKind.SIGNER_REVOKED,
    f"{ID_DEFECT_LIST}.1.2": DefectKind.SIGNER_REPLACED,
    f"{ID_DEFECT_LIST}.1.3": DefectKind.CHIP_AUTHENTICATION_KEYS_REVOKED,
    f"{ID_DEFECT_LIST}.1.4": DefectKind.ACTIVE_AUTHENTICATION_KEYS_REVOKED,
    f"{ID_DEFECT_LIST}.2.1": DefectKind.DATA_GROUPS_MALFORMED,
    f"{ID_DEFECT_LIST}.2.2": DefectKind.SECURITY_OBJECT_INVALID,
    f"{ID_DEFECT_LIST}.4.1": DefectKind.CARD_SECURITY_MALFORMED,
}
_ID_SHA_256 = "2.16.840.1.101.3.4.2.1"
_ENUMERATED = 0x0A


def parse_defect_list(data: bytes) -> tuple[SignedData, DefectList]:
    """Read a signed defect list; the signature is not looked at.

    Raises:
        MalformedData: it is not one.
    """
    if len(data) > MAX_BYTES:
        raise LimitExceeded(f"a defect list of {len(data)} bytes")
    signed_data = parse_signed_data(data[: tlv.parse_header(data).total_length], MAX_BYTES)
    if signed_data.content_type != ID_DEFECT_LIST:
        raise MalformedData("a SignedData that is no defect list")
    root = tlv.parse(signed_data.content)  # Its entries may be too many for `der.decode`; each passes it alone.
    _, algorithm, entries = der.members(root, der.SEQUENCE, at_least=3)[:3]
    hashed_by = der.object_identifier(algorithm)
    raw_entries = der.raw_members(der.expect(entries, der.SET).value)
    if len(raw_entries) > MAX_DEFECTS:
        raise LimitExceeded(f"{len(raw_entries)} entries in a defect list")
    defects = [defect for raw in raw_entries for defect in _entry(raw, hashed_by)]
    signed = [one.signed_attributes.signing_time for one in signed_data.signers if one.signed_attributes]
    return signed_data, DefectList("", next(iter(signed), None), None, tuple(defects))


def _entry(raw: bytes, hashed_by: str) -> list[Defect]:
    members = list(der.members(der.decode(raw, MAX_BYTES), der.SEQUENCE, at_least=2))
    issuer, serial_number, key_identifier = parse_signer_identifier(members[0])
    certificate_hash = der.octets(members[1]) if members[1].tag == der.OCTET_STRING else None
    signer = SignerReference(
        sha256=certificate_hash if hashed_by == _ID_SHA_256 else None,
        subject_key_identifier=key_identifier,
        issuer_der=issuer,
        serial_number=serial_number,
    )
    known = (der.members(node, der.SEQUENCE, at_least=1) for node in der.members(members[-1], der.SET))
    found = [_known_defect(signer, der.object_identifier(kind), parameters) for kind, *parameters in known]
    return [defect for defect in found if defect is not None]


def _known_defect(signer: SignerReference, oid: str, parameters: list[Tlv]) -> Defect | None:
    kind = _KINDS.get(oid)
    if kind is None:
        return None
    status, data_groups = None, frozenset[int]()
    if kind is DefectKind.SIGNER_REVOKED:
        status = _status(parameters)
    elif kind is DefectKind.DATA_GROUPS_MALFORMED and parameters:
        data_groups = frozenset(der.integer(node) for node in parameters[0].children() if node.tag == der.INTEGER)
        data_groups &= frozenset(DATA_GROUP_TAGS)
    return Defect(signer, kind, status, data_groups)


def _status(parameters: list[Tlv]) -> int:
    """StatusCode ::= ENUMERATED; bare, or as the first member of a SEQUENCE. Without one, nothing is indicated: 0."""
    nodes = [node for one in parameters for node in (one.children() if one.tag == der.SEQUENCE else (one,))]
    code = next((node.value for node in nodes if node.tag in (_ENUMERATED, der.INTEGER)), b"\x00")
    return int.from_bytes(code[:4], "big")
