"""The message itself, built and validated with hl7apy at its strict level: structure, data types, lengths.

ADT^A04 has the structure ADT_A01 (HL7 v2.5.1 §3.3.4). The same record always gives the same bytes: MSH-7 and EVN-2 are
the moment a person confirmed, not the moment of sending.
"""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from collections.abc import Mapping
from enum import StrEnum

from hl7apy.consts import VALIDATION_LEVEL
from hl7apy.core import Group, Message
from hl7apy.core import Segment as Hl7Segment
from hl7apy.exceptions import HL7apyException

from kiosk.delivery.errors import DeliveryProblem, DeliveryRefused, DeliverySettingsInvalid
from kiosk.delivery.hl7.mapping import Components, Hl7Mapping, Segment, components, is_written
from kiosk.delivery.hl7.text import escaped
from kiosk.domain.dates import VIETNAM_TIME
from kiosk.domain.record import Record, RecordId

VERSION = "2.5.1"
_STRUCTURE = "ADT_A01"
_GROUPS = {"IN1": "ADT_A01_INSURANCE"}
"""Segments that stand in a group of the structure."""
_STRICT = VALIDATION_LEVEL.STRICT
_OF_HL7APY = (HL7apyException, ValueError, TypeError, AttributeError, KeyError)
"""What hl7apy lets out for something it cannot hold; its texts quote values and are dropped."""
_OWN_MSH = (7, 9, 10, 12, 18)
_SHORT_LENGTH = 20


class ControlId(StrEnum):
    """MSH-10. It stays the same for every delivery of a record, so that a receiver knows it again."""

    RECORD_ID = "record_id"
    """The record's id: 36 characters, more than the 20 of §2.15.9.10; receivers in use take up to 199 (v2.7)."""
    SHORT = "short"
    """Twenty characters derived from it, for a receiver that keeps to 20."""


class Adt:
    """Records become messages of one mapping."""

    def __init__(
        self, mapping: Hl7Mapping, names: Mapping[str, str], *, control_id: ControlId = ControlId.RECORD_ID
    ) -> None:
        """`names` are the site's; raises `DeliverySettingsInvalid` for one that the mapping does not know, and for
        fields that the standard does not have."""
        if names.keys() - mapping.settings:
            raise DeliverySettingsInvalid("names")
        for segment in mapping.segments:
            _check(segment)
        self.mapping = mapping
        self._names = dict(names)
        self._control_id = control_id

    def control_id(self, record_id: RecordId) -> str:
        if self._control_id is ControlId.RECORD_ID:
            return record_id
        return base64.b32encode(hashlib.sha256(record_id.encode()).digest()).decode("ascii")[:_SHORT_LENGTH]

    def encode(self, record: Record) -> bytes:
        """The message in UTF-8, each segment ended by a carriage return.

        Raises `DeliveryRefused` for a record that the message cannot carry. One that adds to another is such: PID-3
        and PID-5 are required, and a look-up that was answered later carries neither.
        """
        if record.follows is not None:
            raise DeliveryRefused(DeliveryProblem.UNFIT)
        try:
            return self._built(record).encode()
        except _OF_HL7APY:
            raise DeliveryRefused(DeliveryProblem.UNFIT) from None

    def _built(self, record: Record) -> str:
        message = Message(_STRUCTURE, version=VERSION, validation_level=_STRICT)
        self._write_head(message, record)
        counts: Counter[str] = Counter()
        for segment in self.mapping.segments:
            if not is_written(segment, record):
                continue
            counts[segment.name] += 1
            place = message.msh if segment.name == "MSH" else _added(message, segment.name)
            for one in segment.fields:
                found = components(one, record, self._names, counts[segment.name])
                if found:
                    place.add_field(f"{segment.name}_{one.number}").value = _joined(found)
        message.validate()
        return "".join(f"{line}\r" for line in message.to_er7().split("\r") if line)

    def _write_head(self, message: Message, record: Record) -> None:
        at = record.confirmed_at.astimezone(VIETNAM_TIME)
        moment = f"{at:%Y%m%d%H%M%S}.{at.microsecond // 1000:03d}{at:%z}"
        message.msh.msh_7 = moment
        message.msh.msh_9 = f"ADT^A04^{_STRUCTURE}"
        message.msh.msh_10 = self.control_id(record.record_id)
        message.msh.msh_12 = VERSION
        message.msh.msh_18 = "UNICODE UTF-8"
        message.add_segment("EVN").evn_2 = moment


def _added(message: Message, name: str) -> Hl7Segment:
    if name not in _GROUPS:
        return message.add_segment(name)
    group: Group = message.add_group(_GROUPS[name])
    return group.add_segment(name)


def _joined(found: Components) -> str:
    """ER7: subcomponents joined by `&`, components by `^`."""
    text = []
    for component in range(1, max(at for at, _ in found) + 1):
        last = max((sub for at, sub in found if at == component), default=1)
        text.append("&".join(escaped(found.get((component, sub), "")) for sub in range(1, last + 1)))
    return "^".join(text)


def _check(segment: Segment) -> None:
    """Raises `DeliverySettingsInvalid` for a segment or field that v2.5.1 does not have, and for those we write
    ourselves."""
    own = segment.name == "EVN" or (segment.name == "MSH" and any(one.number in _OWN_MSH for one in segment.fields))
    try:
        probe = Hl7Segment(segment.name, version=VERSION, validation_level=_STRICT)
        for number in {one.number for one in segment.fields}:
            probe.add_field(f"{segment.name}_{number}")
    except _OF_HL7APY:
        raise DeliverySettingsInvalid("mapping") from None
    if own:
        raise DeliverySettingsInvalid("mapping")
