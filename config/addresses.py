"""Where another program listens, as a site's file writes it.

Personal data go over https, or over plain http to this very machine. `demo` stands for an address that whoever starts
the imagined office knows.
"""

from __future__ import annotations

import ipaddress
from urllib.parse import urlsplit

DEMO = "demo"
"""In place of an address: filled in by the one who starts the imagined office."""


def address(value: str) -> str:
    """The address itself; ValueError for one that personal data may not go to."""
    if value == DEMO:
        return value
    parts = urlsplit(value)
    if parts.scheme not in ("https", "http") or not parts.hostname or not has_a_port_that_exists(value):
        raise ValueError("an address is https://host or https://host:port, or demo")
    if parts.scheme == "http" and not is_this_machine(parts.hostname):
        raise ValueError("personal data need https; http is for this very machine only")
    return value


def address_here(value: str) -> str:
    """An address of this very machine; ValueError for any other."""
    parts = urlsplit(value)
    is_web = parts.scheme in ("https", "http") and has_a_port_that_exists(value)
    if not is_web or not parts.hostname or not is_this_machine(parts.hostname):
        raise ValueError("this goes unsigned, to this very machine only: http://localhost:…")
    return value


def has_a_port_that_exists(value: str) -> bool:
    """Whether the address names no port, or one from 1 to 65535."""
    try:
        return urlsplit(value).port != 0
    except ValueError:
        return False


def is_this_machine(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
