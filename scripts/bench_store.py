"""The store's figures: finding a visit among 2.3 million, and durable saves against what the disk itself can sync.

Prints; asserts nothing. Names are invented from syllables that are common in Vietnam, the frequent ones more often.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import insert, text

from kiosk.domain.record import Record, RecordedValue
from kiosk.records import Store
from kiosk.records.models import NameWordRow, RecordRow
from kiosk.records.rows import record_row
from kiosk.runtime.clock import SystemClock
from kiosk.runtime.uuid7 import new_record_id

KEY = bytes(range(32))


def syllables(text: str) -> list[str]:
    return text.split()


FAMILIES = syllables("""
Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Đinh Đoàn Lâm Trịnh Mai Trương Cao Đào
Tô Hà Lương Tạ Châu Thái Phùng Quách La Kiều Vương Chu Triệu Nông Giàng Sùng
""")
MIDDLES = syllables("""
Thị Văn Hữu Đức Minh Ngọc Thanh Xuân Quốc Thu Kim Hồng Công Đình Quang Anh Bảo Gia Hoài Khánh Mỹ Như Phương
Thùy Tuấn Việt Bích Cẩm Diệu Duy Hải Huy Khắc Lan Mạnh Nhật Phúc Tấn Thế Trọng Tường Uyên Viết Yến Ánh Ái
""")
GIVEN = syllables("""
Anh Hùng Dũng Hương Lan Linh Nam Hà Thảo Trang Hải Tuấn Minh Long Sơn Mai Hoa Thủy Nga Tâm Phương Hạnh Hiền
Hiếu Khoa Kiên Lâm Loan Ly My Ngân Nghĩa Nhung Oanh Phong Phúc Quân Quang Quyên Quỳnh Tài Tân Thắng Thành
Thịnh Thơ Thư Tiến Toàn Trâm Trinh Trung Tú Tùng Tuyết Uyên Vân Việt Vinh Vy Xuân Yến Bình Châu Chi Cường Đạt
Diễm Điệp Đông Dung Duyên Giang Hằng Hậu Hoàng Hồng Huệ Huy Khánh Khôi Kim Lực Lương Mạnh Mến Nguyệt Nhi Như
Phượng Sang Sáng Thái Thanh Thoa Thông Thuận Trí Trúc Tuyền Ước Vượng Ý
""")
QUERIES = 400


def frequent_first(words: list[str], steepness: float) -> list[float]:
    return [1 / (place + 1) ** steepness for place in range(len(words))]


def people(dice: random.Random, count: int) -> list[tuple[str, str]]:
    """Name and personal number."""
    found = []
    for serial in range(count):
        middles = dice.choices(MIDDLES, frequent_first(MIDDLES, 1.0), k=dice.choice((1, 1, 1, 2)))
        family = dice.choices(FAMILIES, frequent_first(FAMILIES, 1.2))
        given = dice.choices(GIVEN, frequent_first(GIVEN, 0.7))
        found.append((" ".join([*family, *middles, *given]), f"0{dice.randrange(1, 97):02d}{serial:09d}"))
    return found


def visit(name: str, number: str, at: datetime) -> Record:
    texts = {
        "HO_TEN": name,
        "SO_CCCD": number,
        "NGAY_SINH": "199001010000",
        "GIOI_TINH": "2",
        "DIA_CHI": "Số 12 đường Ví Dụ, phường Thí Dụ, thành phố Ví Dụ",
        "DIEN_THOAI": "0900000000",
        "MA_DKBD": "01999",
        "NGAY_VAO": f"{at:%Y%m%d%H%M}",
    }
    return Record(
        record_id=new_record_id(SystemClock()),
        desk_id="clinic-1",
        service_id="clinic-checkin",
        form_id="bhyt-checkin",
        confirmed_at=at,
        values={field: RecordedValue(text, "dg13", "authentic") for field, text in texts.items()},
        identification={"document_kind": "cccd_2021", "method": "chip"},
        insurance={"outcome": "covered", "result_code": "000"},
    )


def fill(store: Store, population: list[tuple[str, str]], visits: int, dice: random.Random) -> None:
    """Straight into the tables: the way through `save`, one sync for each visit, is measured on its own."""
    begun, at = time.monotonic(), datetime(2026, 1, 1, tzinfo=UTC)
    words: set[tuple[str, str]] = set()
    for start in range(0, visits, 20_000):
        rows = []
        for _ in range(min(20_000, visits - start)):
            at += timedelta(seconds=1)
            rows.append(record_row(visit(*dice.choice(population), at), KEY))
        new = {(word, row["folded_name"]) for row in rows for word in row["folded_name"].split()} - words
        words |= new
        with store.database.writing() as session:
            session.execute(insert(RecordRow), rows)
            session.execute(insert(NameWordRow), [{"word": word, "folded_name": name} for word, name in sorted(new)])
        print(f"\r{start + len(rows):>9} visits, {time.monotonic() - begun:.0f} s", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)


def searches(dice: random.Random, population: list[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """What receptionists type: all of a name, its last two words, words in another order, beginnings of words."""
    for _ in range(QUERIES):
        words = dice.choice(population)[0].split()
        yield "full name", " ".join(words)
        yield "family and given name", f"{words[0]} {words[-1]}"
        yield "given name first", " ".join([words[-1], *words[:-1]])
        yield "beginnings of words", " ".join(word[: max(2, len(word) - 1)] for word in words)
        yield "two letters each", " ".join(word[:2] for word in words)
        yield "one word", dice.choice(words)


def measured(act: Callable[[], object]) -> float:
    begun = time.perf_counter()
    act()
    return (time.perf_counter() - begun) * 1000


def p95(times: list[float]) -> float:
    return statistics.quantiles(times, n=20)[-1] if len(times) > 1 else times[0]


def bench_search(store: Store, population: list[tuple[str, str]], dice: random.Random) -> None:
    times: dict[str, list[float]] = {}
    for kind, typed in searches(dice, population):
        times.setdefault(kind, []).append(measured(lambda typed=typed: store.find_by_name(typed, 20)))
    times["do thi uyen"] = [measured(lambda: store.find_by_name("do thi uyen", 20)) for _ in range(50)]
    for _ in range(QUERIES):
        number = dice.choice(population)[1]
        times.setdefault("number", []).append(measured(lambda number=number: store.find_by_number(number)))
    for kind, own in times.items():
        print(f"  {kind:<24} p50 {statistics.median(own):6.1f} ms   p95 {p95(own):6.1f} ms   worst {max(own):6.1f} ms")
    everything = [one for own in times.values() for one in own]
    print(f"  {'all of them':<24} p50 {statistics.median(everything):6.1f} ms   p95 {p95(everything):6.1f} ms")


def bench_saves(folder: Path, seconds: float) -> None:
    """Saves a second against appends of the same size with one fsync each, on the same disk in the same run."""
    name, number = "Đỗ Thị Uyên", "001199012345"
    with Store.open(folder / "saves.db", KEY, clock=SystemClock()) as store:
        times = timed(lambda: store.save(visit(name, number, datetime.now(UTC))), seconds)
    content = os.urandom(4096 * 4)
    with (folder / "raw").open("wb", buffering=0) as file:

        def append() -> None:
            file.write(content)
            os.fsync(file.fileno())

        raw = timed(append, seconds)
    rate, raw_rate = len(times) / seconds, len(raw) / seconds
    print(f"Durable saves: {rate:.0f} a second (p95 {p95(times):.1f} ms); bare fsync {raw_rate:.0f} a second;", end=" ")
    print(f"ratio {rate / raw_rate:.2f}")


def timed(act: Callable[[], object], seconds: float) -> list[float]:
    times, ends = [], time.perf_counter() + seconds
    while time.perf_counter() < ends:
        times.append(measured(act))
    return times


def bench_store(visits: int, url: str | None = None, keep: Path | None = None) -> None:
    """With `url` the search is measured in that empty PostgreSQL database; with `keep` the file stays in that folder
    and is found filled the next time."""
    with tempfile.TemporaryDirectory(dir=keep) as temporary:
        bench_saves(Path(temporary), 5)
        folder = keep or Path(temporary)
        dice = random.Random(20261121)
        population = people(dice, max(1, visits * 10 // 29))
        filled = not url and (folder / "visits.db").exists()
        if url:
            opened = Store.connect(url, None, KEY, clock=SystemClock())
        else:
            opened = Store.open(folder / "visits.db", KEY, clock=SystemClock(), check=False)
        with opened as store:
            if not filled:
                fill(store, population, visits, dice)
                with store.database.writing() as session:
                    session.execute(text("ANALYZE"))  # A server does so by itself after a while.
            print(f"Search among {visits} visits:")
            bench_search(store, population, random.Random(7))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--visits", type=int, default=2_300_000)
    parser.add_argument("--url", help="of an empty PostgreSQL database, to measure the search there")
    parser.add_argument("--keep", type=Path, help="a folder for the file, found filled the next time")
    options = parser.parse_args()
    bench_store(options.visits, options.url, options.keep)


if __name__ == "__main__":
    main()
