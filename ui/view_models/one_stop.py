"""The steps of the one-stop page, and its first one: what was found, and one procedure to read out."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from kiosk.runtime.language import Language
from ui.one_stop_data import NamedChoice, OneStopState, ProcedureFacts, WayFacts
from ui.view_models.look import Glyph, Tone
from ui.view_models.notice import NoticeView
from ui.view_models.text import plain


class OneStopStep(StrEnum):
    PROCEDURE = "procedure"
    PEOPLE = "people"
    PAPER = "paper"
    GIVE = "give"


@dataclass(frozen=True)
class StepView:
    step: OneStopStep
    text: str
    open: bool
    """False while what it works with is not there yet."""


@dataclass(frozen=True)
class HitView:
    code: str
    text: str
    detail: str
    chosen: bool


@dataclass(frozen=True)
class LinesView:
    title: str
    lines: tuple[str, ...]
    none: str
    """What is said when there are no lines; empty: then the block is not shown."""


@dataclass(frozen=True)
class WayView:
    channel: str
    term: str
    fee: str
    due: str


@dataclass(frozen=True)
class ProcedureView:
    title: str
    detail: str
    """Code, full name and who decides."""
    needs: LinesView
    not_needed: LinesView
    traps: LinesView
    ways: tuple[WayView, ...]
    notes: str
    link: str
    source: str
    forms: str
    """Which forms are filled here."""


@dataclass(frozen=True)
class FinderView:
    question: str
    event_id: str
    events: tuple[NamedChoice, ...]
    hits: tuple[HitView, ...]
    said: str
    """What is said about the hits, or instead of them."""
    procedure: ProcedureView | None


def steps_view(state: OneStopState, language: Language) -> tuple[StepView, ...]:
    chosen = state.procedure is not None
    # People may come before the procedure: cards lie on the desk while somebody still explains.
    opened = {
        OneStopStep.PROCEDURE: True,
        OneStopStep.PEOPLE: True,
        OneStopStep.PAPER: chosen,
        OneStopStep.GIVE: chosen,
    }
    counts = {OneStopStep.PEOPLE: len(state.people), OneStopStep.PAPER: left_to_do(state)}
    views = []
    for place, step in enumerate(OneStopStep, 1):
        count = counts.get(step)
        words = language.say(f"one_stop_page.step.{step.value}")
        views.append(StepView(step, f"{place}. {words} ({count})" if count else f"{place}. {words}", opened[step]))
    return tuple(views)


def left_to_do(state: OneStopState) -> int:
    """Boxes that want a look or a value."""
    return sum(len(one.reviews) + len(one.form.problems) for one in state.papers)


def trouble_notice(state: OneStopState, language: Language) -> NoticeView | None:
    if not state.trouble:
        return None
    return NoticeView(language.say(state.trouble), "", Tone.CAUTION, Glyph.WARNING)


def finder_view(state: OneStopState, language: Language) -> FinderView:
    chosen = "" if state.procedure is None else state.procedure.code
    hits = tuple(
        HitView(one.code, one.label, f"{one.code} · {one.where}", one.code == chosen) for one in state.found or ()
    )
    if state.found is None:
        said = language.say("one_stop_page.finder.begin")
    elif not hits:
        said = language.say("procedures.nothing_found")
    else:
        said = language.say("one_stop_page.finder.count", count=len(hits))
    return FinderView(
        question=plain(state.question),
        event_id=state.event_id,
        events=state.events,
        hits=hits,
        said=said,
        procedure=None if state.procedure is None else procedure_view(state.procedure, language),
    )


def procedure_view(facts: ProcedureFacts, language: Language) -> ProcedureView:
    say = language.say
    needs = () if facts.needs is None else tuple(one.words for one in facts.needs)
    no_list = say(
        "one_stop_page.procedure.needs_unknown" if facts.needs is None else "one_stop_page.procedure.no_needs"
    )
    source = say("one_stop_page.procedure.source", source=facts.source, day=facts.read_on)
    forms = ", ".join(facts.forms)
    groups = ", ".join(facts.groups)
    notes = [*facts.due_notes, *([say("one_stop_page.procedure.groups", groups=groups)] if groups else [])]
    return ProcedureView(
        title=facts.label,
        detail=f"{facts.code} · {facts.name} · {facts.body}",
        needs=LinesView(say("one_stop_page.procedure.needs"), needs, no_list),
        not_needed=LinesView(say("one_stop_page.procedure.not_needed"), facts.not_needed, ""),
        traps=LinesView(say("one_stop_page.procedure.traps"), facts.traps, ""),
        ways=tuple(_way(one, language) for one in facts.ways),
        notes="\n".join(notes),
        link=facts.link,
        source=source if facts.certain else f"{source} [{say('procedures.certainty.likely')}]",
        forms=say("one_stop_page.procedure.forms", forms=forms) if forms else say("one_stop_page.procedure.no_form"),
    )


def _way(way: WayFacts, language: Language) -> WayView:
    return WayView(
        channel=language.say(f"procedures.channel.{way.channel}"),
        term="\n".join(way.terms) or language.say("procedures.unknown"),
        fee=way.fee,
        due="\n".join(dict.fromkeys(way.dues)),
    )
