"""What can go wrong with figures."""

from __future__ import annotations


class FigureError(Exception):
    """The figures could not be written as asked."""


class SpreadsheetMissing(FigureError):
    """The library that writes XLSX is not installed."""

    def __init__(self) -> None:
        super().__init__("openpyxl is not installed")
