"""The table of a one-stop counter: what was spared to whom is not in it, only how much."""

from __future__ import annotations

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from kiosk.records.columns import Base


class CounterFigureRow(Base):
    """One service given once. It has a day and no time, and no record's id: nothing here says whose it was."""

    __tablename__ = "counter_figure"

    figure_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    """Of the visit, or of its own."""
    desk_id: Mapped[str] = mapped_column(Text)
    service_id: Mapped[str] = mapped_column(Text)
    day: Mapped[str] = mapped_column(String(10), index=True)
    by_code: Mapped[int]
    by_chip: Mapped[int]
    typed: Mapped[int]
    by_desk: Mapped[int]
    empty: Mapped[int]
    papers_made: Mapped[int]
    papers_saved: Mapped[int | None]
    seconds: Mapped[float | None]
