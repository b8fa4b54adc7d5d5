"""A card that waits for its reader as long as it takes, and says when nobody answers.

A card program whose reader is not there looks like one that works: both are silent. Whoever started it is told once,
and again when a reader that was there stays away.
"""

from __future__ import annotations

from collections.abc import Callable

from hardware_mocks import vpcd
from hardware_mocks.errors import LinkClosed
from hardware_mocks.powered_card import PoweredCard

PATIENCE_S = 2.0
MAX_PORT = 0xFFFF


def serve_patiently(
    card: PoweredCard,
    host: str,
    port: int,
    *,
    tell: Callable[[bool], None],
    cancelled: Callable[[], bool] = lambda: False,
    patience_s: float = PATIENCE_S,
) -> None:
    """Lay `card` into the reader at `host`:`port`, however late it comes, until `cancelled()`.

    `tell` hears False when nobody answered for `patience_s`, and True when somebody does after that.

    Raises:
        LinkClosed: `port` is none.
    """
    if not 0 < port <= MAX_PORT:
        raise LinkClosed(f"{port} is no port")
    was_told = False

    def connected(is_there: bool) -> None:
        nonlocal was_told
        if is_there and was_told:
            was_told = False
            tell(True)

    while not cancelled():
        try:
            vpcd.serve_to_pcscd(card, host, port, cancelled=cancelled, connected=connected, give_up_after_s=patience_s)
        except LinkClosed:
            if not was_told:
                was_told = True
                tell(False)
