"""Imagined hardware: people, their cards, the readers they lay them on, and the ways all this breaks.

Pretend hardware is part of the product. *Virtual* computes (`VirtualCard`, `VirtualReader`), *scripted* replays
(`ScriptedTransport`), *faulty* breaks (`faulty`). The card follows ISO 7816-4 and Doc 9303-10/-11 with its own secure
messaging, key derivation and encodings, so that a mistake of our reader cannot hide behind the same mistake here. Other
people's readers can be tested against it through `vpcd`.

Enters: persona files (all people are invented), profiles, faults by name. Leaves: the same ports the real devices have.
Words: persona, profile, issued document, fault. Not known: the screen, the visit, forms, portals' meaning.
"""

from hardware_mocks.errors import HardwareMockError

__all__ = ["HardwareMockError"]
