"""Who is insured, and the judgement on a question: the result codes in the order in which the real portal checks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Protocol

from hardware_mocks import personas
from hardware_mocks.issuing.mrz import transliterate
from hardware_mocks.portals.account import PortalAccount


class InsuredPerson(Protocol):
    """As much of a persona as a portal knows."""

    @property
    def id(self) -> str: ...

    @property
    def person(self) -> personas.Person: ...

    @property
    def insurance(self) -> personas.Insurance | None: ...


class Register:
    """Everybody the portal knows."""

    def __init__(self, people: Iterable[InsuredPerson], account: PortalAccount) -> None:
        self._people = tuple(people)
        self._account = account
        self._new_cards: dict[str, InsuredPerson] = {}

    def find(self, number: str) -> InsuredPerson | None:
        """By personal number, insurance number, card number, or the new card that was named last."""
        for one in self._people:
            if number in numbers_of(one):
                return one
        return self._new_cards.get(number)

    def give_new_card(self, number: str, one: InsuredPerson) -> None:
        self._new_cards[number] = one

    def judge(self, body: Mapping[str, str], found: InsuredPerson | None, *, with_staff: bool = True) -> str:
        needed = ("maThe", "hoTen", "ngaySinh", *(("hoTenCb", "cccdCb") if with_staff else ()))
        if any(not body.get(name) for name in needed):
            return "205"
        if with_staff and body["cccdCb"] != self._account.staff_citizen_number:
            return "054"
        if with_staff and body["hoTenCb"].casefold() != self._account.staff_name.casefold():
            return "055"
        if found is None or found.insurance is None:
            return "050"
        return _judge_person(body, found, found.insurance)


def numbers_of(one: InsuredPerson) -> set[str]:
    insurance = one.insurance
    known = {insurance.card_number, insurance.social_insurance_number} if insurance is not None else set()
    return known | {one.person.personal_number}


def _judge_person(body: Mapping[str, str], found: InsuredPerson, insurance: personas.Insurance) -> str:
    said, registered = " ".join(body["hoTen"].split()).upper(), found.person.full_name.upper()
    if said != registered:
        return "061" if transliterate(said)[:1] == transliterate(registered)[:1] else "060"
    birth = found.person.date_of_birth
    if body["ngaySinh"] not in (written(birth), f"{birth:%m/%Y}", f"{birth:%Y}"):
        return "070"
    if insurance.valid_to is not None and insurance.valid_to < date.today():
        return "010"
    return "000"


_CARD_FIELDS = (
    "maKetQua", "ghiChu", "maThe", "hoTen", "ngaySinh", "gioiTinh", "diaChi", "maDKBD", "cqBHXH", "gtTheTu", "gtTheDen",
    "maKV", "ngayDu5Nam", "maSoBHXH", "maTheCu", "maTheMoi", "gtTheTuMoi", "gtTheDenMoi", "maDKBDMoi", "tenDKBDMoi",
    "dsLichSuKCB2018", "dsLichSuKT2018",
)  # fmt: skip
_CODES_WITH_CARD = frozenset({"000", "001", "002", "003", "004", "010"})
_NOTES = {
    "000": "Thẻ hợp lệ (cổng ảo).",
    "003": "Thẻ cũ hết giá trị, đã cấp thẻ mới (cổng ảo).",
    "010": "Thẻ hết giá trị sử dụng (cổng ảo).",
}


def card_answer(code: str, found: InsuredPerson | None, new_card_number: str | None) -> dict[str, Any]:
    """What `KQNhanLichSuKCB2024` says under `code`; the list of visits in it is null, as the real one's now is."""
    answer: dict[str, Any] = dict.fromkeys(_CARD_FIELDS)
    answer["maKetQua"] = code
    answer["ghiChu"] = _NOTES.get(code, "Kết quả tra cứu của cổng ảo.")
    if found is not None and found.insurance is not None and code in _CODES_WITH_CARD:
        answer.update(_card(found, found.insurance))
        if code in ("003", "004"):
            answer.update(_new_card(found.insurance, new_card_number))
    return answer


def _card(found: InsuredPerson, insurance: personas.Insurance) -> dict[str, Any]:
    return {
        "maThe": insurance.card_number,
        "hoTen": found.person.full_name,
        "ngaySinh": written(found.person.date_of_birth),
        "gioiTinh": found.person.sex,
        "diaChi": found.person.residence,
        "maDKBD": insurance.facility_code,
        "cqBHXH": insurance.office,
        "gtTheTu": written(insurance.valid_from),
        "gtTheDen": written(insurance.valid_to),
        "maKV": insurance.area,
        "ngayDu5Nam": written(insurance.five_years_from),
        "maSoBHXH": insurance.social_insurance_number,
    }


def _new_card(insurance: personas.Insurance, number: str | None) -> dict[str, Any]:
    return {
        "maTheMoi": number or insurance.card_number,
        "gtTheTuMoi": written(insurance.valid_from),
        "gtTheDenMoi": written(insurance.valid_to),
        "maDKBDMoi": insurance.facility_code,
        "tenDKBDMoi": insurance.facility_name,
    }


def written(day: date | None) -> str | None:
    return None if day is None else f"{day:%d/%m/%Y}"
