"""A chip reading as a folder: one file per EF, byte for byte, and `reading.json` for what is not a file.

Chip authentication convinces only the terminal that took part, so a stored one comes back as not witnessed.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from nfc_icao.errors import MalformedData
from nfc_icao.evidence import (
    AccessSummary,
    ActiveAuthenticationEvidence,
    ChipAuthenticationEvidence,
    ChipReading,
    Traffic,
)

SUMMARY = "reading.json"
MAX_SUMMARY_BYTES = 256 * 1024
MAX_FILE_BYTES = 1024 * 1024


def store(reading: ChipReading, folder: Path) -> None:
    """Write `EF_COM.bin`, `DG1.bin` … and `reading.json` into `folder`, which is made when missing.

    Raises:
        OSError: the folder cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in reading.files.items():
        (folder / f"{name}.bin").write_bytes(content)
    (folder / SUMMARY).write_text(json.dumps(_summary(reading), indent=2) + "\n", encoding="utf-8")


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
        return _reading(summary, _files(folder))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise MalformedData(f"{SUMMARY} is not the summary of a reading ({type(error).__name__})") from error


def _files(folder: Path) -> dict[str, bytes]:
    found = {}
    for path in sorted(folder.glob("*.bin")):
        if path.stat().st_size > MAX_FILE_BYTES:
            raise MalformedData(f"{path.name} is larger than any EF")
        found[path.stem] = path.read_bytes()
    return found


def _summary(reading: ChipReading) -> dict[str, Any]:
    aa, ca = reading.active_authentication, reading.chip_authentication
    return {
        "version": 1,
        "access": vars(reading.access),
        "traffic": vars(reading.traffic),
        "refusals": dict(reading.refusals),
        "active_authentication": aa
        and {"challenge": aa.challenge.hex(), "response": aa.response.hex(), "status_word": aa.status_word},
        "chip_authentication": ca
        and {
            "protocol_oid": ca.protocol_oid,
            "key_id": ca.key_id,
            "public_key_info": ca.public_key_info.hex(),
            "completed": ca.completed,
            "failure": ca.failure,
        },
    }


def _reading(summary: Mapping[str, Any], files: dict[str, bytes]) -> ChipReading:
    aa, ca = summary["active_authentication"], summary["chip_authentication"]
    return ChipReading(
        access=AccessSummary(**summary["access"]),
        files=files,
        traffic=Traffic(**summary["traffic"]),
        refusals={str(name): int(status) for name, status in summary["refusals"].items()},
        active_authentication=None
        if aa is None
        else ActiveAuthenticationEvidence(
            bytes.fromhex(aa["challenge"]), bytes.fromhex(aa["response"]), int(aa["status_word"])
        ),
        chip_authentication=None
        if ca is None
        else ChipAuthenticationEvidence(
            protocol_oid=str(ca["protocol_oid"]),
            key_id=ca["key_id"],
            public_key_info=bytes.fromhex(ca["public_key_info"]),
            completed=bool(ca["completed"]),
            failure=ca["failure"],
            witnessed=False,
        ),
    )
