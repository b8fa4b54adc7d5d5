"""Forms by keyboard: from a file of people to a PDF, and every way the file can be wrong."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from hardware_mocks import personas
from hardware_mocks.card import VirtualCard
from kiosk.cli import main, stored_reading
from kiosk.cli.exit_codes import ExitCode
from nfc_icao import Can, read_chip

QR = "001099012345||Nguyễn Văn An|15031999|Nam|Thôn Một, Xã Mẫu, Ninh Bình|06102025||||"
AN = {"role": "applicant", "qr": QR}
HAI = {
    "role": "head",
    "facts": {
        "full_name": "Trần Thị Hai",
        "personal_number": "001170000001",
        "date_of_birth": "1970-02",
        "sex": "Nữ",
        "residence": None,
    },
}


class Desk:
    """`mot-cham form fill` in a folder of its own."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self._capsys = capsys
        self.error = ""

    @property
    def out(self) -> Path:
        return self.folder / "out.pdf"

    def fill(self, form: str, people: object, answers: object = None, *extra: str) -> tuple[int, Any]:
        identity = self.folder / "people.json"
        identity.write_text(json.dumps(people, ensure_ascii=False), encoding="utf-8")
        return self.fill_from(form, identity, answers, *extra)

    def fill_from(self, form: str, identity: Path, answers: object = None, *extra: str) -> tuple[int, Any]:
        arguments = ["form", "fill", form, "--identity", str(identity), "--out", str(self.out), "--json", *extra]
        if answers is not None:
            file = self.folder / "answers.json"
            file.write_text(json.dumps(answers), encoding="utf-8")
            arguments += ["--answers", str(file)]
        code = main(arguments)
        printed = self._capsys.readouterr()
        self.error = printed.err
        return code, json.loads(printed.out) if printed.out else None


@pytest.fixture
def desk(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Desk:
    return Desk(tmp_path, capsys)


def test_a_form_is_filled_from_two_people_and_answers(desk: Desk) -> None:
    code, made = desk.fill(
        "CT01", [AN, HAI], {"dien_thoai": "0912345678", "noi_dung": "Đăng ký thường trú"}, "--office", "Công an Ví Dụ"
    )
    assert code == ExitCode.DONE
    assert desk.out.read_bytes().startswith(b"%PDF-1.7")
    values = {name: box["value"] for name, box in made["boxes"].items()}
    assert (values["ho_ten"], values["chu_ho"], values["kinh_gui"]) == (
        "Nguyễn Văn An",
        "Trần Thị Hai",
        "Công an Ví Dụ",
    )
    assert (values["noi_dung"], values["email"]) == ("Đăng ký thường trú", None)
    assert (made["boxes"]["ho_ten"]["source"], made["boxes"]["chu_ho"]["source"]) == ("qr", "staff")
    assert made["problems"] == []
    assert made["count"]["boxes"] == len(made["boxes"])


def test_an_old_address_is_carried_over_and_the_cards_own_text_kept(desk: Desk) -> None:
    old = "Thôn Một, Xã Giao Thiện, Huyện Giao Thủy, Nam Định"
    made = desk.fill("dc02", {"qr": QR.replace("Thôn Một, Xã Mẫu, Ninh Bình", old)})[1]
    assert made["boxes"]["cu_tru"]["value"] == "Thôn Một, Xã Giao Minh, Tỉnh Ninh Bình"
    review = next(one for one in made["reviews"] if one["box"] == "cu_tru")
    assert (review["key"], review["card_text"]) == ("form.review.address_converted", old)


def test_an_expired_card_is_told_though_no_box_of_the_form_asks_for_the_date(desk: Desk) -> None:
    old = {**HAI, "role": "applicant", "facts": {**HAI["facts"], "date_of_expiry": "2020-02-01"}}
    code, made = desk.fill("ct01", old)
    assert code == ExitCode.DONE
    assert [one["box"] for one in made["reviews"] if one["key"] == "form.review.card_expired"] == ["ho_ten"]


@pytest.mark.skipif(sys.platform == "win32", reason="permissions are Windows' own there")
def test_the_paper_is_for_its_owner_only(desk: Desk) -> None:
    desk.fill("ct01", AN)
    assert desk.out.stat().st_mode & 0o077 == 0


def test_a_form_goes_by_the_code_that_offices_know(desk: Desk) -> None:
    assert desk.fill("01/2025/LLTP", AN)[1]["form"] == "lltp-01"


def test_a_member_without_a_card_is_typed_into_a_row_of_its_own(desk: Desk) -> None:
    code, made = desk.fill("ct01", [AN, {**AN, "role": "members"}], {"thanh_vien.2.ho_ten": "Nguyễn Tèo"})
    assert code == ExitCode.DONE
    assert made["boxes"]["thanh_vien.2.ho_ten"]["value"] == "Nguyễn Tèo"
    assert {one["box"] for one in made["problems"]} >= {"thanh_vien.2.so_dinh_danh"}


def test_a_value_that_is_wrong_is_named_and_the_paper_made(desk: Desk) -> None:
    code, made = desk.fill("ct01", AN, {"email": "không có"})
    assert code == ExitCode.CHECK_FAILED
    assert [(one["box"], one["key"]) for one in made["problems"]] == [("email", "form.problem.email")]
    assert made["problems"][0]["vi"].startswith("Địa chỉ thư điện tử")
    assert desk.out.exists()


def test_what_the_parser_of_codes_prints_is_a_person(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["qr", "parse", QR, "--json"]) == ExitCode.DONE
    code, made = desk.fill("lltp-01", json.loads(capsys.readouterr().out))
    assert code == ExitCode.DONE
    assert (made["boxes"]["ngay_cap"]["value"], made["boxes"]["ngay_cap"]["source"]) == ("06/10/2025", "qr")
    assert made["boxes"]["quoc_tich"]["value"] == "Việt Nam"


def test_a_stored_reading_fills_what_only_a_chip_knows(desk: Desk, tmp_path: Path) -> None:
    person = personas.load("adult").person
    card = VirtualCard.of("adult")
    stored_reading.store(read_chip(card, Can(card.document.can)), tmp_path / "reading")
    code, made = desk.fill_from("tk01", tmp_path / "reading" / "reading.json")
    assert code == ExitCode.DONE
    boxes = made["boxes"]
    assert boxes["dan_toc"] == {
        "label": "Dân tộc",
        "value": person.ethnicity,
        "source": "dg13",
        "assurance": "read",
    }
    assert boxes["cha_ho_ten"]["value"] == person.father
    assert desk.fill("tk01", {"reading": "reading"})[1]["boxes"]["ton_giao"]["value"] == person.religion


def test_names_of_roles_boxes_and_forms_are_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["form", "show", "ct01", "--json"]) == ExitCode.DONE
    shown = json.loads(capsys.readouterr().out)
    assert shown["roles"] == ["applicant", "head", "members", "representative"]
    assert "thanh_vien.N.ho_ten" in shown["tables"]["thanh_vien"]
    assert main(["form", "list", "--json"]) == ExitCode.DONE
    assert {"ct01", "dc02", "khai-sinh"} <= {one["form"] for one in json.loads(capsys.readouterr().out)}
    assert main(["form", "show", "dc02"]) == main(["form", "list"]) == ExitCode.DONE


def test_people_read_what_to_look_at(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    identity = desk.folder / "people.json"
    identity.write_text(json.dumps(AN), encoding="utf-8")
    assert main(["form", "fill", "tk01", "--identity", str(identity), "--out", str(desk.out)]) == ExitCode.DONE
    said = capsys.readouterr().out
    assert "? Họ [ho]: " in said
    assert "từ mã QR" in said


@pytest.mark.parametrize(
    ("people", "code"),
    [
        ([{"role": "landlord", "facts": {}}], ExitCode.USAGE),
        ([{"role": "child", "facts": {}}], ExitCode.USAGE),
        ([AN, AN], ExitCode.USAGE),
        ([], ExitCode.MALFORMED),
        ([AN] * 51, ExitCode.MALFORMED),
        (["An"], ExitCode.MALFORMED),
        ([{"role": "applicant"}], ExitCode.MALFORMED),
        ([{"name": "An"}], ExitCode.MALFORMED),
        ([{"qr": "001099012345|x"}], ExitCode.MALFORMED),
        ([{"qr": "hello"}], ExitCode.MALFORMED),
        ([{"facts": {"shoe_size": "43"}}], ExitCode.MALFORMED),
        ([{"facts": {"full_name": 7}}], ExitCode.MALFORMED),
        ([{"facts": {"full_name": "x" * 1001}}], ExitCode.MALFORMED),
        ([{"facts": {"date_of_birth": "31/02/1999"}}], ExitCode.MALFORMED),
        ([{"facts": {"sex": "?"}}], ExitCode.MALFORMED),
        ([{"facts": {}, "source": "portal"}], ExitCode.MALFORMED),
        ([{"facts": {}, "kind": 1}], ExitCode.MALFORMED),
        ([{"fields": "An"}], ExitCode.MALFORMED),
        ([{"reading": "no-such-folder"}], ExitCode.USAGE),
    ],
)
def test_a_file_that_does_not_say_who_is_there_is_refused_without_quoting_it(
    desk: Desk, people: object, code: ExitCode
) -> None:
    assert desk.fill("ct01", people) == (code, None)
    assert not desk.out.exists()
    assert "Nguyễn" not in desk.error
    assert "xxxx" not in desk.error


@pytest.mark.parametrize("content", [b"", b"[", b"\xff\xfe", b"[" * 100_000, b'"' + b"a" * 1_000_001])
def test_a_file_that_is_no_json_is_refused(desk: Desk, content: bytes) -> None:
    file = desk.folder / "broken.json"
    file.write_bytes(content)
    assert desk.fill_from("ct01", file)[0] == ExitCode.MALFORMED


@pytest.mark.parametrize("answers", [[], {"ho_ten": 1}, "x"])
def test_answers_that_are_no_object_of_texts_are_refused(desk: Desk, answers: object) -> None:
    assert desk.fill("ct01", AN, answers) == (ExitCode.MALFORMED, None)


def test_what_does_not_exist_is_said(desk: Desk) -> None:
    assert desk.fill("ct99", AN)[0] == ExitCode.USAGE
    assert "ct01" in desk.error
    assert desk.fill("ct01", AN, {"so_giay": "43"})[0] == ExitCode.USAGE
    assert desk.fill_from("ct01", desk.folder / "nobody.json")[0] == ExitCode.USAGE
    desk.folder = desk.folder / "missing"
    assert desk.fill_from("ct01", Path(__file__))[0] == ExitCode.MALFORMED
