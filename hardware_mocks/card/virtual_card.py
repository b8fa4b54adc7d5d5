"""The imagined chip itself: one command in, one answer out, and the state between them."""

from __future__ import annotations

import secrets
import time
from collections import deque
from collections.abc import Callable

from hardware_mocks import issuer, personas
from hardware_mocks.card import authentication, command, pace, read_binary, status
from hardware_mocks.card.apdu_log import ApduRecord
from hardware_mocks.card.bac import CHALLENGE_BYTES, BasicAccessControl
from hardware_mocks.card.chaining import CommandChain
from hardware_mocks.card.command import EXTENDED_MAX_NE, SHORT_MAX_NE, Command
from hardware_mocks.card.file_system import FileSystem
from hardware_mocks.card.primitives import Randomness
from hardware_mocks.card.secure_messaging import SecureChannel
from hardware_mocks.card.status import Answer, RefusedCommand
from hardware_mocks.issuer import IssuedDocument
from hardware_mocks.personas import Persona
from hardware_mocks.profiles import Profile
from nfc_icao.transport import SHORT_APDUS, ApduLimits

ATR = bytes.fromhex("3B80800101")
"""What PC/SC part 3 §3.1.3.2.3 makes of a contactless card without historical bytes."""
EXTENDED_APDUS = ApduLimits(max_command_bytes=65544, max_response_bytes=65538)
_LOG_LENGTH = 10_000
_WRONG_KEY = status.AUTHENTICATION_FAILED.to_bytes(2, "big")

_INS_MANAGE_SECURITY_ENVIRONMENT = 0x22
_INS_EXTERNAL_AUTHENTICATE = 0x82
_INS_GET_CHALLENGE = 0x84
_INS_GENERAL_AUTHENTICATE = 0x86
_INS_INTERNAL_AUTHENTICATE = 0x88
_INS_SELECT = 0xA4
_SET_AT_FOR_PACE = 0xC1A4
_SET_AT_FOR_CHIP_AUTHENTICATION = 0x41A4
_SET_KAT_FOR_CHIP_AUTHENTICATION = 0x41A6


class VirtualCard:
    """A powered chip. `transmit` takes any bytes and never raises."""

    def __init__(
        self,
        subject: IssuedDocument | Persona,
        profile: Profile | str | None = None,
        *,
        randomness: Randomness = secrets.token_bytes,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        document = issuer.issue(subject, profile) if isinstance(subject, Persona) else subject
        self.document = document
        self.atr = ATR
        self.randomness = randomness
        self.log: deque[ApduRecord] = deque(maxlen=_LOG_LENGTH)
        """The last commands since the card was made; `reset` does not clear it."""
        self._profile = document.profile
        self._sleep = sleep
        self._wrong_keys = 0
        """Since the last right one; a chip remembers it without power."""
        self._files = FileSystem(document)
        self._commands: dict[int, Callable[[Command, int], Answer]] = {
            _INS_SELECT: self._select,
            read_binary.INS_EVEN: self._read_binary,
            read_binary.INS_ODD: self._read_binary,
            _INS_GET_CHALLENGE: self._get_challenge,
            _INS_EXTERNAL_AUTHENTICATE: self._external_authenticate,
            _INS_MANAGE_SECURITY_ENVIRONMENT: self._manage_security_environment,
            _INS_GENERAL_AUTHENTICATE: self._general_authenticate,
            _INS_INTERNAL_AUTHENTICATE: self._internal_authenticate,
        }
        self.reset()

    @classmethod
    def of(
        cls, persona_id: str, profile: str | None = None, *, randomness: Randomness = secrets.token_bytes
    ) -> VirtualCard:
        """The card of the persona with this name.

        Raises:
            UnknownName: no such persona or profile.
        """
        return cls(personas.load(persona_id), profile, randomness=randomness)

    def __repr__(self) -> str:
        return f"VirtualCard({self.document.persona_id}, {self._profile.name})"

    def reset(self) -> None:
        """Power off and on: no session, nothing selected."""
        self._files.reset()
        self._bac = BasicAccessControl(self.document.mrz_information, self.randomness)
        self._pace: pace.PaceRun | None = None
        self._chip_authentication = authentication.ChipAuthentication(self.document.chip_keys)
        self._chain = CommandChain()
        self._channel: SecureChannel | None = None
        self._next_channel: SecureChannel | None = None
        """Takes effect after the answer that announces it."""

    @property
    def limits(self) -> ApduLimits:
        """What the imagined reader in front of this chip carries."""
        extended = self._profile.link_extended
        return EXTENDED_APDUS if extended or (extended is None and self._profile.extended_length) else SHORT_APDUS

    def transmit(self, apdu: bytes) -> bytes:
        """Answer one command APDU: at least SW1-SW2, whatever came."""
        response, protected = self._answer(apdu)
        if self._next_channel is not None:
            self._channel, self._next_channel = self._next_channel, None
            self._wrong_keys = 0
        self._wrong_keys += response == _WRONG_KEY
        self.log.append(
            ApduRecord(
                header=apdu[:4].hex(" ").upper(),
                command_bytes=len(apdu),
                response_bytes=len(response),
                status_word=int.from_bytes(response[-2:], "big"),
                protected=protected,
            )
        )
        self._take_time(len(apdu) + len(response))
        return response

    def _take_time(self, count: int) -> None:
        profile = self._profile
        seconds = profile.latency_s + count * profile.latency_s_per_byte + self._wrong_keys * profile.wrong_key_delay_s
        if seconds:
            self._sleep(seconds)

    @property
    def _access(self) -> bool:
        """A session exists only after BAC or PACE, and access ends with it; an open chip asks for none."""
        return self._channel is not None or self._profile.is_open

    def _answer(self, apdu: bytes) -> tuple[bytes, bool]:
        try:
            received = command.parse(apdu)
            if received.cla & ~0x1C:
                raise RefusedCommand(status.CLA_NOT_SUPPORTED)
            if received.extended and not self._takes_extended(apdu):
                raise RefusedCommand(status.WRONG_LENGTH)
            if received.is_protected:
                return self._answer_protected(received)
            self._drop_session()  # Doc 9303-11 §9.8.3: a plain command ends secure messaging
            room = self._limit(received)
            return self._fitting(self._perform(received, room), room).encoded(), False
        except RefusedCommand as refused:
            return Answer(status_word=refused.status_word).encoded(), False

    def _takes_extended(self, apdu: bytes) -> bool:
        return self._profile.extended_length and len(apdu) <= self._profile.max_command_bytes

    def _answer_protected(self, received: Command) -> tuple[bytes, bool]:
        channel = self._channel
        if channel is None:
            raise RefusedCommand(status.SECURITY_NOT_SATISFIED)
        try:
            inner = channel.unwrap(received)
        except RefusedCommand:
            self._drop_session()
            raise
        odd = bool(inner.ins & 1)
        room = channel.capacity(self._limit(received), odd_instruction=odd)
        try:
            answer = self._fitting(self._perform(inner, room), room)
        except RefusedCommand as refused:
            self._next_channel = None
            answer = Answer(status_word=refused.status_word)
        if self._ends_session(answer.status_word):
            self._drop_session()
            return answer.encoded(), False
        return self._wrap(channel, answer, odd_instruction=odd), True

    @staticmethod
    def _fitting(answer: Answer, room: int) -> Answer:
        """The answer, if the terminal left room for it: this chip never says 61xx."""
        if len(answer.data) > room:
            raise RefusedCommand(status.WRONG_LENGTH)
        return answer

    def _ends_session(self, status_word: int) -> bool:
        if status_word == status.SECURITY_NOT_SATISFIED and self._profile.refusal_ends_session:
            return True
        return status.is_error(status_word) and self._profile.error_ends_session

    def _wrap(self, channel: SecureChannel, answer: Answer, *, odd_instruction: bool) -> bytes:
        return channel.wrap(answer, odd_instruction=odd_instruction)

    def _limit(self, received: Command) -> int:
        """The longest response data field this command can have."""
        most = EXTENDED_MAX_NE if received.extended else SHORT_MAX_NE
        return min(received.ne or most, self._profile.max_response_bytes)

    def _drop_session(self) -> None:
        self._channel = self._next_channel = None

    def _perform(self, asked: Command, room: int) -> Answer:
        whole = self._chain.add(asked)
        if whole is None:
            return Answer()
        return self._perform_whole(whole, room)

    def _perform_whole(self, asked: Command, room: int) -> Answer:
        perform = self._commands.get(asked.ins)
        if perform is None or (asked.ins == read_binary.INS_ODD and not self._profile.odd_read_binary):
            raise RefusedCommand(status.INS_NOT_SUPPORTED)
        if asked.ins not in {_INS_GENERAL_AUTHENTICATE, _INS_MANAGE_SECURITY_ENVIRONMENT}:
            self._pace = None
        return perform(asked, room)

    def _select(self, asked: Command, _: int) -> Answer:
        return self._files.select(asked, access=self._access)

    def _read_binary(self, asked: Command, room: int) -> Answer:
        return read_binary.read_binary(asked, self._files, self._profile, access=self._access, room=room)

    def _get_challenge(self, asked: Command, _: int) -> Answer:
        if not self._profile.bac:
            raise RefusedCommand(self._profile.bac_refusal)
        if self._access or not self._files.in_application:
            raise RefusedCommand(status.CONDITIONS_NOT_SATISFIED)
        if asked.p1_p2:
            raise RefusedCommand(status.INCORRECT_P1_P2)
        if asked.data or asked.ne not in {CHALLENGE_BYTES, SHORT_MAX_NE, EXTENDED_MAX_NE}:
            raise RefusedCommand(status.WRONG_LENGTH)
        return Answer(self._bac.challenge())

    def _external_authenticate(self, asked: Command, _: int) -> Answer:
        if not self._profile.bac:
            raise RefusedCommand(self._profile.bac_refusal)
        if self._access or not self._files.in_application:
            raise RefusedCommand(status.CONDITIONS_NOT_SATISFIED)
        if asked.p1_p2:
            raise RefusedCommand(status.INCORRECT_P1_P2)
        data, self._next_channel = self._bac.authenticate(asked.data)
        return Answer(data)

    def _manage_security_environment(self, asked: Command, _: int) -> Answer:
        self._pace = None
        if asked.p1_p2 == _SET_AT_FOR_PACE and self._profile.pace:
            self._require(not self._access, status.CONDITIONS_NOT_SATISFIED)
            self._pace = pace.begin(asked.data, self.document, self.randomness)
            return Answer()
        if asked.p1_p2 == _SET_AT_FOR_CHIP_AUTHENTICATION and self.document.chip_keys:
            self._require(self._access, status.SECURITY_NOT_SATISFIED)
            self._chip_authentication.choose(asked.data)
            return Answer()
        if asked.p1_p2 == _SET_KAT_FOR_CHIP_AUTHENTICATION and self.document.chip_keys:
            self._require(self._access, status.SECURITY_NOT_SATISFIED)
            self._next_channel = self._chip_authentication.agree_3des(asked.data)
            return Answer()
        raise RefusedCommand(status.INCORRECT_P1_P2)

    def _general_authenticate(self, asked: Command, _: int) -> Answer:
        if asked.p1_p2:
            raise RefusedCommand(status.INCORRECT_P1_P2)
        if self._access:
            self._next_channel = self._chip_authentication.agree(asked.data)
            return Answer(b"\x7c\x00")
        run, self._pace = self._pace, None
        if run is None:
            raise RefusedCommand(status.CONDITIONS_NOT_SATISFIED)
        data = run.step(asked.data, chained=asked.is_chained)
        if run.channel is None:
            self._pace = run  # an error above has ended the run
        self._next_channel = run.channel
        return Answer(data)

    def _internal_authenticate(self, asked: Command, _: int) -> Answer:
        self._require(self._access, status.SECURITY_NOT_SATISFIED)
        self._require(15 in self._profile.data_groups, status.INS_NOT_SUPPORTED)
        if asked.p1_p2:
            raise RefusedCommand(status.INCORRECT_P1_P2)
        return Answer(authentication.active_authentication(self.document, asked.data, self.randomness))

    @staticmethod
    def _require(condition: bool, otherwise: int) -> None:
        if not condition:
            raise RefusedCommand(otherwise)
