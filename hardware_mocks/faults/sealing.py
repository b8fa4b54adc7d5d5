"""Effects on secure messaging: answers protected otherwise than Doc 9303-11 §9.8.4 wants.

They act only on answers under a session. Where nothing else is said, the MAC is right over what is there.
"""

from __future__ import annotations

from types import MappingProxyType

from hardware_mocks.card.status import Answer
from hardware_mocks.faults.hooks import NONE, STATUS, Effect, SealedMoment
from nfc_icao.encoding import tlv

_DO_MAC_BYTES = 10
_DO_STATUS_BYTES = 4
_DO_CRYPTOGRAM = (0x87, 0x85)
_PADDED = 0x87


def _sealed(moment: SealedMoment, objects: bytes, status_word: int | None = None) -> bytes:
    return moment.channel.seal(objects, moment.answer.status_word if status_word is None else status_word)


def _no_mac(moment: SealedMoment) -> bytes:
    sealed = _sealed(moment, moment.objects)
    return sealed[: -_DO_MAC_BYTES - 2] + sealed[-2:]


def _no_status(moment: SealedMoment) -> bytes:
    return _sealed(moment, moment.objects[:-_DO_STATUS_BYTES])


def _no_cryptogram(moment: SealedMoment) -> bytes:
    return _sealed(moment, moment.objects[-_DO_STATUS_BYTES:])


def _wrong_mac(moment: SealedMoment) -> bytes:
    sealed = _sealed(moment, moment.objects)
    return sealed[:-3] + bytes([sealed[-3] ^ 0x01]) + sealed[-2:]


def _short_mac(moment: SealedMoment) -> bytes:
    """The first four of the eight bytes, in a well-formed DO8E."""
    sealed = _sealed(moment, moment.objects)
    return sealed[: -_DO_MAC_BYTES - 2] + tlv.encode(0x8E, sealed[-10:-6]) + sealed[-2:]


def _wrong_status(moment: SealedMoment) -> bytes:
    return _sealed(moment, moment.objects[:-2] + bytes.fromhex(moment.argument))


def _wrong_trailer_status(moment: SealedMoment) -> bytes:
    return _sealed(moment, moment.objects, int(moment.argument, 16))


def _wrong_cryptogram(moment: SealedMoment) -> bytes:
    """The last bit of the cryptogram is flipped, and the MAC is made over that."""
    return _sealed(moment, _with_flipped_cryptogram(moment.objects))


def _tampered_cryptogram(moment: SealedMoment) -> bytes:
    sealed = _sealed(moment, moment.objects)
    return _with_flipped_cryptogram(moment.objects) + sealed[len(moment.objects) :]


def _with_flipped_cryptogram(objects: bytes) -> bytes:
    items = [(item.tag, item.value) for item in tlv.parse_all(objects)]
    return b"".join(
        tlv.encode(tag, value[:-1] + bytes([value[-1] ^ 0x01]) if tag in _DO_CRYPTOGRAM else value)
        for tag, value in items
    )


def _wrong_padding_indicator(moment: SealedMoment) -> bytes:
    items = [(item.tag, item.value) for item in tlv.parse_all(moment.objects)]
    changed = [tlv.encode(tag, b"\x02" + value[1:] if tag == _PADDED else value) for tag, value in items]
    return _sealed(moment, b"".join(changed))


def _no_padding(moment: SealedMoment) -> bytes:
    """The plain text inside the cryptogram has no padding: whole blocks of 11, as many as the right one has."""
    size = len(moment.channel.suite.pad(moment.answer.data))
    if not moment.answer.data:
        return _sealed(moment, moment.objects)
    cryptogram = moment.channel.encrypt_padded(b"\x11" * size)
    return _sealed(moment, tlv.encode(_PADDED, b"\x01", cryptogram) + moment.objects[-_DO_STATUS_BYTES:])


def _extra_object(moment: SealedMoment) -> bytes:
    return _sealed(moment, tlv.encode(0x81, b"\x00") + moment.objects)


def _mac_of_before(moment: SealedMoment) -> bytes:
    """The MAC is made with the counter of the command, not of the answer."""
    moment.channel.count(-1)
    sealed = _sealed(moment, moment.objects)
    moment.channel.count(1)
    return sealed


def _plain(moment: SealedMoment) -> bytes:
    return moment.answer.encoded()


def _bare_status(moment: SealedMoment) -> bytes:
    return bytes.fromhex(moment.argument)


def _previous_keys(moment: SealedMoment) -> bytes:
    channel = moment.previous or moment.channel
    return channel.wrap(moment.answer, odd_instruction=False)


def _upcoming_keys(moment: SealedMoment) -> bytes:
    channel = moment.upcoming or moment.channel
    return channel.wrap(Answer(moment.answer.data, moment.answer.status_word), odd_instruction=False)


EFFECTS = MappingProxyType(
    {
        "sm-no-mac": Effect("DO8E is missing", NONE, seal=_no_mac),
        "sm-no-status": Effect("DO99 is missing", NONE, seal=_no_status),
        "sm-no-cryptogram": Effect("DO87 is missing where there is data", NONE, seal=_no_cryptogram),
        "sm-wrong-mac": Effect("the MAC is wrong", NONE, seal=_wrong_mac),
        "sm-short-mac": Effect("the MAC has four bytes", NONE, seal=_short_mac),
        "sm-wrong-status": Effect("DO99 says this, the trailer says the truth", STATUS, seal=_wrong_status),
        "sm-wrong-trailer": Effect("the trailer says this, DO99 says the truth", STATUS, seal=_wrong_trailer_status),
        "sm-wrong-cryptogram": Effect("one bit of the cryptogram is wrong, under a right MAC", NONE,
                                      seal=_wrong_cryptogram),
        "sm-tampered-cryptogram": Effect("one bit of the cryptogram is wrong, the MAC is that of the right one", NONE,
                                         seal=_tampered_cryptogram),
        "sm-wrong-padding-indicator": Effect("DO87 begins with 02 instead of 01", NONE, seal=_wrong_padding_indicator),
        "sm-no-padding": Effect("the plain text inside DO87 is not padded", NONE, seal=_no_padding),
        "sm-extra-object": Effect("an unknown data object stands first, under the MAC", NONE, seal=_extra_object),
        "sm-old-counter": Effect("the MAC counts one message too few", NONE, seal=_mac_of_before),
        "sm-plain": Effect("the answer comes in plain, data included", NONE, seal=_plain),
        "sm-bare-status": Effect("only this status word comes, in plain; the session goes on", STATUS,
                                 seal=_bare_status),
        "sm-old-keys": Effect("the answer is protected under the keys before the last change", NONE,
                              seal=_previous_keys),
        "sm-new-keys": Effect("the answer is protected under the keys this command agrees on", NONE,
                              seal=_upcoming_keys),
    }
)  # fmt: skip
