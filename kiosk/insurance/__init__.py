"""Asking whether a citizen is insured today.

Enters: an `Identity`, the portal's settings, what each result code means. Leaves: an `InsuranceAnswer`, always.
Words: portal, token, look-up, result code (maKetQua), outcome. Not known: the chip, forms, screens, records.
"""

from kiosk.insurance.client import PortalClient
from kiosk.insurance.errors import InsuranceError, SettingsError
from kiosk.insurance.settings import BodyEncoding, PortalSettings, PortalTimeouts

__all__ = ["BodyEncoding", "InsuranceError", "PortalClient", "PortalSettings", "PortalTimeouts", "SettingsError"]
