"""Ways a card breaks, by name: on the link, in the chip's protocols, in its contents.

Enters: a card and faults as written on the command line, `NAME[:ARGUMENT]` or `PHASE=EFFECT[:ARGUMENT][@N]`. Leaves: a
card behind the same port, usable in process and behind a socket.
Words: link fault, hook, phase, effect, flawed contents. Not known: readers, verdicts.
"""

from hardware_mocks.faults.chip import EFFECTS
from hardware_mocks.faults.hooks import MalformedFault
from hardware_mocks.faults.link import FaultyCard
from hardware_mocks.faults.naming import NAMES, faulty
from hardware_mocks.faults.phases import PHASES

__all__ = ["EFFECTS", "NAMES", "PHASES", "FaultyCard", "MalformedFault", "faulty"]
