"""A hundred spoilt articles, of the many that `tests/benchmarks/fuzz.py` makes, break nothing."""

import re
import subprocess
import sys
from pathlib import Path

FUZZ = Path(__file__).parent / "benchmarks" / "fuzz.py"


def test_no_spoilt_article_breaks_the_build():
    finished = subprocess.run(
        [sys.executable, str(FUZZ), "--articles", "100", "--seed", "7"], capture_output=True, text=True, check=False
    )
    assert finished.stderr == ""
    told = re.fullmatch(
        r"100 articles: (\d+) built, (\d+) refused with problems, longest read [\d.]+ s, 0 findings\n", finished.stdout
    )
    assert told is not None, finished.stdout
    assert int(told[1]) + int(told[2]) == 100
    assert int(told[1]) > 10
