"""The engine itself: it can be repeated, it notices what it must notice, and it keeps what it found."""

from __future__ import annotations

import time
from pathlib import Path
from random import Random

import pytest

from fuzz import mutation, runner, tlv_mutation
from fuzz.runner import CORPUS, FindingError, Target, feed
from nfc_icao.encoding import tlv


@pytest.fixture(autouse=True)
def _short_form(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(runner.SECONDS_VARIABLE, raising=False)


def seeds() -> list[bytes]:
    return [file.read_bytes() for file in sorted((CORPUS / "EF_SOD").glob("*.bin"))]


def test_a_run_is_its_seed() -> None:
    def mutants(seed: str) -> list[bytes]:
        dice = Random(seed)
        return [mutation.mutant(dice, mutation.STRUCTURED, seeds()) for _ in range(60)]

    assert mutants("one") == mutants("one")
    assert mutants("one") != mutants("two")


def test_damage_inside_leaves_the_objects_around_it_well_formed() -> None:
    dice = Random("structured")
    bent = [tlv_mutation.mutate(dice, seeds()[0], seeds()) for _ in range(200)]
    whole = 0
    for one in bent:
        try:
            tlv.parse_prefix(one)
            whole += 1
        except Exception:  # noqa: BLE001 - only counted
            continue
    assert whole > 100


def test_what_is_read_as_objects_is_written_again_unchanged() -> None:
    for seed in seeds():
        nodes = tlv_mutation.read(seed)
        assert nodes is not None
        assert b"".join(node.encoded() for node in nodes) == seed


def _crash(data: bytes) -> None:
    if len(data) > 3:
        raise ZeroDivisionError


def _hang(data: bytes) -> None:
    until = time.thread_time() + 0.03
    while time.thread_time() < until:
        pass


def _swell(data: bytes) -> None:
    bytearray(runner.MAX_MEMORY_BYTES + 1)


@pytest.mark.parametrize(
    ("target", "words"),
    [
        (Target("crash", _crash, (ValueError,), made_seeds=lambda: [b"abc"]), "ZeroDivisionError"),
        (Target("hang", _hang, max_cpu_s=0.01, made_seeds=lambda: [b"abc"]), "s for 3 bytes"),
        (Target("swell", _swell, made_seeds=lambda: [b"abc"]), "bytes of memory"),
    ],
    ids=lambda value: value.name if isinstance(value, Target) else "",
)
def test_a_broken_promise_is_a_finding_and_is_kept(target: Target, words: str, tmp_path: Path) -> None:
    with pytest.raises(FindingError, match=words):
        feed(target, "seed", folder=tmp_path)
    (kept,) = tmp_path.iterdir()
    with pytest.raises((ZeroDivisionError, AssertionError)):
        runner.replay(target, kept.read_bytes())


def test_the_long_form_runs_for_the_seconds_it_is_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(runner.SECONDS_VARIABLE, "0.2")
    campaign = feed(Target("nothing", len, made_seeds=lambda: [b"abc"]), "seed")
    assert 0.2 <= campaign.elapsed_s < 2
    assert campaign.executions > 10
