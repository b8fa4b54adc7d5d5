"""Known defects: production errors and compromised keys of whole series of documents (TR-03135-1 §5.8; BSI TR-03129-2).

A defect concerns all documents of one document signer. States exchange such lists under a signature; an operator may
also write one by hand. Both become a `DefectList`; what follows from a defect is decided in `nfc_icao.verifying`.

The operator's form is a file `*.defects.toml` in the trust directory:

    format = 1
    source = "circular 12/2026"          # where it comes from, for the report
    issued = 2026-11-01
    valid_until = 2027-05-01             # optional; afterwards "no defect known" is not concluded any more

    [[defect]]
    signer = { sha256 = "…64 hex digits of the signer's certificate…" }
    # or: signer = { subject_key_identifier = "…hex…" }
    # or: signer = { authority_key_identifier = "…hex…", serial_number = "…hex…" }
    kind = "signer_revoked"              # one of DefectKind
    status = 3                           # signer_revoked only: the code of TR-03129-2
    data_groups = [2]                    # data_groups_malformed only
    note = "…"                           # optional, for people
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from enum import StrEnum
from typing import Any

from nfc_icao.errors import LimitExceeded, MalformedData
from nfc_icao.trust.certificates import Certificate

MAX_BYTES = 1024 * 1024
MAX_DEFECTS = 10_000

_FORMAT = 1
_SHA_256_BYTES = 32
_TOP_KEYS = {"format", "source", "issued", "valid_until", "defect"}
_DEFECT_KEYS = {"signer", "kind", "status", "data_groups", "note"}
_SIGNER_KEYS = ({"sha256"}, {"subject_key_identifier"}, {"authority_key_identifier", "serial_number"})


class DefectKind(StrEnum):
    """What is wrong with a series of documents."""

    SIGNER_REVOKED = "signer_revoked"
    """The document signer is revoked; `Defect.status` says how."""
    SIGNER_REPLACED = "signer_replaced"
    """The signer's certificate is malformed and another was published."""
    SECURITY_OBJECT_INVALID = "security_object_invalid"
    """EF.SOD is wrong in signature, encoding or hashes, by an error of production."""
    DATA_GROUPS_MALFORMED = "data_groups_malformed"
    LISTS_DIFFER = "lists_differ"
    """EF.COM and EF.SOD list different data groups, by an error of production."""
    CARD_SECURITY_MALFORMED = "card_security_malformed"
    ACTIVE_AUTHENTICATION_KEYS_REVOKED = "active_authentication_keys_revoked"
    CHIP_AUTHENTICATION_KEYS_REVOKED = "chip_authentication_keys_revoked"


@dataclass(frozen=True)
class SignerReference:
    """Which document signer a defect is about. All that is given must fit."""

    sha256: bytes | None = None
    """Of the whole certificate."""
    subject_key_identifier: bytes | None = None
    authority_key_identifier: bytes | None = None
    issuer_der: bytes | None = None
    serial_number: int | None = None

    def means(self, certificate: Certificate) -> bool:
        pairs = (
            (self.sha256, bytes.fromhex(certificate.fingerprint)),
            (self.subject_key_identifier, certificate.subject_key_identifier),
            (self.authority_key_identifier, certificate.authority_key_identifier),
            (self.issuer_der, certificate.issuer_der),
            (self.serial_number, certificate.serial_number),
        )
        given = [(wanted, has) for wanted, has in pairs if wanted is not None]
        return bool(given) and all(wanted == has for wanted, has in given)


@dataclass(frozen=True)
class Defect:
    """One known defect."""

    signer: SignerReference
    kind: DefectKind
    status: int | None = None
    """`SIGNER_REVOKED`: 0 no indication, 1 on hold, 2 testing, 3 revoked by the issuer, 4 revoked in a list, 5 and from
    32 on: the issuer's own (TR-03129-2)."""
    data_groups: frozenset[int] = frozenset()
    """`DATA_GROUPS_MALFORMED`: which."""


@dataclass(frozen=True)
class DefectList:
    """Known defects from one source."""

    source: str
    issued: datetime | None
    valid_until: datetime | None
    """After this moment the list is stale; None when nobody set a limit."""
    defects: tuple[Defect, ...]


def parse_defects_toml(data: bytes) -> DefectList:
    """Read an operator's defect list.

    Raises:
        MalformedData: not this form; the message says which entry and why.
    """
    if len(data) > MAX_BYTES:
        raise LimitExceeded(f"a defect list of {len(data)} bytes")
    try:
        table = tomllib.loads(data.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise MalformedData(f"not TOML: {error}") from error
    _only(table, _TOP_KEYS, "the list")
    rows = table.get("defect", [])
    if table.get("format") != _FORMAT or not isinstance(rows, list) or len(rows) > MAX_DEFECTS:
        raise MalformedData(f"not a defect list of format {_FORMAT}")
    source = table.get("source", "")
    if not isinstance(source, str):
        raise MalformedData("source is no text")
    return DefectList(
        source=source,
        issued=_moment(table.get("issued"), time.min),
        valid_until=_moment(table.get("valid_until"), time.max),
        defects=tuple(_defect(row, f"defect {number}") for number, row in enumerate(rows, 1)),
    )


def _defect(row: Any, where: str) -> Defect:  # noqa: ANN401 - whatever the TOML has there
    if not isinstance(row, dict):
        raise MalformedData(f"{where} is no table")
    _only(row, _DEFECT_KEYS, where)
    try:
        kind = DefectKind(str(row.get("kind")))
    except ValueError as error:
        raise MalformedData(f"{where}: kind is none of {', '.join(DefectKind)}") from error
    status, numbers = row.get("status"), row.get("data_groups", [])
    if status is not None and (not isinstance(status, int) or kind is not DefectKind.SIGNER_REVOKED):
        raise MalformedData(f"{where}: status is a number, and for signer_revoked only")
    if not isinstance(numbers, list) or not all(isinstance(one, int) and 1 <= one <= 16 for one in numbers):
        raise MalformedData(f"{where}: data_groups are numbers from 1 to 16")
    return Defect(_signer(row.get("signer"), where), kind, status, frozenset(numbers))


def _signer(table: Any, where: str) -> SignerReference:  # noqa: ANN401 - whatever the TOML has there
    if not isinstance(table, dict) or set(table) not in _SIGNER_KEYS:
        raise MalformedData(f"{where}: signer needs sha256, or subject_key_identifier, or authority_key_identifier "
                            "and serial_number")  # fmt: skip
    try:
        values = {name: bytes.fromhex(str(value).replace(":", "")) for name, value in table.items()}
    except ValueError as error:
        raise MalformedData(f"{where}: signer is not hexadecimal") from error
    if not all(values.values()) or len(values.get("sha256", bytes(_SHA_256_BYTES))) != _SHA_256_BYTES:
        raise MalformedData(f"{where}: signer is empty, or a SHA-256 of another length")
    serial_number = values.get("serial_number")
    return SignerReference(
        sha256=values.get("sha256"),
        subject_key_identifier=values.get("subject_key_identifier"),
        authority_key_identifier=values.get("authority_key_identifier"),
        serial_number=None if serial_number is None else int.from_bytes(serial_number, "big"),
    )


def _only(table: Mapping[str, Any], known: set[str], where: str) -> None:
    if unknown := sorted(set(table) - known):
        raise MalformedData(f"{where}: unknown key {unknown[0]}")


def _moment(value: Any, at: time) -> datetime | None:  # noqa: ANN401 - whatever the TOML has there
    if value is None:
        return None
    if isinstance(value, datetime):
        return value if value.tzinfo is not None else value.replace(tzinfo=UTC)
    if isinstance(value, date):
        return datetime.combine(value, at, UTC)
    raise MalformedData("a date that is none")
