"""The proof of a chip: one line for everybody, every check in plain words for whoever asks."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.domain.identity import Assurance
from kiosk.domain.verdict import Outcome, Verdict, VerdictLine
from kiosk.runtime.language import Language
from ui.view_models.look import Badge, Glyph, Tone

_OUTCOMES: dict[Outcome, tuple[Tone, Glyph]] = {
    Outcome.SUCCESSFUL: (Tone.PROVEN, Glyph.CHECK),
    Outcome.FAILED: (Tone.PROBLEM, Glyph.CROSS),
    Outcome.UNDETERMINED: (Tone.CAUTION, Glyph.QUESTION),
    Outcome.NOT_SUPPORTED: (Tone.NEUTRAL, Glyph.DASH),
    Outcome.ABORTED: (Tone.CAUTION, Glyph.DASH),
}

_TELLING = ("C4", "C15", "C12", "C6", "C5", "C7", "C8", "C14")
"""When several checks failed, people are told of the first of these: it says most about who stands at the desk."""


@dataclass(frozen=True)
class CheckView:
    """One check in the list."""

    title: str
    word: Badge
    reason: str
    counts: bool


@dataclass(frozen=True)
class VerdictView:
    headline: Badge
    detail: str
    """One sentence under the headline."""
    access: str
    """Which key opened the chip; empty when none was read."""
    tally: str
    checks: tuple[CheckView, ...]


def outcome_badge(outcome: Outcome, language: Language) -> Badge:
    tone, glyph = _OUTCOMES[outcome]
    return Badge(language.say(f"desk.outcome.{outcome.value}"), tone, glyph)


def verdict_view(verdict: Verdict, language: Language) -> VerdictView:
    return VerdictView(
        headline=_headline(verdict, language),
        detail=_detail(verdict, language),
        access=_access(verdict, language),
        tally=_tally(verdict, language),
        checks=tuple(_check(line, language) for line in verdict.lines),
    )


def unread_view(language: Language, *, by_hand: bool = False) -> VerdictView:
    """The chip was skipped, or nothing but the staff's own typing is there: nothing is proven, and that is said."""
    headline = Badge(language.say("desk.verdict.unread"), Tone.CAUTION, Glyph.SPEECH)
    detail = language.say("desk.verdict.by_hand_detail" if by_hand else "desk.verdict.unread_detail")
    return VerdictView(headline, detail, "", "", ())


def _headline(verdict: Verdict, language: Language) -> Badge:
    match verdict.overall:
        case Outcome.SUCCESSFUL if verdict.assurance is Assurance.GENUINE_CHIP:
            return Badge(language.say("desk.verdict.genuine"), Tone.PROVEN, Glyph.CHIP)
        case Outcome.SUCCESSFUL if verdict.assurance is Assurance.AUTHENTIC:
            return Badge(language.say("desk.verdict.authentic"), Tone.PROVEN, Glyph.SHIELD)
        case Outcome.FAILED:
            told = _told(verdict)
            key = f"desk.verdict.failed_{told.check_id}" if told is not None else ""
            text = language.say(key if told is not None and language.knows(key) else "desk.verdict.failed")
            return Badge(text, Tone.PROBLEM, Glyph.CROSS)
        case Outcome.ABORTED:
            return Badge(language.say("desk.verdict.aborted"), Tone.CAUTION, Glyph.WARNING)
        case _ if verdict.assurance >= Assurance.AUTHENTIC:
            return Badge(language.say("desk.verdict.authentic_undetermined"), Tone.CAUTION, Glyph.QUESTION)
        case _:
            return Badge(language.say("desk.verdict.undetermined"), Tone.CAUTION, Glyph.QUESTION)


def _told(verdict: Verdict) -> VerdictLine | None:
    """The failed check people are told about."""
    failed = {line.check_id: line for line in verdict.lines if line.counts and line.outcome is Outcome.FAILED}
    telling = next((failed[check_id] for check_id in _TELLING if check_id in failed), None)
    return telling or next(iter(failed.values()), None)


def _detail(verdict: Verdict, language: Language) -> str:
    match verdict.overall:
        case Outcome.SUCCESSFUL:
            return language.say("desk.verdict.successful_detail")
        case Outcome.FAILED:
            return language.say("desk.verdict.failed_detail")
        case _:
            decisive = next(
                (line for line in verdict.lines if line.counts and line.outcome is not Outcome.SUCCESSFUL), None
            )
            return _reason(decisive, language) if decisive is not None else ""


def _reason(line: VerdictLine, language: Language) -> str:
    """The reason in words; empty when no catalogue knows it, because a bare key tells nobody anything."""
    key = f"reason.{line.reason}"
    return language.say(key) if language.knows(key) else ""


def _access(verdict: Verdict, language: Language) -> str:
    if verdict.access_protocol is None:
        return ""
    key = f"desk.access.{(verdict.access_password or 'unknown').lower()}"
    password = language.say(key if language.knows(key) else "desk.access.unknown")
    return language.say("desk.access.line", protocol=verdict.access_protocol, password=password)


def _tally(verdict: Verdict, language: Language) -> str:
    """How the checks that count came out; one that the document does not offer is no open question."""
    counted = [line.outcome for line in verdict.lines if line.counts and line.outcome is not Outcome.NOT_SUPPORTED]
    passed, failed = counted.count(Outcome.SUCCESSFUL), counted.count(Outcome.FAILED)
    return language.say("desk.verdict.tally", passed=passed, failed=failed, rest=len(counted) - passed - failed)


def _check(line: VerdictLine, language: Language) -> CheckView:
    key = f"check.{line.check_id}"
    title = language.say(key) if language.knows(key) else line.name
    return CheckView(title, outcome_badge(line.outcome, language), _reason(line, language), line.counts)
