"""What was typed on the page of a child without a card begins a visit at the desk behind the window."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

from pytestqt.qtbot import QtBot

import config
from kiosk.bootstrap.window import DeskApplication
from kiosk.domain.dates import vietnamese_date
from kiosk.domain.identity import CaptureMethod, FactName, Sex
from kiosk.runtime.clock import SystemClock
from kiosk.visit import events as happened
from ui.errands import ChildEntered


def test_a_child_nobody_names_begins_a_visit_under_the_facilitys_name(qtbot: QtBot, tmp_path: Path) -> None:
    site = config.load_site("demo")
    application = DeskApplication(site, tmp_path)
    qtbot.addWidget(application.window)
    heard: list[object] = []
    application._desk = SimpleNamespace(conductor=SimpleNamespace(handle=heard.append))  # type: ignore[assignment]  # Only what hears events.
    application.window.errand.emit(ChildEntered(vietnamese_date(SystemClock().now()), Sex.FEMALE))
    application.stop()
    (event,) = heard
    assert isinstance(event, happened.NumberTyped)
    assert event.identity.capture is not None
    assert event.identity.capture.method is CaptureMethod.BIRTH_CERTIFICATE
    assert event.identity.text(FactName.FULL_NAME) == site.facility.names.get(site.facility_code, site.title)
