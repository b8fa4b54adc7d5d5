"""What can go wrong on the way to paper. No text here ever holds a value that was to be printed."""

from __future__ import annotations


class PaperError(Exception):
    """A paper could not be made."""


class PaperLibraryMissing(PaperError):
    """A library that makes papers is not installed. `remedy` is the command that installs it."""

    def __init__(self, library: str = "typst") -> None:
        self.remedy = "scripts/run"
        super().__init__(f"{library} is not installed: {self.remedy}")


class LayoutUnknown(PaperError):
    """There is no layout of this name."""

    def __init__(self, layout: str) -> None:
        self.layout = layout
        super().__init__(f"there is no layout {layout!r}")


class LayoutFailed(PaperError):
    """The layout could not be set with these data: a key it needs is missing, or the layout itself is wrong."""

    def __init__(self, layout: str, line: str = "") -> None:
        """`line` is the place in the layout where it failed, never what stood in the data."""
        self.layout = layout
        super().__init__(f"the layout {layout!r} failed{f' at {line}' if line else ''}")


class DataUnfit(PaperError):
    """The data are no tree of texts, numbers, truths, lists and bytes, or there is too much of them. `where` is a path
    of keys."""

    def __init__(self, where: str, reason: str) -> None:
        self.where = where
        super().__init__(f"{where or 'data'}: {reason}")
