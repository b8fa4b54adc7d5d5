"""Opening a chip with the keys at hand: PACE with each, then BAC with each MRZ key (Doc 9303-11 §4.2).

PACE first, because it is stronger and because the six digits of a CAN suffice for it. A wrong key leads to the next
key; a refused protocol to the next one the chip offers. What may follow a PACE that failed is written here once:

- A chip that offers no PACE we speak is opened with BAC, unless PACE was demanded. Whether somebody took PACE out of
  EF.CardAccess on the way shows later, where DG14 or EF.CardSecurity repeats the offer under a signature.
- A chip that offers PACE and says by a status word that it takes no key of ours, or no protocol, is opened with BAC
  only after every key and protocol has failed, and `Opening.fell_back` says so. Real chips need this: their MRZ is
  right where their CAN was misread, or their PACE has a fault.
- A chip that offers neither PACE nor BAC, by its own word, and shows DG1 to anybody, is read without a session, unless
  a protocol was demanded. Access control is the issuer's choice (Doc 9303-11 §4); the signatures prove what was read.
- A chip that answers PACE with what no honest chip sends (a key outside the group, our own key, a broken structure) is
  not opened with BAC at all: somebody may be choosing the weaker protocol for us.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from nfc_icao.access.bac import offers_bac, open_with_bac
from nfc_icao.access.keys import PASSWORD_MRZ, AccessKey, MrzKey
from nfc_icao.access.pace import PaceOutcome, open_with_pace
from nfc_icao.access.pace_chip_authentication import ChipAuthenticationData
from nfc_icao.access.pace_protocols import PaceProtocol, preferred_protocols
from nfc_icao.access.proprietary_domains import proprietary_domains
from nfc_icao.access.refusal import KeyRefusedError, NotReadyError, ProtocolRefusedError
from nfc_icao.chip.apdu import SHORT_NC_MAX, SHORT_NE_MAX
from nfc_icao.chip.channel import ChipChannel
from nfc_icao.chip.files import read_start, select_application
from nfc_icao.crypto.ciphers import Cipher
from nfc_icao.crypto.randomness import Randomness
from nfc_icao.errors import AccessDenied, ChipError, MalformedData, NotAnEmrtd, StatusWordError
from nfc_icao.lds.files import DATA_GROUP_TAGS, DATA_GROUPS, EMRTD_APPLICATION
from nfc_icao.lds.security_infos import SecurityInfos

_MOST_PROTOCOLS = 4
"""Of those a chip offers, the best so many are tried: honest chips offer one to three."""
_HOLDER = 1
_MOMENT_S = 0.4
"""How long a chip that will not give a nonce right after a failed run is left alone."""

AccessPolicy = Literal["auto", "pace", "bac"]
"""`auto` tries PACE, then BAC; the others are demands."""


@dataclass(frozen=True)
class Opening:
    """How the chip was opened."""

    protocol: str | None
    """`PACE` or `BAC`; None when the chip asks for neither, and there is no session."""
    mapping: str | None
    """`GM`, `IM` or `CAM` under PACE, None under BAC."""
    cipher: str | None
    domain: str | None
    password: str | None
    """`CAN` or `MRZ`."""
    key_index: int | None
    """Which key opened it, counted from 0; None when none was needed."""
    chip_authentication: ChipAuthenticationData | None = None
    """Under chip authentication mapping: what the chip sent, to be checked against EF.CardSecurity."""
    fell_back: bool = False
    """BAC opened a chip that offers PACE, after PACE had failed with every key. Nobody else may have wanted that."""


WITHOUT_ACCESS_CONTROL = Opening(None, None, None, None, None, None)


def open_chip(
    channel: ChipChannel,
    keys: Sequence[AccessKey],
    offers: SecurityInfos,
    randomness: Randomness,
    access: AccessPolicy = "auto",
    *,
    pause: Callable[[float], None] = time.sleep,
    in_master_file: Callable[[Opening], None] = lambda opening: None,
    offers_are_guessed: bool = False,
) -> Opening:
    """Open the chip and select the eMRTD application; the channel is under secure messaging afterwards, unless the
    chip wants none.

    `in_master_file` is called after PACE while the master file is still current: the time to read EF.CardSecurity.
    `offers_are_guessed` says that the chip itself showed no EF.CardAccess.

    Raises:
        AccessDenied: no key opened it.
        NotAnEmrtd: it has no eMRTD application.
        MalformedData: its side of the protocol is broken, and no other way may be tried.
        ChipError: as `ChipChannel.transmit`.
    """
    channel.secure_messaging = None
    attempts = _Attempts(channel, randomness, pause, in_master_file)
    longest_short_data = None if channel.size.link_is_extended else SHORT_NC_MAX
    own_domains = proprietary_domains(offers.pace_domain_parameters)
    offered = preferred_protocols(offers.pace, proprietary=own_domains, longest_short_data=longest_short_data)
    if access == "bac":
        offered = ()
    opening = attempts.with_pace(keys, offered[:_MOST_PROTOCOLS])
    if opening is None and access != "pace" and not attempts.something_was_malformed:
        opening = attempts.with_bac(keys)
    if opening is None and access == "auto" and (offers_are_guessed or not offers.pace):
        opening = attempts.with_nothing()
    if opening is None:
        raise _why(attempts.refusals, pace_offered=bool(offered))
    return opening


class _Attempts:
    """The attempts at one chip, and what became of those that failed."""

    def __init__(
        self,
        channel: ChipChannel,
        randomness: Randomness,
        pause: Callable[[float], None],
        in_master_file: Callable[[Opening], None],
    ) -> None:
        self.refusals: list[ChipError] = []
        self._channel = channel
        self._randomness = randomness
        self._pause = pause
        self._in_master_file = in_master_file

    @property
    def something_was_malformed(self) -> bool:
        return any(isinstance(refusal, MalformedData) for refusal in self.refusals)

    def with_pace(self, keys: Sequence[AccessKey], protocols: Sequence[PaceProtocol]) -> Opening | None:
        """Every key with the best protocol that is not refused; a key that is found wrong is wrong for all of them."""
        useless: set[tuple[PaceProtocol, str]] = set()
        for index, key in enumerate(keys):
            for protocol in protocols:
                if (protocol, key.password) in useless:
                    continue
                try:
                    outcome = self._pace(protocol, key)
                except KeyRefusedError as refusal:
                    self.refusals.append(refusal)
                    break
                except (ProtocolRefusedError, MalformedData) as refusal:
                    self._note(refusal)
                    useless.add((protocol, key.password))
                    continue
                self._channel.secure_messaging = outcome.session
                opening = _opened_by_pace(protocol, key, index, outcome)
                self._in_master_file(opening)
                _select_emrtd(self._channel)
                return opening
        return None

    def with_bac(self, keys: Sequence[AccessKey]) -> Opening | None:
        pace_failed = bool(self.refusals)
        for index, key in enumerate(keys):
            if not isinstance(key, MrzKey):
                continue
            try:
                # Selected anew for every key: some chips leave the application after a failed authentication.
                _select_emrtd(self._channel)
                self._channel.secure_messaging = open_with_bac(self._channel, key, self._randomness)
            except NotAnEmrtd:
                # Chips that do PACE alone hide the application until then; a chip that knows no PACE either is another.
                if any(isinstance(refusal, KeyRefusedError) for refusal in self.refusals):
                    return None
                raise
            except (KeyRefusedError, ProtocolRefusedError, MalformedData) as refusal:
                self._note(refusal)
                continue
            return Opening("BAC", None, Cipher.TDES.label, None, PASSWORD_MRZ, index, fell_back=pace_failed)
        return None

    def with_nothing(self) -> Opening | None:
        """A chip that never took a key for wrong, gives no challenge, and DG1 to anybody."""
        if any(not isinstance(refusal, ProtocolRefusedError) for refusal in self.refusals):
            return None
        _select_emrtd(self._channel)
        if offers_bac(self._channel):
            return None
        try:
            start = read_start(self._channel, DATA_GROUPS[_HOLDER].file_id, SHORT_NE_MAX, by_short_id=True)
        except (StatusWordError, MalformedData) as refusal:
            self._note(refusal)
            return None
        return WITHOUT_ACCESS_CONTROL if start[:1] == bytes([DATA_GROUP_TAGS[_HOLDER]]) else None

    def _pace(self, protocol: PaceProtocol, key: AccessKey) -> PaceOutcome:
        try:
            return open_with_pace(self._channel, protocol, key, self._randomness)
        except NotReadyError:
            # WORKAROUND: some chips answer 6982 or 6300 instead of a nonce right after a run that failed.
            self._pause(_MOMENT_S)
            return open_with_pace(self._channel, protocol, key, self._randomness)

    def _note(self, refusal: ChipError) -> None:
        if self._channel.is_exhausted:
            raise refusal
        self.refusals.append(refusal)


def _opened_by_pace(protocol: PaceProtocol, key: AccessKey, index: int, outcome: PaceOutcome) -> Opening:
    return Opening(
        "PACE",
        protocol.mapping,
        protocol.cipher.label,
        protocol.domain.name,
        key.password,
        index,
        chip_authentication=outcome.chip_authentication,
    )


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
