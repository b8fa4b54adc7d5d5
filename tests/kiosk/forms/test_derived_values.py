"""What forms ask and cards do not say: parts of names, issuers, relations, words of dates."""

from __future__ import annotations

import pytest
from at_counter import AN, BINH, UYEN, alone, by_code, filled, person, value

from kiosk.domain.dates import PartialDate
from kiosk.domain.identity import Assurance, FactName, FactValue, Identity, Sex
from kiosk.domain.roles import Cast, Role
from kiosk.forms import AddressStatus, Relation, SuggestedAddress, correct_paper
from kiosk.forms.dates_in_words import date_in_words
from kiosk.forms.name_parts import name_parts
from kiosk.forms.relations import relation_to


class Units:
    """A table of units that always gives one answer."""

    def __init__(self, status: AddressStatus, *written: str) -> None:
        self._answer = SuggestedAddress(status, written)

    def suggest(self, text: str) -> SuggestedAddress:
        return self._answer


@pytest.mark.parametrize(
    ("name", "family", "middle", "given"),
    [
        ("Nguyễn Văn An", "Nguyễn", "Văn", "An"),
        ("Lê An", "Lê", "", "An"),
        ("Ỷ", "", "", "Ỷ"),
        ("Công Tằng Tôn Nữ Thị Uyên", "Công", "Tằng Tôn Nữ Thị", "Uyên"),
        ("", "", "", ""),
    ],
)
def test_a_name_is_split_at_its_first_and_last_word(name: str, family: str, middle: str, given: str) -> None:
    parts = name_parts(name)
    assert (parts.family, parts.middle, parts.given) == (family, middle, given)


def test_a_split_name_asks_for_a_look_until_a_person_has_looked() -> None:
    paper = filled("tk01", alone(AN))
    assert (value(paper, "ho"), value(paper, "chu_dem_ten")) == ("Nguyễn", "Văn An")
    assert paper.review_of("ho") is not None
    corrected = correct_paper(paper, "ho", "Nguyễn Văn")
    assert (value(corrected, "ho"), corrected.review_of("ho")) == ("Nguyễn Văn", None)


@pytest.mark.parametrize(
    ("issued", "document", "issuer"),
    [
        (PartialDate(2022, 5, 10), "Căn cước công dân", "Cục Cảnh sát QLHC về TTXH"),
        (PartialDate(2024, 6, 30), "Căn cước công dân", "Cục Cảnh sát QLHC về TTXH"),
        (PartialDate(2024, 7, 1), "Căn cước", "Bộ Công an"),
        (PartialDate(2022), "", ""),
        (PartialDate(2010, 1, 1), "", ""),
    ],
)
def test_the_issuer_follows_from_the_day_of_issue(issued: PartialDate, document: str, issuer: str) -> None:
    paper = filled("lltp-01", alone(person(personal_number="001083012345", date_of_issue=issued)))
    assert (value(paper, "giay_to"), value(paper, "noi_cap")) == (document, issuer)
    assert (paper.review_of("noi_cap") is not None) == bool(issuer)


def test_a_document_in_one_line_names_kind_number_issuer_and_date() -> None:
    paper = filled("ket-hon", {Role.WOMAN: (UYEN,), Role.MAN: (AN,)})
    assert value(paper, "nu_giay_to") == "Căn cước số 001185012346, Bộ Công an cấp ngày 10/08/2024"


def test_whoever_shows_an_identity_card_is_a_citizen_and_that_is_a_claim_to_look_at() -> None:
    paper = filled("lltp-01", alone(by_code(AN)))
    field = paper.form.field_named("quoc_tich")
    assert field is not None
    assert (field.value, field.assurance) == ("Việt Nam", Assurance.CLAIMED)
    assert paper.review_of("quoc_tich") is not None
    other = person(kind="bhyt", full_name="Lê An", personal_number="001083012345")
    assert value(filled("lltp-01", alone(other)), "quoc_tich") == ""


def test_the_nationality_of_an_mrz_is_written_as_people_write_it() -> None:
    assert value(filled("lltp-01", alone(person(nationality="VNM"))), "quoc_tich") == "Việt Nam"
    assert value(filled("lltp-01", alone(person(nationality="FRA"))), "quoc_tich") == "FRA"


@pytest.mark.parametrize(
    ("head", "who", "relation"),
    [
        (AN, UYEN, Relation.WIFE),
        (UYEN, AN, Relation.HUSBAND),
        (AN, BINH, Relation.CHILD),
        (BINH, AN, Relation.FATHER),
        (BINH, UYEN, Relation.MOTHER),
        (AN, AN, None),
    ],
)
def test_relations_are_read_from_the_names_on_both_chips(head: Identity, who: Identity, relation: Relation) -> None:
    assert relation_to(head, who) is relation


def changed(identity: Identity, **facts: FactValue) -> Identity:
    values = {name.value: fact.value for name, fact in identity.facts.items()}
    return person(**{**values, **facts})


@pytest.mark.parametrize(
    ("head", "who"),
    [
        (AN, changed(UYEN, spouse_name="Lê Văn Khác")),
        (AN, changed(UYEN, sex=Sex.MALE)),
        (changed(AN, date_of_birth=PartialDate(2001)), BINH),
        (person(full_name="Nguyễn Văn An"), person(full_name="Đỗ Thị Uyên")),
        (person(), person(father_name="")),
    ],
)
def test_names_that_do_not_fit_together_suggest_no_relation(head: Identity, who: Identity) -> None:
    assert relation_to(head, who) is None


def test_a_parent_who_declares_a_birth_is_named_as_such() -> None:
    new_born = person(full_name="Nguyễn Thị Tí", date_of_birth=PartialDate(2026, 11, 1), sex=Sex.FEMALE)
    cast: Cast = {Role.APPLICANT: (UYEN,), Role.MOTHER: (UYEN,), Role.FATHER: (AN,), Role.CHILD: (new_born,)}
    paper = filled("khai-sinh", cast)
    assert value(paper, "quan_he") == "Mẹ"
    assert (value(paper, "tre_ho_ten"), value(paper, "me_ho_ten")) == ("Nguyễn Thị Tí", "Đỗ Thị Uyên")


def test_what_a_child_takes_from_its_parents_is_a_guess_to_look_at() -> None:
    paper = filled("khai-sinh", {Role.APPLICANT: (UYEN,), Role.MOTHER: (UYEN,), Role.FATHER: (AN,)})
    review = paper.review_of("tre_dan_toc")
    assert (value(paper, "tre_dan_toc"), review and review.key) == ("Kinh", "form.review.suggested")
    assert value(filled("khai-sinh", alone(UYEN, Role.MOTHER)), "tre_dan_toc") == "Tày"


def test_a_paper_about_another_person_never_takes_what_is_missing_from_the_applicant() -> None:
    paper = filled("xac-nhan-tinh-trang-hon-nhan", {Role.APPLICANT: (AN,), Role.SUBJECT: (by_code(BINH),)})
    assert (value(paper, "ho_ten"), value(paper, "dan_toc"), value(paper, "quan_he")) == ("Nguyễn Bình", "", "")
    own = filled("xac-nhan-tinh-trang-hon-nhan", alone(AN))
    assert (value(own, "ho_ten"), value(own, "dan_toc"), value(own, "quan_he")) == ("Nguyễn Văn An", "Kinh", "Bản thân")


@pytest.mark.parametrize(
    ("form_id", "cast", "doubts"),
    [
        ("ket-hon", {Role.WOMAN: (UYEN,), Role.MAN: (AN,)}, []),
        (
            "ket-hon",
            {Role.WOMAN: (AN,), Role.MAN: (UYEN,)},
            [("nam_ho_ten", "form.review.sex_of_role"), ("nu_ho_ten", "form.review.sex_of_role")],
        ),
        ("ket-hon", {Role.WOMAN: (UYEN,), Role.MAN: (UYEN,)}, [("nam_ho_ten", "form.review.same_person")]),
        ("khai-tu", {Role.APPLICANT: (AN,), Role.DECEASED: (AN,)}, [("nguoi_chet", "form.review.same_person")]),
        ("khai-tu", {Role.APPLICANT: (AN,), Role.DECEASED: (UYEN,)}, []),
        ("ket-hon", {Role.WOMAN: (person(full_name="Ỷ"),), Role.MAN: (person(full_name="Ỷ"),)}, []),
    ],
)
def test_a_card_in_a_part_that_does_not_suit_it_asks_for_a_look(
    form_id: str, cast: Cast, doubts: list[tuple[str, str]]
) -> None:
    about_casting = {"form.review.sex_of_role", "form.review.same_person"}
    reviews = filled(form_id, cast).reviews
    assert sorted((one.name, one.key) for one in reviews if one.key in about_casting) == doubts


def test_a_card_laid_twice_for_the_same_list_is_named_in_its_row() -> None:
    reviews = filled("ct01", {Role.APPLICANT: (AN,), Role.MEMBERS: (BINH, UYEN, by_code(BINH))}).reviews
    assert [one.name for one in reviews if one.key == "form.review.card_repeated"] == ["thanh_vien.3.ho_ten"]


@pytest.mark.parametrize(
    ("form_id", "role", "last", "named"),
    [
        ("ct01", Role.APPLICANT, PartialDate(2026, 11, 20), ["ho_ten"]),
        ("ct01", Role.APPLICANT, PartialDate(2026, 11, 21), []),
        ("ct01", Role.MEMBERS, PartialDate(2025, 1, 1), ["thanh_vien.1.ho_ten"]),
        ("khai-tu", Role.DECEASED, PartialDate(2025, 1, 1), []),
    ],
)
def test_an_expired_card_is_named_and_fills_the_form_all_the_same(
    form_id: str, role: Role, last: PartialDate, named: list[str]
) -> None:
    reviews = filled(form_id, alone(person(full_name="Nguyễn Văn An", date_of_expiry=last), role)).reviews
    assert [one.name for one in reviews if one.key == "form.review.card_expired"] == named


def test_a_certain_address_is_carried_over_and_the_cards_own_text_kept() -> None:
    paper = filled("dc02", alone(AN), Units(AddressStatus.EXACT, "Số 1 ngõ 2, Phường Mới, Thành phố Hà Nội"))
    field, review = paper.form.field_named("cu_tru"), paper.review_of("cu_tru")
    assert field is not None
    assert review is not None
    assert (field.value, field.assurance) == ("Số 1 ngõ 2, Phường Mới, Thành phố Hà Nội", Assurance.CLAIMED)
    assert review.card_text == AN.text(FactName.RESIDENCE)


def test_an_address_of_several_units_stands_as_on_the_card_until_a_person_chooses() -> None:
    paper = filled("dc02", alone(AN), Units(AddressStatus.CHOOSE, "Phường Một, Hà Nội", "Phường Hai, Hà Nội"))
    review = paper.review_of("cu_tru")
    assert review is not None
    assert value(paper, "cu_tru") == AN.text(FactName.RESIDENCE)
    assert (review.key, len(review.candidates)) == ("form.review.address_choose", 2)
    assert correct_paper(paper, "cu_tru", review.candidates[1]).review_of("cu_tru") is None


def test_an_address_that_is_not_found_stands_as_on_the_card_and_asks_for_a_look() -> None:
    paper = filled("dc02", alone(AN), Units(AddressStatus.NOT_FOUND))
    review = paper.review_of("cu_tru")
    assert (value(paper, "cu_tru"), review and review.key) == (
        AN.text(FactName.RESIDENCE),
        "form.review.address_not_found",
    )


def test_an_address_of_today_needs_no_look() -> None:
    paper = filled("dc02", alone(AN), Units(AddressStatus.ALREADY_NEW, "irrelevant"))
    assert (value(paper, "cu_tru"), paper.review_of("cu_tru")) == (AN.text(FactName.RESIDENCE), None)


@pytest.mark.parametrize(
    ("when", "words"),
    [
        (PartialDate(1983, 3, 15), "ngày mười lăm tháng ba năm một nghìn chín trăm tám mươi ba"),
        (PartialDate(2026, 4, 21), "ngày hai mươi mốt tháng tư năm hai nghìn không trăm hai mươi sáu"),
        (PartialDate(2005, 12, 4), "ngày bốn tháng mười hai năm hai nghìn không trăm linh năm"),
        (PartialDate(2010, 10, 24), "ngày hai mươi tư tháng mười năm hai nghìn không trăm mười"),
        (PartialDate(2000, 1, 31), "ngày ba mươi mốt tháng một năm hai nghìn"),
        (PartialDate(1900, 5), "tháng năm năm một nghìn chín trăm"),
        (PartialDate(1955), "năm một nghìn chín trăm năm mươi lăm"),
    ],
)
def test_a_date_is_written_in_words(when: PartialDate, words: str) -> None:
    assert date_in_words(when) == words


def test_every_day_of_a_year_and_every_year_has_words_of_its_own() -> None:
    days = {date_in_words(PartialDate(2026, month, day)) for month in range(1, 13) for day in range(1, 29)}
    assert len(days) == 12 * 28
    assert len({date_in_words(PartialDate(year)) for year in range(1850, 2151)}) == 301
