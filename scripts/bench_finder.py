"""The procedure finder's figures: building the index, and finding over all rows with every kind of question.

Prints; asserts nothing. Each question is asked with cold memory of near words, as the first citizen of the day asks it.
"""

from __future__ import annotations

import statistics
import time

from kiosk.bootstrap.procedures import catalogue
from kiosk.procedures import Finder

QUESTIONS = (
    "khai sinh",
    "mat cccd",
    "1.001193",
    "gplx het han",
    "sang tên xe máy cũ cho con gái ở tỉnh khác",
    "khai sihn",
    "bhyt bhxh cccd gplx cmnd mst",
    "xin visa mỹ",
    "zzzz " * 40,
)


def bench_finder(turns: int) -> None:
    rows = catalogue()
    began = time.perf_counter()
    Finder(rows)
    built_ms = (time.perf_counter() - began) * 1000
    cold_ms = []
    for _ in range(turns):
        finder = Finder(rows)
        for question in QUESTIONS:
            began = time.perf_counter()
            finder.find(question)
            cold_ms.append((time.perf_counter() - began) * 1000)
    p95_ms = statistics.quantiles(cold_ms, n=20)[-1]
    median_ms = statistics.median(cold_ms)
    print(f"Procedures: {len(rows.procedures)} rows, index {built_ms:.1f} ms;", end=" ")
    print(f"find median {median_ms:.2f} ms, p95 {p95_ms:.2f} ms, longest {max(cold_ms):.2f} ms")


if __name__ == "__main__":
    bench_finder(50)
