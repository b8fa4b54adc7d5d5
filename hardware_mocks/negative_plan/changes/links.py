"""Changes around the chip: faults of its behaviour, a slower link, another person's code, revoked signers."""

from __future__ import annotations

import dataclasses

from hardware_mocks.negative_plan.subject import Subject


def fault(subject: Subject, *, spec: str) -> Subject:
    """The card behaves as this fault of `hardware_mocks.faults` says."""
    return dataclasses.replace(subject, faults=(*subject.faults, spec))


def delay(subject: Subject, *, seconds: float) -> Subject:
    """Every command takes this much longer, as when it is relayed to a card elsewhere."""
    return dataclasses.replace(subject, link_delay_s=seconds)


def code_of(subject: Subject, *, persona: str) -> Subject:
    """The code of this persona's card was scanned."""
    return dataclasses.replace(subject, printed=persona)


def revoked(subject: Subject) -> Subject:
    """The reader has a revocation list of the authority that names the document signer."""
    return dataclasses.replace(subject, revocation_lists=(subject.revocation_list(),))
