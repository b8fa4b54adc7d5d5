"""A hospital's REST contract as data: names, paths, what is signed, what their codes mean.

Hospitals that follow the kiosk contract known here (MediPay's "C06", facts of 2024) agree on headers, paths and the
three codes; names inside the answers are each hospital's own. So nothing but the shape of a call is code.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from kiosk.delivery.mapping import MappedField


class CallName(StrEnum):
    """What a hospital may be asked."""

    VISIT_TYPES = "visit_types"
    DEPARTMENTS = "departments"
    SERVICES = "services"
    DEPARTMENT_SERVICE = "department_service"
    """Whether a service exists in a department."""
    SLOTS = "slots"
    """When a service can be had."""
    PATIENT = "patient"
    INSURANCE = "insurance"
    REGISTRATION = "registration"


class Meaning(StrEnum):
    """What a code of theirs means to us."""

    DONE = "done"
    NOT_FOUND = "not_found"
    LATER = "later"
    REFUSED = "refused"


class TimestampForm(StrEnum):
    UNIX_S = "unix_s"
    UNIX_MS = "unix_ms"
    VIETNAM_MOMENT = "vietnam_moment"
    """yyyymmddHHMMSS in Vietnamese time."""


class SignatureForm(StrEnum):
    HEX = "hex"
    HEX_UPPER = "hex_upper"
    BASE64 = "base64"


MERCHANT, TIMESTAMP, KEY, BODY = "@merchant", "@timestamp", "@key", "@body"
"""What can be signed beside the members of a query or body; `@body` is the hexadecimal SHA-256 of the body's bytes."""


@dataclass(frozen=True)
class Call:
    method: str
    path: str
    """Below the hospital's address, beginning with a slash."""
    signed: Sequence[str]
    """What is joined by the separator and signed, in order."""
    parameters: Mapping[str, str]
    """Our name of each parameter of the query → theirs."""
    answer: Mapping[str, str]
    """Our name of each member of an entry in the answer → theirs."""


@dataclass(frozen=True)
class HospitalContract:
    merchant_header: str
    timestamp_header: str
    signature_header: str
    separator: str
    timestamp_form: TimestampForm
    signature_form: SignatureForm
    code_member: str
    content_member: str
    codes: Mapping[str, Meaning]
    """A code that is not here is "later": nothing is thrown away for a word we do not know."""
    calls: Mapping[CallName, Call]
    registration: Sequence[MappedField]
    receipt_members: Sequence[str]
    """Members of the registration's answer that make the receipt's number, e.g. MA_LK and STT_LK."""
    duplicate_member: str | None
    """True, 1 or "1" there: the hospital had this registration already."""
