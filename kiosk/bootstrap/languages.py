"""Catalogues become `Language` values: Vietnamese is the fallback of every other one."""

from __future__ import annotations

from functools import cache

import config
from kiosk.runtime.language import Language


@cache
def language(code: str) -> Language:
    """The language `code`.

    Raises:
        config.ConfigError: there is no such catalogue, or it is broken.
    """
    return Language(code, config.load_language(code), None if code == "vi" else language("vi"))
