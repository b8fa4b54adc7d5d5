"""`mot-cham chip`: every link, every exit code, and a reading that is verified again from its folder."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from pcscd_service import VIRTUAL_READER, PcscService

from hardware_mocks import faults, personas, vpcd
from hardware_mocks.card import VirtualCard
from kiosk.bootstrap.languages import language
from kiosk.cli import main
from kiosk.cli.exit_codes import ExitCode


@pytest.fixture
def trust(tmp_path: Path) -> Path:
    """A folder with the anchor of the invented country."""
    folder = tmp_path / "trust"
    folder.mkdir()
    assert main(["chip", "issue", "adult", "--out", str(tmp_path / "adult")]) == ExitCode.DONE
    (tmp_path / "adult" / "csca.der").rename(folder / "csca.der")
    return folder


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
        return port


@contextmanager
def serving(persona: str, *fault_names: str, port: int) -> Iterator[None]:
    """The persona's card, waiting for a reader on `port`."""
    stop = threading.Event()
    card = faults.faulty(VirtualCard.of(persona), *fault_names)
    ready = threading.Event()
    thread = threading.Thread(
        target=vpcd.serve_listening,
        args=(card, port),
        kwargs={"cancelled": stop.is_set, "listening": lambda _: ready.set()},
    )
    thread.start()
    try:
        assert ready.wait(5)
        yield
    finally:
        stop.set()
        thread.join(5)


def read(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, dict[str, Any]]:
    capsys.readouterr()
    code = main(["chip", "read", "--json", *arguments])
    return code, json.loads(capsys.readouterr().out)


def lasting(report: dict[str, Any]) -> dict[str, Any]:
    """`report` without what is another each time it is made, its number and its times, and without what only the
    terminal of that day saw: that chip authentication failed."""
    transaction = {name: part for name, part in report["transaction"].items() if name not in _OF_THE_MOMENT}
    traffic = {name: value for name, value in report["traffic"].items() if name != "elapsed_s"}
    parts = {"transaction": transaction, "verification": report["verification"]}
    believed = {name: {**part, "findings": _for_everybody(part["findings"])} for name, part in parts.items()}
    return {**report, **believed, "traffic": traffic}


_OF_THE_MOMENT = ("transaction_id", "timing")


def _for_everybody(findings: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [one for one in findings if one["finding"] != "chip_authentication_failed"]


@pytest.mark.parametrize(
    ("persona", "code", "overall", "assurance"),
    [
        ("adult", ExitCode.DONE, "successful", "genuine_chip"),
        ("card2024", ExitCode.DONE, "successful", "genuine_chip"),
        ("child", ExitCode.DONE, "successful", "genuine_chip"),
        ("elder", ExitCode.DONE, "successful", "genuine_chip"),
        ("long-address", ExitCode.DONE, "successful", "genuine_chip"),
        ("no-dg13", ExitCode.DONE, "successful", "genuine_chip"),
        ("clone", ExitCode.CHECK_FAILED, "failed", "authentic"),
        ("tampered-photo", ExitCode.CHECK_FAILED, "failed", "claimed"),
        ("expired-signer", ExitCode.CHECK_FAILED, "failed", "claimed"),
        ("unknown-issuer", ExitCode.UNDETERMINED, "undetermined", "read"),
    ],
)
def test_each_person_reads_with_the_verdict_the_name_promises(
    capsys: pytest.CaptureFixture[str], trust: Path, persona: str, code: ExitCode, overall: str, assurance: str
) -> None:
    port, person = free_port(), personas.load(persona)
    with serving(persona, port=port):
        got, report = read(capsys, "--tcp", f"127.0.0.1:{port}", "--qr", person.qr_text(), "--trust", str(trust))
    assert got == code
    assert report["verification"]["overall"] == overall
    assert report["verification"]["assurance"] == assurance
    assert report["access"] == {
        "protocol": "PACE",
        "mapping": "GM",
        "cipher": "AES-128",
        "domain": "brainpoolP256r1",
        "password": "CAN",
    }
    assert (report["vietnam"] is None) == (persona == "no-dg13")


def test_a_passport_reads_with_its_mrz_key(capsys: pytest.CaptureFixture[str], trust: Path) -> None:
    port, person = free_port(), personas.load("passport")
    key = f"{person.document.number},{person.date_of_birth_yymmdd},{person.date_of_expiry_yymmdd}"
    with serving("passport", port=port):
        code, report = read(capsys, "--tcp", f"127.0.0.1:{port}", "--mrz", key, "--trust", str(trust))
    assert (code, report["access"]["password"]) == (ExitCode.DONE, "MRZ")


def test_bac_alone_can_be_asked_for(capsys: pytest.CaptureFixture[str], trust: Path) -> None:
    port, person = free_port(), personas.load("passport")
    key = f"{person.document.number},{person.date_of_birth_yymmdd},{person.date_of_expiry_yymmdd}"
    with serving("passport", port=port):
        _, report = read(capsys, "--tcp", f"127.0.0.1:{port}", "--mrz", key, "--access", "bac")
    assert report["access"] == {"protocol": "BAC", "mapping": None, "cipher": "3DES", "domain": None, "password": "MRZ"}


def test_without_anchors_the_result_is_undetermined(capsys: pytest.CaptureFixture[str]) -> None:
    port = free_port()
    with serving("adult", port=port):
        code, report = read(capsys, "--tcp", f"127.0.0.1:{port}", "--id", personas.load("adult").person.personal_number)
    assert code == ExitCode.UNDETERMINED
    assert report["verification"]["overall"] == "undetermined"


def test_a_card_that_connects_to_us_is_read(capsys: pytest.CaptureFixture[str]) -> None:
    port, stop = free_port(), threading.Event()
    card = threading.Thread(
        target=vpcd.serve_to_pcscd,
        args=(VirtualCard.of("adult"), "127.0.0.1", port),
        kwargs={"cancelled": stop.is_set},
    )
    card.start()
    try:
        code, report = read(capsys, "--vpcd-listen", str(port), "--can", personas.load("adult").can)
    finally:
        stop.set()
        card.join(5)
    assert code == ExitCode.UNDETERMINED
    assert report["mrz"]["issuing_state"] == "VNM"


def test_a_stored_reading_is_verified_again_and_a_changed_one_fails(
    capsys: pytest.CaptureFixture[str], trust: Path, tmp_path: Path
) -> None:
    port, folder = free_port(), tmp_path / "reading"
    can = personas.load("adult").can
    with serving("adult", port=port):
        read(capsys, "--tcp", f"127.0.0.1:{port}", "--can", can, "--trust", str(trust), "--out", str(folder))
    assert main(["chip", "verify", str(folder), "--trust", str(trust), "--json"]) == ExitCode.DONE
    photo = bytearray((folder / "DG2.bin").read_bytes())
    photo[-1] ^= 1
    (folder / "DG2.bin").write_bytes(photo)
    assert main(["chip", "verify", str(folder), "--trust", str(trust), "--json"]) == ExitCode.CHECK_FAILED


def test_a_stored_chip_authentication_convinces_nobody_again(
    capsys: pytest.CaptureFixture[str], trust: Path, tmp_path: Path
) -> None:
    port, folder = free_port(), tmp_path / "reading"
    can = personas.load("adult").can
    with serving("adult", port=port):
        read(capsys, "--tcp", f"127.0.0.1:{port}", "--can", can, "--out", str(folder))
    summary = json.loads((folder / "reading.json").read_text(encoding="utf-8"))
    summary["active_authentication"] = None
    (folder / "reading.json").write_text(json.dumps(summary), encoding="utf-8")
    capsys.readouterr()
    assert main(["chip", "verify", str(folder), "--trust", str(trust), "--json"]) == ExitCode.UNDETERMINED


def test_validity_is_judged_at_the_time_that_is_given(
    capsys: pytest.CaptureFixture[str], trust: Path, tmp_path: Path
) -> None:
    port, person = free_port(), personas.load("adult")
    with serving("adult", port=port):
        code, report = read(
            capsys, "--tcp", f"127.0.0.1:{port}", "--can", person.can, "--trust", str(trust), "--at", "2090-01-01"
        )
    assert code == ExitCode.CHECK_FAILED
    assert {one["id"]: one["result"] for one in report["verification"]["checks"]}["C8"] == "failed"


@pytest.mark.parametrize(
    ("arguments", "fault_names", "code", "failure"),
    [
        (("--can", "999999"), (), ExitCode.ACCESS_REFUSED, "wrong_access_key"),
        (("--can", "012345"), ("lift-after:20",), ExitCode.DEVICE, "card_lifted"),
        (("--can", "012345"), ("bad-mac:20",), ExitCode.MALFORMED, "chip_conversation_broken"),
    ],
)
def test_each_failure_has_its_exit_code_and_its_sentence(
    capsys: pytest.CaptureFixture[str],
    arguments: tuple[str, ...],
    fault_names: tuple[str, ...],
    code: ExitCode,
    failure: str,
) -> None:
    port = free_port()
    with serving("adult", *fault_names, port=port):
        got, report = read(capsys, "--tcp", f"127.0.0.1:{port}", *arguments)
    assert got == code
    assert report["error"]["code"] == failure
    assert report["error"]["vi"] != report["error"]["en"]


def test_nobody_at_the_address_is_a_device_matter(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["chip", "read", "--tcp", f"127.0.0.1:{free_port()}", "--can", "012345"]) == ExitCode.DEVICE


def test_a_folder_that_holds_no_reading_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["chip", "verify", str(tmp_path)]) == ExitCode.USAGE
    (tmp_path / "reading.json").write_text('{"access": 1}', encoding="utf-8")
    assert main(["chip", "verify", str(tmp_path)]) == ExitCode.MALFORMED


def test_the_trace_holds_every_command(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    port, trace = free_port(), tmp_path / "trace.jsonl"
    with serving("adult", port=port):
        _, report = read(capsys, "--tcp", f"127.0.0.1:{port}", "--can", "012345", "--trace", str(trace))
    header, *lines = [json.loads(line) for line in trace.read_text(encoding="utf-8").splitlines()]
    assert (header["link"], header["keys"], header["personal"]) == ("tcp", ["CAN"], False)
    assert len(lines) == report["traffic"]["commands"]
    assert all(line["response"][-4:] for line in lines)


def test_a_trace_taken_whole_is_replayed_with_the_same_verdict(
    capsys: pytest.CaptureFixture[str], trust: Path, tmp_path: Path
) -> None:
    port, trace, qr = free_port(), tmp_path / "trace.jsonl", personas.load("adult").qr_text()
    with serving("adult", port=port):
        live, first = read(
            capsys, "--tcp", f"127.0.0.1:{port}", "--qr", qr, "--trust", str(trust), "--trace", str(trace),
            "--trace-personal", "--no-com",
        )  # fmt: skip
    code, again = read(capsys, "--replay", str(trace), "--qr", qr, "--trust", str(trust))
    assert code == live == ExitCode.DONE
    assert lasting(again) == lasting(first)
    assert "EF_COM" not in again["files"]


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (("--can", "999999"), ExitCode.MALFORMED),
        (("--can", "012345", "--trace-personal"), ExitCode.USAGE),
    ],
)
def test_a_trace_that_does_not_fit_is_said_to(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, options: tuple[str, ...], code: ExitCode
) -> None:
    port, trace = free_port(), tmp_path / "trace.jsonl"
    with serving("adult", port=port):
        read(
            capsys, "--tcp", f"127.0.0.1:{port}", "--can", "012345", "--trace", str(trace), "--trace-personal"
        )  # fmt: skip
    assert main(["chip", "read", "--replay", str(trace), *options]) == code
    assert main(["chip", "read", "--replay", str(tmp_path / "none"), "--can", "012345"]) == ExitCode.USAGE


def test_a_cut_trace_cannot_be_replayed(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    port, trace = free_port(), tmp_path / "trace.jsonl"
    with serving("adult", port=port):
        read(capsys, "--tcp", f"127.0.0.1:{port}", "--can", "012345", "--trace", str(trace))
    assert main(["chip", "read", "--replay", str(trace), "--can", "012345"]) == ExitCode.MALFORMED
    assert "--trace-personal" in capsys.readouterr().err


def test_a_trace_that_cannot_be_written_is_a_matter_of_usage(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    port, nowhere = free_port(), tmp_path / "none" / "trace.jsonl"
    with serving("adult", port=port):
        code = main(["chip", "read", "--tcp", f"127.0.0.1:{port}", "--can", "012345", "--trace", str(nowhere)])
    assert code == ExitCode.USAGE


@pytest.mark.parametrize("persona", personas.ids())
def test_a_stored_reading_is_judged_as_the_living_card_was(
    capsys: pytest.CaptureFixture[str], trust: Path, tmp_path: Path, persona: str
) -> None:
    """But for proofs that only the terminal of that day can believe, which then stay undecided."""
    port, folder, can = free_port(), tmp_path / "reading", personas.load(persona).can
    with serving(persona, port=port):
        live_code, live = read(
            capsys, "--tcp", f"127.0.0.1:{port}", "--can", can, "--trust", str(trust), "--out", str(folder)
        )
    code = main(["chip", "verify", str(folder), "--trust", str(trust), "--json"])
    stored = json.loads(capsys.readouterr().out)
    evidence = json.loads((folder / "reading.json").read_text(encoding="utf-8"))
    if evidence["active_authentication"] is not None:
        assert code == live_code
        assert lasting(stored) == lasting(live)
        return
    differing = [
        one["id"]
        for one, other in zip(live["verification"]["checks"], stored["verification"]["checks"], strict=True)
        if one != other
    ]
    assert set(differing) <= {"C4"}


def test_the_report_for_people_speaks_the_language_that_is_asked_for(
    capsys: pytest.CaptureFixture[str], trust: Path, tmp_path: Path
) -> None:
    port, folder, saved = free_port(), tmp_path / "reading", tmp_path / "report.json"
    can = personas.load("adult").can
    with serving("adult", port=port):
        _, report = read(
            capsys, "--tcp", f"127.0.0.1:{port}", "--can", can, "--out", str(folder), "--save-report", str(saved)
        )
    assert json.loads(saved.read_text(encoding="utf-8")) == report["transaction"]
    for code in ("vi", "en"):
        main(["chip", "verify", str(folder), "--trust", str(trust), "--language", code])
        assert language(code).say("check.C6") in capsys.readouterr().out


def test_a_card_that_takes_longer_than_its_time_is_given_up(capsys: pytest.CaptureFixture[str]) -> None:
    port = free_port()
    with serving("adult", "stall:0.05", port=port):
        code, report = read(capsys, "--tcp", f"127.0.0.1:{port}", "--can", "012345", "--timeout", "0.3")
    assert code == ExitCode.DEVICE
    assert report["error"]["code"] == "reading_too_slow"


@pytest.mark.pcscd
def test_a_served_card_is_read_through_the_card_service(
    capsys: pytest.CaptureFixture[str], trust: Path, pcscd: PcscService
) -> None:
    stop = threading.Event()
    card = threading.Thread(
        target=vpcd.serve_to_pcscd,
        args=(VirtualCard.of("adult"), vpcd.DEFAULT_HOST, vpcd.DEFAULT_PORT),
        kwargs={"cancelled": stop.is_set},
    )
    card.start()
    try:
        qr = personas.load("adult").qr_text()
        code, report = read(capsys, "--reader", VIRTUAL_READER, "--qr", qr, "--trust", str(trust))
    finally:
        stop.set()
        card.join(5)
    assert code == ExitCode.DONE
    assert report["verification"]["assurance"] == "genuine_chip"


def test_a_chip_slower_to_prove_itself_than_the_limit_given_is_said_and_not_counted(
    capsys: pytest.CaptureFixture[str],
) -> None:
    said = []
    for limit in ("0", "0.000001", "60"):
        port = free_port()
        with serving("adult", port=port):
            code, values = read(capsys, "--tcp", f"127.0.0.1:{port}", "--can", "012345", "--proof-limit", limit)
        assert code == ExitCode.UNDETERMINED
        said.append("chip_proof_slow" in [one["finding"] for one in values["verification"]["findings"]])
    assert said == [False, True, False]
