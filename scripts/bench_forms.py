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
    rows = [[_made(paper, person, office, now) for paper in papers] for _ in range(rounds)]
    best = [min(each, key=sum) for each in zip(*rows, strict=True)]
    whole, usual = sorted(map(sum, best)), median(sum(one) for row in rows for one in row)
    print(
        f"Forms: {len(papers)} forms in turn, people to PDF/A: undisturbed median {median(whole) * 1000:.1f} ms, "
        f"slowest form {whole[-1] * 1000:.1f} ms; median of all {usual * 1000:.1f} ms; of it filling "
        f"{median(filling for filling, _ in best) * 1000:.2f} ms"
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
