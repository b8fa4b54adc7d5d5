"""A day's figures as tables that people read: titles, headings and rows, in one language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kiosk.domain.figures import DayFigures
from kiosk.runtime.language import Language

Cell = str | int | float | None


@dataclass(frozen=True)
class Sheet:
    title: str
    heading: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def sheets(figures: DayFigures, language: Language) -> tuple[Sheet, ...]:
    """The summary, the hours, and one table of counts for every question."""

    def say(name: str) -> str:
        return language.say(f"figures.{name}")

    def counts(name: str, counted: Mapping[str, int], words: str) -> Sheet:
        rows = tuple((word_of(words, word, language), count) for word, count in counted.items())
        return Sheet(say(f"title.{name}"), (say(f"heading.{name}"), say("heading.visits")), rows)

    summary = (
        (say("row.day"), figures.day.strftime("%d/%m/%Y")),
        (say("row.visits"), figures.visits),
        (say("row.left"), figures.left),
        (say("row.median"), figures.median_s),
        (say("row.slow"), figures.slow_s),
        (say("row.waiting"), figures.waiting),
        (say("row.refused"), figures.refused),
    )
    hours = tuple((f"{one.hour:02d}:00", one.visits, one.median_s) for one in figures.hours)
    stretches = tuple((word_of("stretch", name, language), seconds) for name, seconds in figures.stretches.items())
    return (
        Sheet(say("title.summary"), (say("heading.figure"), say("heading.value")), summary),
        Sheet(say("title.hours"), (say("heading.hour"), say("heading.visits"), say("heading.seconds")), hours),
        Sheet(say("title.stretches"), (say("heading.stretch"), say("heading.seconds")), stretches),
        counts("ends", figures.ends, "end"),
        counts("ways", figures.ways, "way"),
        counts("assurances", figures.assurances, "assurance"),
        counts("portal", figures.portal, "portal"),
        counts("result_codes", figures.result_codes, "result_code"),
        counts("failures", figures.failures, "failure"),
    )


_OTHERS = {"portal": "insurance.outcome", "failure": "failure", "assurance": "assurance"}
"""Words whose text is kept with their own room."""


def word_of(kind: str, word: str, language: Language) -> str:
    """The word as people say it; as it was kept, when no language knows it (any more)."""
    key = f"{_OTHERS.get(kind, f'figures.{kind}')}.{word}"
    return language.say(key) if language.knows(key) else word
