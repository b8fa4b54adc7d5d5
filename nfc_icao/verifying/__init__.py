"""What a reading proves: twenty checks, five results, one report (BSI TR-03135; Doc 9303-11 §5, §6).

Enters: `ChipReading`, `TrustStore`, a moment. Leaves: `VerificationReport`. Nothing a card contains makes it raise.
Words: passive authentication, active authentication, chip authentication, trust anchor, assurance, usable
file, finding.
Not known: the chip itself, printed data, what a desk demands, how a verdict is shown.
"""

from nfc_icao.verifying.findings import FindingKey
from nfc_icao.verifying.reasons import Reason
from nfc_icao.verifying.transaction_report import transaction_report
from nfc_icao.verifying.verify import verify_chip, with_check

__all__ = ["FindingKey", "Reason", "transaction_report", "verify_chip", "with_check"]
