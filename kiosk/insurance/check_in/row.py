"""One row of the check-in table: 26 columns, all of them text.

The 2023 sheets call some columns numbers, and `01` became 1 on its way through them; so nothing here is a number. An
empty column is an empty text, as in the file.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from kiosk.insurance.check_in.errors import CheckInError

COLUMNS = (
    "MA_LK",
    "STT",
    "MA_BN",
    "HO_TEN",
    "SO_CCCD",
    "NGAY_SINH",
    "GIOI_TINH",
    "MA_THE_BHYT",
    "MA_DKBD",
    "GT_THE_TU",
    "GT_THE_DEN",
    "MA_DOITUONG_KCB",
    "NGAY_VAO",
    "NGAY_VAO_NOI_TRU",
    "LY_DO_VNT",
    "MA_LY_DO_VNT",
    "MA_LOAI_KCB",
    "MA_CSKCB",
    "MA_DICH_VU",
    "TEN_DICH_VU",
    "MA_THUOC",
    "TEN_THUOC",
    "MA_VAT_TU",
    "TEN_VAT_TU",
    "NGAY_YL",
    "DU_PHONG",
)
"""In the order of the annex of QĐ 4750/QĐ-BYT; the order in the file is the same."""
_KNOWN = frozenset(COLUMNS)


@dataclass(frozen=True)
class CheckInRow:
    """Columns that are not given are empty."""

    values: Mapping[str, str] = field(default_factory=dict, repr=False)
    absent: frozenset[str] = frozenset()
    """Columns a file did not have at all; none in a row made here."""
    out_of_order: frozenset[str] = frozenset()
    """Columns that stood in a file after one that follows them in the annex; JSON has no order."""
    with_attributes: frozenset[str] = frozenset()
    """Columns that carried XML attributes in a file: what they say is not read, and the schema has none."""

    def __post_init__(self) -> None:
        strange = self.values.keys() - _KNOWN
        if strange or (self.absent | self.out_of_order | self.with_attributes) - _KNOWN:
            raise CheckInError("there is no such column in the check-in table")
        if not all(isinstance(value, str) for value in self.values.values()):
            raise CheckInError("a column holds text")
        whole = {name: self.values.get(name, "") for name in COLUMNS}
        object.__setattr__(self, "values", MappingProxyType(whole))

    def __getitem__(self, column: str) -> str:
        """The text of a column.

        Raises:
            CheckInError: there is no such column.
        """
        try:
            return self.values[column]
        except KeyError:
            raise CheckInError("there is no such column in the check-in table") from None

    def with_values(self, changes: Mapping[str, str]) -> CheckInRow:
        """The row with some columns changed; they are then no longer absent."""
        kept = self.absent - changes.keys()
        return CheckInRow({**self.values, **changes}, kept, self.out_of_order, self.with_attributes)
