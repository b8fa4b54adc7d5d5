"""Desks: which services they offer, with the form, the look-ups and the list of each."""

from __future__ import annotations

from functools import cache
from typing import Literal

from pydantic import Field

from config.errors import ConfigError
from config.files import HOME, Strict, read_model
from config.provenance import Labels, Row

DIRECTORY = HOME / "desks"


class Service(Strict):
    service_id: str = Field(pattern=r"^[a-z0-9-]+$")
    title: Labels
    form: str
    """The form's id."""
    look_ups: tuple[Literal["insurance"], ...] = ()
    wanted_assurance: Literal["claimed", "read", "authentic", "genuine_chip"]
    """What falls short goes to a person's eyes, not to an error."""
    station: Literal["exam", "pay", "lodging", "visitors"] | None = None
    """What the desk itself adds to the form of a visit (`kiosk.desks`); None: nothing."""
    list_id: str | None = None
    """The list somebody is looked for in (`config/desk_lists`); None: there is none."""


class Desk(Row):
    desk_id: str = Field(pattern=r"^[a-z0-9-]+$")
    title: Labels
    services: tuple[Service, ...] = Field(min_length=1)

    @property
    def form(self) -> str:
        """The form of the service that stands first: what the desk does unless somebody chooses another."""
        return self.services[0].form

    def service(self, service_id: str) -> Service:
        """One of the services.

        Raises:
            ConfigError: the desk does not offer it.
        """
        found = next((one for one in self.services if one.service_id == service_id), None)
        if found is None:
            offered = ", ".join(one.service_id for one in self.services)
            raise ConfigError(f"config/desks/{self.desk_id}.toml", "services", f"no {service_id}", f"Use: {offered}")
        return found


@cache
def load_desk(desk_id: str) -> Desk:
    """The desk of this id.

    Raises:
        ConfigError: there is none, or its file is broken.
    """
    return read_model(DIRECTORY / f"{desk_id}.toml", Desk)


def desks() -> tuple[str, ...]:
    return tuple(sorted(path.stem for path in DIRECTORY.glob("*.toml")))


def desk_offering(service_id: str) -> str:
    """The desk at which a service is offered.

    Raises:
        ConfigError: none does.
    """
    found = next((one for one in desks() if service_id in offered(one)), None)
    if found is None:
        known = ", ".join(service for one in desks() for service in offered(one))
        raise ConfigError("config/desks", "services", f"no desk offers {service_id}", f"Use: {known}")
    return found


def offered(desk_id: str) -> tuple[str, ...]:
    """The services of a desk."""
    return tuple(one.service_id for one in load_desk(desk_id).services)
