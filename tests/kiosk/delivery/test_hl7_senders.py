"""HL7 messages over MLLP and as files: receipts, refusals, silence, nonsense."""

from __future__ import annotations

import ssl
from dataclasses import replace
from pathlib import Path

import pytest
from delivered_records import described_record
from hypothesis import given
from hypothesis import strategies as st
from message_senders import ADT
from test_webhook_tls import write_certificate

from hardware_mocks.mllp_receiver import MllpReceiver, MllpScript
from kiosk.delivery import DeliveryLater, DeliveryProblem, DeliveryRefused, DeliverySettingsInvalid
from kiosk.delivery.hl7 import Hl7File, Hl7Mllp, MllpSettings, parse_acknowledgement
from kiosk.delivery.hl7.mllp import MAX_ANSWER_BYTES, framed
from kiosk.runtime.clock import SystemClock


@pytest.fixture
def receiver():
    with MllpReceiver() as running:
        yield running


def sender_to(port: int, **more) -> Hl7Mllp:
    return Hl7Mllp(ADT, MllpSettings("127.0.0.1", port, "HIS", **{"tls": False, "timeout_s": 3.0, **more}))


def problem(sender: Hl7Mllp) -> tuple[str, DeliveryProblem]:
    try:
        sender.deliver(described_record())
    except DeliveryLater as error:
        return "later", error.problem
    except DeliveryRefused as error:
        return "refused", error.problem
    raise AssertionError("it was delivered")


def test_a_receiver_that_holds_messages_to_the_standard_accepts_the_record(receiver):
    record = described_record()
    receipt = sender_to(receiver.port).deliver(record)
    assert (receipt.record_id, receipt.number, receipt.destination) == (record.record_id, "BV000001", "HIS")
    assert receipt.office_time
    assert abs((receipt.received_at - SystemClock().now()).total_seconds()) < 60
    assert receiver.received.messages[record.record_id].encode() == ADT.encode(record)


def test_an_answer_that_was_lost_is_asked_for_again_under_the_same_control_id(receiver):
    record = described_record()
    receiver.script = MllpScript(drop=True)
    with pytest.raises(DeliveryLater) as caught:
        sender_to(receiver.port).deliver(record)
    assert caught.value.problem is DeliveryProblem.HUNG_UP
    receiver.script = MllpScript()
    assert sender_to(receiver.port).deliver(record).number == "BV000001"
    assert (len(receiver.received.messages), receiver.received.again) == (1, 1)


@pytest.mark.parametrize(
    ("code", "error", "expected"),
    [
        ("AE", "", ("later", DeliveryProblem.SERVER_ERROR)),
        ("CE", "", ("later", DeliveryProblem.SERVER_ERROR)),
        ("AR", "", ("refused", DeliveryProblem.REJECTED)),
        ("AE", "103", ("refused", DeliveryProblem.REJECTED)),
        ("AR", "207", ("later", DeliveryProblem.SERVER_ERROR)),
        ("AR", "203", ("later", DeliveryProblem.WRONG_ADDRESS)),
        ("AE", "999", ("later", DeliveryProblem.SERVER_ERROR)),
        ("ZZ", "", ("later", DeliveryProblem.ANSWER_MALFORMED)),
    ],
)
def test_an_acknowledgement_is_understood_as_the_table_says(receiver, code, error, expected):
    receiver.script = MllpScript(code=code, error=error)
    assert problem(sender_to(receiver.port)) == expected


def test_a_receiver_that_accepts_another_message_has_said_nothing_about_ours(receiver):
    receiver.script = MllpScript(control_id="MSG00001")
    assert problem(sender_to(receiver.port)) == ("later", DeliveryProblem.ANSWER_MALFORMED)


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (framed(b"<html>502</html>"), DeliveryProblem.ANSWER_MALFORMED),
        (b"HTTP/1.1 400 Bad Request\r\n\x1c\r", DeliveryProblem.ANSWER_MALFORMED),
        (framed(b"MSH|^~\\&|\xff\xfe\rMSA|AA|1\r"), DeliveryProblem.ANSWER_MALFORMED),
        (framed(b""), DeliveryProblem.ANSWER_MALFORMED),
        (b"\x0b" + b"x" * (MAX_ANSWER_BYTES + 100), DeliveryProblem.ANSWER_TOO_LARGE),
        (b"\x0bMSH|^~\\&|", DeliveryProblem.HUNG_UP),
    ],
)
def test_an_answer_that_is_no_acknowledgement_leaves_the_record_here(receiver, answer, expected):
    receiver.script = MllpScript(answer=answer)
    assert problem(sender_to(receiver.port)) == ("later", expected)


def test_an_answer_in_drips_ends_at_the_deadline_of_the_whole_exchange(receiver):
    receiver.script = MllpScript(drip_s=0.02)
    assert problem(sender_to(receiver.port, timeout_s=0.3)) == ("later", DeliveryProblem.TIMEOUT)


def test_nobody_listening_is_told_apart_from_silence(receiver):
    receiver.script = MllpScript(latency_s=0.6)
    assert problem(sender_to(receiver.port, timeout_s=0.2)) == ("later", DeliveryProblem.TIMEOUT)
    receiver.stop()
    assert problem(sender_to(receiver.port)) == ("later", DeliveryProblem.UNREACHABLE)


def test_over_tls_only_a_trusted_receiver_gets_the_message(tmp_path):
    certificate = write_certificate(tmp_path)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    with MllpReceiver(tls=context) as receiver:
        assert sender_to(receiver.port, tls=True, ca_file=certificate).deliver(described_record()).number == "BV000001"
        assert problem(sender_to(receiver.port, tls=True)) == ("later", DeliveryProblem.TLS)
        assert len(receiver.received.messages) == 1


@pytest.mark.parametrize(
    ("host", "port", "more"), [("192.0.2.7", 2575, {"tls": False}), ("", 2575, {}), ("his", 0, {}), ("his", 70000, {})]
)
def test_an_address_where_no_message_may_go_is_refused(host, port, more):
    with pytest.raises(DeliverySettingsInvalid):
        MllpSettings(host, port, "HIS", **more)


def test_authorities_that_are_not_there_are_said_before_a_message_goes(tmp_path):
    with pytest.raises(DeliverySettingsInvalid):
        Hl7Mllp(ADT, MllpSettings("his.example", 2575, "HIS", ca_file=tmp_path / "none.pem"))


@given(st.binary(max_size=300))
def test_any_bytes_are_an_acknowledgement_or_one_error(content):
    for body in (content, b"MSH|^~\\&|" + content, b"MSH|^~\\&|\rMSA|" + content):
        try:
            parse_acknowledgement(body)
        except DeliveryLater as error:
            assert error.problem is DeliveryProblem.ANSWER_MALFORMED


def test_an_acknowledgement_is_read_by_its_own_separators():
    parsed = parse_acknowledgement(b"MSH#!~\\&#HIS####20261121080204+0700##ACK#77#P#2.5.1\rMSA#AA#ours\r")
    assert (parsed.code, parsed.control_id, parsed.own_id) == ("AA", "ours", "77")
    assert parsed.sent_at is not None and parsed.sent_at.isoformat() == "2026-11-21T01:02:04+00:00"
    assert parse_acknowledgement(b"MSH|^~\\&|HIS||||20261121080204||ACK|7\rMSA|AA|o").sent_at is None


def test_a_message_becomes_one_file_that_is_never_replaced(tmp_path: Path, clock):
    record = described_record()
    sender = Hl7File(ADT, tmp_path, "Thư mục HL7", clock=clock)
    receipt = sender.deliver(record)
    assert (tmp_path / f"{record.record_id}.hl7").read_bytes() == ADT.encode(record)
    assert (receipt.number, receipt.duplicate, receipt.office_time) == (f"{record.record_id}.hl7", False, False)
    assert sender.deliver(record).duplicate
    changed = replace(described_record(LY_DO_VV="khác"), record_id=record.record_id)
    with pytest.raises(DeliveryRefused):
        sender.deliver(changed)
    assert [path.name for path in tmp_path.iterdir()] == [f"{record.record_id}.hl7"]


def test_a_folder_that_is_away_gets_its_messages_later(tmp_path: Path):
    with pytest.raises(DeliveryLater) as caught:
        Hl7File(ADT, tmp_path / "none", "Thư mục HL7").deliver(described_record())
    assert caught.value.problem is DeliveryProblem.FOLDER_AWAY
