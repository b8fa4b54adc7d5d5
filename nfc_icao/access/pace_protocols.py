"""Which of the ways of doing PACE that a chip offers is taken (Doc 9303-11 §4.4, §9.2.1).

The preference is written out below. AES comes before 3DES whatever else differs. Then curves come before prime fields,
which cost the chip ten times the time. Then chip authentication mapping comes first, because it proves the chip in the
same breath; generic mapping before integrated, because it is everywhere and tried best. Then the longer key. What is
equal stays in the order of the chip.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from nfc_icao.crypto.ciphers import Cipher
from nfc_icao.crypto.domains import STANDARDIZED_DOMAINS, KeyAgreementDomain
from nfc_icao.crypto.groups import STANDARDIZED_GROUPS
from nfc_icao.lds.security_infos import PACE_PROTOCOLS, PaceInfo

GM = "GM"
IM = "IM"
CAM = "CAM"

PREFERENCE: tuple[tuple[str, str, Cipher], ...] = (
    ("ECDH", CAM, Cipher.AES_256),
    ("ECDH", CAM, Cipher.AES_192),
    ("ECDH", CAM, Cipher.AES_128),
    ("ECDH", GM, Cipher.AES_256),
    ("ECDH", GM, Cipher.AES_192),
    ("ECDH", GM, Cipher.AES_128),
    ("ECDH", IM, Cipher.AES_256),
    ("ECDH", IM, Cipher.AES_192),
    ("ECDH", IM, Cipher.AES_128),
    ("DH", GM, Cipher.AES_256),
    ("DH", GM, Cipher.AES_192),
    ("DH", GM, Cipher.AES_128),
    ("DH", IM, Cipher.AES_256),
    ("DH", IM, Cipher.AES_192),
    ("DH", IM, Cipher.AES_128),
    ("ECDH", GM, Cipher.TDES),
    ("ECDH", IM, Cipher.TDES),
    ("DH", GM, Cipher.TDES),
    ("DH", IM, Cipher.TDES),
)
"""Key agreement, mapping, cipher: best first. What is not here is not spoken."""

_VERSION = 2
"""Version 1 is that of BSI's drafts, before Doc 9303 took PACE up."""
_NOT_INTEGRATED = frozenset({10})
"""secp224r1: its field has no point encoding (Doc 9303-11 §9.5.1, footnote)."""
_TEMPLATE_BYTES = 8
"""Tags and lengths of 7C and of the data object inside."""


@dataclass(frozen=True)
class PaceProtocol:
    """One way of doing PACE that the chip offers and we speak."""

    oid: str
    mapping: str
    """`GM`, `IM` or `CAM`."""
    cipher: Cipher
    domain: KeyAgreementDomain[Any]
    parameter_id: int | None
    """How the chip numbers the domain (tag 84); None where it has but one, of its own, without a number."""
    needs_parameter_id: bool
    """The same object identifier is offered with several domains, so MSE:Set AT must say which (tag 84)."""

    @property
    def longest_data(self) -> int:
        """Bytes of the longest data field that it sends or receives in steps 2 and 3."""
        return self.domain.public_key_size + _TEMPLATE_BYTES


def preferred_protocols(
    offers: Iterable[PaceInfo],
    *,
    proprietary: Mapping[int | None, KeyAgreementDomain[Any]] = MappingProxyType({}),
    longest_short_data: int | None = None,
) -> tuple[PaceProtocol, ...]:
    """All that the chip offers and we speak, best first; each once.

    `proprietary` are the domains that the chip numbers itself. `longest_short_data` is given where the link carries
    short APDUs only: what would not fit comes last then.
    """
    domains = {**proprietary, **dict[int | None, KeyAgreementDomain[Any]](STANDARDIZED_DOMAINS.items())}
    spoken = [offer for offer in offers if _is_spoken(offer, domains.get(offer.parameter_id))]
    found = list(dict.fromkeys(_protocol(offer, spoken, domains[offer.parameter_id]) for offer in spoken))
    found.sort(key=_rank)
    if longest_short_data is not None:
        found.sort(key=lambda protocol: protocol.longest_data > longest_short_data)
    return tuple(found)


def _rank(protocol: PaceProtocol) -> int:
    return PREFERENCE.index((PACE_PROTOCOLS[protocol.oid].key_agreement, protocol.mapping, protocol.cipher))


def _is_spoken(offer: PaceInfo, domain: KeyAgreementDomain[Any] | None) -> bool:
    what = offer.protocol
    if (what.key_agreement, what.mapping, Cipher(what.cipher)) not in PREFERENCE or offer.version != _VERSION:
        return False
    if domain is None or (what.mapping == IM and domain.parameter_id in _NOT_INTEGRATED):
        return False
    return (what.key_agreement == "DH") == (domain.parameter_id in STANDARDIZED_GROUPS)


def _protocol(offer: PaceInfo, spoken: Iterable[PaceInfo], domain: KeyAgreementDomain[Any]) -> PaceProtocol:
    mapping = offer.protocol.mapping
    assert mapping is not None
    domains = {other.parameter_id for other in spoken if other.oid == offer.oid}
    return PaceProtocol(
        offer.oid,
        mapping,
        Cipher(offer.protocol.cipher),
        domain,
        offer.parameter_id,
        needs_parameter_id=len(domains) > 1,
    )
