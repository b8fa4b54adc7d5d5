"""How PACE maps the nonce into the group (Doc 9303-11 §4.4.3.3): generic and integrated mapping, the chip's side.

Chip authentication mapping maps as generic mapping does; what it adds comes with the last step.
"""

from __future__ import annotations

from typing import Protocol

from hardware_mocks.card.primitives import CipherSuite, Randomness
from hardware_mocks.domains import Domain, Element, InvalidPoint

_CONSTANTS = {
    16: ("A668892A7C41E3CA739F40B057D85904", "A4E136AC725F738B01C1F60217C188AD"),
    32: (
        "D463D65234124EF7897054986DCA0A174E28DF758CBAA03F240616414D5A1676",
        "54BD7255F0AAF831BEC3423FCF39D69B6CBF066677D0FAAE5AADD99DF8E53517",
    ),
}
"""c0 and c1 of Doc 9303-11 §4.4.3.3.2, by the length of the chip's nonce."""
_SPARE_BITS = 64


class Mapping(Protocol):
    """One way to map. `nonce_bytes` is how long the nonce must be."""

    @property
    def nonce_bytes(self) -> int: ...

    def respond(self, nonce: bytes, their_data: bytes) -> tuple[bytes, Element]:
        """What goes back in DO82, and the mapped generator.

        Raises:
            InvalidPoint: the terminal's data cannot be mapped with.
        """
        ...


class GenericMapping:
    """G' = s·G + H, H from an anonymous key agreement (Doc 9303-11 §4.4.3.3.1)."""

    nonce_bytes = 16  # a multiple of the block; real chips take one AES block, whatever the key size

    def __init__(self, domain: Domain, randomness: Randomness) -> None:
        self._domain = domain
        self._randomness = randomness
        self.scalar = 0
        """SK_map,IC, once the terminal has been answered."""

    def respond(self, nonce: bytes, their_data: bytes) -> tuple[bytes, Element]:
        theirs = self._domain.decode(their_data)
        self.scalar = draw_scalar(self._domain, self._randomness)
        shared = self._domain.multiply(self.scalar, theirs)
        number = int.from_bytes(nonce, "big")
        generator = self._domain.combine(self._domain.multiply(number), shared)
        return self._domain.encode(self._domain.multiply(self.scalar)), generator


class IntegratedMapping:
    """The generator is computed from both nonces alone; DO82 is empty (Doc 9303-11 §4.4.3.3.2)."""

    def __init__(self, domain: Domain, suite: CipherSuite) -> None:
        self._domain = domain
        self._suite = suite
        self.nonce_bytes = 16 if suite.key_bytes <= 16 else 32

    def respond(self, nonce: bytes, their_data: bytes) -> tuple[bytes, Element]:
        if len(their_data) != self._suite.key_bytes:  # the terminal's nonce serves as a key
            raise InvalidPoint("a nonce of another length")
        return b"", self._domain.mapped(self._pseudo_random(nonce, their_data))

    def _pseudo_random(self, s: bytes, t: bytes) -> int:
        """R_p(s, t): blocks of cipher text, chained through keys, until 64 bits more than the prime are there."""
        c0, c1 = (bytes.fromhex(constant) for constant in _CONSTANTS[self.nonce_bytes])
        blocks = -(-(self._domain.prime.bit_length() + _SPARE_BITS) // (8 * self.nonce_bytes))
        key, output = self._encrypt(t, s), b""
        for _ in range(blocks):
            output += self._encrypt(key, c1)
            key = self._encrypt(key, c0)
        return int.from_bytes(output, "big") % self._domain.prime

    def _encrypt(self, key: bytes, data: bytes) -> bytes:
        return self._suite.encrypt(key[: self._suite.key_bytes], bytes(self._suite.block_bytes), data)


def draw_scalar(domain: Domain, randomness: Randomness) -> int:
    """A private key: a number from 1 to the order of the group."""
    while True:
        drawn = int.from_bytes(randomness(domain.scalar_bytes), "big")
        drawn &= (1 << domain.order.bit_length()) - 1
        if 0 < drawn < domain.order:
            return drawn
