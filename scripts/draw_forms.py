"""Draw forms for people to look at: each three times side by side, for somebody with short, longest and least data.

python scripts/draw_forms.py FOLDER [FORM]…    needs pdftoppm (poppler-utils); the people stand in FOLDER/people
"""

from __future__ import annotations

import argparse
import io
import json
import subprocess
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from PIL import Image

import config
from kiosk.bootstrap.paper_forms import addresses, paper_facts, paper_form, paper_words
from kiosk.cli.identity_file import load_cast
from kiosk.domain.dates import vietnamese_date
from kiosk.domain.roles import Cast
from kiosk.forms import OfficeFacts, PaperForm, fill_paper, paper_data
from kiosk.papers import render

DPI = 56
GREYS = 16
DRAWN_AT = datetime(2026, 11, 21, 1, 5, tzinfo=UTC)
OFFICE = OfficeFacts(vietnamese_date(DRAWN_AT), "Cơ quan Ví Dụ", "Hà Nội")


def draw(paper: PaperForm, folder: Path) -> Path:
    pages = [
        page for people in sorted((folder / "people").glob("*.json"), reverse=True) for page in _pages(paper, people)
    ]
    sheet = Image.new("L", (sum(one.width for one in pages), max(one.height for one in pages)), 255)
    left = 0
    for page in pages:
        sheet.paste(page, (left, 0))
        left += page.width
    made = folder / f"{paper.form_id}.png"
    sheet.quantize(GREYS).save(made, optimize=True)
    return made


def _pages(paper: PaperForm, people: Path) -> list[Image.Image]:
    filled = fill_paper(paper, _cast(paper, people), OFFICE, paper_facts(), addresses=addresses())
    pdf = render(paper.layout, paper_data(filled, paper_words(trial=True)), written_at=DRAWN_AT)
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(
            ["pdftoppm", "-r", str(DPI), "-gray", "-png", "-", str(Path(folder, "page"))],
            input=pdf,
            check=True,
            timeout=60,
        )
        return [Image.open(io.BytesIO(page.read_bytes())) for page in sorted(Path(folder).glob("*.png"))]


def _cast(paper: PaperForm, people: Path) -> Cast:
    """Those of the people whom the form has a part for."""
    chosen = [one for one in json.loads(people.read_text(encoding="utf-8")) if one["role"] in list(paper.roles)]
    if not chosen:
        return {}
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "people.json")
        file.write_text(json.dumps(chosen), encoding="utf-8")
        return load_cast(file, paper.roles, paper.facts_asked, OFFICE.today)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("forms", nargs="*", metavar="FORM", default=config.paper_forms())
    options = parser.parse_args()
    for form_id in options.forms:
        print(draw(paper_form(form_id), options.folder))


if __name__ == "__main__":
    main()
