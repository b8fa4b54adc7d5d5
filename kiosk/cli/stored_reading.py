"""A chip reading as a folder: one file per EF, byte for byte, and `reading.json` for what is not a file.

Chip authentication, alone or inside PACE, convinces only the terminal that took part, so a stored one comes back as not
witnessed. Folders of version 1 were written before PACE-CAM was spoken and differ in nothing else.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeVar

from kiosk.cli import owner_only
from nfc_icao.errors import MalformedData
from nfc_icao.evidence import (
    AccessSummary,
    ActiveAuthenticationEvidence,
    ChipAuthenticationEvidence,
    ChipReading,
    PaceChipAuthenticationEvidence,
    Traffic,
)

SUMMARY = "reading.json"
VERSION = 2
MAX_SUMMARY_BYTES = 256 * 1024
MAX_FILE_BYTES = 1024 * 1024
MAX_FILES = 64
_READABLE_VERSIONS = (1, VERSION)
_MAX_STATUS_WORD = 0xFFFF
_MAX_TEXT = 500

Value = TypeVar("Value", str, int, bool)


def store(reading: ChipReading, folder: Path) -> None:
    """Write `EF_COM.bin`, `DG1.bin` … and `reading.json` into `folder`, which is made when missing. For its owner only.

    Whether the folder is empty is the caller's to ask, before the card is touched: two readings in one would be mixed.

    Raises:
        OSError: the folder cannot be written.
    """
    owner_only.make_folder(folder)
    for name, content in reading.files.items():
        owner_only.write(folder / f"{name}.bin", content)
    owner_only.write(folder / SUMMARY, (json.dumps(_summary(reading), indent=2) + "\n").encode())


def load(folder: Path) -> ChipReading:
    """Read back what `store` wrote.

    Raises:
        OSError: the folder cannot be read.
        MalformedData: it does not hold a reading.
    """
    summary_file = folder / SUMMARY
    if summary_file.stat().st_size > MAX_SUMMARY_BYTES:
        raise MalformedData(f"{SUMMARY} is larger than {MAX_SUMMARY_BYTES} bytes")
    try:
        summary = json.loads(summary_file.read_text(encoding="utf-8"))
        return _reading(_object(summary), _files(folder))
    except (ValueError, KeyError, OverflowError, RecursionError) as error:
        raise MalformedData(f"{SUMMARY} is not the summary of a reading ({type(error).__name__})") from error


def _files(folder: Path) -> dict[str, bytes]:
    paths = sorted(folder.glob("*.bin"))
    if len(paths) > MAX_FILES:
        raise MalformedData(f"{len(paths)} files in one reading")
    found = {}
    for path in paths:
        if path.stat().st_size > MAX_FILE_BYTES:
            raise MalformedData(f"{path.name} is larger than any EF")
        found[path.stem] = path.read_bytes()
    return found


def _summary(reading: ChipReading) -> dict[str, Any]:
    aa, ca, cam = reading.active_authentication, reading.chip_authentication, reading.pace_chip_authentication
    return {
        "version": VERSION,
        "access": vars(reading.access),
        "traffic": vars(reading.traffic),
        "refusals": dict(reading.refusals),
        "active_authentication": aa
        and {
            "challenge": aa.challenge.hex(),
            "response": aa.response.hex(),
            "status_word": aa.status_word,
            "elapsed_s": aa.elapsed_s,
        },
        "chip_authentication": ca
        and {
            "protocol_oid": ca.protocol_oid,
            "key_id": ca.key_id,
            "public_key_info": ca.public_key_info.hex(),
            "completed": ca.completed,
            "failure": ca.failure,
            "elapsed_s": ca.elapsed_s,
        },
        "pace_chip_authentication": cam
        and {"parameter_id": cam.parameter_id, "ca_ic": cam.ca_ic.hex(), "pk_map_ic": cam.pk_map_ic.hex()},
    }


def _reading(summary: Mapping[str, Any], files: dict[str, bytes]) -> ChipReading:
    version = _typed(summary["version"], int)
    if version not in _READABLE_VERSIONS:
        raise MalformedData(f"a reading of version {version}; this program reads {_READABLE_VERSIONS}")
    refusals = {
        _text(name): _status_word(word) if word else None  # 0, of older readings, meant None
        for name, word in _object(summary["refusals"]).items()
    }
    aa, ca = summary["active_authentication"], summary["chip_authentication"]
    cam = summary.get("pace_chip_authentication")
    return ChipReading(
        access=_access(_object(summary["access"])),
        files=files,
        traffic=_traffic(_object(summary["traffic"])),
        refusals=refusals,
        active_authentication=None if aa is None else _active(_object(aa)),
        chip_authentication=None if ca is None else _chip(_object(ca)),
        pace_chip_authentication=None if cam is None else _inside_pace(_object(cam)),
    )


def _access(value: Mapping[str, Any]) -> AccessSummary:
    return AccessSummary(
        protocol=_optional_text(value["protocol"]),
        mapping=_optional_text(value["mapping"]),
        cipher=_optional_text(value["cipher"]),
        domain=_optional_text(value["domain"]),
        password=_optional_text(value["password"]),
        key_index=None if value["key_index"] is None else _typed(value["key_index"], int),
        fell_back=_typed(value.get("fell_back", False), bool),
    )


def _traffic(value: Mapping[str, Any]) -> Traffic:
    commands, sent, received = (_typed(value[name], int) for name in ("commands", "bytes_sent", "bytes_received"))
    return Traffic(commands, sent, received, _seconds(value["elapsed_s"]))


def _seconds(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise ValueError
    return float(value)


def _taken(value: Mapping[str, Any]) -> float | None:
    """The time a proof took; older readings have none."""
    return None if value.get("elapsed_s") is None else _seconds(value["elapsed_s"])


def _active(value: Mapping[str, Any]) -> ActiveAuthenticationEvidence:
    return ActiveAuthenticationEvidence(
        _bytes(value["challenge"]), _bytes(value["response"]), _status_word(value["status_word"]), _taken(value)
    )


def _chip(value: Mapping[str, Any]) -> ChipAuthenticationEvidence:
    return ChipAuthenticationEvidence(
        protocol_oid=_text(value["protocol_oid"]),
        key_id=None if value["key_id"] is None else _typed(value["key_id"], int),
        public_key_info=_bytes(value["public_key_info"]),
        completed=_typed(value["completed"], bool),
        failure=_optional_text(value["failure"]),
        witnessed=False,
        elapsed_s=_taken(value),
    )


def _inside_pace(value: Mapping[str, Any]) -> PaceChipAuthenticationEvidence:
    return PaceChipAuthenticationEvidence(
        parameter_id=_typed(value["parameter_id"], int),
        ca_ic=_bytes(value["ca_ic"]),
        pk_map_ic=_bytes(value["pk_map_ic"]),
        witnessed=False,
    )


def _object(value: object) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise ValueError
    return value


def _typed(value: object, kind: type[Value]) -> Value:
    """`value`, which must be just of this type: True is no number here."""
    if type(value) is not kind:
        raise ValueError
    return value


def _text(value: object) -> str:
    text = _typed(value, str)
    if len(text) > _MAX_TEXT or not text.isprintable():
        raise ValueError
    return text


def _optional_text(value: object) -> str | None:
    return None if value is None else _text(value)


def _status_word(value: object) -> int:
    word = _typed(value, int)
    if not 0 <= word <= _MAX_STATUS_WORD:
        raise ValueError
    return word


def _bytes(value: object) -> bytes:
    return bytes.fromhex(_typed(value, str))
