"""C11 and C12: what the chip says it holds, what was signed, and what was read (TR-03135-1 §5.6.4.4).

Identical and conformant are two questions. C12 answers the first: a portrait of a format nobody knows is, byte for
byte, what the issuer signed, and its holder is not to be sent away for it. The second is answered per data group by
`DataGroupStatus.NON_CONFORMANCE` and by a finding, and counts in a strict inspection only. DG1, DG14 and DG15 cannot
be done without, and have checks of their own (C1, C4).
"""

from __future__ import annotations

from dataclasses import dataclass

from nfc_icao.errors import MalformedData
from nfc_icao.evidence import EF_COM, dg
from nfc_icao.lds.com import Com
from nfc_icao.lds.files import CLOSED_DATA_GROUPS, DATA_GROUPS
from nfc_icao.lds.sod import SecurityObject
from nfc_icao.trust import (
    Certificate,
    DataGroupStatus,
    DefectKind,
    Obligation,
    UnsupportedAlgorithm,
    WeakAlgorithm,
)
from nfc_icao.trust.hashes import digest, hash_name
from nfc_icao.verifying.inspection import Inspection, Outcome, failed, successful, undetermined
from nfc_icao.verifying.known_defects import excuse
from nfc_icao.verifying.reasons import Reason

MANDATORY = (1, 2)

_JUDGED_BY_C4 = (14, 15)
_LDS_VERSIONS = ("0107", "0108")
_UNICODE_VERSION = "040000"
_EXCUSES = {
    Reason.DG_MALFORMED: (DefectKind.DATA_GROUPS_MALFORMED,),
    Reason.DG_NON_CONFORMANT: (DefectKind.DATA_GROUPS_MALFORMED,),
    Reason.DG_HASH_DIFFERS: (DefectKind.SECURITY_OBJECT_INVALID,),
    Reason.DG_NOT_LISTED: (DefectKind.SECURITY_OBJECT_INVALID,),
    Reason.DG_MANDATORY_NOT_LISTED: (DefectKind.SECURITY_OBJECT_INVALID,),
}
"""Failures → the known errors of production that explain them."""


@dataclass(frozen=True)
class DataGroupHashes:
    """C12, and the files it leaves usable."""

    outcome: Outcome
    usable_files: frozenset[str]
    """Read, listed in EF.SOD, and identical."""


def compare_lists(inspection: Inspection, signer: Certificate | None) -> Outcome:
    """C11: EF.COM and EF.SOD name the same data groups. EF.COM is unsigned, so a difference is an alteration, unless
    documents of this signer are known to be made so."""
    return excuse(_compare_lists(inspection), signer, inspection.trust, (DefectKind.LISTS_DIFFER,))


def _compare_lists(inspection: Inspection) -> Outcome:
    missing = inspection.sod_missing
    sod = inspection.lds.sod
    if missing is not None or sod is None:
        return undetermined(missing.reason if missing else Reason.PA_SOD_NOT_READ)
    if EF_COM in inspection.lds.problems:
        return failed(Reason.DG_COM_MALFORMED)
    com = inspection.lds.com
    if com is None:
        return undetermined(Reason.DG_COM_NOT_READ)
    if set(com.data_groups) != set(sod.data_group_hashes):
        return failed(Reason.DG_LISTS_DIFFER)
    if not _versions_are_known(com, sod):
        return undetermined(Reason.DG_VERSIONS_UNKNOWN)
    return successful(Reason.DG_LISTS_AGREE)


def _versions_are_known(com: Com, sod: SecurityObject) -> bool:
    """EF.COM names a version of the data structure that exists; EF.SOD names one exactly under version 1 (Doc 9303-10
    §4.6.1, §4.6.2.3). Which one it names there is left to the future."""
    known = com.lds_version in _LDS_VERSIONS and com.unicode_version == _UNICODE_VERSION
    return known and (sod.version == 1) == (sod.lds_version is not None)


def weight_of_lists(inspection: Inspection) -> Obligation:
    """C11 counts once EF.COM was asked for. A reading may leave it out, because EF.SOD has the signed list."""
    reading = inspection.reading
    asked_for = EF_COM in reading.files or EF_COM in reading.refusals
    return Obligation.MANDATORY if asked_for else Obligation.EVALUATORY


def compare_hashes(inspection: Inspection, signer: Certificate | None) -> DataGroupHashes:
    """C12: every data group read has the hash EF.SOD lists for it; DG1 and DG2 are there; none is hidden."""
    missing = inspection.sod_missing
    sod = inspection.lds.sod
    if missing is not None or sod is None:
        return DataGroupHashes(missing or undetermined(Reason.PA_SOD_NOT_READ), frozenset())
    try:
        name = hash_name(sod.hash_algorithm)
    except WeakAlgorithm:
        return DataGroupHashes(failed(Reason.PA_WEAK_ALGORITHM), frozenset())
    except MalformedData:
        return DataGroupHashes(failed(Reason.PA_SOD_MALFORMED), frozenset())
    except UnsupportedAlgorithm:
        return DataGroupHashes(undetermined(Reason.PA_UNSUPPORTED_ALGORITHM), frozenset())
    identical = {
        number
        for number, expected in sod.data_group_hashes.items()
        if inspection.was_read(number) and digest(name, inspection.reading.files[dg(number)]) == expected
    }
    outcome = _judge(inspection, sod, identical)
    excused = excuse(outcome, signer, inspection.trust, _EXCUSES.get(outcome.reason, ()))
    return DataGroupHashes(excused, frozenset(dg(number) for number in identical))


def data_group_statuses(inspection: Inspection, identical: frozenset[str]) -> dict[str, DataGroupStatus]:
    """What came of each data group that was read or is under the signature; `identical` as `compare_hashes` found."""
    statuses = {}
    for number in DATA_GROUPS:
        name, listed = dg(number), inspection.lists_in_sod(number)
        if not inspection.was_read(number):
            if listed:
                statuses[name] = DataGroupStatus.NOT_PRESENT
        elif name in identical:
            broken = name in inspection.lds.problems or name in inspection.lds.remarks
            statuses[name] = DataGroupStatus.NON_CONFORMANCE if broken else DataGroupStatus.IDENTICAL
        else:
            statuses[name] = DataGroupStatus.NOT_IDENTICAL if listed else DataGroupStatus.PRESENT
    return statuses


def _judge(inspection: Inspection, sod: SecurityObject, identical: set[int]) -> Outcome:
    listed = set(sod.data_group_hashes)
    read = {number for number in DATA_GROUPS if inspection.was_read(number)}
    asked_for = listed.difference(CLOSED_DATA_GROUPS, _JUDGED_BY_C4)
    objections = (
        (bool(read & listed - identical), Reason.DG_HASH_DIFFERS),
        (bool(read - listed), Reason.DG_NOT_LISTED),
        (not listed.issuperset(MANDATORY), Reason.DG_MANDATORY_NOT_LISTED),
        (any(inspection.is_hidden(number) for number in asked_for), Reason.DG_HIDDEN),
        (inspection.strict and any(dg(number) in inspection.lds.problems for number in read), Reason.DG_MALFORMED),
        (inspection.strict and bool(inspection.lds.remarks), Reason.DG_NON_CONFORMANT),
    )
    for holds, reason in objections:
        if holds:
            return failed(reason)
    if not read.issuperset(MANDATORY):
        return undetermined(Reason.DG_MANDATORY_NOT_READ)
    return successful(Reason.DG_HASHES_IDENTICAL)
