"""An imagined hospital program that listens for a chip reader on its own machine: docs/deliveries/reader-webhook.md.

Like the real ones it believes whoever speaks to it and knows no key; `received` shows what would have filled its form.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from typing import Any

from hardware_mocks.hospital_http import Receiver, Request, serve_until_interrupted

NAMES = (
    "id_card",
    "full_name",
    "date_of_birth",
    "gender",
    "nationality",
    "race",
    "religion",
    "place_of_origin",
    "place_of_residence",
    "personal_identification",
    "date_of_issue",
    "date_of_expiry",
    "father_name",
    "mother_name",
    "wife_name",
    "old_id_card",
    "id_img",
)
"""What it looks for; a missing name is an error, as programs that index a dictionary have it."""


class FakeReaderListener(Receiver):
    """`with FakeReaderListener() as listener:` listens on `listener.url`."""

    def __init__(self, port: int = 0) -> None:
        super().__init__(port)
        self.received: list[Mapping[str, Any]] = []

    @property
    def url(self) -> str:
        return f"http://localhost:{self._port}/"

    def answer(self, request: Request) -> tuple[int, Any]:
        try:
            content = json.loads(request.body)
        except ValueError:
            return 400, {}
        if request.method != "POST" or not isinstance(content, dict) or any(name not in content for name in NAMES):
            return 500, {}
        with self._lock:
            self.received.append(content)
        return 200, {}


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m hardware_mocks.hospital_reader", description="An imagined listener for a chip reader"
    )
    parser.add_argument("--port", type=int, default=8050)
    serve_until_interrupted(FakeReaderListener(parser.parse_args(arguments).port))
    return 0


if __name__ == "__main__":
    sys.exit(main())
