"""Kills the store at its writes, as often as wanted: `python scripts/kill_runs.py --runs 20000`.

The suite does the same with fewer runs. Each process has its own seed and says it when something is wrong, so that the
run can be had again.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import random
import sys
import time
import traceback
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "kiosk" / "records"))


@dataclass(frozen=True)
class Share:
    """What one process saw."""

    runs: Counter[str]
    died: int
    acknowledged: int
    wrong: str | None
    """What was lost, half there or doubled, and the seed and run that show it; that process stops there."""


def some_runs(runs: int, seed: int) -> Share:
    from killed_writes_posix import Tally, kill_runs  # noqa: PLC0415 - POSIX only; --help works everywhere

    tally, wrong = Tally(), None
    try:
        kill_runs(runs, seed, tally)
    except AssertionError as error:
        wrong = "".join(traceback.format_exception(error))
    return Share(tally.runs, tally.died, tally.acknowledged, wrong)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=500)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(2**31))
    options = parser.parse_args()
    started = time.monotonic()
    shares = [len(range(place, options.runs, options.processes)) for place in range(options.processes)]
    work = [(share, options.seed + place) for place, share in enumerate(shares)]
    with multiprocessing.get_context("spawn").Pool(options.processes) as pool:
        done = pool.starmap(some_runs, work)
    runs: Counter[str] = sum((one.runs for one in done), Counter())
    wrong = [one.wrong for one in done if one.wrong is not None]
    result = {
        "seed": options.seed,
        "runs": sum(runs.values()),
        "by_operation": dict(runs),
        "died_at_a_write": sum(one.died for one in done),
        "acknowledged": sum(one.acknowledged for one in done),
        "wrong": wrong,
        "seconds": round(time.monotonic() - started, 1),
    }
    print(json.dumps(result))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
