"""What once broke a promise, by name, for ever. A file is called `TARGET--WHAT-IT-FOUND.bin`."""

from __future__ import annotations

from pathlib import Path

import pytest

from fuzz.runner import CORPUS, FINDINGS, Target, named, replay
from fuzz.targets import PARSERS, WHOLE

ALL = (*PARSERS, *WHOLE)
KEPT = sorted(FINDINGS.glob("*.bin"))


@pytest.mark.parametrize("finding", KEPT, ids=lambda file: file.stem)
def test_a_past_finding_is_found_no_more(finding: Path) -> None:
    replay(named(ALL, finding.stem.partition("--")[0]), finding.read_bytes())


@pytest.mark.parametrize("target", ALL, ids=lambda target: target.name)
def test_every_target_has_something_to_start_from(target: Target) -> None:
    assert target.seeds()


def test_every_folder_of_the_corpus_feeds_a_target() -> None:
    fed = {target.corpus or target.name for target in ALL}
    assert {folder.name for folder in CORPUS.iterdir()} <= fed
