"""Who is at the desk, as a file: a JSON list of `{"role": …}` with what is known of each, or a stored chip reading.

Each person is given by `facts` (or the `fields` that `qr parse --json` prints), by the text of a `qr`, or by the folder
of a `reading`. Facts in a file are claims whatever they say of their source: anybody can write a file.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any

from kiosk.cli import stored_reading
from kiosk.domain.dates import PartialDate
from kiosk.domain.identity import Assurance, Fact, FactName, FactValue, Identity, Sex, Source
from kiosk.domain.roles import Cast, Role
from kiosk.forms import read_date
from kiosk.identification import CodeError, identity_from_chip, identity_from_code, parse_code
from nfc_icao import TrustStore, parse_lds, verify_chip
from nfc_icao.errors import ChipError

MAX_BYTES = 1_000_000
MAX_PEOPLE = 50
MAX_TEXT = 1000
_DATES = frozenset({FactName.DATE_OF_BIRTH, FactName.DATE_OF_ISSUE, FactName.DATE_OF_EXPIRY})
_SEXES = MappingProxyType({"nam": Sex.MALE, "nữ": Sex.FEMALE, **{one.value: one for one in Sex}})
_SOURCES = frozenset({Source.QR, Source.DG1, Source.DG13, Source.STAFF})
_KEYS = frozenset({"role", "facts", "fields", "qr", "reading", "kind", "source", "warnings"})


class IdentityFileError(Exception):
    """The file does not say who is there. The text names a place in the file, never what stands there."""


class RoleUnknownError(IdentityFileError):
    """Somebody plays a part that the form does not have."""


def load_cast(path: Path, roles: Collection[Role], asked: Collection[FactName], today: date) -> Cast:
    """The people of a file by their part. `asked` are the facts the form needs.

    Raises:
        OSError: the file cannot be read.
        IdentityFileError: it does not say who is there.
    """
    if path.is_dir() or path.name == stored_reading.SUMMARY:
        folder = path if path.is_dir() else path.parent
        return _by_role([(_role({}, roles, "reading"), _from_reading(folder, asked, "reading"))])
    return _by_role(
        [(_role(row, roles, where), _identity(row, path.parent, asked, today, where)) for where, row in _people(path)]
    )


def load_people(
    path: Path, roles: Collection[Role], asked: Collection[FactName], today: date
) -> tuple[tuple[Role | None, Identity], ...]:
    """The people of a file in their order, each with the role the file gives them; None where it gives none.

    Raises:
        OSError: the file cannot be read.
        IdentityFileError: it does not say who is there.
    """
    if path.is_dir() or path.name == stored_reading.SUMMARY:
        return ((None, _from_reading(path if path.is_dir() else path.parent, asked, "reading")),)
    return tuple(
        (
            _role(row, roles, where) if "role" in row else None,
            _identity(row, path.parent, asked, today, where),
        )
        for where, row in _people(path)
    )


def _people(path: Path) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Where each person stands in the file, and what it says of them."""
    for index, row in enumerate(_rows(path), 1):
        where = f"person {index}"
        if not isinstance(row, Mapping):
            raise IdentityFileError(f"{where} is no object")
        if any(key not in _KEYS for key in row):
            raise IdentityFileError(f"{where} has an unknown key; keys are {', '.join(sorted(_KEYS))}")
        yield where, row


def _rows(path: Path) -> list[Any]:
    with path.open("rb") as opened:
        data = opened.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise IdentityFileError(f"larger than {MAX_BYTES} bytes")
    try:
        value = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise IdentityFileError("no JSON in UTF-8") from None
    rows = value if isinstance(value, list) else [value]
    if not 0 < len(rows) <= MAX_PEOPLE:
        raise IdentityFileError(f"a list of 1 to {MAX_PEOPLE} people is wanted")
    return rows


def _by_role(people: list[tuple[Role, Identity]]) -> Cast:
    cast: dict[Role, tuple[Identity, ...]] = {}
    for role, identity in people:
        cast[role] = (*cast.get(role, ()), identity)
    return MappingProxyType(cast)


def _role(row: Mapping[str, Any], roles: Collection[Role], where: str) -> Role:
    """The part of a person; whoever names none applies."""
    wanted = row.get("role", Role.APPLICANT.value)
    for role in roles:
        if role.value == wanted:
            return role
    raise RoleUnknownError(f"{where}: the roles of this form are {', '.join(roles)}")


def _identity(row: Mapping[str, Any], beside: Path, asked: Collection[FactName], today: date, where: str) -> Identity:
    if isinstance(row.get("reading"), str):
        return _from_reading(beside / row["reading"], asked, where)
    if isinstance(row.get("qr"), str):
        try:
            return identity_from_code(parse_code(row["qr"], today=today), today)
        except CodeError as error:
            raise IdentityFileError(f"{where}: qr: {error}") from None
    if "fields" in row:
        return _from_facts(_facts_among(row["fields"], where), {"source": Source.QR.value, **row}, where)
    return _from_facts(row.get("facts"), row, where)


def _facts_among(fields: object, where: str) -> Mapping[str, Any]:
    """What `qr parse --json` printed, without the fields that are no facts."""
    if not isinstance(fields, Mapping):
        raise IdentityFileError(f"{where}: fields is no object")
    return {name: text for name, text in fields.items() if name in list(FactName)}


def _from_facts(facts: object, row: Mapping[str, Any], where: str) -> Identity:
    if not isinstance(facts, Mapping):
        raise IdentityFileError(f"{where} has neither facts nor qr nor reading")
    source = _source(row.get("source", Source.STAFF.value), where)
    kind = row.get("kind", "unknown")
    if not isinstance(kind, str) or len(kind) > MAX_TEXT:
        raise IdentityFileError(f"{where}: kind is no text")
    found = {}
    for key, text in facts.items():
        if text is None or text == "":
            continue
        name = _fact_name(key, where)
        found[name] = Fact(_value(name, text, where), source, Assurance.CLAIMED)
    return Identity(MappingProxyType(found), document_kind=kind)


def _fact_name(key: object, where: str) -> FactName:
    try:
        return FactName(str(key))
    except ValueError:
        raise IdentityFileError(f"{where}: an unknown fact; facts are {', '.join(FactName)}") from None


def _source(text: object, where: str) -> Source:
    for source in _SOURCES:
        if source.value == text:
            return source
    raise IdentityFileError(f"{where}: source is one of {', '.join(sorted(_SOURCES))}")


def _value(name: FactName, text: object, where: str) -> FactValue:
    if not isinstance(text, str) or len(text) > MAX_TEXT:
        raise IdentityFileError(f"{where}: {name.value} is no text of up to {MAX_TEXT} characters")
    if name is FactName.SEX:
        sex = _SEXES.get(text.strip().casefold())
        if sex is None:
            raise IdentityFileError(f"{where}: sex is one of {', '.join(_SEXES)}")
        return sex
    if name in _DATES:
        when = _date(text)
        if when is None:
            raise IdentityFileError(f"{where}: {name.value} is no date (1999-03-15, 15/03/1999, 03/1999 or 1999)")
        return when
    return " ".join(text.split())


def _date(text: str) -> PartialDate | None:
    """ISO 8601 or Vietnamese writing, in three precisions."""
    parts = text.strip().split("-")
    if 1 < len(parts) < 4 and len(parts[0]) == 4:
        return read_date("/".join(reversed(parts)))
    return read_date(text.strip())


def _from_reading(folder: Path, asked: Collection[FactName], where: str) -> Identity:
    """A stored reading, judged without anchors: what it says is read, not proven."""
    try:
        reading = stored_reading.load(folder)
        report = verify_chip(reading, TrustStore.from_certificates(()))
        return identity_from_chip(parse_lds(reading.files), report, None, asked=asked)
    except ChipError as error:
        raise IdentityFileError(f"{where}: no stored reading ({type(error).__name__})") from None
