"""A chip that breaks the protocols themselves: the failure simulation a lower tester must offer (BSI TR-03105-5.1)."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from types import MappingProxyType

from hardware_mocks.card import VirtualCard
from hardware_mocks.card.command import Command
from hardware_mocks.card.secure_messaging import SecureChannel
from hardware_mocks.card.status import OK, Answer, RefusedCommand
from hardware_mocks.errors import UnknownName
from hardware_mocks.faults import answers, hooks, sealing, templates
from hardware_mocks.faults.hooks import Effect, Hook, Moment, SealedMoment
from hardware_mocks.faults.phases import PHASES, phases_of
from nfc_icao.errors import CardLost

EFFECTS = MappingProxyType({**answers.EFFECTS, **templates.EFFECTS, **sealing.EFFECTS})
"""Every effect by its name."""

_SHORT_NAMES = MappingProxyType(
    {
        "bac-wrong-mac": ("bac-auth=flip", "BAC: the chip's answer has a wrong MAC"),
        **{
            f"pace-wrong-tag:{step}": (f"pace-step-{step}=wrong-tag", f"PACE: step {step} answers under another tag")
            for step in (1, 2, 3, 4)
        },
        "pace-off-curve": ("pace-step-2=point-off-curve", "PACE: the mapping key of the chip is no point of the curve"),
        "pace-infinity": ("pace-step-2=point-infinity", "PACE: the mapping key of the chip is the point at infinity"),
        "pace-same-key": ("pace-step-3=mirror-key", "PACE: the chip returns the terminal's own ephemeral key"),
        "pace-wrong-token": ("pace-step-4=bad-token", "PACE: the chip's authentication token is wrong"),
        "sm-no-mac": ("protected=sm-no-mac", "protected answers have no DO8E"),
        "sm-no-status": ("protected=sm-no-status", "protected answers have no DO99, the MAC is right"),
        "sm-wrong-status": ("protected=sm-wrong-status:6A80", "DO99 says 6A80 and the trailer 9000"),
        "sm-plain": ("protected=sm-plain", "protected commands are answered in plain"),
        "aa-wrong-signature": ("aa=flip", "active authentication: one bit of the signature is wrong"),
        "aa-wrong-trailer": ("aa=wrong-trailer", "active authentication: the RSA signature ends in no trailer"),
        "aa-replayed": ("aa=other-challenge", "active authentication: a signature over another challenge"),
        "ca-old-keys": ("ca-ga=old-keys", "chip authentication: the chip agrees and stays with the old session keys"),
        "ca-refused": ("ca-ga=status:6A80", "chip authentication: the chip answers 6A80"),
    }
)
NAMES = MappingProxyType({name: f"{about} ({hook})" for name, (hook, about) in _SHORT_NAMES.items()})
"""Hooks with a name of their own, and what each stands for."""


def hook(spec: str) -> Hook:
    """The hook written as `spec`, or with one of `NAMES`.

    Raises:
        UnknownName: no such phase or effect.
        MalformedFault: its argument does not fit.
    """
    written = _SHORT_NAMES[spec][0] if spec in _SHORT_NAMES else spec
    phase, name, argument, number = hooks.split(written)
    if phase not in PHASES:
        raise UnknownName(f"no phase {phase!r}; there are: {', '.join(PHASES)}")
    if name not in EFFECTS:
        raise UnknownName(f"no effect {name!r}; there are: {', '.join(EFFECTS)}")
    effect = EFFECTS[name]
    hooks.require_argument(spec, effect.argument, argument)
    return Hook(phase, name, effect, argument, number)


class MisbehavingCard(VirtualCard):
    """A virtual card with hooks. Times are counted since the card was made; `reset` does not begin anew."""

    def __init__(self, card: VirtualCard, specs: Sequence[str], sleep: Callable[[float], None] = time.sleep) -> None:
        self._hooks = tuple(hook(spec) for spec in specs)
        self._met = [0] * len(self._hooks)
        self._due: list[Hook] = []
        self._previous: SecureChannel | None = None
        super().__init__(card.document, randomness=card.randomness, sleep=sleep)

    def reset(self) -> None:
        super().reset()
        self._previous = None

    def transmit(self, apdu: bytes) -> bytes:
        """See `VirtualCard.transmit`; `CardLost` when the fault is that the card leaves."""
        self._due = []
        before = self._channel
        response = super().transmit(apdu)
        if before is not None and self._channel is not None and self._channel is not before:
            self._previous = before
        if self._is_due("drop-session"):
            self._drop_session()
        return response

    def _perform_whole(self, asked: Command, room: int) -> Answer:
        access, chip_authenticated = self._access, self._previous is not None
        try:
            answer = super()._perform_whole(asked, room)
        except RefusedCommand as refused:
            answer = Answer(status_word=refused.status_word)
        current = self._files.current
        file_name = current.name if current is not None else None
        phases = phases_of(asked, access=access, chip_authenticated=chip_authenticated, file_name=file_name)
        self._due = self._now_due(phases)
        spoilt = self._spoilt(asked, answer)
        if self._is_due("old-keys") or (answer.status_word == OK and not spoilt.data and spoilt.status_word != OK):
            self._next_channel = None  # what is refused has not happened
        return spoilt

    def _spoilt(self, asked: Command, answer: Answer) -> Answer:
        for due in self._due:
            if due.effect.behave == "lifted":
                raise CardLost("the imagined card was lifted")
            if due.effect.behave == "late":
                self._sleep(float(due.argument))
            if due.effect.spoil is not None:
                answer = due.effect.spoil(Moment(asked, due.argument, self.document, self.randomness), answer)
        return answer

    def _wrap(self, channel: SecureChannel, answer: Answer, *, odd_instruction: bool) -> bytes:
        sealing_hooks = [due for due in self._due if due.effect.seal is not None]
        if not sealing_hooks:
            return super()._wrap(channel, answer, odd_instruction=odd_instruction)
        objects = channel.protected_objects(answer, odd_instruction=odd_instruction)
        last = sealing_hooks[-1]
        assert last.effect.seal is not None
        return last.effect.seal(
            SealedMoment(channel, self._previous, self._next_channel, answer, objects, last.argument)
        )

    def _now_due(self, phases: frozenset[str]) -> list[Hook]:
        due = []
        for index, candidate in enumerate(self._hooks):
            if candidate.phase in phases:
                self._met[index] += 1
                if candidate.number in {None, self._met[index]}:
                    due.append(candidate)
        return due

    def _is_due(self, behaviour: str) -> bool:
        return any(due.effect.behave == behaviour for due in self._due)


__all__ = ["EFFECTS", "NAMES", "Effect", "MisbehavingCard", "hook"]
