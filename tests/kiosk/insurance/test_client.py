"""Looking people up at an imagined portal, over real HTTP on this machine."""

from __future__ import annotations

import hashlib
import threading
from datetime import UTC, date, datetime

import pytest
from asking import ACCOUNT, TODAY, identity, identity_of, settings

import config
from hardware_mocks import personas
from hardware_mocks.portals import LOOK_UP_CARD, TAKE_TOKEN, Call, FakePortal
from kiosk.domain.dates import PartialDate
from kiosk.domain.identity import FactValue
from kiosk.domain.insurance import InsuranceAnswer, InsuranceOutcome, NextStep
from kiosk.insurance import BodyEncoding, PortalBodies, PortalClient
from kiosk.runtime.clock import FakeClock


def paths(portal: FakePortal) -> list[str]:
    return [one.path for one in portal.seen]


def test_an_insured_citizen_is_covered_with_the_cards_values(portal: FakePortal) -> None:
    answer = PortalClient(settings(portal.url)).look_up(identity_of("adult"), TODAY)
    insurance = personas.load("adult").insurance
    assert insurance is not None
    assert (answer.outcome, answer.result_code, answer.attempts) == (InsuranceOutcome.COVERED, "000", 1)
    assert answer.card is not None
    assert answer.card.card_number == insurance.card_number
    assert (answer.card.valid_from, answer.card.valid_to) == (insurance.valid_from, insurance.valid_to)
    assert answer.card.facility_code == insurance.facility_code
    assert answer.card.area_code is None
    assert answer.card.five_years_on == insurance.five_years_from
    assert answer.elapsed_s > 0


@pytest.mark.parametrize("token_body", list(BodyEncoding))
@pytest.mark.parametrize("card_body", list(BodyEncoding))
def test_what_is_sent_is_what_the_portal_documents(
    portal: FakePortal, token_body: BodyEncoding, card_body: BodyEncoding
) -> None:
    client = PortalClient(settings(portal.url, bodies=PortalBodies(token=token_body, card=card_body)))
    spaced = identity_of("adult", full_name="Nguyễn  Văn An")
    assert client.look_up(spaced, TODAY).outcome is InsuranceOutcome.COVERED
    login, look_up = portal.seen
    digest = hashlib.md5(ACCOUNT.password.encode(), usedforsecurity=False).hexdigest().upper()
    assert (login.path, dict(login.query)) == (TAKE_TOKEN, {})
    assert dict(login.body) == {"username": ACCOUNT.username, "password": digest}
    assert look_up.path == LOOK_UP_CARD
    assert set(look_up.query) == {"token", "id_token", "username", "password"}
    assert look_up.query["password"] == digest
    assert dict(look_up.body) == {
        "maThe": "001083012345",
        "hoTen": "NGUYỄN VĂN AN",
        "ngaySinh": "15/03/1983",
        "hoTenCb": ACCOUNT.staff_name,
        "cccdCb": ACCOUNT.staff_citizen_number,
    }
    for encoding, request in ((token_body, login), (card_body, look_up)):
        assert ("json" in request.content_type) == (encoding is BodyEncoding.JSON)


@pytest.mark.parametrize("row", config.result_codes(), ids=lambda row: row.code)
def test_every_result_code_leads_to_the_outcome_its_row_names(portal: FakePortal, row: config.ResultCode) -> None:
    portal.script(result_code=row.code)
    answer = PortalClient(settings(portal.url)).look_up(identity_of("adult"), TODAY)
    expected = row.outcome
    assert (answer.outcome.value, answer.result_code) == (expected, row.code)


@pytest.mark.parametrize("code", ["777", "ABC", "08"])
def test_a_code_nobody_described_is_unknown_and_kept(portal: FakePortal, code: str) -> None:
    portal.script(result_code=code)
    answer = PortalClient(settings(portal.url)).look_up(identity_of("adult"), TODAY)
    assert (answer.outcome, answer.result_code) == (InsuranceOutcome.UNKNOWN, code)


def test_free_text_in_place_of_a_code_is_unknown_and_not_kept(portal: FakePortal) -> None:
    portal.script(result_code="Có lỗi khi tra cứu Nguyễn Văn An")
    answer = PortalClient(settings(portal.url)).look_up(identity_of("adult"), TODAY)
    assert (answer.outcome, answer.result_code) == (InsuranceOutcome.UNKNOWN, None)


@pytest.mark.parametrize("said", ["Null hoTenCb", " NULL HoTenCB của Nguyễn Văn An"])
def test_a_sentence_about_missing_staff_in_place_of_a_code_calls_the_administrator_and_is_owed(
    portal: FakePortal, said: str
) -> None:
    portal.script(result_code=said)
    answer = PortalClient(settings(portal.url)).look_up(identity_of("adult"), TODAY)
    assert (answer.outcome, answer.result_code) == (InsuranceOutcome.CONFIGURATION, "hoTenCb")
    assert answer.next_steps[0] is NextStep.ALARM
    assert answer.owed


@pytest.mark.parametrize(
    ("written", "code"), [(0, "000"), (10, "010"), (110, "110"), (" 000 ", "000"), ("060\n", "060")]
)
def test_a_code_written_as_a_number_or_between_blanks_is_the_same_code(
    portal: FakePortal, written: int | str, code: str
) -> None:
    portal.script(calls=frozenset({Call.CARD}), changed={"maKetQua": written})
    answer = PortalClient(settings(portal.url)).look_up(identity_of("adult"), TODAY)
    assert answer.result_code == code


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"full_name": "Nguyễn Văn Ân"}, "061"),
        ({"full_name": "Trần Văn An"}, "060"),
        ({"date_of_birth": PartialDate(1983, 3, 16)}, "070"),
        ({"personal_number": "001083099999"}, "050"),
    ],
)
def test_wrong_name_birth_or_number_is_said_by_the_portal(
    portal: FakePortal, changed: dict[str, FactValue], code: str
) -> None:
    assert PortalClient(settings(portal.url)).look_up(identity_of("adult", **changed), TODAY).result_code == code


@pytest.mark.parametrize("birth", [PartialDate(1983), PartialDate(1983, 3)])
def test_a_partial_birth_date_is_asked_as_it_is(portal: FakePortal, birth: PartialDate) -> None:
    client = PortalClient(settings(portal.url))
    assert client.look_up(identity_of("adult", date_of_birth=birth), TODAY).outcome is InsuranceOutcome.COVERED
    assert portal.seen[-1].body["ngaySinh"] == birth.vietnamese()


@pytest.mark.parametrize(
    ("changed", "code"), [({"staff_citizen_number": "001190000002"}, "054"), ({"staff_name": "Ai Khác"}, "055")]
)
def test_an_unregistered_staff_member_is_a_matter_of_configuration(
    portal: FakePortal, changed: dict[str, str], code: str
) -> None:
    answer = PortalClient(settings(portal.url, **changed)).look_up(identity_of("adult"), TODAY)
    assert (answer.outcome, answer.result_code) == (InsuranceOutcome.CONFIGURATION, code)


def test_a_refused_account_is_a_matter_of_configuration_and_asked_once(portal: FakePortal) -> None:
    answer = PortalClient(settings(portal.url, password="another")).look_up(identity_of("adult"), TODAY)
    assert (answer.outcome, answer.result_code) == (InsuranceOutcome.CONFIGURATION, "401")
    assert paths(portal) == [TAKE_TOKEN]


# The token.


def test_one_login_serves_many_look_ups(portal: FakePortal) -> None:
    client = PortalClient(settings(portal.url))
    for persona_id in ("adult", "child", "elder"):
        client.look_up(identity_of(persona_id), TODAY)
    assert paths(portal) == [TAKE_TOKEN, LOOK_UP_CARD, LOOK_UP_CARD, LOOK_UP_CARD]


def test_a_token_near_its_end_is_taken_anew(portal: FakePortal) -> None:
    clock = FakeClock(datetime.now(UTC))
    client = PortalClient(settings(portal.url), clock=clock)
    client.look_up(identity_of("adult"), TODAY)
    clock.pass_time(9.5 * 60)
    client.look_up(identity_of("adult"), TODAY, ask_again=True)
    assert paths(portal) == [TAKE_TOKEN, LOOK_UP_CARD, TAKE_TOKEN, LOOK_UP_CARD]


def test_a_forgotten_token_is_taken_again_exactly_once(portal: FakePortal) -> None:
    client = PortalClient(settings(portal.url))
    client.look_up(identity_of("adult"), TODAY)
    portal.script(forget_tokens=1)
    answer = client.look_up(identity_of("adult"), TODAY, ask_again=True)
    assert (answer.outcome, answer.attempts) == (InsuranceOutcome.COVERED, 2)
    assert paths(portal)[2:] == [LOOK_UP_CARD, TAKE_TOKEN, LOOK_UP_CARD]


def test_a_portal_that_forgets_every_token_is_not_asked_for_ever(portal: FakePortal) -> None:
    portal.script(forget_tokens=99)
    answer = PortalClient(settings(portal.url)).look_up(identity_of("adult"), TODAY)
    assert (answer.outcome, answer.result_code) == (InsuranceOutcome.CONFIGURATION, "401")
    assert paths(portal).count(LOOK_UP_CARD) == 2


def test_many_at_once_log_in_once(portal: FakePortal) -> None:
    client = PortalClient(settings(portal.url))
    portal.script(latency_s=0.05)
    answers: list[InsuranceAnswer] = []
    threads = [
        threading.Thread(target=lambda: answers.append(client.look_up(identity_of("adult"), TODAY))) for _ in range(6)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert [one.outcome for one in answers] == [InsuranceOutcome.COVERED] * 6
    assert paths(portal).count(TAKE_TOKEN) == 1


# Old card, new card.


def test_a_replaced_card_is_followed_once_by_its_new_number(portal: FakePortal) -> None:
    portal.script(result_code="003", new_card_number="GD4010100000001")
    answer = PortalClient(settings(portal.url)).look_up(identity_of("adult"), TODAY)
    asked = [one.body["maThe"] for one in portal.seen if one.path == LOOK_UP_CARD]
    assert asked == ["001083012345", "GD4010100000001"]
    assert (answer.outcome, answer.attempts) == (InsuranceOutcome.NEW_CARD, 2)


def test_of_two_cards_the_one_of_the_day_counts(portal: FakePortal) -> None:
    portal.script(result_code="004", new_card_number="GD4010100000001")
    client = PortalClient(settings(portal.url))
    today = client.look_up(identity_of("adult"), TODAY)
    earlier = client.look_up(identity_of("adult"), date(2020, 6, 1))
    assert today.card is not None
    assert earlier.card is not None
    assert today.card.card_number == "GD4010100000001"
    assert earlier.card.card_number == "GD4010109876543"


# Nothing to ask with.


@pytest.mark.parametrize(
    "facts",
    [
        {},
        {"full_name": "Nguyễn Văn An", "date_of_birth": PartialDate(1983)},
        {"personal_number": "001083012345", "date_of_birth": PartialDate(1983)},
        {"personal_number": "001083012345", "full_name": "Nguyễn Văn An"},
        *[
            {"personal_number": number, "full_name": "A", "date_of_birth": PartialDate(1983)}
            for number in ("------------", "%%%%%%%%%%%%", "0010830123*5", "00108301234", "٠٠١٠٨٣٠١٢٣٤٥", "")
        ],
    ],
)
def test_half_a_number_or_a_wildcard_is_never_asked(portal: FakePortal, facts: dict[str, FactValue]) -> None:
    answer = PortalClient(settings(portal.url)).look_up(identity(**facts), TODAY)
    assert (answer.outcome, answer.attempts) == (InsuranceOutcome.NOT_ASKED, 0)
    assert portal.seen == []


def test_an_insurance_number_serves_when_there_is_no_personal_number(portal: FakePortal) -> None:
    persona = personas.load("adult")
    asked = identity(
        insurance_number="0109876543",
        full_name=persona.person.full_name,
        date_of_birth=PartialDate.of(persona.person.date_of_birth),
    )
    assert PortalClient(settings(portal.url)).look_up(asked, TODAY).outcome is InsuranceOutcome.COVERED
