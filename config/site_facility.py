"""What a site says about its own facility: the words that rules about routes go by."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from config.files import Strict

LevelName = Literal["ban_dau", "co_ban", "chuyen_sau"]
RankName = Literal["trung_uong", "tinh", "huyen", "xa", "khong"]
ScoreName = Literal["duoi_50", "tu_50_den_70", "tam_xep"]
PrimaryKindName = Literal["tram_y_te", "khac"]


class FacilitySettings(Strict):
    """`[facility]` of a site: what routes depend on. Left out is unknown, and then no route is suggested."""

    level: LevelName | None = None
    former_rank: RankName | None = None
    """The rank it had before the levels; `khong` when it had none."""
    score: ScoreName | None = None
    """Of a basic-level facility: `tam_xep` when it was placed there without points."""
    primary_kind: PrimaryKindName | None = None
    """Of a primary-level facility: `tram_y_te` when it is one of those that code 1.2 lists."""
    names: dict[str, str] = Field(default_factory=dict)
    """Facility code → name, of the facilities around."""

    @model_validator(mode="after")
    def _belongs_to_the_level(self) -> FacilitySettings:
        if self.score is not None and self.level != "co_ban":
            raise ValueError("score belongs to level co_ban")
        if self.primary_kind is not None and self.level != "ban_dau":
            raise ValueError("primary_kind belongs to level ban_dau")
        return self
