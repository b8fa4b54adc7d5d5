"""Everything a site decides about the portal, typed. Made by `kiosk.bootstrap` from the site's files."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from urllib.parse import urlsplit

from kiosk.domain.insurance import InsuranceOutcome, NextStep
from kiosk.insurance.errors import SettingsError

_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
_CITIZEN_NUMBER = re.compile(r"[0-9]{12}")


class BodyEncoding(StrEnum):
    """How a call's body is written. Documents and working clients disagree call by call, so it is a setting."""

    FORM = "form"
    JSON = "json"


@dataclass(frozen=True)
class PortalBodies:
    token: BodyEncoding = BodyEncoding.FORM
    card: BodyEncoding = BodyEncoding.JSON
    history: BodyEncoding = BodyEncoding.FORM
    """Its description says JSON; a production user reports that JSON is refused."""
    copayment: BodyEncoding = BodyEncoding.JSON


@dataclass(frozen=True)
class PortalTimeouts:
    """The portal was seen to take 5 to 60 s. Reception does not wait that long."""

    connect_s: float = 5.0
    total_s: float = 15.0
    """For the card with everything in it: login, question, a second question after a new card."""
    extras_s: float = 8.0
    """For history and co-payment together, after the card's answer."""
    token_lifetime_s: float = 540.0
    """How long a token is used when the portal's own expiry cannot be read (the server's session limit is 10
    minutes)."""

    def __post_init__(self) -> None:
        if min(self.connect_s, self.total_s, self.extras_s, self.token_lifetime_s) <= 0:
            raise SettingsError("timeouts are positive seconds")


@dataclass(frozen=True)
class PortalExtras:
    """What is asked after a positive answer about the card."""

    history: bool = True
    copayment: bool = True


@dataclass(frozen=True)
class PortalLimits:
    """How much the portal is asked. It restricts accounts that ask too much; where its line is, is not known."""

    calls_per_minute: float = 60.0
    """Of one account at this desk: several desks of one facility share the account, and share this between them."""
    burst: int = 30
    longest_wait_s: float = 3.0
    """How long a call waits for its place; then the question is asked later."""
    failures_to_rest: int = 5
    """So many failures in a row, and the portal is left alone…"""
    rest_s: float = 60.0
    """…for so long."""
    refused_rest_s: float = 300.0
    """A refused account is not tried again before."""
    restricted_rest_s: float = 3600.0
    """The co-payment is not asked about before, once the portal named the account restricted."""
    remembered: int = 2000
    """Answers kept in memory for the day; 0 keeps none."""

    def __post_init__(self) -> None:
        positive = (self.calls_per_minute, self.burst, self.failures_to_rest, self.rest_s)
        if min(*positive, self.refused_rest_s, self.restricted_rest_s) <= 0:
            raise SettingsError("limits are positive numbers")
        if self.longest_wait_s < 0 or self.remembered < 0:
            raise SettingsError("a wait and a number of answers are not negative")


class CoPaymentMeaning(StrEnum):
    """What an answer of `TraCuuTienMCCT` comes to."""

    DATA = "data"
    NONE = "none"
    BAD_QUESTION = "bad_question"
    UNAUTHORIZED = "unauthorized"
    RESTRICTED = "restricted"
    FAULT = "fault"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class CoPaymentCode:
    code: str
    words: str
    """A part of the sentence beside it that tells this meaning from another of the same code; empty for none."""
    meaning: CoPaymentMeaning


@dataclass(frozen=True)
class CodeMeaning:
    """What a result code comes to."""

    outcome: InsuranceOutcome
    next_steps: tuple[NextStep, ...]

    @property
    def positive(self) -> bool:
        return self.outcome in POSITIVE


POSITIVE = frozenset({InsuranceOutcome.COVERED, InsuranceOutcome.STAFF_CHECK, InsuranceOutcome.NEW_CARD})
"""Outcomes with a card that counts: history and co-payment are asked after these only."""
UNKNOWN_CODE = "unknown"
"""The row for every code without a row of its own."""
_NOBODY_KNOWS = CodeMeaning(InsuranceOutcome.UNKNOWN, (NextStep.DESK,))


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
    codes: Mapping[str, CodeMeaning] = field(repr=False)
    """Result code → what reception does next; the row `unknown` stands for codes that are not here. Never an error."""
    words_for_codes: Mapping[str, str] = field(default_factory=dict, repr=False)
    """Words that were seen in place of a code → the row of `codes` that says what they come to."""
    copayment_codes: tuple[CoPaymentCode, ...] = field(default=(), repr=False)
    """What `MaKetQua` of the co-payment means; the first row that fits counts."""
    timeouts: PortalTimeouts = PortalTimeouts()
    bodies: PortalBodies = PortalBodies()
    extras: PortalExtras = PortalExtras()
    limits: PortalLimits = PortalLimits()
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
        if self.max_response_bytes <= 0:
            raise SettingsError("the largest answer is a positive number of bytes")

    def meaning_of(self, code: str | None) -> CodeMeaning:
        """What reception does after `code`; any text is allowed, also one that nobody described."""
        return self.codes.get(code or "") or self.codes.get(UNKNOWN_CODE, _NOBODY_KNOWS)

    def code_in_words(self, said: str | None) -> str | None:
        """The row for a sentence that stands where a code should; None when nobody described it."""
        plain = folded_words(said or "")
        return next((code for words, code in self.words_for_codes.items() if folded_words(words) in plain), None)

    @property
    def meaning_of_silence(self) -> CodeMeaning:
        """No usable answer at all."""
        return CodeMeaning(InsuranceOutcome.LATER, (NextStep.CONTINUE, NextStep.LATER))


def folded_words(words: str) -> str:
    """Without marks and case: the portal's sentences are typed by people."""
    plain = unicodedata.normalize("NFD", words.casefold().replace("đ", "d"))
    return " ".join("".join(one for one in plain if not unicodedata.combining(one)).split())
