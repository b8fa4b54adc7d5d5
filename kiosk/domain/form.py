"""A form on its way from filled to confirmed: every value with its source, every correction with what stood there
before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from kiosk.domain.identity import Assurance, Source


class FieldKind(StrEnum):
    TEXT = "text"
    DATE = "date"
    DIGITS = "digits"
    CHOICE = "choice"


@dataclass(frozen=True)
class FilledField:
    """One box of a form."""

    name: str
    """The standard's own name, e.g. `HO_TEN`."""
    label: Mapping[str, str]
    """What people read, by language code."""
    kind: FieldKind
    value: str = field(repr=False)
    """As people read it (dates dd/mm/yyyy); empty when unknown."""
    source: Source | None
    """None when nothing is known."""
    assurance: Assurance
    required: bool = False
    editable: bool = True
    choices: tuple[tuple[str, Mapping[str, str]], ...] = ()
    """For CHOICE: the codes with their labels."""
    problem: str | None = None
    """A text key saying what is wrong with the value, or None."""
    original: str | None = field(default=None, repr=False)
    """What stood here before a person corrected it; None when nobody did."""
    original_source: Source | None = None
    """Where `original` came from."""
    original_assurance: Assurance = Assurance.CLAIMED
    """How far `original` is proven."""


@dataclass(frozen=True)
class FilledForm:
    """A definition met an identity."""

    form_id: str
    title: Mapping[str, str]
    fields: tuple[FilledField, ...]
    wanted_assurance: Assurance = Assurance.CLAIMED
    """How far the service wants a person's identity proven. What falls short goes to a person's eyes, not to an
    error."""

    aside: tuple[FilledField, ...] = field(default=(), repr=False)
    """Boxes that this visit does not need, with what is known for them."""
    circumstances: frozenset[str] = frozenset()
    """What the insurance answer says about the visit, as far as it decides which boxes are needed."""

    def field_named(self, name: str) -> FilledField | None:
        return next((one for one in self.fields if one.name == name), None)

    @property
    def problems(self) -> tuple[FilledField, ...]:
        return tuple(one for one in self.fields if one.problem is not None)

    @property
    def ready(self) -> bool:
        """True when nothing required is missing and nothing is wrong."""
        return not self.problems

    def with_field(self, changed: FilledField) -> FilledForm:
        return replace(self, fields=tuple(changed if one.name == changed.name else one for one in self.fields))
