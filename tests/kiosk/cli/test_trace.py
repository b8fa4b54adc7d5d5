"""A trace holds a conversation: to be shown to others with its personal bytes cut, or to be replayed."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from hardware_mocks import personas
from hardware_mocks.card import VirtualCard
from hardware_mocks.errors import ScriptDiverged
from hardware_mocks.faults import faulty
from hardware_mocks.scripted import ScriptedTransport
from hardware_mocks.traces import ReplayedRandomness, UnusableTrace, read_trace
from kiosk.cli.trace import TracedTransport, TraceWriter, traced_randomness
from nfc_icao import AccessKey, Can, CardTransport, ChipReading, MrzKey, ReadingPlan, read_chip
from nfc_icao.errors import CardLost
from nfc_icao.transport import ApduLimits, answer_to_reset_of

NOW = datetime(2026, 11, 21, 9, tzinfo=UTC)
PLAN = ReadingPlan()


def keys_of(persona_id: str) -> tuple[AccessKey, ...]:
    person = personas.load(persona_id)
    mrz = MrzKey(person.document.number, person.date_of_birth_yymmdd, person.date_of_expiry_yymmdd)
    return (Can(person.can), mrz)


def trace_of(card: CardTransport, keys: tuple[AccessKey, ...], *, personal: bool) -> tuple[str, ChipReading | None]:
    """The text of the trace of a whole reading, and the reading unless the card was lost."""
    sink = io.StringIO()
    writer = TraceWriter(sink, personal=personal)
    writer.begin(NOW, "test", card, keys, PLAN)
    try:
        reading = read_chip(TracedTransport(card, writer), keys, plan=PLAN, randomness=traced_randomness(writer))
    except CardLost:
        reading = None
    return sink.getvalue(), reading


def lines(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def without_time(reading: ChipReading) -> ChipReading:
    """Everything a reading says but how long it took: that is another machine's, or another minute's."""
    aa, ca = reading.active_authentication, reading.chip_authentication
    return replace(
        reading,
        traffic=replace(reading.traffic, elapsed_s=0.0),
        active_authentication=None if aa is None else replace(aa, elapsed_s=None),
        chip_authentication=None if ca is None else replace(ca, elapsed_s=None),
    )


def personal_values(persona_id: str) -> list[bytes]:
    """What must not be found in a trace that is shown to others."""
    person = personas.load(persona_id)
    texts = [
        person.can,
        person.document.number,
        person.person.full_name,
        person.date_of_birth_yymmdd,
        person.mrz()[:30],
    ]
    return [text.encode() for text in texts]


@pytest.mark.parametrize("persona_id", personas.ids())
def test_a_whole_trace_replays_to_the_same_reading_byte_for_byte(persona_id: str, tmp_path: Path) -> None:
    file = tmp_path / "trace.jsonl"
    text, reading = trace_of(VirtualCard.of(persona_id), keys_of(persona_id), personal=True)
    file.write_text(text, encoding="utf-8")
    trace = read_trace(file)
    transport = ScriptedTransport.from_trace(file)
    again = read_chip(transport, keys_of(persona_id), plan=PLAN, randomness=ReplayedRandomness(trace))
    assert reading is not None
    assert without_time(again) == without_time(reading)
    assert transport.remaining == 0


@pytest.mark.parametrize("profile", ["bac-only", "passport-bac-pace", "no-extended-length"])
def test_a_trace_of_another_kind_of_chip_replays_as_well(profile: str, tmp_path: Path) -> None:
    file = tmp_path / "trace.jsonl"
    text, reading = trace_of(VirtualCard.of("adult", profile), keys_of("adult"), personal=True)
    file.write_text(text, encoding="utf-8")
    trace = read_trace(file)
    transport = ScriptedTransport.from_trace(trace)
    again = read_chip(transport, keys_of("adult"), plan=PLAN, randomness=ReplayedRandomness(trace))
    assert reading is not None
    assert without_time(again) == without_time(reading)


def test_a_reading_that_broke_off_breaks_off_in_its_replay(tmp_path: Path) -> None:
    file = tmp_path / "trace.jsonl"
    text, reading = trace_of(faulty(VirtualCard.of("adult"), "lift-after:20"), keys_of("adult"), personal=True)
    file.write_text(text, encoding="utf-8")
    trace = read_trace(file)
    assert reading is None
    assert lines(text)[-1]["error"] == "CardLost"
    with pytest.raises(CardLost):
        read_chip(
            ScriptedTransport.from_trace(trace), keys_of("adult"), plan=PLAN, randomness=ReplayedRandomness(trace)
        )


def test_with_another_key_the_replay_diverges_and_tells_no_data(tmp_path: Path) -> None:
    file = tmp_path / "trace.jsonl"
    file.write_text(trace_of(VirtualCard.of("adult"), keys_of("adult"), personal=True)[0], encoding="utf-8")
    trace = read_trace(file)
    with pytest.raises(ScriptDiverged) as caught:
        read_chip(ScriptedTransport.from_trace(trace), Can("999999"), plan=PLAN, randomness=ReplayedRandomness(trace))
    assert len(str(caught.value)) < 200


def test_what_the_chip_said_to_power_is_replayed_with_the_rest(tmp_path: Path) -> None:
    """A reader chooses its commands by it: another answer would be another conversation."""
    said = bytes.fromhex("3B8280014B43")
    sink, file = io.StringIO(), tmp_path / "trace.jsonl"
    writer = TraceWriter(sink, personal=True)
    spoken = TracedTransport(ScriptedTransport([("00A4", "9000")], answer_to_reset=said), writer)
    writer.begin(NOW, "test", spoken, (), PLAN)
    assert spoken.transmit(bytes.fromhex("00A4")) == b"\x90\x00"
    file.write_text(sink.getvalue(), encoding="utf-8")
    assert answer_to_reset_of(spoken) == ScriptedTransport.from_trace(file).answer_to_reset == said


@pytest.mark.parametrize("profile", [None, "bac-only"])
def test_a_cut_trace_holds_every_header_and_no_personal_byte(profile: str | None) -> None:
    card = VirtualCard.of("adult", profile)
    text, reading = trace_of(card, keys_of("adult"), personal=False)
    header, *rest = lines(text)
    assert reading is not None
    assert len(rest) == reading.traffic.commands
    assert [line["command"][:8] for line in rest] == [record.header.replace(" ", "").lower() for record in card.log]
    assert all(len(line["response"]) >= 4 for line in rest)
    assert header["keys"] == ["CAN", "MRZ"]
    assert not any("random" in line for line in rest)
    raw = b"".join(bytes.fromhex(line["command"] + line["response"]) for line in rest)
    for value in personal_values("adult"):
        assert value not in raw
        assert value.decode() not in text


def test_a_cut_trace_leaves_out_what_the_mrz_could_be_guessed_from() -> None:
    text, _ = trace_of(VirtualCard.of("adult", "bac-only"), keys_of("adult"), personal=False)
    mutual = next(line for line in lines(text)[1:] if line["command"].startswith("0082"))
    assert mutual["cut"] == {"command": 42, "response": 40}
    assert (len(mutual["command"]), mutual["response"]) == (8, "9000")


class OpenCard:
    """A chip without access control: it shows everything in plain, as the first electronic passports did."""

    def __init__(self) -> None:
        self._files = VirtualCard.of("adult").document.files

    def transmit(self, command: bytes) -> bytes:
        return (self._files["DG1"] if command[1] == 0xB0 else b"") + b"\x90\x00"


def test_what_a_chip_without_access_control_shows_is_cut_once_its_application_is_selected() -> None:
    sink = io.StringIO()
    traced = TracedTransport(OpenCard(), TraceWriter(sink, personal=False))
    for command in ("00A4040C07A0000002471001", "00A4020C020101", "00B0000000"):
        traced.transmit(bytes.fromhex(command))
    read = lines(sink.getvalue())[-1]
    assert (read["response"], read["cut"]) == ("9000", {"response": 95})
    for value in personal_values("adult"):
        assert value.hex() not in sink.getvalue()


def test_a_plain_answer_to_a_protected_command_is_cut() -> None:
    sink = io.StringIO()
    protected = bytes.fromhex("0CB000000D9701048E08AABBCCDDEEFF001100")
    TracedTransport(OpenCard(), TraceWriter(sink, personal=False)).transmit(protected)
    (line,) = lines(sink.getvalue())
    assert line["command"] == protected.hex()
    assert line["response"] == "9000"


def test_the_link_is_as_long_as_it_was(tmp_path: Path) -> None:
    class LongLink(VirtualCard):
        limits = ApduLimits(65544, 65538)

    file = tmp_path / "trace.jsonl"
    text, _ = trace_of(LongLink.of("adult"), keys_of("adult"), personal=True)
    file.write_text(text, encoding="utf-8")
    assert ScriptedTransport.from_trace(file).limits == LongLink.limits


@pytest.mark.parametrize(
    "content",
    [
        "",
        "{}",
        "[]",
        "not json",
        '{"format": "mot-cham-trace", "version": 9, "personal": true}',
        '{"format": "mot-cham-trace", "version": 1, "personal": true, "limits": {}}',
        '{"format": "mot-cham-trace", "version": 1, "personal": true, '
        '"limits": {"max_command_bytes": 261, "max_response_bytes": 258}}\n{"command": "zz"}',
    ],
)
def test_what_is_no_trace_is_refused(content: str, tmp_path: Path) -> None:
    file = tmp_path / "trace.jsonl"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(UnusableTrace):
        ScriptedTransport.from_trace(file)


def test_a_cut_trace_says_why_it_cannot_be_replayed(tmp_path: Path) -> None:
    file = tmp_path / "trace.jsonl"
    file.write_text(trace_of(VirtualCard.of("adult"), keys_of("adult"), personal=False)[0], encoding="utf-8")
    with pytest.raises(UnusableTrace, match="--trace-personal"):
        read_trace(file)
