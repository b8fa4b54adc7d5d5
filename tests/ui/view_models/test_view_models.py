"""View models are plain values: nothing here needs Qt."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from kiosk.domain.dates import PartialDate
from kiosk.domain.failure import FailureCode, Helper
from kiosk.domain.form import FilledForm
from kiosk.domain.identity import Assurance, Fact, FactName, Identity, Source
from kiosk.domain.insurance import InsuranceAnswer, InsuranceOutcome
from kiosk.domain.progress import Progress
from kiosk.domain.record import Receipt, RecordFate, RecordId
from kiosk.domain.verdict import Outcome
from kiosk.runtime.language import Language
from kiosk.visit.state import Visit, VisitState
from ui.sample_visits import CLONED, GENUINE, NAME, NUMBER, UNKNOWN_ISSUER, WORKING, samples, verdict
from ui.view_models.actions import ActionKind, Weight, actions
from ui.view_models.assurance import assurance_badge
from ui.view_models.card import card_view
from ui.view_models.desk import desk_view
from ui.view_models.devices import Device, DeviceBoard, DeviceState, device_chips, wanting_attention
from ui.view_models.differences import differences
from ui.view_models.form import form_view
from ui.view_models.insurance import insurance_view
from ui.view_models.look import Tone
from ui.view_models.notice import notice
from ui.view_models.record import record_view
from ui.view_models.stage import stage_view
from ui.view_models.steps import StepState, progress_view, reading_steps
from ui.view_models.text import plain, written_time
from ui.view_models.verdict import verdict_view


def visit_of(name: str) -> Visit:
    return samples()[name].visit


# Green is for proof.


@pytest.mark.parametrize("source", list(Source))
@pytest.mark.parametrize("assurance", [Assurance.CLAIMED, Assurance.READ])
def test_a_value_that_is_not_proven_is_never_green(source: Source, assurance: Assurance, vietnamese: Language) -> None:
    badge = assurance_badge(source, assurance, vietnamese)
    assert badge is not None
    assert badge.tone is not Tone.PROVEN


def test_a_qr_value_is_amber_and_says_that_it_is_claimed(vietnamese: Language) -> None:
    badge = assurance_badge(Source.QR, Assurance.CLAIMED, vietnamese)
    assert badge is not None
    assert (badge.text, badge.tone) == ("Tự khai", Tone.CAUTION)


@pytest.mark.parametrize("outcome", [one for one in Outcome if one is not Outcome.SUCCESSFUL])
@pytest.mark.parametrize("assurance", list(Assurance))
def test_no_verdict_but_a_successful_one_is_green(outcome: Outcome, assurance: Assurance, vietnamese: Language) -> None:
    assert verdict_view(verdict(outcome, assurance), vietnamese).headline.tone is not Tone.PROVEN


@pytest.mark.parametrize("assurance", [Assurance.CLAIMED, Assurance.READ])
def test_a_successful_verdict_without_authentic_data_is_not_green(assurance: Assurance, vietnamese: Language) -> None:
    assert verdict_view(verdict(Outcome.SUCCESSFUL, assurance), vietnamese).headline.tone is not Tone.PROVEN


def test_insurance_devices_and_records_are_never_green(vietnamese: Language) -> None:
    for outcome in InsuranceOutcome:
        asked = Visit("v", VisitState.REVIEWING, insurance=InsuranceAnswer(outcome, None))
        assert insurance_view(asked, vietnamese).headline.tone is not Tone.PROVEN
    for fate in (None, *RecordFate):
        assert record_view(Visit("v", VisitState.FINISHED, fate=fate), vietnamese).headline.tone is not Tone.PROVEN
    assert all(chip.tone is not Tone.PROVEN for chip in device_chips(WORKING, vietnamese))


# The card.


def test_a_genuine_chip_is_said_in_one_green_line(vietnamese: Language) -> None:
    view = verdict_view(GENUINE, vietnamese)
    assert (view.headline.text, view.headline.tone) == ("Thẻ thật, chip gốc", Tone.PROVEN)
    assert view.access == "Mở chip bằng PACE, số CAN suy từ QR"
    assert view.tally == "11 đạt · 0 không đạt · 0 chưa kết luận"


def test_a_cloned_chip_is_called_a_possible_copy(vietnamese: Language) -> None:
    view = verdict_view(CLONED, vietnamese)
    assert (view.headline.text, view.headline.tone) == ("Chip có thể là bản sao", Tone.PROBLEM)


def test_an_unknown_issuer_is_amber_with_its_reason(vietnamese: Language) -> None:
    view = verdict_view(UNKNOWN_ISSUER, vietnamese)
    assert view.headline.tone is Tone.CAUTION
    assert view.detail == vietnamese.say("reason.passive_authentication.no_trust_anchor")


def test_a_reason_that_no_catalogue_knows_is_not_shown_as_a_key(vietnamese: Language) -> None:
    odd = verdict(Outcome.FAILED, Assurance.CLAIMED, C6=(Outcome.FAILED, "nobody.knows_this"))
    assert "nobody" not in "".join(check.reason for check in verdict_view(odd, vietnamese).checks)


def test_skipping_the_chip_is_said_and_everything_stays_a_claim(vietnamese: Language) -> None:
    view = card_view(visit_of("05-reviewing-claimed"), vietnamese)
    assert view.verdict is not None
    assert view.verdict.headline.text == "Chưa đọc chip"
    assert view.person is not None
    assert view.person.proof is not None
    assert view.person.proof.tone is Tone.CAUTION


def test_an_unproven_portrait_says_so(vietnamese: Language) -> None:
    view = card_view(visit_of("07-portal-down"), vietnamese)
    assert view.portrait is not None
    assert view.portrait.caption.text == "Ảnh chưa xác thực"


def test_the_side_of_the_window_shows_the_number_masked(vietnamese: Language) -> None:
    view = card_view(visit_of("04-reviewing-genuine"), vietnamese)
    assert view.person is not None
    assert view.person.number == "001…567"


def test_weighty_differences_come_first_and_name_both_sources(vietnamese: Language) -> None:
    first, second = differences(visit_of("06-cloned-chip"), vietnamese)
    assert first.subject == "Ngày sinh"
    assert [(one.source, one.value) for one in first.said] == [("QR", "18/09/1992"), ("Chip DG13", "19/08/1992")]
    assert first.look.tone is Tone.PROBLEM
    assert second.look.tone is Tone.NEUTRAL


def test_personal_values_are_not_in_the_repr_of_a_view(vietnamese: Language) -> None:
    said = repr(desk_view(visit_of("09-delivered"), WORKING, vietnamese))
    assert NAME not in said
    assert NUMBER not in said


# Reading.


def test_steps_before_the_one_under_way_are_done_and_those_after_are_ahead(vietnamese: Language) -> None:
    states = [step.state for step in reading_steps(visit_of("03-reading"), vietnamese)]
    assert states == [StepState.DONE] * 4 + [StepState.NOW, StepState.AHEAD]


def test_a_failure_stops_the_step_it_happened_in(vietnamese: Language) -> None:
    states = [step.state for step in reading_steps(visit_of("08-card-lifted"), vietnamese)]
    assert states[1] is StepState.STOPPED


def test_progress_never_goes_back_along_the_order_of_reading(vietnamese: Language) -> None:
    files = [("DG1", 0), ("DG1", 95), ("EF_SOD", 1895), ("DG2", 9000), ("DG2", 17_000), ("DG15", 17_200)]
    along = [("access", 0), *files, ("active_authentication", 0), ("chip_authentication", 0)]
    fractions = [progress_view(Progress(phase, done, 17_200), vietnamese).fraction for phase, done in along]
    assert fractions == sorted(fractions)
    assert fractions[0] == 0.0


def test_an_unknown_phase_still_says_that_the_chip_is_read(vietnamese: Language) -> None:
    view = progress_view(Progress("DG99", 0, 0), vietnamese)
    assert view.phase == "Đang đọc chip"
    assert 0.0 <= view.fraction <= 1.0


def test_idle_with_a_card_lying_there_asks_for_the_code(vietnamese: Language) -> None:
    view = stage_view(Visit("v", reader="r"), WORKING, vietnamese)
    assert "mời quét mã QR" in view.headline


# The form.


def test_a_corrected_field_shows_what_stood_before_and_what_is_wrong(vietnamese: Language) -> None:
    view = form_view(visit_of("12-corrected"), vietnamese)
    assert view is not None
    field = next(one for one in view.fields if one.name == "NGAY_SINH")
    assert field.original == "Trước khi sửa: 19/08/1992"
    assert field.problem == vietnamese.say("form.problem.date")
    assert field.source == "Cán bộ"
    assert view.first_problem == "NGAY_SINH"
    assert view.summary.text == "1 chỗ cần xem lại"


def test_a_correction_of_an_empty_field_says_that_it_was_empty(vietnamese: Language) -> None:
    view = form_view(visit_of("12-corrected"), vietnamese)
    assert view is not None
    field = next(one for one in view.fields if one.name == "LY_DO_VV")
    assert field.original == "Trước khi sửa: (để trống)"


def test_a_long_address_gets_the_width_of_two_boxes(vietnamese: Language) -> None:
    view = form_view(visit_of("04-reviewing-genuine"), vietnamese)
    assert view is not None
    assert [one.name for one in view.fields if one.wide] == ["DIA_CHI", "MA_DOITUONG_KCB", "MA_LOAI_KCB"]


@pytest.mark.parametrize("state", [VisitState.SAVING, VisitState.DELIVERING, VisitState.FINISHED])
def test_nothing_can_be_edited_once_confirmed(state: VisitState, vietnamese: Language) -> None:
    view = form_view(replace(visit_of("04-reviewing-genuine"), state=state), vietnamese)
    assert view is not None
    assert view.locked
    assert not any(field.editable for field in view.fields)


# Insurance.


def test_what_looks_odd_in_a_code_asks_for_a_second_look(vietnamese: Language) -> None:
    odd = Identity({}, (), "cccd_2021", ("code_warning.unknown_province",))
    (shown,) = differences(Visit("v", VisitState.REVIEWING, identity=odd), vietnamese)
    assert shown.look.tone is Tone.CAUTION
    assert "mã tỉnh" in shown.sentence


def test_an_identity_below_what_the_service_wants_goes_to_a_persons_eyes(vietnamese: Language) -> None:
    claimed = Identity({FactName.FULL_NAME: Fact("Trần Thị Mẫu", Source.QR, Assurance.CLAIMED)})
    form = FilledForm("f", {"vi": "Phiếu"}, (), Assurance.AUTHENTIC)
    shown = form_view(Visit("v", VisitState.REVIEWING, identity=claimed, form=form), vietnamese)
    assert shown is not None
    assert shown.ready
    assert (shown.summary.tone, shown.summary.text) == (Tone.CAUTION, "Đối chiếu thẻ với người trước khi lưu")


def test_a_code_without_a_meaning_is_shown_alone(vietnamese: Language) -> None:
    visit = Visit("v", VisitState.REVIEWING, insurance=InsuranceAnswer(InsuranceOutcome.UNKNOWN, "999"))
    assert insurance_view(visit, vietnamese).code == "Mã kết quả của cổng: 999"


def test_the_portals_sentence_is_left_out_when_the_rows_say_it_already(vietnamese: Language) -> None:
    assert insurance_view(visit_of("04-reviewing-genuine"), vietnamese).note == ""


# Record, failures, actions, devices.


def test_nothing_is_called_saved_before_the_disk_has_it(vietnamese: Language) -> None:
    view = record_view(replace(visit_of("04-reviewing-genuine"), state=VisitState.SAVING), vietnamese)
    assert "Đã lưu" not in view.headline.text


def test_a_delivered_record_shows_receipt_office_and_vietnamese_time(vietnamese: Language) -> None:
    view = record_view(visit_of("09-delivered"), vietnamese)
    assert view.receipt == "TD-2026-118204"
    assert view.detail == "Bệnh viện mẫu đã nhận lúc 08:15, 21/11/2026."


def test_a_duplicate_receipt_says_that_no_second_record_was_made(vietnamese: Language) -> None:
    receipt = Receipt(RecordId("r"), "1", "X", datetime(2026, 11, 21, tzinfo=UTC), duplicate=True)
    view = record_view(Visit("v", VisitState.FINISHED, fate=RecordFate.DELIVERED, receipt=receipt), vietnamese)
    assert "không tạo bản thứ hai" in view.detail


@pytest.mark.parametrize("failure", list(FailureCode))
def test_every_failure_is_one_sentence_with_who_can_help(failure: FailureCode, vietnamese: Language) -> None:
    view = notice(failure, vietnamese)
    assert view is not None
    assert not view.sentence.startswith("failure.")
    assert not view.helper.startswith("helper.")
    assert (view.tone is Tone.PROBLEM) == (failure.helper is Helper.ADMINISTRATOR)


def test_without_a_card_on_the_reader_reading_again_is_not_offered(vietnamese: Language) -> None:
    kinds = [action.kind for action in actions(visit_of("02-awaiting-card"), vietnamese)]
    assert kinds == [ActionKind.SKIP_CHIP, ActionKind.TYPE_IN, ActionKind.CANCEL]


def test_after_a_lifted_card_one_can_retry_go_on_or_cancel(vietnamese: Language) -> None:
    kinds = [action.kind for action in actions(visit_of("08-card-lifted"), vietnamese)]
    assert kinds == [ActionKind.RETRY, ActionKind.SKIP_CHIP, ActionKind.TYPE_IN, ActionKind.CANCEL]


def test_confirming_a_failed_chip_is_not_the_inviting_button(vietnamese: Language) -> None:
    confirm = actions(visit_of("06-cloned-chip"), vietnamese)[0]
    assert (confirm.kind, confirm.weight) == (ActionKind.CONFIRM, Weight.PLAIN)


@pytest.mark.parametrize("state", list(VisitState))
def test_every_state_has_a_view(state: VisitState, vietnamese: Language, english: Language) -> None:
    full = replace(visit_of("09-delivered"), state=state)
    for visit in (Visit("v", state), full):
        for language in (vietnamese, english):
            assert desk_view(visit, DeviceBoard(), language).idle == (state is VisitState.IDLE)


def test_a_portal_nobody_asked_yet_is_neither_ready_nor_missing(vietnamese: Language) -> None:
    chip = next(one for one in device_chips(DeviceBoard(), vietnamese) if one.name == "Cổng BHYT")
    assert (chip.word, chip.tone) == ("chưa hỏi", Tone.NEUTRAL)
    assert wanting_attention(replace(WORKING, portal=DeviceBoard().portal), vietnamese) is None


def test_a_visit_typed_by_hand_says_so_where_the_proof_would_stand(vietnamese: Language) -> None:
    typed = replace(visit_of("05-reviewing-claimed"), claim=None, identity=Identity())
    view = card_view(typed, vietnamese)
    assert view.verdict is not None
    assert "nhập tay" in view.verdict.detail
    assert "QR" not in view.verdict.detail


def test_typing_by_hand_is_offered_where_no_code_may_come(vietnamese: Language) -> None:
    assert ActionKind.TYPE_IN in [one.kind for one in actions(Visit("v"), vietnamese)]
    assert actions(Visit(""), vietnamese) == ()


def test_the_first_device_that_does_not_work_is_named(vietnamese: Language) -> None:
    board = replace(WORKING, reader=Device(DeviceState.MISSING), store=Device(DeviceState.FAILED))
    sentence = wanting_attention(board, vietnamese)
    assert sentence is not None
    assert sentence.startswith("Chưa thấy đầu đọc thẻ")


def test_a_device_may_explain_itself(vietnamese: Language) -> None:
    board = replace(WORKING, portal=Device(DeviceState.FAILED, "failure.portal_unreachable"))
    assert wanting_attention(board, vietnamese) == vietnamese.say("failure.portal_unreachable")


# Text from outside.


def test_control_and_reordering_characters_are_taken_out() -> None:
    assert plain("An\u202e\u200b\x00 <b>\n\tBình") == "An <b>  Bình"


def test_decomposed_vietnamese_is_composed() -> None:
    assert plain("Nguye\u0302\u0303n") == "Nguyễn"


def test_every_kind_of_space_becomes_a_plain_one() -> None:
    assert plain("Hà\u00a0Nội\u2029Huế\u3000") == "Hà Nội Huế"


def test_a_very_long_text_is_cut_and_marked() -> None:
    cut = plain("x" * 10_000)
    assert len(cut) == 400
    assert cut.endswith("…")


def test_a_moment_is_written_as_clocks_in_vietnam_show_it() -> None:
    assert written_time(datetime(2026, 12, 31, 18, 30, tzinfo=UTC)) == "01:30, 01/01/2027"


def test_a_year_alone_stays_a_year(vietnamese: Language) -> None:
    visit = visit_of("04-reviewing-genuine")
    assert visit.identity is not None
    facts = {**visit.identity.facts, FactName.DATE_OF_BIRTH: Fact(PartialDate(1950), Source.DG13, Assurance.READ)}
    view = card_view(replace(visit, identity=replace(visit.identity, facts=facts)), vietnamese)
    assert view.person is not None
    assert view.person.born == "1950 · Nữ"
