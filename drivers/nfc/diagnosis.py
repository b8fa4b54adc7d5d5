"""What stands between this machine and a card reader, as facts with their remedy; nothing is printed here."""

from __future__ import annotations

import ctypes
import sys
from dataclasses import dataclass

from drivers.errors import DeviceError, LibraryMissing, ReaderAccessDenied
from drivers.nfc.pcsc_calls import PYSCARD_REMEDY, PcscCalls, ScardLibrary
from drivers.nfc.slots import preference, usable_slots


@dataclass(frozen=True)
class Diagnosis:
    """One thing that was looked at."""

    key: str
    """`library`, `service`, `readers`, or `reader` once for each slot."""

    ok: bool
    vi: str
    """What was found and what to do, for the person at the desk."""

    en: str
    detail: str = ""
    """A reader's name or an error in the driver's own words."""


def diagnose(calls: PcscCalls | None = None) -> list[Diagnosis]:
    """Look at library, service and readers, in this order, and stop where nothing further can be seen."""
    if calls is None:
        try:
            calls = ScardLibrary()
        except LibraryMissing as error:
            return [_library_missing(error)]
        if not _pcsclite_loads():
            return [_pcsclite_missing()]
    found = [Diagnosis("library", True, "Thư viện đầu đọc thẻ (pyscard) đã sẵn sàng.", "pyscard is installed.")]
    try:
        context = calls.establish_context()
    except DeviceError as error:
        return [*found, _service_down(error)]
    try:
        found.append(Diagnosis("service", True, "Dịch vụ thẻ thông minh đang chạy.", "The PC/SC service is running."))
        return [*found, *_readers(calls.list_readers(context))]
    except DeviceError as error:
        return [*found, _service_down(error)]
    finally:
        calls.release_context(context)


def _library_missing(error: LibraryMissing) -> Diagnosis:
    return Diagnosis(
        "library",
        False,
        f"Chưa cài thư viện đầu đọc thẻ. Cách cài: {error.remedy}",
        f"The card reader library is missing. Install it with: {error.remedy}",
        str(error),
    )


def _pcsclite_missing() -> Diagnosis:
    return Diagnosis(
        "library",
        False,
        "Máy thiếu thư viện hệ thống libpcsclite1. Cách cài: apt install libpcsclite1 pcscd",
        "The system library libpcsclite1 is missing: apt install libpcsclite1 pcscd",
        PYSCARD_REMEDY,
    )


def _service_down(error: DeviceError) -> Diagnosis:
    if isinstance(error, ReaderAccessDenied):
        vi = "Dịch vụ thẻ thông minh từ chối người dùng này. Cần quyền polkit org.debian.pcsc-lite cho tài khoản kiosk."
        en = "The PC/SC service refuses this user: add a polkit rule for org.debian.pcsc-lite.access_*."
    elif sys.platform == "win32":
        vi = "Dịch vụ Smart Card chưa chạy. Hãy cắm đầu đọc; dịch vụ tự khởi động cùng đầu đọc."
        en = "The Smart Card service is not running. Plug a reader in: Windows starts the service with it."
    else:
        vi = "Dịch vụ pcscd chưa chạy. Cách bật: sudo systemctl enable --now pcscd.socket"
        en = "pcscd is not running: sudo systemctl enable --now pcscd.socket"
    return Diagnosis("service", False, vi, en, str(error))


def _readers(readers: list[str]) -> list[Diagnosis]:
    usable = usable_slots(readers)
    if not usable:
        vi = "Không thấy đầu đọc thẻ. Hãy cắm đầu đọc hoặc đổi cổng USB."
        en = "No card reader was found. Plug it in, or try another USB port."
        return [Diagnosis("readers", False, vi, en)]
    summary = Diagnosis(
        "readers", True, f"Thấy {len(usable)} đầu đọc dùng được.", f"{len(usable)} usable reader(s) found."
    )
    return [summary, *(_reader(reader, reader in usable) for reader in readers)]


def _reader(reader: str, usable: bool) -> Diagnosis:
    if usable and preference(reader) >= 2:
        return Diagnosis("reader", True, f"Đầu đọc: {reader}", f"Reader: {reader}", reader)
    vi = f"Khe không dùng để đọc căn cước: {reader}"
    return Diagnosis("reader", usable, vi, f"A slot that is not for identity cards: {reader}", reader)


def _pcsclite_loads() -> bool:
    """False when the C library under pyscard is absent: on Linux that looks exactly like a stopped service."""
    if sys.platform != "linux":
        return True
    try:
        ctypes.CDLL("libpcsclite.so.1")
    except OSError:
        return False
    return True
