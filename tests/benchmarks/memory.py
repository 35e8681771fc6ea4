"""What memory a clean build takes: `python tests/benchmarks/memory.py 1000 10000` prints each stage's most, by process.

Counted is what a process has for itself, and of what several have in common each its part (PSS), so that the sum is what
the machine has to have. Only Linux tells this. The corpus is written into a folder that is thrown away.
"""

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from tests.benchmarks.peers import ours

_SAMPLING = 0.1  # seconds between two looks
_MEGABYTE = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """The memory of a build's processes at a moment, in bytes; the first is the one that leads."""

    seconds: float
    processes: tuple[int, ...]

    @property
    def together(self) -> int:
        """All of them."""
        return sum(self.processes)


def family(root: int) -> Iterator[int]:
    """A process and all that come of it."""
    waiting = [root]
    while waiting:
        process = waiting.pop()
        yield process
        with suppress(OSError):
            for children in Path("/proc", str(process), "task").glob("*/children"):
                waiting += map(int, children.read_text().split())


def share_of(process: int) -> int:
    """The process's part of the memory; 0 where it is gone."""
    with suppress(OSError):
        for line in Path("/proc", str(process), "smaps_rollup").read_text("ascii").splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) << 10
    return 0


def looks_at(command: Sequence[str], folder: Path) -> tuple[list[Look], str, float]:
    """Run a command in a folder: what was seen of its memory, what it printed, and its processor seconds."""
    with (folder / "log").open("wb") as log:
        started = time.perf_counter()
        process = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log)
        seen = []
        while process.poll() is None:
            parts = tuple(share_of(one) for one in family(process.pid))
            seen.append(Look(seconds=time.perf_counter() - started, processes=parts))
            time.sleep(_SAMPLING)
    said = (folder / "log").read_text("utf-8", "replace")
    if process.returncode:
        raise SystemExit(said[-2000:])
    usage = os.times()
    return seen, said, usage.children_user + usage.children_system


def stages_of(said: str, end: float) -> Iterator[tuple[str, float]]:
    """The stages that `--profile` told of, each with the second at which it was over; they come last in a build."""
    lines = said[said.index("stage  ") : said.index("template  ")].splitlines()[1:]
    stages = [(line[:-10].strip(), float(line[-10:])) for line in lines]
    begin = end - sum(seconds for _, seconds in stages)
    yield "start", begin
    for name, seconds in stages:
        begin += seconds
        yield name, begin


def main(sizes: Sequence[int]) -> None:
    """Build a corpus of each size."""
    before = 0.0
    for size in sizes:
        with TemporaryDirectory() as folder:
            site, generator = Path(folder), ours()
            generator.write(size, site)
            seen, said, processor = looks_at((*generator.build, "--profile", "--quiet"), site)
        most = max(seen, key=lambda look: look.together)
        sys.stdout.write(f"{size:,} articles: {most.together / _MEGABYTE:,.0f} MB at the most, ")
        sys.stdout.write(f"{processor - before:,.1f} s of processors, {seen[-1].seconds:,.1f} s\n")
        before, since = processor, 0.0
        for name, until in stages_of(said, seen[-1].seconds):
            own = [look for look in seen if since <= look.seconds <= until]
            since = until
            if own:
                most = max(own, key=lambda look: look.together)
                parts = " + ".join(f"{part / _MEGABYTE:,.0f}" for part in most.processes)
                sys.stdout.write(f"{name:16}{most.together / _MEGABYTE:9,.0f} MB = {parts}\n")


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or [1_000])
