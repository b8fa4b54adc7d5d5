"""The one conversation with one chip: plain at first, under secure messaging once a session is there.

It counts what goes over the link, stops when the caller wants or the time is over, and stops a chip that would keep us
busy for ever. It never repeats a command by itself: what a refusal means is known only where the command was chosen.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from nfc_icao.chip.apdu import CommandApdu, ResponseApdu, parse_response
from nfc_icao.chip.read_size import ReadSize
from nfc_icao.chip.secure_messaging import CutAnswerError, PlainAnswerError, SecureMessaging
from nfc_icao.chip.status_words import is_warning, meaning
from nfc_icao.errors import CardLost, LimitExceeded, ReadingCancelled, SecureMessagingError, StatusWordError
from nfc_icao.habits import NO_HABITS, ReadingHabits
from nfc_icao.transport import SHORT_APDUS, CardTransport, limits_of

MAX_COMMANDS = 1500
"""A file of 256 KB, the longest we take, needs 1,176 short reads; whoever needs more is not a document."""
DEFAULT_TIME_LIMIT_S = 60.0

_MAX_RESPONSE_BYTES = 65536 + 2


class ChipChannel:
    """Commands to a chip, answers from it. `secure_messaging` is the session, None while there is none."""

    def __init__(
        self,
        transport: CardTransport,
        *,
        cancelled: Callable[[], bool] | None = None,
        time_limit_s: float = DEFAULT_TIME_LIMIT_S,
        max_commands: int = MAX_COMMANDS,
        clock: Callable[[], float] = time.monotonic,
        habits: ReadingHabits = NO_HABITS,
        strict: bool = False,
    ) -> None:
        """`strict` is that of `SecureMessaging.unprotect`."""
        self.secure_messaging: SecureMessaging | None = None
        self.commands = 0
        self.bytes_sent = 0
        self.bytes_received = 0
        self.size = ReadSize(limits_of(transport), habits)
        """How much to ask for at once, and what this chip dislikes about being read."""
        self._transport = transport
        self._cancelled = cancelled
        self._time_limit_s = time_limit_s
        self._max_commands = max_commands
        self._strict = strict
        self._clock = clock
        self._started = clock()

    def __repr__(self) -> str:
        return f"ChipChannel({self.commands} commands, {self.secure_messaging})"

    @property
    def elapsed_s(self) -> float:
        return self._clock() - self._started

    @property
    def is_exhausted(self) -> bool:
        """No further command will be sent to this chip."""
        return self.commands >= self._max_commands

    @property
    def read_limit(self) -> int:
        """How many bytes a READ BINARY should ask for now."""
        return self.size.limit(self.secure_messaging.cipher if self.secure_messaging else None)

    @property
    def short_read_limit(self) -> int:
        """The same, were this chip to be spoken to in short APDUs."""
        return self.size.short_limit(self.secure_messaging.cipher if self.secure_messaging else None)

    def lower_read_limit(self, limit: int) -> bool:
        """Remember that this chip wants shorter reads; False when that would be no change or leads nowhere."""
        return self.size.lower(limit, self.secure_messaging.cipher if self.secure_messaging else None)

    def transmit(self, command: CommandApdu) -> ResponseApdu:
        """Send a command as the session demands and return its answer, whatever its status word.

        Raises:
            CardLost: from the transport.
            ReadingCancelled: the caller stopped, or the time limit is over.
            SecureMessagingError: the answer broke the session: `PlainAnswerError` when it was only a status word,
                `CutAnswerError` when it was the first to an extended command; extended length is then given up.
            LimitExceeded: too many commands, or an answer longer than any APDU.
            MalformedData: an answer without a status word.
        """
        if not command.is_extended or self.size.long_answers_arrive:
            return self._converse(command)
        received_before = self.bytes_received
        may_go_on = self.secure_messaging is not None and not self.size.habits.short_only
        try:
            response = self._converse(command)
        except PlainAnswerError:
            raise
        except (CardLost, SecureMessagingError) as error:
            # Readers that cannot carry an extended APDU cut its answer or report a lost card: it is not tried again.
            self.size.keep_short()
            if may_go_on:
                raise CutAnswerError(f"the answer to an extended command did not come whole: {error}") from error
            raise
        if self.secure_messaging is not None and (response.is_ok or is_warning(response.sw)):
            self.size.extended_works = True
        if self.bytes_received - received_before > SHORT_APDUS.max_response_bytes:
            self.size.long_answers_arrive = True
        return response

    def _converse(self, command: CommandApdu) -> ResponseApdu:
        session = self.secure_messaging
        if session is None:
            return self._exchange(command)
        return session.unprotect(self._exchange(session.protect(command)), strict=self._strict)

    def require(self, command: CommandApdu) -> bytes:
        """The data of an answer that says 9000.

        Raises:
            StatusWordError: it says something else.
            ChipError: as `transmit`.
        """
        response = self.transmit(command)
        if not response.is_ok:
            raise StatusWordError(command.ins, response.sw, meaning(response.sw))
        return response.data

    def _exchange(self, command: CommandApdu) -> ResponseApdu:
        if self._cancelled is not None and self._cancelled():
            raise ReadingCancelled("stopped by the caller")
        if self.elapsed_s > self._time_limit_s:
            raise ReadingCancelled(f"the card took longer than {self._time_limit_s:g} s")
        if self.is_exhausted:
            raise LimitExceeded(f"more than {self._max_commands} commands for one chip")
        encoded = command.encoded()
        self.commands += 1
        self.bytes_sent += len(encoded)
        answer = self._transport.transmit(encoded)
        self.bytes_received += len(answer)
        if len(answer) > _MAX_RESPONSE_BYTES:
            raise LimitExceeded(f"answer of {len(answer)} bytes")
        return parse_response(answer)
