"""The command line: the same rooms for people who type, and for scripts.

Enters: arguments. Leaves: text or one JSON object on standard output, sentences on standard error, an exit code
(`kiosk.cli.exit_codes`). Not known: screens.
"""

from kiosk.cli.main import main

__all__ = ["main"]
