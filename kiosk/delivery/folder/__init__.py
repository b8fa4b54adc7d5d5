"""Records as files in a folder that another program looks into.

Enters: `Record`. Leaves: `<record id>.json`, and what else the site wants, whole or not at all; `Receipt`. Words:
format, placing, duplicate. Not known: who fetches the files, what the other formats mean (a `render` is a parameter).
"""

from kiosk.delivery.folder.folder import Folder, FolderSettings, Format

__all__ = ["Folder", "FolderSettings", "Format"]
