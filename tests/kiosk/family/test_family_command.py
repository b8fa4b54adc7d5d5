"""A family by keyboard: who plays what, and the papers in a folder."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import config
from config.families_data import families, family_findings
from kiosk.cli import main
from kiosk.cli.exit_codes import ExitCode
from kiosk.domain.roles import Role
from kiosk.family import Reason

MOTHER = {
    "personal_number": "001185012346",
    "full_name": "Đỗ Thị Uyên",
    "date_of_birth": "01/07/1985",
    "sex": "Nữ",
    "residence": "Số 1 ngõ 2, Phường Ví Dụ, Hà Nội",
}
FATHER = {"personal_number": "001083012345", "full_name": "Nguyễn Văn An", "date_of_birth": "1983", "sex": "Nam"}
ANSWERS = {"child.full_name": "Nguyễn Đỗ Khuê", "child.date_of_birth": "01/02/2026", "noi_sinh": "Hà Nội"}


def written(folder: Path, name: str, value: Any) -> str:
    path = folder / name
    path.write_text(json.dumps(value), encoding="utf-8")
    return str(path)


@pytest.fixture
def parents(tmp_path: Path) -> str:
    return written(tmp_path, "people.json", [{"facts": MOTHER}, {"facts": FATHER}])


def test_the_bundles_are_listed_with_what_they_ask(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["family", "list", "--json"]) == ExitCode.DONE
    said = {one["bundle"]: one for one in json.loads(capsys.readouterr().out)}
    assert said["khai-sinh"]["codes"][0] == "2.000987"
    assert [one["form"] for one in said["khai-tu"]["papers"]] == ["khai-tu", "ct01", "mai-tang-04"]
    assert main(["family", "list"]) == ExitCode.DONE
    assert "noi_chet: Nơi chết" in capsys.readouterr().out


def test_guesses_are_told_with_their_reasons_and_a_person_may_correct_them(
    parents: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["family", "guess", "2.000987", "--identities", parents]) == ExitCode.DONE
    said = capsys.readouterr().out
    assert "mẹ: người duy nhất hợp tuổi và giới tính" in said
    assert "người yêu cầu: thẻ đặt trước (cần xem lại)" in said
    assert "chưa có thẻ của con" in said
    correction = ["--role", "applicant=2", "--json"]
    assert main(["family", "guess", "khai-sinh", "--identities", parents, *correction]) == ExitCode.DONE
    members = json.loads(capsys.readouterr().out)["members"]
    assert {"role": "applicant", "reason": Reason.SAID, "because_of_card": None, "look": False} in members[1]["parts"]


def test_a_card_that_has_expired_is_told_and_refuses_nobody(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    people = written(tmp_path, "people.json", [{"facts": {**FATHER, "date_of_expiry": "01/01/2020"}}])
    assert main(["family", "guess", "khai-sinh", "--identities", people]) == ExitCode.DONE
    assert "thẻ đã hết hạn" in capsys.readouterr().out


def test_one_entry_puts_all_papers_of_a_birth_into_the_folder(
    parents: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answers, out = written(tmp_path, "answers.json", ANSWERS), tmp_path / "out"
    asked = ["family", "fill", "khai-sinh", "--identities", parents, "--answers", answers, "--out", str(out)]
    assert main([*asked, "--json"]) == ExitCode.DONE
    said = json.loads(capsys.readouterr().out)
    assert sorted(path.name for path in out.iterdir()) == ["ct01.pdf", "khai-sinh.pdf", "tk1-ts.pdf"]
    assert all(path.read_bytes().startswith(b"%PDF") for path in out.iterdir())
    assert {one["form"]: one["boxes"].get("ho_ten") for one in said["papers"]}["ct01"] == "Nguyễn Đỗ Khuê"
    assert main(asked) == ExitCode.DONE
    assert "Tờ khai đăng ký khai sinh" in capsys.readouterr().out


def test_a_question_left_open_is_named_and_the_exit_code_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    people = written(tmp_path, "people.json", [{"facts": FATHER}, {"role": "deceased", "facts": MOTHER}])
    asked = ["family", "fill", "khai-tu", "--identities", people, "--out", str(tmp_path / "out")]
    assert main(asked) == ExitCode.CHECK_FAILED
    assert "[mai_tang_phi]" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("bundle", "people", "answers", "more", "code"),
    [
        ("khai-sanh", [{"facts": FATHER}], {}, [], ExitCode.USAGE),
        ("khai-sinh", [{"facts": FATHER}], {}, ["--role", "mother=3"], ExitCode.USAGE),
        ("khai-sinh", [{"facts": FATHER}], {}, ["--role", "queen=1"], ExitCode.USAGE),
        ("khai-sinh", [{"role": "deceased", "facts": FATHER}], {}, [], ExitCode.USAGE),
        ("khai-sinh", [{"facts": FATHER}], {"nobody": "x"}, [], ExitCode.USAGE),
        ("khai-sinh", [{"facts": FATHER}] * 2, {}, [], ExitCode.MALFORMED),
        ("khai-sinh", [{"facts": FATHER}], {"child.sex": "x"}, [], ExitCode.MALFORMED),
        ("khai-sinh", [{"facts": FATHER}], ["no object"], [], ExitCode.MALFORMED),
        ("khai-sinh", ["nobody"], {}, [], ExitCode.MALFORMED),
    ],
)
def test_what_cannot_be_used_is_told_in_both_languages_and_nothing_is_written(
    bundle: str,
    people: Any,
    answers: Any,
    more: list[str],
    code: ExitCode,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    files = ["--identities", written(tmp_path, "p.json", people), "--answers", written(tmp_path, "a.json", answers)]
    assert main(["family", "fill", bundle, *files, *more, "--out", str(tmp_path / "out")]) == code
    said = capsys.readouterr()
    assert len(said.err.strip().splitlines()) == 2
    assert "Nguyễn" not in said.err
    assert not (tmp_path / "out").exists()


def test_the_bundles_that_come_with_the_program_are_in_order() -> None:
    assert families() == ("khai-sinh", "khai-tu")
    assert list(family_findings(date(2026, 11, 21))) == []


def test_every_reason_and_every_role_has_its_words_in_both_languages() -> None:
    for code in config.languages():
        texts = config.load_language(code)
        assert {one.value for one in Reason} <= texts.keys()
        assert {f"family.role.{one.value}" for one in Role} <= texts.keys()
