"""Filling a trust store from files and lists; each list proves its signer before its entries are taken."""

from __future__ import annotations

import base64
import binascii
import re
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from nfc_icao.errors import MalformedData
from nfc_icao.trust import ldif
from nfc_icao.trust.certificates import MASTER_LIST_SIGNING, Certificate, parse_certificate
from nfc_icao.trust.crl import RevocationList, parse_crl
from nfc_icao.trust.defect_list_cms import parse_defect_list
from nfc_icao.trust.defects import DefectList, parse_defects_toml
from nfc_icao.trust.errors import TrustStoreError
from nfc_icao.trust.master_list import parse_master_list
from nfc_icao.trust.names import Name
from nfc_icao.trust.report import UsedList
from nfc_icao.trust.signed_lists import ListSigner, fingerprint, verify_list

MAX_FILE_BYTES = ldif.MAX_BYTES

DEFECTS_SUFFIX = ".defects.toml"

_CERTIFICATE_SUFFIXES = frozenset({".der", ".cer", ".crt", ".pem"})
_CRL_SUFFIX, _MASTER_LIST_SUFFIX, _LDIF_SUFFIX, _DEFECT_LIST_SUFFIX = ".crl", ".ml", ".ldif", ".dfl"
_IN_ORDER = (_CRL_SUFFIX, _MASTER_LIST_SUFFIX, _LDIF_SUFFIX, _DEFECT_LIST_SUFFIX)
_PEM = re.compile(rb"-----BEGIN ([A-Z0-9 ]+)-----(.+?)-----END \1-----", re.DOTALL)


class Collection:
    """What is gathered while a store is filled. Every `add` raises `TrustStoreError`, naming its source."""

    def __init__(self) -> None:
        self.certificates: dict[str, Certificate] = {}
        self.revocation_lists: list[RevocationList] = []
        self.defect_lists: list[DefectList] = []
        self.lists: list[UsedList] = []
        self.problems: list[str] = []

    def add_certificate(self, source: str, encoded: bytes) -> None:
        try:
            certificate = parse_certificate(encoded)
        except MalformedData as error:
            raise TrustStoreError(f"{source}: {error}") from error
        self.certificates.setdefault(certificate.fingerprint, certificate)

    def add_crl(self, source: str, encoded: bytes) -> None:
        try:
            revocation_list = parse_crl(encoded)
        except MalformedData as error:
            raise TrustStoreError(f"{source}: {error}") from error
        self.revocation_lists.append(revocation_list)
        entries = len(revocation_list.revoked_serial_numbers)
        signed_at = revocation_list.this_update
        self.lists.append(UsedList(source, "revocation_list", revocation_list.sha256, entries, signed_at=signed_at))

    def add_master_list(self, source: str, encoded: bytes) -> None:
        """The certificates of a list that is signed as `verify_list` demands; unreadable entries become problems."""
        try:
            master_list = parse_master_list(encoded)
            entries = self._readable(source, master_list.certificates)
            own = [one for one in entries if one.is_ca]
            signer = verify_list(master_list.signed_data, MASTER_LIST_SIGNING, self._issuers, own)
        except MalformedData as error:
            raise TrustStoreError(f"{source}: this master list is not used: {error}") from error
        for certificate in entries:
            self.certificates.setdefault(certificate.fingerprint, certificate)
        self.lists.append(_signed("master_list", source, encoded, len(entries), signer))

    def add_defect_list(self, source: str, encoded: bytes) -> None:
        """A signed defect list; only an installed authority can vouch for its signer."""
        try:
            signed_data, defect_list = parse_defect_list(encoded)
            signer = verify_list(signed_data, None, self._issuers, ())
            if signer.anchored_in_itself:
                raise MalformedData("the authority of its signer is not installed: install that CSCA as well")
        except MalformedData as error:
            raise TrustStoreError(f"{source}: this defect list is not used: {error}") from error
        self.defect_lists.append(defect_list)
        self.lists.append(_signed("defect_list", source, encoded, len(defect_list.defects), signer))

    def add_defects(self, source: str, data: bytes) -> None:
        """A defect list written by the operator, who vouches for it."""
        try:
            defect_list = parse_defects_toml(data)
        except MalformedData as error:
            raise TrustStoreError(f"{source}: {error}") from error
        self.defect_lists.append(defect_list)
        entries = len(defect_list.defects)
        used = UsedList(source, "defect_list", fingerprint(data), entries, signed_at=defect_list.issued)
        self.lists.append(used)

    def add_directory(self, directory: Path) -> None:
        """Every file directly in it that is ours: single certificates first, so that they can vouch for lists."""
        try:
            paths = sorted(path for path in directory.iterdir() if path.is_file())
            for path in sorted(paths, key=_turn):
                self._add_file(path)
        except OSError as error:
            raise TrustStoreError(f"{directory.name}: {error.strerror}") from error

    def _add_file(self, path: Path) -> None:
        suffix = path.suffix.lower()
        written_defects = path.name.lower().endswith(DEFECTS_SUFFIX)
        if suffix not in (*_CERTIFICATE_SUFFIXES, *_IN_ORDER) and not written_defects:
            return
        if path.stat().st_size > MAX_FILE_BYTES:
            raise TrustStoreError(f"{path.name}: larger than {MAX_FILE_BYTES} bytes")
        data = path.read_bytes()
        if written_defects:
            self.add_defects(path.name, data)
        elif suffix in _CERTIFICATE_SUFFIXES:
            for encoded in _unarmoured(path.name, data, b"CERTIFICATE"):
                self.add_certificate(path.name, encoded)
        elif suffix == _CRL_SUFFIX:
            for encoded in _unarmoured(path.name, data, b"X509 CRL"):
                self.add_crl(path.name, encoded)
        elif suffix == _MASTER_LIST_SUFFIX:
            self.add_master_list(path.name, data)
        elif suffix == _DEFECT_LIST_SUFFIX:
            self.add_defect_list(path.name, data)
        else:
            self._add_ldif(path.name, data)

    def _add_ldif(self, source: str, data: bytes) -> None:
        add = {
            ldif.CERTIFICATE: self.add_certificate,
            ldif.CRL: self.add_crl,
            ldif.MASTER_LIST: self.add_master_list,
        }
        try:
            for number, (kind, encoded) in enumerate(ldif.parse_ldif(data), 1):
                try:
                    add[kind](f"{source}, attribute {number}", encoded)
                except TrustStoreError as error:
                    self.problems.append(str(error))
        except MalformedData as error:
            raise TrustStoreError(f"{source}: {error}") from error

    def _readable(self, source: str, encoded: Iterable[bytes]) -> list[Certificate]:
        found: list[Certificate] = []
        for number, entry in enumerate(encoded, 1):
            try:
                found.append(parse_certificate(entry))
            except MalformedData as error:
                self.problems.append(f"{source}, entry {number}: {error}")
        return found

    def _issuers(self, certificate: Certificate) -> list[Certificate]:
        return [one for one in self.certificates.values() if one.is_ca]

    def by_key_identifier(self) -> dict[bytes, tuple[Certificate, ...]]:
        found: defaultdict[bytes, list[Certificate]] = defaultdict(list)
        for certificate in self.certificates.values():
            if certificate.subject_key_identifier is not None:
                found[certificate.subject_key_identifier].append(certificate)
        return {key: tuple(certificates) for key, certificates in found.items()}

    def by_subject(self) -> dict[Name, tuple[Certificate, ...]]:
        found: defaultdict[Name, list[Certificate]] = defaultdict(list)
        for certificate in self.certificates.values():
            found[certificate.subject].append(certificate)
        return {name: tuple(certificates) for name, certificates in found.items()}


def _turn(path: Path) -> int:
    """Certificates, revocation lists, master lists, PKD exports, defect lists: each may need those before it."""
    suffix = path.suffix.lower()
    return _IN_ORDER.index(suffix) + 1 if suffix in _IN_ORDER else 0


def _signed(kind: str, source: str, encoded: bytes, entries: int, signer: ListSigner) -> UsedList:
    return UsedList(
        name=source,
        kind=kind,
        sha256=fingerprint(encoded),
        entries=entries,
        signer_sha256=signer.certificate.fingerprint,
        signed_at=signer.signed_at,
        anchored_in_itself=signer.anchored_in_itself,
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
