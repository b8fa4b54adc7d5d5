"""An invented office: usual hours, two weeks of 2026 with a day off, a day made up for and a doubtful one."""

from __future__ import annotations

from datetime import date, datetime, time

from kiosk.procedures import (
    Catalogue,
    Certainty,
    Channel,
    DayKind,
    Fee,
    Level,
    LifeEvent,
    Need,
    OfficeHours,
    Origin,
    Paper,
    PortalLinks,
    Procedure,
    SpecialDay,
    Term,
    TermKind,
    Trap,
    Way,
    WorkCalendar,
    YearlyDay,
)

HOURS = OfficeHours(shifts=((time(7), time(11, 30)), (time(13, 30), time(17))))
ORIGIN = Origin("an invented record", date(2026, 11, 21), Certainty.VERIFIED)
LINKS = PortalLinks("https://portal.example", "https://portal.example/{portal_id}", "https://linked.example/#/{code}")


def special(day: date, kind: DayKind, name: str = "Ngày đặc biệt") -> SpecialDay:
    return SpecialDay(day, kind, {"vi": name, "en": "A special day"})


def calendar(*days: SpecialDay, covers_to: date = date(2026, 12, 31)) -> WorkCalendar:
    return WorkCalendar(
        hours=HOURS,
        special={one.day: one for one in days},
        yearly=(YearlyDay(9, 2, {"vi": "Quốc khánh"}),),
        covers_from=date(2026, 1, 1),
        covers_to=covers_to,
    )


def at(text: str) -> datetime:
    """A Vietnamese time without its zone."""
    return datetime.fromisoformat(text)


def working_days(count: int) -> Term:
    return Term(TermKind.WORKING_DAYS, count)


def procedure(code: str, label: str, *words: str, **changes: object) -> Procedure:
    known: dict[str, object] = {
        "code": code,
        "name": label,
        "label": {"vi": label, "en": label},
        "sector": "thu",
        "levels": (Level.COMMUNE,),
        "body": "Ủy ban nhân dân cấp xã",
        "ways": (
            Way(Channel.DIRECT, (working_days(3),), (Fee(20_000),)),
            Way(Channel.ONLINE, (working_days(2),), (Fee(0),)),
        ),
        "origin": ORIGIN,
        "words": words,
        "needs": (
            Need(Paper("to-khai", {"vi": "Tờ khai", "en": "Declaration"})),
            Need(Paper("uy-quyen", {"vi": "Văn bản ủy quyền", "en": "Power of attorney"}), {"vi": "khi làm thay"}),
        ),
        "not_needed": (Need(Paper("so-ho-khau", {"vi": "Sổ hộ khẩu"}), certainty=Certainty.LIKELY),),
        "traps": (Trap({"vi": "Đừng nộp tiền trước."}, Certainty.VERIFIED),),
    }
    return Procedure(**{**known, **changes})  # type: ignore[arg-type] # a test names the fields it changes


def catalogue(*procedures: Procedure) -> Catalogue:
    events = (LifeEvent("co-con-nho", {"vi": "Có con nhỏ"}, ("sinh con",)),)
    return Catalogue(procedures, events, (), (), LINKS, {"cccd": ("căn cước",)})
