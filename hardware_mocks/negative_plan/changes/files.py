"""Changes to any file: its first tag, its length, one data object inside, or all of it."""

from __future__ import annotations

from collections.abc import Sequence

from hardware_mocks.errors import UnknownName
from hardware_mocks.negative_plan.subject import Subject, subject_of
from nfc_icao.encoding import tlv


def tag(subject: Subject, *, file: str, tag: int) -> Subject:
    """`file` begins with another tag."""
    content = _content(subject, file)
    header = tlv.parse_header(content)
    old = (header.tag.bit_length() + 7) // 8
    return subject.with_file(file, tag_bytes(tag) + content[old:])


def length(subject: Subject, *, file: str, by: int) -> Subject:
    """The first length of `file` is wrong by so many bytes; what is there stays."""
    content = _content(subject, file)
    header = tlv.parse_header(content)
    written = tag_bytes(header.tag) + tlv.encode_length(header.value_length + by)
    return subject.with_file(file, written + content[header.header_length :])


def of_another(subject: Subject, *, file: str, persona: str) -> Subject:
    """`file` is that of another person's genuine chip of the same kind."""
    other = subject_of(persona, subject.document.profile).signed()
    return subject.with_file(file, other.document.files[file])


def remove(subject: Subject, *, file: str) -> Subject:
    """`file` is not on the chip."""
    return subject.with_file(file, None)


def content(subject: Subject, *, file: str, value: str) -> Subject:
    """`file` has this content, in hexadecimal."""
    return subject.with_file(file, bytes.fromhex(value))


def flip_last_byte(subject: Subject, *, file: str) -> Subject:
    """The last byte of `file` is another."""
    old = _content(subject, file)
    return subject.with_file(file, old[:-1] + bytes([old[-1] ^ 0xFF]))


def node(subject: Subject, *, file: str, path: Sequence[int], value: str | None = None) -> Subject:
    """The data object at `path` (tags, outermost first) has another value, or, without one, is left out."""
    new = None if value is None else bytes.fromhex(value)
    return subject.with_file(file, edited(_content(subject, file), path, new))


def edited(data: bytes, path: Sequence[int], value: bytes | None) -> bytes:
    """`data` with one data object changed or left out, the lengths around it made right again."""
    root = tlv.parse(data)
    if root.tag != path[0]:
        raise UnknownName(f"tag {root.tag:X} where the plan has {path[0]:X}")
    if len(path) == 1:
        return b"" if value is None else tlv.encode(root.tag, value)
    parts: list[bytes] = []
    done = False
    for child in root.children():
        if child.tag == path[1] and not done:
            done = True
            parts.append(edited(child.encoded(), path[1:], value))
        else:
            parts.append(child.encoded())
    if not done:
        raise UnknownName(f"no tag {path[1]:X} inside {root.tag:X}")
    return tlv.encode(root.tag, *parts)


def value_at(data: bytes, path: Sequence[int]) -> bytes:
    """The value of the data object at `path`."""
    found = tlv.parse(data)
    for step in path[1:]:
        found = tlv.require(found, step)
    return found.value


def tag_bytes(tag: int) -> bytes:
    """A tag as it stands in a file."""
    return tag.to_bytes((tag.bit_length() + 7) // 8, "big")


def _content(subject: Subject, file: str) -> bytes:
    if file not in subject.document.files:
        raise UnknownName(f"{subject.document} has no file {file!r}")
    return subject.document.files[file]
