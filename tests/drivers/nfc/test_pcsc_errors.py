from __future__ import annotations

import pytest

from drivers.errors import DeviceError, NoReader, ReaderFault, ReaderGone, ReaderServiceDown, SharingViolation
from drivers.nfc.pcsc_errors import PCSC_MEANINGS, error_for, unsigned
from nfc_icao.errors import CardLost


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        (0x80100069, CardLost),
        (0x80100068, CardLost),
        (0x80100016, CardLost),
        (0x80100017, ReaderGone),
        (0x8010002E, NoReader),
        (0x8010001D, ReaderServiceDown),
        (0x8010001E, ReaderServiceDown),
        (0x8010000B, SharingViolation),
        (0x12345678, ReaderFault),
    ],
)
def test_a_code_becomes_the_error_someone_can_act_on(code: int, expected: type[Exception]) -> None:
    error = error_for(code, "SCardTransmit")
    assert type(error) is expected
    assert "SCardTransmit" in str(error)


def test_signed_codes_mean_the_same_as_unsigned_ones() -> None:
    assert unsigned(-2146434967) == 0x80100069
    assert isinstance(error_for(-2146434967, "SCardConnect"), CardLost)


def test_every_meaning_has_a_name_and_a_sentence() -> None:
    for meaning in PCSC_MEANINGS.values():
        assert meaning.name.isupper()
        assert meaning.text
        assert issubclass(meaning.error, DeviceError | CardLost)


def test_the_names_are_those_of_the_library() -> None:
    scard = pytest.importorskip("smartcard.scard", reason="pyscard is an optional extra")
    names_by_code: dict[int, set[str]] = {}
    for name in dir(scard):
        if name.startswith(("SCARD_E_", "SCARD_W_", "SCARD_F_", "SCARD_P_")):
            names_by_code.setdefault(unsigned(getattr(scard, name)), set()).add(name)
    for code, meaning in PCSC_MEANINGS.items():
        if not meaning.name.startswith("ERROR_"):
            assert f"SCARD_{meaning.name}" in names_by_code[code]
