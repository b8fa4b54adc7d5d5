"""The report for people: whole in both languages, and nothing a card writes can drive the terminal."""

from __future__ import annotations

from dataclasses import replace

import pytest
from test_chip_json import AT, READINGS, document, entry, reading, utf8, with_dg13

import config
from kiosk.bootstrap.languages import language
from kiosk.cli.chip_json import report_json
from kiosk.cli.report_text import print_report
from nfc_icao import ChipReading, TrustStore, VerificationReport, parse_lds, verify_chip
from nfc_icao.encoding.tlv import encode
from nfc_icao.national.vietnam import Dg13Problem
from nfc_icao.trust import Finding
from nfc_icao.verifying import FindingKey


def report_of(read: ChipReading) -> VerificationReport:
    return verify_chip(read, TrustStore.from_certificates([document("adult").csca_der]), at=AT)


def printed(read: ChipReading, code: str, capsys: pytest.CaptureFixture[str], trust: TrustStore | None = None) -> str:
    trusted = trust if trust is not None else TrustStore.from_certificates([document("adult").csca_der])
    report = verify_chip(read, trusted, at=AT)
    print_report(report_json(read, parse_lds(read.files), report), report, language(code))
    return capsys.readouterr().out


@pytest.mark.parametrize("code", config.languages())
@pytest.mark.parametrize("name", READINGS)
def test_no_key_is_left_untranslated(name, code, capsys):
    text = printed(READINGS[name], code, capsys)
    for key in ("reason.", "check.C", "report.", "assurance.", "desk."):
        assert key not in text


def test_both_languages_tell_the_same_checks(capsys):
    vietnamese, english = (printed(reading(), code, capsys) for code in ("vi", "en"))
    assert "Cách mở chip" in vietnamese
    assert "How the chip was opened" in english
    for number in range(1, 20):
        assert f" C{number} " in vietnamese
        assert f" C{number} " in english


def test_the_lists_and_the_moment_are_named(tmp_path, capsys):
    (tmp_path / "csca.der").write_bytes(document("adult").csca_der)
    (tmp_path / "known.defects.toml").write_text("format = 1\n", encoding="utf-8")
    text = printed(reading(), "en", capsys, TrustStore.from_directory(tmp_path))
    assert "List of known defects: known.defects.toml, 0, SHA-256" in text
    assert "Judged at: 2026-11-21T09:00:00+00:00" in text


@pytest.mark.parametrize("code", config.languages())
def test_every_finding_and_every_damage_to_dg13_has_a_sentence_in_every_language(code):
    texts = config.load_language(code)
    keys = [f"finding.{key}" for key in FindingKey] + [f"dg13_problem.{problem}" for problem in Dg13Problem]
    assert [key for key in keys if key not in texts] == []


@pytest.mark.parametrize(("code", "sentence"), [("vi", "chữ trong trường này bị hỏng"), ("en", "damaged and not used")])
def test_a_damaged_field_of_dg13_is_told_in_words_beside_the_good_ones(code, sentence, capsys):
    text = printed(with_dg13(entry(2, utf8("Nguyễn Văn An")), entry(8, encode(0x0C, b"\xff"))), code, capsys)
    assert "Nguyễn Văn An" in text
    assert sentence in text


@pytest.mark.parametrize(("code", "sentence"), [("vi", "không đọc được nội dung. (DG2)"), ("en", "be read. (DG2)")])
def test_findings_are_told_in_words_and_apart_from_the_checks(code, sentence, capsys):
    files = {**reading().files, "DG2": b"\x75\x00"}
    report = replace(report_of(reading()), findings=(Finding("data_group_malformed", "C12", "DG2"),))
    print_report(report_json(reading(), parse_lds(files), report), report, language(code))
    assert sentence in capsys.readouterr().out


def test_control_characters_of_a_card_do_not_reach_the_terminal(capsys):
    hostile = encode(0x6B, encode(0x5F0E, b"\x1b[2JX\x07"), encode(0xA0, encode(0x5F0F, b"\x1b]0;Y")))
    text = printed(replace(reading(), files={**reading().files, "DG11": hostile}), "vi", capsys)
    assert "\x1b" not in text
    assert "\x07" not in text
    assert "�[2JX�" in text
