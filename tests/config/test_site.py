"""A site's file: read, refused with a reason, and checked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import config
from config import checking, forms_data
from config.key_lines import line_of_key
from config.site import SITES

REAL = """site_id = "tram-y-te"
title = "Trạm y tế Ví Dụ"
desk_id = "clinic-checkin"
facility_code = "01999"

[staff]
name = { env = "MOT_CHAM_STAFF_NAME" }
citizen_number = { file = "staff.number" }

[portal]
url = "https://egw.example"
username = "01999_BV"
password = { file = "portal.password" }

[[deliveries]]
id = "his"
kind = "webhook"
url = "http://127.0.0.1:8050/"
destination = "HIS"
secret = { file = "webhook.secret" }
"""


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str], Path]:
    def written(text: str) -> Path:
        path = tmp_path / "site.toml"
        path.write_text(text, encoding="utf-8")
        return path

    return written


def test_the_demo_site_is_built_in_and_names_no_real_address() -> None:
    site = config.load_site("demo")
    assert site.demo
    assert (site.portal.url, site.deliveries[0].url) == (config.DEMO, config.DEMO)
    assert (site.idle_s, site.warn_s) == (60, 20)
    assert "demo" in config.built_in_sites()


def test_the_demo_site_and_everything_it_uses_is_in_order() -> None:
    assert config.check(config.load_site("demo"), today=date(2026, 11, 21)) == []


def test_a_real_site_reads_its_values_from_files_and_the_environment(
    write: Callable[[str], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = config.load_site(write(REAL))
    monkeypatch.setenv("MOT_CHAM_STAFF_NAME", "Trần Thị Mẫu")
    (tmp_path / "portal.password").write_text("\ufeffa secret\r\n", encoding="utf-8")
    assert site.staff.name.read(tmp_path) == "Trần Thị Mẫu"
    assert site.portal.password.read(tmp_path) == "a secret"
    assert config.check(site, today=date(2026, 11, 21)) == []
    assert site.portal.timeouts.total_s == 15.0


@pytest.mark.parametrize("content", [None, b"", b"  \n", b"x" * 5000, b"\xff\xfe"])
def test_a_secret_that_is_missing_empty_or_odd_is_an_error_without_its_value(
    tmp_path: Path, content: bytes | None
) -> None:
    if content is not None:
        (tmp_path / "s").write_bytes(content)
    with pytest.raises(config.ConfigError) as caught:
        config.ValueSource(file="s").read(tmp_path)
    assert "xxx" not in str(caught.value)


def test_a_missing_environment_variable_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MOT_CHAM_NOWHERE", raising=False)
    with pytest.raises(config.ConfigError, match="MOT_CHAM_NOWHERE"):
        config.ValueSource(env="MOT_CHAM_NOWHERE").read(tmp_path)


@pytest.mark.parametrize(
    ("old", "new", "key", "line"),
    [
        ('title = "Trạm y tế Ví Dụ"', 'titel = "x"', "titel", 2),
        ('desk_id = "clinic-checkin"\n', 'desk_id = "clinic-checkin"\nidle = 60\n', "idle", 4),
        ('facility_code = "01999"', 'facility_code = "1999"', "facility_code", 4),
        ('username = "01999_BV"', 'usrname = "01999_BV"', "portal.usrname", 12),
        ('url = "https://egw.example"', 'url = "http://egw.example"', "portal.url", 11),
        ('url = "https://egw.example"', 'url = "egw.example"', "portal.url", 11),
        ('url = "https://egw.example"', 'url = "demo"', "-", None),
        ('password = { file = "portal.password" }', 'password = { demo = "x" }', "-", None),
        ('password = { file = "portal.password" }', 'password = { file = "a", env = "B" }', "portal.password", 13),
        ('password = { file = "portal.password" }', 'password = "clear text"', "portal.password", 13),
    ],
)
def test_a_wrong_key_or_value_is_refused_with_file_key_and_line(
    write: Callable[[str], Path], old: str, new: str, key: str, line: int | None
) -> None:
    assert old in REAL
    with pytest.raises(config.ConfigError) as caught:
        config.load_site(write(REAL.replace(old, new)))
    assert caught.value.key == key
    assert caught.value.file.endswith("site.toml")
    assert caught.value.reason
    assert caught.value.remedy
    assert "clear text" not in str(caught.value)
    if line is not None:
        assert caught.value.line == line


@pytest.mark.parametrize("text", ["site_id = ", "= 1", '"', "a" * 2_000_000])
def test_what_is_no_toml_is_refused(write: Callable[[str], Path], text: str) -> None:
    with pytest.raises(config.ConfigError):
        config.load_site(write(text))


@pytest.mark.parametrize("name", ["nowhere", "../demo", "", "no/such/file.toml"])
def test_a_site_that_is_not_there_is_an_error(name: str) -> None:
    with pytest.raises(config.ConfigError):
        config.load_site(name)


def test_findings_name_what_a_site_gets_wrong(write: Callable[[str], Path]) -> None:
    text = REAL.replace('desk_id = "clinic-checkin"', 'desk_id = "nowhere"\nlanguage = "xx"')
    findings = config.check(config.load_site(write(text)), today=date(2026, 11, 21))
    assert any("xx" in one.reason for one in findings)
    assert any(one.file == "config/desks/nowhere.toml" for one in findings)
    assert all(one.remedy for one in findings)


def test_the_desk_file_is_named_apart_from_the_machine_and_by_it_in_older_files(write: Callable[[str], Path]) -> None:
    assert config.load_site(write(REAL)).desk_file == "clinic-checkin"
    text = REAL.replace('desk_id = "clinic-checkin"', 'desk_id = "quay-2"\ndesk = "clinic-checkin"')
    site = config.load_site(write(text))
    assert (site.desk_id, site.desk_file) == ("quay-2", "clinic-checkin")
    assert config.check(site, today=date(2026, 11, 21)) == []


@pytest.mark.parametrize(
    ("desk", "found"),
    [
        ('desk_id = "clinic-checkin"', 1),
        ('desk_id = "clinic-checkin"\ndesk = "clinic-checkin"', 1),
        ('desk_id = "quay-2"\ndesk = "clinic-checkin"', 0),
    ],
)
def test_machines_that_share_a_store_and_would_share_their_name_are_found(
    write: Callable[[str], Path], desk: str, found: int
) -> None:
    text = (
        REAL.replace('desk_id = "clinic-checkin"', desk)
        + '\n[store]\nurl = "postgresql://kiosk@/motcham?host=/run/postgresql"\n'
    )
    findings = config.check(config.load_site(write(text)), today=date(2026, 11, 21))
    assert [one.reason.partition(":")[0] for one in findings] == ["desk_id"] * found
    assert all('desk = "clinic-checkin"' in one.remedy for one in findings)


def test_a_form_with_a_field_of_no_standard_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = (forms_data.DIRECTORY / "bhyt-checkin.toml").read_text(encoding="utf-8")
    text = text.replace('form_id = "bhyt-checkin"', 'form_id = "odd"').replace('"DIA_CHI"', '"SO_GIAY"')
    text = text.replace('problem = "form.problem.born_after_visit"', 'problem = "form.problem.nowhere"')
    text = text.replace("max_length = 255\n", "max_length = 300\n", 1)
    (tmp_path / "odd.toml").write_text(text + "\n", encoding="utf-8")
    for module in (forms_data, checking):
        monkeypatch.setattr(module, "DIRECTORY" if module is forms_data else "FORMS", tmp_path)
    found: list[Any] = [one.reason for one in config.check(config.load_site("demo"), today=date(2026, 11, 21))]
    assert any("SO_GIAY" in one for one in found)
    assert any("form.problem.nowhere" in one for one in found)
    assert any("HO_TEN may be longer" in one for one in found)


def test_built_in_sites_are_demos_only() -> None:
    for path in SITES.glob("*.toml"):
        assert config.load_site(path.stem).demo


def test_a_script_of_typing_that_is_not_there_is_named_and_a_file_of_the_sites_is_left_to_the_desk(
    write: Callable[[str], Path],
) -> None:
    site = config.load_site(write(REAL))
    assert site.typing is None
    wrong = config.load_site(write(REAL + '\n[typing]\nscript = "typing-nothing"\n'))
    (finding,) = config.check(wrong, today=date(2026, 11, 21))
    assert "typing-nothing" in finding.reason
    assert "typing-fields" in finding.remedy
    for script in ("typing-code-line", "our-program.toml"):
        fine = config.load_site(write(REAL + f'\n[typing]\nscript = "{script}"\n'))
        assert config.check(fine, today=date(2026, 11, 21)) == []


LINES = (
    REAL
    + """
[[deliveries]]
id = "hl7"
kind = "hl7"
url = "mllp://localhost:2575"

[store]
url = "postgresql://kiosk@localhost/m"
[store.keep]
audit_days = 400
"""
)


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("portal.url", 'url = "https://egw.example"'),
        ("deliveries.0.webhook.url", 'url = "http://127.0.0.1:8050/"'),
        ("deliveries.1.hl7.url", 'url = "mllp://localhost:2575"'),
        ("store.url", 'url = "postgresql://kiosk@localhost/m"'),
        ("store.keep.audit_days", "audit_days = 400"),
        ("staff.citizen_number.file", 'citizen_number = { file = "staff.number" }'),
        ("store.password", "[store]"),
        ("portal.nowhere.deeper", "[portal]"),
        ("facility_code", 'facility_code = "01999"'),
    ],
)
def test_a_key_is_found_in_its_own_table_and_not_where_its_last_word_stands_first(key: str, said: str) -> None:
    line = line_of_key(LINES, key)
    assert line is not None
    assert LINES.splitlines()[line - 1] == said


@given(st.text(max_size=200), st.text(max_size=30))
def test_a_line_is_looked_for_in_any_text_without_a_crash(text: str, key: str) -> None:
    line = line_of_key(text, key)
    assert line is None or 1 <= line <= len(text.splitlines())


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("https://egw.example", "https://egw.example:99999", "portal.url"),
        ("https://egw.example", "https://egw.example:0", "portal.url"),
        ("127.0.0.1:8050", "127.0.0.1:70000", "deliveries.0.webhook.url"),
        ("[portal]", "[portal]\ntimeouts = { connect_s = 50.0, total_s = 4.0 }", "portal.timeouts"),
    ],
)
def test_a_port_that_does_not_exist_and_a_wait_longer_than_the_whole_are_refused_in_plain_words(
    write: Callable[[str], Path], old: str, new: str, key: str
) -> None:
    with pytest.raises(config.ConfigError) as caught:
        config.load_site(write(REAL.replace(old, new)))
    assert caught.value.key == key
    assert "Value error" not in caught.value.reason
    assert caught.value.line is not None
