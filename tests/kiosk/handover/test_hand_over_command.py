"""Papers for the office's software by keyboard."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kiosk.cli import main
from kiosk.cli.exit_codes import ExitCode
from kiosk.records import Store, key_for_store
from kiosk.runtime.clock import SystemClock

MOTHER = {"personal_number": "001185012346", "full_name": "Đỗ Thị Uyên", "date_of_birth": "1985", "sex": "Nữ"}
Run = Callable[..., int]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    people, answers = tmp_path / "people.json", tmp_path / "answers.json"
    people.write_text(json.dumps([{"facts": MOTHER}]), encoding="utf-8")
    (tmp_path / "out").mkdir()

    def called(action: str, *arguments: str, said: Any = None) -> int:
        answers.write_text(json.dumps(said or {}), encoding="utf-8")
        files = ["--identities", str(people), "--answers", str(answers)]
        where = ["--out", str(tmp_path / "out"), "--state", str(tmp_path / "state")] if action == "put" else []
        return main(["hand-over", action, *files, *where, *arguments])

    return called


def test_the_papers_of_a_bundle_are_put_under_one_slip_number(
    run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = {"child.full_name": "Nguyễn Đỗ Khuê", "noi_sinh": "Hà Nội"}
    asked = ("put", "--bundle", "khai-sinh", "--sidecar", "xml", "--sidecar", "csv", "--json")
    assert run(*asked, said=said) == ExitCode.DONE
    told = json.loads(capsys.readouterr().out)
    stem = told["slip"].replace("/", "-")
    names = sorted(one.name.removeprefix(stem) for one in (tmp_path / "out").iterdir())
    assert names == ["-ct01.pdf", "-khai-sinh.pdf", "-tk1-ts.pdf", ".csv", ".json", ".xml"]
    document = json.loads((tmp_path / "out" / f"{stem}.json").read_text(encoding="utf-8"))
    assert [one["procedure"] for one in document["papers"]] == ["1.001193", "1.004222", "1.002051"]


def test_one_form_is_put_with_the_next_number_and_a_scanned_code(
    run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = "000.00.01.H26-261121-0001"
    assert run("put", "--form", "ct01", "--counter", "q7", "--official-code", code) == ExitCode.DONE
    slip = capsys.readouterr().out.splitlines()[0]
    assert "/Q7/001" in slip
    document = json.loads((tmp_path / "out" / f"{slip.replace('/', '-')}.json").read_text(encoding="utf-8"))
    assert document["official_code"] == code
    assert run("put", "--form", "ct01", "--counter", "q7") == ExitCode.DONE
    assert "/Q7/002" in capsys.readouterr().out


def test_the_boxes_are_listed_for_copying_one_by_one(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("fields", "--form", "ct01", "--json") == ExitCode.DONE
    (form,) = json.loads(capsys.readouterr().out)
    assert {"label": "Giới tính", "value": "Nữ", "look": False} in form["fields"]
    assert run("fields", "--form", "ct01", said={"email": "không phải"}) == ExitCode.CHECK_FAILED
    assert "? Email: không phải" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("--form", "ct99"), ExitCode.USAGE),
        (("--bundle", "ct01"), ExitCode.USAGE),
        (("--form", "ct01", "--official-code", "?"), ExitCode.USAGE),
        (("--form", "ct01", "--counter", "!"), ExitCode.STORE),
        (("--form", "ct01", "--out", "nowhere"), ExitCode.STORE),
    ],
)
def test_what_cannot_be_handed_over_is_told_and_nothing_is_left(
    run: Run, arguments: tuple[str, ...], code: ExitCode, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given = [str(tmp_path / one) if one == "nowhere" else one for one in arguments]
    assert run("put", *given) == code
    said = capsys.readouterr().err
    assert len(said.strip().splitlines()) == 2
    assert "Uyên" not in said
    assert list((tmp_path / "out").iterdir()) == []
    assert not (tmp_path / "nowhere").exists()


def test_a_hand_over_is_counted_in_the_figures_when_asked_and_names_nobody(
    run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    state = tmp_path / "state"
    state.mkdir()
    key = key_for_store(state / "records.key", state / "records.db")
    Store.open(state / "records.db", key, clock=SystemClock()).close()
    assert run("put", "--bundle", "khai-sinh", "--note", said={"child.full_name": "Khuê"}) == ExitCode.DONE
    capsys.readouterr()
    assert main(["figures", "--one-stop", "--json", "--state", str(state)]) == ExitCode.DONE
    told = capsys.readouterr().out
    (service,) = json.loads(told)["services"]
    assert (service["service"], service["count"], service["papers_made"]) == ("2.000987", 1, 3)
    assert service["typed"] > 0
    assert "Khuê" not in told


def test_a_site_without_a_store_still_gets_its_papers_and_is_told_that_nothing_was_counted(
    run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("put", "--form", "ct01", "--note") in (ExitCode.USAGE, ExitCode.STORE)
    assert len(capsys.readouterr().err.strip().splitlines()) == 2
    assert len(list((tmp_path / "out").iterdir())) == 2
