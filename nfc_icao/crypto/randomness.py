"""Where unpredictable bytes come from, as a parameter.

Every protocol step that draws a challenge or a private key takes a `Randomness`, so that the worked examples of
Doc 9303-11 can be replayed byte for byte. In the field it is always the operating system's.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable

Randomness = Callable[[int], bytes]
"""Given a number of bytes, that many bytes nobody can guess."""


def system_randomness(size: int) -> bytes:
    """`size` bytes from the operating system."""
    return secrets.token_bytes(size)
