"""The trust store: the country signing certificates an operator has chosen to believe, and their revocation lists.

No public list holds the CSCA of the Vietnamese identity card, so the store is a directory that the operator fills. What
is in it is trusted because it is in it; nothing that a card sends along ever gets in.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from nfc_icao.trust.certificates import Certificate
from nfc_icao.trust.collecting import Collection
from nfc_icao.trust.crl import RevocationList
from nfc_icao.trust.defects import Defect, DefectList
from nfc_icao.trust.names import Name
from nfc_icao.trust.report import UsedList


@dataclass(frozen=True)
class TrustStore:
    """Certificates and revocation lists that were installed on purpose."""

    certificates: tuple[Certificate, ...] = ()
    revocation_lists: tuple[RevocationList, ...] = ()
    defect_lists: tuple[DefectList, ...] = ()
    lists: tuple[UsedList, ...] = ()
    """Every list that was taken in, with its SHA-256 and who signed it: what a report must name (TR-03135-1 §6.3)."""
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
        collected = Collection()
        for number, encoded in enumerate(certificates, 1):
            collected.add_certificate(f"certificate {number}", encoded)
        for number, encoded in enumerate(revocation_lists, 1):
            collected.add_crl(f"revocation list {number}", encoded)
        return cls._of(collected)

    @classmethod
    def from_directory(cls, directory: Path) -> TrustStore:
        """A store of the files directly in `directory`, in the order of their names.

        Certificates: .der .cer .crt .pem. Revocation lists: .crl. Master lists: .ml. PKD exports: .ldif. Defect lists:
        .dfl when signed, .defects.toml when the operator's own (`nfc_icao.trust.defects`). Other files are not touched.

        Raises:
            TrustStoreError: no such directory, or a file of these kinds that cannot be read or whose signature does not
                hold; the message names it.
        """
        collected = Collection()
        collected.add_directory(directory)
        return cls._of(collected)

    @classmethod
    def _of(cls, collected: Collection) -> TrustStore:
        return cls(
            certificates=tuple(collected.certificates.values()),
            revocation_lists=tuple(collected.revocation_lists),
            defect_lists=tuple(collected.defect_lists),
            lists=tuple(collected.lists),
            problems=tuple(collected.problems),
            _by_key_identifier=collected.by_key_identifier(),
            _by_subject=collected.by_subject(),
        )

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

    def find_generations(self, issuer: Certificate) -> tuple[Certificate, ...]:
        """`issuer` and the other keys of the same authority: the newest signs the revocation lists of all of them."""
        others = [one for one in self._by_subject.get(issuer.subject, ()) if one.is_ca and one != issuer]
        return (issuer, *others)

    def find_defects(self, signer: Certificate) -> tuple[Defect, ...]:
        """What is known to be wrong with the documents of this document signer."""
        return tuple(one for listed in self.defect_lists for one in listed.defects if one.signer.means(signer))
