"""The tables of docs/virtual-card.md: personas, profiles and faults, as Markdown.

`python -m hardware_mocks.page` prints them; a test compares them with the page.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping

from hardware_mocks import personas, profiles
from hardware_mocks.faults import answers, contents, link, sealing, templates
from hardware_mocks.faults.chip import NAMES as SHORT_NAMES
from hardware_mocks.faults.hooks import Effect
from hardware_mocks.faults.phases import PHASES


def tables() -> dict[str, str]:
    """Each table by the name under which it stands in the page."""
    return {
        "personas": _table(("Persona", "Who"), {name: personas.load(name).title for name in personas.ids()}),
        "profiles": _table(
            ("Profile", "What kind of chip"), {name: profiles.load(name).about for name in profiles.names()}
        ),
        "phases": _table(("Phase", "When"), dict(PHASES)),
        "effects-answers": _effects(answers.EFFECTS),
        "effects-templates": _effects(templates.EFFECTS),
        "effects-sealing": _effects(sealing.EFFECTS),
        "faults-short": _table(("Fault", "Stands for"), dict(SHORT_NAMES)),
        "faults-contents": _table(("Fault", "What it does"), dict(contents.NAMES)),
        "faults-link": _table(("Fault", "What it does"), dict(link.NAMES)),
    }


def _effects(effects: Mapping[str, Effect]) -> str:
    rows = {f"{name}:{effect.argument}" if effect.argument else name: effect.about for name, effect in effects.items()}
    return _table(("Effect", "What it does"), rows)


def _table(head: tuple[str, str], rows: Mapping[str, str]) -> str:
    lines = [f"| {head[0]} | {head[1]} |", "|---|---|", *(f"| `{name}` | {about} |" for name, about in rows.items())]
    return "\n".join(lines)


if __name__ == "__main__":
    for name, table in tables().items():
        sys.stdout.write(f"<!-- table: {name} -->\n{table}\n<!-- end -->\n\n")
