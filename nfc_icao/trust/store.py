"""The trust store: the country signing certificates an operator has chosen to believe, and their revocation lists.

No public list holds the CSCA of the Vietnamese identity card, so the store is a directory that the operator fills. What
is in it is trusted because it is in it; nothing that a card sends along ever gets in.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from nfc_icao.errors import MalformedData
from nfc_icao.trust import ldif
from nfc_icao.trust.certificates import Certificate, parse_certificate
from nfc_icao.trust.crl import RevocationList, parse_crl
from nfc_icao.trust.errors import TrustStoreError
from nfc_icao.trust.master_list import parse_master_list
from nfc_icao.trust.names import Name

MAX_FILE_BYTES = ldif.MAX_BYTES

_CERTIFICATE_SUFFIXES = frozenset({".der", ".cer", ".crt", ".pem"})
_PEM = re.compile(rb"-----BEGIN ([A-Z0-9 ]+)-----(.+?)-----END \1-----", re.DOTALL)


@dataclass(frozen=True)
class TrustStore:
    """Certificates and revocation lists that were installed on purpose."""

    certificates: tuple[Certificate, ...] = ()
    revocation_lists: tuple[RevocationList, ...] = ()
    problems: tuple[str, ...] = ()
    """Entries of lists that were left out because they could not be read, each with its file and reason."""
    _by_key_identifier: Mapping[bytes, tuple[Certificate, ...]] = field(default_factory=dict, repr=False)
    _by_subject: Mapping[Name, tuple[Certificate, ...]] = field(default_factory=dict, repr=False)

    @classmethod
    def from_certificates(cls, certificates: Iterable[bytes], revocation_lists: Iterable[bytes] = ()) -> TrustStore:
        """A store of DER certificates and CRLs.

        Raises:
            TrustStoreError: one of them cannot be read.
        """
        collected = _Collection()
        for number, encoded in enumerate(certificates, 1):
            collected.add_certificate(f"certificate {number}", encoded)
        for number, encoded in enumerate(revocation_lists, 1):
            collected.add_crl(f"revocation list {number}", encoded)
        return collected.store()

    @classmethod
    def from_directory(cls, directory: Path) -> TrustStore:
        """A store of the files directly in `directory`, in the order of their names.

        Certificates: .der .cer .crt .pem. Revocation lists: .crl. Master lists: .ml. PKD exports: .ldif. Other files
        are not touched.

        Raises:
            TrustStoreError: no such directory, or a file of these kinds that cannot be read; the message names it.
        """
        collected = _Collection()
        try:
            paths = sorted(path for path in directory.iterdir() if path.is_file())
            for path in paths:
                collected.add_file(path)
        except OSError as error:
            raise TrustStoreError(f"{directory.name}: {error.strerror}") from error
        return collected.store()

    def find_issuers(self, certificate: Certificate) -> tuple[Certificate, ...]:
        """CA certificates that may have issued `certificate`, likeliest first; none of their keys tried yet.

        By authority key identifier (Doc 9303-12 §7.1.1), else by the issuer's name. A name alone is a hint: one CSCA
        name lives through many keys. Candidates of another country are left out. Self-signed ones come before link
        certificates, which carry the same key under another validity.
        """
        found: list[Certificate] = []
        if certificate.authority_key_identifier is not None:
            found += self._by_key_identifier.get(certificate.authority_key_identifier, ())
        if not found:
            found += self._by_subject.get(certificate.issuer, ())
        country = certificate.issuer.country
        candidates = [one for one in found if one.is_ca and country in (None, one.subject.country)]
        return tuple(sorted(candidates, key=lambda one: one.is_link))

    def find_signers(
        self, *, issuer: Name | None, serial_number: int | None, key_identifier: bytes | None
    ) -> tuple[Certificate, ...]:
        """Installed document signers that a SignerInfo may mean, for documents that do not bring theirs along."""
        return tuple(
            one
            for one in self.certificates
            if not one.is_ca
            and (
                (key_identifier is not None and one.subject_key_identifier == key_identifier)
                or (issuer is not None and one.issuer == issuer and one.serial_number == serial_number)
            )
        )

    def find_revocation_lists(self, issuer: Certificate) -> tuple[RevocationList, ...]:
        """Installed lists that carry the name of `issuer`, latest first; no signature tried yet."""
        named = [one for one in self.revocation_lists if one.issuer == issuer.subject]
        return tuple(sorted(named, key=lambda one: one.this_update, reverse=True))


class _Collection:
    """What is gathered while a store is filled."""

    def __init__(self) -> None:
        self.certificates: dict[str, Certificate] = {}
        self.revocation_lists: list[RevocationList] = []
        self.problems: list[str] = []

    def add_certificate(self, source: str, encoded: bytes) -> None:
        try:
            certificate = parse_certificate(encoded)
        except MalformedData as error:
            raise TrustStoreError(f"{source}: {error}") from error
        self.certificates.setdefault(certificate.fingerprint, certificate)

    def add_crl(self, source: str, encoded: bytes) -> None:
        try:
            self.revocation_lists.append(parse_crl(encoded))
        except MalformedData as error:
            raise TrustStoreError(f"{source}: {error}") from error

    def add_master_list(self, source: str, encoded: bytes) -> None:
        try:
            entries = parse_master_list(encoded)
        except MalformedData as error:
            raise TrustStoreError(f"{source}: {error}") from error
        for number, entry in enumerate(entries, 1):
            self._try(f"{source}, entry {number}", ldif.CERTIFICATE, entry)

    def add_file(self, path: Path) -> None:
        suffix = path.suffix.lower()
        if suffix not in (*_CERTIFICATE_SUFFIXES, ".crl", ".ml", ".ldif"):
            return
        if path.stat().st_size > MAX_FILE_BYTES:
            raise TrustStoreError(f"{path.name}: larger than {MAX_FILE_BYTES} bytes")
        data = path.read_bytes()
        if suffix in _CERTIFICATE_SUFFIXES:
            for encoded in _unarmoured(path.name, data, b"CERTIFICATE"):
                self.add_certificate(path.name, encoded)
        elif suffix == ".crl":
            for encoded in _unarmoured(path.name, data, b"X509 CRL"):
                self.add_crl(path.name, encoded)
        elif suffix == ".ml":
            self.add_master_list(path.name, data)
        else:
            self._add_ldif(path.name, data)

    def _add_ldif(self, source: str, data: bytes) -> None:
        try:
            for number, (kind, encoded) in enumerate(ldif.parse_ldif(data), 1):
                self._try(f"{source}, attribute {number}", kind, encoded)
        except MalformedData as error:
            raise TrustStoreError(f"{source}: {error}") from error

    def _try(self, source: str, kind: str, encoded: bytes) -> None:
        add = {
            ldif.CERTIFICATE: self.add_certificate,
            ldif.CRL: self.add_crl,
            ldif.MASTER_LIST: self.add_master_list,
        }[kind]
        try:
            add(source, encoded)
        except TrustStoreError as error:
            self.problems.append(str(error))

    def store(self) -> TrustStore:
        by_key_identifier: defaultdict[bytes, list[Certificate]] = defaultdict(list)
        by_subject: defaultdict[Name, list[Certificate]] = defaultdict(list)
        for certificate in self.certificates.values():
            by_subject[certificate.subject].append(certificate)
            if certificate.subject_key_identifier is not None:
                by_key_identifier[certificate.subject_key_identifier].append(certificate)
        return TrustStore(
            certificates=tuple(self.certificates.values()),
            revocation_lists=tuple(self.revocation_lists),
            problems=tuple(self.problems),
            _by_key_identifier={key: tuple(found) for key, found in by_key_identifier.items()},
            _by_subject={name: tuple(found) for name, found in by_subject.items()},
        )


def _unarmoured(source: str, data: bytes, label: bytes) -> list[bytes]:
    """The DER inside PEM armour with this label, or `data` itself when it is not PEM."""
    if b"-----BEGIN" not in data:
        return [data]
    blocks = [block for found, block in _PEM.findall(data) if found == label]
    if not blocks:
        raise TrustStoreError(f"{source}: no {label.decode('ascii')} in it")
    try:
        return [base64.b64decode(b"".join(block.split()), validate=True) for block in blocks]
    except binascii.Error as error:
        raise TrustStoreError(f"{source}: PEM that is not base64") from error
