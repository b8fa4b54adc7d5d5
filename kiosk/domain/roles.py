"""The parts people play on a paper: one visit may bring several cards to the desk, and a form speaks of each by its
part, not by its order of arrival."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from kiosk.domain.identity import Identity


class Role(StrEnum):
    APPLICANT = "applicant"
    """Who asks, declares and signs: người yêu cầu, người kê khai."""
    SUBJECT = "subject"
    """Whom the paper is about, when that is not the applicant."""
    HEAD = "head"
    """Head of the household: chủ hộ."""
    MEMBERS = "members"
    """Others of the household, in the order of their cards. The only part that several people play."""
    REPRESENTATIVE = "representative"
    """Who stands for somebody: người đại diện hợp pháp, người giám hộ."""
    CHILD = "child"
    MOTHER = "mother"
    FATHER = "father"
    SPOUSE = "spouse"
    DECEASED = "deceased"
    MAN = "man"
    """Bên nam of a marriage."""
    WOMAN = "woman"
    """Bên nữ of a marriage."""
    GUEST = "guest"
    """Who stays the night: người lưu trú."""
    ORGANISER = "organiser"
    """Who arranges a funeral: người đứng ra mai táng."""


Cast = Mapping[Role, tuple[Identity, ...]]
"""Who plays which part; every part but `MEMBERS` is played by one person at most."""
