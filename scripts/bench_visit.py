"""From the card to the filled form: what the kiosk itself adds to the time of the card and of the portal.

Prints; asserts nothing. One desk of the demonstration, cards in process, the imagined portal over HTTP on this machine.
"""

from __future__ import annotations

import logging
import statistics
import tempfile
import time
from pathlib import Path

import config
from hardware_mocks.card import VirtualCard
from kiosk.bootstrap.demo import Demo, InProcessTable
from kiosk.bootstrap.site import open_desk
from kiosk.runtime.log import configure_logging
from kiosk.runtime.workers import Mailbox
from kiosk.visit import Visit, VisitState
from kiosk.visit import events as happened

PEOPLE = ("adult", "card2024", "elder", "long-address")


class TimedCard:
    """A card that knows how long it was talked to."""

    def __init__(self, persona: str) -> None:
        self._card = VirtualCard.of(persona)
        self.atr = self._card.atr
        self.busy_s = 0.0

    def transmit(self, command: bytes, /) -> bytes:
        started = time.perf_counter()
        try:
            return self._card.transmit(command)
        finally:
            self.busy_s += time.perf_counter() - started

    def reset(self) -> None:
        self._card.reset()


def forgetful() -> config.Site:
    """The demonstration, with a portal that is asked anew for each visit, however fast they come."""
    site = config.load_site("demo")
    limits = site.portal.limits.model_copy(update={"remembered": 0, "calls_per_minute": 6000})
    return site.model_copy(update={"portal": site.portal.model_copy(update={"limits": limits})})


def bench_visit(rounds: int) -> None:
    configure_logging(None, logging.ERROR)
    totals, cards, portals, ours = [], [], [], []
    mailbox: Mailbox[happened.Event] = Mailbox()
    with (
        tempfile.TemporaryDirectory() as folder,
        Demo(prefer_pcsc=False) as demo,
        open_desk(forgetful(), demo.surroundings(), Path(folder), mailbox.post) as desk,
    ):
        desk.start()
        assert isinstance(demo.table, InProcessTable)

        def wait(state: VisitState) -> Visit:
            while desk.conductor.visit.state is not state:
                event = mailbox.wait(0.5)
                if event is not None:
                    desk.conductor.handle(event)
            return desk.conductor.visit

        for number in range(rounds + 1):
            person = PEOPLE[number % len(PEOPLE)]
            demo.scan(person)
            wait(VisitState.AWAITING_CARD)
            card = TimedCard(person)
            started = time.perf_counter()
            demo.table.virtual.tap(card)
            visit = wait(VisitState.REVIEWING)
            total = time.perf_counter() - started
            portal = visit.insurance.elapsed_s if visit.insurance else 0.0
            demo.lift_card()
            desk.conductor.handle(happened.Cancelled())
            while desk.conductor.visit.reader is not None:
                event = mailbox.wait(0.5)
                if event is not None:
                    desk.conductor.handle(event)
            if number:  # The first visit loads what later ones have.
                totals.append(total), cards.append(card.busy_s), portals.append(portal)
                ours.append(total - card.busy_s - portal)
    ms = [1000 * statistics.median(one) for one in (totals, cards, portals, ours)]
    worst = 1000 * max(ours)
    print(
        f"Tap to filled form, {rounds} visits, median: {ms[0]:.0f} ms = card {ms[1]:.0f} + portal {ms[2]:.0f}"
        f" + ours {ms[3]:.0f}; ours at most {worst:.0f} ms"
    )


if __name__ == "__main__":
    bench_visit(20)
