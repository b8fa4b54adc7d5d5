"""A record as the check-in table's XML file, for a folder that wants it beside the JSON.

The route from one room's errors to another's: what cannot be written as XML0 is refused, and a person looks.
"""

from __future__ import annotations

from kiosk.bootstrap.check_in import check_in_rules
from kiosk.delivery import DeliveryProblem, DeliveryRefused
from kiosk.domain.record import Record
from kiosk.insurance.check_in import CheckInError, row_from_record, to_xml


def check_in_xml(record: Record) -> bytes:
    """One row of XML0 in its envelope, with what the kiosk knows; the hospital's software fills the rest and signs.

    Raises `DeliveryRefused`.
    """
    try:
        row, _ = row_from_record(record, check_in_rules())
        return to_xml([row])
    except CheckInError:
        raise DeliveryRefused(DeliveryProblem.UNFIT) from None
