"""The list station: a desk's list file, described by data, stands behind the form of each visit."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import config
from config.desk_lists_data import ListFile, load_list_file
from kiosk.desks import (
    MAX_BYTES,
    STATIONS,
    Column,
    ColumnKind,
    ImportedList,
    ListIndex,
    ListRefused,
    ListShape,
    Surroundings,
    folded_key,
    import_list,
    mark_of,
)
from kiosk.domain.dates import vietnamese_date
from kiosk.domain.form import FilledForm
from kiosk.domain.identity import FactName
from kiosk.records import Store
from kiosk.records.desk_records import DeskRecords
from kiosk.runtime.clock import Clock
from kiosk.visit import effects as wish
from kiosk.visit import events as happened
from kiosk.visit.conductor import Performer, Post

Adds = Callable[[Performer], Performer]
"""What a desk puts around the filling of forms."""


def nothing_added(performer: Performer) -> Performer:
    return performer


def list_shape(list_id: str) -> ListShape:
    """The description of a list.

    Raises:
        config.ConfigError: there is none.
        ShapeBroken: it contradicts itself.
    """
    return shape_of(load_list_file(list_id))


def shape_of(written: ListFile) -> ListShape:
    columns = tuple(
        Column(
            name=one.name,
            label=one.label.model_dump(),
            kind=ColumnKind(one.kind),
            headings=one.headings,
            required=one.required,
            unique=one.unique,
            stands_for=FactName(one.stands_for) if one.stands_for is not None else None,
        )
        for one in written.columns
    )
    return ListShape(written.list_id, columns, written.key, written.once)


def read_list(path: Path, list_id: str, encoding: str | None = None, session: str = "") -> ImportedList:
    """A list file from disk.

    Raises:
        OSError: it cannot be read.
        ListRefused: it is no such list.
        config.ConfigError: there is no such description.
    """
    shape = list_shape(list_id)
    if path.stat().st_size > MAX_BYTES:
        raise ListRefused("too_large", str(MAX_BYTES))
    return replace(import_list(path.read_bytes(), shape, encoding=encoding), session=session)


def list_station(service: config.Service, index: ListIndex | None, store: Store, clock: Clock) -> Adds:
    """What the service's desk adds to a form; nothing where its file names no station."""
    if service.station is None:
        return nothing_added
    return ListStation(service.station, service.service_id, index, DeskRecords(store.database), clock).around


class ListStation:
    """Looks at every form on its way to the visit. The marks are read from the store each time, from where the last
    look ended: another desk may have marked somebody meanwhile."""

    def __init__(
        self, station: str, service_id: str, index: ListIndex | None, records: DeskRecords, clock: Clock
    ) -> None:
        self._add = STATIONS[station]
        self._service_id = service_id
        self._index = index
        self._records = records
        self._clock = clock
        self._seen = 0
        self._marked: set[str] = set()

    def around(self, performer: Performer) -> Performer:
        def perform(effect: wish.Effect, post: Post) -> None:
            def with_row(event: happened.Event) -> None:
                if isinstance(event, happened.FormFilled):
                    event = replace(event, form=self.judged(event.form))
                post(event)

            performer(effect, with_row)

        return perform

    def judged(self, form: FilledForm) -> FilledForm:
        """The form with what this desk knows. Raises `StoreError`."""
        today = vietnamese_date(self._clock.now())
        return self._add(form, Surroundings(today, self._index, self._marks()))

    def _marks(self) -> set[str]:
        if self._index is None:
            return self._marked
        for sequence, record in self._records.since(self._service_id, self._seen):
            self._seen = sequence
            key = mark_of(record, self._index.listed.scope)
            if key:
                self._marked.add(folded_key(key))
        return self._marked
