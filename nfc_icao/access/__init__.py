"""Getting in, and asking the chip to prove itself (Doc 9303-11 §4, §6): BAC, PACE, active and chip authentication.

Enters: a `ChipChannel`, access keys, randomness, the protocols a chip offers. Leaves: an open channel and how it was
opened; a signature or the outcome of a key change; or a `ChipError`.
Words: access key, password, nonce, mapping, token, session. Not known: what files mean, certificates, verdicts.
"""

from nfc_icao.access.keys import AccessKey, Can, MrzKey
from nfc_icao.access.opening import Opening, open_chip

__all__ = ["AccessKey", "Can", "MrzKey", "Opening", "open_chip"]
