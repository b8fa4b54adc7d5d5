"""One citizen out of code, DG1 and DG13. All people are invented."""

from __future__ import annotations

from dataclasses import fields as fields_of
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from imagined_chips import claim_of, lds_of, report, with_mrz

from hardware_mocks import personas
from kiosk.domain.dates import PartialDate
from kiosk.domain.identity import Assurance, FactName, Sex, Source
from kiosk.identification import identity_from_chip
from kiosk.identification.chip_facts import NON_EXPIRING, facts_of_dg13
from nfc_icao.encoding.mrz import build_td1
from nfc_icao.national.vietnam import VietnameseHolder, parse_printed_date
from nfc_icao.trust.report import Assurance as Proven

CARDS = [one for one in personas.ids() if one not in ("passport", "no-dg13")]


@pytest.mark.parametrize("persona_id", CARDS)
def test_facts_of_a_proven_chip_come_from_dg13_with_its_assurance(persona_id: str) -> None:
    person = personas.load(persona_id).person
    identity = identity_from_chip(lds_of(persona_id), report(), claim_of(persona_id))
    assert identity.text(FactName.FULL_NAME) == person.full_name
    assert identity.text(FactName.PERSONAL_NUMBER) == person.personal_number
    assert identity.facts[FactName.DATE_OF_BIRTH].value == PartialDate.of(person.date_of_birth)
    assert identity.text(FactName.RESIDENCE) == person.residence
    naming = (FactName.FULL_NAME, FactName.PERSONAL_NUMBER, FactName.DATE_OF_BIRTH, FactName.SEX)
    assert {identity.facts[name].source for name in naming} == {Source.DG13}
    assert identity.assurance is Assurance.GENUINE_CHIP
    assert identity.disagreements == ()


@pytest.mark.parametrize(
    ("proven", "expected"),
    [
        (Proven.CLAIMED, Assurance.CLAIMED),
        (Proven.READ, Assurance.READ),
        (Proven.AUTHENTIC, Assurance.AUTHENTIC),
        (Proven.GENUINE_CHIP, Assurance.GENUINE_CHIP),
    ],
)
def test_facts_carry_the_assurance_of_the_report(proven: Proven, expected: Assurance) -> None:
    assert identity_from_chip(lds_of("adult"), report(proven), claim_of("adult")).assurance is expected


def test_ethnicity_religion_and_marks_stay_behind() -> None:
    person = personas.load("child").person
    identity = identity_from_chip(lds_of("child"), report(), claim_of("child"))
    values = {fact.value for fact in identity.facts.values()}
    assert not values & {person.ethnicity, person.religion, person.identifying_marks}


def test_ethnicity_and_religion_leave_the_chip_when_a_form_asks_for_each_by_name() -> None:
    person = personas.load("child").person
    asked = {FactName.ETHNICITY, FactName.RELIGION}
    identity = identity_from_chip(lds_of("child"), report(), claim_of("child"), asked=asked)
    assert identity.text(FactName.ETHNICITY) == person.ethnicity
    assert identity.text(FactName.RELIGION) == person.religion
    only_one = identity_from_chip(lds_of("child"), report(), claim_of("child"), asked={FactName.ETHNICITY})
    assert only_one.get(FactName.RELIGION) is None


def test_without_dg13_the_codes_name_stays_a_claim_and_the_rest_is_dg1s() -> None:
    identity = identity_from_chip(lds_of("no-dg13"), report(usable=("DG1", "DG2")), claim_of("no-dg13"))
    name, number = identity.facts[FactName.FULL_NAME], identity.facts[FactName.PERSONAL_NUMBER]
    assert (name.value, name.source, name.assurance) == (
        personas.load("no-dg13").person.full_name,
        Source.QR,
        Assurance.CLAIMED,
    )
    assert (number.source, number.assurance) == (Source.DG1, Assurance.GENUINE_CHIP)
    assert identity.facts[FactName.RESIDENCE].assurance is Assurance.CLAIMED
    assert identity.assurance is Assurance.CLAIMED


@pytest.mark.parametrize("usable", [("DG1",), ()])
def test_a_dg13_whose_hash_is_wrong_feeds_nothing(usable: tuple[str, ...]) -> None:
    identity = identity_from_chip(lds_of("adult"), report(usable=usable), claim_of("adult"))
    assert Source.DG13 not in {fact.source for fact in identity.facts.values()}
    if not usable:
        assert {fact.assurance for fact in identity.facts.values()} == {Assurance.CLAIMED}


def test_a_malformed_dg13_is_as_good_as_none() -> None:
    broken = replace(lds_of("adult"), dg13=b"\x6d\x03\x30\x01\x00")
    identity = identity_from_chip(broken, report(), claim_of("adult"))
    assert identity.facts[FactName.PERSONAL_NUMBER].source is Source.DG1


@pytest.mark.parametrize(
    ("changed", "name"),
    [
        ({"number": "001083099999"}, FactName.PERSONAL_NUMBER),
        ({"name": "Nguyễn Văn Bình"}, FactName.FULL_NAME),
        ({"birth": "16031983"}, FactName.DATE_OF_BIRTH),
        ({"sex": "Nữ"}, FactName.SEX),
    ],
)
def test_a_code_of_somebody_else_disagrees_weightily_with_dg13_and_dg1(changed: dict[str, str], name: FactName) -> None:
    identity = identity_from_chip(lds_of("adult"), report(), claim_of("adult", **changed))
    weighty = {(one.name, one.one.source, one.other.source) for one in identity.disagreements if one.weighty}
    assert weighty == {(name, Source.QR, Source.DG13), (name, Source.QR, Source.DG1)}
    assert identity.facts[name].source is Source.DG13


@pytest.mark.parametrize("name", ["NGUYỄN VĂN AN", "Nguyen Van An", "Nguyễn  Văn  An"])
def test_case_blanks_and_diacritics_are_no_weighty_difference(name: str) -> None:
    identity = identity_from_chip(lds_of("adult"), report(), claim_of("adult", name=name))
    assert not any(one.weighty for one in identity.disagreements)
    assert identity.text(FactName.FULL_NAME) == "Nguyễn Văn An"


def test_without_dg13_a_name_with_other_letters_gives_way_to_dg1s() -> None:
    claim = claim_of("no-dg13", name="Nguyễn Thị Khác")
    identity = identity_from_chip(lds_of("no-dg13"), report(usable=("DG1",)), claim)
    assert identity.facts[FactName.FULL_NAME].source is Source.DG1


def test_a_year_of_birth_alone_agrees_with_the_whole_date_lightly() -> None:
    identity = identity_from_chip(lds_of("adult"), report(), claim_of("adult", birth="00001983"))
    assert [one.weighty for one in identity.disagreements] == [False, False]
    assert identity.facts[FactName.DATE_OF_BIRTH].value == PartialDate(1983, 3, 15)


def card_mrz(
    surname: str, given: str, number: str = "001083012345", birth: str = "830315", expiry: str = "430315"
) -> str:
    return build_td1(
        document_code="ID",
        issuing_state="VNM",
        document_number=number[3:],
        date_of_birth=birth,
        sex="M",
        date_of_expiry=expiry,
        nationality="VNM",
        surname=surname,
        given_names=given,
        optional_data=f"{number}<<0",
    )


LONG = "Công Tằng Tôn Nữ Nguyễn Phúc Khánh Huyền Trang"


def test_a_name_the_mrz_cut_off_is_the_same_name() -> None:
    lds = with_mrz(lds_of("no-dg13"), card_mrz("CONG", "TANG TON NU NGUYEN PHUC KHANH HUYEN TRANG"))
    claim = claim_of("adult", name=LONG)
    identity = identity_from_chip(lds, report(usable=("DG1",)), claim)
    assert identity.text(FactName.FULL_NAME) == LONG
    assert [(one.name, one.weighty) for one in identity.disagreements] == [(FactName.FULL_NAME, False)]


def test_a_short_name_is_not_taken_for_the_beginning_of_a_long_one() -> None:
    lds = with_mrz(lds_of("no-dg13"), card_mrz("CONG", "TANG"))
    identity = identity_from_chip(lds, report(usable=("DG1",)), claim_of("adult", name=LONG))
    assert any(one.weighty and one.name is FactName.FULL_NAME for one in identity.disagreements)


def test_a_card_for_life_says_so_and_is_not_expired() -> None:
    from_dg13 = identity_from_chip(lds_of("elder"), report(), claim_of("elder"))
    assert from_dg13.text(FactName.DATE_OF_EXPIRY) == NON_EXPIRING
    from_dg1 = identity_from_chip(lds_of("elder"), report(usable=("DG1",)), claim_of("elder"))
    assert from_dg1.text(FactName.DATE_OF_EXPIRY) == NON_EXPIRING


@pytest.mark.parametrize(
    ("number", "birth", "expiry", "year"),
    [
        ("001083012345", "830315", "430315", 1983),
        ("001210012345", "100315", "350315", 2010),
        ("001010012345", "100315", "991231", 1910),
        ("079099012345", "150315", "991231", None),  # The number speaks of 99, the MRZ of 15: nobody knows the century.
    ],
)
def test_the_century_of_birth_comes_from_the_number_or_stays_unknown(
    number: str, birth: str, expiry: str, year: int | None
) -> None:
    lds = with_mrz(lds_of("no-dg13"), card_mrz("NGUYEN", "VAN AN", number, birth, expiry))
    found = identity_from_chip(lds, report(usable=("DG1",)), None).get(FactName.DATE_OF_BIRTH)
    assert (None if found is None else found.value) == (None if year is None else PartialDate(year, 3, 15))


@pytest.mark.parametrize(
    ("judged_at", "year"), [(datetime(2026, 11, 21, 2, tzinfo=UTC), 1930), (None, None)], ids=["clock", "no-clock"]
)
def test_nobody_is_born_after_the_day_of_reading_where_a_clock_tells_it(
    judged_at: datetime | None, year: int | None
) -> None:
    lds = with_mrz(lds_of("no-dg13"), card_mrz("NGUYEN", "VAN AN", "079099012345", "300315", "350315"))
    judged = replace(report(usable=("DG1",)), judged_at=judged_at)
    found = identity_from_chip(lds, judged, None).get(FactName.DATE_OF_BIRTH)
    assert (None if found is None else found.value) == (None if year is None else PartialDate(year, 3, 15))


@pytest.mark.parametrize(
    ("text", "expected"),
    [("00/00/1983", PartialDate(1983)), ("15.3.1983", PartialDate(1983, 3, 15)), ("31/02/1983", None), ("1200", None)],
)
def test_as_much_of_a_date_of_dg13_as_is_known_becomes_a_fact(text: str, expected: PartialDate | None) -> None:
    holder = VietnameseHolder(date_of_birth=parse_printed_date(text))
    assert facts_of_dg13(holder).get(FactName.DATE_OF_BIRTH) == expected


def test_a_damaged_field_of_dg13_leaves_its_fact_to_dg1_and_keeps_the_others() -> None:
    lds = lds_of("adult")
    name = "Nguyễn".encode()
    damaged = replace(lds, dg13=(lds.dg13 or b"").replace(name, b"\xff" * len(name), 1))
    identity = identity_from_chip(damaged, report(), None)
    assert identity.facts[FactName.FULL_NAME].source is Source.DG1
    assert identity.facts[FactName.RESIDENCE].source is Source.DG13


def test_a_passport_is_identified_from_dg1_alone() -> None:
    persona = personas.load("passport")
    identity = identity_from_chip(lds_of("passport"), report(usable=("DG1", "DG2")), None)
    assert identity.document_kind == "passport"
    assert identity.text(FactName.FULL_NAME) == "LAM THI XUAN"
    assert identity.facts[FactName.DATE_OF_BIRTH].value == PartialDate.of(persona.person.date_of_birth)
    assert identity.facts[FactName.SEX].value is Sex.FEMALE


@pytest.mark.parametrize(("persona_id", "kind"), [("adult", "cccd_2021"), ("card2024", "can_cuoc_2024")])
def test_the_kind_of_card_is_known_from_the_chip_when_no_code_was_scanned(persona_id: str, kind: str) -> None:
    assert identity_from_chip(lds_of(persona_id), report(), None).document_kind == kind


def test_no_value_shows_in_a_repr() -> None:
    identity = identity_from_chip(lds_of("adult"), report(), claim_of("adult", name="Nguyễn Văn Bình"))
    values = [str(fact.value) for fact in identity.facts.values() if not isinstance(fact.value, Sex)]
    assert not [value for value in values if value in repr(identity)]
    assert {field.name for field in fields_of(identity)} == {
        "facts",
        "disagreements",
        "document_kind",
        "warnings",
        "capture",
    }
