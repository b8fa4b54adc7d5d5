"""Reading one chip from the first command to the last (Doc 9303-11 §4.2; Doc 9303-10 §3).

The order is the standard's, with two choices of our own: the portrait comes after everything small, so that a card
lifted early costs least, and chip authentication comes last, because a chip that fails it loses the session. What the
chip refuses is noted and reading goes on; what breaks the conversation is raised.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from nfc_icao.access.active_authentication import CHALLENGE_BYTES, internal_authenticate
from nfc_icao.access.card_access import offered_protocols, read_card_access
from nfc_icao.access.chip_authentication import authenticate_chip, candidates
from nfc_icao.access.keys import AccessKey, Can, MrzKey
from nfc_icao.access.opening import AccessPolicy, Opening, open_chip
from nfc_icao.chip.channel import DEFAULT_TIME_LIMIT_S, ChipChannel
from nfc_icao.chip.files import read_file
from nfc_icao.chip.secure_messaging import PlainAnswerError
from nfc_icao.crypto.randomness import Randomness, system_randomness
from nfc_icao.errors import MalformedData, StatusWordError
from nfc_icao.evidence import (
    EF_CARD_ACCESS,
    EF_COM,
    EF_SOD,
    AccessSummary,
    ActiveAuthenticationEvidence,
    ChipAuthenticationEvidence,
    ChipReading,
    Traffic,
    dg,
)
from nfc_icao.lds.com import parse_com
from nfc_icao.lds.dg14 import parse_dg14
from nfc_icao.lds.dg15 import parse_dg15
from nfc_icao.lds.files import FILES
from nfc_icao.lds.security_infos import SecurityInfos
from nfc_icao.lds.sod import parse_sod
from nfc_icao.transport import CardTransport

PHASE_ACCESS = "access"
PHASE_ACTIVE_AUTHENTICATION = "active_authentication"
PHASE_CHIP_AUTHENTICATION = "chip_authentication"

_PORTRAIT = 2
_MAX_REOPENINGS = 3
_MALFORMED = 0
"""In `ChipReading.refusals`: the chip did not refuse, but what it gave has no structure."""


@dataclass(frozen=True)
class ReadingPlan:
    """What to ask of a chip."""

    data_groups: tuple[int, ...] = (1, 2, 13, 14, 15)
    """Those to read when the document lists them."""
    access: AccessPolicy = "auto"
    active_authentication: bool = True
    """When DG15 was read."""
    chip_authentication: bool = True
    """When DG14 was read and holds a key we can use."""


@dataclass(frozen=True)
class ReadingProgress:
    """How far the present phase is. Both numbers are 0 where bytes mean nothing."""

    phase: str
    """`access`, `EF_COM`, `EF_SOD`, `DG1` …, `active_authentication`, `chip_authentication`."""
    bytes_done: int
    bytes_expected: int


def read_chip(
    transport: CardTransport,
    keys: AccessKey | Sequence[AccessKey],
    *,
    plan: ReadingPlan = ReadingPlan(),
    progress: Callable[[ReadingProgress], None] | None = None,
    randomness: Randomness = system_randomness,
    cancelled: Callable[[], bool] | None = None,
    time_limit_s: float = DEFAULT_TIME_LIMIT_S,
    fallback_card_access: bytes | None = None,
) -> ChipReading:
    """Open a chip with the first key that fits and bring home what the plan asks for.

    `fallback_card_access` stands in for EF.CardAccess when the chip gives none; it is not reported as read.

    Raises:
        CardLost: the card left the field.
        ReadingCancelled: `cancelled` said so before some command, or `time_limit_s` is over.
        AccessDenied: no key opened the chip.
        NotAnEmrtd: it has no eMRTD application.
        SecureMessagingError: the session broke and could not be had again.
        MalformedData: the access protocol was answered with what it does not know, or the chip kept us busy too long.
    """
    channel = ChipChannel(transport, cancelled=cancelled, time_limit_s=time_limit_s)
    offered_keys = (keys,) if isinstance(keys, Can | MrzKey) else tuple(keys)
    reading = _Reading(channel, offered_keys, plan, progress, randomness)
    reading.read_card_access(fallback_card_access)
    reading.open()
    reading.read_file(EF_COM)
    reading.read_file(EF_SOD)
    for number in reading.listed_data_groups():
        reading.read_file(dg(number))
    reading.authenticate_actively()
    reading.authenticate_chip()
    return reading.brought_home()


class _Reading:
    """One reading while it goes on. Its methods are the steps of `read_chip`."""

    def __init__(
        self,
        channel: ChipChannel,
        keys: tuple[AccessKey, ...],
        plan: ReadingPlan,
        progress: Callable[[ReadingProgress], None] | None,
        randomness: Randomness,
    ) -> None:
        self._channel = channel
        self._keys = keys
        self._plan = plan
        self._progress = progress
        self._randomness = randomness
        self._offers = SecurityInfos()
        self._opening: Opening | None = None
        self._reopenings = 0
        self._files: dict[str, bytes] = {}
        self._refusals: dict[str, int] = {}
        self._active: ActiveAuthenticationEvidence | None = None
        self._chip: ChipAuthenticationEvidence | None = None

    def read_card_access(self, fallback: bytes | None) -> None:
        self._tell(PHASE_ACCESS)
        content = read_card_access(self._channel)
        if content is not None:
            self._files[EF_CARD_ACCESS] = content
        self._offers = offered_protocols(content if content is not None else fallback)

    def open(self) -> None:
        self._opening = open_chip(self._channel, self._keys, self._offers, self._randomness, self._plan.access)

    def read_file(self, name: str) -> None:
        """Read one file, or note why not. A chip that only disliked the length of a read is asked once more."""
        self._tell(name)
        habits = self._channel.reading_habits
        try:
            self._files[name] = self._content(name)
        except PlainAnswerError as error:
            disliked_length = self._channel.reading_habits != habits
            self._open_again(error)
            if disliked_length:
                self.read_file(name)
            else:
                self._refusals[name] = error.status_word
        except StatusWordError as error:
            self._refusals[name] = error.status_word
        except MalformedData:
            if self._channel.is_exhausted:
                raise
            self._refusals[name] = _MALFORMED

    def listed_data_groups(self) -> tuple[int, ...]:
        """What of the plan the document lists, portrait last; all of the plan when the document lists nothing readable.

        EF.SOD is the signed list, EF.COM the older one; where they differ, what either names is read, for verification
        to weigh.
        """
        listed = set(self._listed_by_com()) | set(self._listed_by_sod())
        wanted = [number for number in self._plan.data_groups if not listed or number in listed]
        return tuple(sorted(wanted, key=lambda number: (number == _PORTRAIT, number)))

    def authenticate_actively(self) -> None:
        """INTERNAL AUTHENTICATE, when DG15 has a key (Doc 9303-11 §6.1)."""
        dg15 = self._files.get(dg(15))
        if not self._plan.active_authentication or dg15 is None:
            return
        self._tell(PHASE_ACTIVE_AUTHENTICATION)
        try:
            key = parse_dg15(dg15)
        except MalformedData:
            return  # Verification reports the file; there is no key to challenge.
        challenge = self._randomness(CHALLENGE_BYTES)
        try:
            response = internal_authenticate(self._channel, challenge, key)
        except PlainAnswerError as error:
            self._active = ActiveAuthenticationEvidence(challenge, b"", error.status_word)
            self._open_again(error)
            return
        signature = response.data if response.is_ok else b""
        self._active = ActiveAuthenticationEvidence(challenge, signature, response.sw)

    def authenticate_chip(self) -> None:
        """Chip authentication, when DG14 has a key we can use (Doc 9303-11 §6.2)."""
        name = dg(14)
        dg14 = self._files.get(name)
        if not self._plan.chip_authentication or dg14 is None:
            return
        self._tell(PHASE_CHIP_AUTHENTICATION)
        try:
            ways = candidates(parse_dg14(dg14), hint=self._offers)
        except MalformedData:
            return  # Verification reports the file; there is no key to challenge.
        if not ways:
            return
        outcome = authenticate_chip(self._channel, ways, FILES[name].file_id, dg14, self._randomness)
        used = outcome.candidate
        self._chip = ChipAuthenticationEvidence(
            protocol_oid=used.oid,
            key_id=used.key_id,
            public_key_info=used.spki,
            completed=outcome.failure is None,
            failure=outcome.failure,
        )

    def brought_home(self) -> ChipReading:
        channel, opening = self._channel, self._opening
        assert opening is not None
        return ChipReading(
            access=AccessSummary(
                opening.protocol, opening.mapping, opening.cipher, opening.domain, opening.password, opening.key_index
            ),
            files=MappingProxyType(self._files),
            traffic=Traffic(channel.commands, channel.bytes_sent, channel.bytes_received, channel.elapsed_s),
            refusals=MappingProxyType(self._refusals),
            active_authentication=self._active,
            chip_authentication=self._chip,
        )

    def _content(self, name: str) -> bytes:
        def tell(done: int, expected: int) -> None:
            self._tell(name, done, expected)

        return read_file(self._channel, FILES[name].file_id, tell)

    def _open_again(self, reason: PlainAnswerError) -> None:
        """A new session with the key that opened the chip before.

        Some chips answer a refusal outside secure messaging, which ends the session although nothing is wrong.
        """
        opening = self._opening
        assert opening is not None
        self._reopenings += 1
        if self._reopenings > _MAX_REOPENINGS:
            raise reason
        access: AccessPolicy = "pace" if opening.protocol == "PACE" else "bac"
        try:
            open_chip(self._channel, (self._keys[opening.key_index],), self._offers, self._randomness, access)
        except (MalformedData, StatusWordError) as error:
            raise reason from error

    def _listed_by_com(self) -> tuple[int, ...]:
        try:
            return parse_com(self._files[EF_COM]).data_groups if EF_COM in self._files else ()
        except MalformedData:
            return ()

    def _listed_by_sod(self) -> tuple[int, ...]:
        try:
            return tuple(parse_sod(self._files[EF_SOD]).data_group_hashes) if EF_SOD in self._files else ()
        except MalformedData:
            return ()

    def _tell(self, phase: str, done: int = 0, expected: int = 0) -> None:
        if self._progress is not None:
            self._progress(ReadingProgress(phase, done, expected))
