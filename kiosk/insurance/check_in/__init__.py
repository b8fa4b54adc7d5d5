"""The check-in table, XML0 ("Bảng chỉ tiêu dữ liệu về trạng thái KCB") of QĐ 4750/QĐ-BYT and QĐ 3176/QĐ-BYT.

Enters: a confirmed `Record`, or a file somebody wrote; columns and rules as values. Leaves: `CheckInRow`, problems by
rule, XML in the standard's envelope, JSON with the same names. Words: column, row, rule, problem, left for the
hospital. Not known: the portal that takes the table, signing (the hospital signs; its place stays empty), sending,
screens.
"""

from kiosk.insurance.check_in.errors import CheckInError, LibraryMissing, MalformedCheckIn
from kiosk.insurance.check_in.filling import row_from_record
from kiosk.insurance.check_in.json_form import from_json, to_json
from kiosk.insurance.check_in.row import COLUMNS, CheckInRow
from kiosk.insurance.check_in.rules import CheckInRule, CheckInRules, Condition, RuleKind, Severity
from kiosk.insurance.check_in.table import Column, ColumnKind, FilledBy
from kiosk.insurance.check_in.validating import Problem, validate
from kiosk.insurance.check_in.xml_form import from_xml, to_xml

__all__ = [
    "COLUMNS",
    "CheckInError",
    "CheckInRow",
    "CheckInRule",
    "CheckInRules",
    "Column",
    "ColumnKind",
    "Condition",
    "FilledBy",
    "LibraryMissing",
    "MalformedCheckIn",
    "Problem",
    "RuleKind",
    "Severity",
    "from_json",
    "from_xml",
    "row_from_record",
    "to_json",
    "to_xml",
    "validate",
]
