"""Every combination of protocol, domain, cipher and password that the reader speaks.

The parametrized tests run all of these rows, in a few seconds, and `scripts/protocol_coverage.py` prints them, so that
the page cannot say more than the tests do.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

CIPHERS = ("3DES", "AES-128", "AES-192", "AES-256")
PASSWORDS = ("CAN", "MRZ")
GROUPS = (0, 1, 2)
CURVES = (8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18)
NOT_INTEGRATED = (10,)
"""secp224r1 has no point encoding (Doc 9303-11 §9.5.1)."""

PACE_OID = "0.4.0.127.0.7.2.2.4"
CHIP_AUTHENTICATION_OID = "0.4.0.127.0.7.2.2.3"
_PACE_ARCS = {("DH", "GM"): 1, ("ECDH", "GM"): 2, ("DH", "IM"): 3, ("ECDH", "IM"): 4, ("ECDH", "CAM"): 6}
_CHIP_AUTHENTICATION_ARCS = {"DH": 1, "ECDH": 2}


@dataclass(frozen=True)
class Row:
    """One combination."""

    protocol: str
    """`PACE` or `CA`."""
    agreement: str
    """`DH` or `ECDH`."""
    mapping: str | None
    """Of PACE."""
    domain: int
    """Parameter id of Doc 9303-11 §9.5.1."""
    cipher: str
    password: str | None
    """Of PACE."""

    @property
    def oid(self) -> str:
        cipher_arc = CIPHERS.index(self.cipher) + 1
        if self.protocol == "CA":
            return f"{CHIP_AUTHENTICATION_OID}.{_CHIP_AUTHENTICATION_ARCS[self.agreement]}.{cipher_arc}"
        assert self.mapping is not None
        return f"{PACE_OID}.{_PACE_ARCS[self.agreement, self.mapping]}.{cipher_arc}"

    def __str__(self) -> str:
        parts = (self.protocol, self.agreement, self.mapping, str(self.domain), self.cipher, self.password)
        return "-".join(part for part in parts if part)


def _pace_rows() -> Iterator[Row]:
    for agreement, mapping in _PACE_ARCS:
        domains = GROUPS if agreement == "DH" else CURVES
        for domain, cipher, password in product(domains, CIPHERS, PASSWORDS):
            if mapping == "IM" and domain in NOT_INTEGRATED:
                continue
            if mapping == "CAM" and cipher == "3DES":
                continue
            yield Row("PACE", agreement, mapping, domain, cipher, password)


def _chip_authentication_rows() -> Iterator[Row]:
    for agreement, domains in (("DH", GROUPS), ("ECDH", CURVES)):
        for domain, cipher in product(domains, CIPHERS):
            yield Row("CA", agreement, None, domain, cipher, None)


PACE_ROWS = tuple(_pace_rows())
CHIP_AUTHENTICATION_ROWS = tuple(_chip_authentication_rows())


def _runs_against_openpace(row: Row) -> bool:
    """Every domain, every cipher over prime fields, and on one curve every cipher with every password."""
    if row.mapping != "GM":
        return False
    if row.agreement == "DH":
        return row.password == "CAN"
    return row.domain == 13 or (row.cipher, row.password) == ("AES-128", "CAN")


OPENPACE_ROWS = tuple(row for row in PACE_ROWS if _runs_against_openpace(row))

PUBLISHED = {
    "pace_ecdh_gm": Row("PACE", "ECDH", "GM", 13, "AES-128", "MRZ"),
    "pace_dh_gm": Row("PACE", "DH", "GM", 0, "AES-128", "MRZ"),
    "pace_ecdh_im": Row("PACE", "ECDH", "IM", 13, "AES-128", None),
    "pace_dh_im": Row("PACE", "DH", "IM", 0, "AES-128", None),
    "pace_cam": Row("PACE", "ECDH", "CAM", 13, "AES-128", None),
}
"""Worked examples of Doc 9303-11 that are replayed, by file of `tests/vectors`; the mapping alone where there is no
password."""
