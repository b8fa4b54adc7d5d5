"""The last step of the one-stop page: papers to print, the slip, the hand-over, and what was made so far."""

from __future__ import annotations

from dataclasses import dataclass, field

from kiosk.runtime.language import Language
from ui.one_stop_data import MadeFile, NamedChoice, OneStopState
from ui.view_models.look import Badge, Glyph, Tone
from ui.view_models.one_stop import left_to_do


@dataclass(frozen=True)
class FileView:
    text: str
    path: str = field(repr=False)
    opens: bool
    """False for what belongs to the office's software now."""


@dataclass(frozen=True)
class GivingView:
    state: Badge
    """Whether everything was looked at."""
    channels: tuple[NamedChoice, ...]
    needs: tuple[NamedChoice, ...]
    """Papers that can be ticked as handed in."""
    needs_said: str
    dues: tuple[tuple[str, str], ...]
    """Channel and when the answer is due."""
    due_notes: str
    slip: str
    files: tuple[FileView, ...]
    prints: bool
    hands_over: bool


def giving_view(state: OneStopState, language: Language) -> GivingView:
    say, facts = language.say, state.procedure
    ways = () if facts is None else facts.ways
    needs = () if facts is None or facts.needs is None else facts.needs
    return GivingView(
        state=_badge(state, language),
        channels=tuple(NamedChoice(one.channel, say(f"procedures.channel.{one.channel}")) for one in ways),
        needs=needs,
        needs_said=say("one_stop_page.give.tick" if needs else "one_stop_page.procedure.needs_unknown"),
        dues=tuple((say(f"procedures.channel.{one.channel}"), "; ".join(dict.fromkeys(one.dues))) for one in ways),
        due_notes="" if facts is None else "\n".join(facts.due_notes),
        slip=say("one_stop_page.give.slip_number", slip=state.slip) if state.slip else "",
        files=tuple(_file(one, language) for one in state.files),
        prints=bool(state.papers),
        hands_over=state.hands_over and bool(state.papers),
    )


def _badge(state: OneStopState, language: Language) -> Badge:
    left = left_to_do(state)
    if left:
        return Badge(language.say("one_stop_page.give.left", count=left), Tone.CAUTION, Glyph.WARNING)
    if not state.papers:
        return Badge(language.say("one_stop_page.paper.no_form"), Tone.INFO, Glyph.DESK)
    return Badge(language.say("one_stop_page.give.all_looked_at"), Tone.INFO, Glyph.CHECK)


def _file(made: MadeFile, language: Language) -> FileView:
    words = language.say(f"one_stop_page.file.{made.kind}")
    return FileView(f"{words}: {made.name}", made.path, made.kind != "hand_over")
