"""One citizen out of three sources: what the code claimed, what DG1 says, what DG13 says.

For every fact the best proven source wins. Only files whose hash EF.SOD confirms take part; they carry the assurance
of the whole report. Names are the exception: DG1 has no diacritics, so the code's name stands before DG1's as long as
both are the same letters, and stays a claim.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from kiosk.domain.dates import PartialDate, vietnamese_date
from kiosk.domain.identity import Assurance, Disagreement, Fact, FactName, Identity, Source
from kiosk.identification.chip_facts import facts_of_dg1, facts_of_dg13, holder_of
from kiosk.identification.comparing import COMPARED, Agreement, compare, compare_with_mrz
from kiosk.identification.parsed_code import CodeKind
from nfc_icao.encoding.mrz import Mrz
from nfc_icao.evidence import dg
from nfc_icao.lds import Lds
from nfc_icao.trust.report import Result, VerificationReport

FIRST_DAY_OF_2024_CARD = date(2024, 7, 1)
"""From this day on Vietnam issues the identity card of the 2023 law; before it, the CCCD."""

_CARD_CODES = (CodeKind.CCCD_2021.value, CodeKind.CAN_CUOC_2024.value)
Facts = Mapping[FactName, Fact]


@dataclass(frozen=True)
class _Sources:
    """What may be believed of each source; empty where a file is missing, broken or not confirmed."""

    claim: Facts
    dg1: Facts
    dg13: Facts
    mrz: Mrz | None


def identity_from_chip(
    lds: Lds, report: VerificationReport, claim: Identity | None, *, asked: Collection[FactName] = frozenset()
) -> Identity:
    """The identity after a chip was read. Where the chip is silent, the claim stays a claim. Ethnicity and religion are
    left on the card unless `asked` names them."""
    sources = _sources(lds, report, claim, asked)
    disagreements = tuple(_disagreements(sources))
    name_is_another = any(
        one.weighty and one.name is FactName.FULL_NAME and one.other.source is Source.DG1 for one in disagreements
    )
    facts = {
        name: fact for name in FactName if (fact := _best(name, sources, name_is_another=name_is_another)) is not None
    }
    warnings = claim.warnings if claim is not None else ()
    return Identity(MappingProxyType(facts), disagreements, _document_kind(sources, claim), warnings)


def _sources(lds: Lds, report: VerificationReport, claim: Identity | None, asked: Collection[FactName]) -> _Sources:
    assurance = _assurance_for_forms(report)
    today = vietnamese_date(report.judged_at) if report.judged_at is not None else None
    mrz = lds.mrz if dg(1) in report.usable_files else None
    holder = holder_of(lds) if dg(13) in report.usable_files else None
    national = {} if holder is None else facts_of_dg13(holder, asked)
    return _Sources(
        claim=claim.facts if claim is not None else {},
        dg1={} if mrz is None else {n: Fact(v, Source.DG1, assurance) for n, v in facts_of_dg1(mrz, today).items()},
        dg13={n: Fact(v, Source.DG13, assurance) for n, v in national.items()},
        mrz=mrz,
    )


def _assurance_for_forms(report: VerificationReport) -> Assurance:
    """A chip that failed any check proves nothing to a form, even where its data are genuinely signed (a copied chip):
    what it says is read, and a person weighs it."""
    assurance = Assurance(report.assurance.value)
    return min(assurance, Assurance.READ) if report.overall is Result.FAILED else assurance


def _best(name: FactName, sources: _Sources, *, name_is_another: bool) -> Fact | None:
    order = [sources.dg13, sources.dg1, sources.claim]
    if name is FactName.FULL_NAME and not name_is_another:
        order = [sources.dg13, sources.claim, sources.dg1]
    return next((facts[name] for facts in order if name in facts), None)


def _disagreements(sources: _Sources) -> Iterable[Disagreement]:
    """Claim against DG13, claim against DG1, DG13 against DG1; each pair once per fact."""
    pairs = (
        (sources.claim, sources.dg13, None),
        (sources.claim, sources.dg1, sources.mrz),
        (sources.dg13, sources.dg1, sources.mrz),
    )
    for one, other, mrz in pairs:
        for name in COMPARED:
            if name not in one or name not in other:
                continue
            if mrz is not None:
                agreement = compare_with_mrz(name, one[name].value, mrz)
            else:
                agreement = compare(name, one[name].value, other[name].value)
            if agreement in (Agreement.DIFFERS, Agreement.DIFFERS_LIGHTLY):
                yield Disagreement(name, one[name], other[name], weighty=agreement is Agreement.DIFFERS)


def _document_kind(sources: _Sources, claim: Identity | None) -> str:
    """By the code when it was a card's, else by the chip: TD3 is a passport, the day of issue tells the two cards
    apart."""
    if sources.mrz is not None and sources.mrz.format == "TD3":
        return "passport"
    if claim is not None and claim.document_kind in _CARD_CODES:
        return claim.document_kind
    issued = sources.dg13.get(FactName.DATE_OF_ISSUE)
    if issued is not None and isinstance(issued.value, PartialDate) and issued.value.whole is not None:
        new = issued.value.whole >= FIRST_DAY_OF_2024_CARD
        return (CodeKind.CAN_CUOC_2024 if new else CodeKind.CCCD_2021).value
    return CodeKind.UNKNOWN.value
