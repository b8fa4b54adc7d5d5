"""Cryptography as Doc 9303-11 §9 names it: ciphers, MACs, key derivation, curves, prime fields, padding, randomness.

Enters: keys, bytes, randomness. Leaves: bytes, elements of a domain, or `MalformedData`.
Words: KS_enc, KS_mac, CMAC, retail MAC, domain parameters, integrated mapping, shared secret.
Not known: commands, files, certificates, people.
"""

from nfc_icao.crypto.ciphers import Cipher
from nfc_icao.crypto.curves import DomainParameters
from nfc_icao.crypto.domains import KeyAgreementDomain
from nfc_icao.crypto.groups import DhGroup
from nfc_icao.crypto.randomness import Randomness, system_randomness

__all__ = ["Cipher", "DhGroup", "DomainParameters", "KeyAgreementDomain", "Randomness", "system_randomness"]
