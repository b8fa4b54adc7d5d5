"""The page of figures and waiting records at a desk, and the PIN that opens it."""

from __future__ import annotations

from pydantic import Field

from config.files import Strict

_HASH = r"^scrypt\$[0-9]{5,6}\$8\$1\$[A-Za-z0-9+/=]{24}\$[A-Za-z0-9+/=]{44}$"


class StaffPage(Strict):
    """Without a PIN the page stays shut."""

    pin_hash: str | None = Field(default=None, pattern=_HASH)
    """As `mot-cham staff pin` prints it; never the PIN itself."""
    demo_pin: str | None = Field(default=None, pattern=r"^[0-9]{4,12}$")
    """The PIN of a demonstration, shown beside its box; refused unless the site is a demo."""
    tries: int = Field(default=5, ge=1, le=20)
    """Wrong PINs before the page is shut for a while."""
    rest_s: float = Field(default=300.0, ge=10, le=86400)
    """How long it is shut then."""

    def __repr__(self) -> str:
        return "StaffPage()"
