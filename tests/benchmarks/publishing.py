"""How long a publication to S3 takes beside `rclone sync`: `python tests/benchmarks/publishing.py` prints both and the ratio.

Both bring the same made-up site to the same server, SeaweedFS on this machine, in turns: first all of it, then again with
one page changed. Each round has a bucket of its own. `--files`, `--rounds`, `--rclone PATH`, `--transfers` (of rclone;
its own default is 4). What differs: a publication keeps its order, types, headers and a record, and has each file's
digest looked at; rclone compares sizes and times.
"""

import argparse
import os
import random
import statistics
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.publish.built import build
from tests.publish.servers import client_of, environment, installed, seaweed

ROOT = Path(__file__).parents[2]
STEPS = ("all files", "nothing changed", "one page changed")


def site(number: int, words: str = "") -> dict[str, bytes]:
    """So many files, nine in ten of them pages; `words` stand on one of them."""
    chance = random.Random(1)
    pages = {
        f"news/{page}/index.html": (b"<p>Xiaomi delivered %d cars.</p>\n" % page) * chance.randint(60, 500)
        for page in range(number * 9 // 10)
    }
    assets = {f"assets/{one}.{one:08x}.json": b"%d" % one * 400 for one in range(number - len(pages))}
    return pages | assets | {"news/7/index.html": pages["news/7/index.html"] + words.encode()}


def timed(command: Sequence[str | Path], surroundings: dict[str, str]) -> float:
    """Seconds that a command takes, which has to succeed."""
    own = {name: value for name, value in os.environ.items() if name != "AWS_CA_BUNDLE"}  # rclone 1.60 stumbles over it
    started = time.perf_counter()
    done = subprocess.run(command, env=own | surroundings, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{command[0]} failed: {done.stdout}{done.stderr}")
    return time.perf_counter() - started


def main() -> None:
    """Measure, and print medians."""
    parser = argparse.ArgumentParser(description="Times a publication to S3 beside rclone sync.")
    parser.add_argument("--files", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--rclone", default="rclone", help="the program")
    parser.add_argument("--transfers", type=int, default=4, help="files that rclone sends at once")
    options = parser.parse_args()
    rclone = installed(options.rclone)
    print(subprocess.run([rclone, "version"], capture_output=True, text=True, check=True).stdout.splitlines()[0])
    seconds = defaultdict[tuple[str, str], list[float]](list)
    with TemporaryDirectory() as room, TemporaryDirectory() as of_server, seaweed(Path(of_server)) as (url, _):
        project = Path(room)
        remote = f":s3,provider=Other,env_auth=true,region=us-east-1,endpoint='{url}':"
        commands: dict[str, Callable[[str], list[str | Path]]] = {
            "publish": lambda bucket: [
                sys.executable,
                ROOT / "build.py",
                "publish",
                f"s3://{bucket}",
                "--project",
                project,
            ],
            "rclone": lambda bucket: [
                rclone,
                "sync",
                project / "public",
                remote + bucket,
                "--transfers",
                str(options.transfers),
            ],
        }
        for number in range(options.rounds):
            build(project, site(options.files))
            for name in commands:
                client_of(url).create_bucket(Bucket=f"{name}-{number}")
                client_of(url).put_object(
                    Bucket=f"{name}-{number}", Key="theirs", Body=b""
                )  # makes the server's volumes
                client_of(url).delete_object(Bucket=f"{name}-{number}", Key="theirs")
            for step in STEPS:
                if step == STEPS[2]:
                    build(project, site(options.files, f"<p>Round {number}.</p>"))
                for name in [*commands][:: 1 if number % 2 else -1]:
                    took = timed(commands[name](f"{name}-{number}"), environment(url))
                    seconds[step, name].append(took)
                    print(f"round {number + 1}, {step}: {name} {took:.2f} s", flush=True)
    for step in STEPS:
        ours, theirs = (statistics.median(seconds[step, name]) for name in commands)
        print(f"{step:18} publish {ours:6.2f} s   rclone {theirs:6.2f} s   ratio {ours / theirs:.2f}")


if __name__ == "__main__":
    main()
