"""The imagined issuing office: a persona goes in, the files and keys of their chip come out.

Everything is derived from a published seed, so the demo authority is the same on every machine: a reader in another
process trusts a card served from this one. Nothing here may ever be trusted outside a demonstration.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from hardware_mocks import profiles
from hardware_mocks.issuing import authority as authorities
from hardware_mocks.issuing import card_files, contents, security_infos
from hardware_mocks.issuing.authority import Authority, DocumentSigner
from hardware_mocks.issuing.chip_keys import ActiveKey, ChipKey, active_key, cam_key, chip_key
from hardware_mocks.issuing.data_groups import ef_com
from hardware_mocks.issuing.keys import PUBLISHED_SEED
from hardware_mocks.issuing.mrz import mrz_information
from hardware_mocks.issuing.security_object import ef_sod
from hardware_mocks.personas import Persona
from hardware_mocks.profiles import Profile
from nfc_icao.evidence import EF_CARD_ACCESS, EF_CARD_SECURITY, EF_COM, EF_SOD, dg

EF_ATR = "EF_ATR_INFO"
EF_DIR = "EF_DIR"
AUTHORITY_KINDS = authorities.KINDS
_FOREIGN_KEYS = "foreign-private-keys"
_CHANGED_PHOTO = "photo-changed-after-signing"


@dataclass(frozen=True, repr=False)
class IssuedDocument:
    """A chip's contents and secrets."""

    persona_id: str
    profile: Profile
    files: Mapping[str, bytes]
    """Files a reader can have, by the names a `ChipReading` uses, and `EF_ATR`, `EF_DIR`."""
    refused_files: Mapping[str, bytes]
    """Files the chip has and refuses: DG3, DG4."""
    absent_files: Mapping[str, bytes]
    """Files EF.COM and EF.SOD list, and the chip does not have."""
    csca_der: bytes
    """The certificate a reader must trust."""
    signer: DocumentSigner
    """Who signed EF.SOD and EF.CardSecurity."""
    signed_on: date
    can: str
    mrz_information: bytes
    """What BAC and PACE-MRZ keys are made from (Doc 9303-11 §4.3.2)."""
    chip_keys: tuple[ChipKey, ...]
    """What the chip holds for chip authentication; on a clone not what DG14 says."""
    pace_static_keys: Mapping[int, int]
    """SK_IC of chip authentication mapping, by standardized domain parameters."""
    active_key: ActiveKey
    """What the chip holds for active authentication; on a clone not what DG15 says."""

    @property
    def signer_der(self) -> bytes:
        """The certificate of the document signer, as EF.SOD carries it."""
        return self.signer.certificate

    @property
    def data_groups(self) -> dict[int, bytes]:
        """All data groups by number, those refused or absent included."""
        everything = {**self.files, **self.refused_files, **self.absent_files}
        return {int(name[2:]): content for name, content in everything.items() if name.startswith("DG")}

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
    keys = _keys(persona, kind, seed)
    csca = authority_of(persona, authority_kind, seed)
    signer = signer_of(persona, authority_kind, seed)
    signed_on = persona.document.date_of_issue
    published = contents.Published(keys.chip, keys.active)
    groups = {number: contents.data_group(number, persona, kind, published, seed) for number in kind.data_groups}
    files = {EF_COM: ef_com(kind.data_groups), EF_SOD: ef_sod(groups, signer, signed_on)}
    files |= _master_files(kind, keys, signer, signed_on)
    if _CHANGED_PHOTO in persona.chip.defects:
        groups[2] = contents.retouched_dg2(persona, kind)
    refused, absent = set(kind.refused_data_groups), set(kind.absent_data_groups)
    files |= {dg(number): content for number, content in groups.items() if number not in refused | absent}
    held = _keys(persona, kind, seed, foreign=True) if _FOREIGN_KEYS in persona.chip.defects else keys
    return IssuedDocument(
        persona_id=persona.id,
        profile=kind,
        files=MappingProxyType(files),
        refused_files=_chosen(groups, refused - absent),
        absent_files=_chosen(groups, absent),
        csca_der=csca.certificate,
        signer=signer,
        signed_on=signed_on,
        can=persona.can,
        mrz_information=mrz_information(
            persona.document.number, persona.date_of_birth_yymmdd, persona.date_of_expiry_yymmdd
        ),
        chip_keys=held.chip,
        pace_static_keys=MappingProxyType({key.offer.parameter_id: key.private for key in held.cam}),
        active_key=held.active,
    )


@dataclass(frozen=True, repr=False)
class _Keys:
    chip: tuple[ChipKey, ...]
    cam: tuple[ChipKey, ...]
    active: ActiveKey


def _keys(persona: Persona, profile: Profile, seed: str, *, foreign: bool = False) -> _Keys:
    owner = f"{persona.id}{'/foreign' if foreign else ''}"
    return _Keys(
        tuple(chip_key(seed, owner, offer) for offer in profile.chip_keys),
        tuple(cam_key(seed, owner, parameter_id) for parameter_id in profile.cam_parameter_ids),
        active_key(seed, owner, _aa_algorithm(persona, profile), profile, foreign=foreign),
    )


def _aa_algorithm(persona: Persona, profile: Profile) -> str:
    """ECDSA needs DG14 to name its hash (Doc 9303-11 §9.2.4); a profile without DG14 gets RSA."""
    if profile.active_authentication:
        return profile.active_authentication
    return persona.chip.active_authentication if 14 in profile.data_groups else "rsa-sha256"


def _master_files(kind: Profile, keys: _Keys, signer: DocumentSigner, signed_on: date) -> dict[str, bytes]:
    files: dict[str, bytes] = {}
    card_access = security_infos.ef_card_access(kind)
    if card_access is not None and kind.card_access_in != "none":
        files[EF_CARD_ACCESS] = card_access
    if keys.cam:
        files[EF_CARD_SECURITY] = card_files.ef_card_security(kind, keys.cam, signer, signed_on)
    if kind.ef_atr:
        files[EF_ATR] = card_files.ef_atr_info(kind)
    if kind.ef_dir:
        files[EF_DIR] = card_files.ef_dir()
    return files


def _chosen(groups: Mapping[int, bytes], numbers: set[int]) -> Mapping[str, bytes]:
    return MappingProxyType({dg(number): content for number, content in groups.items() if number in numbers})
