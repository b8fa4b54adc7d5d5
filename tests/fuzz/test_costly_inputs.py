"""Inputs made to be expensive: each is refused, or read, in far less time than anybody would notice.

The promise is 0.2 s of processor time; the best of three runs counts, and the bar is higher, for busy machines.
"""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from fuzz.reading_target import AT
from fuzz.runner import MAX_CPU_S
from fuzz.small_documents import keys_of, small_document
from hardware_mocks.card import VirtualCard
from nfc_icao import ChipReading, TrustStore, parse_lds, verify_chip
from nfc_icao.encoding import tlv
from nfc_icao.encoding.mrz import parse_mrz
from nfc_icao.errors import ChipError, MalformedData
from nfc_icao.lds.files import DATA_GROUP_TAGS
from nfc_icao.reading import read_chip
from nfc_icao.trust.certificates import parse_certificate
from nfc_icao.trust.crl import parse_crl
from nfc_icao.trust.master_list import parse_master_list

QUARTER_MEGABYTE = 256 * 1024
_MANY_NULLS = b"\x05\x00" * (QUARTER_MEGABYTE // 2 - 16)


def cpu_s(run: Callable[[], object]) -> float:
    """The best of three."""
    times = []
    for _ in range(3):
        started = time.thread_time()
        run()
        times.append(time.thread_time() - started)
    return min(times)


def well(depth: int) -> bytes:
    inner = b""
    for _ in range(depth):
        inner = tlv.encode(0x30, inner)
    return inner


def rsa_key(bits: int, exponent: int) -> bytes:
    """SubjectPublicKeyInfo of an RSA key nobody has."""
    modulus = tlv.encode(0x02, b"\x00" + b"\xff" * (bits // 8))
    public = tlv.encode(0x30, modulus, tlv.encode(0x02, exponent.to_bytes(exponent.bit_length() // 8 + 1, "big")))
    algorithm = tlv.encode(0x30, tlv.encode(0x06, bytes.fromhex("2A864886F70D010101")), b"\x05\x00")
    return tlv.encode(0x30, algorithm, tlv.encode(0x03, b"\x00", public))


COSTLY = {
    "a well of five thousand sequences": well(5000),
    "a well just as deep as allowed": well(15),
    "an object identifier of 200 KB": tlv.encode(0x30, tlv.encode(0x06, b"\x81" * 200_000 + b"\x01")),
    "an integer of 200 KB": tlv.encode(0x30, tlv.encode(0x02, b"\x7f" * 200_000)),
    "a quarter megabyte of nothings": tlv.encode(0x30, _MANY_NULLS),
    "four thousand nothings": tlv.encode(0x30, b"\x05\x00" * 4000),
    "four thousand sequences of nothing inside each other's neighbours": tlv.encode(0x30, well(3) * 1300),
    "a length of sixteen megabytes": b"\x30\x83\xff\xff\xff" + bytes(1000),
    "nothing but tags that go on": b"\x3f" + b"\xff" * 100_000,
    "nothing but the bytes of a long length": b"\x30" + b"\xff" * 100_000,
    "zeroes": bytes(QUARTER_MEGABYTE),
    "an RSA key of 16 384 bits": rsa_key(16384, 65537),
    "an RSA exponent of 16 384 bits": rsa_key(4096, (1 << 16384) - 1),
}


@pytest.fixture(scope="module")
def genuine() -> ChipReading:
    document = small_document()
    return read_chip(VirtualCard(document), keys_of(document))


@pytest.mark.parametrize("content", COSTLY.values(), ids=list(COSTLY))
def test_a_costly_file_is_cheap_under_every_name(genuine: ChipReading, content: bytes) -> None:
    trust = TrustStore.from_certificates([small_document().csca_der])
    names = {"EF_SOD": 0x77, "EF_COM": 0x60} | {f"DG{number}": tag for number, tag in DATA_GROUP_TAGS.items()}
    for name, tag in (*names.items(), ("EF_CardAccess", None), ("EF_CardSecurity", None), ("EF_ATR_INFO", None)):
        file = content if tag is None else tlv.encode(tag, content)
        assert cpu_s(lambda name=name, file=file: parse_lds({name: file})) < MAX_CPU_S, name  # type: ignore[misc]
    for name in ("EF_SOD", "DG14", "DG15"):
        files = {**genuine.files, name: tlv.encode(names[name], content)}
        altered = ChipReading(genuine.access, files, genuine.traffic)
        assert cpu_s(lambda altered=altered: verify_chip(altered, trust, at=AT)) < MAX_CPU_S, name  # type: ignore[misc]


@pytest.mark.parametrize("content", COSTLY.values(), ids=list(COSTLY))
@pytest.mark.parametrize("parse", [parse_certificate, parse_crl, parse_master_list])
def test_a_costly_file_of_the_trust_folder_is_cheap(parse: Callable[[bytes], object], content: bytes) -> None:
    def refused() -> None:
        with pytest.raises(MalformedData):
            parse(content)

    assert cpu_s(refused) < MAX_CPU_S


def test_a_master_list_of_nothings_is_cheap() -> None:
    """The one file here that may have megabytes."""
    oid = tlv.encode(0x06, bytes.fromhex("6781080101 02".replace(" ", "")))
    listed = tlv.encode(0x30, b"\x02\x01\x00", tlv.encode(0x31, b"\x05\x00" * 1_000_000))
    encapsulated = tlv.encode(0x30, oid, tlv.encode(0xA0, tlv.encode(0x04, listed)))
    signed = tlv.encode(0x30, b"\x02\x01\x03", b"\x31\x00", encapsulated, b"\x31\x00")
    content = tlv.encode(0x30, tlv.encode(0x06, bytes.fromhex("2A864886F70D010702")), tlv.encode(0xA0, signed))
    started = time.thread_time()
    with pytest.raises(MalformedData):
        parse_master_list(content)
    assert time.thread_time() - started < 4 * MAX_CPU_S


def test_a_megabyte_of_mrz_is_cheap() -> None:
    def refused() -> None:
        with pytest.raises(ChipError):
            parse_mrz("<\n" * 500_000)

    assert cpu_s(refused) < MAX_CPU_S
