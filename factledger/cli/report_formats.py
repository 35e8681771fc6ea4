"""Problems and results as people, scripts and GitHub read them."""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping

from factledger.model.build_request import Profile, Report
from factledger.model.problems import RULES, Problem, Severity, summed_up, visible
from factledger.model.proofreading_results import Coverage, total

FORMATS = ("text", "json", "github")
_MOST_WAITING = 5


def formatted(
    problems: tuple[Problem, ...],
    format: str,
    left_out: Mapping[str, int] | None = None,
    *,
    has_colour: bool = False,
) -> str:
    """Problems in one of `FORMATS`, without a closing newline; `left_out` counts by rule what is not among them."""
    if format == "json":
        return json.dumps([_record(problem) for problem in problems], ensure_ascii=False, indent=2)
    line = _github if format == "github" else _coloured if has_colour else _text
    return "\n".join(_summed_up(problems, left_out or {}, line))


def coverage_lines(coverage: Mapping[str, Coverage]) -> Iterator[str]:
    """How the figures of the articles rest on facts: those with figures that do not, then all together."""
    for path, own in coverage.items():
        if own.unknown or own.contradicting:
            yield f"{visible(path)}: {own.summary}"
    yield f"{_count(len(coverage), 'article')}: {total(coverage.values()).summary}"


def closing_line(report: Report, seconds: float, shard: tuple[int, int] | None = None) -> str:
    """What a build did, in one line; `shard` is which of how many parts it made, if not all."""
    if report.has_errors:
        errors = sum(problem.severity is Severity.ERROR for problem in report.problems)
        return f"nothing written: {_count(errors, 'error')}, {seconds:.2f} s"
    if shard is not None:
        return f"{_count(report.pages, 'page')} of shard {shard[0]}/{shard[1]} in the store, {seconds:.2f} s"
    counts = f"{report.written} written, {report.unchanged} unchanged, {report.removed} removed"
    return f"{_count(report.pages, 'page')} in {report.output}: {counts}, {seconds:.2f} s"


def waiting_lines(held_back: Mapping[str, str]) -> Iterator[str]:
    """What is held back and until when: the next to come, and how many more wait."""
    if not held_back:
        return
    yield f"held back: {len(held_back):,}"
    for name, reason in [*held_back.items()][:_MOST_WAITING]:
        yield f"  {visible(name)}: {visible(reason)}"
    if len(held_back) > _MOST_WAITING:
        yield f"  and {len(held_back) - _MOST_WAITING:,} more, which `list` names"


def profile_lines(profile: Profile) -> Iterator[str]:
    """Where a build's time went, the dearest template first, as a table."""
    yield f"{'stage':32}{'seconds':>9}"
    for stage, seconds in profile.stages:
        yield f"{stage:32}{seconds:9.3f}"
    yield f"{'template':32}{'seconds':>9}{'files':>9}{'ms each':>9}"
    for template, count, seconds in profile.templates:
        yield f"{template:32}{seconds:9.3f}{count:9,}{seconds / count * 1000:9.2f}"


def _summed_up(
    problems: Iterable[Problem], left_out: Mapping[str, int], line: Callable[[Problem], str]
) -> Iterator[str]:
    shown, more = summed_up(problems)
    yield from map(line, shown)
    for rule, number in sorted((Counter(more) + Counter(left_out)).items()):
        yield f"and {number:,} more of {rule} ({RULES[rule].meaning})"


def _text(problem: Problem) -> str:
    also = "".join(f"\n    see also {place}" for place in problem.also)
    return f"{problem}{also}" if problem.severity is Severity.ERROR else f"{problem} (warning){also}"


def _coloured(problem: Problem) -> str:
    """The same with the place in bold and the rule in the colour of its severity (ECMA-48's graphic renditions)."""
    start = f"{problem.place}: {problem.rule}: "
    colour = "31" if problem.severity is Severity.ERROR else "33"
    text = _text(problem)
    if not text.startswith(start):
        return text
    return f"\x1b[1m{problem.place}:\x1b[0m \x1b[{colour}m{problem.rule}:\x1b[0m {text.removeprefix(start)}"


def _github(problem: Problem) -> str:
    """An annotation (GitHub's workflow commands), its values escaped as GitHub demands.

    Line breaks are shown as in a text: GitHub would turn the escapes that it has for them back in its log.
    """
    level = "error" if problem.severity is Severity.ERROR else "warning"
    place = problem.place
    where = f"file={_property(place.path)}"
    if place.line:
        where += f",line={place.line}"
    if place.column:
        where += f",col={place.column}"
    text = f"{problem.message}; {problem.advice}" if problem.advice else problem.message
    return f"::{level} {where},title={_property(problem.rule)}::{_escaped(text)}"


def _escaped(text: str) -> str:
    return visible(text).replace("%", "%25")


def _property(text: str) -> str:
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")


def _record(problem: Problem) -> dict[str, object]:
    place = problem.place
    return {
        "file": place.path,
        "line": place.line,
        "column": place.column,
        "severity": problem.severity.value,
        "rule": problem.rule,
        "message": problem.message,
        "advice": problem.advice,
        "also": [str(other) for other in problem.also],
    }


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
