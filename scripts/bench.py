"""Speed as ratios measured in one run. Prints; asserts nothing. docs/speed.md says what is counted."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time

import bench_card
from bench_addresses import bench_addresses
from bench_chip import bench_cpu, bench_growth, bench_link
from bench_finder import bench_finder
from bench_forms import bench_forms
from bench_store import bench_store
from bench_visit import bench_visit

BARE_WINDOW = """
import sys, time
from PySide6.QtWidgets import QApplication, QLabel
class Bare(QLabel):
    def paintEvent(self, event):
        super().paintEvent(event)
        print(time.time(), flush=True)
        QApplication.exit(0)
app = QApplication(sys.argv)
window = Bare("Một Chạm")
window.resize(1366, 768)
window.show()
app.exec()
"""


def bench_start(rounds: int) -> None:
    environment = {**os.environ, "QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen")}

    def first_paint_s(arguments: list[str]) -> float:
        times = []
        for _ in range(rounds):
            started = time.time()
            done = subprocess.run(
                [sys.executable, *arguments], env=environment, capture_output=True, text=True, check=True, timeout=120
            )
            times.append(float(done.stdout.split()[-1]) - started)
        return min(times)

    bare = first_paint_s(["-c", BARE_WINDOW])
    ours = first_paint_s(["-m", "kiosk.cli.window"])
    print(f"Start to first paint: {ours:.2f} s; a bare Qt window {bare:.2f} s; ratio {ours / bare:.2f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--visits", type=int, default=2_300_000, help="how many visits the search is tried among")
    options = parser.parse_args()
    document = bench_card.document()
    bench_link(document)
    bench_cpu(document, options.rounds)
    bench_growth(min(options.rounds, 3))
    bench_start(min(options.rounds, 3))
    bench_visit(4 * options.rounds)
    bench_addresses(min(options.rounds, 3))
    bench_finder(10 * options.rounds)
    bench_forms(options.rounds)
    bench_store(options.visits)


if __name__ == "__main__":
    main()
