"""What decides a route and what no portal says: a paper, an emergency, a bed. Only a person at the desk knows."""

from __future__ import annotations

from enum import StrEnum


class Circumstance(StrEnum):
    REFERRAL = "referral"
    """A referral form (phiếu chuyển cơ sở khám chữa bệnh) that still holds."""
    APPOINTMENT = "appointment"
    """A re-examination appointment (phiếu hẹn khám lại)."""
    RESIDENCE_CHANGED = "residence_changed"
    """Stays or lives elsewhere than registered (TT 01/2025, article 4)."""
    ORGAN_DONOR = "organ_donor"
    NEWBORN = "newborn"
    EMERGENCY = "emergency"
    IN_PATIENT = "in_patient"
    ANNEX_I = "annex_i"
    """A disease of Annex I, TT 01/2025."""
    ANNEX_II = "annex_ii"
    HARD_AREA = "hard_area"
    """Ethnic minority or poor in a hard area, or resident of an island."""
