"""An imagined FHIR server that takes transactions: docs/deliveries/fhir.md.

It holds each bundle to the R4B models, obeys conditional creates (none, one, or several that fit), resolves the
bundle's own references, and answers with a transaction-response.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import unquote

from fhir.resources.R4B.bundle import Bundle

from hardware_mocks.hospital_http import Receiver, Request, serve_until_interrupted

_TAKES = ("Patient", "Coverage", "Encounter")


class FhirReceiver(Receiver):
    """`with FhirReceiver() as server:` listens on `server.url`; `resources` is what it keeps, by place."""

    def __init__(self, port: int = 0, token: str | None = None) -> None:
        super().__init__(port)
        self._token = token
        self.resources: dict[str, Mapping[str, Any]] = {}
        self.bundles: list[Mapping[str, Any]] = []

    @property
    def url(self) -> str:
        return f"{self.address}/fhir"

    def answer(self, request: Request) -> tuple[int, Any]:
        if self._token is not None and request.headers.get("authorization") != f"Bearer {self._token}":
            return 401, _outcome("login")
        if request.path.rstrip("/") != "/fhir" or request.method != "POST":
            return 404, _outcome("not-found")
        if request.headers.get("content-type") != "application/fhir+json":
            return 415, _outcome("not-supported")
        try:
            content = json.loads(request.body)
            Bundle.model_validate(content)
        except ValueError:
            return 400, _outcome("structure")
        if content.get("type") != "transaction":
            return 400, _outcome("not-supported")
        with self._lock:
            self.bundles.append(content)
            return self._transaction(content["entry"])

    def _transaction(self, entries: Sequence[Mapping[str, Any]]) -> tuple[int, Any]:
        """All or nothing: what is new is put down only when every entry could be placed."""
        new: dict[str, Mapping[str, Any]] = {}
        places: dict[str, str] = {}
        responses = []
        for one in entries:
            kind = one["resource"]["resourceType"]
            if kind not in _TAKES or one["request"] != {**one["request"], "method": "POST", "url": kind}:
                return 422, _outcome("not-supported")
            found = self._matching(kind, one["request"].get("ifNoneExist", ""))
            if len(found) > 1:
                return 412, _outcome("multiple-matches")
            place = found[0] if found else f"{kind}/{len(self.resources) + len(new) + 1}"
            if not found:
                new[place] = one["resource"]
            places[one["fullUrl"]] = place
            status = "200 OK" if found else "201 Created"
            responses.append({"response": {"status": status, "location": f"{place}/_history/1"}})
        for place, resource in new.items():
            self.resources[place] = _resolved(resource, places)
        return 200, {"resourceType": "Bundle", "type": "transaction-response", "entry": responses}

    def _matching(self, kind: str, condition: str) -> list[str]:
        name, _, token = condition.partition("=")
        if name != "identifier":
            return []
        system, _, value = (unquote(part) for part in token.partition("|"))
        return [
            place
            for place, resource in self.resources.items()
            if place.startswith(f"{kind}/")
            and any(one.get("system") == system and one.get("value") == value for one in resource["identifier"])
        ]


def _resolved(resource: Mapping[str, Any], places: Mapping[str, str]) -> Mapping[str, Any]:
    text = json.dumps(resource, ensure_ascii=False)
    for full_url, place in places.items():
        text = text.replace(f'"reference": "{full_url}"', f'"reference": "{place}"')
    return dict(json.loads(text))


def _outcome(code: str) -> Mapping[str, Any]:
    return {"resourceType": "OperationOutcome", "issue": [{"severity": "error", "code": code}]}


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m hardware_mocks.fhir_receiver", description="An imagined FHIR server that takes transactions"
    )
    parser.add_argument("--port", type=int, default=8772)
    parser.add_argument("--token")
    chosen = parser.parse_args(arguments)
    serve_until_interrupted(FhirReceiver(chosen.port, chosen.token), "/fhir")
    return 0


if __name__ == "__main__":
    sys.exit(main())
