"""The visit: the only room that knows the route from a code to a receipt.

Enters: events (`kiosk.visit.events`). Leaves: states (`Visit`) and wishes (`kiosk.visit.effects`). Words: visit,
event, effect, row. Not known: how anything is drawn, read, asked or stored.
"""

from kiosk.visit.conductor import Conductor
from kiosk.visit.machine import VisitMachine
from kiosk.visit.state import Visit, VisitState

__all__ = ["Conductor", "Visit", "VisitMachine", "VisitState"]
