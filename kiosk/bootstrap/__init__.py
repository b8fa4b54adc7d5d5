"""The front door: the only room that sees every other one.

Enters: a site's settings, or the word "demo". Leaves: a running `Desk`, a told `walk`. Here settings become the values
rooms ask for, exceptions become failure codes, and hardware is chosen, real or imagined. Nothing else is decided here.
"""
