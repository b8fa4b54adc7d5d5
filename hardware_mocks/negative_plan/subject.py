"""What a case lays before the reader: an honest chip, and everything that is changed about it before it is signed."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from types import MappingProxyType
from typing import Any

from hardware_mocks import issuer, personas, profiles
from hardware_mocks.card.file_system import FILE_IDS
from hardware_mocks.errors import UnknownName
from hardware_mocks.issuer import IssuedDocument
from hardware_mocks.issuing.certificates import revocation_list
from hardware_mocks.negative_plan import certificates, der, signed_objects
from hardware_mocks.negative_plan.certificates import Authority, CertificatePlan, no_edits
from hardware_mocks.negative_plan.signed_objects import HashListPlan, SigningPlan
from hardware_mocks.negative_plan.signing import PrivateKey, Scheme, private_key
from hardware_mocks.profiles import PaceOffer, Profile
from nfc_icao.encoding import tlv
from nfc_icao.evidence import EF_CARD_SECURITY, EF_SOD

_SIGNER_SERIAL_NUMBER = 0x0501
_REVOKED_AT = datetime(2026, 11, 1, tzinfo=UTC)


@dataclass(frozen=True, repr=False)
class Subject:
    """A case while it is made. Changes are functions from one subject to another."""

    document: IssuedDocument
    """The chip. Its EF.SOD is written by `finished`."""
    authority: Authority
    """Who signs the document signer's certificate."""
    signer_key: PrivateKey
    scheme: Scheme
    """Of EF.SOD."""
    hash_list: HashListPlan = field(default_factory=HashListPlan)
    digest: str = "sha256"
    named_by_key: bool = False
    """The signer is named by its key identifier instead of issuer and serial number."""
    with_certificate: bool = True
    certificate_edits: Mapping[str, bytes] = field(default_factory=no_edits)
    signed_data_edits: Mapping[str, bytes] = field(default_factory=no_edits)
    card_security: tuple[bytes, ...] | None = None
    """The SecurityInfos of EF.CardSecurity, DER each; None: the chip has no such file, or its own."""
    trusted: tuple[bytes, ...] = ()
    """Certificates in the reader's trust store."""
    revocation_lists: tuple[bytes, ...] = ()
    faults: tuple[str, ...] = ()
    """For `hardware_mocks.faults.faulty`."""
    printed: str | None = None
    """The persona whose code was scanned; None: nothing printed is compared."""
    link_delay_s: float = 0.0
    """What every command takes longer, in the time the reader measures."""

    @property
    def signer_certificate(self) -> bytes:
        """DER certificate of the document signer."""
        return certificates.certificate(
            CertificatePlan(
                subject=certificates.name("VN", "Document Signer PLAN"),
                key=self.signer_key,
                issuer=self.authority.name,
                issuer_key=self.authority.key,
                scheme=self.authority.scheme,
                serial_number=_SIGNER_SERIAL_NUMBER,
                edits=self.certificate_edits,
            )
        )

    def revocation_list(self) -> bytes:
        """A CRL of the demo authority that names the document signer."""
        demo = issuer.demo_authority()
        return revocation_list(demo.name, demo.key, [_SIGNER_SERIAL_NUMBER], _REVOKED_AT, 90)

    def signing_plan(self) -> SigningPlan:
        """How EF.SOD and EF.CardSecurity are signed."""
        return SigningPlan(
            key=self.signer_key,
            scheme=self.scheme,
            digest=self.digest,
            certificates=(self.signer_certificate,) if self.with_certificate else (),
            issuer=self.certificate_edits.get("issuer") or self.authority.name,
            serial_number=_SIGNER_SERIAL_NUMBER,
            key_identifier=certificates.key_identifier(self.signer_key) if self.named_by_key else None,
            edits=self.signed_data_edits,
        )

    def signed(self) -> Subject:
        """The same with an EF.SOD over its present data groups, and EF.CardSecurity when it is to have one."""
        plan = self.signing_plan()
        content = signed_objects.hash_list(self.document.data_groups, self.hash_list)
        signed = self.with_file(EF_SOD, signed_objects.ef_sod(content, plan))
        if self.card_security is None:
            return signed
        infos = der.set_of(*self.card_security)
        file = signed_objects.signed_data(signed_objects.ID_SECURITY_OBJECT, infos, plan)
        return signed.with_file(EF_CARD_SECURITY, file)

    def with_file(self, name: str, content: bytes | None) -> Subject:
        """The same with another content of a file; None takes it off the chip.

        Raises:
            UnknownName: the imagined chip has no such file, so that nobody would ever see it.
        """
        if name not in FILE_IDS:
            raise UnknownName(f"no file {name!r}; there are: {', '.join(FILE_IDS)}")
        files = dict(self.document.files)
        if content is None:
            files.pop(name, None)
        else:
            files[name] = content
        return dataclasses.replace(self, document=dataclasses.replace(self.document, files=MappingProxyType(files)))


def demo_authority() -> Authority:
    """The CSCA that demo trust directories hold."""
    demo = issuer.demo_authority()
    subject = tlv.parse(demo.certificate).children()[0].children()[5].encoded()
    return Authority(subject, demo.key.private, Scheme("ecdsa", demo.key.hash_name), demo.certificate)


@dataclass(frozen=True)
class Base:
    """A default configuration of the plan."""

    persona_id: str
    profile: str
    changed: Mapping[str, Any]
    """Fields of the profile that are otherwise."""


BASES: Mapping[str, Base] = MappingProxyType(
    {
        "eac": Base("passport", "passport-bac-pace", {"data_groups": (1, 2, 14), "pace": ()}),
        "eac+aa": Base("passport", "passport-bac-pace", {"data_groups": (1, 2, 14, 15), "pace": ()}),
        "aa": Base("passport", "passport-bac-pace", {"data_groups": (1, 2, 15), "pace": (), "chip_authentication": ()}),
        "pace": Base("passport", "passport-bac-pace", {"data_groups": (1, 2, 14), "bac": False}),
        "cam": Base(
            "passport",
            "passport-bac-pace",
            {
                "data_groups": (1, 2, 14),
                "bac": False,
                "pace": (PaceOffer("AES-128", 13, "CAM"),),
                "chip_authentication": (),
            },
        ),
        "card": Base("adult", "vietnam-2021", {}),
    }
)
"""`eac` and `eac+aa` are opened with BAC, as TR-03105-5.1 §4.3 and §4.4 have it, without the groups that need terminal
authentication; `aa` proves itself by active authentication alone, `cam` by PACE with chip authentication mapping alone.
`pace` is §4.5 with a chip authentication key; like `cam` it has no BAC to fall back on. `card` is the Vietnamese card.
"""


def profile_of(base: str) -> Profile:
    """The chip profile of a base.

    Raises:
        UnknownName: no such base.
    """
    if base not in BASES:
        raise UnknownName(f"no base {base!r}; there are: {', '.join(BASES)}")
    return dataclasses.replace(profiles.load(BASES[base].profile), **BASES[base].changed)


@cache
def base_subject(base: str) -> Subject:
    """The honest chip of a base, before any change.

    Raises:
        UnknownName: no such base.
    """
    profile = profile_of(base)
    return subject_of(BASES[base].persona_id, profile)


def subject_of(persona_id: str, profile: Profile) -> Subject:
    """An honest chip of this profile, trusted through the demo authority."""
    authority = demo_authority()
    return Subject(
        document=issuer.issue(personas.load(persona_id), profile),
        authority=authority,
        signer_key=private_key("signer", "ecdsa", 12),
        scheme=Scheme("ecdsa", "sha256"),
        trusted=(authority.certificate,),
    )
