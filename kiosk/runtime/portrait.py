"""A face image from a chip, made into pixels without trusting it.

Image decoders are where hostile bytes become somebody else's program. The header is judged here first; then a child
process with hard limits does the decoding, three seconds at most, and only raw pixels of the announced size come back.
Decoding in this process was rejected (a 36 KB file kept one decoder busy for minutes), and so was a fresh process for
each image (0.3 s at every tap): the child is kept warm and replaced every 200 images. On Windows the child has the wall
clock but no memory limit.
"""

from __future__ import annotations

import os
import struct
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, Lock, Timer
from types import TracebackType

from kiosk.runtime.portrait_header import HeaderRefusedError, PortraitHeader, Refusal, read_portrait_header

IMAGES_PER_CHILD = 200
CHILD_COMMAND = (sys.executable, "-P", "-s", "-m", "kiosk.runtime.portrait_child")
_SOURCE_ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class PortraitPixels:
    """A decoded face image."""

    width: int
    height: int
    rgb: bytes = field(repr=False)
    """Three bytes a pixel, rows from the top, without padding."""


@dataclass(frozen=True)
class PortraitRefused:
    """No picture, and why. The visit goes on without one."""

    reason: Refusal


class PortraitDecoder:
    """Decodes one image at a time in a child process. A context manager; `close` ends the child."""

    def __init__(self, *, time_limit_s: float = 3.0, command: Sequence[str] = CHILD_COMMAND) -> None:
        """`command` starts the child; a frozen program passes its own."""
        self._time_limit_s = time_limit_s
        self._command = tuple(command)
        self._child: subprocess.Popen[bytes] | None = None
        self._decoded = 0
        self._lock = Lock()

    def warm_up(self) -> None:
        """Start the child before it is needed; it loads its libraries meanwhile. A failure shows at `decode`."""
        with self._lock:
            self._start()

    def decode(self, data: bytes) -> PortraitPixels | PortraitRefused:
        """The pixels of a JPEG or JPEG 2000 image, or why there are none. Blocks for the time limit at most."""
        try:
            header = read_portrait_header(data)
        except HeaderRefusedError as refused:
            return PortraitRefused(refused.reason)
        with self._lock:
            result = self._ask_child(data, header)
            if isinstance(result, PortraitRefused) and result.reason is not Refusal.UNDECODABLE:
                self._stop()
            return result

    def close(self) -> None:
        """End the child."""
        with self._lock:
            self._stop()

    def __enter__(self) -> PortraitDecoder:
        return self

    def __exit__(
        self, _type: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self.close()

    def _ask_child(self, data: bytes, header: PortraitHeader) -> PortraitPixels | PortraitRefused:
        child = self._start()
        if child is None:
            return PortraitRefused(Refusal.DECODER_GONE)
        rung = Event()
        # Killing the child ends the blocking read: the one way out that works with pipes on every platform.
        alarm = Timer(self._time_limit_s, _kill, (child, rung))
        alarm.start()
        try:
            answer = _converse(child, data, header)
        except OSError:
            answer = PortraitRefused(Refusal.DECODER_GONE)
        finally:
            alarm.cancel()
            alarm.join()
        self._decoded += 1
        return PortraitRefused(Refusal.TIMED_OUT) if rung.is_set() else answer

    def _start(self) -> subprocess.Popen[bytes] | None:
        if self._child is not None and (self._decoded >= IMAGES_PER_CHILD or self._child.poll() is not None):
            self._stop()
        if self._child is None:
            try:
                self._child = subprocess.Popen(  # noqa: S603 - our own module, no shell, no words from outside.
                    self._command,
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.DEVNULL,
                    env=_child_environment(),
                    creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
                )
            except OSError:
                return None
            self._decoded = 0
        return self._child

    def _stop(self) -> None:
        child, self._child = self._child, None
        if child is None:
            return
        child.kill()
        child.wait()
        for pipe in (child.stdin, child.stdout):
            if pipe is not None:
                # Closing flushes; there may be half a request left for a child that is gone.
                with suppress(OSError):
                    pipe.close()


def decode_portrait(data: bytes, *, time_limit_s: float = 3.0) -> PortraitPixels | PortraitRefused:
    """Decode a single image in a child started for it; for programs that show one picture, not many."""
    with PortraitDecoder(time_limit_s=time_limit_s) as decoder:
        return decoder.decode(data)


def _converse(child: subprocess.Popen[bytes], data: bytes, header: PortraitHeader) -> PortraitPixels | PortraitRefused:
    """One request and its answer, held to what the header announced."""
    assert child.stdin is not None
    assert child.stdout is not None
    child.stdin.write(len(data).to_bytes(4, "big") + data)
    child.stdin.flush()
    size = child.stdout.read(8)
    if size == bytes(8):
        return PortraitRefused(Refusal.UNDECODABLE)
    if size != struct.pack(">II", header.width, header.height):
        return PortraitRefused(Refusal.DECODER_GONE)
    rgb = child.stdout.read(header.width * header.height * 3)
    if len(rgb) != header.width * header.height * 3:
        return PortraitRefused(Refusal.DECODER_GONE)
    return PortraitPixels(header.width, header.height, rgb)


def _kill(child: subprocess.Popen[bytes], rung: Event) -> None:
    rung.set()
    child.kill()


def _child_environment() -> dict[str, str]:
    """Nothing of ours but where the code is; Windows cannot start a process without SYSTEMROOT."""
    kept = {name: os.environ[name] for name in ("SYSTEMROOT", "PATH", "TEMP") if name in os.environ}
    return {**kept, "PYTHONPATH": str(_SOURCE_ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
