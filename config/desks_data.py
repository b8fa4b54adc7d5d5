"""Desks: which services they offer, with the form and the look-ups of each."""

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
