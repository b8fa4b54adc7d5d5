"""The middle of the window while there is no form: one instruction, one picture, and what can be done."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from kiosk.runtime.language import Language
from kiosk.visit.state import Visit, VisitState
from ui.view_models.devices import DeviceBoard, wanting_attention
from ui.view_models.notice import NoticeView, notice
from ui.view_models.steps import ProgressView, progress_view


class Picture(StrEnum):
    SCAN = "scan"
    PLACE = "place"
    HOLD = "hold"
    ASK = "ask"


@dataclass(frozen=True)
class StageView:
    picture: Picture
    headline: str
    detail: str
    hints: tuple[str, ...]
    """The three steps shown to whoever stands there first; empty later."""
    progress: ProgressView | None
    notice: NoticeView | None
    attention: str
    """A sentence about a device that does not work; empty when all do, or when the notice says more."""


def stage_view(visit: Visit, board: DeviceBoard, language: Language) -> StageView:
    hints: tuple[str, ...] = ()
    progress: ProgressView | None = None
    attention = ""
    match visit.state:
        case VisitState.IDLE:
            picture, name = Picture.SCAN, "idle_card_there" if visit.reader is not None else "idle"
            hints = tuple(language.say(f"desk.hint.{which}") for which in ("scan", "place", "review"))
            attention = (wanting_attention(board, language) or "") if visit.failure is None else ""
        case VisitState.AWAITING_CARD:
            again = visit.reader is not None and visit.failure is not None
            picture, name = Picture.PLACE, "again" if again else "place"
        case VisitState.READING:
            picture, name = Picture.HOLD, "reading"
            progress = progress_view(visit.progress, language)
        case _:
            picture, name = Picture.ASK, "asking"
    return StageView(
        picture=picture,
        headline=language.say(f"desk.stage.{name}"),
        detail=language.say(f"desk.stage.{name}_detail"),
        hints=hints,
        progress=progress,
        notice=notice(visit.failure, language),
        attention=attention,
    )
