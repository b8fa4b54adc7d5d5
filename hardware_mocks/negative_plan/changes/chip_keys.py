"""Changes to SecurityInfos in DG14, EF.CardAccess and EF.CardSecurity (Doc 9303-11 §9.2)."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

from hardware_mocks.errors import UnknownName
from hardware_mocks.negative_plan import der, signed_objects
from hardware_mocks.negative_plan.subject import Subject
from nfc_icao.encoding import tlv
from nfc_icao.evidence import EF_CARD_ACCESS, EF_CARD_SECURITY, dg

_ID_PUBLIC_KEY = "0.4.0.127.0.7.2.2.1"
_ELEMENTS = ("protocol", "required", "optional")


def element(subject: Subject, *, file: str, protocol: str, element: str, value: str = "") -> Subject:
    """A member of the SecurityInfo of this protocol is replaced by these bytes, in hexadecimal, or left out.

    `protocol` is the beginning of a dotted object identifier; members are `protocol`, `required`, `optional`.
    """

    def changed(info: bytes) -> bytes:
        parts = [part.encoded() for part in tlv.parse(info).children()]
        place = _ELEMENTS.index(element)
        parts[place : place + 1] = [bytes.fromhex(value)]
        return der.sequence(*parts)

    found = [changed(info) if _is_of(info, protocol) else info for info in _infos(subject, file)]
    return _with_infos(subject, file, found)


def key_algorithm(subject: Subject, *, file: str, value: str) -> Subject:
    """Chip authentication keys stand under this AlgorithmIdentifier, in hexadecimal."""

    def changed(info: bytes) -> bytes:
        protocol, key, *rest = tlv.parse(info).children()
        _, bits = key.children()
        written = der.sequence(bytes.fromhex(value), bits.encoded())
        return der.sequence(protocol.encoded(), written, *(part.encoded() for part in rest))

    return _with_keys(subject, file, changed)


def flip_key(subject: Subject, *, file: str) -> Subject:
    """The last bit of every chip authentication key is another."""

    def changed(info: bytes) -> bytes:
        protocol, key, *rest = tlv.parse(info).children()
        written = key.encoded()
        flipped = written[:-1] + bytes([written[-1] ^ 0x01])
        return der.sequence(protocol.encoded(), flipped, *(part.encoded() for part in rest))

    return _with_keys(subject, file, changed)


def _with_keys(subject: Subject, file: str, changed: Callable[[bytes], bytes]) -> Subject:
    infos = _infos(subject, file)
    return _with_infos(subject, file, [changed(info) if _is_of(info, _ID_PUBLIC_KEY) else info for info in infos])


def remove(subject: Subject, *, file: str, protocol: str) -> Subject:
    """The SecurityInfos whose object identifier begins so are left out."""
    kept = [info for info in _infos(subject, file) if not _is_of(info, protocol)]
    return _with_infos(subject, file, kept)


def add(subject: Subject, *, file: str, protocol: str, members: str) -> Subject:
    """One more SecurityInfo: an object identifier and its other members, in hexadecimal."""
    info = der.sequence(der.object_identifier(protocol), bytes.fromhex(members))
    return _with_infos(subject, file, [*_infos(subject, file), info])


def write_card_security(subject: Subject) -> Subject:
    """The chip has an EF.CardSecurity: what EF.CardAccess says, and the chip authentication keys of DG14."""
    keys = [info for info in _infos(subject, dg(14)) if _is_of(info, _ID_PUBLIC_KEY)]
    return _with_infos(subject, EF_CARD_SECURITY, [*_infos(subject, EF_CARD_ACCESS), *keys])


def _is_of(info: bytes, protocol: str) -> bool:
    beginning = der.object_identifier(protocol)[2:]
    return tlv.parse(info).children()[0].value.startswith(beginning)


def _infos(subject: Subject, file: str) -> list[bytes]:
    if file == EF_CARD_SECURITY and subject.card_security is not None:
        return list(subject.card_security)
    content = subject.document.files.get(file)
    if content is None:
        raise UnknownName(f"{subject.document} has no file {file!r}")
    root = tlv.parse(content)
    infos = root
    if file == EF_CARD_SECURITY:
        infos = tlv.parse(signed_objects.content_of(content))
    elif file != EF_CARD_ACCESS:
        infos = root.children()[0]
    return [info.encoded() for info in infos.children()]


def _with_infos(subject: Subject, file: str, infos: list[bytes]) -> Subject:
    if file == EF_CARD_SECURITY:
        return dataclasses.replace(subject, card_security=tuple(infos))
    written = der.set_of(*infos)
    if file != EF_CARD_ACCESS:
        written = tlv.encode(tlv.parse(subject.document.files[file]).tag, written)
    return subject.with_file(file, written)
