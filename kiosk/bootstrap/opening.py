"""The heavy half of starting: devices, store, portal, hospital. Everything that can fail here has a sentence."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import config
from drivers.errors import DeviceError
from kiosk.bootstrap.desk import Desk
from kiosk.bootstrap.devices import BoardChange
from kiosk.bootstrap.failures import failure_of
from kiosk.bootstrap.site import SETTINGS_ERRORS, open_desk, real_surroundings
from kiosk.domain.failure import FailureCode
from kiosk.records import StoreError, WrongKey
from kiosk.runtime.log import logger
from kiosk.visit.conductor import Post
from nfc_icao.trust import TrustStoreError

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
        wrong_key = isinstance(error, WrongKey)
        return _noted(error, FailureCode.STORE_WRONG_KEY if wrong_key else FailureCode.STORE_NOT_OPENED)
    except (DeviceError, TrustStoreError) as error:
        return _noted(error, failure_of(error))
    except SETTINGS_ERRORS as error:
        return _noted(error, FailureCode.SETTINGS_WRONG)


def _noted(error: Exception, failure: FailureCode) -> FailureCode:
    logger("opening").error("desk.not_opened", failure=failure.key, error=type(error).__name__)
    return failure


def _start_demo(stack: ExitStack) -> Demo:
    from kiosk.bootstrap.demo import Demo  # noqa: PLC0415 - a real site never loads imagined hardware

    return stack.enter_context(Demo())
