"""Feeding one target for a number of inputs or a number of seconds, and holding it to what must always be true.

- Only the errors a parser declares leave it.
- No input costs more than `MAX_CPU_S` of processor time. The promise is 0.2 s; the bar here is higher, and the best of
  three counts, so that a busy machine does not raise an alarm.
- No input costs more than `MAX_MEMORY_BYTES` beside itself (looked at for a sample: looking is slow).

Inputs whose outcome was not seen before join the pool, so that damage accumulates behind the first check. A finding is
written to `findings/` and becomes a test by being kept there under a name that says what it found.
"""

from __future__ import annotations

import hashlib
import os
import re
import time
import tracemalloc
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from fuzz.mutation import STRUCTURED, Mutation, mutant

HERE = Path(__file__).parent
CORPUS = HERE / "corpus"
FINDINGS = HERE / "findings"

MAX_CPU_S = 0.5
MAX_MEMORY_BYTES = 50 * 1024 * 1024
SECONDS_VARIABLE = "MOT_CHAM_FUZZ_SECONDS"
"""Seconds for each target: the long form. Without it each target has its number of inputs."""
SEED_VARIABLE = "MOT_CHAM_FUZZ_SEED"
_SUITE_SEED = "2026-11-21"
_MEMORY_SAMPLE = 101
_MAX_POOL = 400
_MAX_POOLED_BYTES = 8 * 1024
_NUMBERS = re.compile(r"\b[0-9A-F]{1,8}\b|\d+")


@dataclass(frozen=True)
class Target:
    """Something that takes bytes from a stranger."""

    name: str
    run: Callable[[bytes], object]
    """Feeds one input; raises `declared` errors, or `AssertionError` when something untrue came out."""
    declared: tuple[type[Exception], ...] = ()
    mutations: tuple[Mutation, ...] = STRUCTURED
    inputs: int = 2000
    """How many the suite feeds."""
    max_cpu_s: float = MAX_CPU_S
    corpus: str = ""
    """Its folder under `corpus/`, where that is not its name."""
    made_seeds: Callable[[], list[bytes]] = list
    """Seeds that are made anew for each run, beside those in the corpus."""

    def seeds(self) -> list[bytes]:
        folder = CORPUS / (self.corpus or self.name)
        stored = [file.read_bytes() for file in sorted(folder.glob("*.bin"))]
        return [*stored, *self.made_seeds()]


@dataclass
class Campaign:
    """What one run of one target came to."""

    target: str
    seed: str
    executions: int = 0
    elapsed_s: float = 0.0
    slowest_s: float = 0.0
    largest_bytes: int = 0
    outcomes: set[str] = field(default_factory=set)

    def __str__(self) -> str:
        return (
            f"{self.target:<18} {self.executions:>8} inputs {self.elapsed_s:>7.1f} s "
            f"{len(self.outcomes):>4} outcomes, slowest {self.slowest_s * 1000:>6.1f} ms, "
            f"most memory {self.largest_bytes / 1e6:>5.1f} MB"
        )


class FindingError(AssertionError):
    """An input that broke a promise; it lies in `findings/`."""


def seed_of_this_run() -> str:
    """The same in every run of the suite; at night another one each time, unless it is given."""
    given = os.environ.get(SEED_VARIABLE)
    return given or (str(time.time_ns()) if SECONDS_VARIABLE in os.environ else _SUITE_SEED)


def seconds_for_each_target() -> float | None:
    text = os.environ.get(SECONDS_VARIABLE)
    return float(text) if text else None


def feed(target: Target, seed: str | None = None, *, folder: Path = FINDINGS) -> Campaign:
    """Run `target` for its number of inputs, or for the seconds the environment says.

    Raises:
        FindingError: an input broke a promise. It was written to `folder`.
    """
    seed = seed if seed is not None else seed_of_this_run()
    campaign = Campaign(target.name, seed)
    dice = Random(f"{seed}/{target.name}")
    pool = target.seeds()
    seconds, started = seconds_for_each_target(), time.monotonic()
    for data in list(pool):
        _feed_one(target, data, campaign, folder)
    campaign.slowest_s = 0.0  # The first inputs paid for what is made once.
    while campaign.executions < target.inputs if seconds is None else campaign.elapsed_s < seconds:
        data = mutant(dice, target.mutations, pool)
        known = len(campaign.outcomes)
        _feed_one(target, data, campaign, folder)
        if len(campaign.outcomes) > known and len(pool) < _MAX_POOL and len(data) <= _MAX_POOLED_BYTES:
            pool.append(data)
        campaign.elapsed_s = time.monotonic() - started
    return campaign


def replay(target: Target, data: bytes) -> None:
    """One input again, for a finding that has become a test."""
    _feed_one(target, data, Campaign(target.name, "replay"), FINDINGS, keep=False)


def _feed_one(target: Target, data: bytes, campaign: Campaign, folder: Path, *, keep: bool = True) -> None:
    try:
        cpu_s = _timed(target, data, campaign)
        if cpu_s > target.max_cpu_s:
            cpu_s = min(cpu_s, *(_timed(target, data, campaign) for _ in range(2)))
            assert cpu_s <= target.max_cpu_s, f"{cpu_s:.2f} s for {len(data)} bytes"
        if campaign.executions % _MEMORY_SAMPLE == 1 or not keep:
            campaign.largest_bytes = max(campaign.largest_bytes, _peak_memory(target, data))
            assert campaign.largest_bytes <= MAX_MEMORY_BYTES, f"{campaign.largest_bytes} bytes of memory"
    except BaseException as error:  # Even the time limit of the test itself: the input that hangs must not be lost.
        if not keep:
            raise
        name = f"{target.name}--{hashlib.sha256(data).hexdigest()[:12]}.bin"
        folder.mkdir(exist_ok=True)
        (folder / name).write_bytes(data)
        raise FindingError(f"{name} (seed {campaign.seed}): {type(error).__name__}: {error}") from error
    campaign.slowest_s = max(campaign.slowest_s, cpu_s)
    campaign.executions += 1


def _timed(target: Target, data: bytes, campaign: Campaign) -> float:
    started = time.thread_time()
    try:
        outcome = f"passed {_shape(target.run(data))}"
    except target.declared as error:
        outcome = f"{type(error).__name__} {without_numbers(str(error))[:80]}"
    campaign.outcomes.add(outcome)
    return time.thread_time() - started


def without_numbers(text: str) -> str:
    """What kind of message this is, whatever tags and lengths it names."""
    return _NUMBERS.sub("#", text)


def _shape(result: object) -> str:
    return result if isinstance(result, str) else type(result).__name__


def _peak_memory(target: Target, data: bytes) -> int:
    tracemalloc.start()
    try:
        target.run(data)
    except target.declared:
        pass  # Refusing may not cost more memory than accepting.
    finally:
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    return peak


def named(targets: Sequence[Target], name: str) -> Target:
    return next(target for target in targets if target.name == name)
