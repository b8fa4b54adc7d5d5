"""One card of the plan before the reader, from the first command to the sum of all checks."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from datetime import UTC, datetime

from hardware_mocks import personas
from hardware_mocks.card import VirtualCard
from hardware_mocks.faults import faulty
from hardware_mocks.negative_plan import Subject, Variant, make
from kiosk.identification import cross_check, identity_from_code, parse_code
from nfc_icao.access.keys import Can, MrzKey
from nfc_icao.errors import ChipError
from nfc_icao.evidence import ChipReading
from nfc_icao.lds import parse_lds
from nfc_icao.reading import read_chip
from nfc_icao.reading_plan import ReadingPlan
from nfc_icao.transport import CardTransport
from nfc_icao.trust import Obligation, Result, TrustStore, VerificationReport
from nfc_icao.verifying import verify_chip, with_check

AT = datetime(2026, 11, 21, 9, tzinfo=UTC)
TIME_LIMIT_S = 20
PROOF_LIMIT_S = 0.9
"""Of the imagined cards, which compute on our own processor: generous to a busy machine, and below what a relay adds
to the exchanges of one proof."""
WHOLE_DOCUMENT = ReadingPlan(ef_com=True, card_security=True)
"""An inspection system reads what a desk leaves out: the unsigned list, and the signed SecurityInfos."""


@dataclass(frozen=True)
class Inspection:
    """How one inspection ended: with a report, or with a declared error."""

    report: VerificationReport | None
    error: ChipError | None

    @property
    def outcome(self) -> str:
        """`successful` or `failed`, in the words of TR-03105-5.1.

        The standard knows two outcomes, our report five results. Only `SUCCESSFUL` is "inspection procedure
        successful". All others ask for a person: `FAILED`, `UNDETERMINED`, `ABORTED`, and `NOT_SUPPORTED`, which a sum
        never is. So does every error that `nfc_icao.errors` declares: the conversation ended, and nothing is proven. An
        exception of any other kind is caught nowhere and fails the test.
        """
        return "successful" if self.report is not None and self.report.overall is Result.SUCCESSFUL else "failed"

    @property
    def objections(self) -> frozenset[str]:
        """What spoke against the card: checks that count and did not succeed, or the error with its families."""
        if self.report is None:
            return frozenset(kind.__name__ for kind in type(self.error).__mro__ if issubclass(kind, ChipError))
        tolerated = {Obligation.OPTIONAL: (Result.SUCCESSFUL, Result.NOT_SUPPORTED, Result.UNDETERMINED)}
        return frozenset(
            check.id
            for check in self.report.checks
            if check.obligation is not Obligation.EVALUATORY
            and check.result not in tolerated.get(check.obligation, (Result.SUCCESSFUL,))
        )

    def explained(self) -> str:
        """What spoke against it, for the message of a failing test."""
        if self.report is None:
            return f"{type(self.error).__name__}: {self.error}"
        against = [
            f"{check.id} {check.result} {check.reason}"
            for check in self.report.checks
            if check.result is not Result.SUCCESSFUL and check.obligation == "mandatory"
        ]
        return "; ".join(against) or "nothing spoke against it"


def inspect(variant: Variant, *, strict: bool = True) -> Inspection:
    """Make the card of this variant, read it, judge it; to the letter of the standard unless `strict` is false."""
    subject = make(variant)
    trust = TrustStore.from_certificates(subject.trusted, subject.revocation_lists)
    card, keys = card_of(subject), keys_of(subject)
    try:
        reading = read_chip(card, keys, plan=WHOLE_DOCUMENT, time_limit_s=TIME_LIMIT_S, strict=strict)
    except ChipError as error:
        return Inspection(None, error)
    if subject.link_delay_s:
        reading = _slower(reading, subject.link_delay_s)
    report = verify_chip(reading, trust, at=AT, strict=strict, proof_limit_s=PROOF_LIMIT_S)
    if subject.printed is not None:
        claim = identity_from_code(parse_code(personas.load(subject.printed).qr_text()), AT.date())
        report = with_check(report, cross_check(claim, parse_lds(reading.files)))
    return Inspection(report, None)


def card_of(subject: Subject) -> CardTransport:
    """The chip of this subject, its faults around it."""
    card = VirtualCard(subject.document)
    return faulty(card, *subject.faults) if subject.faults else card


def keys_of(subject: Subject) -> tuple[Can | MrzKey, ...]:
    """What a desk would have of this person: the six digits, and what the MRZ prints."""
    persona = personas.load(subject.document.persona_id)
    mrz_key = MrzKey(persona.document.number, persona.date_of_birth_yymmdd, persona.date_of_expiry_yymmdd)
    return Can(subject.document.can), mrz_key


_EXCHANGES_OF_A_PROOF = 3
"""Of chip authentication, at least: the keys, the file, the read."""


def _slower(reading: ChipReading, delay_s: float) -> ChipReading:
    """The same reading over a link that takes so much longer for each command; nobody waits for it here."""
    elapsed_s = reading.traffic.elapsed_s + delay_s * reading.traffic.commands
    proof = reading.chip_authentication
    assert proof is not None
    assert proof.elapsed_s is not None
    return dataclasses.replace(
        reading,
        traffic=dataclasses.replace(reading.traffic, elapsed_s=elapsed_s),
        chip_authentication=dataclasses.replace(proof, elapsed_s=proof.elapsed_s + _EXCHANGES_OF_A_PROOF * delay_s),
    )
