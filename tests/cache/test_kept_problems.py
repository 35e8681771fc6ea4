"""What a build found wrong is told again as it was found, file by file."""

import pytest

from factledger.cache import kept_problems
from factledger.cache.kept_problems import FileProblems, LastRecords
from factledger.model.problems import MOST_SHOWN, Place, Problem, Severity

FILE = "content/articles/a.md"


def warning(path, line, rule="unknown-figure", also=()):
    return Problem(Place(path, line, 1), rule, f"in line {line}: '\udcff ö'", "look", also, Severity.WARNING)


@pytest.fixture
def file(tmp_path):
    return tmp_path / "problems"


def test_what_is_written_is_read_again(file):
    problems = (warning(FILE, 2, also=(Place("b.md", 3, 4), Place("c.md"))), warning(FILE, 7), warning("b.md", 1))
    kept_problems.write(file, problems)
    assert kept_problems.read(file) == problems


def test_a_damaged_file_tells_nothing(file):
    kept_problems.write(file, [warning(FILE, 2)])
    file.write_bytes(file.read_bytes().replace(b"look", b"loot"))
    assert kept_problems.read(file) is None
    assert kept_problems.exchange(file, {FILE: (1, ())}) is None


def test_problems_from_a_line_on_give_way_to_others(file):
    kept_problems.write(file, [warning(FILE, 2), warning(FILE, 9), warning("content/b.md", 1)])
    shown = kept_problems.exchange(file, {FILE: (5, (warning(FILE, 6),))})
    assert shown == ((warning(FILE, 2), warning(FILE, 6), warning("content/b.md", 1)), {})
    assert kept_problems.read(file) == shown[0]


def test_of_a_rule_no_more_is_shown_than_anyone_reads(file):
    many = [warning(FILE, line) for line in range(1, MOST_SHOWN + 3)]
    kept_problems.write(file, [*many, warning("content/b.md", 1)])
    shown, left_out = kept_problems.exchange(file, {"content/c.md": (1, ())})
    assert (shown, left_out) == (tuple(many[:MOST_SHOWN]), {"unknown-figure": 3})


def test_a_file_with_the_same_problems_has_its_record_already():
    last, own = LastRecords(), (warning(FILE, 2), warning(FILE, 3))
    (first,) = last.of([(FILE, own)])
    (second,) = last.of([(FILE, tuple(own))])
    (other,) = last.of([(FILE, own[:1])])
    assert second is first
    assert other == FileProblems.of(FILE, own[:1])
