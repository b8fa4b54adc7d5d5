"""What the command line answers with. Stable: scripts depend on it."""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    DONE = 0
    USAGE = 2
    DEVICE = 3
    ACCESS_REFUSED = 4
    MALFORMED = 5
    CHECK_FAILED = 6
    UNDETERMINED = 7
    PORTAL = 8
    STORE = 9
