"""What can go wrong with trust itself, apart from verdicts."""

from __future__ import annotations

from nfc_icao.errors import ChipError


class TrustStoreError(ChipError):
    """A file of the trust store cannot be used. The message names the file and says why; staff can act on it."""


class UnsupportedAlgorithm(ChipError):
    """A signature or hash algorithm we do not know. Whoever asked must not take it for a success or a failure."""


class WeakAlgorithm(ChipError):
    """A hash algorithm that proves nothing any more (MD5 and older)."""
