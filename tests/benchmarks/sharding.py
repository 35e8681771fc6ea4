"""What a site costs in shards: `python tests/benchmarks/sharding.py` prints the processors' seconds of one build, of shards and their join.

A made-up corpus (`--articles`) is built by one process, then by 2 and by 4 (`--shards`) at the same time that share a store, in
turn, `--rounds` times, each from nothing. The bytes have to be the same. With `--in-turn` one shard runs after another, so
that on a machine that has other work they do not hinder each other, too.
"""

import argparse
import os
import resource
import shutil
import statistics
import subprocess
import sys
from collections import defaultdict
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.benchmarks import corpus

ROOT = Path(__file__).parents[2]
NOW = "2026-06-01"
KEY = {"FACTLEDGER_STORE_KEY": "a key of the measurement"}


def spent(commands: Sequence[Sequence[str | Path]]) -> float:
    """The processors' seconds of some commands that run at the same time, with those of the processes that they start."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    begun = [
        subprocess.Popen(command, env=os.environ | KEY, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        for command in commands
    ]
    for process in begun:
        _, told = process.communicate()
        if process.returncode:
            sys.exit(f"a command failed: {told}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def digest(folder: Path) -> str:
    """What stands for all files of a site."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    return sha256(b"".join(sha256(path.read_bytes()).digest() for path in paths)).hexdigest()


def measured(project: Path, room: Path, count: int, *, in_turn: bool) -> tuple[list[float], str]:
    """What one build, or so many shards and their join, cost, each from nothing; and what stands for the site."""
    output, store = room / "site", room / "store"
    command = [sys.executable, ROOT / "build.py", "build", "--now", NOW, "--workers", "1", "--project", project]
    if count == 1:
        seconds = [spent([[*command, "--output", output]])]
    else:
        shards = [[*command, "--shard", f"{number}/{count}", "--store", store] for number in range(1, count + 1)]
        parts = sum(spent([one]) for one in shards) if in_turn else spent(shards)
        seconds = [parts, spent([[*command, "--output", output, "--join", str(count), "--store", store]])]
    found = digest(output)
    for folder in (output, store, project / ".factledger"):
        shutil.rmtree(folder, ignore_errors=True)
    return seconds, found


def main() -> None:
    """Measure, and print medians."""
    parser = argparse.ArgumentParser(description="Holds the cost of shards against that of one build.")
    parser.add_argument("--articles", type=int, default=1_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--shards", type=int, nargs="+", default=[2, 4])
    parser.add_argument("--in-turn", action="store_true", help="one shard after another, on a machine with other work")
    options = parser.parse_args()
    counts = [1, *options.shards]
    seconds = defaultdict[int, list[list[float]]](list)
    with TemporaryDirectory() as folder:
        project, room = Path(folder, "project"), Path(folder, "room")
        corpus.write_ours(options.articles, project)
        (project / "site.yaml").write_text("rules: {contradiction: warning}\n", "utf-8")  # chance makes some
        for number in range(options.rounds):
            sites = set()
            for count in counts[:: 1 if number % 2 else -1]:
                own, site = measured(project, room, count, in_turn=options.in_turn)
                sites.add(site)
                seconds[count].append(own)
                print(f"round {number + 1}: {count} {' + '.join(f'{one:.2f}' for one in own)}", flush=True)
            if len(sites) > 1:
                sys.exit("the bytes differ")
    whole = {count: statistics.median(map(sum, seconds[count])) for count in counts}
    for count in counts:
        parts = [statistics.median(one) for one in zip(*seconds[count], strict=True)]
        print(f"{count:3} {' + '.join(f'{one:6.2f}' for one in parts):16} {whole[count]:6.2f} s")
    for fewer, more in zip(options.shards, options.shards[1:], strict=False):
        print(f"{more} cost {whole[more] / whole[fewer]:.3f} times what {fewer} cost")


if __name__ == "__main__":
    main()
