"""Opening a chip with the keys at hand: PACE with each, then BAC with each MRZ key (Doc 9303-11 §4.2).

PACE first, because it is stronger and because the six digits of a CAN suffice for it. A wrong key leads to the next
one. When PACE was demanded, BAC is not tried: an attacker who hides EF.CardAccess must not choose the weaker protocol.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Literal

from nfc_icao.access.bac import open_with_bac
from nfc_icao.access.keys import PASSWORD_MRZ, AccessKey, MrzKey
from nfc_icao.access.pace import PaceProtocol, choose_protocol, open_with_pace
from nfc_icao.access.refusal import KeyRefusedError, ProtocolRefusedError
from nfc_icao.chip.channel import ChipChannel
from nfc_icao.chip.files import select_application
from nfc_icao.chip.secure_messaging import SecureMessaging
from nfc_icao.crypto.ciphers import Cipher
from nfc_icao.crypto.randomness import Randomness
from nfc_icao.errors import AccessDenied, ChipError, MalformedData, NotAnEmrtd, StatusWordError
from nfc_icao.lds.files import EMRTD_APPLICATION
from nfc_icao.lds.security_infos import SecurityInfos

AccessPolicy = Literal["auto", "pace", "bac"]
"""`auto` tries PACE, then BAC; the others are demands."""


@dataclass(frozen=True)
class Opening:
    """How the chip was opened."""

    protocol: str
    """`PACE` or `BAC`."""
    mapping: str | None
    """`GM` under PACE, None under BAC."""
    cipher: str
    domain: str | None
    password: str
    """`CAN` or `MRZ`."""
    key_index: int
    """Which key opened it, counted from 0."""


def open_chip(
    channel: ChipChannel,
    keys: Sequence[AccessKey],
    offers: SecurityInfos,
    randomness: Randomness,
    access: AccessPolicy = "auto",
) -> Opening:
    """Open the chip and select the eMRTD application; the channel is under secure messaging afterwards.

    Raises:
        AccessDenied: no key opened it.
        NotAnEmrtd: it has no eMRTD application.
        MalformedData: its side of the protocol is broken, and no other way was left.
        ChipError: as `ChipChannel.transmit`.
    """
    channel.secure_messaging = None
    refusals: list[ChipError] = []
    protocol = choose_protocol(offers.pace) if access != "bac" else None
    if protocol is not None:
        opening = _try_pace(channel, keys, protocol, randomness, refusals)
        if opening is not None:
            _select_emrtd(channel)
            return opening
    if access != "pace":
        opening = _try_bac(channel, keys, randomness, refusals)
        if opening is not None:
            return opening
    raise _why(refusals, pace_offered=protocol is not None)


def _try_pace(
    channel: ChipChannel,
    keys: Sequence[AccessKey],
    protocol: PaceProtocol,
    randomness: Randomness,
    refusals: list[ChipError],
) -> Opening | None:
    for index, key in enumerate(keys):
        session = _attempt(partial(open_with_pace, channel, protocol, key, randomness), refusals)
        if session is not None:
            channel.secure_messaging = session
            return Opening("PACE", "GM", protocol.cipher.label, protocol.domain.name, key.password, index)
    return None


def _try_bac(
    channel: ChipChannel, keys: Sequence[AccessKey], randomness: Randomness, refusals: list[ChipError]
) -> Opening | None:
    for index, key in enumerate(keys):
        if not isinstance(key, MrzKey):
            continue
        # Selected anew for every key: some chips leave the application after a failed authentication.
        _select_emrtd(channel)
        session = _attempt(partial(open_with_bac, channel, key, randomness), refusals)
        if session is not None:
            channel.secure_messaging = session
            return Opening("BAC", None, Cipher.TDES.label, None, PASSWORD_MRZ, index)
    return None


def _attempt(run: Callable[[], SecureMessaging], refusals: list[ChipError]) -> SecureMessaging | None:
    try:
        return run()
    except (KeyRefusedError, ProtocolRefusedError, MalformedData) as refusal:
        refusals.append(refusal)
        return None


def _select_emrtd(channel: ChipChannel) -> None:
    try:
        select_application(channel, EMRTD_APPLICATION)
    except StatusWordError as error:
        raise NotAnEmrtd(f"the eMRTD application cannot be selected: {error}") from error


def _why(refusals: Sequence[ChipError], *, pace_offered: bool) -> ChipError:
    """What to tell the caller when nothing opened the chip."""
    malformed = [refusal for refusal in refusals if isinstance(refusal, MalformedData)]
    if malformed and len(malformed) == len(refusals):
        return malformed[-1]
    if not refusals and not pace_offered:
        return AccessDenied("the chip offers no PACE we speak, and there is no key for BAC that may be tried")
    return AccessDenied(
        f"{len(refusals)} attempts to open the chip failed; last: {refusals[-1] if refusals else 'none'}"
    )
