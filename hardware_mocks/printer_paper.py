"""What an imagined roll printer understands of ESC/POS, and the paper it makes of it.

Written from the command reference alone (ESC @, ESC t, ESC d, ESC J, GS v 0, GS V, DLE EOT), so that a mistake in what
the desk sends is not repeated here. Anything else is an unknown command and is counted, as a real printer would print
it as rubbish.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from PIL import Image

WIDTH_DOTS = 576
_LINE_DOTS = 30
_ESC, _GS, _DLE, _LF = 0x1B, 0x1D, 0x10, 0x0A
_STATUS_NORMAL = 0x12
_NEAR_END, _END = 0x0C, 0x60
_LARGEST_RASTER = 4_000_000


@dataclass
class Strip:
    """The paper between two cuts."""

    pictures: list[Image.Image] = field(default_factory=list)
    letters: bytearray = field(default_factory=bytearray)
    """What came as letters, in the page chosen last."""
    code_page: int | None = None

    @property
    def is_blank(self) -> bool:
        return not self.pictures and not self.letters.strip()

    def picture(self) -> Image.Image:
        """All rasters below one another, black on white."""
        sheet = Image.new("1", (WIDTH_DOTS, max(1, sum(one.height for one in self.pictures))), 1)
        top = 0
        for one in self.pictures:
            sheet.paste(one, (0, top))
            top += one.height
        return sheet


class RollPrinter:
    """Bytes in, answers out; cut strips gather in `cut`. Commands may come in pieces."""

    def __init__(self, *, paper: str = "plenty", mute: bool = False) -> None:
        """`paper`: plenty, low or out. `mute`: never answers, as many cheap printers."""
        self.paper = paper
        self.mute = mute
        self.cut: list[Strip] = []
        self.unknown = 0
        self._strip = Strip()
        self._left = bytearray()

    def feed(self, data: bytes) -> bytes:
        """Take bytes as they arrive; return what the printer answers."""
        self._left += data
        answer = bytearray()
        while self._left:
            taken = self._take(answer)
            if taken == 0:
                break
            del self._left[:taken]
        return b"" if self.mute else bytes(answer)

    def _take(self, answer: bytearray) -> int:
        """How many bytes one command took; 0 while it is not whole."""
        first = self._left[0]
        if first == _DLE:
            return self._real_time(answer)
        if first == _ESC:
            return self._escape()
        if first == _GS:
            return self._group()
        self._strip.letters.append(first)
        return 1

    def _real_time(self, answer: bytearray) -> int:
        if len(self._left) < 3:
            return 0
        if self._left[1] != 0x04:
            return self._strange(1)
        paper = {"plenty": 0, "low": _NEAR_END, "out": _NEAR_END | _END}[self.paper]
        answer.append(_STATUS_NORMAL | (paper if self._left[2] == 4 else 0))
        return 3

    def _escape(self) -> int:
        wanted = self._left[1] if len(self._left) > 1 else None
        if wanted is None or (wanted in (0x74, 0x64, 0x4A) and len(self._left) < 3):
            return 0
        match wanted:
            case 0x40:
                self._strip = Strip()
                return 2
            case 0x74:
                self._strip.code_page = self._left[2]
            case 0x64:
                self._advance(self._left[2] * _LINE_DOTS)
            case 0x4A:
                self._advance(self._left[2])
            case _:
                return self._strange(2)
        return 3

    def _group(self) -> int:
        if len(self._left) < 3:
            return 0
        if self._left[1] == 0x56:
            return self._cut()
        if self._left[1] == 0x76 and self._left[2] == 0x30:
            return self._raster()
        return self._strange(2)

    def _cut(self) -> int:
        taken = 3 if self._left[2] in (0, 1, 48, 49) else 4
        if len(self._left) < taken:
            return 0
        if self.paper != "out":
            self.cut.append(self._strip)
        self._strip = Strip()
        return taken

    def _raster(self) -> int:
        """GS v 0 m xL xH yL yH d: a row of bytes for each line of dots, the highest bit on the left, 1 is black."""
        if len(self._left) < 8:
            return 0
        width, height = (int.from_bytes(self._left[at : at + 2], "little") for at in (4, 6))
        size = width * height
        if not 0 < size <= _LARGEST_RASTER:
            return self._strange(8)
        if len(self._left) < 8 + size:
            return 0
        rows = bytes(0xFF ^ one for one in self._left[8 : 8 + size])
        self._strip.pictures.append(Image.frombytes("1", (width * 8, height), rows))
        return 8 + size

    def _advance(self, dots: int) -> None:
        if dots:
            self._strip.pictures.append(Image.new("1", (WIDTH_DOTS, dots), 1))

    def _strange(self, taken: int) -> int:
        self.unknown += 1
        return taken
