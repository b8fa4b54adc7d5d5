"""Readers and scanners: vendor libraries come in, two small ports go out.

Enters: pyscard, pyserial, OpenCV and zxing-cpp, each loaded when it is first needed and missed only by who needs it.
Leaves: `drivers.nfc` (`CardReader`, its events), `drivers.scanners` (`CodeScanner`, `decode_frame`), `DeviceError`.
Words: reader, slot, service, transport; scanner, frame, code.
Not known: what a card or a code means, who stands at the desk, threads, screens.

Everything here blocks, is cancelled by asking a function, and starts no thread that outlives the call; the one
exception (a reader that hangs inside its own driver) is explained in `drivers.nfc.stalled_calls`.
"""

from drivers.errors import DeviceError

__all__ = ["DeviceError"]
