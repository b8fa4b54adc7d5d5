"""Everything that follows a reading, fed with a reading that was bent: what `chip verify` does with a folder."""

from __future__ import annotations

import io
import json
import tempfile
from collections.abc import Mapping
from contextlib import redirect_stdout
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from fuzz.small_documents import small_document
from kiosk.bootstrap.languages import language
from kiosk.cli import stored_reading
from kiosk.cli.chip_json import report_json
from kiosk.cli.report_text import print_report
from kiosk.identification import identity_from_chip, verdict_of
from nfc_icao import ChipReading, TrustStore, VerificationReport, parse_lds, verify_chip
from nfc_icao.trust.report import Result

AT = datetime(2026, 11, 21, 9, tzinfo=UTC)


def judged(reading: ChipReading, trust: TrustStore) -> VerificationReport:
    """The whole way from a reading to what a person is told; nothing on it may raise."""
    report = verify_chip(reading, trust, at=AT)
    lds = parse_lds(reading.files)
    identity_from_chip(lds, report, None)
    verdict_of(report, reading.access)
    values = report_json(reading, lds, report)
    json.dumps(values)
    with redirect_stdout(io.StringIO()):
        print_report(values, report, language("vi"))
    return report


class StoredReading:
    """A folder with genuine files whose summary, or one of whose files, comes from the input."""

    def __init__(self) -> None:
        document = small_document()
        self._trust = TrustStore.from_certificates([document.csca_der])
        self._files = {name: content for name, content in document.files.items() if name != "EF_ATR_INFO"}

    def feed_summary(self, data: bytes) -> str:
        return self._feed(self._files, data)

    def _feed(self, files: Mapping[str, bytes], summary: bytes) -> str:
        with tempfile.TemporaryDirectory(prefix="mot-cham-fuzz-") as folder:
            for name, content in files.items():
                Path(folder, f"{name}.bin").write_bytes(content)
            Path(folder, stored_reading.SUMMARY).write_bytes(summary)
            reading = stored_reading.load(Path(folder))
        report = judged(reading, self._trust)
        return report.overall.value


class AlteredFile:
    """A genuine reading with one file taken from the input: never successful, unless it is the genuine file."""

    def __init__(self, name: str, reading: ChipReading, csca: bytes) -> None:
        self._name = name
        self._reading = reading
        self._genuine = parse_lds(reading.files)
        self._trust = TrustStore.from_certificates([csca])

    def feed(self, data: bytes) -> str:
        altered = replace(self._reading, files={**self._reading.files, self._name: data})
        report = judged(altered, self._trust)
        if report.overall is Result.SUCCESSFUL and data != self._reading.files[self._name]:
            assert parse_lds(altered.files) == self._genuine, f"{self._name} altered, and successful"
        return report.overall.value
