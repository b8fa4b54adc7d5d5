"""EF.SOD: the signed list of data group hashes (Doc 9303-10 §4.6.2)."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date

from asn1crypto import algos, core

from hardware_mocks.issuing.authority import DocumentSigner
from hardware_mocks.issuing.signed_data import signed_data
from nfc_icao.encoding import tlv

ID_LDS_SECURITY_OBJECT = "2.23.136.1.1.1"
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
    signed = signed_data(
        content,
        ID_LDS_SECURITY_OBJECT,
        signer,
        signed_on,
        digest_of=digest_of,
        with_certificate=with_certificate,
    )
    return tlv.encode(_EF_SOD_TAG, signed)
