"""Reading one chip from the first command to the last (Doc 9303-11 §4.2; Doc 9303-10 §3).

What the chip refuses is noted and reading goes on; what breaks the conversation is raised. A lost card takes nothing
away: what was read goes with `CardLost`, and the next reading of the same card continues at the byte reached. Chip
authentication comes last, because a chip that fails it loses the session.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from types import MappingProxyType

from nfc_icao.access.card_access import offered_protocols, read_card_access
from nfc_icao.access.keys import AccessKey, Can, MrzKey
from nfc_icao.access.opening import Opening
from nfc_icao.chip.channel import DEFAULT_TIME_LIMIT_S, ChipChannel
from nfc_icao.chip.files import read_file, read_start
from nfc_icao.chip.secure_messaging import CutAnswerError, PlainAnswerError, SessionLostError
from nfc_icao.crypto.randomness import Randomness, system_randomness
from nfc_icao.errors import CardLost, MalformedData, StatusWordError
from nfc_icao.evidence import (
    EF_CARD_ACCESS,
    EF_CARD_SECURITY,
    EF_COM,
    EF_SOD,
    AccessSummary,
    ActiveAuthenticationEvidence,
    ChipAuthenticationEvidence,
    ChipReading,
    PaceChipAuthenticationEvidence,
    Traffic,
    dg,
)
from nfc_icao.habits import NO_HABITS
from nfc_icao.lds.com import parse_com
from nfc_icao.lds.files import EF_ATR_INFO, FILES
from nfc_icao.lds.security_infos import SecurityInfos
from nfc_icao.lds.sod import parse_sod
from nfc_icao.partial_reading import PartialReading
from nfc_icao.reading_limits import learn_limits
from nfc_icao.reading_plan import (
    PHASE_ACCESS,
    PHASE_ACTIVE_AUTHENTICATION,
    PHASE_CHIP_AUTHENTICATION,
    WHOLE_CARD,
    ProgressListener,
    ReadingPlan,
    ReadingProgress,
    Tally,
    in_order,
    reads_holder_first,
)
from nfc_icao.reading_proofs import prove_actively, prove_chip
from nfc_icao.reading_sessions import Sessions
from nfc_icao.transport import CardTransport, answer_to_reset_of

__all__ = ["ReadingPlan", "ReadingProgress", "read_chip"]

_MALFORMED = None
"""In `ChipReading.refusals`: the chip did not refuse, but what it gave has no structure."""
_TELLING_FILES = (dg(1), EF_SOD)
"""No two documents have the same: the holder with the document number, and the issuer's signature."""


def read_chip(
    transport: CardTransport,
    keys: AccessKey | Sequence[AccessKey],
    *,
    plan: ReadingPlan = WHOLE_CARD,
    progress: ProgressListener | None = None,
    randomness: Randomness = system_randomness,
    cancelled: Callable[[], bool] | None = None,
    time_limit_s: float = DEFAULT_TIME_LIMIT_S,
    fallback_card_access: bytes | None = None,
    resume: PartialReading | None = None,
    strict: bool = False,
) -> ChipReading:
    """Open a chip with the first key that fits and bring home what the plan asks for.

    `fallback_card_access` stands in for EF.CardAccess when the chip gives none; it is not reported as read. `resume` is
    what an earlier reading had when it lost the card; it is used only if the same card lies there. `strict` refuses
    protected answers that take liberties with the standard under a right MAC; desks read them.

    Raises:
        CardLost: the card left the field; its `partial` is what had been read.
        ReadingCancelled: `cancelled` said so before some command, or `time_limit_s` is over.
        AccessDenied: no key opened the chip.
        NotAnEmrtd: it has no eMRTD application.
        SecureMessagingError: the session broke and could not be had again, or broke the same way again.
        MalformedData: the access protocol was answered with what it does not know, or the chip kept us busy too long.
    """
    habits = resume.habits if resume is not None else NO_HABITS
    channel = ChipChannel(transport, cancelled=cancelled, time_limit_s=time_limit_s, habits=habits, strict=strict)
    offered_keys = (keys,) if isinstance(keys, Can | MrzKey) else tuple(keys)
    reading = _Reading(channel, offered_keys, plan, progress=progress, randomness=randomness, earlier=resume)
    try:
        reading.read_card_access(fallback_card_access)
        reading.read_limits(answer_to_reset_of(transport))
        reading.open()
        reading.take_up()
        reading.read_holder()
        reading.read_lists()
        reading.read_data_groups()
        reading.authenticate_actively()
        reading.authenticate_chip()
    except CardLost as lost:
        lost.partial, lost.answered = reading.interrupted(), bool(channel.bytes_received)
        raise
    return reading.brought_home()


class _Reading:
    """One reading while it goes on. Its methods are the steps of `read_chip`."""

    def __init__(
        self,
        channel: ChipChannel,
        keys: tuple[AccessKey, ...],
        plan: ReadingPlan,
        *,
        progress: ProgressListener | None,
        randomness: Randomness,
        earlier: PartialReading | None,
    ) -> None:
        self._channel = channel
        self._keys = keys
        self._plan = plan
        self._progress = progress
        self._tally = Tally(plan)
        self._randomness = randomness
        self._earlier = earlier
        """What another reading had, until this card was asked whether it is the same."""
        self._offers = SecurityInfos()
        self._sessions = Sessions(channel, keys, self._offers, randomness)
        self._files: dict[str, bytes] = {}
        self._begun: dict[str, bytearray] = {}
        """What has come of files that are not whole."""
        self._refusals: dict[str, int | None] = {}
        self._active: ActiveAuthenticationEvidence | None = None
        self._chip: ChipAuthenticationEvidence | None = None

    def read_card_access(self, fallback: bytes | None) -> None:
        self._tell(PHASE_ACCESS)
        content = read_card_access(self._channel)
        if content is not None:
            self._files[EF_CARD_ACCESS] = content
        self._offers = offered_protocols(content if content is not None else fallback)
        self._sessions = Sessions(
            self._channel, self._keys, self._offers, self._randomness, offers_are_guessed=content is None
        )

    def read_limits(self, answer_to_reset: bytes) -> None:
        atr_info = learn_limits(self._channel, answer_to_reset)
        if atr_info is not None:
            self._files[EF_ATR_INFO.name] = atr_info

    def open(self) -> None:
        """Access control; EF.CardSecurity on the way, when the chip proved itself in PACE or the plan wants it."""
        broke_before = False
        while True:
            habits = self._channel.size.habits
            try:
                return self._sessions.open(self._plan.access, self._read_card_security)
            except SessionLostError as error:
                if self._begun.pop(EF_CARD_SECURITY, None) is None:
                    raise
                taught = self._channel.size.habits != habits
                self._sessions.note_loss(error, taught=taught)
                if not taught:
                    broke_before = self._note_refusal(EF_CARD_SECURITY, error, again=broke_before)

    def take_up(self) -> None:
        """Keep what an earlier reading had, once this card has shown to be the same. Two cards are never mixed."""
        partial = self._earlier
        is_same = partial is not None and self._is_card_of(partial)
        self._earlier = None
        if partial is None or not is_same:
            return
        for name, content in partial.files.items():
            if name in FILES and FILES[name].in_application:
                self._files[name] = content
                self._tally.note(name, len(content), len(content))
        begun = FILES.get(partial.unfinished_file or "")
        if begun is not None and begun.in_application:
            self._begun[begun.name] = bytearray(partial.unfinished_bytes)

    def read_holder(self) -> None:
        """DG1, which every document has."""
        if reads_holder_first(self._plan):
            self.read_file(dg(1))

    def read_lists(self) -> None:
        """EF.SOD; EF.COM when it is wanted, or when EF.SOD says nothing."""
        self.read_file(EF_SOD)
        if self._plan.ef_com or not self._listed_by_sod():
            self.read_file(EF_COM)

    def read_data_groups(self) -> None:
        """What of the plan the document lists; all of the plan when it lists nothing readable.

        EF.SOD is the signed list; where EF.COM was read and differs, what either names is read, for verification to
        weigh.
        """
        listed = set(self._listed_by_sod()) | set(self._listed_by_com())
        wanted = in_order(number for number in self._plan.data_groups if not listed or number in listed)
        self._tally.foresee(map(dg, wanted))
        for number in wanted:
            self.read_file(dg(number))

    def read_file(self, name: str) -> None:
        """Read one file, or note why not.

        A chip that only disliked how it was asked is asked once more; one that lost its session goes on from where it
        was.
        """
        if name in self._files or name in self._refusals:
            return
        received = self._begun.setdefault(name, bytearray())
        self._tell(name)
        broke_before = False
        while name not in self._refusals:
            habits, begun = self._channel.size.habits, len(received)
            try:
                self._files[name] = self._content(name, received)
            except SessionLostError as error:
                taught = self._channel.size.habits != habits
                self._sessions.open_again(error, taught=taught)
                if not taught and len(received) == begun:
                    broke_before = self._note_refusal(name, error, again=broke_before)
                continue
            except StatusWordError as error:
                self._refusals[name] = error.status_word
            except MalformedData:
                if self._channel.is_exhausted:
                    raise
                self._refusals[name] = _MALFORMED
            break
        del self._begun[name]
        self._tally.close(name)

    def authenticate_actively(self) -> None:
        """Active authentication, when DG15 was read."""
        dg15 = self._files.get(dg(15))
        if self._plan.active_authentication and dg15 is not None:
            self._tell(PHASE_ACTIVE_AUTHENTICATION)
            self._prove_actively(dg15)

    def authenticate_chip(self) -> None:
        """Chip authentication, when DG14 was read."""
        dg14 = self._files.get(dg(14))
        if self._plan.chip_authentication and dg14 is not None:
            self._tell(PHASE_CHIP_AUTHENTICATION)
            try:
                self._prove_chip(dg14)
            except CutAnswerError as error:
                self._sessions.open_again(error, taught=True)
                self._prove_chip(dg14)

    def brought_home(self) -> ChipReading:
        channel, opening = self._channel, self._sessions.opening
        assert opening is not None
        proof = opening.chip_authentication
        return ChipReading(
            access=AccessSummary(
                opening.protocol,
                opening.mapping,
                opening.cipher,
                opening.domain,
                opening.password,
                opening.key_index,
                opening.fell_back,
            ),
            files=MappingProxyType(self._files),
            traffic=Traffic(channel.commands, channel.bytes_sent, channel.bytes_received, channel.elapsed_s),
            refusals=MappingProxyType(self._refusals),
            active_authentication=self._active,
            chip_authentication=self._chip,
            pace_chip_authentication=None
            if proof is None
            else PaceChipAuthenticationEvidence(proof.parameter_id, proof.ca_ic, proof.pk_map_ic),
        )

    def interrupted(self) -> PartialReading:
        """What a later reading of the same card need not ask for again."""
        if self._earlier is not None:  # This card never came to show whose it is.
            return replace(self._earlier, habits=self._channel.size.habits)
        name, begun = next(((name, begun) for name, begun in self._begun.items() if begun), (None, bytearray()))
        return PartialReading(MappingProxyType(dict(self._files)), name, bytes(begun), self._channel.size.habits)

    def _read_card_security(self, opening: Opening) -> None:
        wanted = self._plan.card_security or opening.chip_authentication is not None
        if not wanted or EF_CARD_SECURITY in self._refusals:
            return
        received = self._begun[EF_CARD_SECURITY] = bytearray()
        try:
            self._files[EF_CARD_SECURITY] = self._content(EF_CARD_SECURITY, received)
        except StatusWordError as error:
            self._refusals[EF_CARD_SECURITY] = error.status_word
        except MalformedData:
            if self._channel.is_exhausted:
                raise
            self._refusals[EF_CARD_SECURITY] = _MALFORMED
        del self._begun[EF_CARD_SECURITY]
        self._tally.close(EF_CARD_SECURITY)

    def _is_card_of(self, partial: PartialReading) -> bool:
        """Whether the card speaks the same protocols and begins its telling files with the same bytes.

        Files that were read whole stay comparable whatever else happened; without any of them there is nothing to keep.
        """
        known = [name for name in _TELLING_FILES if name in partial.files]
        if not known or partial.files.get(EF_CARD_ACCESS) != self._files.get(EF_CARD_ACCESS):
            return False
        try:
            return all(self._begins_with(name, partial.files[name]) for name in known)
        except (StatusWordError, MalformedData):
            return False
        except SessionLostError as error:
            self._sessions.open_again(error)
            return False

    def _begins_with(self, name: str, content: bytes) -> bool:
        start = read_start(self._channel, FILES[name].file_id, len(content), by_short_id=True)
        return bool(start) and content.startswith(start)

    def _content(self, name: str, received: bytearray) -> bytes:
        def tell(done: int, expected: int) -> None:
            self._tally.note(name, done, expected)
            self._tell(name)

        return read_file(self._channel, FILES[name].file_id, tell, by_short_id=True, received=received)

    def _note_refusal(self, name: str, error: SessionLostError, *, again: bool) -> bool:
        """The chip refused the file outside secure messaging; if it said anything else, the session broke.

        Returns that the session broke, for the first time: the file may be asked for once more.

        Raises:
            SessionLostError: `error`, when the session breaks over this file `again` (Doc 9303-11 §9.8).
        """
        if isinstance(error, PlainAnswerError) and error.is_refusal:
            self._refusals[name] = error.status_word
        elif again:
            raise error
        return name not in self._refusals

    def _prove_actively(self, dg15: bytes) -> None:
        """A session that broke over it is had again, and the challenge put once more; a refusal is an answer."""
        broke_before = False
        while True:
            started_s = self._channel.elapsed_s
            try:
                proof, lost = prove_actively(self._channel, dg15, self._randomness)
            except CutAnswerError as error:  # The signature is longer than the link: nothing is known of the key.
                return self._sessions.open_again(error, taught=True)
            if proof is not None:
                self._active = replace(proof, elapsed_s=self._channel.elapsed_s - started_s)
            if lost is None:
                return None
            self._sessions.open_again(lost)
            if lost.is_refusal:
                return None
            if broke_before:
                raise lost
            broke_before = True

    def _prove_chip(self, dg14: bytes) -> None:
        started_s = self._channel.elapsed_s
        proof = prove_chip(self._channel, dg14, self._offers, self._randomness)
        self._chip = None if proof is None else replace(proof, elapsed_s=self._channel.elapsed_s - started_s)

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

    def _tell(self, phase: str) -> None:
        if self._progress is not None:
            self._progress(self._tally.progress(phase))
