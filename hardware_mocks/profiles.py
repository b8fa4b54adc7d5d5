"""What kinds of chip there are, as data: which protocols, which limits, which oddities.

One TOML file per profile in `profiles/`. A profile decides both what is written into a chip (EF.CardAccess, DG14, the
list of data groups) and how it behaves. The oddities come from field reports on real cards; each file names its source.
A file states what is special; everything else is the default here: the plainest chip Doc 9303 allows.
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
MAPPINGS = ("GM", "IM", "CAM")


@dataclass(frozen=True)
class PaceOffer:
    """One PACEInfo of EF.CardAccess, version 2."""

    cipher: str
    """One of `CIPHER_NAMES`; chip authentication mapping goes with AES only."""
    parameter_id: int
    """Standardized domain parameters (Doc 9303-11 §9.5.1): 0 to 2 are groups, 8 to 18 curves."""
    mapping: str = "GM"
    """One of `MAPPINGS`; CAM on curves only, IM not on NIST P-224."""


@dataclass(frozen=True)
class ChipKeyOffer:
    """One chip authentication key in DG14."""

    ciphers: tuple[str, ...]
    parameter_id: int
    encoding: str = "explicit"
    """How the key's domain is written. On curves `explicit`, `named` or `standardized`; on groups `x942` (also called
    `explicit`), `pkcs3` or `standardized`."""
    key_id: int | None = None
    announced: bool = True
    """Whether ChipAuthenticationInfo stands beside the key. French passports leave it out."""


@dataclass(frozen=True)
class Profile:
    """One kind of chip."""

    name: str
    about: str
    data_groups: tuple[int, ...]
    """In the order EF.COM lists them."""

    bac: bool = True
    bac_refusal: int = 0x6D00
    """What GET CHALLENGE is answered with when there is no BAC."""
    pace: tuple[PaceOffer, ...] = ()
    pace_wants_parameter_id: bool = False
    """MSE:Set AT without tag 84 is answered 6A87, although there is no choice."""
    is_open: bool = False
    """No access control at all, as on the first passports."""
    wrong_key_delay_s: float = 0.0
    """After each wrong password, every answer waits this much longer until the right one comes."""

    chip_authentication: tuple[str, ...] = ()
    """Ciphers of the first chip authentication key; none: no such key."""
    chip_authentication_parameter_id: int = 13
    chip_authentication_domain: str = "explicit"
    """As `ChipKeyOffer.encoding`."""
    chip_authentication_key_id: int | None = None
    chip_authentication_announced: bool = True
    further_chip_keys: tuple[ChipKeyOffer, ...] = ()

    active_authentication: str = ""
    """One of `hardware_mocks.issuing.chip_keys.AA_ALGORITHMS`; empty: what the persona's document has."""
    active_authentication_parameter_id: int = 12
    """The curve of an ECDSA key."""
    active_authentication_domain: str = "named"
    """How DG15 writes that curve: `explicit`, `named` or `standardized`."""
    active_authentication_der: bool = False
    """ECDSA signatures come as a DER SEQUENCE instead of r ‖ s (Portuguese identity cards)."""
    active_authentication_announced: bool = True
    """Whether DG14 holds ActiveAuthenticationInfo for an ECDSA key."""

    select_mf_status: int = 0x9000
    """The answer to SELECT MF. 6D00 on the Vietnamese card."""
    select_card_access_status: int = 0x9000
    """The answer when EF.CardAccess is selected: 6283 in Malaysia. Other errors hide the file."""
    card_access_in: str = "mf"
    """Where EF.CardAccess lies: `mf`, `application`, `both` or `none`."""
    ef_atr: bool = False
    """Whether EF.ATR/INFO announces the buffer sizes (Doc 9303-10 §3.11.2)."""
    ef_dir: bool = False
    absent_data_groups: tuple[int, ...] = ()
    """Listed in EF.COM and EF.SOD, and not there: 6A82."""
    refused_data_groups: tuple[int, ...] = (3, 4)
    """There, and closed to readers without terminal authentication: 6982."""

    extended_length: bool = True
    link_extended: bool | None = None
    """Whether the reader in front carries extended length; None: as the chip."""
    max_command_bytes: int = 2048
    max_response_bytes: int = 2048
    """The longest response data field, secure messaging included."""
    read_limit: int = 0
    """The largest Le of READ BINARY, counted in plain; 0: no limit of its own."""
    read_limit_status: str = "6Cxx"
    """How a larger Le is answered: `6Cxx`, any error such as `6700` or `6B00`, or `6282` with as much as the limit
    allows."""
    end_of_file: str = "6282"
    """Reading past the end: `6282` and `6281` give the rest with a warning, `6Cxx` names the right Le, `6B00`, `6700`
    and `6282-empty` give nothing."""
    odd_read_binary: bool = True
    """Whether READ BINARY with INS B1 exists."""
    error_ends_session: bool = False
    """Every error under secure messaging is answered in plain, and the session is over."""
    refusal_ends_session: bool = False
    """The same for 6982 alone, as when DG3 is asked for."""

    latency_s: float = 0.0
    """What every answer takes."""
    latency_s_per_byte: float = 0.0
    """What every byte of command and answer takes besides."""

    face_format: str = "19794-5"
    """How DG2 writes the face: ISO/IEC `19794-5` or `39794-5`."""
    portrait_bytes: int = 0
    """The picture is filled up to at least this size."""

    @property
    def chip_keys(self) -> tuple[ChipKeyOffer, ...]:
        """All chip authentication keys, in the order of DG14."""
        if not self.chip_authentication:
            return self.further_chip_keys
        first = ChipKeyOffer(
            self.chip_authentication,
            self.chip_authentication_parameter_id,
            self.chip_authentication_domain,
            self.chip_authentication_key_id,
            self.chip_authentication_announced,
        )
        return (first, *self.further_chip_keys)

    @property
    def cam_parameter_ids(self) -> tuple[int, ...]:
        """The curves on which EF.CardSecurity holds a key for chip authentication mapping."""
        return tuple(sorted({offer.parameter_id for offer in self.pace if offer.mapping == "CAM"}))


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
        data["further_chip_keys"] = tuple(
            ChipKeyOffer(**{**key, "ciphers": tuple(key["ciphers"])}) for key in data.get("further_chip_keys", ())
        )
        lists = {key: tuple(value) for key, value in data.items() if isinstance(value, list)}
        return Profile(name=name, **{**data, **lists})
    except (tomllib.TOMLDecodeError, KeyError, TypeError, ValueError) as reason:
        raise MalformedPersona(f"{path.name}: {type(reason).__name__} at {reason}") from None
