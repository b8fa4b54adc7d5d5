"""What the portal's answer means for this visit: for this day, at this facility, by dated rules.

Enters: an `InsuranceAnswer`, the moment of the visit, an `Identity`, a `Facility`, `CoverageRules`. Leaves: a
`Coverage`, always; what cannot be known is None and shown as "chưa rõ". Words: validity, benefit level, route (mã đối
tượng đến khám), share, circumstance (what only a person at the desk can know), reference amount. Not known: the portal,
the chip, screens, files; rules come in as values.
"""

from kiosk.insurance.coverage.assessing import assess
from kiosk.insurance.coverage.cards import best_card
from kiosk.insurance.coverage.circumstances import Circumstance
from kiosk.insurance.coverage.errors import CoverageError
from kiosk.insurance.coverage.facility import Facility, FacilityLevel, FormerRank, PrimaryKind, ScoreBand
from kiosk.insurance.coverage.rules import CoverageLimits, CoverageRules, ReferenceAmount, RouteBenefit, RouteRule, Span
from kiosk.insurance.coverage.warnings import CoverageWarning

__all__ = [
    "Circumstance",
    "CoverageError",
    "CoverageLimits",
    "CoverageRules",
    "CoverageWarning",
    "Facility",
    "FacilityLevel",
    "FormerRank",
    "PrimaryKind",
    "ReferenceAmount",
    "RouteBenefit",
    "RouteRule",
    "ScoreBand",
    "Span",
    "assess",
    "best_card",
]
