"""The imagined issuing authority: one CSCA of each kind, and its document signers.

The kinds follow what 588 real CSCAs look like: named P-384 (the Vietnamese identity card), explicit brainpool (the
Vietnamese passport), RSA with PKCS #1 and with PSS.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache

from hardware_mocks.errors import UnknownName
from hardware_mocks.issuing.certificates import (
    AUTHORITY_COUNTRY,
    CertificateRequest,
    Validity,
    certificate,
    revocation_list,
    serial_number,
)
from hardware_mocks.issuing.keys import PUBLISHED_SEED, SigningKey, derived_ec_key, stored_rsa_key

KINDS = ("ecdsa-p384", "brainpool-explicit", "rsa", "rsa-pss")
DEMO_NAME = "CSCA Viet Nam TEST"
UNKNOWN_NAME = "CSCA Khong Ai Biet TEST"
_CSCA_VALIDITY = Validity(date(2021, 1, 1), date(2046, 1, 1))
_CSCA_USE = Validity(date(2021, 1, 1), date(2041, 1, 1))
_SIGNER_YEARS = 18
_EXPIRED_SIGNER = Validity(date(2021, 1, 4), date(2024, 1, 4))


@dataclass(frozen=True, repr=False)
class DocumentSigner:
    """A key that signs security objects, with its certificate."""

    key: SigningKey
    certificate: bytes
    serial_number: int


@dataclass(frozen=True, repr=False)
class Authority:
    """A CSCA: name, key, self-signed certificate."""

    name: str
    kind: str
    seed: str
    key: SigningKey
    certificate: bytes

    def signer(self, year: int, *, expired: bool = False, country: str = AUTHORITY_COUNTRY) -> DocumentSigner:
        """The document signer used for cards issued in `year`; with `expired`, one whose certificate ended in 2024."""
        return _signer(self, year, expired, country)

    def revocation_list(self, *signers: DocumentSigner, at: datetime | None = None, days: int = 90) -> bytes:
        """A CRL naming `signers`, issued at `at` (default: the first day of 2026)."""
        moment = at or datetime(2026, 1, 1, tzinfo=UTC)
        return revocation_list(self.name, self.key, (signer.serial_number for signer in signers), moment, days)


def authority(kind: str = "ecdsa-p384", name: str = DEMO_NAME, seed: str = PUBLISHED_SEED) -> Authority:
    """The CSCA of this kind.

    Raises:
        UnknownName: `kind` is none of `KINDS`.
    """
    return _authority(kind, name, seed)


@cache
def _authority(kind: str, name: str, seed: str) -> Authority:
    key = _csca_key(kind, name, seed)
    request = CertificateRequest(
        common_name=name,
        serial_label=f"{seed}/{name}/{kind}",
        validity=_CSCA_VALIDITY,
        private_key_usage=_CSCA_USE,
        is_authority=True,
    )
    return Authority(name, kind, seed, key, certificate(request, key, key, name))


def _csca_key(kind: str, name: str, seed: str) -> SigningKey:
    if kind == "ecdsa-p384":
        return SigningKey(derived_ec_key(seed, f"csca/{name}", 15), "sha384")
    if kind == "brainpool-explicit":
        return SigningKey(derived_ec_key(seed, f"csca/{name}", 17), "sha512", explicit_parameter_id=17)
    if kind in {"rsa", "rsa-pss"}:
        return SigningKey(stored_rsa_key("csca_3072"), "sha256", pss=kind == "rsa-pss")
    raise UnknownName(f"no kind of CSCA {kind!r}; there are: {', '.join(KINDS)}")


def _signer_key(csca: Authority, label: str) -> SigningKey:
    if csca.kind == "brainpool-explicit":
        return SigningKey(derived_ec_key(csca.seed, label, 13), "sha256", explicit_parameter_id=13)
    if csca.kind in {"rsa", "rsa-pss"}:
        return SigningKey(stored_rsa_key("document_signer_2048"), "sha256", pss=csca.kind == "rsa-pss")
    return SigningKey(derived_ec_key(csca.seed, label, 12), "sha256")


_signers: dict[tuple[bytes, int, bool, str], DocumentSigner] = {}


def _signer(csca: Authority, year: int, expired: bool, country: str) -> DocumentSigner:
    found = _signers.get((csca.certificate, year, expired, country))
    if found is not None:
        return found
    label = f"signer/{csca.name}/{year}{'/expired' if expired else ''}"
    if country != AUTHORITY_COUNTRY:
        label += f"/{country}"
    key = _signer_key(csca, label)
    request = CertificateRequest(
        common_name=f"Document Signer TEST {year}",
        serial_label=f"{csca.seed}/{label}/{csca.kind}",
        validity=_EXPIRED_SIGNER if expired else Validity(date(year, 1, 1), date(year + _SIGNER_YEARS, 1, 1)),
        private_key_usage=Validity(date(year, 1, 1), date(year + 1, 1, 1)),
        is_authority=False,
        country=country,
    )
    signer = DocumentSigner(key, certificate(request, key, csca.key, csca.name), serial_number(request.serial_label))
    _signers[csca.certificate, year, expired, country] = signer
    return signer
