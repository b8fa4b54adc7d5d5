"""The secure session of one reading: had once, and had again where the chip or the reader lost it.

Some chips answer a refusal outside secure messaging, some end the session over any error, some readers cut the first
long answer: nothing is wrong with the card then, so it is opened again with the key that fitted. How often is limited:
whoever never keeps a session is not read. A loss that taught how to ask differently is counted apart, because each such
lesson comes once.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from nfc_icao.access.keys import AccessKey
from nfc_icao.access.opening import AccessPolicy, Opening, open_chip
from nfc_icao.chip.channel import ChipChannel
from nfc_icao.chip.secure_messaging import SessionLostError
from nfc_icao.crypto.randomness import Randomness
from nfc_icao.errors import MalformedData, StatusWordError
from nfc_icao.lds.security_infos import SecurityInfos

MAX_LOSSES = 3
MAX_LESSONS = 12


class Sessions:
    """`opening` is how the chip was opened first; a later session changes only what the chip said in it."""

    def __init__(
        self,
        channel: ChipChannel,
        keys: Sequence[AccessKey],
        offers: SecurityInfos,
        randomness: Randomness,
        *,
        offers_are_guessed: bool = False,
    ) -> None:
        self.opening: Opening | None = None
        self._channel = channel
        self._keys = keys
        self._offers = offers
        self._randomness = randomness
        self._offers_are_guessed = offers_are_guessed
        self._losses = 0
        self._lessons = 0

    def open(self, access: AccessPolicy, in_master_file: Callable[[Opening], None]) -> None:
        """Access control as `open_chip` does it.

        Raises:
            ChipError: as `open_chip`.
        """
        self.opening = open_chip(
            self._channel,
            self._keys,
            self._offers,
            self._randomness,
            access,
            in_master_file=in_master_file,
            offers_are_guessed=self._offers_are_guessed,
        )

    def note_loss(self, reason: SessionLostError, *, taught: bool) -> None:
        """Count a lost session; `taught` says that the chip will be asked differently from now on.

        Raises:
            SessionLostError: `reason`, when it happened too often.
        """
        self._losses += not taught
        self._lessons += taught
        if self._losses > MAX_LOSSES or self._lessons > MAX_LESSONS:
            raise reason

    def open_again(self, reason: SessionLostError, *, taught: bool = False) -> None:
        """A new session with the key that opened the chip before.

        Raises:
            SessionLostError: `reason`, when it happened too often or the chip does not open any more.
            ChipError: as `ChipChannel.transmit`.
        """
        opening = self.opening
        if opening is None or opening.key_index is None:
            raise reason
        self.note_loss(reason, taught=taught)
        access: AccessPolicy = "pace" if opening.protocol == "PACE" else "bac"
        try:
            keys = (self._keys[opening.key_index],)
            again = open_chip(self._channel, keys, self._offers, self._randomness, access)
        except (MalformedData, StatusWordError) as error:
            raise reason from error
        self.opening = replace(opening, chip_authentication=again.chip_authentication)
