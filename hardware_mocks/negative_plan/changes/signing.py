"""Changes to how EF.SOD, its hash list and its signer's certificate are made."""

from __future__ import annotations

import dataclasses
from datetime import UTC, datetime
from functools import cache

from hardware_mocks.negative_plan import certificates, der, signed_objects
from hardware_mocks.negative_plan.certificates import Authority, CertificatePlan
from hardware_mocks.negative_plan.signing import Scheme, hash_algorithm, private_key, public_key_info
from hardware_mocks.negative_plan.subject import Subject
from nfc_icao.encoding import tlv
from nfc_icao.evidence import EF_SOD

_PLAN_AUTHORITY = certificates.name("VN", "CSCA PLAN TEST")


def chain(
    subject: Subject,
    *,
    security_object: str,
    certificate: str | None = None,
    csca_curve: int = 13,
    signer_curve: int = 13,
    group_hash: str | None = None,
    digest: str | None = None,
) -> Subject:
    """A CSCA, a document signer and an EF.SOD of these schemes; certificates are of the scheme of EF.SOD by default.

    The CSCA is installed in the reader's trust store. Hashes follow the scheme unless they are given.
    """
    signing = Scheme.named(security_object)
    issuing = Scheme.named(certificate or security_object.replace("rsa-key", "rsa-pkcs1"))
    authority = _authority(issuing, csca_curve)
    return dataclasses.replace(
        subject,
        authority=authority,
        trusted=(authority.certificate,),
        signer_key=private_key("signer", signing.key_family, signer_curve),
        scheme=signing,
        digest=digest or signing.hash_name,
        hash_list=dataclasses.replace(subject.hash_list, group_hash=group_hash or signing.hash_name),
    )


@cache
def _authority(scheme: Scheme, curve: int) -> Authority:
    key = private_key("csca", scheme.key_family, curve)
    encoded = certificates.certificate(
        CertificatePlan(
            subject=_PLAN_AUTHORITY,
            key=key,
            issuer=_PLAN_AUTHORITY,
            issuer_key=key,
            scheme=scheme,
            serial_number=1,
            is_authority=True,
        )
    )
    return Authority(_PLAN_AUTHORITY, key, scheme, encoded)


def forged_authority(subject: Subject, *, same_identifier: bool) -> Subject:
    """Somebody's own CSCA under the name of the genuine one, and, if so wanted, under its key identifier."""
    genuine = subject.authority
    forged = Authority(genuine.name, private_key("csca", "ecdsa", 15), genuine.scheme, genuine.certificate)
    changed = dataclasses.replace(subject, authority=forged)
    if not same_identifier:
        return changed
    identifier = der.sequence(tlv.encode(0x80, certificates.key_identifier(genuine.key)))
    return certificate_extension(changed, oid="2.5.29.35", value=identifier.hex())


def certificate_apart(subject: Subject) -> Subject:
    """The document signer's certificate is not in EF.SOD; the reader has it installed."""
    return dataclasses.replace(subject, with_certificate=False, trusted=(*subject.trusted, subject.signer_certificate))


def named_by_key(subject: Subject) -> Subject:
    """SignerInfo names its certificate by key identifier, under version 3."""
    return dataclasses.replace(subject, named_by_key=True)


def signed_data(subject: Subject, *, element: str, value: str = "") -> Subject:
    """An element of SignedData is replaced by these bytes, in hexadecimal; by none: left out."""
    edits = {**subject.signed_data_edits, element: bytes.fromhex(value)}
    return dataclasses.replace(subject, signed_data_edits=edits)


def signed_data_hash(subject: Subject, *, element: str, hash_name: str) -> Subject:
    """An element of SignedData names this hash algorithm; `digest_algorithms` is a list of it alone."""
    algorithm = hash_algorithm(hash_name)
    value = der.set_of(algorithm) if element == "digest_algorithms" else algorithm
    return signed_data(subject, element=element, value=value.hex())


def digest(subject: Subject, *, hash_name: str) -> Subject:
    """Content is hashed with this algorithm, and SignedData and its signer say so."""
    return dataclasses.replace(subject, digest=hash_name)


def signer_scheme(subject: Subject, *, scheme: str) -> Subject:
    """EF.SOD is signed in this scheme, whatever else the chain uses."""
    return dataclasses.replace(subject, scheme=Scheme.named(scheme))


def hash_list(subject: Subject, *, element: str, value: str = "") -> Subject:
    """An element of the hash list is replaced by these bytes, in hexadecimal; by none: left out."""
    edits = {**subject.hash_list.edits, element: bytes.fromhex(value)}
    return dataclasses.replace(subject, hash_list=dataclasses.replace(subject.hash_list, edits=edits))


def group_hash(subject: Subject, *, hash_name: str) -> Subject:
    """The data groups are hashed with this algorithm."""
    return dataclasses.replace(subject, hash_list=dataclasses.replace(subject.hash_list, group_hash=hash_name))


def lds_version(subject: Subject, *, version: int, lds: str | None = None) -> Subject:
    """The hash list has this version number, and names this LDS version or none."""
    plan = dataclasses.replace(subject.hash_list, version=version, lds_version=lds)
    return dataclasses.replace(subject, hash_list=plan)


def unlisted(subject: Subject, *, number: int) -> Subject:
    """The hash list has no entry for this data group."""
    plan = dataclasses.replace(subject.hash_list, left_out=subject.hash_list.left_out | {number})
    return dataclasses.replace(subject, hash_list=plan)


def listed_besides(subject: Subject, *, number: int, content: str) -> Subject:
    """The hash list has an entry for a data group of this content, in hexadecimal, that the chip does not hold."""
    added = {**subject.hash_list.added, number: bytes.fromhex(content)}
    return dataclasses.replace(subject, hash_list=dataclasses.replace(subject.hash_list, added=added))


def certificate(subject: Subject, *, element: str, value: str = "") -> Subject:
    """An element of the signer's certificate is replaced by these bytes, in hexadecimal; by none: left out."""
    edits = {**subject.certificate_edits, element: bytes.fromhex(value)}
    return dataclasses.replace(subject, certificate_edits=edits)


def certificate_issuer(subject: Subject, *, country: str, common_name: str) -> Subject:
    """The signer's certificate names another issuer."""
    name = certificates.name(country, common_name) if country else _without_country(common_name)
    return certificate(subject, element="issuer", value=name.hex())


def _without_country(common_name: str) -> bytes:
    """A name that Doc 9303-12 §7.1.1 does not allow: it has no country."""
    attribute = der.sequence(der.object_identifier("2.5.4.3"), der.printable_string(common_name))
    return der.sequence(der.set_of(attribute))


def certificate_validity(subject: Subject, *, form: str, not_before: int = 2024, not_after: int = 2042) -> Subject:
    """The signer's certificate is valid between the first days of these years, written as `utc` or `generalized`."""
    write = der.utc_time if form == "utc" else der.generalized_time
    moments = (write(datetime(year, 1, 1, tzinfo=UTC)) for year in (not_before, not_after))
    return certificate(subject, element="validity", value=der.sequence(*moments).hex())


def certificate_algorithm(subject: Subject, *, element: str, scheme: str) -> Subject:
    """One of the two places where the signer's certificate names its signature algorithm says another."""
    return certificate(subject, element=element, value=Scheme.named(scheme).algorithm().hex())


def certificate_key_algorithm(subject: Subject, *, scheme: str) -> Subject:
    """The key in the signer's certificate is announced under the algorithm of a signature scheme."""
    _, bits = tlv.parse(public_key_info(subject.signer_key)).children()
    value = der.sequence(Scheme.named(scheme).algorithm(), bits.encoded())
    return certificate(subject, element="key", value=value.hex())


def certificate_extension(subject: Subject, *, oid: str, value: str = "", critical: bool = False) -> Subject:
    """An extension of the signer's certificate has this value, in hexadecimal, or is left out."""
    written = certificates.extension(oid, bytes.fromhex(value), critical=critical) if value else b""
    return certificate(subject, element=f"extension.{oid}", value=written.hex())


def with_identifier(subject: Subject, *, kind: str, right: bool) -> Subject:
    """SignerInfo names its certificate by `issuer` or by `key`, rightly or not, whatever its version says."""
    plan = dataclasses.replace(subject, named_by_key=kind == "key").signing_plan()
    serial_number = plan.serial_number + (0 if right else 1)
    identifier = der.sequence(plan.issuer, der.integer(serial_number))
    if plan.key_identifier is not None:
        last = plan.key_identifier[-1] ^ (0 if right else 1)
        identifier = tlv.encode(0x80, plan.key_identifier[:-1] + bytes([last]))
    return signed_data(subject, element="signer.identifier", value=identifier.hex())


def wrong_bit(subject: Subject, *, element: str) -> Subject:
    """One bit of a signature is wrong: `signer.signature` of EF.SOD, or `signature_value` of the certificate."""
    if element == "signature_value":
        *_, signature = tlv.parse(subject.signer_certificate).children()
        return certificate(subject, element=element, value=_last_bit_flipped(signature.encoded()).hex())
    if element == "attribute.message_digest":
        content = signed_objects.hash_list(subject.document.data_groups, subject.hash_list)
        attribute = signed_objects.message_digest_attribute(content, subject.digest)
        return signed_data(subject, element=element, value=_last_bit_flipped(attribute).hex())
    sod = subject.signed().document.files[EF_SOD]
    whole = tlv.parse(tlv.parse(sod).value).children()[1].children()[0]
    signature = whole.children()[-1].children()[0].children()[-1]
    return signed_data(subject, element=element, value=_last_bit_flipped(signature.encoded()).hex())


def _last_bit_flipped(data: bytes) -> bytes:
    return data[:-1] + bytes([data[-1] ^ 0x01])
