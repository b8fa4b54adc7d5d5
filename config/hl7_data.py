"""Deliveries as HL7 v2 messages: the part of a site's list, and the mapping's file."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from pydantic import Field, field_validator, model_validator

from config.addresses import has_a_port_that_exists, is_this_machine
from config.delivery_base import DeliveryBase, contract_file
from config.files import Strict, read_model
from config.provenance import Certainty, Row

_OURS = r"^(values|assurance|record|identification|insurance)\.[A-Za-z0-9_]+$"
_AT = r"^[1-9][0-9]?(\.[1-9][0-9]?)?$"


class Hl7Delivery(DeliveryBase):
    """ADT^A04 over MLLP, or as files: docs/deliveries/hl7.md."""

    kind: Literal["hl7"]
    url: str | None = None
    """`mllps://host:port`, or `mllp://localhost:port`; left out for files."""
    path: str | None = None
    """The folder for files: relative to the state directory, or absolute; never made."""
    mapping: str = "hl7-adt-a04"
    """A mapping that comes with the program, or a file of the site's."""
    names: dict[str, str] = Field(default_factory=dict)
    """The names that the mapping leaves to the site: applications, facilities, assigning authorities."""
    control_id: Literal["record_id", "short"] = "record_id"
    timeout_s: float = Field(default=10.0, gt=0, le=120)
    ca_file: str | None = None
    """PEM certificates to trust instead of the system's; relative to the state directory."""

    @field_validator("url")
    @classmethod
    def _mllp(cls, value: str | None) -> str | None:
        if value is not None:
            parts = urlsplit(value)
            if not has_a_port_that_exists(value):
                raise ValueError("a port is a number from 1 to 65535")
            if parts.scheme not in ("mllps", "mllp") or not parts.hostname or not parts.port or parts.path.strip("/"):
                raise ValueError("an address is mllps://host:port, or mllp://localhost:port")
            if parts.username or parts.password:
                raise ValueError("an address holds no name and no password")
            if parts.scheme == "mllp" and not is_this_machine(parts.hostname):
                raise ValueError("personal data need TLS (mllps); mllp is for this very machine only")
        return value

    @model_validator(mode="after")
    def _one_way(self) -> Hl7Delivery:
        if (self.url is None) == (self.path is None):
            raise ValueError("a delivery of messages has a url or a path")
        return self


class Hl7Part(Strict):
    at: str = Field(pattern=_AT)
    ours: tuple[str, ...] = ()
    setting: str | None = Field(default=None, pattern=r"^[a-z0-9_]{1,60}$")
    constant: str = ""
    written: Literal["text", "date", "moment", "family", "given", "middle", "count"] = "text"
    words: dict[str, str] = Field(default_factory=dict)
    longest: int = Field(default=199, ge=1, le=199)
    """No part is longer: what holds the text of this version's ST."""
    rest_at: str | None = Field(default=None, pattern=_AT)
    cut: bool = False

    @field_validator("ours")
    @classmethod
    def _of_the_record(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        if not all(re.fullmatch(_OURS, one) for one in value):
            raise ValueError("ours is values.NAME, assurance.NAME, record.NAME, identification.NAME or insurance.NAME")
        return value


class Hl7Field(Strict):
    number: int = Field(ge=1, le=99)
    parts: tuple[Hl7Part, ...] = Field(min_length=1)
    required: bool = False
    only_without: tuple[str, ...] = ()


class Hl7Segment(Strict):
    name: str = Field(pattern=r"^[A-Z][A-Z0-9]{2}$")
    only_with: tuple[str, ...] = ()
    fields: tuple[Hl7Field, ...] = Field(min_length=1)


class Hl7Answer(Strict):
    code: str = Field(min_length=1)
    meaning: Literal["done", "later", "refused", "wrong_receiver"]
    certainty: Certainty


class Hl7MappingFile(Row):
    """Which value stands where, and what the receiver's answers mean."""

    mapping_id: str
    segments: tuple[Hl7Segment, ...] = Field(min_length=1)
    acknowledgements: tuple[Hl7Answer, ...] = Field(min_length=1)
    errors: tuple[Hl7Answer, ...] = ()

    @model_validator(mode="after")
    def _one_of_each(self) -> Hl7MappingFile:
        for name, rows in (("acknowledgements", self.acknowledgements), ("errors", self.errors)):
            if len({one.code for one in rows}) < len(rows):
                raise ValueError(f"a code stands twice under {name}")
        return self


@cache
def load_hl7_mapping(name_or_path: str, state_folder: Path | None = None) -> Hl7MappingFile:
    """A mapping that comes with the program, or a file of the site's.

    Raises:
        ConfigError: there is no such file, or it is broken.
    """
    return read_model(contract_file(name_or_path, state_folder), Hl7MappingFile)
