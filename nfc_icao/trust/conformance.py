"""Where a document signer's certificate departs from its profile without harm (Doc 9303-12 §7.1, tables 4 and 5).

Certificates in the field depart from it in many ways, and a signature under a trusted key is no less right for that. So
nothing here is counted, except in a strict inspection.
"""

from __future__ import annotations

from collections.abc import Iterable

from nfc_icao.encoding.tlv import Tlv
from nfc_icao.lds import der
from nfc_icao.trust.certificates import DIGITAL_SIGNATURE, Certificate

_KEY_USAGE = bytes.fromhex("551D0F")
_LAST_YEAR_OF_UTC_TIME = 2049
_TIMES = (der.UTC_TIME, der.GENERALIZED_TIME)


def signer_remarks(certificate: Certificate) -> tuple[str, ...]:
    """What is not as the profile has it, in words without values."""
    members = der.decode(certificate.tbs, len(certificate.tbs)).children()
    only_for_documents = certificate.key_usage == frozenset({DIGITAL_SIGNATURE})
    remarks = (
        ("authority key identifier", certificate.authority_key_identifier is not None),
        ("key usage", only_for_documents and _key_usage_is_critical(members)),
        ("form of validity", _validity_is_well_written(members, certificate)),
        ("order of validity", certificate.not_before <= certificate.not_after),
    )
    return tuple(name for name, conforms in remarks if not conforms)


def _key_usage_is_critical(members: Iterable[Tlv]) -> bool:
    """The extension with this identifier, critical TRUE."""
    extensions = (one.children() for node in members if node.tag == 0xA3 for one in node.children()[0].children())
    return any(one[0].value == _KEY_USAGE and one[1].tag == der.BOOLEAN for one in extensions)


def _validity_is_well_written(members: Iterable[Tlv], certificate: Certificate) -> bool:
    """UTCTime through 2049, GeneralizedTime from then on (RFC 5280 §4.1.2.5)."""
    sequences = (node.children() for node in members if node.tag == der.SEQUENCE)
    times = next((nodes for nodes in sequences if nodes and nodes[0].tag in _TIMES), ())
    years = (certificate.not_before.year, certificate.not_after.year)
    return all(
        (node.tag == der.UTC_TIME) == (year <= _LAST_YEAR_OF_UTC_TIME) for node, year in zip(times, years, strict=False)
    )
