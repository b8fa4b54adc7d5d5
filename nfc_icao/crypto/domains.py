"""What PACE and chip authentication compute in: a curve or a prime field, behind the same few operations.

The protocols of Doc 9303-11 §4.4 and §6.2 are written for any group; `+` and `·` there are a product and a power in a
prime field. An element is a `Point` on a curve and an `int` in a field, and never crosses over.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Protocol, TypeVar

from nfc_icao.crypto.curves import STANDARDIZED
from nfc_icao.crypto.groups import STANDARDIZED_GROUPS
from nfc_icao.crypto.randomness import Randomness
from nfc_icao.errors import MalformedData

Element = TypeVar("Element")


class KeyAgreementDomain(Protocol[Element]):
    """Domain parameters with their arithmetic. Whatever does not belong to the group raises `MalformedData`."""

    @property
    def name(self) -> str: ...

    @property
    def parameter_id(self) -> int | None:
        """The number of Doc 9303-11 §9.5.1; None for a group that came with a key."""
        ...

    @property
    def generator(self) -> Element: ...

    @property
    def public_key_tag(self) -> int:
        """Of the plain public key in a public key data object: 84 or 86 (Doc 9303-11 §9.4)."""
        ...

    @property
    def public_key_size(self) -> int:
        """Bytes of an encoded public key, at most."""
        ...

    def encode(self, element: Element, /) -> bytes: ...

    def decode(self, data: bytes, /) -> Element: ...

    def multiply(self, element: Element, scalar: int, /) -> Element: ...

    def add(self, one: Element, other: Element, /) -> Element: ...

    def shared_secret(self, private_key: int, public_key: Element, /) -> bytes: ...

    def is_ambiguous(self, secret: bytes, /) -> bool:
        """Whether chips write this shared secret in different ways, so that another one had better be agreed on."""
        ...

    def generate_key_pair(self, randomness: Randomness, generator: Element | None = None, /) -> tuple[int, Element]: ...

    def element_from(self, number: int, /) -> Element:
        """The mapping of integrated mapping: a number modulo `modulus` to an element."""
        ...

    @property
    def modulus(self) -> int:
        """The prime p that R_p(s, t) is taken modulo."""
        ...


STANDARDIZED_DOMAINS: Mapping[int, KeyAgreementDomain[Any]] = MappingProxyType({**STANDARDIZED_GROUPS, **STANDARDIZED})
"""Doc 9303-11 §9.5.1, whole."""


def standardized_domain(parameter_id: int) -> KeyAgreementDomain[Any]:
    """The domain with this number of Doc 9303-11 §9.5.1.

    Raises:
        MalformedData: the number stands for nothing.
    """
    domain = STANDARDIZED_DOMAINS.get(parameter_id)
    if domain is None:
        raise MalformedData(f"parameter id {parameter_id} is no standardized domain")
    return domain
