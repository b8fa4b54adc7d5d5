"""How fast addresses are converted, how long the table takes to load, how much it weighs. Prints; asserts nothing.

python scripts/bench_addresses.py [--rounds N]
"""

from __future__ import annotations

import argparse
import time
from datetime import UTC, datetime
from statistics import median

from config.addresses_data import TABLE
from kiosk.addresses import AddressBook, OldProvince
from kiosk.bootstrap.addresses import unit_table
from kiosk.domain.dates import vietnamese_date


def bench_addresses(rounds: int) -> None:
    """Every old ward as a card writes it, without unit words; the first round gathers the names of each district."""
    started = time.process_time()
    table = unit_table(vietnamese_date(datetime.now(UTC)))
    book = AddressBook(table)
    load_s = time.process_time() - started
    texts = [text for province in table.provinces for text in _texts(province)]
    cold_s = _times(book, texts)[0]
    times = sorted(min(each) for each in zip(*(_times(book, texts)[1] for _ in range(rounds)), strict=True))
    print(f"Addresses: table {TABLE.stat().st_size / 1000:.0f} kB, loaded in {load_s * 1000:.0f} ms of CPU")
    print(
        f"Addresses: {len(texts):,} conversions: {len(texts) / sum(times):,.0f}/s; "
        f"median {median(times) * 1000:.3f} ms, longest {times[-1] * 1000:.3f} ms; "
        f"first round {cold_s / len(texts) * 1000:.3f} ms each"
    )


def _texts(province: OldProvince) -> list[str]:
    return [
        ", ".join(("Thôn Ví Dụ", *(name.removeprefix("Thị ").split(" ", 1)[-1] for name in names if name)))
        for district in province.districts
        for names in ((ward.name, district.name, province.name) for ward in district.wards)
    ]


def _times(book: AddressBook, texts: list[str]) -> tuple[float, list[float]]:
    """In all, and one by one; of this thread's own time, because the machine is shared."""
    times = []
    for text in texts:
        started = time.thread_time()
        book.convert(text)
        times.append(time.thread_time() - started)
    return sum(times), times


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    bench_addresses(parser.parse_args().rounds)


if __name__ == "__main__":
    main()
