"""Asking whether a citizen is insured today.

Enters: an `Identity`, the portal's settings, what each result code means. Leaves: an `InsuranceAnswer`, always; later,
for a question nobody answered in time, a `FollowUp`. Words: portal, token, look-up, result code (maKetQua), outcome,
next step, evidence, rest. Not known: the chip, forms, screens, how a record or a question is kept.
"""

from kiosk.insurance.client import PortalClient
from kiosk.insurance.errors import InsuranceError, SettingsError
from kiosk.insurance.follow_up_record import follow_up_record
from kiosk.insurance.later import Answers, LaterLookUps, LaterRules, PendingLookUps, follow_up_id
from kiosk.insurance.question import MAX_NAME, clean_number, is_number, question_about
from kiosk.insurance.settings import (
    BodyEncoding,
    CodeMeaning,
    CoPaymentCode,
    CoPaymentMeaning,
    PortalBodies,
    PortalExtras,
    PortalLimits,
    PortalSettings,
    PortalTimeouts,
)

__all__ = [
    "MAX_NAME",
    "Answers",
    "BodyEncoding",
    "CoPaymentCode",
    "CoPaymentMeaning",
    "CodeMeaning",
    "InsuranceError",
    "LaterLookUps",
    "LaterRules",
    "PendingLookUps",
    "PortalBodies",
    "PortalClient",
    "PortalExtras",
    "PortalLimits",
    "PortalSettings",
    "PortalTimeouts",
    "SettingsError",
    "clean_number",
    "follow_up_id",
    "follow_up_record",
    "is_number",
    "question_about",
]
