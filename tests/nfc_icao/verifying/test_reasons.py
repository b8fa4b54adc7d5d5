"""The keys translators rely on."""

import re

from nfc_icao.verifying import Reason


def test_reasons_are_dotted_keys_each_once():
    values = [reason.value for reason in Reason]
    assert len(set(values)) == len(list(Reason.__members__))
    assert all(re.fullmatch(r"[a-z_]+\.[a-z_]+", value) for value in values)
