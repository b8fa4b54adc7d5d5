"""Slip numbers in a folder: one empty file a number.

Creating a file that must not exist is atomic on every system and needs neither lock nor database, so two programs at
one counter never give the same number. Counters without a shared folder are named differently, and the name is part of
the number. The files hold nothing; they are removed when the day is long past.
"""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path

from kiosk.procedures.errors import SlipBookError

KEPT_DAYS = 7
MOST = 9999
"""Slips of one counter on one day."""
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


class SlipFolder:
    """A `SlipBook` in `folder`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def take(self, day: date, counter: str) -> int:
        """The next number of the day. Raises `SlipBookError`."""
        try:
            of_day = self._folder / day.isoformat()
            of_day.mkdir(parents=True, exist_ok=True)
            self._forget_before(day - timedelta(days=KEPT_DAYS))
            for number in range(self._given(of_day, counter) + 1, MOST + 1):
                try:
                    (of_day / f"{counter}-{number:04d}").touch(exist_ok=False)
                except FileExistsError:
                    continue
                return number
        except OSError as error:
            raise SlipBookError(error.strerror or "the folder cannot be written") from None
        raise SlipBookError(f"more than {MOST} slips in a day")

    @staticmethod
    def _given(of_day: Path, counter: str) -> int:
        return max((int(path.name[-4:]) for path in of_day.glob(f"{counter}-[0-9][0-9][0-9][0-9]")), default=0)

    def _forget_before(self, day: date) -> None:
        """Another program at this counter may be forgetting the same; what is left over goes with the next number."""
        past = (path for path in self._folder.iterdir() if _DAY.fullmatch(path.name) and path.name < day.isoformat())
        with suppress(OSError):
            for path in past:
                for number in path.iterdir():
                    number.unlink(missing_ok=True)
                path.rmdir()
