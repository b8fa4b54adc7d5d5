"""What a conversation with a chip left behind: the last values for which the card was needed.

A `ChipReading` can be stored, and everything after it (parsing, verifying, identification) replayed from it with no
card. What cannot be replayed says so: chip authentication convinces only the terminal that took part.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

EF_CARD_ACCESS = "EF_CardAccess"
EF_CARD_SECURITY = "EF_CardSecurity"
EF_COM = "EF_COM"
EF_SOD = "EF_SOD"


def dg(number: int) -> str:
    """The name under which data group `number` stands in a reading: `DG1` … `DG16`."""
    return f"DG{number}"


@dataclass(frozen=True)
class AccessSummary:
    """How the chip was opened."""

    protocol: str | None
    """`PACE` or `BAC`; None where the chip gives its data to anybody, and nothing was protected on the way."""
    mapping: str | None
    """`GM`, `IM` or `CAM`; None under BAC."""
    cipher: str | None
    """Of secure messaging: `3DES`, `AES-128`, `AES-192`, `AES-256`; None without it."""
    domain: str | None
    """Curve or group of PACE, e.g. `brainpoolP256r1`; None under BAC."""
    password: str | None
    """`CAN` or `MRZ`; None where none was needed."""
    key_index: int | None
    """Which of the offered keys opened it, counted from 0 in the order they were given."""
    fell_back: bool = False
    """BAC opened a chip that offers PACE, after PACE had failed with every key (see `nfc_icao.access.opening`)."""


@dataclass(frozen=True)
class ActiveAuthenticationEvidence:
    """One INTERNAL AUTHENTICATE (Doc 9303-11 §6.1). Anyone can check it again."""

    challenge: bytes
    """RND.IFD, eight bytes, chosen by us."""
    response: bytes
    """The signature; empty when the chip refused."""
    status_word: int
    elapsed_s: float | None = None
    """From the challenge to the answer; None when nobody took the time."""


@dataclass(frozen=True)
class ChipAuthenticationEvidence:
    """One chip authentication (Doc 9303-11 §6.2), as the terminal lived it."""

    protocol_oid: str
    """The id-CA-… object identifier used, dotted."""
    key_id: int | None
    public_key_info: bytes
    """DER SubjectPublicKeyInfo of the key from DG14 that the chip was challenged on."""
    completed: bool
    """A command after the key change was answered with a right MAC under the new keys. The key change alone proves
    nothing."""
    failure: str | None
    """Why it did not complete, in protocol words; None when it did."""
    refused: bool = False
    """It did not complete because the chip would not take part, before any key was changed."""
    witnessed: bool = True
    """False once loaded from storage: the transcript convinces nobody else, so it counts as undetermined."""
    elapsed_s: float | None = None
    """From the first command of it to the read that proves the keys; None as above."""


@dataclass(frozen=True)
class PaceChipAuthenticationEvidence:
    """What PACE with chip authentication mapping left behind (Doc 9303-11 §4.4.3.3.3): the chip's data for the check
    against the key in EF.CardSecurity. The mapping key is the session's own, so only this terminal is convinced."""

    parameter_id: int
    """Standardized domain parameters of the PACE run."""
    ca_ic: bytes
    """CA_IC: the chip's mapping scalar times the inverse of its static key, as decrypted from DO8A; empty when it sent
    nothing that can be decrypted."""
    pk_map_ic: bytes
    """The chip's mapping public key, uncompressed point."""
    witnessed: bool = True
    """False once loaded from storage, as in `ChipAuthenticationEvidence`."""


@dataclass(frozen=True)
class Traffic:
    """What went over the link. Bytes are APDU bytes as sent, secure messaging included."""

    commands: int
    bytes_sent: int
    bytes_received: int
    elapsed_s: float


@dataclass(frozen=True)
class ChipReading:
    """Everything one reading brought home."""

    access: AccessSummary
    files: Mapping[str, bytes]
    """Raw file bytes, exactly as read, by name: `EF_CardAccess`, `EF_COM`, `EF_SOD`, `DG1` … These are what EF.SOD's
    hashes cover."""
    traffic: Traffic
    refusals: Mapping[str, int | None] = field(default_factory=lambda: MappingProxyType({}))
    """Files asked for that the chip would not give, with the status word it answered; None when it did not
    refuse, but gave what has no structure."""
    active_authentication: ActiveAuthenticationEvidence | None = None
    """None when it was not tried (no DG15, or not asked for)."""
    chip_authentication: ChipAuthenticationEvidence | None = None
    """None when it was not tried (no key in DG14, or not asked for)."""
    pace_chip_authentication: PaceChipAuthenticationEvidence | None = None
    """Present when the chip was opened with PACE-CAM."""

    def __repr__(self) -> str:  # file contents are personal
        return f"ChipReading({self.access.protocol}, {', '.join(self.files)})"
