"""A desk whose data cannot be used says so; it does not end with a traceback."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path

import pytest

import config
from kiosk.bootstrap import opening
from kiosk.domain.failure import FailureCode
from kiosk.insurance.check_in import CheckInError
from kiosk.insurance.coverage import CoverageError


@pytest.mark.parametrize(
    "trouble", [CoverageError("two rules"), CheckInError("two rules")], ids=["coverage", "check-in"]
)
def test_rules_that_contradict_themselves_are_told_as_settings_to_mend(
    trouble: Exception, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise trouble

    monkeypatch.setattr(opening, "open_desk", refuse)
    site = config.load_site("demo").model_copy(update={"demo": False})
    monkeypatch.setattr(opening, "real_surroundings", lambda *_: None)
    with ExitStack() as stack:
        opened = opening.open_site(site, tmp_path, stack, lambda _: None, lambda *_: None)
    assert opened is FailureCode.SETTINGS_WRONG
