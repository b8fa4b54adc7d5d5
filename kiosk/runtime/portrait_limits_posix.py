"""What the picture decoder's process may use, set by itself before it reads the first byte."""

from __future__ import annotations

import resource
import sys

assert sys.platform != "win32", "resource limits are a POSIX thing"

MAX_MEMORY_BYTES = 600 * 1024 * 1024
MAX_OPEN_FILES = 16


def limit_process() -> None:
    """Cap memory, open no more than a few files, write none, leave no core with a face in it."""
    _lower(resource.RLIMIT_AS, MAX_MEMORY_BYTES)
    _lower(resource.RLIMIT_NOFILE, MAX_OPEN_FILES)
    _lower(resource.RLIMIT_FSIZE, 0)
    _lower(resource.RLIMIT_CORE, 0)


def limit_next_image(cpu_seconds: int) -> None:
    """Allow this much processor time from now on.

    The limit counts from the start of the process, so it is moved before each image; a fixed one would kill a healthy
    process every few dozen images.
    """
    usage = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (int(usage.ru_utime + usage.ru_stime) + cpu_seconds + 1, hard))


def _lower(limit: int, value: int) -> None:
    _, hard = resource.getrlimit(limit)
    value = value if hard == resource.RLIM_INFINITY else min(value, hard)
    resource.setrlimit(limit, (value, value))
