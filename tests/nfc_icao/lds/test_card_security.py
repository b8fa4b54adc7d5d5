"""EF.CardSecurity: taken apart like EF.SOD, holding what EF.CardAccess holds and the chip's key."""

import pytest
from trust.imagined_issuer import SIGNER_SIGNING, signed_data, signer

from nfc_icao.errors import MalformedData
from nfc_icao.lds.card_security import ID_SECURITY_OBJECT, MAX_BYTES, parse_card_security

from .samples import CARD_ACCESS, only_malformed_data_leaves

WHOLE = signed_data(CARD_ACCESS, ID_SECURITY_OBJECT, SIGNER_SIGNING, [signer()])


@pytest.mark.parametrize("padding", [b"", bytes(30)])
def test_the_signed_infos_are_read_whatever_follows_the_file(padding):
    card_security = parse_card_security(WHOLE + padding)
    assert [info.parameter_id for info in card_security.infos.pace] == [13]
    assert card_security.signed_data.content == CARD_ACCESS


@pytest.mark.parametrize(
    "broken",
    [
        b"",
        CARD_ACCESS,
        WHOLE[:-1],
        signed_data(CARD_ACCESS, "2.23.136.1.1.1", SIGNER_SIGNING, [signer()]),
        signed_data(b"\x30\x00", ID_SECURITY_OBJECT, SIGNER_SIGNING, [signer()]),
        bytes(MAX_BYTES + 1),
    ],
)
def test_a_broken_file_is_malformed(broken):
    with pytest.raises(MalformedData):
        parse_card_security(broken)


def test_any_bytes_are_a_card_security_or_malformed():
    only_malformed_data_leaves(parse_card_security, WHOLE)
