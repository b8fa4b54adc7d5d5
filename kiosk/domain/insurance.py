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
    attempts: int = 1
    elapsed_s: float = 0.0
