"""SecurityInfos: which protocols a chip speaks (Doc 9303-11 §9.2), as found in EF.CardAccess, EF.CardSecurity and DG14.

A SET OF, so members come in any order. What we do not know is kept raw and does no harm; what we know must have its
structure. EF.CardAccess is not signed: it says how to knock, and proves nothing. Only DG14, once its hash is
confirmed, may be believed.
"""

from __future__ import annotations

from dataclasses import dataclass

from nfc_icao.encoding.tlv import Tlv
from nfc_icao.errors import MalformedData
from nfc_icao.lds import der

MAX_BYTES = 16 * 1024
MAX_INFOS = 64

ID_PK_DH = "0.4.0.127.0.7.2.2.1.1"
ID_PK_ECDH = "0.4.0.127.0.7.2.2.1.2"
ID_TA = "0.4.0.127.0.7.2.2.2"
ID_AA = "2.23.136.1.1.5"

_ID_CA = "0.4.0.127.0.7.2.2.3"
_ID_PACE = "0.4.0.127.0.7.2.2.4"
_CHIP_AUTHENTICATION_VERSIONS = (1, 2, 3)  # BSI TR-03110-3 §A.1.1.2; Doc 9303 knows the first.
_CIPHER_OF_ARC = {"1": "3DES", "2": "AES-128", "3": "AES-192", "4": "AES-256"}
_AGREEMENT_OF_CA_ARC = {"1": "DH", "2": "ECDH"}
_PACE_OF_ARC = {"1": ("DH", "GM"), "2": ("ECDH", "GM"), "3": ("DH", "IM"), "4": ("ECDH", "IM"), "6": ("ECDH", "CAM")}


@dataclass(frozen=True)
class Protocol:
    """What a PACE or chip authentication object identifier stands for."""

    key_agreement: str
    """`DH` or `ECDH`."""
    mapping: str | None
    """`GM`, `IM` or `CAM` under PACE; None under chip authentication."""
    cipher: str
    """Of the session it leads to: `3DES`, `AES-128`, `AES-192`, `AES-256`."""


PACE_PROTOCOLS = {
    f"{_ID_PACE}.{arc}.{cipher_arc}": Protocol(agreement, mapping, cipher)
    for arc, (agreement, mapping) in _PACE_OF_ARC.items()
    for cipher_arc, cipher in _CIPHER_OF_ARC.items()
    if not (mapping == "CAM" and cipher == "3DES")  # Doc 9303-11 §9.2.1: CAM exists with AES only.
}
"""id-PACE-… → protocol (Doc 9303-11 §9.2.1)."""

CHIP_AUTHENTICATION_PROTOCOLS = {
    f"{_ID_CA}.{arc}.{cipher_arc}": Protocol(agreement, None, cipher)
    for arc, agreement in _AGREEMENT_OF_CA_ARC.items()
    for cipher_arc, cipher in _CIPHER_OF_ARC.items()
}
"""id-CA-… → protocol (Doc 9303-11 §9.2.5)."""


@dataclass(frozen=True)
class PaceInfo:
    """PACEInfo (Doc 9303-11 §9.2.1)."""

    oid: str
    version: int
    parameter_id: int | None
    """Standardized domain parameters (§9.5.1), e.g. 13 for brainpoolP256r1; None when the chip brings its own."""

    @property
    def protocol(self) -> Protocol:
        return PACE_PROTOCOLS[self.oid]


@dataclass(frozen=True)
class PaceDomainParameterInfo:
    """PACEDomainParameterInfo (Doc 9303-11 §9.2.2): proprietary domain parameters. Kept, not used."""

    oid: str
    algorithm: bytes
    """DER AlgorithmIdentifier."""
    parameter_id: int | None


@dataclass(frozen=True)
class ChipAuthenticationInfo:
    """ChipAuthenticationInfo (Doc 9303-11 §9.2.5)."""

    oid: str
    version: int
    key_id: int | None

    @property
    def protocol(self) -> Protocol:
        return CHIP_AUTHENTICATION_PROTOCOLS[self.oid]


@dataclass(frozen=True)
class ChipAuthenticationPublicKey:
    """ChipAuthenticationPublicKeyInfo (Doc 9303-11 §9.2.6)."""

    oid: str
    """id-PK-DH or id-PK-ECDH."""
    spki: bytes
    """DER SubjectPublicKeyInfo."""
    key_id: int | None


@dataclass(frozen=True)
class ActiveAuthenticationInfo:
    """ActiveAuthenticationInfo (Doc 9303-11 §9.2.4): tells the hash of an ECDSA active authentication."""

    version: int
    signature_algorithm: str
    """Dotted object identifier."""


@dataclass(frozen=True)
class TerminalAuthenticationInfo:
    """TerminalAuthenticationInfo (Doc 9303-11 §9.2.7). Fingerprints stay closed to us; kept for the record."""

    version: int


@dataclass(frozen=True)
class UnknownSecurityInfo:
    """A SecurityInfo whose object identifier is not in our tables."""

    oid: str
    encoded: bytes
    """The whole SecurityInfo, DER."""


@dataclass(frozen=True)
class SecurityInfos:
    """All SecurityInfo of one file, sorted by kind; the order within a kind is the chip's."""

    pace: tuple[PaceInfo, ...] = ()
    pace_domain_parameters: tuple[PaceDomainParameterInfo, ...] = ()
    chip_authentication: tuple[ChipAuthenticationInfo, ...] = ()
    chip_authentication_keys: tuple[ChipAuthenticationPublicKey, ...] = ()
    active_authentication: ActiveAuthenticationInfo | None = None
    """The first, when a chip names several."""
    terminal_authentication: TerminalAuthenticationInfo | None = None
    unknown: tuple[UnknownSecurityInfo, ...] = ()


def parse_security_infos(data: bytes) -> SecurityInfos:
    """Read a DER `SET OF SecurityInfo`; bytes after it, as at the end of a card file, are ignored.

    Raises:
        MalformedData: not such a set, or a SecurityInfo we know without the members it must have.
    """
    entries = der.members(der.decode(data, MAX_BYTES, padded=True), der.SET)
    if len(entries) > MAX_INFOS:
        raise MalformedData(f"{len(entries)} SecurityInfos")
    infos = [_parse_one(entry) for entry in entries]
    return SecurityInfos(
        pace=tuple(info for info in infos if isinstance(info, PaceInfo)),
        pace_domain_parameters=tuple(info for info in infos if isinstance(info, PaceDomainParameterInfo)),
        chip_authentication=tuple(info for info in infos if isinstance(info, ChipAuthenticationInfo)),
        chip_authentication_keys=tuple(info for info in infos if isinstance(info, ChipAuthenticationPublicKey)),
        active_authentication=next((info for info in infos if isinstance(info, ActiveAuthenticationInfo)), None),
        terminal_authentication=next((info for info in infos if isinstance(info, TerminalAuthenticationInfo)), None),
        unknown=tuple(info for info in infos if isinstance(info, UnknownSecurityInfo)),
    )


SecurityInfo = (
    PaceInfo
    | PaceDomainParameterInfo
    | ChipAuthenticationInfo
    | ChipAuthenticationPublicKey
    | ActiveAuthenticationInfo
    | TerminalAuthenticationInfo
    | UnknownSecurityInfo
)


def _parse_one(entry: Tlv) -> SecurityInfo:
    """SecurityInfo ::= SEQUENCE { protocol OID, requiredData ANY, optionalData ANY OPTIONAL }"""
    protocol, required, *optional = der.members(entry, der.SEQUENCE, at_least=2)
    oid = der.object_identifier(protocol)
    info: SecurityInfo = UnknownSecurityInfo(oid, entry.encoded())
    if oid in PACE_PROTOCOLS:
        info = PaceInfo(oid, der.integer(required), _optional_integer(optional))
    elif oid in CHIP_AUTHENTICATION_PROTOCOLS:
        info = ChipAuthenticationInfo(oid, der.integer(required), _optional_integer(optional))
        if info.version not in _CHIP_AUTHENTICATION_VERSIONS:
            raise MalformedData("ChipAuthenticationInfo of a version that does not exist")
    elif oid in (ID_PK_DH, ID_PK_ECDH):
        spki = der.expect(required, der.SEQUENCE).encoded()
        info = ChipAuthenticationPublicKey(oid, spki, _optional_integer(optional))
    elif oid == ID_AA:
        if not optional:
            raise MalformedData("ActiveAuthenticationInfo names no signature algorithm")
        info = ActiveAuthenticationInfo(der.integer(required), der.object_identifier(optional[0]))
    elif oid == ID_TA:
        info = TerminalAuthenticationInfo(der.integer(required))
    elif oid.startswith(_ID_PACE + ".") and required.tag == der.SEQUENCE:
        info = PaceDomainParameterInfo(oid, required.encoded(), _optional_integer(optional))
    return info


def _optional_integer(optional: list[Tlv]) -> int | None:
    return der.integer(optional[0]) if optional else None
