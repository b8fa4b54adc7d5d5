"""A confirmed record becomes a row: what the kiosk knows is filled, the rest is named and left.

The table is sent when the first cost arises (QĐ 4750/QĐ-BYT, article 2), long after the kiosk: the service, the order
time, the patient number and the signature belong to the hospital's software.
"""

from __future__ import annotations

from kiosk.domain.record import Record
from kiosk.insurance.check_in.errors import CheckInError
from kiosk.insurance.check_in.row import COLUMNS, CheckInRow
from kiosk.insurance.check_in.rules import CheckInRules
from kiosk.insurance.check_in.table import FilledBy


def row_from_record(
    record: Record, rules: CheckInRules, *, stt: int = 1, visit_number: str | None = None
) -> tuple[CheckInRow, tuple[str, ...]]:
    """The row of a record, and the columns left for the hospital, in the table's order.

    `visit_number` is the hospital's own MA_LK where it gave one; without it the record's stands, which is provisional.

    Raises:
        CheckInError: `stt` is not positive.
    """
    if stt < 1:
        raise CheckInError("rows are counted from 1")
    values = {name: record.values[name].value for name in COLUMNS if name in record.values}
    values["STT"] = str(stt)
    values["MA_LK"] = visit_number or values.get("MA_LK") or record.record_id
    row = CheckInRow(values)
    left = tuple(
        column.name
        for column in rules.columns
        if not row[column.name].strip() and (column.required or column.filled_by is FilledBy.HOSPITAL)
    )
    return row, left
