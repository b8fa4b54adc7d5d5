"""The imagined portal: a context inside which it answers."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable, Mapping
from dataclasses import replace
from types import TracebackType
from typing import Any

from hardware_mocks.portals import insured, treatments
from hardware_mocks.portals.account import PortalAccount, SeenRequest, Sessions
from hardware_mocks.portals.contract import Call
from hardware_mocks.portals.insured import InsuredPerson, Register
from hardware_mocks.portals.scenarios import scenario
from hardware_mocks.portals.script import Script
from hardware_mocks.portals.server import PortalServer

_EVERYBODY = ""
_WELL = Script()


class FakePortal:
    """Answers on `url`, on this machine only."""

    def __init__(self, people: Iterable[InsuredPerson], *, port: int = 0, account: PortalAccount | None = None) -> None:
        self.account = account or PortalAccount()
        self.seen: list[SeenRequest] = []
        self.sessions = Sessions(self.account)
        self._register = Register(people, self.account)
        self._lock = threading.Lock()
        self._scripts: dict[str, Script] = {_EVERYBODY: _WELL}
        self._since: dict[str, tuple[float, int]] = {}
        self._server = PortalServer(("127.0.0.1", port), self)
        self._thread = threading.Thread(
            target=self._server.serve_forever, args=(0.02,), name="fake portal", daemon=True
        )

    def __enter__(self) -> FakePortal:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.closing.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(5)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def script(self, **told: Any) -> None:  # noqa: ANN401 - the fields of `Script`, which checks their names
        """Behave as told from now on, towards everybody (see `Script`); without arguments, behave well again."""
        self.behave(Script(**told))

    def play(self, name: str, persona_id: str = _EVERYBODY) -> None:
        """A scenario by its name, towards everybody or one person.

        Raises:
            UnknownName: there is no such scenario.
        """
        self.behave(scenario(name), persona_id)

    def behave(self, script: Script, persona_id: str = _EVERYBODY) -> None:
        """What one person is told has nothing to do with what the others are; a login is nobody's in particular."""
        with self._lock:
            if persona_id == _EVERYBODY:
                self._scripts.clear()
            self._scripts[persona_id] = script
            self._since[persona_id] = (time.monotonic(), 0)

    def wait_until_stopped(self) -> None:
        self._thread.join()

    # What the server asks.

    def note(self, request: SeenRequest) -> None:
        with self._lock:
            self.seen.append(request)

    def behaviour(self, call: Call | None, body: Mapping[str, str]) -> Script:
        """How to treat this call; a script that does not concern it is good behaviour."""
        found = self._register.find(body.get("maThe", ""))
        with self._lock:
            key = found.id if found is not None and found.id in self._scripts else _EVERYBODY
            script = self._scripts[key]
            if call is not None and call not in script.calls:
                return _WELL
            since, count = self._since.get(key, (time.monotonic(), 0))
            self._since[key] = (since, count + 1)
            over = script.for_s is not None and time.monotonic() - since > script.for_s
            used_up = script.times is not None and count >= script.times
            return _WELL if over or used_up or (count + 1) % script.every else script

    def has_forgotten(self) -> bool:
        """A scripted forgetting of tokens is used up call by call."""
        with self._lock:
            script = self._scripts[_EVERYBODY]
            if script.forget_tokens <= 0:
                return False
            self._scripts[_EVERYBODY] = replace(script, forget_tokens=script.forget_tokens - 1)
        self.sessions.forget()
        return True

    def answer(self, call: Call, body: Mapping[str, str], script: Script) -> dict[str, Any]:
        """The JSON object of a call whose account was accepted."""
        if call is Call.TOKEN:
            return self.sessions.take(body, script.expires_in)
        number = body.get("maThe", "")
        found = self._register.find(number)
        code = self._register.judge(body, found, with_staff=call is not Call.COPAYMENT)
        if call is Call.CARD:
            if script.new_card_confirmed and number == script.new_card_number:
                return {**insured.card_answer(code, found, None), "maThe": number}
            if script.new_card_number and found is not None:
                self._register.give_new_card(script.new_card_number, found)
            return insured.card_answer(script.result_code or code, found, script.new_card_number)
        visits = treatments.treatments(found.id, script) if found is not None else []
        if call is Call.HISTORY:
            return treatments.history_answer(code, visits)
        return treatments.copayment_answer(code, visits, script)
