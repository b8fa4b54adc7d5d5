"""The demonstration: virtual people, their cards, a scanner, a portal and a hospital, all on this machine.

The card is laid on the virtual reader of the PC/SC service where there is one, so that the same adapter works that
talks to real readers; elsewhere it is laid on a reader inside this process, and the walk says so.
"""

from __future__ import annotations

import secrets
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from types import TracebackType
from typing import Protocol

from drivers.errors import DeviceError
from drivers.nfc import CardReader, PcscReader
from drivers.scanners.codes import CodeScanner, ScannedCode, UnreadableCode, nothing
from drivers.scanners.serial_scanner import SerialScanner
from hardware_mocks import faults, personas, vpcd
from hardware_mocks.card import VirtualCard
from hardware_mocks.hospital import FakeHospital
from hardware_mocks.issuer import demo_csca_der
from hardware_mocks.portals import FakePortal
from hardware_mocks.powered_card import PoweredCard
from hardware_mocks.serial_scanner import VirtualSerialScanner
from hardware_mocks.virtual_reader import DEFAULT_NAME, VirtualReader
from kiosk.bootstrap.deliveries import ImaginedOffice
from kiosk.bootstrap.site import Surroundings
from nfc_icao import TrustStore

VIRTUAL_PCSC_READER = "Virtual PCD 00 00"
SCANNER_WAKES_S = 5.0


class CardTable(Protocol):
    """Where a virtual card is laid and lifted."""

    @property
    def reader(self) -> CardReader: ...

    @property
    def reader_name(self) -> str: ...

    def lay(self, card: PoweredCard) -> None: ...

    def lift(self) -> None: ...

    def close(self) -> None: ...


class PcscTable:
    """The virtual reader of the PC/SC service: the card is a socket client of its driver."""

    def __init__(self) -> None:
        self.reader: CardReader = PcscReader()
        self.reader_name = VIRTUAL_PCSC_READER
        self._serving: threading.Thread | None = None
        self._lifted = threading.Event()

    def lay(self, card: PoweredCard) -> None:
        self.lift()
        self._lifted = lifted = threading.Event()
        self._serving = threading.Thread(
            target=vpcd.serve_to_pcscd,
            args=(card, vpcd.DEFAULT_HOST, vpcd.DEFAULT_PORT),
            kwargs={"cancelled": lifted.is_set},
            name="virtual card",
            daemon=True,
        )
        self._serving.start()

    def lift(self) -> None:
        self._lifted.set()
        if self._serving is not None:
            self._serving.join(5)
            self._serving = None

    def close(self) -> None:
        self.lift()


class InProcessTable:
    """A reader inside this process."""

    def __init__(self) -> None:
        self.virtual = VirtualReader()
        self.reader: CardReader = self.virtual
        self.reader_name = DEFAULT_NAME

    def lay(self, card: PoweredCard) -> None:
        self.virtual.lift()
        self.virtual.tap(card)

    def lift(self) -> None:
        self.virtual.lift()

    def close(self) -> None:
        self.virtual.lift()


class ScannerInHand(Protocol):
    def scan(self, text: str) -> None: ...


class WakefulScanner:
    """A `CodeScanner` that lets the hand know when it would not miss a code any more."""

    def __init__(self, driver: CodeScanner) -> None:
        self._driver = driver
        self.awake = threading.Event()

    def scan(
        self, cancelled: Callable[[], bool], ready: Callable[[], None] = nothing
    ) -> Iterator[ScannedCode | UnreadableCode]:
        def awake() -> None:
            self.awake.set()
            ready()

        return self._driver.scan(cancelled, awake)


@dataclass(frozen=True)
class ImaginedScanner:
    hand: ScannerInHand
    """Pulls the trigger."""
    driver: WakefulScanner
    """What the desk listens to."""


class Demo:
    """A context: inside it everything imagined is running."""

    def __init__(self, *, prefer_pcsc: bool = True) -> None:
        self._prefer_pcsc = prefer_pcsc
        self._stack = ExitStack()

    def __enter__(self) -> Demo:
        try:
            self.hospital_secret = secrets.token_bytes(32)
            self.portal = self._stack.enter_context(FakePortal([personas.load(one) for one in personas.ids()]))
            self.hospital = self._stack.enter_context(FakeHospital(self.hospital_secret))
            self.scanner = _scanner(self._stack)
            self.table: CardTable = PcscTable() if self._prefer_pcsc and pcsc_is_there() else InProcessTable()
            self._stack.callback(self.table.close)
        except BaseException:
            self._stack.close()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.close()

    def surroundings(self) -> Surroundings:
        """What the demonstration's desk stands in; its trust anchor is the invented country's, and no real site ever
        sees it."""
        return Surroundings(
            reader=self.table.reader,
            reader_name=self.table.reader_name,
            scanner=self.scanner.driver,
            trust=TrustStore.from_certificates([demo_csca_der()]),
            portal_url=self.portal.url,
            imagined_office=ImaginedOffice(self.hospital.url, self.hospital_secret),
        )

    @property
    def through_pcsc(self) -> bool:
        return isinstance(self.table, PcscTable)

    def scan(self, persona_id: str) -> None:
        """The citizen's code goes under the scanner, once it is awake."""
        self.scanner.driver.awake.wait(SCANNER_WAKES_S)
        self.scanner.hand.scan(personas.load(persona_id).qr_text())

    def lay_card(self, persona_id: str, fault_names: tuple[str, ...] = ()) -> None:
        """The citizen lays the card on the reader.

        Raises:
            HardwareMockError: there is no such person or fault.
        """
        self.table.lay(faults.faulty(VirtualCard.of(persona_id), *fault_names))

    def lift_card(self) -> None:
        self.table.lift()


def pcsc_is_there() -> bool:
    """True when the PC/SC service runs and has vpcd's reader."""
    try:
        return VIRTUAL_PCSC_READER in PcscReader().readers()
    except DeviceError:
        return False


def _scanner(stack: ExitStack) -> ImaginedScanner:
    if sys.platform == "win32":
        virtual = VirtualSerialScanner()
        return ImaginedScanner(virtual, WakefulScanner(SerialScanner("imagined", open_port=virtual.open_port)))
    else:
        from hardware_mocks.serial_scanner_posix import PtySerialScanner  # noqa: PLC0415 - POSIX only

        pty = stack.enter_context(PtySerialScanner())
        return ImaginedScanner(pty, WakefulScanner(SerialScanner(pty.path)))
