"""`mot-cham audit`: an anchor on paper finds a chain that was built anew."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kiosk.cli.exit_codes import ExitCode
from kiosk.cli.main import main
from kiosk.records import AuditEvent, Store, key_for_store
from kiosk.runtime.clock import SystemClock


@pytest.fixture
def state(tmp_path: Path) -> Path:
    note(tmp_path, 3)
    return tmp_path


def note(state: Path, rows: int) -> None:
    key = key_for_store(state / "records.key", state / "records.db")
    with Store.open(state / "records.db", key, clock=SystemClock()) as store:
        for _ in range(rows):
            store.note(AuditEvent.STAFF_VIEWED)


def test_an_anchor_as_it_is_printed_is_found_in_a_chain_that_grew_since(state, capsys):
    assert main(["audit", "anchor", "--state", str(state)]) == ExitCode.DONE
    printed = " ".join(capsys.readouterr().out.splitlines()[1:]).upper()
    note(state, 2)
    assert main(["audit", "verify", "--anchor", printed, "--state", str(state), "--json"]) == ExitCode.DONE
    assert json.loads(capsys.readouterr().out)["anchor_met"]


def test_without_an_anchor_nothing_is_said_of_one(state, capsys):
    assert main(["audit", "verify", "--state", str(state), "--json"]) == ExitCode.DONE
    assert json.loads(capsys.readouterr().out)["anchor_met"] is None


def test_a_chain_that_does_not_run_through_the_anchor_fails_the_check(state, capsys):
    assert main(["audit", "verify", "--anchor", f"2:{'a' * 64}", "--state", str(state)]) == ExitCode.CHECK_FAILED
    assert main(["audit", "verify", "--anchor", f"9:{'a' * 64}", "--state", str(state)]) == ExitCode.CHECK_FAILED
    assert capsys.readouterr().err


@pytest.mark.parametrize("text", ["", "3", "3:", f"3:{'g' * 64}", f"-1:{'a' * 64}", f"3:{'a' * 63}"])
def test_what_is_no_anchor_is_a_usage_error(state, text):
    with pytest.raises(SystemExit) as stopped:
        main(["audit", "verify", f"--anchor={text}", "--state", str(state)])
    assert stopped.value.code == ExitCode.USAGE
