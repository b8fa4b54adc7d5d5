"""Each rule of the check-in table: the row that breaks it is told by its id, and by no other."""

from __future__ import annotations

from dataclasses import replace

import pytest
from arrivals import RULES, WHOLE
from hypothesis import given
from hypothesis import strategies as st

import config
from config.check_in_data import check_in_columns, check_in_rules
from config.insurance_data import standard_fields
from kiosk.insurance.check_in import (
    COLUMNS,
    CheckInError,
    CheckInRow,
    CheckInRule,
    CheckInRules,
    Problem,
    RuleKind,
    Severity,
    validate,
)
from kiosk.insurance.check_in.rule_kinds import OF_FORM, OF_VALUE, WANTING


def broken(row: CheckInRow) -> set[str]:
    return {problem.rule_id for problem in validate(row, RULES)}


def test_a_whole_row_breaks_no_rule() -> None:
    assert validate(WHOLE, RULES) == []


ROW_RULES = {"TRANG_THAI_KCB.order", "TRANG_THAI_KCB.bare"}
BREAKING: list[tuple[dict[str, str], set[str]]] = [
    ({"STT": "2"}, {"STT.sequence"}),
    ({"STT": "x"}, {"STT.form", "STT.sequence"}),
    ({"STT": "١"}, {"STT.form", "STT.sequence"}),
    ({"SO_CCCD": "12345"}, {"SO_CCCD.shape"}),
    ({"SO_CCCD": "0011990000011234"}, {"SO_CCCD.shape", "SO_CCCD.size"}),
    ({"NGAY_SINH": "19990515"}, {"NGAY_SINH.form"}),
    ({"NGAY_SINH": "199913150000"}, {"NGAY_SINH.form"}),
    ({"NGAY_SINH": "199900150000"}, {"NGAY_SINH.form"}),
    ({"NGAY_SINH": "199905000000"}, {"NGAY_SINH.day_alone"}),
    ({"NGAY_SINH": "199900000000"}, set()),
    ({"NGAY_SINH": "202611010000"}, {"NGAY_SINH.newborn"}),
    ({"NGAY_SINH": "202611010001"}, set()),
    ({"NGAY_SINH": "202610240000"}, {"NGAY_SINH.newborn"}),
    ({"NGAY_SINH": "202610230000"}, set()),
    ({"NGAY_SINH": "202700000000"}, {"NGAY_VAO.after_birth"}),
    ({"NGAY_SINH": "202600000000"}, set()),
    ({"GIOI_TINH": "4"}, {"GIOI_TINH.list"}),
    ({"GIOI_TINH": "12"}, {"GIOI_TINH.list", "GIOI_TINH.size"}),
    ({"MA_THE_BHYT": "GD9019900000001"}, {"MA_THE_BHYT.shape"}),
    ({"MA_THE_BHYT": "0199000001"}, set()),
    ({"MA_DOITUONG_KCB": "9"}, {"MA_THE_BHYT.not_insured"}),
    ({"MA_THE_BHYT": ""}, {"MA_DKBD.of_a_card", "GT_THE_TU.of_a_card", "GT_THE_DEN.of_a_card"}),
    ({"MA_DKBD": ""}, {"MA_DKBD.with_card"}),
    ({"MA_DKBD": "0199"}, {"MA_DKBD.shape"}),
    ({"GT_THE_TU": ""}, {"GT_THE_TU.with_card"}),
    ({"GT_THE_DEN": ""}, set()),
    ({"GT_THE_TU": "20260230"}, {"GT_THE_TU.form"}),
    ({"GT_THE_TU": "20261201"}, {"NGAY_VAO.begun"}),
    ({"GT_THE_DEN": "20261101"}, {"GT_THE_DEN.covers"}),
    ({"GT_THE_DEN": "20251231"}, {"GT_THE_DEN.order", "GT_THE_DEN.covers"}),
    ({"GT_THE_DEN": "20261121"}, set()),
    ({"MA_DOITUONG_KCB": "1.8"}, {"MA_DOITUONG_KCB.list"}),
    ({"MA_DOITUONG_KCB": "1.110"}, {"MA_DOITUONG_KCB.list", "MA_DOITUONG_KCB.annex_size"}),
    ({"MA_DOITUONG_KCB": "2"}, {"MA_DOITUONG_KCB.emergency"}),
    ({"NGAY_VAO": "202611212430"}, {"NGAY_VAO.form"}),
    ({"NGAY_VAO_NOI_TRU": "202611210900"}, {"LY_DO_VNT.with_admission"}),
    ({"NGAY_VAO_NOI_TRU": "202611210900", "LY_DO_VNT": "Sốt"}, set()),
    ({"NGAY_VAO_NOI_TRU": "202611210829", "LY_DO_VNT": "Sốt"}, {"NGAY_VAO_NOI_TRU.order"}),
    ({"LY_DO_VNT": "Sốt"}, {"LY_DO_VNT.only_admission"}),
    ({"MA_LY_DO_VNT": "1"}, {"MA_LY_DO_VNT.no_list"}),
    ({"MA_LOAI_KCB": "17"}, {"MA_LOAI_KCB.list"}),
    ({"MA_LOAI_KCB": "1"}, {"MA_LOAI_KCB.list"}),
    ({"MA_CSKCB": "0199"}, {"MA_CSKCB.shape"}),
    ({"MA_DICH_VU": "", "TEN_DICH_VU": ""}, {"MA_DICH_VU.first_cost"}),
    ({"MA_DICH_VU": "", "TEN_DICH_VU": "", "MA_THUOC": "00.0000", "TEN_THUOC": "Thuốc"}, set()),
    ({"MA_DICH_VU": "", "TEN_DICH_VU": "", "MA_VAT_TU": "N01"}, {"TEN_VAT_TU.with_code"}),
    ({"TEN_DICH_VU": ""}, {"TEN_DICH_VU.with_code"}),
    ({"MA_THUOC": "40.1"}, {"TEN_THUOC.with_code"}),
    ({"TEN_THUOC": "Thuốc"}, {"TEN_THUOC.of_a_code"}),
    ({"TEN_VAT_TU": "Băng"}, {"TEN_VAT_TU.of_a_code"}),
    ({"MA_DICH_VU": "", "MA_THUOC": "1", "TEN_THUOC": "Thuốc"}, {"TEN_DICH_VU.of_a_code"}),
    ({"NGAY_YL": "202611210829"}, {"NGAY_YL.order"}),
    ({"TEN_THUOC": "x" * 1025, "MA_THUOC": "1"}, {"TEN_THUOC.annex_size"}),
    ({"TEN_THUOC": "x" * 2001, "MA_THUOC": "1"}, {"TEN_THUOC.size", "TEN_THUOC.annex_size"}),
    ({"HO_TEN": "Đỗ\x00Thị"}, {"HO_TEN.plain"}),
    ({"HO_TEN": "\u0110o\u0302\u0303"}, {"HO_TEN.composed"}),
    ({"HO_TEN": "   "}, {"HO_TEN.required"}),
    ({"HO_TEN": "Đỗ Thị "}, {"HO_TEN.trimmed"}),
    ({"MA_LK": " LK-0001"}, {"MA_LK.trimmed"}),
    ({"MA_BN": "BN-0001\u00a0"}, {"MA_BN.trimmed"}),
    ({"MA_DICH_VU": "02.1897 "}, {"MA_DICH_VU.trimmed"}),
    ({"MA_THUOC": " 1", "TEN_THUOC": "Thuốc"}, {"MA_THUOC.trimmed"}),
    ({"MA_VAT_TU": " 1", "TEN_VAT_TU": "Băng"}, {"MA_VAT_TU.trimmed"}),
]


@pytest.mark.parametrize(("changes", "rules"), BREAKING, ids=[",".join(sorted(one[0])) for one in BREAKING])
def test_a_row_that_breaks_a_rule_is_told_by_exactly_that_rule(changes: dict[str, str], rules: set[str]) -> None:
    assert broken(WHOLE.with_values(changes)) == rules


def test_every_rule_of_the_file_is_broken_by_some_row_above() -> None:
    told = {rule for _, rules in BREAKING for rule in rules}
    assert {one.rule_id for one in check_in_rules()} - told == {"MA_LK.unique"} | ROW_RULES


@pytest.mark.parametrize("unseen", ["\n", "\t", "\x7f", "\x85", "\u202e", "\u200b", "\u2028", "\ufeff"])
@pytest.mark.parametrize("column", ["MA_LK", "HO_TEN"])
def test_a_character_nobody_sees_inside_a_text_is_an_error(column: str, unseen: str) -> None:
    assert broken(WHOLE.with_values({column: f"a{unseen}b"})) == {f"{column}.plain"}


def test_columns_in_another_order_and_columns_with_attributes_are_named_one_by_one() -> None:
    row = replace(WHOLE, out_of_order=frozenset({"STT"}), with_attributes=frozenset({"MA_BN", "MA_LK"}))
    assert [(one.rule_id, one.column) for one in validate(row, RULES)] == [
        ("TRANG_THAI_KCB.order", "STT"),
        ("TRANG_THAI_KCB.bare", "MA_LK"),
        ("TRANG_THAI_KCB.bare", "MA_BN"),
    ]


@pytest.mark.parametrize("column", [one.name for one in check_in_columns() if one.required])
def test_a_required_column_that_is_empty_is_told(column: str) -> None:
    assert f"{column}.required" in broken(WHOLE.with_values({column: ""}))


@pytest.mark.parametrize("column", COLUMNS)
def test_a_column_longer_than_both_sizes_is_an_error_and_one_at_the_size_is_not(column: str) -> None:
    row = next(one for one in check_in_columns() if one.name == column)
    longest = max(row.max_annex or 0, row.max_portal or 0)
    assert f"{column}.size" in broken(WHOLE.with_values({column: "1" * (longest + 1)}))
    assert f"{column}.size" not in broken(WHOLE.with_values({column: "1" * longest}))


def test_a_column_that_the_file_did_not_have_is_told_also_when_it_may_be_empty() -> None:
    assert broken(replace(WHOLE, absent=frozenset({"DU_PHONG"}))) == {"DU_PHONG.present"}


def test_a_required_column_that_the_file_did_not_have_is_told_once() -> None:
    row = replace(WHOLE.with_values({"MA_BN": ""}), absent=frozenset({"MA_BN"}))
    assert broken(row) == {"MA_BN.present"}


def test_rows_of_one_file_are_numbered_and_each_visit_stands_there_once() -> None:
    again = WHOLE.with_values({"STT": "3"})
    problems = validate([WHOLE, again], RULES)
    assert [(one.rule_id, one.row) for one in problems] == [
        ("STT.sequence", 2),
        ("MA_LK.unique", 1),
        ("MA_LK.unique", 2),
    ]


def test_a_file_with_18_columns_of_2023_is_told_which_eight_are_missing() -> None:
    missing = frozenset(
        {
            "NGAY_VAO_NOI_TRU",
            "LY_DO_VNT",
            "MA_LY_DO_VNT",
            "MA_THUOC",
            "TEN_THUOC",
            "MA_VAT_TU",
            "TEN_VAT_TU",
            "DU_PHONG",
        }
    )
    assert len(COLUMNS) - len(missing) == 18
    assert broken(replace(WHOLE, absent=missing)) == {f"{one}.present" for one in missing}


def test_a_problem_holds_no_value_of_the_row() -> None:
    problems = validate(WHOLE.with_values({"SO_CCCD": "SECRET-9", "HO_TEN": "Đỗ\x00Bí Mật"}), RULES)
    assert problems
    assert "SECRET" not in repr(problems)
    assert "Bí Mật" not in repr(problems)
    assert "Đỗ Thị Ví Dụ" not in repr(WHOLE)


@given(st.fixed_dictionaries({}, optional={name: st.text(max_size=40) for name in COLUMNS}))
def test_any_texts_are_judged_without_a_crash(values: dict[str, str]) -> None:
    for problem in validate(CheckInRow(values), RULES):
        assert isinstance(problem, Problem)
        assert problem.column in COLUMNS


def test_the_columns_are_the_26_of_the_standard_in_order_and_fit_its_field_list() -> None:
    columns = check_in_columns()
    assert tuple(one.name for one in columns) == COLUMNS
    sizes = {one.name: one.max_length for one in standard_fields() if one.table == "XML0"}
    assert {one.name: one.max_annex or one.max_portal for one in columns} == sizes
    required = {one.name for one in columns if one.required}
    assert required == {
        "MA_LK", "STT", "MA_BN", "HO_TEN", "NGAY_SINH", "GIOI_TINH", "MA_DOITUONG_KCB", "NGAY_VAO", "MA_LOAI_KCB",
        "MA_CSKCB", "NGAY_YL",
    }  # fmt: skip


def test_every_kind_of_rule_is_carried_out() -> None:
    whole_file = {RuleKind.SEQUENCE, RuleKind.UNIQUE}
    assert set(WANTING) | set(OF_VALUE) | set(OF_FORM) | whole_file == set(RuleKind)


@pytest.mark.parametrize("code", config.languages())
def test_every_problem_has_a_sentence_that_its_details_fill(code: str) -> None:
    texts = config.load_language(code)
    for rule in RULES.all_rules:
        assert texts[rule.key].format(limit=1, others="X")
    assert [one for one in Severity if f"check_in.severity.{one.value}" not in texts] == []


@pytest.mark.parametrize(
    "rule",
    [
        {"kind": RuleKind.REQUIRED, "column": "NOWHERE"},
        {"kind": RuleKind.NOT_BEFORE, "column": "NGAY_YL"},
        {"kind": RuleKind.PATTERN, "column": "MA_LK", "pattern": "("},
        {"kind": RuleKind.ONE_OF, "column": "MA_LK"},
        {"kind": RuleKind.DIGITS, "column": "MA_LK", "limit": 3},
    ],
)
def test_a_rule_that_cannot_be_meant_is_refused_when_it_is_made(rule: dict[str, object]) -> None:
    with pytest.raises(CheckInError):
        CheckInRule(rule_id="A.b", key="k", **rule)  # type: ignore[arg-type] # one wrong part each


def test_two_rules_with_one_id_or_columns_out_of_order_are_refused() -> None:
    with pytest.raises(CheckInError):
        CheckInRules(RULES.columns, (*RULES.rules, RULES.rules[0]))
    with pytest.raises(CheckInError):
        CheckInRules(RULES.columns[1:], ())


def test_a_row_with_a_strange_column_is_refused_and_asked_for_one_too() -> None:
    with pytest.raises(CheckInError):
        CheckInRow({"MA_LO": "1"})
    with pytest.raises(CheckInError):
        WHOLE["MA_LO"]
