from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nfc_icao.chip.apdu import CommandApdu, ResponseApdu, parse_command, parse_response
from nfc_icao.chip.secure_messaging import PlainAnswerError, SecureMessaging, maximum_short_read
from nfc_icao.crypto.ciphers import Cipher, encrypt_cbc, encrypt_ecb_block, mac
from nfc_icao.crypto.padding import pad
from nfc_icao.encoding import tlv
from nfc_icao.errors import SecureMessagingError

READ = CommandApdu(0x00, 0xB0, 0x00, 0x00, le=16)


def session(cipher: Cipher) -> SecureMessaging:
    return SecureMessaging(
        cipher, bytes(range(cipher.key_size)), bytes([7] * cipher.key_size), bytes(cipher.block_size)
    )


def answer(
    cipher: Cipher, data: bytes, sw: int = 0x9000, *, ssc: int = 2, tag: int = 0x87, prefix: bytes = b"\x01"
) -> bytes:
    """A protected answer, written straight from Doc 9303-11 §9.8 figure 5."""
    ks_enc, ks_mac = bytes(range(cipher.key_size)), bytes([7] * cipher.key_size)
    counter = ssc.to_bytes(cipher.block_size, "big")
    iv = encrypt_ecb_block(cipher, ks_enc, counter) if cipher.is_aes else None
    body = b""
    if data:
        body += tlv.encode(tag, prefix, encrypt_cbc(cipher, ks_enc, pad(data, cipher.block_size), iv))
    body += tlv.encode(0x99, sw.to_bytes(2, "big"))
    return body + tlv.encode(0x8E, _mac(cipher, ks_mac, counter + body)) + sw.to_bytes(2, "big")


def _mac(cipher: Cipher, key: bytes, message: bytes) -> bytes:
    return mac(cipher, key, pad(message, 16) if cipher.is_aes else message)


def test_the_exchanges_of_appendix_d4_are_reproduced_byte_for_byte(vectors: Callable[[str], Any]) -> None:
    bac = vectors("bac")
    keys = (bytes.fromhex(bac["ks_enc"]), bytes.fromhex(bac["ks_mac"]), bytes.fromhex(bac["ssc"]))
    secure_messaging = SecureMessaging(Cipher.TDES, *keys)

    for exchange in vectors("secure_messaging_3des")["exchanges"]:
        protected = secure_messaging.protect(parse_command(bytes.fromhex(exchange["plain"])))
        assert protected.encoded().hex().upper() == exchange["protected"]
        assert secure_messaging.ssc.hex().upper() == exchange["ssc_cmd"]

        plain = secure_messaging.unprotect(parse_response(bytes.fromhex(exchange["resp_protected"])))
        assert plain.encoded().hex().upper() == exchange["resp_plain"]
        assert secure_messaging.ssc.hex().upper() == exchange["ssc_resp"]


@pytest.mark.parametrize("cipher", list(Cipher))
def test_a_right_answer_is_opened_with_every_cipher(cipher: Cipher) -> None:
    secure_messaging = session(cipher)
    secure_messaging.protect(READ)

    assert secure_messaging.unprotect(parse_response(answer(cipher, b"content"))) == ResponseApdu(b"content", 0x9000)


@pytest.mark.parametrize("cipher", [cipher for cipher in Cipher if cipher.is_aes])
def test_an_aes_command_is_encrypted_under_the_encrypted_counter(cipher: Cipher) -> None:
    protected = session(cipher).protect(CommandApdu(0x00, 0xA4, 0x02, 0x0C, b"\x01\x1e"))

    ks_enc, ks_mac, ssc = bytes(range(cipher.key_size)), bytes([7] * cipher.key_size), bytes(15) + b"\x01"
    iv = encrypt_ecb_block(cipher, ks_enc, ssc)
    cryptogram = tlv.encode(0x87, b"\x01", encrypt_cbc(cipher, ks_enc, pad(b"\x01\x1e", 16), iv))
    header = pad(bytes.fromhex("0CA4020C"), 16)
    checksum = mac(cipher, ks_mac, pad(ssc + header + cryptogram, 16))
    assert protected.data == cryptogram + tlv.encode(0x8E, checksum)
    assert protected.le == 256


def test_an_odd_instruction_is_protected_and_answered_with_do85() -> None:
    secure_messaging = session(Cipher.AES_128)

    protected = secure_messaging.protect(CommandApdu(0x00, 0xB1, 0x00, 0x00, bytes.fromhex("54028000"), 219))
    response = secure_messaging.unprotect(parse_response(answer(Cipher.AES_128, b"\x53\x01\xaa", tag=0x85, prefix=b"")))

    assert tlv.parse_all(protected.data)[0].tag == 0x85
    assert len(tlv.parse_all(protected.data)[0].value) == 16
    assert response.data == b"\x53\x01\xaa"


def test_a_protected_refusal_is_an_answer_like_any_other() -> None:
    secure_messaging = session(Cipher.TDES)
    secure_messaging.protect(READ)

    assert secure_messaging.unprotect(parse_response(answer(Cipher.TDES, b"", 0x6A82))).sw == 0x6A82
    secure_messaging.protect(READ)


def test_an_extended_length_stays_extended_under_protection() -> None:
    protected = session(Cipher.AES_256).protect(CommandApdu(0x00, 0x88, 0x00, 0x00, bytes(8), 65536))

    assert protected.le == 65536
    assert tlv.parse_all(protected.data)[1] == tlv.Tlv(0x97, b"\x00\x00")


def test_a_plain_refusal_ends_the_session() -> None:
    secure_messaging = session(Cipher.TDES)
    secure_messaging.protect(READ)

    with pytest.raises(PlainAnswerError) as caught:
        secure_messaging.unprotect(ResponseApdu(b"", 0x6988))
    assert (caught.value.instruction, caught.value.status_word) == (0xB0, 0x6988)
    with pytest.raises(SecureMessagingError, match="over"):
        secure_messaging.protect(READ)


def _without(data: bytes, tag: int) -> bytes:
    return b"".join(part.encoded() for part in tlv.parse_all(data) if part.tag != tag)


def _forgeries(cipher: Cipher) -> dict[str, bytes]:
    right = answer(cipher, b"content")
    body, trailer = right[:-2], right[-2:]
    objects = tlv.parse_all(body)
    swapped = objects[1].encoded() + objects[0].encoded() + objects[2].encoded()
    return {
        "wrong MAC": body[:-1] + bytes([body[-1] ^ 1]) + trailer,
        "MAC missing": _without(body, 0x8E) + trailer,
        "MAC cut short": _without(body, 0x8E) + tlv.encode(0x8E, objects[2].value[:4]) + trailer,
        "MAC empty": _without(body, 0x8E) + tlv.encode(0x8E, b"") + trailer,
        "status missing": _without(body, 0x99) + trailer,
        "cryptogram missing": _without(body, 0x87) + trailer,
        "another order than the MAC covers": swapped + trailer,
        "unknown data object the MAC does not cover": tlv.encode(0xB2, b"x") + body + trailer,
        "a second status": sealed(cipher, b"\x99\x02\x90\x00" + body[: -len(objects[2].encoded())]),
        "a second cryptogram": sealed(cipher, objects[0].encoded() + body[: -len(objects[2].encoded())]),
        "the MAC before the status": objects[0].encoded() + objects[2].encoded() + objects[1].encoded() + trailer,
        "data after the MAC": body + tlv.encode(0x99, b"\x90\x00") + trailer,
        "another status word outside": body + b"\x6a\x82",
        "an answer to another command": answer(cipher, b"content", ssc=4),
        "no padding indicator": answer(cipher, b"content", prefix=b"\x02"),
        "padding indicator missing": answer(cipher, b"content", prefix=b""),
        "not TLV": b"\xff\xff\xff" + trailer,
        "plain data": b"content" + trailer,
        "9000 alone": trailer,
    }


def sealed(cipher: Cipher, objects: bytes) -> bytes:
    """An answer of these data objects in this order, under a right MAC."""
    ks_mac, ssc = bytes([7] * cipher.key_size), bytes(cipher.block_size - 1) + b"\x02"
    message = pad(ssc + objects, cipher.block_size) if cipher.is_aes else ssc + objects
    return objects + tlv.encode(0x8E, mac(cipher, ks_mac, message)) + b"\x90\x00"


@pytest.mark.parametrize("cipher", [Cipher.TDES, Cipher.AES_128])
@pytest.mark.parametrize("liberty", ["status first", "an object more", "a longer length", "a longer length of the MAC"])
def test_liberties_under_a_right_mac_are_read_at_desks_and_refused_to_the_letter(cipher: Cipher, liberty: str) -> None:
    data, status, _ = tlv.parse_all(answer(cipher, b"content")[:-2])
    long = bytes([data.tag, 0x82]) + len(data.value).to_bytes(2, "big") + data.value + status.encoded()
    right = {
        "status first": sealed(cipher, status.encoded() + data.encoded()),
        "an object more": sealed(cipher, data.encoded() + b"\x81\x01\x00" + status.encoded()),
        "a longer length": sealed(cipher, long),
        "a longer length of the MAC": sealed(cipher, long).replace(b"\x8e\x08", b"\x8e\x81\x08"),
    }[liberty]

    strictly, at_desk = session(cipher), session(cipher)
    strictly.protect(READ)
    at_desk.protect(READ)

    assert at_desk.unprotect(parse_response(right)) == ResponseApdu(b"content", 0x9000)
    if "length" not in liberty:
        with pytest.raises(SecureMessagingError, match="unexpected"):
            strictly.unprotect(parse_response(right), strict=True)


@pytest.mark.parametrize("cipher", [Cipher.TDES, Cipher.AES_128])
@pytest.mark.parametrize("name", list(_forgeries(Cipher.TDES)))
def test_whatever_is_wrong_with_an_answer_ends_the_session(cipher: Cipher, name: str) -> None:
    secure_messaging = session(cipher)
    secure_messaging.protect(READ)

    with pytest.raises(SecureMessagingError):
        secure_messaging.unprotect(parse_response(_forgeries(cipher)[name]))
    with pytest.raises(SecureMessagingError):
        secure_messaging.protect(READ)


def test_bad_padding_under_a_right_mac_ends_the_session_too() -> None:
    cipher = Cipher.TDES
    ks_enc, ks_mac, ssc = bytes(range(16)), bytes([7] * 16), bytes(7) + b"\x02"
    for cryptogram in (b"", b"\x01", b"\x01" + encrypt_cbc(cipher, ks_enc, bytes(8)), b"\x01abc"):
        body = tlv.encode(0x87, cryptogram) + bytes.fromhex("99029000")
        forged = body + tlv.encode(0x8E, mac(cipher, ks_mac, ssc + body))
        with pytest.raises(SecureMessagingError):
            session_at_answer().unprotect(ResponseApdu(forged, 0x9000))


def session_at_answer() -> SecureMessaging:
    secure_messaging = session(Cipher.TDES)
    secure_messaging.protect(READ)
    return secure_messaging


def test_the_longest_short_read_is_arithmetic() -> None:
    assert maximum_short_read(None) == 256
    assert maximum_short_read(Cipher.TDES) == 231
    assert {maximum_short_read(cipher) for cipher in Cipher if cipher.is_aes} == {223}
    for cipher in Cipher:
        assert len(answer(cipher, bytes(maximum_short_read(cipher)))) <= 256 + 2
        assert len(answer(cipher, bytes(maximum_short_read(cipher) + 1))) > 256 + 2


def test_keys_are_not_shown() -> None:
    assert repr(session(Cipher.AES_128)) == "SecureMessaging(AES-128)"


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=60))
def test_any_answer_is_refused_with_one_kind_of_error(data: bytes) -> None:
    with pytest.raises(SecureMessagingError):
        session_at_answer().unprotect(ResponseApdu(data, 0x9000))
