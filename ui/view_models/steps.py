"""The way from a code to a proven card, as the steps people see while they wait."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from kiosk.domain.progress import Progress
from kiosk.runtime.language import Language
from kiosk.visit.state import Visit, VisitState


class StepState(StrEnum):
    DONE = "done"
    NOW = "now"
    AHEAD = "ahead"
    STOPPED = "stopped"
    """It was under way and something went wrong."""


@dataclass(frozen=True)
class StepView:
    text: str
    state: StepState
    word: str
    """The state in a word, for screen readers and for people who see no colours."""


@dataclass(frozen=True)
class ProgressView:
    phase: str
    fraction: float
    """0 … 1 of the whole reading."""


_STEPS = ("code", "place", "open", "read", "portrait", "prove")

_STAGES: dict[str, tuple[float, float]] = {
    "access": (0.0, 0.14),
    "active_authentication": (0.93, 0.96),
    "chip_authentication": (0.96, 1.0),
}
"""From where to where the whole bar goes while a phase runs, by its usual share of time."""
_FILES = (0.14, 0.93)
"""The same for all files together, whose progress is told in bytes of all of them."""

_PHASE_STEPS = {"access": 2, "DG2": 4, "DG14": 5, "DG15": 5, "active_authentication": 5, "chip_authentication": 5}
_STEP_OF_OTHER_FILES = 3


def reading_steps(visit: Visit, language: Language) -> tuple[StepView, ...]:
    """The six steps with where the visit stands among them."""
    current = _current(visit)
    stopped = visit.failure is not None

    def state(place: int) -> StepState:
        if place < current:
            return StepState.DONE
        if place > current:
            return StepState.AHEAD
        return StepState.STOPPED if stopped else StepState.NOW

    return tuple(
        StepView(language.say(f"desk.step.{name}"), state(place), language.say(f"desk.step_state.{state(place).value}"))
        for place, name in enumerate(_STEPS)
    )


def _current(visit: Visit) -> int:
    if visit.state is VisitState.IDLE:
        return 0
    if visit.state is not VisitState.READING:
        return 1
    phase = visit.progress.phase if visit.progress is not None else "access"
    return _PHASE_STEPS.get(phase, _STEP_OF_OTHER_FILES)


def progress_view(progress: Progress | None, language: Language) -> ProgressView:
    """Where reading stands; before the first report, that the chip is being opened."""
    if progress is None:
        return ProgressView(language.say("desk.phase.access"), 0.0)
    key = f"desk.phase.{progress.phase}"
    phase = language.say(key if language.knows(key) else "desk.phase.other")
    begin, end = _STAGES.get(progress.phase, _FILES)
    return ProgressView(phase, begin + (end - begin) * progress.fraction)
