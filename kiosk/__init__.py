"""The kiosk: from what a card says to a record delivered.

Enters: events of devices and people. Leaves: records on disk, receipts from offices. `kiosk.bootstrap` is the front
door and the only module that sees every room; `kiosk.cli` is the same door for people who type.
"""
