"""CMS SignedData as a document signer makes it (RFC 5652; Doc 9303-10 §4.6.2, Doc 9303-11 §9.2.11)."""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime, time

from asn1crypto import cms, core, x509

from hardware_mocks.issuing.authority import DocumentSigner


def signed_data(
    content: bytes,
    content_type: str,
    signer: DocumentSigner,
    signed_on: date,
    *,
    digest_of: bytes | None = None,
    with_certificate: bool = True,
) -> bytes:
    """ContentInfo around `content`, whose type is `content_type`, signed by `signer`.

    The signature covers the digest of `digest_of` when given, which makes an object that contradicts itself.
    """
    certificate = x509.Certificate.load(signer.certificate)
    digest = {"algorithm": signer.key.hash_name}
    covered = content if digest_of is None else digest_of
    attributes = _signed_attributes(content_type, hashlib.new(signer.key.hash_name, covered).digest(), signed_on)
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
    signed = cms.SignedData(
        {
            "version": "v3",
            "digest_algorithms": [digest],
            "encap_content_info": {
                "content_type": content_type,
                # Handed over as bytes: asn1crypto would write a type it knows nothing about without its OCTET STRING.
                "content": core.ParsableOctetString(content),
            },
            "certificates": [certificate] if with_certificate else [],
            "signer_infos": [signer_info],
        }
    )
    return bytes(cms.ContentInfo({"content_type": "signed_data", "content": signed}).dump())


def _signed_attributes(content_type: str, message_digest: bytes, signed_on: date) -> cms.CMSAttributes:
    moment = datetime.combine(signed_on, time(8), UTC)
    return cms.CMSAttributes(
        [
            {"type": "content_type", "values": [content_type]},
            {"type": "signing_time", "values": [cms.Time(name="utc_time", value=moment)]},
            {"type": "message_digest", "values": [message_digest]},
        ]
    )
