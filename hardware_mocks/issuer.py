"""The imagined issuing office: a persona goes in, the files and keys of their chip come out.

Everything is derived from a published seed, so the demo authority is the same on every machine: a reader in another
process trusts a card served from this one. Nothing here may ever be trusted outside a demonstration.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa

from hardware_mocks import portraits, profiles
from hardware_mocks.curves import StandardCurve, standard_curve
from hardware_mocks.issuing import authority as authorities
from hardware_mocks.issuing import data_groups as writing
from hardware_mocks.issuing import security_infos
from hardware_mocks.issuing.authority import Authority, DocumentSigner
from hardware_mocks.issuing.dg13 import dg13
from hardware_mocks.issuing.keys import PUBLISHED_SEED, derive_bytes, derive_scalar, derived_ec_key, stored_rsa_key
from hardware_mocks.issuing.mrz import mrz_information
from hardware_mocks.issuing.security_object import ef_sod
from hardware_mocks.personas import Persona
from hardware_mocks.profiles import Profile
from nfc_icao.evidence import EF_CARD_ACCESS, EF_COM, EF_SOD, dg

EF_ATR = "EF_ATR"
AUTHORITY_KINDS = authorities.KINDS
_FOREIGN_KEYS = "foreign-private-keys"
_CHANGED_PHOTO = "photo-changed-after-signing"
_AA_CURVE = 12

ActiveAuthenticationKey = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey


@dataclass(frozen=True, repr=False)
class IssuedDocument:
    """A chip's contents and secrets."""

    persona_id: str
    profile: Profile
    files: Mapping[str, bytes]
    """Files a reader can have, by the names a `ChipReading` uses, and `EF_ATR`."""
    refused_files: Mapping[str, bytes]
    """Files the chip lists and refuses: DG3."""
    csca_der: bytes
    """The certificate a reader must trust."""
    signer: DocumentSigner
    """Who signed EF.SOD."""
    signed_on: date
    can: str
    mrz_information: bytes
    """What BAC and PACE-MRZ keys are made from (Doc 9303-11 §4.3.2)."""
    chip_authentication_curve: StandardCurve
    chip_authentication_scalar: int
    active_authentication_key: ActiveAuthenticationKey
    active_authentication_hash: str
    """`sha1` or `sha256`."""

    @property
    def signer_der(self) -> bytes:
        """The certificate of the document signer, as EF.SOD carries it."""
        return self.signer.certificate

    @property
    def data_groups(self) -> dict[int, bytes]:
        """All data groups by number, those refused included."""
        contents = {**self.files, **self.refused_files}
        return {int(name[2:]): content for name, content in contents.items() if name.startswith("DG")}

    def __repr__(self) -> str:
        return f"IssuedDocument({self.persona_id}, {self.profile.name}, {len(self.files)} files)"


def demo_csca_der() -> bytes:
    """The CSCA certificate that demo trust directories hold: the same on every machine and in every run."""
    return authorities.authority().certificate


def demo_authority() -> Authority:
    """The authority behind `demo_csca_der`."""
    return authorities.authority()


def authority_of(persona: Persona, kind: str = "ecdsa-p384", seed: str = PUBLISHED_SEED) -> Authority:
    """Who signs this persona's chip.

    Raises:
        UnknownName: `kind` is none of `AUTHORITY_KINDS`.
    """
    name = authorities.UNKNOWN_NAME if persona.chip.signer == "unknown" else authorities.DEMO_NAME
    return authorities.authority(kind, name, seed)


def signer_of(persona: Persona, kind: str = "ecdsa-p384", seed: str = PUBLISHED_SEED) -> DocumentSigner:
    """The document signer of this persona's chip."""
    expired = persona.chip.signer == "expired"
    return authority_of(persona, kind, seed).signer(persona.document.date_of_issue.year, expired=expired)


def issue(
    persona: Persona,
    profile: Profile | str | None = None,
    *,
    authority_kind: str = "ecdsa-p384",
    seed: str = PUBLISHED_SEED,
) -> IssuedDocument:
    """Make the chip of `persona`, of their own profile or of another.

    Raises:
        UnknownName: no such profile or kind of authority.
    """
    kind = profile if isinstance(profile, Profile) else profiles.load(profile or persona.chip.profile)
    keys = _chip_keys(persona, kind, seed)
    csca = authority_of(persona, authority_kind, seed)
    signer = signer_of(persona, authority_kind, seed)
    groups = {number: _data_group(number, persona, kind, keys, seed) for number in kind.data_groups}
    sod = ef_sod(groups, signer, persona.document.date_of_issue)
    if _CHANGED_PHOTO in persona.chip.defects:
        groups[2] = _dg2(persona, portraits.retouched_jpeg(persona.look), "jpeg")
    files = {EF_COM: writing.ef_com(kind.data_groups), EF_SOD: sod}
    files |= {dg(number): content for number, content in groups.items() if number != 3}
    card_access = security_infos.ef_card_access(kind)
    if card_access is not None:
        files[EF_CARD_ACCESS] = card_access
    if kind.ef_atr:
        files[EF_ATR] = security_infos.ef_atr_info(kind)
    held = _chip_keys(persona, kind, seed, foreign=True) if _FOREIGN_KEYS in persona.chip.defects else keys
    return IssuedDocument(
        persona_id=persona.id,
        profile=kind,
        files=MappingProxyType(files),
        refused_files=MappingProxyType({dg(3): groups[3]} if 3 in groups else {}),
        csca_der=csca.certificate,
        signer=signer,
        signed_on=persona.document.date_of_issue,
        can=persona.can,
        mrz_information=mrz_information(
            persona.document.number, persona.date_of_birth_yymmdd, persona.date_of_expiry_yymmdd
        ),
        chip_authentication_curve=held.curve,
        chip_authentication_scalar=held.scalar,
        active_authentication_key=held.active,
        active_authentication_hash="sha1" if _aa_algorithm(persona, kind) == "rsa-sha1" else "sha256",
    )


@dataclass(frozen=True, repr=False)
class _ChipKeys:
    curve: StandardCurve
    scalar: int
    active: ActiveAuthenticationKey


def _aa_algorithm(persona: Persona, profile: Profile) -> str:
    """ECDSA needs DG14 to name its hash (Doc 9303-11 §9.2.4); a profile without DG14 gets RSA."""
    return persona.chip.active_authentication if 14 in profile.data_groups else "rsa-sha256"


def _chip_keys(persona: Persona, profile: Profile, seed: str, *, foreign: bool = False) -> _ChipKeys:
    owner = f"{persona.id}{'/foreign' if foreign else ''}"
    curve = standard_curve(profile.chip_authentication_parameter_id)
    active: ActiveAuthenticationKey
    if _aa_algorithm(persona, profile).startswith("rsa"):
        active = stored_rsa_key(f"active_authentication_{'other_' if foreign else ''}1536")
    else:
        active = derived_ec_key(seed, f"active/{owner}", _AA_CURVE)
    return _ChipKeys(curve, derive_scalar(seed, f"chip/{owner}", curve.order), active)


def _data_group(number: int, persona: Persona, profile: Profile, keys: _ChipKeys, seed: str) -> bytes:
    if number == 1:
        return writing.dg1(persona.mrz())
    if number == 2:
        return _dg2(persona, persona.portrait(), persona.chip.image_format)
    if number == 3:
        return writing.dg3_unreadable(derive_bytes(seed, f"dg3/{persona.id}", 64))
    if number == 13:
        return dg13(persona)
    if number == 14:
        point = keys.curve.encode(keys.curve.multiply(keys.scalar))
        ecdsa = _aa_algorithm(persona, profile).startswith("ecdsa")
        return security_infos.dg14(profile, point, ecdsa_active_authentication=ecdsa)
    return writing.dg15(
        keys.active.public_key().public_bytes(
            serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
        )
    )


def _dg2(persona: Persona, image: bytes, image_format: str) -> bytes:
    female = persona.person.sex == "Nữ"
    return writing.dg2(image, image_format, portraits.WIDTH, portraits.HEIGHT, female=female)
