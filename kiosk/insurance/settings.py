"""Everything a site decides about the portal, typed. Made by `kiosk.bootstrap` from the site's files."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from urllib.parse import urlsplit

from kiosk.domain.insurance import InsuranceOutcome
from kiosk.insurance.errors import SettingsError

_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
_CITIZEN_NUMBER = re.compile(r"[0-9]{12}")


class BodyEncoding(StrEnum):
    """How a call's body is written. Documents and working clients disagree call by call, so it is a setting."""

    FORM = "form"
    JSON = "json"


@dataclass(frozen=True)
class PortalTimeouts:
    """The portal was seen to take 5 to 60 s. Reception does not wait that long."""

    connect_s: float = 5.0
    total_s: float = 15.0
    """For one look-up with everything in it: login, question, a second question after a new card."""
    token_lifetime_s: float = 540.0
    """How long a token is used when the portal's own expiry cannot be read (the server's session limit is 10
    minutes)."""

    def __post_init__(self) -> None:
        if min(self.connect_s, self.total_s, self.token_lifetime_s) <= 0:
            raise SettingsError("timeouts are positive seconds")


@dataclass(frozen=True)
class PortalSettings:
    """The facility's account, the registered staff member, and what the result codes mean to reception."""

    url: str
    """Scheme and host, e.g. `https://egw.baohiemxahoi.gov.vn`. Plain http only towards this very machine."""
    username: str
    password: str = field(repr=False)
    """In clear; it leaves this program as upper-case hexadecimal MD5, as the portal demands (CV 3190, CV 1245)."""
    staff_name: str = field(repr=False)
    """hoTenCb: who asks. Must be on the facility's list, else 055."""
    staff_citizen_number: str = field(repr=False)
    """cccdCb, else 054."""
    outcomes: Mapping[str, str] = field(repr=False)
    """Result code → what reception does next, by the name of an `InsuranceOutcome`. A code that is not here is
    `UNKNOWN`, never an error."""
    timeouts: PortalTimeouts = PortalTimeouts()
    token_body: BodyEncoding = BodyEncoding.FORM
    card_body: BodyEncoding = BodyEncoding.JSON
    max_response_bytes: int = 1_000_000

    def __post_init__(self) -> None:
        parts = urlsplit(self.url)
        if (
            parts.scheme not in ("https", "http")
            or not parts.hostname
            or parts.query
            or parts.fragment
            or "@" in self.url
        ):
            raise SettingsError("the portal's address is not https://host")
        if parts.scheme == "http" and parts.hostname not in _LOOPBACK:
            raise SettingsError("the portal's address is not encrypted: use https")
        if not self.username or not self.password or not self.staff_name.strip():
            raise SettingsError("account, password or staff name is empty")
        if not _CITIZEN_NUMBER.fullmatch(self.staff_citizen_number):
            raise SettingsError("the staff member's citizen number is not twelve digits")
        if not set(self.outcomes.values()) <= {one.value for one in InsuranceOutcome}:
            raise SettingsError("a result code leads to an outcome that does not exist")
        if self.max_response_bytes <= 0:
            raise SettingsError("the largest answer is a positive number of bytes")
