"""An invented dossier at every step of the one-stop page, for pictures and for looking at it without a catalogue."""

from __future__ import annotations

from dataclasses import replace

from kiosk.domain.form import FieldKind, FilledField, FilledForm
from kiosk.domain.identity import Assurance, FactName, Identity, Source
from kiosk.domain.roles import Role
from ui.one_stop_data import (
    BoxReview,
    Candidate,
    FoundProcedure,
    MadeFile,
    NamedChoice,
    OneStopState,
    OpenPart,
    PaperHere,
    PersonHere,
    PlayedPart,
    ProcedureFacts,
    WayFacts,
)
from ui.sample_visits import ADDRESS, NAME, NUMBER, identity
from ui.view_models.one_stop import OneStopStep

TODAY_ADDRESS = "Số 27, ngõ 46 phố Huyền Trân Công Chúa, tổ dân phố Hạ, Phường Ô Chợ Dừa, Thành phố Hà Nội"
OTHER_ADDRESS = "Số 27, ngõ 46 phố Huyền Trân Công Chúa, tổ dân phố Hạ, Phường Đống Đa, Thành phố Hà Nội"

PROCEDURE = ProcedureFacts(
    code="1.004222",
    label="Đăng ký thường trú",
    name="Đăng ký thường trú",
    body="Công an cấp xã",
    needs=(
        NamedChoice("ct01", "Tờ khai thay đổi thông tin cư trú (CT01)"),
        NamedChoice("cho-o", "Giấy tờ chứng minh chỗ ở hợp pháp – khi không tra cứu được trong cơ sở dữ liệu"),
    ),
    not_needed=("Sổ hộ khẩu, giấy xác nhận nơi cư trú",),
    traps=("Trẻ phải đăng ký cư trú trong 60 ngày kể từ ngày khai sinh.",),
    ways=(
        WayFacts("direct", ("7 ngày làm việc",), "20.000 đồng", ("17:00 thứ Hai, 30/11/2026",)),
        WayFacts("online", ("7 ngày làm việc",), "10.000 đồng", ("17:00 thứ Hai, 30/11/2026",)),
    ),
    link="https://dichvucong.gov.vn",
    groups=("Khai sinh – thường trú – BHYT trẻ dưới 6 tuổi",),
    source="Cổng dịch vụ công quốc gia",
    read_on="21/11/2026",
    certain=True,
    forms=("Tờ khai thay đổi thông tin cư trú",),
)


def _box(name: str, label: str, value: str, source: Source | None, **more: object) -> FilledField:
    made = FilledField(name, {"vi": label, "en": label}, FieldKind.TEXT, value, source, Assurance.CLAIMED)
    return replace(made, **more)  # type: ignore[arg-type]  # Keywords of the dataclass.


CHIP_PERSON: Identity = identity(Assurance.GENUINE_CHIP, Source.DG13)
CODE_PERSON = Identity(
    {**identity(Assurance.CLAIMED, Source.QR).facts, FactName.PERSONAL_NUMBER: CHIP_PERSON.facts[FactName.SEX]}
)

PAPER = PaperHere(
    "ct01",
    "CT01",
    FilledForm(
        "ct01",
        {"vi": "Tờ khai thay đổi thông tin cư trú", "en": "Declaration of changes in residence data"},
        (
            _box("ho_ten", "Họ, chữ đệm và tên", NAME, Source.DG13, assurance=Assurance.GENUINE_CHIP, required=True),
            _box("so_dinh_danh", "Số định danh cá nhân", NUMBER, Source.QR, required=True),
            _box("dien_thoai", "Số điện thoại liên hệ", "", None),
            _box("quan_he", "Mối quan hệ với chủ hộ", "Vợ", Source.DG13),
            _box("dia_chi", "Nơi thường trú", ADDRESS, Source.QR),
            _box("noi_dung", "Nội dung đề nghị", "", None, required=True, problem="form.problem.required"),
        ),
    ),
    (
        BoxReview("quan_he", "form.review.relation"),
        BoxReview(
            "dia_chi",
            "form.review.address_choose",
            ADDRESS,
            (
                Candidate(TODAY_ADDRESS, "Đơn vị cũ được chia về nhiều đơn vị mới; bảng dữ liệu không nêu ranh giới."),
                Candidate(OTHER_ADDRESS, "Đơn vị cũ được chia về nhiều đơn vị mới; bảng dữ liệu không nêu ranh giới."),
            ),
        ),
    ),
    layout_known=False,
)

FOUND = OneStopState(
    session=1,
    events=(NamedChoice("sinh-con", "Sinh con"), NamedChoice("chuyen-nha", "Chuyển nhà")),
    question="thuong tru",
    found=(
        FoundProcedure("1.004222", "Đăng ký thường trú", "cấp xã"),
        FoundProcedure("1.003197", "Xóa đăng ký thường trú", "cấp xã"),
    ),
    procedure=PROCEDURE,
    wanted=(Role.APPLICANT, Role.HEAD, Role.MEMBERS),
    open_parts=(OpenPart(Role.APPLICANT), OpenPart(Role.HEAD)),
)

PEOPLE = replace(
    FOUND,
    people=(
        PersonHere(CHIP_PERSON, (PlayedPart(Role.APPLICANT, "family.reason.first_card", weak=True),)),
        PersonHere(CODE_PERSON, (PlayedPart(Role.HEAD, "family.reason.named_by_card", 1),)),
    ),
    open_parts=(),
    papers=(PAPER,),
)

GIVEN = replace(
    PEOPLE,
    slip="PHIEU/20261121/Q1/007",
    files=(
        MadeFile("pdf", "ct01.pdf", "ct01.pdf"),
        MadeFile("slip", "phieu-hen.pdf", "phieu-hen.pdf"),
        MadeFile("hand_over", "PHIEU-20261121-Q1-007.json", "PHIEU-20261121-Q1-007.json"),
    ),
    hands_over=True,
)

ONE_STOP: dict[str, tuple[OneStopState, OneStopStep]] = {
    "40-one-stop-procedure": (FOUND, OneStopStep.PROCEDURE),
    "41-one-stop-people": (PEOPLE, OneStopStep.PEOPLE),
    "42-one-stop-paper": (PEOPLE, OneStopStep.PAPER),
    "43-one-stop-give": (GIVEN, OneStopStep.GIVE),
    "44-one-stop-trouble": (replace(PEOPLE, trouble="one_stop_page.trouble.answer"), OneStopStep.PAPER),
}
"""Every picture of the page by its file name, with the step that is open."""
