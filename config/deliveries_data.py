"""Where a site's confirmed records go, and the contracts of those who take them.

A site lists its deliveries in the order that matters: the first is the one a visit waits for. What a kind of delivery
needs stands in its own model; a contract (names, paths, codes of a hospital's service) is a file of its own, because
hospitals share contracts and contracts change without the site.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, field_validator, model_validator

from config.addresses import DEMO, address, address_here
from config.delivery_base import DeliveryBase, contract_file
from config.fhir_data import FhirDelivery
from config.files import Strict, read_model
from config.hl7_data import Hl7Delivery
from config.provenance import Certainty, Row
from config.values import ValueSource


class _OverHttp(DeliveryBase):
    timeout_s: float = Field(default=10.0, gt=0, le=120)
    ca_file: str | None = None
    """PEM certificates to trust instead of the system's; relative to the state directory."""


class WebhookDelivery(_OverHttp):
    """One signed request per record: docs/webhook.md."""

    kind: Literal["webhook"]
    url: str = DEMO
    secret: ValueSource

    _check = field_validator("url")(address)


class HospitalRestDelivery(_OverHttp):
    """The hospital's own REST service: docs/deliveries/hospital-rest.md."""

    kind: Literal["hospital-rest"]
    url: str
    merchant_id: str = Field(pattern=r"^[A-Za-z0-9._-]{1,64}$")
    secret: ValueSource
    contract: str = "hospital-rest"
    """A contract that comes with the program, or a file of the site's."""

    _check = field_validator("url")(address)


class ReaderWebhookDelivery(DeliveryBase):
    """Flat JSON to a program on this machine: docs/deliveries/reader-webhook.md."""

    kind: Literal["reader-webhook"]
    url: str
    shape: str = "reader-hn212"
    """A shape that comes with the program, or a file of the site's."""
    timeout_s: float = Field(default=3.0, gt=0, le=60)

    _check = field_validator("url")(address_here)


class FolderDelivery(DeliveryBase):
    """One file per record: docs/deliveries/folder.md."""

    kind: Literal["folder"]
    path: str = Field(min_length=1)
    """Relative to the state directory, or absolute. It must be there: it is never made."""
    formats: tuple[Literal["check-in-xml"], ...] = ()
    """Beside the JSON file, which is always written, and last."""


Delivery = Annotated[
    WebhookDelivery | HospitalRestDelivery | ReaderWebhookDelivery | FolderDelivery | Hl7Delivery | FhirDelivery,
    Field(discriminator="kind"),
]


class MappedName(Strict):
    """One name of theirs and what of our record stands under it."""

    theirs: str = Field(pattern=r"^[A-Za-z0-9_.-]{1,60}$")
    ours: str | None = Field(
        default=None, pattern=r"^(values|assurance|record|identification|insurance)\.[A-Za-z0-9_]+$"
    )
    """Left out for a name that is always sent empty."""
    written: Literal["text", "date_slashes", "date_iso", "number"] = "text"
    required: bool = False
    words: dict[str, str] = Field(default_factory=dict)
    """Their word for each of ours."""


class ReaderShape(Row):
    """The flat JSON of a chip reader's program."""

    shape_id: str
    fields: tuple[MappedName, ...] = Field(min_length=1)


class ContractHeaders(Strict):
    merchant: str = Field(pattern=r"^[A-Za-z0-9-]+$")
    timestamp: str = Field(pattern=r"^[A-Za-z0-9-]+$")
    signature: str = Field(pattern=r"^[A-Za-z0-9-]+$")


class ContractSignature(Strict):
    separator: str = Field(min_length=1, max_length=3)
    timestamp_form: Literal["unix_s", "unix_ms", "vietnam_moment"]
    signature_form: Literal["hex", "hex_upper", "base64"]
    certainty: Certainty


class ContractEnvelope(Strict):
    code: str = Field(min_length=1)
    content: str = Field(min_length=1)
    receipt: tuple[str, ...] = Field(min_length=1)
    duplicate: str | None = None
    certainty: Certainty


class ContractCode(Strict):
    code: str = Field(min_length=1)
    meaning: Literal["done", "not_found", "later", "refused"]
    certainty: Certainty


CallName = Literal[
    "visit_types",
    "departments",
    "services",
    "department_service",
    "slots",
    "patient",
    "insurance",
    "registration",
]


class ContractCall(Strict):
    name: CallName
    method: Literal["GET", "POST"]
    path: str = Field(pattern=r"^/[A-Za-z0-9/_-]+$")
    signed: tuple[str, ...] = Field(min_length=1)
    parameters: dict[str, str] = Field(default_factory=dict)
    answer: dict[str, str] = Field(default_factory=dict)
    certainty: Certainty
    """Of the path and method; names inside are each hospital's own."""


class HospitalContractFile(Row):
    """A hospital's REST contract: names, paths, codes."""

    contract_id: str
    headers: ContractHeaders
    signature: ContractSignature
    envelope: ContractEnvelope
    codes: tuple[ContractCode, ...] = Field(min_length=1)
    calls: tuple[ContractCall, ...] = Field(min_length=1)
    registration: tuple[MappedName, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _one_of_each(self) -> HospitalContractFile:
        for name, values in (
            ("codes", [one.code for one in self.codes]),
            ("calls", [one.name for one in self.calls]),
            ("registration", [one.theirs for one in self.registration]),
        ):
            if len(set(values)) < len(values):
                raise ValueError(f"something stands twice under {name}")
        if "registration" not in [one.name for one in self.calls]:
            raise ValueError("a contract without the call registration delivers nothing")
        return self


@cache
def load_reader_shape(name_or_path: str, state_folder: Path | None = None) -> ReaderShape:
    """A shape that comes with the program, or a file of the site's.

    Raises:
        ConfigError: there is no such file, or it is broken.
    """
    return read_model(contract_file(name_or_path, state_folder), ReaderShape)


@cache
def load_hospital_contract(name_or_path: str, state_folder: Path | None = None) -> HospitalContractFile:
    """A contract that comes with the program, or a file of the site's.

    Raises:
        ConfigError: there is no such file, or it is broken.
    """
    return read_model(contract_file(name_or_path, state_folder), HospitalContractFile)
