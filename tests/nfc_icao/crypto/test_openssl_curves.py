"""OpenSSL and the `ecdsa` package must agree wherever both know a curve."""

from __future__ import annotations

import pytest

from nfc_icao.crypto import openssl_curves
from nfc_icao.crypto.curves import STANDARDIZED, DomainParameters
from nfc_icao.crypto.randomness import system_randomness
from nfc_icao.errors import MalformedData

WITHOUT = {"brainpoolP192r1", "brainpoolP224r1", "brainpoolP320r1"}
SHARED = [domain for domain in STANDARDIZED.values() if domain.name not in WITHOUT]


def test_it_has_all_curves_but_three() -> None:
    assert {domain.name for domain in STANDARDIZED.values() if not openssl_curves.is_supported(domain.name)} == WITHOUT
    assert not openssl_curves.is_supported("secp256k1")


@pytest.mark.parametrize("domain", SHARED, ids=lambda domain: domain.name)
def test_both_libraries_compute_the_same(domain: DomainParameters, monkeypatch: pytest.MonkeyPatch) -> None:
    scalars = [1, 2, domain.order - 1, domain.order + 5, domain.generate_private_key(system_randomness)]
    point = domain.multiply(domain.generator, 12345)

    by_openssl = [(domain.multiply(domain.generator, k), domain.shared_secret(k, point)) for k in scalars]
    monkeypatch.setattr(openssl_curves, "is_supported", lambda name: False)
    by_python = [(domain.multiply(domain.generator, k), domain.shared_secret(k, point)) for k in scalars]

    assert by_openssl == by_python


@pytest.mark.parametrize("name", ["secp256r1", "brainpoolP320r1"])
@pytest.mark.parametrize("multiple", [0, 1, 2])
def test_multiples_of_the_order_are_infinity_and_refused(name: str, multiple: int) -> None:
    domain = next(domain for domain in STANDARDIZED.values() if domain.name == name)
    scalar = multiple * domain.order

    with pytest.raises(MalformedData):
        domain.multiply(domain.generator, scalar)
    with pytest.raises(MalformedData):
        domain.shared_secret(scalar, domain.generator)
