"""Every sentence the program may have to say exists in every language."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path
from string import Formatter

import pytest

import config
from config.catalogues import LANGUAGES
from kiosk.domain.failure import FailureCode
from kiosk.domain.identity import Assurance, FactName, Source
from kiosk.domain.insurance import InsuranceOutcome
from kiosk.forms import FormDefinition, rules
from kiosk.identification import CodeKind, CodeWarning
from kiosk.identification.comparing import COMPARED
from nfc_icao.verifying import reasons

CODES = config.languages()
ROOT = Path(__file__).parents[2]


def missing(code: str, keys: list[str]) -> list[str]:
    texts = config.load_language(code)
    return [key for key in keys if not texts.get(key, "").strip()]


def test_vietnamese_comes_first() -> None:
    assert CODES[0] == "vi"
    assert "en" in CODES


@pytest.mark.parametrize("code", CODES)
def test_every_check_has_a_name(code: str) -> None:
    assert missing(code, [f"check.C{number}" for number in range(1, 21)]) == []


@pytest.mark.parametrize("code", CODES)
def test_every_reason_of_a_check_has_a_sentence(code: str) -> None:
    assert missing(code, [f"reason.{one.value}" for one in reasons.Reason]) == []
    cross = ["agrees", "nothing_to_compare", *(name.value for name in COMPARED)]
    assert missing(code, [f"reason.cross_check.{one}" for one in cross]) == []


def test_no_reason_is_written_outside_the_list() -> None:
    """A dotted key in verifying or trust that the list does not know would reach people untranslated."""
    known = {one.value for one in reasons.Reason}
    themes = {one.split(".")[0] for one in known}
    written = re.compile(r'"((?:' + "|".join(sorted(themes)) + r')\.[a-z_]+)"')
    found = {
        key
        for room in ("verifying", "trust")
        for path in (ROOT / "nfc_icao" / room).rglob("*.py")
        for key in written.findall(path.read_text(encoding="utf-8"))
    }
    assert found <= known


@pytest.mark.parametrize("code", CODES)
def test_every_failure_helper_outcome_and_result_code_has_a_sentence(code: str) -> None:
    keys = [f"failure.{one.key}" for one in FailureCode]
    keys += [f"insurance.outcome.{one.value}" for one in InsuranceOutcome]
    keys += [f"insurance.code.{row.code}" for row in config.result_codes()]
    assert missing(code, keys) == []


@pytest.mark.parametrize("code", CODES)
def test_every_assurance_source_kind_and_warning_has_a_name(code: str) -> None:
    keys = [f"assurance.{one.name.lower()}" for one in Assurance]
    keys += [f"source.{one.value}" for one in Source]
    keys += [f"code_kind.{one.value}" for one in CodeKind]
    keys += [f"code_warning.{one.value}" for one in CodeWarning]
    assert missing(code, keys) == []
    assert {name.value for name in COMPARED} <= {one.value for one in FactName}


@pytest.mark.parametrize("code", CODES)
def test_every_problem_of_a_form_has_a_sentence(code: str) -> None:
    keys = [value for name, value in vars(rules).items() if name.isupper() and isinstance(value, str)]
    for form_id in config.forms():
        definition = FormDefinition.from_rows(config.load_form(form_id))
        keys += [one.pattern_problem for one in definition.fields] + [one.problem for one in definition.rules]
    assert len(keys) > 10
    assert missing(code, keys) == []


@pytest.mark.parametrize("code", CODES)
def test_all_languages_know_the_same_keys_with_the_same_places(code: str) -> None:
    vietnamese, texts = config.load_language("vi"), config.load_language(code)
    assert texts.keys() == vietnamese.keys()
    for key, text in texts.items():
        places = {name for _, name, _, _ in Formatter().parse(text) if name is not None}
        assert places == {name for _, name, _, _ in Formatter().parse(vietnamese[key]) if name is not None}, key


@pytest.mark.parametrize("code", CODES)
def test_sentences_are_composed_letters_without_stray_blanks(code: str) -> None:
    for key, text in config.load_language(code).items():
        assert text == unicodedata.normalize("NFC", text), key
        assert text == text.strip(), key


def test_a_language_nobody_wrote_is_an_error_that_names_those_there_are() -> None:
    with pytest.raises(config.ConfigError, match="vi, en"):
        config.load_language("xx")


def test_catalogue_files_are_for_languages_only() -> None:
    assert {path.suffix for path in LANGUAGES.rglob("*") if path.is_file()} == {".toml"}
