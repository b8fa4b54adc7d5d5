"""The check-in form of invented visits, box by box as `config/forms/bhyt-checkin.toml` has it.

Written out because a window knows no settings; a test compares the two, so that no picture shows a form that no desk
has. Of the long lists of choices only a few stand here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kiosk.domain.form import FieldKind, FilledField, FilledForm
from kiosk.domain.identity import Assurance, Source
from kiosk.domain.insurance import InsuranceAnswer

FORM_ID = "bhyt-checkin"
TITLE = {"vi": "Phiếu tiếp nhận khám bệnh", "en": "Clinic check-in"}

Choice = tuple[str, dict[str, str]]


@dataclass(frozen=True)
class Box:
    """One field of the form, before it is filled."""

    name: str
    vi: str
    en: str
    kind: FieldKind = FieldKind.TEXT
    required: bool = False
    editable: bool = True
    choices: tuple[Choice, ...] = ()


def _choice(code: str, vi: str, en: str) -> Choice:
    return code, {"vi": vi, "en": en}


SEXES = (
    _choice("1", "Nam", "Male"),
    _choice("2", "Nữ", "Female"),
    _choice("3", "Chưa xác định", "Undetermined"),
)
LEVELS = (
    _choice("100", "100%", "100%"),
    _choice("95", "95%", "95%"),
    _choice("80", "80%", "80%"),
    _choice("", "chưa rõ", "not known"),
)
AREAS = (_choice("K1", "K1", "K1"), _choice("K2", "K2", "K2"), _choice("K3", "K3", "K3"))
ROUTES = (
    _choice("1.1", "Đúng nơi đăng ký ban đầu", "At the registered facility"),
    _choice(
        "1.2",
        "Cơ sở cấp ban đầu (trạm y tế, y học gia đình, phòng khám…)",
        "Primary-level facility, registered there or not",
    ),
    _choice("1.3", "Có phiếu chuyển cơ sở khám chữa bệnh", "With a referral form"),
)
VISIT_TYPES = (
    _choice("01", "Khám bệnh", "Examination"),
    _choice("02", "Điều trị ngoại trú", "Out-patient treatment"),
    _choice(
        "05",
        "Điều trị ngoại trú bệnh mạn tính: khám và thuốc, không dịch vụ kỹ thuật",
        "Chronic out-patient: examination and drugs, no technical service",
    ),
)

BOXES = (
    Box("HO_TEN", "Họ và tên", "Full name", required=True),
    Box("NGAY_SINH", "Ngày sinh", "Date of birth", FieldKind.DATE, required=True),
    Box("GIOI_TINH", "Giới tính", "Sex", FieldKind.CHOICE, required=True, choices=SEXES),
    Box("SO_CCCD", "Số định danh cá nhân", "Personal number"),
    Box("DIA_CHI", "Nơi cư trú", "Residence"),
    Box("DIEN_THOAI", "Số điện thoại", "Telephone", FieldKind.DIGITS),
    Box("MA_THE_BHYT", "Mã thẻ bảo hiểm y tế", "Insurance card number"),
    Box("GT_THE_TU", "Thẻ có giá trị từ", "Card valid from", FieldKind.DATE),
    Box("GT_THE_DEN", "Thẻ có giá trị đến", "Card valid to", FieldKind.DATE),
    Box("MA_DKBD", "Nơi đăng ký khám ban đầu", "Registered facility"),
    Box(
        "MUC_HUONG",
        "Mức hưởng (theo mã thẻ)",
        "Benefit level (by card number)",
        FieldKind.CHOICE,
        editable=False,
        choices=LEVELS,
    ),
    Box("MA_KHUVUC", "Khu vực sinh sống", "Living area", FieldKind.CHOICE, choices=AREAS),
    Box("NAM_NAM_LIEN_TUC", "Đủ 5 năm liên tục từ", "Five continuous years from", FieldKind.DATE),
    Box("MA_DOITUONG_KCB", "Đối tượng đến khám (gợi ý)", "Route (suggestion)", FieldKind.CHOICE, choices=ROUTES),
    Box(
        "MA_LOAI_KCB",
        "Loại hình khám chữa bệnh",
        "Type of visit",
        FieldKind.CHOICE,
        required=True,
        choices=VISIT_TYPES,
    ),
    Box("LY_DO_VV", "Lý do đến khám", "Reason for the visit"),
    Box("NGAY_VAO", "Thời điểm đến", "Time of arrival", required=True, editable=False),
    Box("MA_CSKCB", "Cơ sở khám chữa bệnh", "Facility", required=True, editable=False),
    Box("MA_LK", "Mã lượt khám (tạm)", "Visit number (provisional)", required=True, editable=False),
)

WANTED = Assurance.AUTHENTIC
"""What the clinic's check-in wants proven."""

DESK = {"MA_LOAI_KCB": "01", "NGAY_VAO": "21/11/2026 08:14", "MA_CSKCB": "01071", "MA_LK": "0193f0aa-5c1e-7b02"}
"""What the desk itself knows."""


def told_by(insurance: InsuranceAnswer) -> dict[str, str]:
    """What the portal's answer puts into the form."""
    card = insurance.card
    if card is None:
        return {}

    def written(day: date | None) -> str:
        return day.strftime("%d/%m/%Y") if day is not None else ""

    return {
        "MA_THE_BHYT": card.card_number or "",
        "GT_THE_TU": written(card.valid_from),
        "GT_THE_DEN": written(card.valid_to),
        "MA_DKBD": card.facility_code or "",
        "MUC_HUONG": "80" if card.card_number is not None and card.card_number[2] == "4" else "",
        "MA_KHUVUC": card.area_code or "",
        "NAM_NAM_LIEN_TUC": written(card.five_years_on),
    }


def filled_form(person: dict[str, str], source: Source, assurance: Assurance, insurance: InsuranceAnswer) -> FilledForm:
    """The form with a `person`'s values from the card, the portal's, and the desk's own."""
    told = told_by(insurance)
    desk = DESK | ({"MA_DOITUONG_KCB": "1.1"} if told.get("MA_DKBD") == DESK["MA_CSKCB"] else {})

    def known(name: str) -> tuple[str, Source | None, Assurance]:
        if person.get(name):
            return person[name], source, assurance
        if told.get(name):
            return told[name], Source.PORTAL, Assurance.CLAIMED
        return (desk[name], Source.DESK, Assurance.CLAIMED) if name in desk else ("", None, Assurance.CLAIMED)

    return FilledForm(
        FORM_ID,
        TITLE,
        tuple(
            FilledField(
                box.name,
                {"vi": box.vi, "en": box.en},
                box.kind,
                *known(box.name),
                required=box.required,
                editable=box.editable,
                choices=box.choices,
            )
            for box in BOXES
        ),
        WANTED,
    )
