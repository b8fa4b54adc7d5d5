"""READ BINARY (ISO 7816-4 §11.3.3): both instructions, short identifiers, and what happens near the end of a file."""

from __future__ import annotations

from hardware_mocks.card import status
from hardware_mocks.card.command import Command
from hardware_mocks.card.file_system import ElementaryFile, FileSystem
from hardware_mocks.card.status import Answer, RefusedCommand
from hardware_mocks.profiles import Profile
from nfc_icao.encoding import tlv
from nfc_icao.errors import MalformedData

INS_EVEN, INS_ODD = 0xB0, 0xB1
_DO_OFFSET = 0x54
_DO_DATA = 0x53
_MAX_OFFSET_BYTES = 4
_WARNING_ALONE = "6282-empty"


def read_binary(command: Command, files: FileSystem, profile: Profile, *, access: bool, room: int) -> Answer:
    """The bytes asked for, at most `room` of them, near limits as the profile says.

    Raises:
        RefusedCommand: with the status word of what is wrong.
    """
    odd = command.ins == INS_ODD
    file, offset = _odd_target(command, files, access) if odd else _even_target(command, files, access)
    if file.content is None or not (access or file.free):
        raise RefusedCommand(status.SECURITY_NOT_SATISFIED)
    if command.ne is None:
        raise RefusedCommand(status.WRONG_LENGTH)
    if offset >= len(file.content):
        raise RefusedCommand(status.WRONG_OFFSET)
    if not command.wants_all and command.ne > room:
        raise RefusedCommand(status.WRONG_LENGTH)
    limited = bool(profile.read_limit) and command.ne > profile.read_limit
    if limited and profile.read_limit_status != "6282":
        raise RefusedCommand(_limit_status(profile))
    allowed = min(command.ne, room, profile.read_limit or command.ne)
    count = _fitting_in_data_object(allowed) if odd else allowed
    content = file.content[offset : offset + count]
    status_word = status.END_OF_FILE if limited else status.OK
    if len(content) < count and not command.wants_all:
        status_word = _past_the_end(profile.end_of_file, len(content), odd=odd)
        if profile.end_of_file == _WARNING_ALONE:
            return Answer(status_word=status_word)
    return Answer(tlv.encode(_DO_DATA, content) if odd else content, status_word)


def _limit_status(profile: Profile) -> int:
    named = profile.read_limit_status
    return status.WRONG_LE | profile.read_limit & 0xFF if named == "6Cxx" else int(named, 16)


def _past_the_end(end_of_file: str, available: int, *, odd: bool) -> int:
    if end_of_file in {"6B00", "6700"}:
        raise RefusedCommand(int(end_of_file, 16))
    if end_of_file == "6Cxx" and available < 0x100 and not odd:
        raise RefusedCommand(status.WRONG_LE | available)
    return status.DATA_MAY_BE_CORRUPTED if end_of_file == "6281" else status.END_OF_FILE


def _even_target(command: Command, files: FileSystem, access: bool) -> tuple[ElementaryFile, int]:
    if command.p1 & 0x80:
        if command.p1 & 0x60:  # bits 7 and 6 must be zero beside a short identifier
            raise RefusedCommand(status.INCORRECT_P1_P2)
        return files.by_sfi(command.p1 & 0x1F, access=access), command.p2
    return _current(files, access), command.p1_p2


def _odd_target(command: Command, files: FileSystem, access: bool) -> tuple[ElementaryFile, int]:
    if command.p1_p2 == 0:
        file = _current(files, access)
    elif command.p1_p2 < 0x20:
        file = files.by_sfi(command.p2, access=access)
    else:
        file = files.by_fid(command.p1_p2, access=access)
    try:
        offset = tlv.parse(command.data)
    except MalformedData:
        raise RefusedCommand(status.INCORRECT_DATA) from None
    if offset.tag != _DO_OFFSET or len(offset.value) > _MAX_OFFSET_BYTES:
        raise RefusedCommand(status.INCORRECT_DATA)
    return file, int.from_bytes(offset.value, "big")


def _current(files: FileSystem, access: bool) -> ElementaryFile:
    current = files.current
    if files.in_application and not access and not (current is not None and current.free):
        raise RefusedCommand(status.SECURITY_NOT_SATISFIED)
    if current is None:
        raise RefusedCommand(status.NO_CURRENT_EF)
    return current


def _fitting_in_data_object(size: int) -> int:
    """How many bytes a DO53 of at most `size` bytes can hold."""
    for length_bytes in (1, 2, 3):
        count = size - 1 - length_bytes
        if count >= 0 and len(tlv.encode_length(count)) <= length_bytes:
            return count
    raise RefusedCommand(status.WRONG_LENGTH)
