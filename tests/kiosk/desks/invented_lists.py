"""Invented lists and forms for the desks' tests."""

from __future__ import annotations

import io
from collections.abc import Sequence

from kiosk.bootstrap.desk_lists import list_shape
from kiosk.bootstrap.site import form_definition
from kiosk.desks import ListIndex, import_list
from kiosk.domain.dates import PartialDate
from kiosk.domain.form import FilledForm
from kiosk.domain.identity import Assurance, Fact, FactName, Identity, Sex, Source
from kiosk.forms import DeskFacts, fill
from kiosk.runtime.clock import SystemClock

EXAM_HEADING = "SBD,Họ và tên,Số CCCD,Ngày sinh,Phòng thi,Chỗ ngồi"
EXAM = f"""{EXAM_HEADING}
A001,Nguyễn Văn An,001083012345,15/03/1983,P101,1
A002,Phạm Thị Minh Châu,037301004567,09/09/2001,P101,2
A003,Hồ Thị Út,,1950,P101,3
A004,Lê Văn Không Đến,001200000009,01/01/2000,P101,4
"""
PAY = """STT;Họ và tên;CCCD;Năm sinh;Khoản chi;Số tiền;STK;Ngân hàng;Chủ tài khoản
1;Nguyễn Văn An;001083012345;1983;Trợ cấp xã hội;1.500.000;0123456789;NH Ví Dụ;NGUYEN VAN AN
2;Hồ Thị Út;040150012345;1950;Lương hưu;3.200.000;;;
3;Phạm Thị Minh Châu;037301004567;2001;Hỗ trợ;500000;99887766;NH Ví Dụ;TRAN VAN KHAC
"""

BORN = PartialDate(1983, 3, 15)


def exam_index(text: str = EXAM) -> ListIndex:
    return ListIndex(import_list(text.encode(), list_shape("exam")))


def pay_index(text: str = PAY) -> ListIndex:
    return ListIndex(import_list(text.encode(), list_shape("pay")))


def identity(
    name: str = "Nguyễn Văn An",
    number: str = "001083012345",
    birth: PartialDate | None = BORN,
    *,
    old_number: str = "",
    assurance: Assurance = Assurance.GENUINE_CHIP,
) -> Identity:
    def fact(value: str | PartialDate | Sex) -> Fact:
        return Fact(value, Source.DG13, assurance)

    facts = {FactName.FULL_NAME: fact(name), FactName.PERSONAL_NUMBER: fact(number), FactName.SEX: fact(Sex.MALE)}
    if birth is not None:
        facts[FactName.DATE_OF_BIRTH] = fact(birth)
    if old_number:
        facts[FactName.OLD_ID_NUMBER] = fact(old_number)
    return Identity(facts)


def form_of(desk_id: str, who: Identity) -> FilledForm:
    desk = DeskFacts("01999", SystemClock().now(), "record")
    return fill(form_definition(desk_id, desk_id), who, None, desk)


def workbook(rows: Sequence[Sequence[object]]) -> bytes:
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.worksheets[0]
    for row in rows:
        sheet.append(list(row))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
