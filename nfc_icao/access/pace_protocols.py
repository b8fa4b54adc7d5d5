"""Which of the ways of doing PACE that a chip offers is taken (Doc 9303-11 §4.4, §9.2.1).

The preference is written out below. AES comes before 3DES whatever else differs. Then curves come before prime fields,
which cost the chip ten times the time. Then chip authentication mapping comes first, because it proves the chip in the
same breath; generic mapping before integrated, because it is everywhere and tried best. Then the longer key. What is
equal stays in the order of the chip.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from nfc_icao.crypto.ciphers import Cipher
from nfc_icao.crypto.domains import STANDARDIZED_DOMAINS, KeyAgreementDomain
from nfc_icao.crypto.groups import STANDARDIZED_GROUPS
from nfc_icao.lds.security_infos import PaceInfo

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
    parameter_id: int
    """Of the domain (Doc 9303-11 §9.5.1)."""
    needs_parameter_id: bool
    """The same object identifier is offered with several domains, so MSE:Set AT must say which (tag 84)."""

    @property
    def longest_data(self) -> int:
        """Bytes of the longest data field that it sends or receives in steps 2 and 3."""
        return self.domain.public_key_size + _TEMPLATE_BYTES


def preferred_protocols(
    offers: Iterable[PaceInfo], *, longest_short_data: int | None = None
) -> tuple[PaceProtocol, ...]:
    """All that the chip offers and we speak, best first; each once.

    `longest_short_data` is given where the link carries short APDUs only: what would not fit comes last then.
    """
    spoken = [offer for offer in offers if _is_spoken(offer)]
    found = list(dict.fromkeys(_protocol(offer, spoken) for offer in spoken))
    found.sort(key=_rank)
    if longest_short_data is not None:
        found.sort(key=lambda protocol: protocol.longest_data > longest_short_data)
    return tuple(found)


def _rank(protocol: PaceProtocol) -> int:
    agreement = "DH" if protocol.parameter_id in STANDARDIZED_GROUPS else "ECDH"
    return PREFERENCE.index((agreement, protocol.mapping, protocol.cipher))


def _is_spoken(offer: PaceInfo) -> bool:
    what = offer.protocol
    if (what.key_agreement, what.mapping, Cipher(what.cipher)) not in PREFERENCE or offer.version != _VERSION:
        return False
    if offer.parameter_id not in STANDARDIZED_DOMAINS:
        return False
    if what.mapping == IM and offer.parameter_id in _NOT_INTEGRATED:
        return False
    return (what.key_agreement == "DH") == (offer.parameter_id in STANDARDIZED_GROUPS)


def _protocol(offer: PaceInfo, spoken: Iterable[PaceInfo]) -> PaceProtocol:
    parameter_id, mapping = offer.parameter_id, offer.protocol.mapping
    assert parameter_id is not None
    assert mapping is not None
    domains = {other.parameter_id for other in spoken if other.oid == offer.oid}
    return PaceProtocol(
        offer.oid,
        mapping,
        Cipher(offer.protocol.cipher),
        STANDARDIZED_DOMAINS[parameter_id],
        parameter_id,
        needs_parameter_id=len(domains) > 1,
    )
