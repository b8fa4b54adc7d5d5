"""How many boxes of the usual forms' heads a card fills: with its code alone, and with its chip. Run with -s to see the
table. The boxes are those marked `counted` in the forms' files."""

from __future__ import annotations

from collections.abc import Collection

from at_counter import AN, BINH, UYEN, by_code, filled, person

from kiosk.bootstrap.paper_forms import paper_form
from kiosk.domain.dates import PartialDate
from kiosk.domain.identity import Sex, Source
from kiosk.domain.roles import Cast, Role
from kiosk.forms import BoxCount, count_boxes, counted_boxes

MAI = person(
    Source.DG13,
    kind="can_cuoc_2024",
    personal_number="001313012350",
    full_name="Nguyễn Thị Mai",
    date_of_birth=PartialDate(2013, 5, 6),
    sex=Sex.FEMALE,
    father_name="Nguyễn Văn An",
    mother_name="Đỗ Thị Uyên",
)
CA = person(
    Source.DG13,
    personal_number="001055012351",
    full_name="Nguyễn Văn Cả",
    date_of_birth=PartialDate(1955, 1, 1),
    sex=Sex.MALE,
)
FAMILY: Cast = {Role.APPLICANT: (UYEN,), Role.HEAD: (AN,), Role.MEMBERS: (BINH, MAI, CA)}
ONE_PERSON = ("ho_ten", "ngay_sinh", "gioi_tinh", "so_dinh_danh", "dien_thoai", "email")
HEADS: tuple[tuple[str, Cast, Collection[str] | None, int], ...] = (
    ("ct01", {Role.APPLICANT: (AN,)}, ONE_PERSON, 6),
    ("ct01", FAMILY, None, 25),
    ("dc02", {Role.APPLICANT: (AN,)}, None, 6),
    ("ket-hon", {Role.WOMAN: (UYEN,), Role.MAN: (AN,)}, None, 18),
    ("lltp-01", {Role.APPLICANT: (AN,)}, None, 17),
    ("tk01", {Role.APPLICANT: (AN,)}, None, 22),
    ("tk1-ts", {Role.APPLICANT: (AN,)}, None, 12),
    ("thong-bao-luu-tru", {Role.GUEST: (AN,)}, None, 14),
)
"""Form, who is there, which boxes, and how many they are by the forms' own field lists."""


def counted(form_id: str, cast: Cast, only: Collection[str] | None) -> BoxCount:
    paper = filled(form_id, cast)
    names = set(counted_boxes(paper.paper, paper.rows))
    return count_boxes(paper.form, names if only is None else names & set(only))


def with_codes(cast: Cast) -> Cast:
    return {role: tuple(by_code(one) for one in people) for role, people in cast.items()}


def test_the_codes_alone_fill_half_of_the_heads_and_the_chips_two_thirds() -> None:
    code, chip = BoxCount(0, 0, 0, 0, 0), BoxCount(0, 0, 0, 0, 0)
    lines = ["", f"{'form':20}{'boxes':>6}{'code':>6}{'chip':>6}{'asked':>6}"]
    for form_id, cast, only, boxes in HEADS:
        by_code_alone, with_chip = counted(form_id, with_codes(cast), only), counted(form_id, cast, only)
        assert by_code_alone.boxes == with_chip.boxes == boxes, form_id
        assert (by_code_alone.by_chip, with_chip.by_code) == (0, 0)
        lines.append(f"{form_id:20}{boxes:6}{by_code_alone.by_code:6}{with_chip.by_chip:6}{with_chip.empty:6}")
        code, chip = code + by_code_alone, chip + with_chip
    lines.append(f"{'all':20}{code.boxes:6}{code.by_code:6}{chip.by_chip:6}{chip.empty:6}")
    lines.append(f"{'':26}{code.by_code / code.boxes:6.1%}{chip.by_chip / chip.boxes:6.1%}")
    print("\n".join(lines))  # noqa: T201 - the table is for people
    assert code.boxes == 120
    assert code.by_code / code.boxes >= 0.51
    assert chip.by_chip / chip.boxes >= 0.66


def test_a_box_belongs_to_whoever_filled_it_last() -> None:
    paper = filled("ct01", {Role.APPLICANT: (by_code(AN),)})
    count = count_boxes(paper.form)
    assert (count.by_code, count.by_chip, count.typed, count.by_desk) == (5, 0, 0, 3)
    assert count.boxes == len(paper.form.fields)
    assert paper_form("ct01").roles[0] is Role.APPLICANT
