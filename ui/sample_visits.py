"""Invented visits in every state, for pictures and for looking at the window without any device. Nobody here exists."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from decimal import Decimal

from kiosk.domain.coverage import Coverage, RouteSuggestion, Validity
from kiosk.domain.dates import PartialDate
from kiosk.domain.failure import FailureCode
from kiosk.domain.form import FilledForm
from kiosk.domain.identity import Assurance, Disagreement, Fact, FactName, Identity, Sex, Source
from kiosk.domain.insurance import InsuranceAnswer, InsuranceCard, InsuranceOutcome, PastVisit
from kiosk.domain.progress import Progress
from kiosk.domain.record import Receipt, RecordFate, RecordId
from kiosk.domain.ticket import Ticket
from kiosk.domain.verdict import Outcome, Verdict, VerdictLine
from kiosk.visit.events import Portrait
from kiosk.visit.state import Typing, Visit, VisitState
from ui.sample_form import filled_form
from ui.view_models.child import ChildBox
from ui.view_models.devices import Device, DeviceBoard, DeviceState

NAME = "Nguyễn Ngọc Diễm Quỳnh"
NUMBER = "001192004567"
ADDRESS = "Số 27, ngõ 46 phố Huyền Trân Công Chúa, tổ dân phố Hạ, phường Ô Chợ Dừa, thành phố Hà Nội"
CARD_NUMBER = "GD4010119204567"

_READY = Device(DeviceState.READY)
WORKING = DeviceBoard(_READY, _READY, _READY, _READY)


@dataclass(frozen=True)
class Sample:
    visit: Visit
    board: DeviceBoard = WORKING
    may_type: bool = False
    """At a desk that types records into another program's window."""
    checks_open: bool = False
    typing: bool = False
    """The page of typed numbers is open."""
    child: Mapping[ChildBox, str] | None = None
    """The page of a child's certificate is open, with this in its boxes."""


def identity(assurance: Assurance, source: Source) -> Identity:
    """The invented person, with everything proven as far as `assurance`."""
    values: dict[FactName, str | PartialDate | Sex] = {
        FactName.PERSONAL_NUMBER: NUMBER,
        FactName.FULL_NAME: NAME,
        FactName.DATE_OF_BIRTH: PartialDate(1992, 8, 19),
        FactName.SEX: Sex.FEMALE,
        FactName.RESIDENCE: ADDRESS,
        FactName.DATE_OF_ISSUE: PartialDate(2022, 3, 4),
    }
    facts = {name: Fact(value, source, assurance) for name, value in values.items()}
    return Identity(facts, document_kind="cccd_2021")


def verdict(overall: Outcome, assurance: Assurance, **changed: tuple[Outcome, str]) -> Verdict:
    """Every check successful but those named, as `C7=(outcome, reason)`."""
    plan = (
        ("C1", "MRZ check digits", Outcome.SUCCESSFUL, "mrz.consistent", True),
        ("C3", "PACE performed", Outcome.SUCCESSFUL, "access.used", True),
        ("C4", "Chip authenticity", Outcome.SUCCESSFUL, "chip_authenticity.genuine", True),
        ("C5", "Security object hash", Outcome.SUCCESSFUL, "passive_authentication.content_unaltered", True),
        ("C6", "Security object signature", Outcome.SUCCESSFUL, "passive_authentication.signature_valid", True),
        ("C7", "Signer leads to a trusted issuer", Outcome.SUCCESSFUL, "passive_authentication.issuer_trusted", True),
        ("C8", "Certificate validity", Outcome.SUCCESSFUL, "passive_authentication.within_validity", True),
        ("C9", "Signer revocation", Outcome.UNDETERMINED, "passive_authentication.no_revocation_list", False),
        ("C12", "Hash of every data group", Outcome.SUCCESSFUL, "data_groups.hashes_identical", True),
        ("C13", "Issuing state", Outcome.SUCCESSFUL, "issuing_state.matches", True),
        ("C14", "Document expiry", Outcome.SUCCESSFUL, "document.in_force", True),
        ("C15", "QR against chip", Outcome.SUCCESSFUL, "cross_check.agrees", True),
        ("C18", "Digital seal", Outcome.NOT_SUPPORTED, "check.not_offered", False),
    )
    lines = tuple(
        VerdictLine(check_id, name, *changed.get(check_id, (outcome, reason)), counts=counts)
        for check_id, name, outcome, reason, counts in plan
    )
    return Verdict(overall, assurance, lines, "PACE", "CAN")


GENUINE = verdict(Outcome.SUCCESSFUL, Assurance.GENUINE_CHIP)
CLONED = verdict(Outcome.FAILED, Assurance.AUTHENTIC, C4=(Outcome.FAILED, "chip_authenticity.wrong_answer"))
UNKNOWN_ISSUER = verdict(
    Outcome.UNDETERMINED, Assurance.READ, C7=(Outcome.UNDETERMINED, "passive_authentication.no_trust_anchor")
)

COVERED = InsuranceAnswer(
    InsuranceOutcome.COVERED,
    "000",
    InsuranceCard(CARD_NUMBER, date(2026, 1, 1), date(2026, 12, 31), "01071", None, date(2027, 4, 1)),
    note="Thẻ còn giá trị sử dụng. Nơi đăng ký khám chữa bệnh ban đầu: 01071.",
)
PORTAL_DOWN = InsuranceAnswer(InsuranceOutcome.LATER, None)

COVERAGE = Coverage(
    card_number=CARD_NUMBER,
    validity=Validity.IN_FORCE,
    valid_from=date(2026, 1, 1),
    valid_to=date(2026, 12, 31),
    facility_code="01071",
    facility_name="Bệnh viện mẫu",
    registered_here=True,
    area_code=None,
    five_years_on=date(2027, 4, 1),
    five_years_reached=False,
    benefit_percent=80,
    route=RouteSuggestion("1.1", "coverage.route.registered_here", ("1.3", "2"), Decimal(80)),
    recent_visits=(
        PastVisit("01999", datetime(2026, 11, 3, 2, 10, tzinfo=UTC), None, "1", "Viêm họng cấp"),
        PastVisit("01071", datetime(2026, 10, 12, 1, 30, tzinfo=UTC), None, "1", None),
    ),
    history_known=True,
    copayment_vnd=1_250_000,
    copayment_limit_vnd=15_180_000,
    small_bill_limit_vnd=379_500,
)
ELSEWHERE = replace(
    COVERAGE,
    facility_code="79034",
    facility_name=None,
    registered_here=False,
    route=None,
    visits_today=(PastVisit("01999", datetime(2026, 11, 21, 0, 40, tzinfo=UTC), None, "1", "Tăng huyết áp"),),
    copayment_vnd=None,
    warnings=("coverage.warning.visit_today", "coverage.warning.expiring", "coverage.warning.route_unknown"),
)
ENDED = replace(
    COVERAGE,
    validity=Validity.ENDED,
    valid_from=date(2025, 1, 1),
    valid_to=date(2025, 12, 31),
    route=RouteSuggestion("9", "coverage.route.not_insured", (), Decimal(0)),
    recent_visits=(),
    history_known=False,
    copayment_vnd=None,
    warnings=("coverage.warning.ended", "coverage.warning.history_unknown"),
)
TICKET = Ticket(
    record_id=RecordId("0193f0aa"),
    day=date(2026, 11, 21),
    room_id="noi-1",
    room_name={"vi": "Phòng khám Nội 1", "en": "Internal medicine 1"},
    priority="ordinary",
    number=12,
    shown="A012",
    issued_at=datetime(2026, 11, 21, 1, 14, tzinfo=UTC),
    waiting_before=3,
)


CERTIFICATE = {
    ChildBox.DATE_OF_BIRTH: "19/11/2026",
    ChildBox.TIME_OF_BIRTH: "08:30",
    ChildBox.SEX: Sex.FEMALE.value,
    ChildBox.MOTHER_NAME: NAME,
    ChildBox.CERTIFICATE_NUMBER: "01071.CS.0412.26",
}
"""Of a new-born without a name."""


def portrait(trusted: bool) -> Portrait:
    """A drawn head and shoulders, nobody's photo."""
    width, height = 90, 120
    pixels = bytearray()
    for y in range(height):
        for x in range(width):
            head = ((x - 45) / 19) ** 2 + ((y - 48) / 25) ** 2 <= 1
            hair = ((x - 45) / 24) ** 2 + ((y - 43) / 29) ** 2 <= 1
            body = y > 76 and ((x - 45) / 40) ** 2 + ((y - 122) / 46) ** 2 <= 1
            colour = (226, 190, 166) if head and y > 36 else (52, 45, 48) if hair else (58, 92, 122)
            pixels += bytes(colour if head or hair or body else (205, 222, 234))
    return Portrait(width, height, bytes(pixels), trusted)


def form(source: Source, assurance: Assurance, insurance: InsuranceAnswer) -> FilledForm:
    """The check-in form, filled from the card and from what the portal said."""
    person = {
        "HO_TEN": NAME,
        "SO_CCCD": NUMBER,
        "NGAY_SINH": "19/08/1992",
        "GIOI_TINH": "2",
        "DIA_CHI": ADDRESS,
    }
    return filled_form(person, source, assurance, insurance)


def corrected(filled: FilledForm) -> FilledForm:
    """The form after somebody at the desk typed a reason, and a date that does not exist."""
    changes = {
        "LY_DO_VV": {"value": "Đau đầu, chóng mặt từ hôm qua", "source": Source.STAFF, "original": ""},
        "NGAY_SINH": {
            "value": "19/13/1992",
            "source": Source.STAFF,
            "assurance": Assurance.CLAIMED,
            "original": "19/08/1992",
            "problem": "form.problem.date",
        },
    }
    for name, change in changes.items():
        field = filled.field_named(name)
        if field is not None:
            filled = filled.with_field(replace(field, **change))  # type: ignore[arg-type]  # The table above names fields.
    return filled


def samples() -> dict[str, Sample]:
    """Every picture by its file name."""
    claim = identity(Assurance.CLAIMED, Source.QR)
    proven = identity(Assurance.GENUINE_CHIP, Source.DG13)
    idle = Visit("sample")
    waiting = replace(idle, state=VisitState.AWAITING_CARD, claim=claim)
    reading = replace(waiting, state=VisitState.READING, reader="r", progress=Progress("DG2", 9_100, 14_600))
    reviewing = replace(
        reading,
        state=VisitState.REVIEWING,
        identity=proven,
        verdict=GENUINE,
        portrait=portrait(trusted=True),
        progress=None,
        insurance=COVERED,
        coverage=COVERAGE,
        form=form(Source.DG13, Assurance.GENUINE_CHIP, COVERED),
    )
    saved = replace(reviewing, record_id=RecordId("0193f0aa"), state=VisitState.FINISHED)
    receipt = Receipt(
        RecordId("0193f0aa"), "TD-2026-118204", "Bệnh viện mẫu", datetime(2026, 11, 21, 1, 15, tzinfo=UTC)
    )
    done = replace(saved, fate=RecordFate.DELIVERED, receipt=receipt, ticket=TICKET)
    return {
        "01-idle": Sample(idle),
        "02-awaiting-card": Sample(waiting),
        "03-reading": Sample(reading),
        "04-reviewing-genuine": Sample(reviewing),
        "05-reviewing-claimed": Sample(_claimed(reviewing, claim)),
        "06-cloned-chip": Sample(_cloned(reviewing), checks_open=True),
        "07-portal-down": Sample(_portal_down(reviewing), _board(portal=Device(DeviceState.FAILED))),
        "08-card-lifted": Sample(replace(waiting, failure=FailureCode.CARD_LIFTED, reader="r")),
        "09-delivered": Sample(done),
        "10-waiting-in-outbox": Sample(_no_paper(replace(saved, fate=RecordFate.WAITING))),
        "11-reader-missing": Sample(
            replace(idle, failure=FailureCode.READER_UNPLUGGED), _board(reader=Device(DeviceState.MISSING))
        ),
        "12-corrected": Sample(
            replace(_claimed(reviewing, claim), form=corrected(form(Source.QR, Assurance.CLAIMED, COVERED)))
        ),
        "13-asking": Sample(replace(reviewing, state=VisitState.LOOKING_UP, insurance=None, coverage=None, form=None)),
        "14-insured-elsewhere": Sample(replace(reviewing, coverage=ELSEWHERE)),
        "15-card-ended": Sample(replace(reviewing, coverage=ENDED)),
        "16-portal-differs": Sample(_portal_differs(reviewing)),
        "17-number": Sample(idle, typing=True),
        "30-typing-countdown": Sample(replace(done, typing=Typing(seconds=3)), may_type=True),
        "31-typing-stopped": Sample(
            replace(done, typing=Typing(over=True, problem="typing.focus_changed")), may_type=True
        ),
        "18-number-wrong": Sample(replace(idle, failure=FailureCode.CODE_MALFORMED), typing=True),
        "19-child": Sample(idle, child=CERTIFICATE),
    }


def _board(portal: Device = _READY, reader: Device = _READY) -> DeviceBoard:
    return DeviceBoard(_READY, reader, portal, _READY)


def _claimed(reviewing: Visit, claim: Identity) -> Visit:
    filled = form(Source.QR, Assurance.CLAIMED, COVERED)
    return replace(reviewing, identity=claim, verdict=None, portrait=None, form=filled, reader=None)


def _cloned(reviewing: Visit) -> Visit:
    known = identity(Assurance.READ, Source.DG13)
    other = Fact("Nguyen Ngoc Diem Quynh", Source.DG1, Assurance.READ)
    facts = known.facts[FactName.FULL_NAME]
    found = Disagreement(FactName.FULL_NAME, facts, other, weighty=False)
    born = known.facts[FactName.DATE_OF_BIRTH]
    weighty = Disagreement(
        FactName.DATE_OF_BIRTH, Fact(PartialDate(1992, 9, 18), Source.QR, Assurance.CLAIMED), born, weighty=True
    )
    return replace(
        reviewing,
        identity=replace(known, disagreements=(found, weighty)),
        verdict=CLONED,
        portrait=portrait(trusted=False),
        form=form(Source.DG13, Assurance.READ, COVERED),
    )


def _no_paper(saved: Visit) -> Visit:
    ticket = replace(TICKET, priority="elderly", shown="UA003", waiting_before=0)
    return replace(saved, ticket=ticket, ticket_failure=FailureCode.TICKET_NOT_PRINTED)


def _portal_differs(reviewing: Visit) -> Visit:
    """Card, chip and portal each with their own word."""
    known = identity(Assurance.GENUINE_CHIP, Source.DG13)
    name, born = known.facts[FactName.FULL_NAME], known.facts[FactName.DATE_OF_BIRTH]
    printed = Fact("Nguyễn Ngọc Diễm Quynh", Source.QR, Assurance.CLAIMED)
    insured = Fact("NGUYỄN NGỌC DIỄM QUÌNH", Source.PORTAL, Assurance.CLAIMED)
    year_alone = Fact(PartialDate(1992), Source.PORTAL, Assurance.CLAIMED)
    return replace(
        reviewing,
        identity=replace(known, disagreements=(Disagreement(FactName.FULL_NAME, printed, name, weighty=False),)),
        portal_disagreements=(
            Disagreement(FactName.FULL_NAME, name, insured, weighty=True),
            Disagreement(FactName.DATE_OF_BIRTH, born, year_alone, weighty=False),
        ),
    )


def _portal_down(reviewing: Visit) -> Visit:
    return replace(
        reviewing,
        identity=identity(Assurance.READ, Source.DG13),
        verdict=UNKNOWN_ISSUER,
        portrait=portrait(trusted=False),
        insurance=PORTAL_DOWN,
        coverage=None,
        form=form(Source.DG13, Assurance.READ, PORTAL_DOWN),
    )
