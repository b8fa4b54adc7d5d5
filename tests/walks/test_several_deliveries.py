"""From confirming to several offices: the visit hears of the first, the others get the record all the same."""

from __future__ import annotations

import json
from pathlib import Path

import config
from hardware_mocks.hospital_reader import FakeReaderListener
from kiosk.bootstrap.demo import Demo
from kiosk.bootstrap.desk import Desk
from kiosk.bootstrap.site import open_desk
from kiosk.domain.record import RecordFate
from kiosk.runtime.workers import Mailbox
from kiosk.visit import VisitState
from kiosk.visit import events as happened
from walks.counter import Counter

MORE = """
[[deliveries]]
id = "archive"
kind = "folder"
path = "out"
destination = "Thư mục"
formats = ["check-in-xml"]

[[deliveries]]
id = "form"
kind = "reader-webhook"
url = "LISTENER"
destination = "Máy tiếp nhận"
"""


def test_a_confirmed_visit_reaches_every_office_and_one_that_is_down_holds_none(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    mailbox: Mailbox[happened.Event] = Mailbox()
    with FakeReaderListener() as listener, Demo(prefer_pcsc=False) as demo:
        demo.hospital.stop()
        with open_desk(site(tmp_path, listener.url), demo.surroundings(), tmp_path, mailbox.post) as desk:
            counter = Counter(demo, desk, mailbox)
            desk.start()
            counter.come_to_review("adult")
            counter.do(happened.Confirmed())
            visit = counter.until_state(VisitState.FINISHED)
            assert visit.fate is RecordFate.WAITING
            assert visit.record_id is not None
            counter.until(lambda _: reached(desk, "archive", "form"), "the offices nobody waits for")
            assert desk.store.fate(visit.record_id, "office") is not RecordFate.DELIVERED
            demo.hospital.start()
            counter.until(lambda _: reached(desk, "office"), "the first office, now that it is back")
            record = json.loads((tmp_path / "out" / f"{visit.record_id}.json").read_bytes())
            assert (tmp_path / "out" / f"{visit.record_id}.xml").is_file()
    (received,) = listener.received
    (kept,) = demo.hospital.received
    assert record == kept.body
    assert received["full_name"] == record["values"]["HO_TEN"]


def reached(desk: Desk, *delivery_ids: str) -> bool:
    return all(desk.store.counts(one)[RecordFate.DELIVERED] == 1 for one in delivery_ids)


def site(folder: Path, listener_url: str) -> config.Site:
    demo = (config.site.SITES / "demo.toml").read_text(encoding="utf-8")
    path = folder / "several.toml"
    path.write_text(demo + MORE.replace("LISTENER", listener_url), encoding="utf-8")
    return config.load_site(path)
