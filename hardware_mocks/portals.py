"""An imagined health-insurance portal (BHXH) that speaks the real one's language over real HTTP.

It checks what the real one checks: account, MD5 in capitals, token, registered staff member, number, name, date of
birth. Every result code and every way a server can misbehave happens on demand (`script`). All insured people are
invented.

    python -m hardware_mocks.portals --port 8080
"""

from __future__ import annotations

import argparse
import hashlib
import json
import socket
import sys
import threading
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Protocol
from urllib.parse import parse_qsl, urlsplit

from hardware_mocks import personas
from hardware_mocks.issuing.mrz import transliterate

TAKE_TOKEN = "/api/token/take"  # noqa: S105 - a path, not a password
LOOK_UP_CARD = "/api/egw/KQNhanLichSuKCB2024"
HISTORY = "/api/egw/Lskcb2025"
MAX_BODY = 65536
"""Of a request; nobody asks that long, and what is beyond it is not looked at."""


class InsuredPerson(Protocol):
    """As much of a persona as a portal knows."""

    @property
    def person(self) -> personas.Person: ...

    @property
    def insurance(self) -> personas.Insurance | None: ...


@dataclass(frozen=True)
class PortalAccount:
    """The facility's account and its one registered staff member; the values of the demo site, invented like it."""

    username: str = "01999_BV"
    password: str = field(default="mot-cham-demo", repr=False)
    staff_name: str = "Nguyễn Thị Ví Dụ"
    staff_citizen_number: str = "001190000001"

    @property
    def password_digest(self) -> str:
        return hashlib.md5(self.password.encode("utf-8"), usedforsecurity=False).hexdigest().upper()


@dataclass(frozen=True)
class Script:
    """How the portal behaves until told otherwise. Faults concern every path, `result_code` card look-ups only."""

    result_code: str | None = None
    latency_s: float = 0.0
    http_status: int | None = None
    body: bytes | None = None
    """Sent as it is, under status 200 or `http_status`."""
    drop: bool = False
    """Close the connection without a word."""
    drip_s: float = 0.0
    """Send the answer byte by byte with this pause: a slow loris from the server's side."""
    redirect_to: str | None = None
    forget_tokens: int = 0
    """So many of the next calls find their token unknown (401 with an empty body)."""
    new_card_number: str | None = None
    """The card that 003 and 004 name as new; without it, the person's own."""


@dataclass(frozen=True)
class SeenRequest:
    """What arrived, for tests that ask what a client really sends."""

    path: str
    query: Mapping[str, str] = field(repr=False)
    body: Mapping[str, str] = field(repr=False)
    content_type: str


class FakePortal:
    """A context: inside it the portal answers on `url`, on this machine only."""

    def __init__(self, people: Iterable[InsuredPerson], *, port: int = 0, account: PortalAccount | None = None) -> None:
        self.account = account or PortalAccount()
        self.seen: list[SeenRequest] = []
        self._people = tuple(people)
        self._script = Script()
        self._lock = threading.Lock()
        self._tokens: set[str] = set()
        self._server = _Server(("127.0.0.1", port), self)
        self._thread = threading.Thread(
            target=self._server.serve_forever, args=(0.02,), name="fake portal", daemon=True
        )

    def __enter__(self) -> FakePortal:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(5)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def script(
        self,
        *,
        result_code: str | None = None,
        latency_s: float = 0.0,
        http_status: int | None = None,
        body: bytes | None = None,
        drop: bool = False,
        drip_s: float = 0.0,
        redirect_to: str | None = None,
        forget_tokens: int = 0,
        new_card_number: str | None = None,
    ) -> None:
        """Behave as told from now on (see `Script`); without arguments, behave well again."""
        told = Script(
            result_code, latency_s, http_status, body, drop, drip_s, redirect_to, forget_tokens, new_card_number
        )
        with self._lock:
            self._script = told

    def wait_until_stopped(self) -> None:
        self._thread.join()

    # What handlers ask.

    def behaviour(self) -> Script:
        with self._lock:
            return self._script

    def note(self, request: SeenRequest) -> None:
        with self._lock:
            self.seen.append(request)

    def knows_token(self, query: Mapping[str, str]) -> bool:
        """True when both halves of a token are the ones given out; a scripted forgetting is used up call by call."""
        with self._lock:
            script = self._script
            if script.forget_tokens > 0:
                self._script = replace(script, forget_tokens=script.forget_tokens - 1)
                self._tokens.clear()
                return False
            token = query.get("token", "")
            return token in self._tokens and query.get("id_token") == _id_token(token)

    def take_token(self, body: Mapping[str, str]) -> dict[str, Any]:
        """`POST /api/token/take`. `expires_in` is an absolute UTC time with seven digits of fraction, as the real
        one's."""
        known = (self.account.username, self.account.password_digest)
        if (body.get("username"), body.get("password")) != known:
            return {"maKetQua": "401", "APIKey": None}
        with self._lock:
            token = hashlib.sha256(f"token {len(self._tokens)} {time.monotonic_ns()}".encode()).hexdigest()
            self._tokens.add(token)
        expires = datetime.now(UTC) + timedelta(minutes=10)
        key = {
            "access_token": token,
            "id_token": _id_token(token),
            "token_type": "bearer",
            "username": self.account.username,
            "expires_in": f"{expires:%Y-%m-%dT%H:%M:%S}.0000000Z",
        }
        return {"maKetQua": "200", "APIKey": key}

    def look_up(self, body: Mapping[str, str]) -> dict[str, Any]:
        """`POST /api/egw/KQNhanLichSuKCB2024`."""
        found = self._find(body.get("maThe", ""))
        code = self.behaviour().result_code or self._judge(body, found)
        answer: dict[str, Any] = dict.fromkeys(_CARD_FIELDS)
        answer["maKetQua"] = code
        answer["ghiChu"] = _NOTES.get(code, "Kết quả tra cứu của cổng ảo.")
        if found is not None and found.insurance is not None and code in _CODES_WITH_CARD:
            answer.update(_card(found, found.insurance))
            if code in ("003", "004"):
                answer.update(_new_card(found.insurance, self.behaviour().new_card_number))
        return answer

    def history(self, body: Mapping[str, str]) -> dict[str, Any]:
        """`POST /api/egw/Lskcb2025`: nobody here has ever been ill."""
        code = self.behaviour().result_code or self._judge(body, self._find(body.get("maThe", "")))
        return {"maKetQua": code, "ghiChu": None, "dsLichSuKCB2025": []}

    def _find(self, number: str) -> InsuredPerson | None:
        new = self.behaviour().new_card_number
        for one in self._people:
            numbers = {one.person.personal_number}
            if one.insurance is not None:
                numbers |= {one.insurance.card_number, one.insurance.social_insurance_number}
            if number in numbers:
                return one
        insured = [one for one in self._people if one.insurance is not None]
        return insured[0] if new is not None and number == new and insured else None

    def _judge(self, body: Mapping[str, str], found: InsuredPerson | None) -> str:
        """The result code a well-behaved portal gives, in the order it checks."""
        if any(not body.get(name) for name in ("maThe", "hoTen", "ngaySinh", "hoTenCb", "cccdCb")):
            return "205"
        if body["cccdCb"] != self.account.staff_citizen_number:
            return "054"
        if body["hoTenCb"].casefold() != self.account.staff_name.casefold():
            return "055"
        if found is None or found.insurance is None:
            return "050"
        return _judge_person(body, found, found.insurance)


def _judge_person(body: Mapping[str, str], found: InsuredPerson, insurance: personas.Insurance) -> str:
    said, registered = " ".join(body["hoTen"].split()).upper(), found.person.full_name.upper()
    if said != registered:
        return "061" if transliterate(said)[:1] == transliterate(registered)[:1] else "060"
    birth = found.person.date_of_birth
    if body["ngaySinh"] not in (_date(birth), f"{birth:%m/%Y}", f"{birth:%Y}"):
        return "070"
    if insurance.valid_to is not None and insurance.valid_to < date.today():
        return "010"
    return "000"


_CARD_FIELDS = (
    "maKetQua", "ghiChu", "maThe", "hoTen", "ngaySinh", "gioiTinh", "diaChi", "maDKBD", "cqBHXH", "gtTheTu", "gtTheDen",
    "maKV", "ngayDu5Nam", "maSoBHXH", "maTheCu", "maTheMoi", "gtTheTuMoi", "gtTheDenMoi", "maDKBDMoi", "tenDKBDMoi",
    "dsLichSuKCB2018", "dsLichSuKT2018",
)  # fmt: skip
_CODES_WITH_CARD = frozenset({"000", "001", "002", "003", "004", "010"})
_NOTES = {
    "000": "Thẻ hợp lệ (cổng ảo).",
    "003": "Thẻ cũ hết giá trị, đã cấp thẻ mới (cổng ảo).",
    "010": "Thẻ hết giá trị sử dụng (cổng ảo).",
}


def _card(found: InsuredPerson, insurance: personas.Insurance) -> dict[str, Any]:
    return {
        "maThe": insurance.card_number,
        "hoTen": found.person.full_name,
        "ngaySinh": _date(found.person.date_of_birth),
        "gioiTinh": found.person.sex,
        "diaChi": found.person.residence,
        "maDKBD": insurance.facility_code,
        "cqBHXH": insurance.office,
        "gtTheTu": _date(insurance.valid_from),
        "gtTheDen": _date(insurance.valid_to),
        "maKV": insurance.area,
        "ngayDu5Nam": _date(insurance.five_years_from),
        "maSoBHXH": insurance.social_insurance_number,
    }


def _new_card(insurance: personas.Insurance, number: str | None) -> dict[str, Any]:
    return {
        "maTheMoi": number or insurance.card_number,
        "gtTheTuMoi": _date(insurance.valid_from),
        "gtTheDenMoi": _date(insurance.valid_to),
        "maDKBDMoi": insurance.facility_code,
        "tenDKBDMoi": insurance.facility_name,
    }


def _date(day: date | None) -> str | None:
    return None if day is None else f"{day:%d/%m/%Y}"


def _id_token(token: str) -> str:
    return hashlib.sha256(token.encode("ascii")).hexdigest()[:32]


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, address: tuple[str, int], portal: FakePortal) -> None:
        self.portal = portal
        super().__init__(address, _Handler)

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that went away is no news; anything else is said on stderr, without what was sent."""
        error = sys.exc_info()[1]
        if not isinstance(error, OSError):
            sys.stderr.write(f"fake portal: {type(error).__name__}\n")


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    def setup(self) -> None:
        super().setup()
        self.connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def do_POST(self) -> None:
        portal = self.server.portal
        address = urlsplit(self.path)
        query = dict(parse_qsl(address.query))
        body = self._read_body()
        portal.note(SeenRequest(address.path, query, body, self.headers.get("Content-Type", "")))
        script = portal.behaviour()
        time.sleep(script.latency_s)
        if script.drop:
            self.close_connection = True
        elif script.redirect_to is not None:
            self._send(302, b"", {"Location": script.redirect_to})
        elif script.body is not None or script.http_status is not None:
            self._send(script.http_status or 200, script.body or b"", {})
        else:
            self._answer(portal, address.path, query, body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name http.server wants
        """Addresses carry tokens: nothing is logged."""

    def _answer(self, portal: FakePortal, path: str, query: Mapping[str, str], body: Mapping[str, str]) -> None:
        if path == TAKE_TOKEN:
            self._send_json(portal.take_token(body))
        elif path not in (LOOK_UP_CARD, HISTORY):
            self._send(404, b"", {})
        elif not portal.knows_token(query) or query.get("password") != portal.account.password_digest:
            self._send(401, b"", {})
        else:
            self._send_json(portal.look_up(body) if path == LOOK_UP_CARD else portal.history(body))

    def _read_body(self) -> dict[str, str]:
        length = self.headers.get("Content-Length", "0")
        data = self.rfile.read(int(length) if length.isdecimal() else 0)  # All of it: the next request follows.
        text = data[:MAX_BODY].decode("utf-8", "replace")
        if self.headers.get("Content-Type", "").startswith("application/json"):
            try:
                value = json.loads(text)
            except ValueError:
                return {}
            return {key: one for key, one in value.items() if isinstance(one, str)} if isinstance(value, dict) else {}
        return dict(parse_qsl(text))

    def _send_json(self, answer: Mapping[str, Any]) -> None:
        data = json.dumps(answer, ensure_ascii=False).encode("utf-8")
        self._send(200, data, {"Content-Type": "application/json; charset=utf-8"})

    def _send(self, status: int, data: bytes, headers: Mapping[str, str]) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        pause = self.server.portal.behaviour().drip_s
        if not pause:
            self.wfile.write(data)
            return
        for index in range(len(data)):
            self.wfile.write(data[index : index + 1])
            time.sleep(pause)


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m hardware_mocks.portals", description="an imagined BHXH portal")
    parser.add_argument("--port", type=int, default=8080)
    parser.add_argument("--result-code", help="answer every card look-up with this code")
    parser.add_argument("--latency", type=float, default=0.0, metavar="SECONDS")
    options = parser.parse_args(arguments)
    with FakePortal([personas.load(one) for one in personas.ids()], port=options.port) as portal:
        portal.script(result_code=options.result_code, latency_s=options.latency)
        sys.stdout.write(f"{portal.url}\n")
        sys.stdout.flush()
        try:
            portal.wait_until_stopped()
        except KeyboardInterrupt:
            return 0
    return 0


if __name__ == "__main__":
    sys.exit(main())
