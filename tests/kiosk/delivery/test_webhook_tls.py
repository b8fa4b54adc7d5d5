"""TLS is checked, always: an office whose certificate we do not trust gets nothing."""

from __future__ import annotations

import ipaddress
import ssl
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from delivered_records import SECRET, invented_record

from hardware_mocks.hospital import FakeHospital
from kiosk.delivery import DeliveryLater, DeliveryProblem


def write_certificate(folder: Path, *, address: str = "127.0.0.1", days: int = 2) -> Path:
    """A self-signed certificate with its key, as PEM."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Imagined Hospital")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=3))
        .not_valid_after(now + timedelta(days=days))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address(address))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = folder / "hospital.pem"
    path.write_bytes(
        certificate.public_bytes(serialization.Encoding.PEM)
        + key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return path


def serving(pem: Path, clock) -> FakeHospital:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)
    return FakeHospital(SECRET, tls=context, now=lambda: clock.now().timestamp())


@pytest.fixture
def pem(tmp_path: Path) -> Iterator[Path]:
    yield write_certificate(tmp_path)


def test_an_office_with_an_authority_of_its_own_is_reached_when_the_settings_name_it(make_webhook, clock, pem):
    with serving(pem, clock) as hospital:
        assert make_webhook(hospital.url, ca_file=pem).deliver(invented_record()).number == "BV-000001"


def test_a_certificate_nobody_vouches_for_gets_nothing(make_webhook, clock, pem):
    with serving(pem, clock) as hospital:
        with pytest.raises(DeliveryLater) as caught:
            make_webhook(hospital.url).deliver(invented_record())
        assert caught.value.problem is DeliveryProblem.TLS
        assert hospital.requests == 0


@pytest.mark.parametrize("fault", [{"address": "127.0.0.9"}, {"days": -1}])
def test_a_certificate_for_another_name_or_an_expired_one_gets_nothing(make_webhook, clock, tmp_path, fault):
    pem = write_certificate(tmp_path, **fault)
    with serving(pem, clock) as hospital:
        with pytest.raises(DeliveryLater) as caught:
            make_webhook(hospital.url, ca_file=pem).deliver(invented_record())
        assert caught.value.problem is DeliveryProblem.TLS
        assert hospital.requests == 0


def test_an_office_that_speaks_no_tls_gets_nothing(make_webhook, hospital):
    with pytest.raises(DeliveryLater) as caught:
        make_webhook(hospital.url.replace("http://", "https://")).deliver(invented_record())
    assert caught.value.problem is DeliveryProblem.TLS
    assert hospital.requests == 0
