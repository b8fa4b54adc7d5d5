"""The conversation with a chip: APDUs, secure messaging, files (ISO 7816-4; Doc 9303-10 §3.6; Doc 9303-11 §9.8).

Enters: a `CardTransport`, session keys, file identifiers. Leaves: answers and file bytes, or a `ChipError`.
Words: command, response, status word, secure messaging, file identifier.
Not known: passwords, what files mean, verdicts.
"""

from nfc_icao.chip.apdu import CommandApdu, ResponseApdu, parse_command, parse_response
from nfc_icao.chip.channel import ChipChannel
from nfc_icao.chip.secure_messaging import PlainAnswerError, SecureMessaging

__all__ = [
    "ChipChannel",
    "CommandApdu",
    "PlainAnswerError",
    "ResponseApdu",
    "SecureMessaging",
    "parse_command",
    "parse_response",
]
