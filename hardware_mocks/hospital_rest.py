"""An imagined hospital with a REST service in the manner of the MediPay kiosk's: docs/deliveries/hospital-rest.md.

It checks headers and signature with code and tables of its own, so that it and the kiosk can only agree by both being
right. Departments, services and prices are invented.
"""

from __future__ import annotations

import argparse
import hashlib
import hmac
import json
import ssl
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from hardware_mocks.hospital_http import Receiver, Request, serve_until_interrupted

_WINDOW_S = 300
_DONE, _NOT_FOUND, _FAULT = "000", "404", "999"
_LISTED: Mapping[str, tuple[str, ...]] = {
    "/loai-kham": (),
    "/khoa": ("MA_LOAI_KCB",),
    "/dichvu": ("MA_LOAI_KCB", "MA_KHOA"),
    "/khoa/dichvu-cotontai": ("MA_KHOA", "MA_DICH_VU"),
    "/dichvu-lichkham": ("MA_DICH_VU", "NGAY"),
    "/benhnhan": ("SO_CCCD",),
    "/bhyt": ("SO_CCCD",),
}
"""What each GET signs after merchant and timestamp."""
VISIT_TYPES = [{"MA_LOAI_KCB": "01", "TEN_LOAI_KCB": "Khám bệnh"}]
DEPARTMENTS = [{"MA_KHOA": "K01", "TEN_KHOA": "Khoa Khám bệnh"}, {"MA_KHOA": "K19", "TEN_KHOA": "Khoa Mắt"}]
SERVICES: Mapping[str, list[dict[str, Any]]] = {
    "K01": [
        {
            "MA_DICH_VU": "KB.NOI",
            "TEN_DICH_VU": "Khám Nội",
            "MA_PHONG": "P101",
            "TEN_PHONG": "Phòng khám Nội 1",
            "DON_GIA": 120000,
            "DON_GIA_BHYT": 45000,
            "PHU_THU": 75000,
        },
        {"MA_DICH_VU": "KB.NGOAI", "TEN_DICH_VU": "Khám Ngoại", "MA_PHONG": "P104", "TEN_PHONG": "Phòng khám Ngoại"},
    ],
    "K19": [
        {
            "MA_DICH_VU": "KB.MAT",
            "TEN_DICH_VU": "Khám Mắt",
            "MA_PHONG": "P119",
            "TEN_PHONG": "Phòng khám Mắt",
            "DON_GIA": "120000",
            "DON_GIA_BHYT": "45000",
            "PHU_THU": "0",
        }
    ],
}


class FakeHospitalRest(Receiver):
    """`with FakeHospitalRest(secret, "kiosk-01") as hospital:` serves below `hospital.url`."""

    def __init__(
        self,
        secret: bytes,
        merchant_id: str,
        *,
        port: int = 0,
        tls: ssl.SSLContext | None = None,
        now: Callable[[], float] = time.time,
    ) -> None:
        super().__init__(port, tls)
        self._secret = secret
        self._merchant_id = merchant_id
        self._now = now
        self._registered: dict[str, tuple[str, dict[str, Any], dict[str, Any]]] = {}
        self.patients: dict[str, dict[str, Any]] = {}
        """By SO_CCCD, as /benhnhan answers."""
        self.cards: dict[str, dict[str, Any]] = {}
        """By SO_CCCD, as /bhyt answers."""

    @property
    def url(self) -> str:
        return f"{self.address}/api"

    @property
    def registered(self) -> tuple[Mapping[str, Any], ...]:
        """What was registered, in the order of arrival, each once."""
        with self._lock:
            return tuple(content for _, content, _ in self._registered.values())

    def answer(self, request: Request) -> tuple[int, Any]:
        path = request.path.removeprefix("/api")
        if request.method == "POST" and path == "/dangky-kcb":
            return self._register(request)
        if request.method != "GET" or path not in _LISTED:
            return 404, {}
        if not self._signed(request, [request.query.get(name, "") for name in _LISTED[path]]):
            return 401, {"code": _FAULT, "message": "x-sign"}
        found = self._found(path, request.query)
        return 200, {"code": _NOT_FOUND if found is None else _DONE, "message": "", "data": found}

    def _found(self, path: str, query: Mapping[str, str]) -> object:
        services = SERVICES.get(query.get("MA_KHOA", ""))
        exists = query.get("MA_DICH_VU") in [row["MA_DICH_VU"] for row in services or ()]
        return {
            "/loai-kham": VISIT_TYPES,
            "/khoa": DEPARTMENTS if query.get("MA_LOAI_KCB") == "01" else None,
            "/dichvu": services,
            "/khoa/dichvu-cotontai": True if exists else None,
            "/dichvu-lichkham": [{"GIO": "07:30", "CON_TRONG": 3}, {"GIO": "08:00", "CON_TRONG": 0}],
            "/benhnhan": self.patients.get(query.get("SO_CCCD", "")),
            "/bhyt": self.cards.get(query.get("SO_CCCD", "")),
        }[path]

    def _register(self, request: Request) -> tuple[int, Any]:
        key = request.headers.get("idempotency-key", "")
        try:
            content = json.loads(request.body)
        except ValueError:
            return 400, {}
        if not isinstance(content, dict):
            return 400, {}
        if not self._signed(request, [key, str(content.get("SO_CCCD", "")), hashlib.sha256(request.body).hexdigest()]):
            return 401, {"code": _FAULT, "message": "x-sign"}
        if not content.get("HO_TEN") or content.get("MA_YEU_CAU") != key:
            return 422, {"message": "HO_TEN, MA_YEU_CAU"}
        return self._kept(key, hashlib.sha256(request.body).hexdigest(), content)

    def _kept(self, key: str, digest: str, content: dict[str, Any]) -> tuple[int, Any]:
        with self._lock:
            kept = self._registered.get(key)
            if kept is not None and kept[0] != digest:
                return 409, {"message": "MA_YEU_CAU"}
            if kept is not None:
                return 200, {"code": _DONE, "message": "", "data": {**kept[2], "DA_DANG_KY": 1}}
            number = len(self._registered) + 1
            given = {"MA_LK": f"LK-{number:06d}", "STT_LK": number, "TRANG_THAI": 1}
            self._registered[key] = (digest, content, given)
            return 200, {"code": _DONE, "message": "", "data": given}

    def _signed(self, request: Request, listed: Sequence[str]) -> bool:
        merchant, moment = request.headers.get("x-merchant-id", ""), request.headers.get("x-timestamp", "")
        text = "|".join([merchant, moment, *listed])
        expected = hmac.new(self._secret, text.encode(), hashlib.sha256).hexdigest()
        right = hmac.compare_digest(expected.encode(), request.headers.get("x-sign", "").encode())
        return (
            right and merchant == self._merchant_id and moment.isdigit() and abs(self._now() - int(moment)) <= _WINDOW_S
        )


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m hardware_mocks.hospital_rest", description="An imagined hospital's REST service"
    )
    parser.add_argument("--port", type=int, default=8771)
    parser.add_argument("--merchant", default="kiosk-01", help="the name under which the hospital knows the kiosk")
    parser.add_argument("--secret-file", type=Path, required=True, help="the bytes shared with the kiosk")
    chosen = parser.parse_args(arguments)
    secret = chosen.secret_file.read_bytes().strip()
    serve_until_interrupted(FakeHospitalRest(secret, chosen.merchant, port=chosen.port), "/api")
    return 0


if __name__ == "__main__":
    sys.exit(main())
