"""What a build found wrong, kept so that a later one can tell it again, or all but what was put right.

A record for each file: its path, how many warnings of each rule, and its problems; a build that only shows the first
few of each rule need not take the problems apart. All of it is plain data, which `marshal` writes in half
of the time that JSON takes.
"""

import marshal
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple

from factledger.cache import cache_folder
from factledger.model.problems import MOST_SHOWN, Place, Problem, Severity

_NOT_OURS = (EOFError, TypeError, ValueError)
_LENGTH = 4  # bytes that tell how long a record is
_fields_of_place = attrgetter("path", "line", "column")


class FileProblems(NamedTuple):
    """What is kept of a file: its path, how many problems of each rule it has, and these, packed."""

    path: str
    counts: Mapping[str, int]
    packed: bytes

    @classmethod
    def of(cls, path: str, own: Sequence[Problem]) -> "FileProblems":
        """The record of a file with its problems."""
        return cls(path, dict(Counter([one.rule for one in own])), marshal.dumps([plain(one) for one in own]))

    @property
    def problems(self) -> list[Problem]:
        """The problems of the file."""
        return [problem(fields) for fields in marshal.loads(self.packed)]  # noqa: S302 - the file is checked


class LastRecords:
    """The records that an earlier build of this process wrote; not frozen, each build leaves its own."""

    def __init__(self) -> None:
        self._records: dict[str, tuple[tuple[Problem, ...], FileProblems]] = {}

    def of(self, problems: Iterable[tuple[str, tuple[Problem, ...]]]) -> Iterator[FileProblems]:
        """The records of some files with their problems."""
        before, self._records = self._records, {}
        for path, own in problems:
            known = before.get(path)
            record = known[1] if known is not None and known[0] == own else FileProblems.of(path, own)
            self._records[path] = own, record
            yield record


def write(file: Path, problems: Iterable[Problem], last: LastRecords | None = None) -> None:
    """Keep problems, which come sorted by place.

    Raises:
        OSError: the file cannot be written.
    """
    by_file = ((path, tuple(own)) for path, own in groupby(problems, key=lambda problem: problem.place.path))
    _write_records(file, last.of(by_file) if last is not None else (FileProblems.of(*one) for one in by_file))


def read(file: Path) -> tuple[Problem, ...] | None:
    """All of them; None where they are not known."""
    try:
        records = _read_records(file)
        return tuple(one for record in records for one in record.problems) if records is not None else None
    except _NOT_OURS:
        return None


def exchange(
    file: Path, problems: Mapping[str, tuple[int, tuple[Problem, ...]]]
) -> tuple[tuple[Problem, ...], Mapping[str, int]] | None:
    """Put other problems in the place of those that stand, in some files, from a line on; returns what is to be shown.

    `problems` has for each file that line and what is wrong from there on now. What comes back is as `summed_up`
    gives it for all that is kept; None where the earlier ones are not known.

    Raises:
        OSError: the file cannot be written.
    """
    try:
        records = _read_records(file)
        if records is None:
            return None
        by_path = {record.path: record for record in records}
        for path, (first, own) in problems.items():
            before = by_path.pop(path, None)
            kept = [one for one in before.problems if one.place.line < first] if before is not None else []
            if both := sorted({*kept, *own}):
                by_path[path] = FileProblems.of(path, both)
        records = [by_path[path] for path in sorted(by_path)]
        _write_records(file, records)
        return _shown(records)
    except _NOT_OURS:
        return None


def plain(problem: Problem) -> list[object]:
    """A problem in lists, texts and numbers."""
    return [
        [_fields_of_place(place) for place in (problem.place, *problem.also)],
        problem.rule,
        problem.message,
        problem.advice,
        problem.severity.value,
    ]


def problem(fields: list[object]) -> Problem:
    """The problem of which `plain` told.

    Raises:
        ValueError, TypeError: it is no such thing.
    """
    places, rule, message, advice, severity = fields
    if not isinstance(places, list):
        raise TypeError
    first, *others = (Place(*place) for place in places)
    return Problem(first, str(rule), str(message), str(advice), tuple(others), Severity(str(severity)))


def _shown(records: Iterable[FileProblems]) -> tuple[tuple[Problem, ...], Mapping[str, int]]:
    shown: list[Problem] = []
    left_out: Counter[str] = Counter()
    counted: Counter[str] = Counter()
    for record in records:
        if all(counted[rule] >= MOST_SHOWN for rule in record.counts):
            left_out.update(record.counts)
            continue
        for one in record.problems:
            if counted[one.rule] >= MOST_SHOWN:
                left_out[one.rule] += 1
                continue
            counted[one.rule] += 1
            shown.append(one)
    return tuple(shown), dict(sorted(left_out.items()))


def _write_records(file: Path, records: Iterable[FileProblems]) -> None:
    contents = (marshal.dumps((one.path, {**one.counts}, one.packed)) for one in records)
    cache_folder.write(file, (len(content).to_bytes(_LENGTH) + content for content in contents))


def _read_records(file: Path) -> list[FileProblems] | None:
    content = cache_folder.read(file)
    if content is None:
        return None
    records, start = [], 0
    while start < len(content):
        end = start + _LENGTH + int.from_bytes(content[start : start + _LENGTH])
        records.append(FileProblems(*marshal.loads(content[start + _LENGTH : end])))  # noqa: S302 - the file is checked
        start = end
    return records
