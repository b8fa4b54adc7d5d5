"""What can go wrong between us and a chip.

Everything that leaves this room is a `ChipError`; built-in exceptions do not. A verdict is not an error: a wrong hash
or an unknown issuer is reported by `nfc_icao.verifying`, never raised. Messages carry lengths, tags and status words,
never values from the card.
"""

from __future__ import annotations

from nfc_icao.partial_reading import PartialReading


class ChipError(Exception):
    """A conversation with a chip could not go on."""


class CardLost(ChipError):
    """The card left the field, or the reader lost it. The same card may be presented again."""

    partial: PartialReading | None = None
    """What `read_chip` had by then, for `read_chip(…, resume=partial)`; None outside a reading."""
    answered: bool | None = None
    """Whether the card had answered any command of the reading. One that never did was not lifted: it was not there,
    or is silent. None outside a reading."""


class CardSilent(CardLost):
    """The card gave no answer in time. It may still lie there: mute, out of power, or far slower than it should be."""


class ReadingCancelled(ChipError):
    """The caller asked to stop, or the time allowed for one card is over."""


class NotAnEmrtd(ChipError):
    """The chip answers, but offers no eMRTD application (Doc 9303-10 §3.11.1) we can open."""


class AccessDenied(ChipError):
    """Every access key was refused: BAC or PACE did not succeed with any of them."""


class StatusWordError(ChipError):
    """The chip refused a command that this step cannot do without.

    `status_word` is SW1-SW2 as an integer (ISO 7816-4 §5.6); `instruction` is INS of the command.
    """

    def __init__(self, instruction: int, status_word: int, meaning: str = "") -> None:
        self.instruction = instruction
        self.status_word = status_word
        super().__init__(f"INS {instruction:02X} answered {status_word:04X}{': ' + meaning if meaning else ''}")


class SecureMessagingError(ChipError):
    """A protected answer had no MAC, a wrong MAC, or a wrong structure (Doc 9303-11 §9.8). The session is over."""


class MalformedData(ChipError):
    """Bytes from a card, a certificate or a file do not have the structure the standard gives them."""


class LimitExceeded(MalformedData):
    """A length, count or depth is beyond what any genuine document needs."""
