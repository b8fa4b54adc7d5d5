"""Exports of the ICAO PKD."""

import pytest
from lds.samples import only_malformed_data_leaves

from nfc_icao.errors import MalformedData
from nfc_icao.trust.ldif import CERTIFICATE, CRL, MASTER_LIST, parse_ldif

from .imagined_issuer import csca, ldif, master_list, revocation_list


def test_certificates_lists_and_master_lists_are_found_and_the_rest_passes_by():
    content = ldif(
        {
            "userCertificate;binary": csca(),
            "certificateRevocationList;binary": revocation_list((7,)),
            "pkdMasterListContent": master_list([csca()]),
            "sn": b"not ours",
        }
    )
    assert list(parse_ldif(content)) == [
        (CERTIFICATE, csca()),
        (CRL, revocation_list((7,))),
        (MASTER_LIST, master_list([csca()])),
    ]


def test_an_attribute_that_is_not_base64_is_malformed():
    with pytest.raises(MalformedData):
        list(parse_ldif(b"userCertificate;binary:: %%%"))


def test_text_without_such_attributes_gives_nothing():
    assert list(parse_ldif(b"")) == []
    assert list(parse_ldif(b"userCertificate: plain\r\n\r\n: x\n")) == []


def test_any_bytes_are_an_ldif_or_malformed():
    only_malformed_data_leaves(lambda data: list(parse_ldif(data)), ldif({"cACertificate;binary": b"abc"}))
