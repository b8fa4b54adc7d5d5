"""Changes to the chip itself: another profile from the beginning, or other behaviour with the same files."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

from hardware_mocks.negative_plan.subject import Subject, subject_of
from hardware_mocks.profiles import ChipKeyOffer, PaceOffer, Profile


def issued(subject: Subject, *, values: Mapping[str, Any]) -> Subject:
    """The same person's chip is issued anew with these fields of its profile; what was changed before is lost."""
    return subject_of(subject.document.persona_id, _profile(subject.document.profile, values))


def behaves(subject: Subject, *, values: Mapping[str, Any]) -> Subject:
    """The chip behaves otherwise in these fields of its profile; its files and keys stay."""
    profile = _profile(subject.document.profile, values)
    return dataclasses.replace(subject, document=dataclasses.replace(subject.document, profile=profile))


def another_key(subject: Subject, *, persona: str) -> Subject:
    """The chip holds the private keys of another persona's chip, and shows its own public ones."""
    other = subject_of(persona, subject.document.profile).document
    held = dataclasses.replace(
        subject.document,
        chip_keys=other.chip_keys,
        pace_static_keys=other.pace_static_keys,
        active_key=other.active_key,
    )
    return dataclasses.replace(subject, document=held)


def _profile(profile: Profile, values: Mapping[str, Any]) -> Profile:
    fields: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in values.items()
    }
    if "pace" in fields:
        fields["pace"] = tuple(PaceOffer(**offer) for offer in fields["pace"])
    if "further_chip_keys" in fields:
        fields["further_chip_keys"] = tuple(
            ChipKeyOffer(**{**key, "ciphers": tuple(key["ciphers"])}) for key in fields["further_chip_keys"]
        )
    return dataclasses.replace(profile, **fields)
