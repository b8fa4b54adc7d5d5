"""The papers of a slip in a folder that the office's software or an officer looks into.

The PDFs come first, the JSON file last: whoever waits for it finds the others there. A file is whole or not there, and
nothing is overwritten. The folder is never made: one that is missing is likelier a share that is not mounted.
"""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum
from pathlib import Path

from kiosk.delivery import DeliveryLater, DeliveryProblem, DeliveryRefused
from kiosk.delivery.folder.placing import place
from kiosk.handover.document import HandOver
from kiosk.handover.errors import FolderAway, FolderFull, NameTaken
from kiosk.handover.writing import to_csv, to_json, to_xml


class Sidecar(StrEnum):
    """Data beside the PDFs, besides JSON, which is always there."""

    XML = "xml"
    CSV = "csv"


def put(
    hand_over: HandOver, folder: Path, sidecars: Collection[Sidecar] = (), *, byte_order_mark: bool = True
) -> tuple[Path, ...]:
    """Every file of the hand-over in the folder; the same once more changes nothing.

    Raises:
        FolderAway, FolderFull: what was placed before stays, and a second try goes on from there.
        NameTaken: another hand-over has this slip number.
    """
    files = {hand_over.file_of(one): one.pdf for one in hand_over.papers}
    if Sidecar.XML in sidecars:
        files[f"{hand_over.stem}.xml"] = to_xml(hand_over)
    if Sidecar.CSV in sidecars:
        files[f"{hand_over.stem}.csv"] = to_csv(hand_over, byte_order_mark=byte_order_mark)
    files[f"{hand_over.stem}.json"] = to_json(hand_over)
    for name, content in files.items():
        _place(folder / name, content)
    return tuple(folder / name for name in files)


def _place(path: Path, content: bytes) -> None:
    try:
        place(path, content)
    except DeliveryLater as error:
        full = error.problem is DeliveryProblem.FOLDER_FULL
        raise (FolderFull if full else FolderAway)(path.name) from None
    except DeliveryRefused:
        raise NameTaken(path.name) from None
