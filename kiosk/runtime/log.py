"""The log: what happened, never to whom.

A redaction that looks for names in free text misses one some day, so free text does not get in at all. An event is a
dotted key (`outbox.row_refused`), a field has a name on the list below and a value of that field's shape, and an
exception is its type and the places it passed, without its text and without local variables. A line that a library
wrote is reduced to who wrote it and where: HTTP clients print addresses, databases print parameters.

`TRAFFIC` lies below DEBUG and shows lengths and headers of what went over the wire to a card.
"""

from __future__ import annotations

import logging
import logging.handlers
import re
import sys
import threading
from collections.abc import Callable, MutableMapping
from pathlib import Path
from types import TracebackType
from typing import Any, cast

import structlog

from kiosk.runtime.privacy import WITHHELD_NUMBER, holds_long_number

TRAFFIC = 5
LOG_FILE = "mot-cham.log"
_MAX_FILE_BYTES = 5_000_000
_KEPT_FILES = 5
_MAX_FRAMES = 30
_MAX_CAUSES = 5

_KEY = re.compile(r"[a-z][a-z0-9_]*(?:\.(?:[A-Za-z][A-Za-z0-9_]*|\d{1,3}))*")
_LOGGER_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z_][A-Za-z0-9_]*)*")
_UUID = re.compile(r"[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}")
_TOKEN = re.compile(r"[A-Za-z0-9_.:+/\-]{1,64}")
_DEVICE = re.compile(r"[\x20-\x7e]{1,120}")
_HEX = re.compile(r"(?:[0-9A-F]{2}(?: [0-9A-F]{2}){0,3})?")
_DIGITS = re.compile(r"\d{6,}")
"""Six digits may be a CAN, eight a date of birth, nine and more an identity number."""

Fields = MutableMapping[str, Any]
Excepthook = Callable[[type[BaseException], BaseException, TracebackType | None], Any]

ALLOWED_FIELDS: dict[str, re.Pattern[str] | None] = {
    # None: numbers and booleans only.
    "attempts": None,
    "bytes": None,
    "bytes_done": None,
    "bytes_expected": None,
    "code": _KEY,
    "command": _HEX,
    "count": None,
    "desk_id": _TOKEN,
    "destination": _TOKEN,
    "elapsed_s": None,
    "error": _TOKEN,
    "event_type": _TOKEN,
    "failure": _KEY,
    "fate": _KEY,
    "form_id": _TOKEN,
    "http_status": None,
    "line": None,
    "module": _TOKEN,
    "outcome": _KEY,
    "phase": _TOKEN,
    "reader": _DEVICE,
    "reason": _KEY,
    "record_id": _UUID,
    "result_code": _TOKEN,
    "retry_in_s": None,
    "service_id": _TOKEN,
    "source": _KEY,
    "state": _KEY,
    "status_word": _HEX,
    "step": _TOKEN,
    "version": _TOKEN,
    "visit_id": _UUID,
    "written_by": _TOKEN,
}
"""Field name → the shape its text must have. A field that is not here is dropped; its name is kept under `dropped`."""


def logger(room: str) -> structlog.stdlib.BoundLogger:
    """The log of one room, e.g. `logger("kiosk.delivery")`; use as `log.info("outbox.delivered", record_id=…)`."""
    return structlog.stdlib.get_logger(room)


def log_traffic(room: str, command: bytes, response: bytes, elapsed_s: float) -> None:
    """One exchange with a card: the command's header, the status word, lengths; no data."""
    fields = {
        "command": command[:4].hex(" ").upper(),
        "status_word": response[-2:].hex(" ").upper(),
        "bytes": len(response),
        "elapsed_s": round(elapsed_s, 4),
    }
    logging.getLogger(room).log(TRAFFIC, {"event": "card.exchange", **fields})


def configure_logging(directory: Path | None, level: int | str = logging.INFO) -> None:
    """Send every log line of the process, ours and libraries', through the filters: to a file in `directory`, else to
    stderr.

    May be called again; the earlier output is closed.
    """
    logging.addLevelName(TRAFFIC, "TRAFFIC")
    handler = _make_handler(directory)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.JSONRenderer(ensure_ascii=False, sort_keys=False),
            ],
            foreign_pre_chain=[reduce_foreign, *_shared_processors()],
            pass_foreign_args=True,
            use_get_message=False,
        )
    )
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *_shared_processors(),
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        wrapper_class=structlog.stdlib.BoundLogger,
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=False,
    )
    root = logging.getLogger()
    for old in [one for one in root.handlers if isinstance(one, _OurHandler)]:
        root.removeHandler(old)
        old.close()
    root.addHandler(handler)
    root.setLevel(level)


def install_exception_hooks() -> None:
    """An exception that nobody caught goes to the log in our form, not to stderr with its text."""
    log = logger("kiosk.runtime")

    def report(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            return
        log.critical("program.unexpected", exc_info=(kind, error, trace))

    def report_thread(args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            report(args.exc_type, args.exc_value, args.exc_traceback)

    sys.excepthook = report
    threading.excepthook = report_thread


class _OurHandler(logging.Handler):
    """Marks handlers of ours. A line that cannot be written is lost in silence: the default prints its values to
    stderr."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - the name is logging's
        return


class _StreamHandler(_OurHandler, logging.StreamHandler):  # type: ignore[type-arg]  # generic in stubs only
    pass


class _FileHandler(_OurHandler, logging.handlers.RotatingFileHandler):
    pass


def _make_handler(directory: Path | None) -> logging.Handler:
    if directory is None:
        return _StreamHandler()
    directory.mkdir(parents=True, exist_ok=True)
    return _FileHandler(directory / LOG_FILE, maxBytes=_MAX_FILE_BYTES, backupCount=_KEPT_FILES, encoding="utf-8")


def _shared_processors() -> list[Any]:
    return [
        keep_allowed_fields,
        structlog.stdlib.add_logger_name,
        keep_plain_logger_name,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True, key="at"),
    ]


# The filters.


def reduce_foreign(_logger: object, _method: str, fields: Fields) -> Fields:
    """A library's line becomes its author and place. `log_traffic` writes a mapping: that one is ours."""
    record = cast("logging.LogRecord | None", fields.get("_record"))
    kept: Fields = {name: fields[name] for name in ("_record", "_from_structlog") if name in fields}
    if record is not None and isinstance(record.msg, dict):
        return {**kept, **record.msg}
    kept["event"] = "library.wrote"
    if record is not None:
        kept.update(written_by=record.name, module=record.module, line=record.lineno)
        if record.exc_info:
            kept["exc_info"] = record.exc_info
    return kept


def keep_allowed_fields(_logger: object, _method: str, fields: Fields) -> Fields:
    """The one gate: every line passes here before it becomes text."""
    kept: Fields = {name: fields[name] for name in ("_record", "_from_structlog") if name in fields}
    event = fields.get("event")
    kept["event"] = event if isinstance(event, str) and _is_plain(event, _KEY) else "withheld"
    dropped = 0
    for name, value in fields.items():
        if name in ("event", "_record", "_from_structlog", "exc_info", "stack_info", "positional_args"):
            continue
        if name in ALLOWED_FIELDS:
            kept[name] = _shaped(value, ALLOWED_FIELDS[name])
        else:
            dropped += 1
    if dropped:
        kept["dropped"] = dropped
    error = _exception_in(fields.get("exc_info"))
    if error is not None:
        kept["exception"] = describe_exception(error)
    record = kept.get("_record")
    if isinstance(record, logging.LogRecord):
        # The formatter would otherwise add the exception's text by itself.
        record.exc_info = record.exc_text = record.stack_info = None
    return kept


def keep_plain_logger_name(_logger: object, _method: str, fields: Fields) -> Fields:
    """Libraries name loggers after whatever they like."""
    if not _is_plain(str(fields.get("logger", "")), _LOGGER_NAME):
        fields["logger"] = "withheld"
    return fields


def _shaped(value: object, shape: re.Pattern[str] | None) -> object:
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int | float):
        return WITHHELD_NUMBER if holds_long_number(str(int(value) if value == value // 1 else value)) else value
    if shape is None or not isinstance(value, str) or shape.fullmatch(value) is None:
        return f"[withheld {type(value).__name__}]"
    return str(value) if shape is _UUID or _is_plain(value, shape) else WITHHELD_NUMBER


def _is_plain(text: str, shape: re.Pattern[str]) -> bool:
    return shape.fullmatch(text) is not None and _DIGITS.search(text) is None and not holds_long_number(text)


def _exception_in(exc_info: object) -> BaseException | None:
    if isinstance(exc_info, BaseException):
        return exc_info
    if isinstance(exc_info, tuple) and len(exc_info) == 3 and isinstance(exc_info[1], BaseException):
        return exc_info[1]
    return sys.exc_info()[1] if exc_info is True else None


def describe_exception(error: BaseException) -> list[dict[str, object]]:
    """The exception and what caused it: types and places, neither texts nor values."""
    described: list[dict[str, object]] = []
    current: BaseException | None = error
    while current is not None and len(described) < _MAX_CAUSES:
        kind = type(current)
        described.append({"type": f"{kind.__module__}.{kind.__qualname__}", "frames": _frames(current.__traceback__)})
        current = current.__cause__ or (None if current.__suppress_context__ else current.__context__)
    return described


def _frames(trace: TracebackType | None) -> list[str]:
    frames = []
    while trace is not None:
        code = trace.tb_frame.f_code
        frames.append(f"{Path(code.co_filename).name}:{trace.tb_lineno} {code.co_name}")
        trace = trace.tb_next
    return frames[-_MAX_FRAMES:]
