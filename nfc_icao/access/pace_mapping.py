"""Step 2 of PACE: the nonce of the chip becomes a generator that nobody else knows (Doc 9303-11 §4.4.3.3).

Generic mapping hides the nonce behind an anonymous Diffie-Hellman: G~ = s · G + H. Integrated mapping computes G~ out
of the nonce and one of ours, by a pseudo-random function. Chip authentication mapping is generic mapping, and the chip
owes an explanation of its mapping key later (§4.4.3.3.3).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from nfc_icao.access.pace_protocols import IM, PaceProtocol
from nfc_icao.crypto.domains import KeyAgreementDomain
from nfc_icao.crypto.integrated_mapping import pseudo_random_number, terminal_nonce_size
from nfc_icao.crypto.randomness import Randomness

Element = TypeVar("Element")

MapNonce = Callable[[bytes], bytes]
"""Sends our mapping data and returns the chip's; empty under integrated mapping."""


@dataclass(frozen=True)
class MappedGenerator(Generic[Element]):
    """What steps 3 and 4 compute with."""

    generator: Element
    chip_mapping_key: bytes
    """PK_Map,IC as the chip sent it; empty under integrated mapping."""


def map_nonce(protocol: PaceProtocol, nonce: bytes, exchange: MapNonce, randomness: Randomness) -> MappedGenerator[Any]:
    """The generator for this run.

    Raises:
        MalformedData: the chip's key is not of the domain, or its nonce has no length this mapping knows.
        ChipError: as `exchange`.
    """
    if protocol.mapping == IM:
        return _integrated(protocol, nonce, exchange, randomness)
    return _generic(protocol.domain, nonce, exchange, randomness)


def _generic(
    domain: KeyAgreementDomain[Element], nonce: bytes, exchange: MapNonce, randomness: Randomness
) -> MappedGenerator[Element]:
    sk_map, pk_map = domain.generate_key_pair(randomness)
    answer = exchange(domain.encode(pk_map))
    shared = domain.multiply(domain.decode(answer), sk_map)
    s = int.from_bytes(nonce, "big")
    return MappedGenerator(domain.add(domain.multiply(domain.generator, s), shared), answer)


def _integrated(protocol: PaceProtocol, s: bytes, exchange: MapNonce, randomness: Randomness) -> MappedGenerator[Any]:
    t = randomness(terminal_nonce_size(protocol.cipher))
    number = pseudo_random_number(protocol.cipher, s, t, protocol.domain.modulus)
    exchange(t)
    return MappedGenerator(protocol.domain.element_from(number), b"")
