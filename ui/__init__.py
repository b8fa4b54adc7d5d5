"""What people see at the desk.

Enters: visits (`kiosk.visit.state.Visit`) and the states of devices. Leaves: intents, which are the human events of
`kiosk.visit.events`. Words: view model (what a page shows, as plain values), tone (the meaning of a colour), stage
(the middle of the window while there is no form yet). Not known: chips, devices, portals, where anything is stored.
"""

__all__: list[str] = []
