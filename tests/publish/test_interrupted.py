"""A publication that is killed at any moment leaves no page without what it needs, and done again the site is whole.

`python -m tests.publish.test_interrupted 20` kills twenty publications to a server of S3 and says what each left.
"""

import os
import random
import re
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from factledger.publish.parallel_transfers import side_by_side
from tests.publish.built import MANY, build, tree
from tests.publish.servers import client_of, environment, seaweed

pytestmark = pytest.mark.skipif(os.name == "nt", reason="processes are killed otherwise there")
ROOT = Path(__file__).parent.parent.parent
FEW, MANY_PAGES = 120, 300  # in a test; and by hand, so that most kills come while files are sent


def release(number, pages):
    """A site whose pages all need a style of their own release; some pages come and go."""
    style = f"assets/style.{number:04}.css"
    names = [f"news/{page}/index.html" for page in range(number % 7, pages)]
    return {
        **{name: f"<link rel=stylesheet href=/{style}> {name}".encode() for name in names},
        "index.html": f"<link rel=stylesheet href=/{style}>".encode() + "".join(names).encode(),
        style: b"p { order: %d }" % number,
        "_headers": b"/*\n  X-Frame-Options: DENY\n/assets/*\n  Cache-Control: public, max-age=31536000, immutable\n",
        **MANY,
    }


def lacking(files):
    """The pages whose style is not there."""
    needed = {
        path: re.search(rb"href=/(\S+?)>", content)[1].decode()
        for path, content in files.items()
        if path.endswith(".html")
    }
    return sorted(path for path, style in needed.items() if style not in files)


def command(project, *arguments):
    return [sys.executable, ROOT / "build.py", *arguments, "--project", project]


def kill_and_publish(project, target, look, kills, pages=FEW, surroundings=None):
    """Kill publications at random moments; by number the pages that lacked something, what was left, what came of the next."""
    chance = random.Random(2026)
    env = os.environ | (surroundings or {})
    build(project, release(0, pages))
    started = time.perf_counter()
    subprocess.run(command(project, "publish", target), env=env, check=True, capture_output=True)
    long = time.perf_counter() - started
    for number in range(1, kills + 1):
        before = look()
        build(project, release(number, pages))
        with subprocess.Popen(command(project, "publish", target), env=env, stdout=subprocess.DEVNULL) as one:
            time.sleep(chance.uniform(0.3, 1) * long)
            one.send_signal(signal.SIGKILL)
        left = look()
        started = time.perf_counter()
        again = subprocess.run(
            command(project, "publish", target), env=env, check=False, capture_output=True, text=True
        )
        if not again.stdout.startswith("0 of"):
            long = time.perf_counter() - started
        verified = subprocess.run(
            command(project, "verify", target), env=env, check=False, capture_output=True, text=True
        )
        site = tree(project / "public")
        outcome = "nothing" if left == before else "the whole site" if left == site else "a part"
        yield lacking(left), outcome, (again.returncode, verified.returncode), look() == site, again.stdout.strip()


def test_a_folder_is_whole_after_a_killed_publication(tmp_path):
    (tmp_path / "project").mkdir()

    def look():
        return {
            path: content for path, content in tree(tmp_path / "site").items() if not path.startswith(".factledger-")
        }

    rounds = list(kill_and_publish(tmp_path / "project", tmp_path / "site", look, kills=2))
    assert [(lacked, statuses, is_whole) for lacked, _, statuses, is_whole, _ in rounds] == [([], (0, 0), True)] * 2


@pytest.mark.servers
def test_a_bucket_is_whole_after_a_killed_publication(tmp_path, s3_server):
    rounds = list(in_a_bucket(tmp_path, s3_server, kills=3))
    assert [(lacked, statuses, is_whole) for lacked, _, statuses, is_whole, _ in rounds] == [([], (0, 0), True)] * 3


def in_a_bucket(folder, url, kills, pages=FEW):
    (folder / "project").mkdir()
    client = client_of(url)
    client.create_bucket(Bucket="interrupted")

    def look():
        pages = client.get_paginator("list_objects_v2").paginate(Bucket="interrupted")
        keys = [one["Key"] for page in pages for one in page.get("Contents", ())]
        own = [key for key in keys if not key.startswith(".factledger-")]
        read = lambda key: client.get_object(Bucket="interrupted", Key=key)["Body"].read()  # noqa: E731
        return dict(side_by_side(read, own, parallel=10))

    yield from kill_and_publish(folder / "project", "s3://interrupted", look, kills, pages, environment(url))


def main():
    """Kill as many publications as the command asks for."""
    outcomes = Counter()
    with TemporaryDirectory() as room, TemporaryDirectory() as of_server, seaweed(Path(of_server)) as (url, _):
        for lacked, left, statuses, is_whole, said in in_a_bucket(Path(room), url, int(sys.argv[1]), MANY_PAGES):
            print(f"killed: left {left}, {len(lacked)} pages lack something; again: {said}", flush=True)
            outcomes[left, not lacked, statuses, is_whole] += 1
    for (left, lacks_nothing, statuses, is_whole), count in sorted(outcomes.items()):
        pages = "no page lacks anything" if lacks_nothing else "PAGES LACK SOMETHING"
        print(
            f"{count:4} left {left}, {pages}; publish and verify ended with {statuses}, {'whole' if is_whole else 'NOT WHOLE'}"
        )


if __name__ == "__main__":
    main()
