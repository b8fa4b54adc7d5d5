"""The ordinary visit, for every invented person."""

from __future__ import annotations

from kiosk.domain.identity import Assurance, FactName, Source
from kiosk.domain.insurance import InsuranceOutcome
from kiosk.domain.record import RecordFate
from kiosk.domain.verdict import Outcome
from kiosk.visit import VisitState
from kiosk.visit import events as happened
from walks.counter import Counter

PROVEN = ("adult", "card2024", "child", "elder", "long-address", "no-dg13")


def test_a_proven_card_becomes_a_delivered_record(counter: Counter, persona_id: str) -> None:
    visit = counter.come_to_review(persona_id)
    assert visit.verdict is not None
    assert (visit.verdict.overall is Outcome.SUCCESSFUL) == (persona_id in PROVEN)
    assert visit.verdict.access_password == "CAN"
    visit = counter.confirm_to_the_end()
    assert visit.fate is RecordFate.DELIVERED
    assert visit.receipt is not None
    (delivered,) = counter.demo.hospital.received
    assert delivered.key == visit.record_id


def test_what_the_chip_proves_replaces_what_the_code_claims(counter: Counter) -> None:
    visit = counter.come_to_review("adult")
    assert visit.claim is not None
    assert visit.identity is not None
    assert all(fact.assurance is Assurance.CLAIMED for fact in visit.claim.facts.values())
    name = visit.identity.get(FactName.FULL_NAME)
    assert name is not None
    assert (name.source, name.assurance) == (Source.DG13, Assurance.GENUINE_CHIP)


def test_without_a_trusted_issuer_no_fact_is_more_than_read(counter: Counter) -> None:
    visit = counter.come_to_review("unknown-issuer")
    assert visit.verdict is not None
    assert visit.verdict.overall is Outcome.UNDETERMINED
    assert visit.identity is not None
    assert max(fact.assurance for fact in visit.identity.facts.values()) is Assurance.READ


def test_the_photo_is_shown_and_trusted_only_with_its_signature(counter: Counter) -> None:
    counter.come_to_review("adult")
    visit = counter.until(lambda one: one.portrait is not None, "a portrait")
    assert visit.portrait is not None
    assert visit.portrait.trusted
    assert len(visit.portrait.rgb) == visit.portrait.width * visit.portrait.height * 3


def test_a_corrected_value_keeps_what_stood_there_and_reaches_the_hospital(counter: Counter) -> None:
    counter.come_to_review("adult")
    field = counter.correct("DIEN_THOAI", "0912345678")
    assert (field.value, field.source, field.original) == ("0912345678", Source.STAFF, "")
    counter.confirm_to_the_end()
    (delivered,) = counter.demo.hospital.received
    assert delivered.body["values"]["DIEN_THOAI"] == "0912345678"
    assert delivered.body["sources"]["DIEN_THOAI"] == "staff"


def test_an_incomplete_form_cannot_be_confirmed(counter: Counter) -> None:
    counter.come_to_review("adult")
    counter.correct("HO_TEN", "")
    counter.do(happened.Confirmed())
    assert counter.visit.state is VisitState.REVIEWING


def test_staff_may_go_on_without_the_chip_and_everything_stays_a_claim(counter: Counter) -> None:
    counter.scan_person("adult")
    counter.do(happened.ChipSkipped())
    visit = counter.until_state(VisitState.REVIEWING)
    assert visit.verdict is None
    assert visit.identity is not None
    assert visit.identity.assurance is Assurance.CLAIMED
    assert visit.insurance is not None
    assert visit.insurance.outcome is InsuranceOutcome.COVERED


def test_one_citizen_after_another_leaves_nothing_behind(counter: Counter) -> None:
    counter.come_to_review("adult")
    counter.confirm_to_the_end()
    counter.next_citizen()
    visit = counter.visit
    assert (visit.claim, visit.identity, visit.form, visit.portrait, visit.receipt) == (None,) * 5
    counter.serves_the_next_citizen()
    assert len(counter.demo.hospital.received) == 2
