"""A date in Vietnamese words, as civil-status forms want it beside the digits: a digit is easily changed, a word is
not."""

from __future__ import annotations

from kiosk.domain.dates import PartialDate

_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_AFTER_TENS = {1: "mốt", 4: "tư", 5: "lăm"}
_APRIL = 4


def date_in_words(when: PartialDate) -> str:
    """`ngày mười lăm tháng ba năm một nghìn chín trăm tám mươi ba`; unknown parts are left out."""
    parts = []
    if when.day is not None:
        parts.append(f"ngày {_below_hundred(when.day)}")
    if when.month is not None:
        parts.append(f"tháng {'tư' if when.month == _APRIL else _below_hundred(when.month)}")
    parts.append(f"năm {_year(when.year)}")
    return " ".join(parts)


def _year(year: int) -> str:
    """Four digits; a zero among them is spoken."""
    thousands, rest = divmod(year, 1000)
    if rest == 0:
        return f"{_DIGITS[thousands]} nghìn"
    hundreds, last = divmod(rest, 100)
    words = f"{_DIGITS[thousands]} nghìn {_DIGITS[hundreds]} trăm"
    if last == 0:
        return words
    return f"{words} linh {_DIGITS[last]}" if last < 10 else f"{words} {_below_hundred(last)}"


def _below_hundred(number: int) -> str:
    tens, ones = divmod(number, 10)
    if tens == 0:
        return _DIGITS[ones]
    if tens == 1:
        return "mười" if ones == 0 else f"mười {'lăm' if ones == 5 else _DIGITS[ones]}"
    return f"{_DIGITS[tens]} mươi" if ones == 0 else f"{_DIGITS[tens]} mươi {_AFTER_TENS.get(ones, _DIGITS[ones])}"
