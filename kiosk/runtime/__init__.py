"""What every room may lean on: clock, workers, log, language, privacy, and the picture decoder.

Enters: work and texts. Leaves: events posted, sentences, log lines without personal values. Words: clock, worker,
mailbox, time quality. Not known: cards, forms, offices.

The log (`kiosk.runtime.log`) and the picture decoder are imported by name: the decoder's child process starts many
times a day and must not pay for the rest.
"""

from kiosk.runtime.clock import Clock, FakeClock, SystemClock
from kiosk.runtime.language import Language
from kiosk.runtime.time_quality import TimeKeeper, TimeQuality
from kiosk.runtime.uuid7 import new_record_id
from kiosk.runtime.workers import Mailbox, Repeater, Worker

__all__ = [
    "Clock",
    "FakeClock",
    "Language",
    "Mailbox",
    "Repeater",
    "SystemClock",
    "TimeKeeper",
    "TimeQuality",
    "Worker",
    "new_record_id",
]
