"""What kinds of chip there are, as data: which protocols, which limits, which oddities.

One TOML file per profile in `profiles/`. A profile decides both what is written into a chip (EF.CardAccess, DG14, the
list of data groups) and how it behaves. The oddities come from field reports on real cards; each file names its source.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from hardware_mocks.errors import MalformedPersona, UnknownName

_PROFILES = Path(__file__).parent / "profiles"
CIPHER_NAMES = ("3DES", "AES-128", "AES-192", "AES-256")


@dataclass(frozen=True)
class PaceOffer:
    """One PACEInfo of EF.CardAccess: PACE version 2, ECDH, generic mapping."""

    cipher: str
    """One of `CIPHER_NAMES`."""
    parameter_id: int
    """Standardized domain parameters (Doc 9303-11 §9.5.1): 12 to 18."""


@dataclass(frozen=True)
class Profile:
    """One kind of chip."""

    name: str
    about: str
    data_groups: tuple[int, ...]
    """In the order EF.COM lists them."""
    bac: bool
    pace: tuple[PaceOffer, ...]
    chip_authentication: tuple[str, ...]
    """Ciphers for which DG14 offers id-CA-ECDH; the key is the same for all."""
    chip_authentication_parameter_id: int
    chip_authentication_domain: str
    """How DG14 writes the curve: `explicit`, `named` or `standardized`."""
    select_mf_status: int
    """The answer to SELECT MF. 6D00 on the Vietnamese card."""
    extended_length: bool
    max_response_bytes: int
    """The longest response data field, secure messaging included."""
    end_of_file: str
    """Reading past the end: `6282` gives the rest with a warning, `6Cxx` names the right Le, `6B00` gives nothing."""
    odd_read_binary: bool
    """Whether READ BINARY with INS B1 exists."""
    ef_atr: bool
    """Whether EF.ATR/INFO announces the buffer sizes (Doc 9303-10 §3.11.2)."""


def names() -> tuple[str, ...]:
    """The names of all profiles, sorted."""
    return tuple(sorted(path.stem for path in _PROFILES.glob("*.toml")))


@cache
def load(name: str) -> Profile:
    """The profile of this name.

    Raises:
        UnknownName: there is none.
        MalformedPersona: its file is broken.
    """
    if name not in names():
        raise UnknownName(f"no profile {name!r}; there are: {', '.join(names())}")
    path = _PROFILES / f"{name}.toml"
    try:
        data: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
        data["pace"] = tuple(PaceOffer(**offer) for offer in data.get("pace", ()))
        for key in ("data_groups", "chip_authentication"):
            data[key] = tuple(data[key])
        return Profile(name=name, **data)
    except (tomllib.TOMLDecodeError, KeyError, TypeError, ValueError) as reason:
        raise MalformedPersona(f"{path.name}: {type(reason).__name__} at {reason}") from None
