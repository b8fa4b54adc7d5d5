"""The whole window as one value: what each part shows for a visit."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.runtime.language import Language
from kiosk.visit.state import Visit, VisitState
from ui.view_models.actions import ActionKind, ActionView, actions, slip_action
from ui.view_models.card import CardView, card_view
from ui.view_models.devices import DeviceBoard
from ui.view_models.differences import DifferenceView, differences, slip_said
from ui.view_models.form import FormView, form_view
from ui.view_models.insurance import InsuranceView, insurance_view
from ui.view_models.notice import NoticeView, notice
from ui.view_models.record import RecordView, record_view
from ui.view_models.stage import StageView, stage_view
from ui.view_models.ticket import TicketView, ticket_view
from ui.view_models.typing import TypingView, typing_view


@dataclass(frozen=True)
class DeskView:
    idle: bool
    """Nobody is here: only the stage is shown, and nothing may stay of the person before."""
    card: CardView
    stage: StageView
    form: FormView | None
    """None while the stage has the middle of the window."""
    notice: NoticeView | None
    insurance: InsuranceView
    differences: tuple[DifferenceView, ...]
    record: RecordView
    ticket: TicketView | None
    actions: tuple[ActionView, ...]
    slip: ActionView | None
    """Beside the differences, not among the steps of the visit."""
    slip_said: str
    """What became of the slip that was asked for; empty while none was."""
    typing: TypingView | None
    """None at a desk that types into no other program's window."""
    timed: bool
    """True in the states that an idle desk gives up."""

    @property
    def offered(self) -> frozenset[ActionKind]:
        """What can be done now, by key or by button."""
        beside = (self.slip, self.typing.action if self.typing is not None else None)
        shown = (*self.actions, *(one for one in beside if one is not None))
        return frozenset(action.kind for action in shown)


_UNTIMED = (VisitState.IDLE, VisitState.SAVING, VisitState.DELIVERING)


def desk_view(
    visit: Visit, board: DeviceBoard, language: Language, *, may_type: bool = False, one_stop: bool = False
) -> DeskView:
    return DeskView(
        idle=visit.state is VisitState.IDLE,
        card=card_view(visit, language),
        stage=stage_view(visit, board, language),
        form=form_view(visit, language),
        notice=notice(visit.failure, language),
        insurance=insurance_view(visit, language),
        differences=differences(visit, language),
        record=record_view(visit, language),
        ticket=ticket_view(visit, language),
        actions=actions(visit, language, one_stop=one_stop),
        slip=slip_action(visit, language),
        slip_said=slip_said(visit, language),
        typing=typing_view(visit, language) if may_type else None,
        timed=visit.state not in _UNTIMED and not (may_type and visit.is_typing),
    )
