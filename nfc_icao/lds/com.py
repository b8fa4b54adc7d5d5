"""EF.COM: the chip's own list of what it holds (Doc 9303-10 §4.6.1).

It is not signed. Nothing may be decided from it; EF.SOD's list is the one that counts, and the two are compared.
"""

from __future__ import annotations

from dataclasses import dataclass

from nfc_icao.encoding import tlv
from nfc_icao.errors import MalformedData
from nfc_icao.lds.files import EF_COM, data_group_of_tag

_LDS_VERSION = 0x5F01
_UNICODE_VERSION = 0x5F36
_TAG_LIST = 0x5C
_LONGEST_TAG_LIST = 64


@dataclass(frozen=True)
class Com:
    """What EF.COM says."""

    lds_version: str | None
    """Four digits, `0107` or `0108`; None when left out."""
    unicode_version: str | None
    """Six digits, e.g. `040000`; None when left out."""
    data_groups: tuple[int, ...]
    """Numbers of the data groups it lists, in its order."""


def parse_com(file: bytes) -> Com:
    """Read the file EF.COM.

    Raises:
        MalformedData: it is not one, or its tag list is missing or names something that is no data group.
    """
    root = tlv.parse_prefix(file)
    if root.tag != EF_COM.tag:
        raise MalformedData(f"EF.COM begins with tag {root.tag:X}")
    members = {member.tag: member.value for member in root.children()}
    if _TAG_LIST not in members:
        raise MalformedData("EF.COM has no tag list")
    tags = members[_TAG_LIST]
    if len(tags) > _LONGEST_TAG_LIST:
        raise MalformedData(f"tag list of {len(tags)} bytes")
    numbers = [data_group_of_tag(tag) for tag in tags]
    if None in numbers:
        raise MalformedData("tag list names something that is no data group")
    return Com(
        lds_version=_digits(members.get(_LDS_VERSION)),
        unicode_version=_digits(members.get(_UNICODE_VERSION)),
        data_groups=tuple(number for number in numbers if number is not None),
    )


def _digits(value: bytes | None) -> str | None:
    if value is None:
        return None
    if not value.isdigit():
        raise MalformedData("a version in EF.COM is not made of digits")
    return value.decode("ascii")
