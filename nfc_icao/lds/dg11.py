"""DG11: additional personal details (Doc 9303-10 §4.7.11)."""

from __future__ import annotations

from dataclasses import dataclass, field

from nfc_icao.lds.data_group import open_data_group
from nfc_icao.lds.particulars import TAG_LIST, WrittenDate, by_tag, name, parts, tag_list, text, written_date


@dataclass(frozen=True, repr=False)
class PersonalDetails:
    """What DG11 says about the holder. None or empty means: not there."""

    full_name: str | None = None
    """In national characters, as far as the issuer writes them."""
    other_names: tuple[str, ...] = ()
    personal_number: str | None = None
    date_of_birth: WrittenDate | None = None
    place_of_birth: tuple[str, ...] = ()
    """Its parts, from city to state."""
    permanent_address: tuple[str, ...] = ()
    telephone: str | None = None
    profession: str | None = None
    title: str | None = None
    personal_summary: str | None = None
    proof_of_citizenship: bytes | None = field(default=None)
    """A picture, undecoded."""
    other_travel_documents: tuple[str, ...] = ()
    """Their numbers."""
    custody_information: str | None = None
    listed: tuple[int, ...] = ()
    """The tags the file announces (5C). Not held against what follows: cards differ."""

    def __repr__(self) -> str:  # personal
        return "PersonalDetails()"


def parse_dg11(file: bytes) -> PersonalDetails:
    """Read the file DG11.

    Raises:
        MalformedData: broken, or a date that cannot be one.
    """
    found = by_tag(open_data_group(file, 11))

    def first(tag: int) -> bytes | None:
        return found[tag][0] if tag in found and found[tag][0] else None

    def words(tag: int) -> str | None:
        value = first(tag)
        return None if value is None else text(value) or None

    full_name, birth = first(0x5F0E), first(0x5F2B)
    return PersonalDetails(
        full_name=None if full_name is None else name(full_name) or None,
        other_names=tuple(name(value) for value in found.get(0x5F0F, ()) if name(value)),
        personal_number=words(0x5F10),
        date_of_birth=None if birth is None else written_date(birth),
        place_of_birth=parts(first(0x5F11) or b""),
        permanent_address=parts(first(0x5F42) or b""),
        telephone=words(0x5F12),
        profession=words(0x5F13),
        title=words(0x5F14),
        personal_summary=words(0x5F15),
        proof_of_citizenship=first(0x5F16),
        other_travel_documents=parts(first(0x5F17) or b""),
        custody_information=words(0x5F18),
        listed=tag_list(first(TAG_LIST) or b""),
    )
