"""How long the chip took to prove itself: a card may lie on another reader, far away.

A relay answers every challenge rightly, only later. No limit separates it from a slow chip: a 2048-bit signature takes
a chip anything from a tenth of a second to more than one, and no times are published for Vietnamese cards. So a limit
is the site's to set, from what its own cards take, and what exceeds it is said and not counted. `NO_LIMIT` is the
default until somebody has measured.
"""

from __future__ import annotations

from collections.abc import Iterator

from nfc_icao.evidence import ChipReading
from nfc_icao.trust import Finding
from nfc_icao.verifying.findings import FindingKey

NO_LIMIT = 0.0


def find_slow_proofs(reading: ChipReading, limit_s: float) -> Iterator[Finding]:
    """A finding when active or chip authentication took longer than `limit_s`; nothing where no time was taken."""
    if limit_s <= NO_LIMIT:
        return
    proofs = (reading.active_authentication, reading.chip_authentication)
    if any(proof is not None and proof.elapsed_s is not None and proof.elapsed_s > limit_s for proof in proofs):
        yield Finding(FindingKey.CHIP_PROOF_SLOW, "C4")
