"""Curves and groups behind one set of operations: the protocols are written once for both (Doc 9303-11 §9.5.1)."""

from __future__ import annotations

from typing import Any

from hardware_mocks.curves import InvalidPoint, StandardCurve, standard_curve
from hardware_mocks.groups import StandardGroup, standard_group

Domain = StandardCurve | StandardGroup
"""Where a key agreement takes place."""
Element = Any
"""A point of a curve or a number of a group; only the domain it comes from takes it."""

GROUP_IDS = (0, 1, 2)
CURVE_IDS = tuple(range(8, 19))
CURVES_WITHOUT_INTEGRATED_MAPPING = (10,)
"""NIST P-224: its prime is 1 modulo 4."""


def standard_domain(parameter_id: int) -> Domain:
    """The domain of this number; `KeyError` for a number that stands for none."""
    return standard_group(parameter_id) if parameter_id in GROUP_IDS else standard_curve(parameter_id)


def is_curve(parameter_id: int) -> bool:
    return parameter_id not in GROUP_IDS


__all__ = [
    "CURVES_WITHOUT_INTEGRATED_MAPPING",
    "CURVE_IDS",
    "GROUP_IDS",
    "Domain",
    "Element",
    "InvalidPoint",
    "StandardCurve",
    "StandardGroup",
    "is_curve",
    "standard_domain",
]
