"""Certificates and revocation lists of an imagined CSCA (Doc 9303-12 §7.1): fixed inputs give fixed bytes.

asn1crypto rather than `cryptography`'s builder: the latter can neither write explicit curve parameters, which nearly
all real CSCAs have, nor the private key usage period.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from asn1crypto import core, crl, keys, x509

from hardware_mocks.issuing.keys import SigningKey, derive_bytes

AUTHORITY_COUNTRY = "VN"
_ORGANIZATION = "Mot Cham TEST - khong phai co quan that"


class _PrivateKeyUsagePeriod(core.Sequence):  # type: ignore[misc]  # asn1crypto is untyped; its own class mis-tags this extension
    _fields = [  # noqa: RUF012 - asn1crypto reads it as a plain list
        ("not_before", core.GeneralizedTime, {"implicit": 0, "optional": True}),
        ("not_after", core.GeneralizedTime, {"implicit": 1, "optional": True}),
    ]


@dataclass(frozen=True)
class Validity:
    """From the start of one day to the start of another, UTC."""

    not_before: date
    not_after: date


@dataclass(frozen=True, repr=False)
class CertificateRequest:
    """Everything about one certificate but who signs it."""

    common_name: str
    serial_label: str
    """Serial numbers are derived from it."""
    validity: Validity
    private_key_usage: Validity
    is_authority: bool
    country: str = AUTHORITY_COUNTRY


def certificate(
    request: CertificateRequest, subject_key: SigningKey, issuer_key: SigningKey, issuer_name: str
) -> bytes:
    """A DER certificate over `subject_key`, signed by `issuer_key`."""
    algorithm = issuer_key.signature_algorithm()
    public_key_info = keys.PublicKeyInfo.load(subject_key.public_key_info())
    tbs = x509.TbsCertificate(
        {
            "version": "v3",
            "serial_number": serial_number(request.serial_label),
            "signature": algorithm,
            "issuer": _name(AUTHORITY_COUNTRY, issuer_name),
            "validity": {
                "not_before": _asn1_time(request.validity.not_before),
                "not_after": _asn1_time(request.validity.not_after),
            },
            "subject": _name(request.country, request.common_name),
            "subject_public_key_info": public_key_info,
            "extensions": _extensions(request, subject_key, issuer_key),
        }
    )
    signature = issuer_key.sign(tbs.dump())
    return bytes(
        x509.Certificate(
            {"tbs_certificate": tbs, "signature_algorithm": algorithm, "signature_value": signature}
        ).dump()
    )


def revocation_list(
    issuer_name: str, issuer_key: SigningKey, revoked_serials: Iterable[int], this_update: datetime, days: int
) -> bytes:
    """A DER certificate revocation list (Doc 9303-12 §7.1.4), valid for `days` from `this_update`."""
    algorithm = issuer_key.signature_algorithm()
    next_update = datetime.fromtimestamp(this_update.timestamp() + days * 86400, UTC)
    entries = [
        {"user_certificate": serial, "revocation_date": x509.Time(name="utc_time", value=this_update)}
        for serial in revoked_serials
    ]
    tbs = {
        "version": "v2",
        "signature": algorithm,
        "issuer": _name(AUTHORITY_COUNTRY, issuer_name),
        "this_update": x509.Time(name="utc_time", value=this_update),
        "next_update": x509.Time(name="utc_time", value=next_update),
        "crl_extensions": [
            {"extn_id": "authority_key_identifier", "extn_value": {"key_identifier": key_identifier(issuer_key)}},
            {"extn_id": "crl_number", "extn_value": 1},
        ],
    }
    if entries:
        tbs["revoked_certificates"] = entries
    body = crl.TbsCertList(tbs)
    signature = issuer_key.sign(body.dump())
    return bytes(
        crl.CertificateList({"tbs_cert_list": body, "signature_algorithm": algorithm, "signature": signature}).dump()
    )


def key_identifier(key: SigningKey) -> bytes:
    """SHA-1 of the public key bits (RFC 5280 §4.2.1.2, method 1)."""
    bits = bytes(keys.PublicKeyInfo.load(key.public_key_info())["public_key"].contents)[1:]
    return hashlib.sha1(bits, usedforsecurity=False).digest()


def serial_number(label: str) -> int:
    """A positive serial of at most 16 bytes (Doc 9303-12 §7.1.1: at most 20)."""
    return int.from_bytes(derive_bytes("serial", label, 16), "big") >> 1 | 1


def _name(country: str, common_name: str) -> x509.Name:
    pairs = {"country_name": country, "organization_name": _ORGANIZATION, "common_name": common_name}
    return x509.Name.build(pairs, use_printable=True)


def _asn1_time(day: date) -> x509.Time:
    moment = _midnight(day)
    return x509.Time(name="utc_time" if day.year < 2050 else "general_time", value=moment)  # RFC 5280 §4.1.2.5


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


def _extensions(
    request: CertificateRequest, subject_key: SigningKey, issuer_key: SigningKey
) -> list[dict[str, object]]:
    period = _PrivateKeyUsagePeriod(
        {
            "not_before": _midnight(request.private_key_usage.not_before),
            "not_after": _midnight(request.private_key_usage.not_after),
        }
    )
    usage = {"key_cert_sign", "crl_sign"} if request.is_authority else {"digital_signature"}
    found: list[dict[str, object]] = [
        {"extn_id": "authority_key_identifier", "extn_value": {"key_identifier": key_identifier(issuer_key)}},
        {"extn_id": "key_identifier", "extn_value": key_identifier(subject_key)},
        {"extn_id": "key_usage", "critical": True, "extn_value": usage},
        {"extn_id": "2.5.29.16", "extn_value": core.ParsableOctetString(period.dump())},
    ]
    if request.is_authority:
        found.append(
            {"extn_id": "basic_constraints", "critical": True, "extn_value": {"ca": True, "path_len_constraint": 0}}
        )
    return found
