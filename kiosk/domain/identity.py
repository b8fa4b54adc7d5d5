"""Who stands at the desk, and how far each thing said about them is proven.

Two rules hold everywhere: the QR is unsigned and never more than a claim, and a value without proof never looks proven.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from types import MappingProxyType

from kiosk.domain.dates import PartialDate


class Assurance(IntEnum):
    """How far a value is proven; a larger one includes the smaller."""

    CLAIMED = 0
    """Said, printed or typed: QR, keyboard, a portal's echo."""
    READ = 1
    """A chip said so, but its signature could not be judged (no trusted issuer, untrusted clock)."""
    AUTHENTIC = 2
    """Signed by a trusted issuer; the chip itself may be a copy."""
    GENUINE_CHIP = 3
    """Signed by a trusted issuer, on a chip that holds the matching key."""


class Source(StrEnum):
    """Where a value came from."""

    QR = "qr"
    DG1 = "dg1"
    DG13 = "dg13"
    PORTAL = "portal"
    """The health-insurance portal's answer."""
    STAFF = "staff"
    """Typed or corrected by a person at the desk."""
    DESK = "desk"
    """Known to the desk itself: its facility code, the time, a default of its settings."""


class FactName(StrEnum):
    """What may be known about a citizen."""

    PERSONAL_NUMBER = "personal_number"
    FULL_NAME = "full_name"
    DATE_OF_BIRTH = "date_of_birth"
    TIME_OF_BIRTH = "time_of_birth"
    """HH:MM in Vietnam, of a new-born: the check-in table sends it with the day."""
    SEX = "sex"
    NATIONALITY = "nationality"
    RESIDENCE = "residence"
    PLACE_OF_ORIGIN = "place_of_origin"
    OLD_ID_NUMBER = "old_id_number"
    DATE_OF_ISSUE = "date_of_issue"
    DATE_OF_EXPIRY = "date_of_expiry"
    FATHER_NAME = "father_name"
    MOTHER_NAME = "mother_name"
    SPOUSE_NAME = "spouse_name"
    GUARDIAN_NAME = "guardian_name"
    """Whoever stands for a child: a parent or guardian, as an insurance card names them or staff typed them."""
    INSURANCE_NUMBER = "insurance_number"
    ETHNICITY = "ethnicity"
    """Taken from a chip only when a form of the service asks for it."""
    RELIGION = "religion"
    """Sensitive (NĐ 13/2023/NĐ-CP, art. 2): taken from a chip only when a form of the service asks for it."""


class Sex(StrEnum):
    MALE = "male"
    FEMALE = "female"
    UNDETERMINED = "undetermined"


FactValue = str | PartialDate | Sex


@dataclass(frozen=True)
class Fact:
    """One value with where it came from and how far it is proven."""

    value: FactValue = field(repr=False)
    source: Source
    assurance: Assurance


@dataclass(frozen=True)
class Disagreement:
    """Two sources that do not say the same about one thing."""

    name: FactName
    one: Fact
    other: Fact
    weighty: bool
    """False for differences that people make and machines must not punish: case, spacing, missing diacritics in an
    MRZ."""


class CaptureMethod(StrEnum):
    """The way a citizen's identity came into this desk."""

    CHIP = "chip"
    QR = "qr"
    TYPED = "typed"
    """Twelve digits, typed."""
    BHYT_QR = "bhyt_qr"
    """The code of a health-insurance card, on paper or in VssID."""
    PAPER_NUMBER = "paper_number"
    """The ten or fifteen characters of an insurance card, typed."""
    BIRTH_CERTIFICATE = "birth_certificate"
    """A child without a card: a birth certificate, and whoever stands for the child."""
    NONE = "none"
    """Nothing was shown: what a person said was written down."""


@dataclass(frozen=True)
class Capture:
    """How an identity was captured."""

    method: CaptureMethod
    reference: str | None = field(default=None, repr=False)
    """What can be found again later: the number of a birth certificate. None where the method says it all."""


@dataclass(frozen=True)
class Identity:
    """What is known about the citizen of one visit: for each name, the best proven fact."""

    facts: Mapping[FactName, Fact] = field(default_factory=lambda: MappingProxyType({}))
    disagreements: tuple[Disagreement, ...] = ()
    document_kind: str = "unknown"
    """`cccd_2021`, `can_cuoc_2024`, `bhyt`, `passport` or `unknown`."""
    warnings: tuple[str, ...] = ()
    """Text keys of what looked odd in the code. They ask for a second look and refuse nobody."""
    capture: Capture | None = None
    """Said by whoever typed; None for what devices read: their facts say where they come from."""

    def get(self, name: FactName) -> Fact | None:
        return self.facts.get(name)

    def text(self, name: FactName) -> str | None:
        """The value of a textual fact, or None."""
        fact = self.facts.get(name)
        return fact.value if fact is not None and isinstance(fact.value, str) else None

    @property
    def assurance(self) -> Assurance:
        """The weakest proof among the three that name a person: number, name, date of birth."""
        naming = (FactName.PERSONAL_NUMBER, FactName.FULL_NAME, FactName.DATE_OF_BIRTH)
        return min((self.facts[name].assurance for name in naming if name in self.facts), default=Assurance.CLAIMED)
