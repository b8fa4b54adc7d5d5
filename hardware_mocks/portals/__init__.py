"""An imagined health-insurance portal (BHXH) that speaks the real one's language over real HTTP.

It checks what the real one checks: account, MD5 in capitals, token, registered staff member, number, name, date of
birth. Every result code and every way a server can misbehave happens on demand, for everybody or for one person. All
insured people, and everything that ever ailed them, are invented.

Enters: personas, a `Script` or the name of a scenario. Leaves: answers, and what was asked (`SeenRequest`). Words:
call, script, scenario. Not known: the kiosk.

    python -m hardware_mocks.portals --port 8080 --scenario slow-20
"""

from hardware_mocks.portals.account import PortalAccount, SeenRequest
from hardware_mocks.portals.contract import COPAYMENT, HISTORY, LOOK_UP_CARD, TAKE_TOKEN, Call
from hardware_mocks.portals.insured import InsuredPerson
from hardware_mocks.portals.portal import FakePortal
from hardware_mocks.portals.scenarios import scenario, scenarios
from hardware_mocks.portals.script import Script

__all__ = [
    "COPAYMENT",
    "HISTORY",
    "LOOK_UP_CARD",
    "TAKE_TOKEN",
    "Call",
    "FakePortal",
    "InsuredPerson",
    "PortalAccount",
    "Script",
    "SeenRequest",
    "scenario",
    "scenarios",
]
