"""Invented people: complete, consistent, and silent about themselves in logs."""

from __future__ import annotations

from datetime import date

import pytest

from hardware_mocks import personas, profiles
from hardware_mocks.errors import MalformedPersona, UnknownName
from hardware_mocks.issuing import mrz
from nfc_icao.encoding.mrz import parse_mrz

PROMISED = {
    "adult", "card2024", "child", "elder", "long-address", "no-dg13", "clone",
    "tampered-photo", "expired-signer", "unknown-issuer", "passport",
}  # fmt: skip
MILESTONES = (14, 25, 40, 60)


@pytest.fixture(params=personas.ids())
def persona(request: pytest.FixtureRequest) -> personas.Persona:
    return personas.load(request.param)


def test_every_promised_persona_exists() -> None:
    assert set(personas.ids()) >= PROMISED


def test_the_reader_finds_every_check_digit_of_the_mrz_right(persona: personas.Persona) -> None:
    read = parse_mrz(persona.mrz())
    assert read.all_valid
    assert read.document_number == persona.document.number
    assert read.optional_data.startswith(persona.person.personal_number)
    assert read.date_of_birth == persona.date_of_birth_yymmdd
    assert read.date_of_expiry == persona.date_of_expiry_yymmdd
    assert read.sex == {"Nam": "M", "Nữ": "F"}[persona.person.sex]


def test_a_published_example_of_the_vietnamese_layout_is_reproduced() -> None:
    facts = mrz.PrintedFacts(
        document_number="099012345",
        personal_number="001099012345",
        surname="NGUYEN",
        given_names="VAN AN",
        date_of_birth_yymmdd="990315",
        sex="M",
        date_of_expiry_yymmdd="390315",
    )
    assert mrz.vietnamese_td1(facts) == (
        "IDVNM0990123459001099012345<<0" + "9903159M3903157VNM<<<<<<<<<<<0" + "NGUYEN<<VAN<AN<<<<<<<<<<<<<<<<"
    )


def test_the_personal_number_follows_the_published_pattern(persona: personas.Persona) -> None:
    number, person = persona.person.personal_number, persona.person
    assert len(number) == 12
    assert number.isdigit()
    century_and_sex = (person.date_of_birth.year - 1900) // 100 * 2 + (person.sex == "Nữ")
    assert number[3] == str(century_and_sex)
    assert number[4:6] == f"{person.date_of_birth:%y}"


def test_a_card_expires_at_the_milestone_the_law_names(persona: personas.Persona) -> None:
    if persona.document.format != "td1":
        assert persona.document.date_of_expiry is not None
        return
    birth, issued = persona.person.date_of_birth, persona.document.date_of_issue
    expected = next(
        (
            birth.replace(year=birth.year + age)
            for age in MILESTONES
            if issued < birth.replace(year=birth.year + age - 2, day=min(birth.day, 28))
        ),
        None,
    )
    assert persona.document.date_of_expiry == expected


def test_every_document_stays_valid_for_years(persona: personas.Persona) -> None:
    assert persona.document.date_of_issue < date(2026, 11, 21)
    assert persona.document.date_of_expiry is None or persona.document.date_of_expiry > date(2031, 12, 31)


@pytest.mark.parametrize(
    ("persona_id", "fields"), [("adult", 7), ("elder", 7), ("card2024", 11), ("child", 11), ("no-dg13", 11)]
)
def test_the_qr_has_the_fields_of_its_card(persona_id: str, fields: int) -> None:
    parts = personas.load(persona_id).qr_text().split("|")
    assert len(parts) == fields
    assert parts[0] == personas.load(persona_id).person.personal_number


def test_the_qr_of_an_adult_with_a_card_of_2024_ends_in_four_separators() -> None:
    assert personas.load("card2024").qr_text().endswith("|06102025||||")


def test_a_passport_has_no_qr() -> None:
    assert personas.load("passport").qr_text() == ""


def test_the_can_is_the_last_six_digits_of_the_personal_number(persona: personas.Persona) -> None:
    assert persona.can == persona.person.personal_number[-6:]


def test_a_non_expiring_card_prints_991231() -> None:
    assert "9912315VNM" in personas.load("elder").mrz()


def test_the_long_address_needs_a_long_form_length() -> None:
    assert len(personas.load("long-address").person.residence.encode()) > 120


def test_insurance_card_numbers_hold_the_social_insurance_number(persona: personas.Persona) -> None:
    if persona.insurance is None:
        assert persona.id in {"no-dg13", "passport"}
        return
    assert len(persona.insurance.card_number) == 15
    assert persona.insurance.card_number[5:] == persona.insurance.social_insurance_number
    assert len(persona.insurance.facility_code) == 5


def test_every_persona_names_a_profile_that_exists(persona: personas.Persona) -> None:
    assert profiles.load(persona.chip.profile).name == persona.chip.profile


def test_a_persona_shows_nothing_personal_in_its_repr(persona: personas.Persona) -> None:
    for part in (persona, persona.person, persona.document, persona.insurance):
        assert persona.person.personal_number not in repr(part)
        assert persona.person.full_name not in repr(part)


@pytest.mark.parametrize("load", [personas.load, profiles.load])
def test_an_unknown_name_is_answered_with_the_names_that_exist(load: object) -> None:
    with pytest.raises(UnknownName, match="there are"):
        load("../secret")  # type: ignore[operator]


def test_a_broken_persona_file_is_named(tmp_path: object, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "broken.toml").write_text("title = 'x'", encoding="utf-8")  # type: ignore[operator]
    monkeypatch.setattr(personas, "_PEOPLE", tmp_path)
    with pytest.raises(MalformedPersona, match=r"broken\.toml"):
        personas.load.__wrapped__("broken")
