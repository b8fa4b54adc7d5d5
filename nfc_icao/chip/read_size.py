"""How many bytes to ask a chip for at once, and what was learned from being refused.

A read may be as long as the link carries, the chip takes (EF.ATR/INFO, DO7F66) and secure messaging leaves room for. A
chip that only says that it knows extended length (card capabilities, in EF.ATR/INFO or its historical bytes) is asked
for what most such chips have a buffer for. A chip that says neither is read in short APDUs: some are silent over an
extended one, and some readers lose the card. Whoever refuses is read in short APDUs for the rest too. Longer reads than
`LARGEST_ANSWER_BYTES` save next to nothing and make everything that a lost card costs, and every step of the progress,
larger.
"""

from __future__ import annotations

from dataclasses import replace

from nfc_icao.chip.secure_messaging import SHORT_ANSWER_BYTES, maximum_read, maximum_short_read
from nfc_icao.crypto.ciphers import Cipher
from nfc_icao.habits import NO_HABITS, ReadingHabits
from nfc_icao.transport import ApduLimits

LARGEST_ANSWER_BYTES = 4096
"""Of data field. One READ BINARY of it takes 0.35 s at 106 kbit/s."""
PROBED_ANSWER_BYTES = 2048 - 2
"""What a chip is asked for that knows extended length and does not say how much of it: 2 KB with the status word."""

_STATUS_WORD_BYTES = 2
_SHORTEST_READ = 16


class ReadSize:
    """The arithmetic of one conversation. Its habits only ever get more cautious."""

    def __init__(self, link: ApduLimits, habits: ReadingHabits = NO_HABITS) -> None:
        self.link = link
        self.habits = habits
        self.extended_works = False
        """An extended command has been answered, so refusals are about something else."""
        self.long_answers_arrive = False
        """So has one by more than a short answer holds, so what is lost or cut is so for another reason."""
        self.short_ids_work = False
        """The same for short identifiers."""
        self._chip: ApduLimits | None = None
        self._announced = False
        self._longest_plain_read = SHORT_ANSWER_BYTES

    @property
    def link_is_extended(self) -> bool:
        """The link would carry more than short APDUs, so it is worth asking the chip."""
        return self.link.extended and not self.habits.short_only

    def chip_takes(self, limits: ApduLimits) -> None:
        """What EF.ATR/INFO says. It is not signed: a wrong value costs time, never trust."""
        self._chip, self._announced = limits, True

    def chip_knows_extended_length(self) -> None:
        """The chip says so, without lengths."""
        self._announced = True

    def keep_short(self) -> None:
        """No extended length from now on."""
        self.habits = replace(self.habits, short_only=True)

    def probe_length(self) -> None:
        """Ask for the length of each file before its content."""
        self.habits = replace(self.habits, probes_length=True)

    def select_files(self) -> None:
        """No short identifiers from now on."""
        self.habits = replace(self.habits, selects_files=True)

    def lower(self, limit: int, cipher: Cipher | None) -> bool:
        """Remember that this chip wants reads of `limit` bytes; False when that is no change or leads nowhere."""
        if not _SHORTEST_READ <= limit < self.limit(cipher):
            return False
        if cipher is None:  # What a chip dislikes before there is a session says little about the session.
            self._longest_plain_read = limit
        else:
            self.habits = replace(self.habits, longest_read=limit)
        return True

    def limit(self, cipher: Cipher | None) -> int:
        """How many bytes to ask for. Before there is a session everything is small, and short."""
        if cipher is None:
            return self._longest_plain_read
        return self._not_longer_than_learned(maximum_read(cipher, self._answer_bytes()))

    def short_limit(self, cipher: Cipher | None) -> int:
        """How many bytes to ask for in a short APDU."""
        return self._longest_plain_read if cipher is None else self._not_longer_than_learned(maximum_short_read(cipher))

    def _answer_bytes(self) -> int:
        known = [self.link.max_response_bytes] + ([self._chip.max_response_bytes] if self._chip else [])
        smallest = min(known) - _STATUS_WORD_BYTES
        if not self._announced or not self.link_is_extended or smallest <= SHORT_ANSWER_BYTES:
            return SHORT_ANSWER_BYTES
        return min(smallest, LARGEST_ANSWER_BYTES if self._chip else PROBED_ANSWER_BYTES)

    def _not_longer_than_learned(self, limit: int) -> int:
        return min(limit, self.habits.longest_read or limit)
