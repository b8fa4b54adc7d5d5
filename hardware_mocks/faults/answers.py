"""Effects on answers as a whole: status words, lengths, and bytes that differ."""

from __future__ import annotations

import random
from types import MappingProxyType

from hardware_mocks.card import authentication
from hardware_mocks.card.status import Answer
from hardware_mocks.faults.hooks import BYTES, COUNT, NONE, SECONDS, STATUS, TAG, Effect, Moment
from nfc_icao.encoding import tlv
from nfc_icao.errors import MalformedData

_NO_TRAILER = b"\x34\xcd"


def _status(moment: Moment, _: Answer) -> Answer:
    return Answer(status_word=int(moment.argument, 16))


def _status_with_data(moment: Moment, answer: Answer) -> Answer:
    return Answer(answer.data, int(moment.argument, 16))


def _data(moment: Moment, _: Answer) -> Answer:
    return Answer(bytes.fromhex(moment.argument))


def _truncate(moment: Moment, answer: Answer) -> Answer:
    lost = int(moment.argument) if moment.argument else (len(answer.data) + 1) // 2
    return Answer(answer.data[: max(0, len(answer.data) - lost)], answer.status_word)


def _extend(moment: Moment, answer: Answer) -> Answer:
    return Answer(answer.data + bytes.fromhex(moment.argument), answer.status_word)


def _flip(moment: Moment, answer: Answer) -> Answer:
    """One bit of the byte at the argument's place, or of the last byte."""
    where = int(moment.argument) if moment.argument else len(answer.data) - 1
    if not 0 <= where < len(answer.data):
        return answer
    data = bytearray(answer.data)
    data[where] ^= 0x01
    return Answer(bytes(data), answer.status_word)


def _random(_: Moment, answer: Answer) -> Answer:
    return Answer(random.Random(len(answer.data)).randbytes(len(answer.data)), answer.status_word)


def _zeroes(_: Moment, answer: Answer) -> Answer:
    return Answer(bytes(len(answer.data)), answer.status_word)


def _unwrapped(_: Moment, answer: Answer) -> Answer:
    try:
        return Answer(tlv.parse(answer.data).value, answer.status_word)
    except MalformedData:
        return answer


def _wrong_template(moment: Moment, answer: Answer) -> Answer:
    try:
        outer = tlv.parse(answer.data)
    except MalformedData:
        return answer
    tag = int(moment.argument, 16) if moment.argument else outer.tag ^ 0x01
    return Answer(tlv.encode(tag, outer.value), answer.status_word)


def _huge_length(_: Moment, answer: Answer) -> Answer:
    """The first data object announces sixteen megabytes."""
    try:
        header = tlv.parse_header(answer.data)
    except MalformedData:
        return answer
    start = tlv.encode(header.tag)[:-1] + b"\x83\xff\xff\xff"
    return Answer(start + answer.data[header.header_length :], answer.status_word)


def _wrong_trailer(moment: Moment, _: Answer) -> Answer:
    return Answer(
        authentication.active_authentication(moment.document, moment.asked.data, moment.randomness, trailer=_NO_TRAILER)
    )


def _other_challenge(moment: Moment, _: Answer) -> Answer:
    challenge = bytes(len(moment.asked.data))
    return Answer(authentication.active_authentication(moment.document, challenge, moment.randomness))


EFFECTS = MappingProxyType(
    {
        "status": Effect("only this status word; the command has no other effect", STATUS, spoil=_status),
        "status-with-data": Effect("the right data with this status word", STATUS, spoil=_status_with_data),
        "data": Effect("these bytes, and 9000", BYTES, spoil=_data),
        "truncate": Effect("the last N bytes are missing (half of them without N)", COUNT, spoil=_truncate),
        "extend": Effect("these bytes follow the right ones", BYTES, spoil=_extend),
        "flip": Effect("one bit of byte N is wrong (of the last byte without N)", COUNT, spoil=_flip),
        "random": Effect("as many bytes, all of them random", NONE, spoil=_random),
        "zeroes": Effect("as many bytes, all of them zero", NONE, spoil=_zeroes),
        "unwrapped": Effect("the content of the outer data object without its header", NONE, spoil=_unwrapped),
        "wrong-template": Effect("the outer data object has this tag, or one that is next to it", TAG,
                                 spoil=_wrong_template),
        "huge-length": Effect("the first data object announces sixteen megabytes", NONE, spoil=_huge_length),
        "wrong-trailer": Effect("active authentication: the RSA signature ends in a trailer nobody knows", NONE,
                                spoil=_wrong_trailer),
        "other-challenge": Effect("active authentication: a signature over another challenge", NONE,
                                  spoil=_other_challenge),
        "late": Effect("the answer comes that much later", SECONDS, behave="late"),
        "lifted": Effect("the card leaves the field instead of answering", NONE, behave="lifted"),
        "drop-session": Effect("after this answer secure messaging is over, and access with it", NONE,
                               behave="drop-session"),
        "old-keys": Effect("the chip agrees to new keys and stays with the old ones", NONE, behave="old-keys"),
    }
)  # fmt: skip
