"""An imagined issuer: CSCA, document signers, security objects, revocation lists, built with libraries the product
does not use.

Structures come from asn1crypto, RSA from `cryptography`, ECDSA signing from `ecdsa`; so a mistake of our parsers
cannot hide.
"""

from __future__ import annotations

import base64
import functools
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import ecdsa
from asn1crypto import algos, cms, core, crl, keys, pem, x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from nfc_icao.encoding.tlv import encode

ECDSA_CURVES = {
    "secp224r1": ecdsa.NIST224p,
    "secp256r1": ecdsa.NIST256p,
    "secp384r1": ecdsa.NIST384p,
    "secp521r1": ecdsa.NIST521p,
    "brainpoolP192r1": ecdsa.BRAINPOOLP192r1,
    "brainpoolP224r1": ecdsa.BRAINPOOLP224r1,
    "brainpoolP256r1": ecdsa.BRAINPOOLP256r1,
    "brainpoolP320r1": ecdsa.BRAINPOOLP320r1,
    "brainpoolP384r1": ecdsa.BRAINPOOLP384r1,
    "brainpoolP512r1": ecdsa.BRAINPOOLP512r1,
}
LDS_SECURITY_OBJECT = "2.23.136.1.1.1"


class LdsVersionInfo(core.Sequence):
    _fields = [("lds_version", core.PrintableString), ("unicode_version", core.PrintableString)]  # noqa: RUF012


class DataGroupHash(core.Sequence):
    _fields = [("number", core.Integer), ("value", core.OctetString)]  # noqa: RUF012


class DataGroupHashes(core.SequenceOf):
    _child_spec = DataGroupHash


class LdsSecurityObject(core.Sequence):
    _fields = [  # noqa: RUF012
        ("version", core.Integer),
        ("hash_algorithm", algos.DigestAlgorithm),
        ("hashes", DataGroupHashes),
        ("version_info", LdsVersionInfo, {"optional": True}),
    ]


@dataclass(frozen=True)
class Signing:
    """A private key and the way it signs: `rsa`, `pss`, or a curve; explicit parameters or a name."""

    scheme: str
    digest: str = "sha256"
    explicit: bool = False
    number: int = 0

    @property
    def private(self) -> Any:
        return _rsa_key(self.number) if self.scheme in ("rsa", "pss") else _ec_key(self.scheme, self.number)

    def spki(self) -> bytes:
        if self.scheme in ("rsa", "pss"):
            numbers = self.private.public_key().public_numbers()
            key = keys.RSAPublicKey({"modulus": numbers.n, "public_exponent": numbers.e})
            return keys.PublicKeyInfo({"algorithm": {"algorithm": "rsa"}, "public_key": key}).dump()
        verifying = self.private.verifying_key
        return verifying.to_der(curve_parameters_encoding="explicit" if self.explicit else "named_curve")

    def algorithm(self) -> algos.SignedDigestAlgorithm:
        if self.scheme == "rsa":
            return algos.SignedDigestAlgorithm({"algorithm": f"{self.digest}_rsa", "parameters": core.Null()})
        if self.scheme == "pss":
            parameters = {
                "hash_algorithm": {"algorithm": self.digest},
                "mask_gen_algorithm": {"algorithm": "mgf1", "parameters": {"algorithm": self.digest}},
                "salt_length": hashlib.new(self.digest).digest_size,
            }
            return algos.SignedDigestAlgorithm({"algorithm": "rsassa_pss", "parameters": parameters})
        return algos.SignedDigestAlgorithm({"algorithm": f"{self.digest}_ecdsa"})

    def sign(self, message: bytes) -> bytes:
        if self.scheme in ("rsa", "pss"):
            hash_object = getattr(hashes, self.digest.upper())()
            pad: Any = padding.PKCS1v15()
            if self.scheme == "pss":
                pad = padding.PSS(padding.MGF1(hash_object), hash_object.digest_size)
            return self.private.sign(message, pad, hash_object)
        return self.private.sign_digest_deterministic(
            hashlib.new(self.digest, message).digest(),
            hashfunc=hashlib.sha256,
            sigencode=ecdsa.util.sigencode_der,
            allow_truncate=True,
        )


@functools.cache
def _rsa_key(_number: int) -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


@functools.cache
def _ec_key(curve: str, number: int) -> ecdsa.SigningKey:
    return ecdsa.SigningKey.from_secret_exponent(0xC0FFEE + number, ECDSA_CURVES[curve])


CSCA_SIGNING = Signing("brainpoolP384r1", "sha384", explicit=True)
SIGNER_SIGNING = Signing("secp256r1", number=1)


def name(common_name: str, country: str = "VN") -> x509.Name:
    return x509.Name.build(
        {"country_name": country, "organization_name": "Cơ quan tưởng tượng", "common_name": common_name}
    )


def key_identifier(signing: Signing) -> bytes:
    return hashlib.sha1(signing.spki(), usedforsecurity=False).digest()


def certificate(
    *,
    subject: x509.Name,
    issuer: x509.Name,
    signing: Signing,
    issuer_signing: Signing,
    is_ca: bool,
    serial_number: int = 1,
    valid: tuple[datetime, datetime] = (datetime(2020, 1, 1, tzinfo=UTC), datetime(2040, 1, 1, tzinfo=UTC)),
    key_usage: set[str] | None = None,
    with_key_identifiers: bool = True,
    extra_extensions: tuple[dict[str, Any], ...] = (),
) -> bytes:
    """A DER certificate with the extensions of Doc 9303-12 table 4."""
    usage = key_usage if key_usage is not None else ({"key_cert_sign", "crl_sign"} if is_ca else {"digital_signature"})
    extensions: list[dict[str, Any]] = list(extra_extensions)
    if usage:
        extensions.append({"extn_id": "key_usage", "critical": True, "extn_value": usage})
    if is_ca:
        constraints = {"ca": True, "path_len_constraint": 0}
        extensions.append({"extn_id": "basic_constraints", "critical": True, "extn_value": constraints})
    if with_key_identifiers:
        authority = {"key_identifier": key_identifier(issuer_signing)}
        extensions += [
            {"extn_id": "key_identifier", "critical": False, "extn_value": key_identifier(signing)},
            {"extn_id": "authority_key_identifier", "critical": False, "extn_value": authority},
        ]
    algorithm = issuer_signing.algorithm()
    tbs = x509.TbsCertificate(
        {
            "version": "v3",
            "serial_number": serial_number,
            "signature": algorithm,
            "issuer": issuer,
            "validity": {"not_before": _time(valid[0]), "not_after": _time(valid[1])},
            "subject": subject,
            "subject_public_key_info": keys.PublicKeyInfo.load(signing.spki()),
            "extensions": extensions,
        }
    )
    return x509.Certificate(
        {
            "tbs_certificate": tbs,
            "signature_algorithm": algorithm,
            "signature_value": issuer_signing.sign(tbs.dump()),
        }
    ).dump()


def _time(moment: datetime) -> x509.Time:
    return x509.Time({"utc_time": moment})


def csca(signing: Signing = CSCA_SIGNING, common_name: str = "CSCA Tưởng Tượng", **options: Any) -> bytes:
    own = name(common_name, options.pop("country", "VN"))
    return certificate(
        subject=own,
        issuer=own,
        signing=signing,
        issuer_signing=options.pop("issuer_signing", signing),
        is_ca=True,
        **options,
    )


def signer(
    signing: Signing = SIGNER_SIGNING,
    issuer_signing: Signing = CSCA_SIGNING,
    issuer_name: str = "CSCA Tưởng Tượng",
    country: str = "VN",
    **options: Any,
) -> bytes:
    options.setdefault("serial_number", 7)
    return certificate(
        subject=name("DS 1", country),
        issuer=name(issuer_name, country),
        signing=signing,
        issuer_signing=issuer_signing,
        is_ca=options.pop("is_ca", False),
        **options,
    )


def revocation_list(
    revoked: tuple[int, ...],
    *,
    signing: Signing = CSCA_SIGNING,
    this_update: datetime = datetime(2026, 1, 1, tzinfo=UTC),
    next_update: datetime = datetime(2027, 1, 1, tzinfo=UTC),
) -> bytes:
    algorithm = signing.algorithm()
    content: dict[str, Any] = {
        "version": "v2",
        "signature": algorithm,
        "issuer": name("CSCA Tưởng Tượng"),
        "this_update": _time(this_update),
        "next_update": _time(next_update),
    }
    if revoked:
        content["revoked_certificates"] = [
            {"user_certificate": number, "revocation_date": _time(this_update)} for number in revoked
        ]
    tbs = crl.TbsCertList(content)
    return crl.CertificateList(
        {"tbs_cert_list": tbs, "signature_algorithm": algorithm, "signature": signing.sign(tbs.dump())}
    ).dump()


LIST_SIGNING = Signing("secp256r1", number=2)
MASTER_LIST_SIGNING = "2.23.136.1.1.3"


def list_signer(purpose: str | None = MASTER_LIST_SIGNING, **options: Any) -> bytes:
    """A certificate for signing lists, by the imagined CSCA unless another is named."""
    usage = {"extn_id": "extended_key_usage", "critical": True, "extn_value": [purpose]}
    return signer(LIST_SIGNING, extra_extensions=(usage,) if purpose else (), **options)


def master_list(certificates: list[bytes], *, enclosed: list[bytes] | None = None, **options: Any) -> bytes:
    """A list by `list_signer()`, whose CSCA comes along outside the list."""
    content = encode(0x30, encode(0x02, b"\x00"), encode(0x31, *certificates))
    certificates = [list_signer(), csca()] if enclosed is None else enclosed
    return signed_data(content, "2.23.136.1.1.2", LIST_SIGNING, certificates, **options)


def ldif(entries: Mapping[str, bytes]) -> bytes:
    """One entry per attribute, folded at 76 columns."""
    lines = ["version: 1"]
    for attribute, value in entries.items():
        whole = f"{attribute}:: " + base64.b64encode(value).decode("ascii")
        lines += ["", "dn: c=VN", whole[:76], *(f" {whole[at : at + 75]}" for at in range(76, len(whole), 75))]
    return "\n".join(lines).encode("ascii")


def armoured(encoded: bytes, label: str = "CERTIFICATE") -> bytes:
    return pem.armor(label, encoded)


def signed_data(
    content: bytes,
    content_type: str,
    signing: Signing,
    certificates: list[bytes],
    *,
    serial_number: int = 7,
    issuer_name: str = "CSCA Tưởng Tượng",
    country: str = "VN",
    attributes_order: int = 1,
    with_attributes: bool = True,
    declared_content_type: str | None = None,
    digest: str | None = None,
    by_key_identifier: bool = False,
    with_signer: bool = True,
    announced: bytes | None = None,
) -> bytes:
    """A CMS SignedData; `digest` is digestAlgorithm when it differs from the hash of the signature."""
    digest = digest or signing.digest
    attributes = [
        cms.CMSAttribute({"type": "content_type", "values": [declared_content_type or content_type]}).dump(),
        cms.CMSAttribute({"type": "message_digest", "values": [hashlib.new(digest, content).digest()]}).dump(),
    ][::attributes_order]
    signer_identifier = cms.SignerIdentifier(
        {"issuer_and_serial_number": {"issuer": name(issuer_name, country), "serial_number": serial_number}}
    ).dump()
    if by_key_identifier:
        signer_identifier = encode(0x80, key_identifier(signing))
    digest_algorithm = algos.DigestAlgorithm({"algorithm": digest}).dump()
    info = encode(
        0x30,
        core.Integer(3 if by_key_identifier else 1).dump(),
        signer_identifier,
        digest_algorithm,
        encode(0xA0, *attributes) if with_attributes else b"",
        signing.algorithm().dump(),
        core.OctetString(signing.sign(encode(0x31, *attributes) if with_attributes else content)).dump(),
    )
    whole = encode(
        0x30,
        core.Integer(3).dump(),
        encode(0x31, announced or digest_algorithm),
        encode(0x30, core.ObjectIdentifier(content_type).dump(), encode(0xA0, core.OctetString(content).dump())),
        encode(0xA0, *certificates) if certificates else b"",
        encode(0x31, *((info,) if with_signer else ())),
    )
    return encode(0x30, core.ObjectIdentifier("1.2.840.113549.1.7.2").dump(), encode(0xA0, whole))


def security_object(
    files: Mapping[str, bytes],
    *,
    digest: str = "sha256",
    version: int = 0,
    extra_hashes: Mapping[int, bytes] | None = None,
) -> bytes:
    """LDSSecurityObject over the data groups in `files`."""
    hashed = {
        int(name.removeprefix("DG")): hashlib.new(digest, data).digest()
        for name, data in files.items()
        if name.startswith("DG")
    }
    hashed.update(extra_hashes or {})
    content: dict[str, Any] = {
        "version": version,
        "hash_algorithm": {"algorithm": digest},
        "hashes": [{"number": number, "value": value} for number, value in sorted(hashed.items())],
    }
    if version == 1:
        content["version_info"] = {"lds_version": "0108", "unicode_version": "040000"}
    return LdsSecurityObject(content).dump()
