"""The settings of one site: which desk stands there, which devices and offices it talks to, where it keeps things.

Paths are relative to a state directory that the caller chooses, so that one file fits every machine of a site. The
demo site names no addresses (`demo`): whoever starts the imagined offices knows their ports.
"""

from __future__ import annotations

from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Self

from pydantic import Field, field_validator, model_validator

from config.addresses import DEMO, address
from config.deliveries_data import Delivery, HospitalRestDelivery, WebhookDelivery
from config.fhir_data import FhirDelivery
from config.files import HOME, Strict, read_model
from config.site_facility import FacilitySettings
from config.site_one_stop import OneStop
from config.site_queue import Printer, Queue
from config.site_typing import Typing
from config.staff_page import StaffPage
from config.store_settings import Store
from config.values import ValueSource

SITES = HOME / "sites"


class Body(StrEnum):
    FORM = "form"
    JSON = "json"


class Staff(Strict):
    """The person in whose name the portal is asked; must be on the facility's registered list (CV 1923/2024)."""

    name: ValueSource
    citizen_number: ValueSource


class PortalBodies(Strict):
    """How each call's body is written; documents and working clients disagree, so it is a setting per call."""

    token: Body = Body.FORM
    card: Body = Body.JSON
    history: Body = Body.FORM
    copayment: Body = Body.JSON


class PortalTimeouts(Strict):
    connect_s: float = Field(default=5.0, gt=0, le=60)
    total_s: float = Field(default=15.0, gt=0, le=120)
    extras_s: float = Field(default=8.0, gt=0, le=60)
    """For history and co-payment together, after the card's answer."""
    token_lifetime_s: float = Field(default=540.0, gt=0)

    @model_validator(mode="after")
    def _connects_within_its_time(self) -> Self:
        if self.connect_s > self.total_s:
            raise ValueError("connect_s is longer than total_s, which holds everything")
        return self


class PortalExtras(Strict):
    """What is asked besides, once the card's answer is positive."""

    history: bool = True
    copayment: bool = True


class PortalLimits(Strict):
    """How much the portal is asked. It restricts accounts that ask too much; where its line is, is not known: these are
    cautious choices of ours, not facts."""

    calls_per_minute: float = Field(default=60.0, gt=0, le=6000)
    """Of this desk. Desks of one facility share its account: divide the facility's number by its desks."""
    burst: int = Field(default=30, ge=1, le=1000)
    longest_wait_s: float = Field(default=3.0, ge=0, le=30)
    failures_to_rest: int = Field(default=5, ge=1, le=100)
    """After so many failures in a row the portal is left alone for `rest_s`."""
    rest_s: float = Field(default=60.0, gt=0, le=3600)
    refused_rest_s: float = Field(default=300.0, gt=0, le=86400)
    """A refused account is not tried again before."""
    restricted_rest_s: float = Field(default=3600.0, gt=0, le=86400)
    """The co-payment is not asked about before, once the portal said that the account is restricted."""
    remembered: int = Field(default=2000, ge=0, le=20000)
    """Answers kept in memory for the day; 0: the portal is asked every time."""


class PortalLater(Strict):
    """When a question that was not answered at the desk is asked again."""

    first_s: float = Field(default=60.0, gt=0, le=86400)
    longest_s: float = Field(default=3600.0, gt=0, le=86400)
    give_up_days: int = Field(default=3, ge=1, le=90)
    """After so many days it goes to the staff's list."""


class Portal(Strict):
    """The health-insurance portal."""

    url: str = DEMO
    username: str = Field(min_length=1)
    password: ValueSource
    timeouts: PortalTimeouts = PortalTimeouts()
    bodies: PortalBodies = PortalBodies()
    extras: PortalExtras = PortalExtras()
    limits: PortalLimits = PortalLimits()
    later: PortalLater = PortalLater()
    max_response_bytes: int = Field(default=1_000_000, gt=0, le=10_000_000)

    _check = field_validator("url")(address)


class Trust(Strict):
    directory: str = "trust"
    """CSCA certificates, master lists, CRLs, put there by the operator."""


class Reader(Strict):
    name: str | None = None
    """Part of the reader's PC/SC name; without it, the first that fits."""


class Scanner(Strict):
    port: str | None = None
    """Serial port of the code scanner."""
    baud_rate: int = Field(default=9600, gt=0)
    camera: int | None = Field(default=None, ge=0, le=99)
    """The camera that looks at cards, as the system counts them from 0. Without port and camera there is no scanner."""

    @model_validator(mode="after")
    def _one_of_them(self) -> Scanner:
        if self.port is not None and self.camera is not None:
            raise ValueError("a desk has one scanner: a port or a camera")
        return self


class Site(Strict):
    """One site's file."""

    site_id: str = Field(min_length=1, pattern=r"^[a-z0-9-]+$")
    title: str = Field(min_length=1)
    demo: bool = False
    """True: people, offices and devices are invented, and every screen says so."""
    language: str = "vi"
    desk_id: str = Field(min_length=1)
    """This machine's own name: its records, what it still has to send, its numbers and figures carry it. Where
    machines share a store, no two have the same."""
    desk: str | None = Field(default=None, pattern=r"^[a-z0-9-]+$")
    """What is done here: the name of a file in config/desks. Without it, `desk_id` is that name too."""
    facility_code: str = Field(pattern=r"^[0-9A-Z]{5}$")
    """MA_CSKCB of this facility."""
    facility: FacilitySettings = FacilitySettings()
    idle_s: int = Field(default=60, ge=10, le=3600)
    """Nobody touches anything for so long: warn."""
    warn_s: int = Field(default=20, ge=5, le=600)
    """The warning stands so long, then everything is wiped."""
    staff: Staff
    portal: Portal
    deliveries: tuple[Delivery, ...] = Field(min_length=1)
    """Where confirmed records go. A visit waits for the first; the others get them in the background."""
    store: Store = Store()
    trust: Trust = Trust()
    reader: Reader = Reader()
    scanner: Scanner = Scanner()
    queue: Queue | None = None
    printer: Printer = Printer()
    staff_page: StaffPage = StaffPage()
    one_stop: OneStop | None = None
    """The page of the one-stop officer; None at a desk without one."""
    typing: Typing | None = None
    """None: the desk has no button that types a record into another program's window."""

    @property
    def desk_file(self) -> str:
        """The file in config/desks that says what is done here."""
        return self.desk or self.desk_id

    @model_validator(mode="after")
    def _each_delivery_by_one_name(self) -> Site:
        names = [one.id for one in self.deliveries]
        if len(set(names)) < len(names):
            raise ValueError("two deliveries have the same id")
        return self

    @model_validator(mode="after")
    def _invented_values_only_in_a_demo(self) -> Site:
        if self.demo:
            return self
        secrets = tuple(
            one.secret for one in self.deliveries if isinstance(one, WebhookDelivery | HospitalRestDelivery)
        )
        if self.queue is not None and self.queue.invented:
            raise ValueError("the rooms of the demonstration belong to a demo site only")
        if self.staff_page.demo_pin is not None:
            raise ValueError("a PIN in clear belongs to a demo site only")
        tokens = tuple(one.token for one in self.deliveries if isinstance(one, FhirDelivery) and one.token is not None)
        invented = (self.staff.name, self.staff.citizen_number, self.portal.password, *secrets, *tokens)
        addresses = (self.portal.url, *(getattr(one, "url", "") for one in self.deliveries))
        if any(one.demo is not None for one in invented) or DEMO in addresses:
            raise ValueError("invented values and addresses belong to a demo site only")
        return self


def site_file(path_or_name: str | Path) -> Path:
    """The file of a site: a built-in name, or a path."""
    built_in = SITES / f"{path_or_name}.toml"
    is_name = isinstance(path_or_name, str) and path_or_name.replace("-", "").isalnum()
    return built_in if is_name and built_in.is_file() else Path(path_or_name)


def load_site(path_or_name: str | Path) -> Site:
    """Read a site's file; `demo` is built in.

    Raises:
        ConfigError: naming file, line, key, reason and remedy.
    """
    return read_model(site_file(path_or_name), Site)


@cache
def built_in_sites() -> tuple[str, ...]:
    return tuple(sorted(path.stem for path in SITES.glob("*.toml")))
