"""Some spoilt articles, of the many that `tests/benchmarks/fuzz.py` makes, break nothing."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

FUZZ = Path(__file__).parent / "benchmarks" / "fuzz.py"


@pytest.mark.parametrize(
    ("count", "options"), [(50, ["--quick"]), pytest.param(300, [], marks=pytest.mark.thorough)], ids=["quick", "all"]
)
def test_no_spoilt_article_breaks_the_build(count, options):
    finished = subprocess.run(
        [sys.executable, str(FUZZ), "--articles", str(count), "--seed", "7", *options],
        capture_output=True,
        text=True,
        check=False,
    )
    assert finished.stderr == ""
    told = re.fullmatch(
        rf"{count} articles: (\d+) built, (\d+) refused with problems, longest read [\d.]+ s, 0 findings\n",
        finished.stdout,
    )
    assert told is not None, finished.stdout
    assert int(told[1]) + int(told[2]) == count
    assert int(told[1]) > count / 10
