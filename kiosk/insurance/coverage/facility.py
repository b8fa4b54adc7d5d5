"""The facility where the visit takes place.

The levels replaced the old ranks ("tuyến") on 1 July 2025 (Law 51/2024/QH15), but several routes still ask for the rank
a facility had before.

Every part may be None: nobody has said. A route that depends on it is then not suggested.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class FacilityLevel(StrEnum):
    """Cấp chuyên môn kỹ thuật."""

    PRIMARY = "ban_dau"
    BASIC = "co_ban"
    ADVANCED = "chuyen_sau"


class FormerRank(StrEnum):
    """Tuyến chuyên môn before the levels."""

    CENTRAL = "trung_uong"
    PROVINCE = "tinh"
    DISTRICT = "huyen"
    COMMUNE = "xa"
    NONE = "khong"
    """It was opened later, or never had a rank."""


class ScoreBand(StrEnum):
    """Where the points of a basic-level facility lie: code 1.13 begins at 50."""

    BELOW_50 = "duoi_50"
    FROM_50_TO_70 = "tu_50_den_70"
    PROVISIONAL = "tam_xep"
    """Placed at the basic level for the time being, without points."""


class PrimaryKind(StrEnum):
    """Which kind of primary-level facility."""

    STATION = "tram_y_te"
    """One of those that code 1.2 lists: commune station, family medicine, clinic-type centre, workplace, army, police
    post."""
    OTHER = "khac"


@dataclass(frozen=True)
class Facility:
    code: str
    """MA_CSKCB, five characters."""
    level: FacilityLevel | None = None
    former_rank: FormerRank | None = None
    score: ScoreBand | None = None
    primary_kind: PrimaryKind | None = None
