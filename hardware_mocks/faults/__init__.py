"""Ways a card breaks, by name: on the link, in the chip's protocols, in its contents.

Enters: a card and fault names, written `NAME[:ARGUMENT]` as on the command line. Leaves: a card behind the same port,
usable in process and behind a socket.
Words: link fault, misbehaviour, flawed contents. Not known: readers, verdicts.
"""

from hardware_mocks.faults.link import FaultyCard, MalformedFault
from hardware_mocks.faults.naming import NAMES, faulty

__all__ = ["NAMES", "FaultyCard", "MalformedFault", "faulty"]
