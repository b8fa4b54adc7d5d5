"""Settings become the values rooms ask for, and the values become a desk that runs.

A real site and the demonstration differ in one place only: where addresses, devices and trust anchors come from
(`Surroundings`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import config
from config.forms_data import NO_LISTS, SiteList
from drivers.nfc import CardReader, PcscReader
from drivers.scanners.codes import CodeScanner
from kiosk.bootstrap.correction_slip import slip_desk
from kiosk.bootstrap.coverage import judge_of
from kiosk.bootstrap.deliveries import ImaginedOffice, open_senders, take_follow_ups
from kiosk.bootstrap.desk import Desk, DeskParts
from kiosk.bootstrap.desk_lists import list_station
from kiosk.bootstrap.devices import BoardChange
from kiosk.bootstrap.languages import language
from kiosk.bootstrap.owed_look_ups import OwedLookUps
from kiosk.bootstrap.portal import later_rules, portal_settings
from kiosk.bootstrap.records import open_desk_store, retention_of
from kiosk.bootstrap.scanners import scanner_of
from kiosk.bootstrap.tickets import queue_lists, ticket_desk
from kiosk.bootstrap.typing import open_typist
from kiosk.delivery import DeliverySettingsInvalid, Outbox
from kiosk.desks import ListIndex
from kiosk.domain.device import Device
from kiosk.domain.failure import FailureCode
from kiosk.domain.identity import Assurance
from kiosk.forms import DefinitionError, FormDefinition
from kiosk.insurance import PortalClient, SettingsError
from kiosk.insurance.check_in import CheckInError
from kiosk.insurance.coverage import CoverageError
from kiosk.runtime.clock import Clock, SystemClock
from kiosk.runtime.time_quality import TimeKeeper
from kiosk.visit.conductor import Post
from nfc_icao import TrustStore

SETTINGS_ERRORS = (
    config.ConfigError,
    DeliverySettingsInvalid,
    SettingsError,
    DefinitionError,
    CoverageError,
    CheckInError,
)
"""What says that a file of the site, or a value in it, cannot be used."""


@dataclass(frozen=True)
class Surroundings:
    """What stands around a desk."""

    reader: CardReader
    reader_name: str | None
    scanner: CodeScanner
    trust: TrustStore
    portal_url: str
    imagined_office: ImaginedOffice | None = None
    """Takes the records of a delivery whose address is `demo`."""


def real_surroundings(site: config.Site, state_folder: Path) -> Surroundings:
    """The devices, addresses and anchors that the site's file names.

    Raises:
        config.ConfigError: a secret or a folder is missing.
        DeviceError: the PC/SC library is not installed.
    """
    trust_folder = state_folder / site.trust.directory
    return Surroundings(
        reader=PcscReader(),
        reader_name=site.reader.name,
        scanner=scanner_of(site.scanner),
        trust=TrustStore.from_directory(trust_folder) if trust_folder.is_dir() else TrustStore.from_certificates(()),
        portal_url=site.portal.url,
    )


def form_definition(desk_id: str, service_id: str, site_lists: Mapping[str, SiteList] = NO_LISTS) -> FormDefinition:
    """The form of a service that a desk offers, with the choices that the site has for itself.

    Raises:
        config.ConfigError: the desk does not offer it, or its form is broken.
    """
    return FormDefinition.from_rows(config.load_form(config.load_desk(desk_id).service(service_id).form, site_lists))


def _portal(
    site: config.Site, service: config.Service, state_folder: Path, url: str, clock: Clock
) -> PortalClient | None:
    """The portal, for a service that asks it."""
    if "insurance" not in service.look_ups:
        return None
    return PortalClient(portal_settings(site, state_folder, url), clock=clock)


@contextmanager
def open_desk(
    site: config.Site,
    surroundings: Surroundings,
    state_folder: Path,
    post: Post,
    *,
    service_id: str = "clinic-checkin",
    board: BoardChange | None = None,
    people: ListIndex | None = None,
) -> Iterator[Desk]:
    """A desk that is not started yet; leaving the context stops it and closes its store. `people` is the list of a
    service that looks people up in one.

    Raises:
        config.ConfigError, StoreError: the settings or the store do not allow it.
    """
    clock = SystemClock()
    service = config.load_desk(site.desk_file).service(service_id)
    with (
        open_desk_store(site, state_folder, clock, board or _no_board) as store,
        open_senders(site, state_folder, clock, imagined=surroundings.imagined_office) as senders,
    ):
        time_keeper = TimeKeeper(clock, last_official=store.official_time())
        portal = _portal(site, service, state_folder, surroundings.portal_url, clock)
        outbox = Outbox(store, senders, clock)
        tickets = ticket_desk(site, state_folder, store, clock, language(site.language)) if site.queue else None
        parts = DeskParts(
            desk_id=site.desk_id,
            service_id=service_id,
            facility_code=site.facility_code,
            definition=form_definition(site.desk_file, service_id, queue_lists(site, state_folder)),
            wanted_assurance=Assurance[service.wanted_assurance.upper()],
            provinces=frozenset(one.prefix for one in config.provinces()),
            reader=surroundings.reader,
            reader_name=surroundings.reader_name,
            scanner=surroundings.scanner,
            trust=surroundings.trust,
            portal=portal,
            judge=judge_of(site, clock_trusted=lambda: time_keeper.trusted),
            owed=OwedLookUps(store, portal, clock, later_rules(site), take_follow_ups(site)) if portal else None,
            tickets=tickets,
            slips=slip_desk(site, state_folder),
            typist=partial(open_typist, site.typing.script, state_folder) if site.typing else None,
            adds=list_station(service, people, store, clock),
            store=store,
            outbox=outbox,
            clock=clock,
            time_keeper=time_keeper,
            keep=retention_of(site),
        )
        desk = Desk(parts, post, board or _no_board)
        try:
            yield desk
        finally:
            desk.stop()


def _no_board(device: Device, failure: FailureCode | None) -> None:
    """A walk in the terminal has no lights to switch."""
