"""From a card on a reader to an identity with a verdict: the stations that need the chip, in one blocking call.

A card that is lost and comes back within the grace time is read on from the byte reached, in the same visit only.
Runs on the worker of the card reader. Stopping is a flag that the reading looks at between two commands; a reading
that was stopped posts nothing, so that it cannot speak into the visit that follows.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime

from drivers.errors import DeviceError
from drivers.nfc import CardReader
from kiosk.bootstrap.failures import failure_of
from kiosk.bootstrap.keys import keys_from_claim
from kiosk.bootstrap.lost_cards import LostCards
from kiosk.domain.failure import FailureCode
from kiosk.domain.identity import Assurance, FactName
from kiosk.domain.progress import Progress
from kiosk.identification import cross_check, identity_from_chip, verdict_of
from kiosk.runtime.portrait import PortraitDecoder, PortraitPixels
from kiosk.visit import events as happened
from kiosk.visit.conductor import Post
from kiosk.visit.effects import ReadChip, StopReading, Wipe
from nfc_icao import ChipReading, Lds, TrustStore, VerificationReport, parse_lds, read_chip, verify_chip, with_check
from nfc_icao.errors import CardLost, ChipError
from nfc_icao.evidence import dg
from nfc_icao.national.vietnam import KNOWN_CARD_ACCESS
from nfc_icao.partial_reading import PartialReading
from nfc_icao.reading import ReadingProgress
from nfc_icao.trust.report import Result

REMEMBERED_VISITS = 16
"""A reading that was stopped ends within one command; sixteen visits later nothing of it is left."""


class ChipPerformer:
    """Fulfils `ReadChip` and `StopReading` for one desk, and its part of `Wipe`."""

    def __init__(
        self,
        reader: CardReader,
        trust: TrustStore,
        decoder: PortraitDecoder,
        *,
        now: Callable[[], datetime],
        clock_is_trusted: Callable[[], bool],
        time_limit_s: float = 30.0,
        lost_cards: LostCards | None = None,
    ) -> None:
        self._reader = reader
        self._trust = trust
        self._decoder = decoder
        self._now = now
        self._clock_is_trusted = clock_is_trusted
        self.time_limit_s = time_limit_s
        self._lost_cards = lost_cards or LostCards()
        self._stopped: dict[str, int] = {}
        """Visit → the last reading of it that is not wanted any more, for the most recent visits."""
        self._lock = threading.Lock()

    def stop(self, effect: StopReading, post: Post) -> None:
        with self._lock:
            self._stopped[effect.visit_id] = max(effect.reading, self._stopped.get(effect.visit_id, 0))
            while len(self._stopped) > REMEMBERED_VISITS:
                del self._stopped[next(iter(self._stopped))]

    def wipe(self, effect: Wipe, post: Post) -> None:
        self._lost_cards.forget(effect.visit_id)

    def read(self, effect: ReadChip, post: Post) -> None:
        def stopped() -> bool:
            with self._lock:
                return effect.reading <= self._stopped.get(effect.visit_id, 0)

        def speak(event: happened.Event) -> None:
            if not stopped():
                post(event)

        if stopped():
            return  # Given up while it waited for the reading before it.
        try:
            reading = self._read(effect, speak, stopped)
        except (ChipError, DeviceError) as error:
            speak(happened.ReadingFailed(effect.visit_id, failure_of(error)))
            return
        lds = parse_lds(reading.files)
        report = verify_chip(reading, self._trust, at=self._now(), clock_trusted=self._clock_is_trusted())
        report = with_check(report, cross_check(effect.claim, lds))
        if belongs_to_somebody_else(report):
            speak(happened.ReadingFailed(effect.visit_id, FailureCode.CARD_OF_SOMEBODY_ELSE))
            return
        identity = identity_from_chip(lds, report, effect.claim)
        speak(happened.ChipRead(effect.visit_id, identity, verdict_of(report, reading.access)))
        portrait = self._portrait(lds, report)
        if portrait is not None:
            speak(happened.PortraitDecoded(effect.visit_id, portrait))

    def _read(self, effect: ReadChip, speak: Post, stopped: Callable[[], bool]) -> ChipReading:
        """One reading, taken up where an earlier one in this visit lost the card.

        A reader that cannot carry long commands reports a lost card although it lies there: then it is asked again at
        once, in short ones.
        """
        known = self._lost_cards.take(effect.visit_id)
        while True:
            try:
                return self._read_once(effect, speak, stopped, known)
            except CardLost as lost:
                before, known = known, lost.partial or known
                if known is None or stopped():
                    raise
                if not _broke_on_length(before, known):
                    self._lost_cards.keep(effect.visit_id, known)
                    raise

    def _read_once(
        self, effect: ReadChip, speak: Post, stopped: Callable[[], bool], known: PartialReading | None
    ) -> ChipReading:
        def progressed(progress: ReadingProgress) -> None:
            totals = (progress.total_done, progress.total_expected) if progress.is_about_a_file else (0, 0)
            speak(happened.ReadingProgressed(effect.visit_id, Progress(progress.phase, *totals)))

        with self._reader.connect(effect.reader) as transport:
            return read_chip(
                transport,
                keys_from_claim(effect.claim),
                progress=progressed,
                cancelled=stopped,
                time_limit_s=self.time_limit_s,
                fallback_card_access=KNOWN_CARD_ACCESS,
                resume=known,
            )

    def _portrait(self, lds: Lds, report: VerificationReport) -> happened.Portrait | None:
        """The photo for the screen; None when there is none or it was refused. Signed data first, pictures last."""
        if lds.portrait is None or dg(2) not in report.usable_files:
            return None
        decoded = self._decoder.decode(lds.portrait.data)
        if not isinstance(decoded, PortraitPixels):
            return None
        trusted = report.assurance.value >= Assurance.AUTHENTIC and report.overall is not Result.FAILED
        return happened.Portrait(decoded.width, decoded.height, decoded.rgb, trusted)


def _broke_on_length(before: PartialReading | None, after: PartialReading) -> bool:
    """Whether it was during this reading that extended length was given up, with which the card may have been lost."""
    return after.habits.short_only and not (before is not None and before.habits.short_only)


def belongs_to_somebody_else(report: VerificationReport) -> bool:
    """True when the number in the chip is not the number in the code: another person's card lies there."""
    check = report.check("C15")
    return check is not None and check.result is Result.FAILED and check.reason.endswith(FactName.PERSONAL_NUMBER.value)
