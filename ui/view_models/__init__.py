"""What the window shows, as plain values.

Enters: a `Visit`, a `DeviceBoard`, a `Language`. Leaves: `DeskView` and its parts, every text final, every look
named by tone and glyph. Words: view, badge, stage, notice. Not known: Qt, pixels, colours, threads.
"""

from ui.view_models.desk import DeskView, desk_view
from ui.view_models.devices import Device, DeviceBoard, DeviceState

__all__ = ["DeskView", "Device", "DeviceBoard", "DeviceState", "desk_view"]
