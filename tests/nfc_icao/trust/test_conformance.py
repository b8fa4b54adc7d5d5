"""Certificates that keep to their profile, and departures that harm nothing."""

from datetime import UTC, datetime

import pytest
from asn1crypto import x509

from nfc_icao.trust.certificates import parse_certificate
from nfc_icao.trust.conformance import signer_remarks

from .imagined_issuer import signer


def remarks(**options) -> tuple[str, ...]:
    return signer_remarks(parse_certificate(signer(**options)))


def test_a_signer_that_keeps_to_its_profile_has_no_remarks():
    assert remarks() == ()


@pytest.mark.parametrize(
    ("options", "remark"),
    [
        ({"with_key_identifiers": False}, "authority key identifier"),
        ({"key_usage": {"digital_signature", "key_agreement"}}, "key usage"),
        ({"valid": (datetime(2030, 1, 1, tzinfo=UTC), datetime(2020, 1, 1, tzinfo=UTC))}, "order of validity"),
    ],
)
def test_each_departure_is_named(options, remark):
    assert remarks(**options) == (remark,)


def test_a_validity_written_in_the_long_form_too_early_is_remarked():
    certificate = x509.Certificate.load(signer())
    certificate["tbs_certificate"]["validity"]["not_before"] = x509.Time(
        {"general_time": datetime(2020, 1, 1, tzinfo=UTC)}
    )
    assert signer_remarks(parse_certificate(certificate.dump(force=True))) == ("form of validity",)


def test_key_usage_that_is_not_critical_is_remarked():
    certificate = x509.Certificate.load(signer())
    for extension in certificate["tbs_certificate"]["extensions"]:
        if extension["extn_id"].native == "key_usage":
            extension["critical"] = False
    assert signer_remarks(parse_certificate(certificate.dump(force=True))) == ("key usage",)
