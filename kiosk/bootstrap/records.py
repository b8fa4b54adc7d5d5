"""The store a site's settings name: a file of this desk, or the server that desks share."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import config
from kiosk.bootstrap.devices import BoardChange
from kiosk.domain.device import Device
from kiosk.domain.failure import FailureCode
from kiosk.records import (
    BacklogLimits,
    KeyFileError,
    Retention,
    Store,
    StoreCorrupt,
    WrongKey,
    create_key,
    key_for_store,
    read_key,
    set_aside,
)
from kiosk.runtime.clock import Clock
from kiosk.runtime.log import logger

BALLAST_BYTES = 32 * 1024 * 1024
"""Kept free beside the store and given up when the disk is full, so that the visits under way can still be saved."""


def open_desk_store(site: config.Site, state_folder: Path, clock: Clock, board: BoardChange) -> Store:
    """The store for a desk at work; a damaged file is put aside whole and the desk goes on with a new one, because
    citizens wait. A damaged server is its administrator's."""
    ballast_bytes = 0 if site.demo else BALLAST_BYTES
    try:
        store = open_store_of(site, state_folder, clock, ballast_bytes=ballast_bytes, desk_id=site.desk_id)
    except StoreCorrupt:
        if site.store.url is not None:
            raise
        set_aside(state_folder / site.store.path, clock)
        logger("kiosk.records").error("store.set_aside", failure=FailureCode.STORE_SET_ASIDE.key)
        store = open_store_of(site, state_folder, clock, ballast_bytes=ballast_bytes, desk_id=site.desk_id)
        board(Device.STORE, FailureCode.STORE_SET_ASIDE)
    else:
        board(Device.STORE, None)
    return store


def open_store_of(
    site: config.Site, state_folder: Path, clock: Clock, *, ballast_bytes: int = 0, desk_id: str | None = None
) -> Store:
    """The store, made when there is none yet. With `desk_id` only that desk's records are due in a shared one.

    Raises:
        config.ConfigError, StoreError: the settings or the store do not allow it.
    """
    settings = site.store
    key_file = state_folder / settings.key_file
    limits = BacklogLimits(settings.backlog.warn_at, settings.backlog.stop_at)
    if settings.url is None:
        path = state_folder / settings.path
        key = key_for_store(key_file, path)
        return Store.open(path, key, clock=clock, ballast_bytes=ballast_bytes, limits=limits)
    password = settings.password.read(state_folder) if settings.password is not None else None
    if key_file.exists():
        key = read_key(key_file)
        return Store.connect(settings.url, password, key, clock=clock, limits=limits, desk_id=desk_id)
    # A new store gets a new key. A desk that only lacks its copy of the key must not be left with another one.
    key = create_key(key_file)
    try:
        return Store.connect(settings.url, password, key, clock=clock, limits=limits, desk_id=desk_id)
    except WrongKey:
        _remove(key_file)
        raise WrongKey("key_file_missing") from None


def retention_of(site: config.Site) -> Retention:
    """How long the site keeps what, for `Store.keep_only`."""
    keep = site.store.keep
    return Retention(
        delivered=timedelta(days=site.store.keep_days),
        delivered_by_service={service: timedelta(days=days) for service, days in keep.services.items()},
        refused=_days(keep.refused_days),
        tickets=timedelta(days=keep.ticket_days),
        figures=timedelta(days=keep.figure_days),
        look_ups=timedelta(days=keep.look_up_days),
        audit=_days(keep.audit_days),
    )


def _remove(key_file: Path) -> None:
    try:
        key_file.unlink()
    except OSError as error:
        raise KeyFileError(type(error).__name__) from None


def _days(days: int | None) -> timedelta | None:
    return timedelta(days=days) if days is not None else None
