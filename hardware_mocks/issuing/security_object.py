"""EF.SOD: the signed list of data group hashes (Doc 9303-10 §4.6.2), as CMS SignedData (RFC 5652)."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import UTC, date, datetime, time

from asn1crypto import algos, cms, core, x509

from hardware_mocks.issuing.authority import DocumentSigner
from nfc_icao.encoding import tlv

_ID_LDS_SECURITY_OBJECT = "2.23.136.1.1.1"
_EF_SOD_TAG = 0x77


class _DataGroupHash(core.Sequence):  # type: ignore[misc]  # asn1crypto is untyped
    _fields = [("number", core.Integer), ("hash", core.OctetString)]  # noqa: RUF012 - asn1crypto reads a plain list


class _DataGroupHashes(core.SequenceOf):  # type: ignore[misc]
    _child_spec = _DataGroupHash


class _LdsSecurityObject(core.Sequence):  # type: ignore[misc]
    _fields = [  # noqa: RUF012
        ("version", core.Integer),
        ("hash_algorithm", algos.DigestAlgorithm),
        ("hashes", _DataGroupHashes),
    ]


def lds_security_object(data_groups: Mapping[int, bytes], hash_name: str) -> bytes:
    """DER of the LDSSecurityObject, version 0, over the whole files (tag and length included)."""
    hashes = [
        {"number": number, "hash": hashlib.new(hash_name, data_groups[number]).digest()}
        for number in sorted(data_groups)
    ]
    content = _LdsSecurityObject({"version": 0, "hash_algorithm": {"algorithm": hash_name}, "hashes": hashes})
    return bytes(content.dump())


def ef_sod(
    data_groups: Mapping[int, bytes],
    signer: DocumentSigner,
    signed_on: date,
    hash_name: str = "sha256",
    *,
    digest_of: bytes | None = None,
    with_certificate: bool = True,
) -> bytes:
    """The file EF.SOD: hashes of `data_groups` signed by `signer`, whose certificate it carries.

    The signature covers the digest of `digest_of` when given, which makes a security object that contradicts itself.
    """
    content = lds_security_object(data_groups, hash_name)
    certificate = x509.Certificate.load(signer.certificate)
    digest = {"algorithm": signer.key.hash_name}
    covered = content if digest_of is None else digest_of
    attributes = _signed_attributes(hashlib.new(signer.key.hash_name, covered).digest(), signed_on)
    signer_info = {
        "version": "v1",
        "sid": cms.SignerIdentifier(
            {
                "issuer_and_serial_number": cms.IssuerAndSerialNumber(
                    {"issuer": certificate.issuer, "serial_number": certificate.serial_number}
                )
            }
        ),
        "digest_algorithm": digest,
        "signed_attrs": attributes,
        "signature_algorithm": signer.key.signature_algorithm(),
        "signature": signer.key.sign(attributes.dump()),  # RFC 5652 §5.4: over the SET OF, before it becomes [0]
    }
    signed_data = cms.SignedData(
        {
            "version": "v3",
            "digest_algorithms": [digest],
            "encap_content_info": {"content_type": _ID_LDS_SECURITY_OBJECT, "content": content},
            "certificates": [certificate] if with_certificate else [],
            "signer_infos": [signer_info],
        }
    )
    return tlv.encode(_EF_SOD_TAG, cms.ContentInfo({"content_type": "signed_data", "content": signed_data}).dump())


def _signed_attributes(message_digest: bytes, signed_on: date) -> cms.CMSAttributes:
    moment = datetime.combine(signed_on, time(8), UTC)
    return cms.CMSAttributes(
        [
            {"type": "content_type", "values": [_ID_LDS_SECURITY_OBJECT]},
            {"type": "signing_time", "values": [cms.Time(name="utc_time", value=moment)]},
            {"type": "message_digest", "values": [message_digest]},
        ]
    )
