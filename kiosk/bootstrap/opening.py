"""The heavy half of starting: devices, store, portal, hospital. Everything that can fail here has a sentence."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import config
from drivers.errors import DeviceError
from kiosk.bootstrap.desk import Desk
from kiosk.bootstrap.desk_performers import failure_of_store
from kiosk.bootstrap.devices import BoardChange
from kiosk.bootstrap.failures import failure_of
from kiosk.bootstrap.site import open_desk, real_surroundings
from kiosk.domain.failure import FailureCode
from kiosk.records import StoreError
from kiosk.runtime.log import logger
from kiosk.visit.conductor import Post

if TYPE_CHECKING:
    from kiosk.bootstrap.demo import Demo


def open_site(
    site: config.Site, state_folder: Path, stack: ExitStack, post: Post, board: BoardChange
) -> tuple[Desk, Demo | None] | FailureCode:
    """Put the site's desk together, kept open by `stack`; the failure to tell when it cannot be."""
    try:
        demo = _start_demo(stack) if site.demo else None
        around = demo.surroundings() if demo is not None else real_surroundings(site, state_folder)
        return stack.enter_context(open_desk(site, around, state_folder, post, board=board)), demo
    except StoreError as error:
        return failure_of_store(error)
    except DeviceError as error:
        return failure_of(error)
    except config.ConfigError as error:
        logger("opening").error("settings", key=error.key)
        return FailureCode.UNEXPECTED


def _start_demo(stack: ExitStack) -> Demo:
    from kiosk.bootstrap.demo import Demo  # noqa: PLC0415 - a real site never loads imagined hardware

    return stack.enter_context(Demo())
