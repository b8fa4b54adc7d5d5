"""The procedure finder's figures: building the index, and finding over all rows with every kind of question.

Prints; asserts nothing. Each question is asked with cold memory of near words, as the first citizen of the day asks it.
"""

from __future__ import annotations

import argparse
import json
import statistics
import time

from kiosk.bootstrap.procedures import catalogue
from kiosk.procedures import Finder

GOAL_MS = 20.0
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
TURNS = 50


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    rows = catalogue()
    began = time.perf_counter()
    Finder(rows)
    built_ms = (time.perf_counter() - began) * 1000
    cold_ms = []
    for _ in range(TURNS):
        finder = Finder(rows)
        for question in QUESTIONS:
            began = time.perf_counter()
            finder.find(question)
            cold_ms.append((time.perf_counter() - began) * 1000)
    figures = {
        "rows": len(rows.procedures),
        "index_ms": round(built_ms, 1),
        "median_ms": round(statistics.median(cold_ms), 2),
        "p95_ms": round(statistics.quantiles(cold_ms, n=20)[-1], 2),
        "longest_ms": round(max(cold_ms), 2),
        "goal_ms": GOAL_MS,
    }
    if options.json:
        print(json.dumps(figures))
    else:
        print(f"Procedures: {figures['rows']} rows, index built in {figures['index_ms']} ms")
        print(
            f"Procedures: find median {figures['median_ms']} ms, p95 {figures['p95_ms']} ms, "
            f"longest {figures['longest_ms']} ms (goal {GOAL_MS:g} ms)"
        )


if __name__ == "__main__":
    main()
