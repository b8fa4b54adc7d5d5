"""The `[store]` part: a file or a server, and no personal data over a line that can be listened in on."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from config.store_settings import Store


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://kiosk@db.clinic.example/motcham?sslmode=verify-full&sslrootcert=ca.pem",
        "postgresql://kiosk@localhost/motcham",
        "postgresql://kiosk@127.0.0.1:5433/motcham",
        "postgresql://kiosk@/motcham?host=/run/postgresql",
    ],
)
def test_a_shared_store_on_this_machine_or_over_verified_tls_is_taken(url):
    assert Store(url=url).url == url


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://kiosk@db.clinic.example/motcham",
        "postgresql://kiosk@db.clinic.example/motcham?sslmode=require",
        "postgresql://kiosk@/motcham?host=10.0.0.5",
        "postgresql://kiosk@/motcham?host=/run/postgresql&host=10.0.0.5",
        "postgresql://kiosk@/motcham",
        "postgresql://kiosk@localhost/",
        "postgresql://kiosk:secret@localhost/motcham",
        "mysql://kiosk@localhost/motcham",
        "records.db",
    ],
)
def test_an_address_that_is_unsafe_or_none_is_refused_without_repeating_a_password(url):
    with pytest.raises(ValidationError) as caught:
        Store(url=url)
    assert all("secret" not in one["msg"] for one in caught.value.errors())


def test_a_password_without_a_server_and_a_warning_after_the_stop_are_refused():
    with pytest.raises(ValidationError):
        Store.model_validate({"password": {"env": "X"}})
    with pytest.raises(ValidationError):
        Store.model_validate({"backlog": {"warn_at": 10, "stop_at": 10}})
    with pytest.raises(ValidationError):
        Store.model_validate({"keep": {"services": {"clinic-checkin": 0}}})
