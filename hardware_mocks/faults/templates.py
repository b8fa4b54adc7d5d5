"""Effects on the data object inside a template: dynamic authentication data, DO7C (Doc 9303-11 §4.4.4.2).

An effect with an optional tag takes the first data object when none is named. Where the answer is no template, or has
no such object, it stays as it is.
"""

from __future__ import annotations

from collections.abc import Callable
from types import MappingProxyType

from hardware_mocks.card.status import Answer
from hardware_mocks.faults.hooks import NONE, TAG, TAG_AND_VALUE, TWO_TAGS, Effect, Moment, Spoil
from nfc_icao.encoding import tlv
from nfc_icao.errors import MalformedData

_POINT_UNCOMPRESSED = 0x04

Objects = list[tuple[int, bytes]]


def _in_template(change: Callable[[Moment, Objects], Objects]) -> Spoil:
    def spoil(moment: Moment, answer: Answer) -> Answer:
        try:
            outer = tlv.parse(answer.data)
            objects = [(item.tag, item.value) for item in outer.children()]
        except MalformedData:
            return answer
        changed = change(moment, objects)
        body = b"".join(tlv.encode(tag, value) for tag, value in changed)
        return Answer(tlv.encode(outer.tag, body), answer.status_word)

    return spoil


def _on_value(change: Callable[[Moment, bytes], bytes]) -> Spoil:
    def apply(moment: Moment, objects: Objects) -> Objects:
        wanted = _named(moment, objects)
        return [(tag, change(moment, value) if tag == wanted else value) for tag, value in objects]

    return _in_template(apply)


def _named(moment: Moment, objects: Objects) -> int | None:
    if moment.argument:
        return int(moment.argument.partition("-")[0], 16)
    return objects[0][0] if objects else None


def _wrong_tag(moment: Moment, objects: Objects) -> Objects:
    return [
        ((int(moment.argument, 16) if moment.argument else tag | 0x10) if index == 0 else tag, value)
        for index, (tag, value) in enumerate(objects)
    ]


def _retag(moment: Moment, objects: Objects) -> Objects:
    old, new = (int(part, 16) for part in moment.argument.split("-"))
    return [(new if tag == old else tag, value) for tag, value in objects]


def _missing_tag(moment: Moment, objects: Objects) -> Objects:
    wanted = _named(moment, objects)
    return [(tag, value) for tag, value in objects if tag != wanted]


def _extra_tag(moment: Moment, objects: Objects) -> Objects:
    tag, _, value = moment.argument.partition("-")
    return [*objects, (int(tag, 16), bytes.fromhex(value))]


def _twice(moment: Moment, objects: Objects) -> Objects:
    wanted = _named(moment, objects)
    return objects + [item for item in objects if item[0] == wanted]


def _wrong_length(moment: Moment, answer: Answer) -> Answer:
    """The length byte of the inner data object says one more than there is; the outer one is right."""
    try:
        outer = tlv.parse(answer.data)
        inner = tlv.parse_header(outer.value)
    except MalformedData:
        return answer
    start = tlv.encode(inner.tag)[:-1] + tlv.encode_length(inner.value_length + 1)
    return Answer(tlv.encode(outer.tag, start, outer.value[inner.header_length :]), answer.status_word)


def _value(moment: Moment, _: bytes) -> bytes:
    return bytes.fromhex(moment.argument.partition("-")[2])


def _flipped(_: Moment, value: bytes) -> bytes:
    return value[:-1] + bytes([value[-1] ^ 0x01]) if value else value


def _mirrored(moment: Moment, value: bytes) -> bytes:
    """The terminal's own key out of the command."""
    try:
        objects = tlv.parse(moment.asked.data).children()
    except MalformedData:
        return value
    return objects[0].value if objects else value


def _compressed(_: Moment, point: bytes) -> bytes:
    half = (len(point) - 1) // 2
    return bytes([0x02 | point[-1] & 1]) + point[1 : 1 + half] if point[:1] == b"\x04" else point


def _hybrid(_: Moment, point: bytes) -> bytes:
    return bytes([0x06 | point[-1] & 1]) + point[1:] if point[:1] == b"\x04" else point


def _coordinates(fill: int) -> Callable[[Moment, bytes], bytes]:
    return lambda _, point: bytes([_POINT_UNCOMPRESSED]) + bytes([fill]) * (len(point) - 1)


EFFECTS = MappingProxyType(
    {
        "wrong-tag": Effect("the first inner data object has this tag (90, 92, 94, 96 for 80, 82, 84, 86 without one)",
                            TAG, spoil=_in_template(_wrong_tag)),
        "retag": Effect("the inner data object with the first tag has the second", TWO_TAGS,
                        spoil=_in_template(_retag)),
        "missing-tag": Effect("the inner data object is missing", TAG, spoil=_in_template(_missing_tag)),
        "extra-tag": Effect("one more inner data object, with this value", TAG_AND_VALUE,
                            spoil=_in_template(_extra_tag)),
        "twice": Effect("the inner data object comes twice", TAG, spoil=_in_template(_twice)),
        "wrong-length": Effect("the inner data object announces one byte more than there is", NONE,
                               spoil=_wrong_length),
        "value": Effect("the inner data object has this value", TAG_AND_VALUE, spoil=_on_value(_value)),
        "empty-value": Effect("the inner data object is empty", TAG, spoil=_on_value(lambda *_: b"")),
        "flip-value": Effect("the last bit of the inner value is wrong", TAG, spoil=_on_value(_flipped)),
        "short-value": Effect("the inner value lacks its last byte", TAG, spoil=_on_value(lambda _, old: old[:-1])),
        "long-value": Effect("the inner value has one byte too many", TAG,
                             spoil=_on_value(lambda _, old: old + b"\x00")),
        "bad-token": Effect("the authentication token is wrong", NONE, spoil=_on_value(_flipped)),
        "mirror-key": Effect("the chip returns the terminal's own public key", NONE, spoil=_on_value(_mirrored)),
        "point-off-curve": Effect("the point is not on the curve", NONE, spoil=_on_value(_flipped)),
        "point-infinity": Effect("the point at infinity", NONE, spoil=_on_value(lambda *_: b"\x00")),
        "point-zero": Effect("both coordinates are zero", NONE, spoil=_on_value(_coordinates(0x00))),
        "point-too-big": Effect("both coordinates are beyond the prime", NONE, spoil=_on_value(_coordinates(0xFF))),
        "point-compressed": Effect("the right point in compressed form", NONE, spoil=_on_value(_compressed)),
        "point-hybrid": Effect("the right point in hybrid form", NONE, spoil=_on_value(_hybrid)),
        "point-x-only": Effect("the x-coordinate alone", NONE,
                               spoil=_on_value(lambda _, old: old[1 : 1 + (len(old) - 1) // 2])),
        "dh-zero": Effect("the Diffie-Hellman value is 0", NONE, spoil=_on_value(lambda _, old: bytes(len(old)))),
        "dh-one": Effect("the Diffie-Hellman value is 1", NONE,
                         spoil=_on_value(lambda _, old: bytes(len(old) - 1) + b"\x01")),
        "dh-too-big": Effect("the Diffie-Hellman value is beyond the prime", NONE,
                             spoil=_on_value(lambda _, old: b"\xff" * len(old))),
    }
)  # fmt: skip
