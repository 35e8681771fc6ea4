"""Files are read whole, up to a limit, and take no more room than they have content."""

import sys
import tracemalloc
from pathlib import Path

import pytest

from factledger.read.project_files import read_bytes

MOST = 1_000_000


def test_a_file_is_read_whole_and_one_byte_more_than_the_limit_tells_that_it_is_larger(tmp_path):
    for size in (0, 1, 9, 10, 11, 50):
        (tmp_path / "a.md").write_bytes(b"x" * size)
        assert read_bytes(tmp_path, "a.md", 10) == (b"x" * min(size, 11), ())


def test_a_file_that_is_not_there_is_a_problem_at_its_path(tmp_path):
    content, problems = read_bytes(tmp_path, "a.md", MOST)
    assert content is None
    assert [(problem.place.path, problem.rule) for problem in problems] == [("a.md", "unreadable-file")]


def test_reading_takes_no_more_room_than_the_file(tmp_path):
    (tmp_path / "a.md").write_bytes(b"x" * 1_000)
    tracemalloc.start()
    try:
        read_bytes(tmp_path, "a.md", 100 * MOST)
        assert tracemalloc.get_traced_memory()[1] < MOST
    finally:
        tracemalloc.stop()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a process's mappings")
def test_many_files_take_no_mapping_each(tmp_path):
    (tmp_path / "a.md").write_bytes(b"x" * 5_000)
    mappings = Path("/proc/self/maps")
    before = len(mappings.read_text().splitlines())
    kept = [read_bytes(tmp_path, "a.md", MOST) for _ in range(1_000)]
    assert len(kept) == 1_000
    assert len(mappings.read_text().splitlines()) - before < 100
