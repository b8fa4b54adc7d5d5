"""Master lists of imagined states."""

import pytest
from lds.samples import only_malformed_data_leaves

from nfc_icao.errors import LimitExceeded, MalformedData
from nfc_icao.trust.master_list import MAX_BYTES, parse_master_list

from .imagined_issuer import SIGNER_SIGNING, Signing, csca, master_list, signed_data, signer

TWO = [csca(), csca(Signing("secp256r1"), "CSCA Khác", country="UT")]


def test_the_certificates_are_taken_out_as_they_are():
    assert parse_master_list(master_list(TWO)).certificates == tuple(TWO)


def test_another_signed_content_is_malformed():
    with pytest.raises(MalformedData):
        parse_master_list(signed_data(b"\x30\x00", "2.23.136.1.1.1", SIGNER_SIGNING, [signer()]))


def test_a_list_beyond_any_size_is_refused():
    with pytest.raises(LimitExceeded):
        parse_master_list(bytes(MAX_BYTES + 1))


def test_any_bytes_are_a_master_list_or_malformed():
    only_malformed_data_leaves(parse_master_list, master_list([csca()]))
