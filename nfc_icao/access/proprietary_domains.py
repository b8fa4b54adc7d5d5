"""Domains that a chip numbers itself, in PACEDomainParameterInfo (Doc 9303-11 §9.2.2, §9.5.2).

They come before any signature, so nothing is computed on that is not a standardized domain spelled out: a weak one of
the chip's choice would show the password to whoever plays the chip.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from nfc_icao.crypto.domains import STANDARDIZED_DOMAINS, KeyAgreementDomain, standardized_domain
from nfc_icao.crypto.groups import STANDARDIZED_GROUPS
from nfc_icao.encoding import tlv
from nfc_icao.errors import MalformedData
from nfc_icao.lds import der
from nfc_icao.lds.public_keys import (
    ID_STANDARDIZED_DOMAIN_PARAMETERS,
    DhPublicKey,
    EcPublicKey,
    parse_public_key,
)
from nfc_icao.lds.security_infos import PaceDomainParameterInfo

_MAX_BYTES = 4096
_GENERATOR_IN_CURVE, _GENERATOR_IN_FIELD = 3, 1


def proprietary_domains(infos: Iterable[PaceDomainParameterInfo]) -> dict[int | None, KeyAgreementDomain[Any]]:
    """Standardized domains by the chip's own numbers. What is none, or takes a reserved number, is left out."""
    found: dict[int | None, KeyAgreementDomain[Any]] = {}
    for info in infos:
        if info.parameter_id not in STANDARDIZED_DOMAINS:
            try:
                found[info.parameter_id] = _domain(info.algorithm)
            except MalformedData:
                continue
    return found


def _domain(encoded: bytes) -> KeyAgreementDomain[Any]:
    node = der.decode(encoded, _MAX_BYTES)
    algorithm = der.algorithm_identifier(node)
    if algorithm.parameters is None:
        raise MalformedData("domain parameters without parameters")
    if algorithm.oid == ID_STANDARDIZED_DOMAIN_PARAMETERS:
        return standardized_domain(der.integer(algorithm.parameters))
    # The generator is a public key of its own domain, and so the parser of keys reads the domain.
    members = der.members(algorithm.parameters, der.SEQUENCE, at_least=_GENERATOR_IN_CURVE)
    if len(members) > _GENERATOR_IN_CURVE and members[_GENERATOR_IN_CURVE].tag == der.OCTET_STRING:
        generator = members[_GENERATOR_IN_CURVE].value
    else:
        generator = members[_GENERATOR_IN_FIELD].encoded()
    key = parse_public_key(tlv.encode(der.SEQUENCE, encoded, tlv.encode(der.BIT_STRING, b"\x00", generator)))
    if isinstance(key, EcPublicKey):
        return key.domain
    for group in STANDARDIZED_GROUPS.values():
        if isinstance(key, DhPublicKey) and _numbers(key) == (group.prime, group.generator, group.order):
            return group
    raise MalformedData("domain parameters that are not those of a standardized domain")


def _numbers(key: DhPublicKey) -> tuple[int, int, int | None]:
    return key.prime, key.generator, key.order
