"""The ways in which an attempt to open a chip ends without opening it.

None of them leaves this room: `opening` weighs them and raises what the caller can act on.
"""

from __future__ import annotations

from nfc_icao.errors import ChipError


class KeyRefusedError(ChipError):
    """The chip speaks the protocol and found the key wrong, or showed that it does not know it."""


class ProtocolRefusedError(ChipError):
    """The chip would not run this protocol with this kind of key at all."""


class AmbiguousSecretError(ProtocolRefusedError):
    """The secret agreed on is one that chips write in different ways (see `KeyAgreementDomain.is_ambiguous`)."""


class NotReadyError(ProtocolRefusedError):
    """The chip would not run it now. After a run that failed, some need a moment and another try."""
