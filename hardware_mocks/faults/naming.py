"""From the names of faults to a faulty card: contents first, then the chip's behaviour, then the link."""

from __future__ import annotations

import time
from collections.abc import Callable
from types import MappingProxyType

from hardware_mocks.card import VirtualCard
from hardware_mocks.errors import UnknownName
from hardware_mocks.faults import chip, contents, link
from hardware_mocks.faults.chip import MisbehavingCard
from hardware_mocks.faults.hooks import PATTERN, MalformedFault, looks_like_a_hook
from hardware_mocks.faults.link import FaultyCard
from hardware_mocks.powered_card import PoweredCard
from nfc_icao.transport import CardTransport

NAMES = MappingProxyType(
    {
        **link.NAMES,
        **chip.NAMES,
        **contents.NAMES,
        PATTERN: "any effect at any phase, listed in docs/virtual-card.md",
    }
)
"""Every fault as it is written, with what it does."""
_LINK_NAMES = frozenset(name.partition(":")[0] for name in link.NAMES)


def faulty(card: CardTransport | PoweredCard, *specs: str, sleep: Callable[[float], None] = time.sleep) -> FaultyCard:
    """`card` with the faults written in `specs`: `NAME[:ARGUMENT]` or `PHASE=EFFECT[:ARGUMENT][@N]` each.

    Raises:
        UnknownName: a fault that does not exist.
        MalformedFault: an argument that does not fit, or a fault inside the chip around something that has no inside.
    """
    inside: CardTransport = card
    for spec in specs:
        if spec in contents.NAMES:
            honest = _virtual(inside, spec)
            inside = VirtualCard(contents.changed(honest.document, spec), randomness=honest.randomness)
    misbehaviours = [spec for spec in specs if spec in chip.NAMES or looks_like_a_hook(spec)]
    if misbehaviours:
        inside = MisbehavingCard(_virtual(inside, misbehaviours[0]), misbehaviours, sleep)
    links = [spec for spec in specs if spec not in contents.NAMES and spec not in misbehaviours]
    for spec in links:
        if spec.partition(":")[0] not in _LINK_NAMES:
            raise UnknownName(f"no fault {spec!r}; there are: {', '.join(NAMES)}")
    return FaultyCard(inside, [link.link_fault(spec, sleep) for spec in links])


def _virtual(card: CardTransport, spec: str) -> VirtualCard:
    if not isinstance(card, VirtualCard):
        raise MalformedFault(f"{spec} needs a virtual card: it lies inside the chip")
    return card
