"""Cryptography as Doc 9303-11 §9 names it: ciphers, MACs, key derivation, curves, padding, randomness.

Enters: keys, bytes, randomness. Leaves: bytes, points, or `MalformedData`.
Words: KS_enc, KS_mac, CMAC, retail MAC, domain parameters, shared secret.
Not known: commands, files, certificates, people.
"""

from nfc_icao.crypto.ciphers import Cipher
from nfc_icao.crypto.curves import DomainParameters
from nfc_icao.crypto.randomness import Randomness, system_randomness

__all__ = ["Cipher", "DomainParameters", "Randomness", "system_randomness"]
