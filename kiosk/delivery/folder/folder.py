"""One file per record and format. The name is the record's id, which says nothing about a person.

The JSON file is placed last: who waits for it finds the others there. A folder that is not there is never made: it is
likelier a share that is not mounted than a folder nobody made.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from kiosk.delivery.errors import DeliveryLater, DeliveryProblem, DeliverySettingsInvalid
from kiosk.delivery.folder.placing import place
from kiosk.delivery.payload import encode
from kiosk.domain.record import Receipt, Record
from kiosk.runtime.clock import Clock, SystemClock


@dataclass(frozen=True)
class Format:
    """Another form of the record beside the JSON file."""

    ending: str
    """`xml`."""
    render: Callable[[Record], bytes]
    """The same record always gives the same bytes. Raises `DeliveryRefused` for a record that this form cannot carry.
    """


@dataclass(frozen=True)
class FolderSettings:
    path: Path
    destination: str
    formats: Sequence[Format] = ()

    def __post_init__(self) -> None:
        endings = ["json", *(one.ending for one in self.formats)]
        if len(set(endings)) < len(endings) or not all(one.isascii() and one.isalnum() for one in endings):
            raise DeliverySettingsInvalid("formats")


class Folder:
    """A `Sender`."""

    def __init__(self, settings: FolderSettings, *, clock: Clock | None = None) -> None:
        self._settings = settings
        self._clock = clock or SystemClock()

    def close(self) -> None:
        """Nothing stays open between two records."""

    def deliver(self, record: Record) -> Receipt:
        """Put the record's files into the folder; raises `DeliveryLater` or `DeliveryRefused`."""
        folder = self._settings.path
        rendered = [(one.ending, one.render(record)) for one in self._settings.formats]
        if not folder.is_dir():
            raise DeliveryLater(DeliveryProblem.FOLDER_AWAY)
        for ending, content in rendered:
            place(folder / f"{record.record_id}.{ending}", content)
        name = f"{record.record_id}.json"
        new = place(folder / name, encode(record))
        now = self._clock.now()
        return Receipt(record.record_id, name, self._settings.destination, now, not new, office_time=False)
