"""What a build found wrong, kept so that a later one can tell it again, or all but what was put right.

A line for each file: its path, how many warnings of each rule, and its problems; a build that only shows the first
few of each rule need not take the lines apart.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import attrgetter
from pathlib import Path

from factledger.cache import cache_folder
from factledger.model.problems import MOST_SHOWN, Place, Problem, Severity

_ENCODER = json.JSONEncoder(separators=(",", ":"), ensure_ascii=False)
_fields_of_place = attrgetter("path", "line", "column")


class LastLines:
    """The lines that an earlier build of this process wrote; not frozen, each build leaves its own."""

    def __init__(self) -> None:
        self._lines: dict[str, tuple[tuple[Problem, ...], str]] = {}

    def of(self, problems: Iterable[tuple[str, tuple[Problem, ...]]]) -> Iterator[str]:
        """The lines of some files with their problems."""
        before, self._lines = self._lines, {}
        for path, own in problems:
            known = before.get(path)
            line = known[1] if known is not None and known[0] == own else _line(path, own)
            self._lines[path] = own, line
            yield line


def write(file: Path, problems: Iterable[Problem], last: LastLines | None = None) -> None:
    """Keep problems, which come sorted by place.

    Raises:
        OSError: the file cannot be written.
    """
    by_file = ((path, tuple(own)) for path, own in groupby(problems, key=lambda problem: problem.place.path))
    _write_lines(file, last.of(by_file) if last is not None else (_line(*one) for one in by_file))


def read(file: Path) -> tuple[Problem, ...] | None:
    """All of them; None where they are not known."""
    lines = _read_lines(file)
    if lines is None:
        return None
    try:
        return tuple(one for line in lines for one in _problems(line))
    except (ValueError, TypeError):
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
    lines = _read_lines(file)
    if lines is None:
        return None
    try:
        by_path = {line.partition("\t")[0]: line for line in lines}
        for path, (first, own) in problems.items():
            kept = [one for one in _problems(by_path.pop(path, "")) if one.place.line < first]
            if both := sorted({*kept, *own}):
                by_path[path] = _line(path, both)
        lines = [by_path[path] for path in sorted(by_path)]
        _write_lines(file, lines)
        return _shown(lines)
    except (ValueError, TypeError):
        return None


def plain(problem: Problem) -> list[object]:
    """A problem as JSON holds it."""
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


def _shown(lines: Iterable[str]) -> tuple[tuple[Problem, ...], Mapping[str, int]]:
    shown: list[Problem] = []
    left_out: Counter[str] = Counter()
    counted: Counter[str] = Counter()
    for line in lines:
        _, counts, _ = line.split("\t", 2)
        own = json.loads(counts)
        if all(counted[rule] >= MOST_SHOWN for rule in own):
            left_out.update(own)
            continue
        for one in _problems(line):
            if counted[one.rule] >= MOST_SHOWN:
                left_out[one.rule] += 1
                continue
            counted[one.rule] += 1
            shown.append(one)
    return tuple(shown), dict(sorted(left_out.items()))


def _line(path: str, own: Sequence[Problem]) -> str:
    counts = Counter(one.rule for one in own)
    return f"{path}\t{_encoded(counts)}\t{_encoded([plain(one) for one in own])}"


def _problems(line: str) -> list[Problem]:
    return [problem(fields) for fields in json.loads(line.split("\t", 2)[2])] if line else []


def _encoded(value: object) -> str:
    return _ENCODER.encode(value)


def _write_lines(file: Path, lines: Iterable[str]) -> None:
    cache_folder.write(file, (f"{line}\n".encode("utf-8", "surrogatepass") for line in lines))


def _read_lines(file: Path) -> list[str] | None:
    content = cache_folder.read(file)
    if content is None:
        return None
    text = content.decode("utf-8", "surrogatepass")
    return text.split("\n")[:-1]
