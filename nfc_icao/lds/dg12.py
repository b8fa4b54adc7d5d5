"""DG12: additional details about the document (Doc 9303-10 §4.7.12)."""

from __future__ import annotations

from dataclasses import dataclass, field

from nfc_icao.lds.data_group import open_data_group
from nfc_icao.lds.particulars import TAG_LIST, WrittenDate, by_tag, name, tag_list, text, written_date


@dataclass(frozen=True, repr=False)
class DocumentDetails:
    """What DG12 says about the document. None or empty means: not there."""

    issuing_authority: str | None = None
    date_of_issue: WrittenDate | None = None
    other_persons: tuple[str, ...] = ()
    endorsements: str | None = None
    tax_or_exit_requirements: str | None = None
    front_image: bytes | None = field(default=None)
    """A picture of the document's front, undecoded."""
    rear_image: bytes | None = field(default=None)
    personalized_at: WrittenDate | None = None
    """Date and time of personalization."""
    personalization_system: str | None = None
    """Serial number of the system that personalized the document."""
    listed: tuple[int, ...] = ()
    """The tags the file announces (5C)."""

    def __repr__(self) -> str:  # personal
        return "DocumentDetails()"


def parse_dg12(file: bytes) -> DocumentDetails:
    """Read the file DG12.

    Raises:
        MalformedData: broken, or a date that cannot be one.
    """
    found = by_tag(open_data_group(file, 12))

    def first(tag: int) -> bytes | None:
        return found[tag][0] if tag in found and found[tag][0] else None

    def words(tag: int) -> str | None:
        value = first(tag)
        return None if value is None else text(value) or None

    def day(tag: int) -> WrittenDate | None:
        value = first(tag)
        return None if value is None else written_date(value)

    return DocumentDetails(
        issuing_authority=words(0x5F19),
        date_of_issue=day(0x5F26),
        other_persons=tuple(name(value) for value in found.get(0x5F1A, ()) if name(value)),
        endorsements=words(0x5F1B),
        tax_or_exit_requirements=words(0x5F1C),
        front_image=first(0x5F1D),
        rear_image=first(0x5F1E),
        personalized_at=day(0x5F55),
        personalization_system=words(0x5F56),
        listed=tag_list(first(TAG_LIST) or b""),
    )
