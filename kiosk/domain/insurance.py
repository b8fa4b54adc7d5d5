"""What the health-insurance portal (BHXH) says about a citizen. Fields keep the portal's meaning, dates become
dates."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum


class InsuranceOutcome(StrEnum):
    """What reception does next; the portal's own code stays beside it."""

    COVERED = "covered"
    STAFF_CHECK = "staff_check"
    """The card is managed by the army or the police: staff look at the paper card."""
    NEW_CARD = "new_card"
    """The old card ended and a new one exists: ask again with the new number."""
    NOT_COVERED = "not_covered"
    MISMATCH = "mismatch"
    """Number, name or date of birth does not agree with the portal."""
    CHILD = "child"
    """A child who has no card yet: temporary-card path."""
    LATER = "later"
    """The portal is slow, down or faulty: reception goes on and the question is asked again."""
    CONFIGURATION = "configuration"
    """The facility's account or staff name is wrong: an administrator is needed."""
    UNKNOWN = "unknown"
    """A code nobody has described yet."""
    NOT_ASKED = "not_asked"
    """There was nothing to ask with: number, name or date of birth is missing."""


class NextStep(StrEnum):
    """What there is to do after a result code, the first step of a row first (`config/insurance/result_codes.toml`)."""

    CONTINUE = "continue"
    ASK_NEW_CARD = "ask_new_card"
    """Ask once more with the new card's number; the client has done it when the answer is there."""
    STAFF_CHECK = "staff_check"
    """Staff look at the paper card and the identity papers."""
    CHILD = "child"
    """The way of a child without a card."""
    DESK = "desk"
    """A person at the desk settles it."""
    SELF_PAY = "self_pay"
    ALARM = "alarm"
    """An administrator must change the account, the staff member or the question."""
    LATER = "later"
    """Reception goes on; the question is asked again by itself."""


@dataclass(frozen=True)
class InsuranceCard:
    """One card as the portal returned it. None where it said nothing."""

    card_number: str | None = field(repr=False)
    """MA_THE_BHYT, 15 or 10 characters."""
    valid_from: date | None
    valid_to: date | None
    facility_code: str | None
    """MA_DKBD, five characters: where the holder is registered for primary care."""
    area_code: str | None
    """MA_KHUVUC: K1, K2, K3 or None."""
    five_years_on: date | None
    """NAM_NAM_LIEN_TUC: the day five continuous years are reached."""


@dataclass(frozen=True)
class PastVisit:
    """One visit of the history, anywhere in the country (`Lskcb2025`)."""

    facility_code: str | None
    """maCSKCB."""
    admitted: datetime | None
    """ngayVao, in Vietnamese time; None when it cannot be read."""
    discharged: datetime | None
    reason_code: str | None
    """lyDoVV."""
    diagnosis: str | None = field(default=None, repr=False)
    """tenBenh: sensitive; shown to staff who ask for it, never printed."""


@dataclass(frozen=True)
class CoPayment:
    """What the holder paid themselves this year (`TraCuuTienMCCT`)."""

    total_vnd: int | None
    """tBNCCTLuyKe: None when the portal has no figure."""
    visits: int
    """How many visits it counts."""


class PortalCallName(StrEnum):
    """The four calls of the portal."""

    TOKEN = "token"  # noqa: S105 - the name of a call
    CARD = "card"
    HISTORY = "history"
    COPAYMENT = "copayment"


class Happened(StrEnum):
    """What became of one call. Every word has a sentence, `insurance.happened.<word>`."""

    ANSWERED = "answered"
    NO_ANSWER_IN_TIME = "no_answer_in_time"
    NOT_REACHED = "not_reached"
    """No connection, or one that broke."""
    HTTP_STATUS = "http_status"
    """Another status than 200."""
    NOT_THE_CONTRACT = "not_the_contract"
    """Something that is no answer of this portal: a page, another type, a code that is missing."""
    TOO_LARGE = "too_large"
    NO_TOKEN = "no_token"  # noqa: S105 - a word, not a token
    UNAUTHORIZED = "unauthorized"
    RATE_LIMITED = "rate_limited"
    """Not sent: our own limit of calls would have been passed."""
    LEFT_ALONE = "left_alone"
    """Not sent: the portal failed several times in a row and gets a rest."""
    ACCOUNT_RESTRICTED = "account_restricted"
    """The portal has the facility's account on its restricted list."""


@dataclass(frozen=True)
class PortalCall:
    """One call and what became of it: the evidence that Decree 188/2025, article 38, asks to keep. Nothing personal."""

    call: PortalCallName
    at: datetime
    """When it began, aware, in UTC."""
    happened: Happened
    elapsed_s: float
    result_code: str | None = None
    http_status: int | None = None


@dataclass(frozen=True)
class InsuranceAnswer:
    outcome: InsuranceOutcome
    result_code: str | None
    """maKetQua as sent; None when no answer came."""
    card: InsuranceCard | None = None
    holder_name: str | None = field(default=None, repr=False)
    holder_birth: str | None = field(default=None, repr=False)
    holder_sex: str | None = field(default=None, repr=False)
    """gioiTinh as written: "Nam" or "Nữ"."""
    holder_address: str | None = field(default=None, repr=False)
    history: tuple[PastVisit, ...] | None = field(default=None, repr=False)
    """None when it was not asked or not answered; empty when there was no visit."""
    copayment: CoPayment | None = None
    note: str | None = field(default=None, repr=False)
    """ghiChu: the portal's own sentence. Personal; plain text; never interpreted."""
    next_steps: tuple[NextStep, ...] = ()
    """What there is to do, the likeliest first; empty when nothing was asked."""
    calls: tuple[PortalCall, ...] = ()
    """Every call that was made for it, in order; none when the answer was remembered from earlier in the day."""
    remembered: bool = False
    """True: the same question was answered earlier today, and the portal was not asked again."""
    attempts: int = 1
    elapsed_s: float = 0.0

    @property
    def words(self) -> str:
        """The key of what citizen and staff are told: `insurance.citizen.<words>`, `insurance.staff.<words>`. A code
        without a sentence of its own is told as `unknown`."""
        return self.result_code or self.outcome.value

    @property
    def owed(self) -> bool:
        """The portal still owes an answer: the question is worth remembering and asking again by itself."""
        return self.outcome is InsuranceOutcome.LATER or NextStep.LATER in self.next_steps

    @property
    def account_restricted(self) -> bool:
        """The portal refused a part of the answer because of the facility's account: an administrator is needed."""
        return any(one.happened is Happened.ACCOUNT_RESTRICTED for one in self.calls)
