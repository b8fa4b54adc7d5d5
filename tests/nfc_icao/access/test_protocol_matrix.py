"""Every mapping with every domain, cipher and password, against a card side written apart from the reader."""

from __future__ import annotations

from typing import Any

import pytest

from nfc_icao.access.keys import Can, MrzKey
from nfc_icao.access.pace import open_with_pace
from nfc_icao.access.pace_protocols import preferred_protocols
from nfc_icao.access.passwords import pace_secret
from nfc_icao.chip.channel import ChipChannel
from nfc_icao.crypto.kdf import derive_session_keys
from nfc_icao.crypto.randomness import system_randomness
from nfc_icao.lds.security_infos import PaceInfo

from .coverage_rows import PACE_ROWS, Row
from .plain_groups import plain_group

KEYS = {"CAN": Can("123456"), "MRZ": MrzKey("T22000129", "640812", "101031")}


@pytest.mark.parametrize("row", PACE_ROWS, ids=str)
def test_pace_is_agreed_on(pace_card: Any, row: Row) -> None:
    key = KEYS[row.password or ""]
    chip = pace_card(row.oid, row.domain, pace_secret(key))
    (protocol,) = preferred_protocols([PaceInfo(row.oid, 2, row.domain)])

    outcome = open_with_pace(ChipChannel(chip), protocol, key, system_randomness)

    session = outcome.session
    assert (protocol.mapping, session.cipher.label) == (row.mapping, row.cipher)
    assert (session._ks_enc, session._ks_mac) == derive_session_keys(chip.shared, chip.cipher)
    if row.mapping == "CAM":
        data = outcome.chip_authentication
        assert data is not None
        group = plain_group(row.domain)
        ca_ic = int.from_bytes(data.ca_ic, "big")
        assert data.pk_map_ic == group.encode(group.power(group.decode(chip.pk_ic_static), ca_ic))
    else:
        assert outcome.chip_authentication is None
