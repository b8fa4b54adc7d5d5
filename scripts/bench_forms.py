"""How long a form takes from people to PDF/A, with everything loaded. Prints; asserts nothing.

python scripts/bench_forms.py [--rounds N]
"""

from __future__ import annotations

import argparse
import time
from datetime import UTC, datetime
from statistics import median

import config
from hardware_mocks import personas
from kiosk.bootstrap.paper_forms import addresses, paper_facts, paper_form, paper_words
from kiosk.domain.dates import vietnamese_date
from kiosk.domain.identity import Identity
from kiosk.domain.roles import Role
from kiosk.forms import OfficeFacts, PaperForm, fill_paper, paper_data
from kiosk.identification import identity_from_code, parse_code
from kiosk.papers import render


def bench_forms(rounds: int) -> None:
    """Every form, each part played by the persona with the longest address."""
    now = datetime.now(UTC)
    office = OfficeFacts(vietnamese_date(now), "Ủy ban nhân dân phường Ví Dụ", "Hà Nội")
    person = identity_from_code(parse_code(personas.load("long-address").qr_text()), office.today)
    papers = [paper_form(one) for one in config.paper_forms()]
    for paper in papers:
        _made(paper, person, office, now)
    filling, drawing = [], []
    for paper in papers * rounds:
        filled_s, drawn_s = _made(paper, person, office, now)
        filling.append(filled_s)
        drawing.append(drawn_s)
    whole = sorted(one + other for one, other in zip(filling, drawing, strict=True))
    print(
        f"Forms: {len(papers)} forms, warm, people to PDF/A: median {median(whole) * 1000:.1f} ms, "
        f"95 % below {whole[int(len(whole) * 0.95)] * 1000:.1f} ms; of it filling {median(filling) * 1000:.2f} ms"
    )


def _made(paper: PaperForm, person: Identity, office: OfficeFacts, now: datetime) -> tuple[float, float]:
    cast = {role: (person,) * (3 if role is Role.MEMBERS else 1) for role in paper.roles}
    started = time.perf_counter()
    filled = fill_paper(paper, cast, office, paper_facts(), addresses=addresses())
    data = paper_data(filled, paper_words(trial=True))
    between = time.perf_counter()
    render(paper.layout, data, written_at=now)
    return between - started, time.perf_counter() - between


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    bench_forms(parser.parse_args().rounds)


if __name__ == "__main__":
    main()
