"""A confirmed record as an HL7 v2.5.1 message, ADT^A04 (register a patient), over MLLP or as a file.

Enters: `Record`, `Hl7Mapping` (which value stands where, as data). Leaves: a validated message, `Receipt` by the
receiver's acknowledgement. Words: segment, field, component, mapping, control id, acknowledgement, frame. Not known:
where the mapping's table is kept, what the receiver does with a message.
"""

from kiosk.delivery.hl7.acknowledgement import Acknowledgement, parse_acknowledgement
from kiosk.delivery.hl7.mapping import Field, Hl7Mapping, Meaning, Part, Segment, WrittenAs
from kiosk.delivery.hl7.message import Adt, ControlId
from kiosk.delivery.hl7.senders import Hl7File, Hl7Mllp, MllpSettings

__all__ = [
    "Acknowledgement",
    "Adt",
    "ControlId",
    "Field",
    "Hl7File",
    "Hl7Mapping",
    "Hl7Mllp",
    "Meaning",
    "MllpSettings",
    "Part",
    "Segment",
    "WrittenAs",
    "parse_acknowledgement",
]
