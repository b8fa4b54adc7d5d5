"""A child that saves as fast as it can and says each id once the store has acknowledged it. It is meant to be killed.

It starts when it reads the path of the store: the next child gets ready while the last one's work is looked over.
"""

from __future__ import annotations

import sys
from pathlib import Path

from invented_records import KEY, invented_record, receipt_for

from kiosk.records import Store
from kiosk.runtime.clock import SystemClock


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def main() -> None:
    path = sys.stdin.readline().strip()
    if not path:
        return
    with Store.open(Path(path), KEY, clock=SystemClock()) as store:
        say("open")
        while True:
            record = invented_record(padding=3000)
            store.save(record)
            say(f"saved {record.record_id}")
            store.mark_delivered(receipt_for(record))
            say(f"delivered {record.record_id}")


if __name__ == "__main__":
    main()
