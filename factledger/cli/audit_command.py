"""`factledger audit DIR`: a built folder looked through, whichever program made it."""

import json
import sys
from argparse import Namespace
from collections.abc import Callable, Mapping
from urllib.parse import urlsplit

from factledger.auditing.audit import Audit, audit, without_rules
from factledger.cli.progress import shown_progress
from factledger.model.fast_dataclass import replace
from factledger.model.problems import Place, Problem, Severity, judged, visible

_Print = Callable[[tuple[Problem, ...], str], None]


def run_audit(options: Namespace, print_problems: _Print) -> int:
    """Look through the folder, say what is wrong, and return the exit status."""
    with shown_progress(sys.stderr, is_wanted=not options.quiet) as progress:
        result = audit(options.folder, address=options.url or "", workers=options.workers, progress=progress)
        if options.outside:
            from factledger.auditing.outside_links import Manners, try_outside

            found = try_outside(result.outside, Manners(delay=options.delay), progress)
            result = replace(result, problems=judged((*result.problems, *found), {}))
    if options.list_outside:
        _print_outside(result.outside, options.format)
        return 0
    result = without_rules(result, options.ignore)
    print_problems(result.problems, options.format)
    if options.format == "text" and not options.quiet:
        print(_closing_line(result))
    has_error = any(problem.severity is Severity.ERROR for problem in result.problems)
    return 1 if has_error or (options.strict and result.problems) else 0


def _print_outside(outside: Mapping[str, Place], format: str) -> None:
    if format == "json":
        records = [{"address": address, "first": str(place)} for address, place in outside.items()]
        print(json.dumps(records, ensure_ascii=False, indent=2))
    else:
        print(*(f"{visible(address)} ({place})\n" for address, place in outside.items()), sep="", end="")


def _closing_line(result: Audit) -> str:
    hosts = {urlsplit(address).netloc for address in result.outside}
    counts = [f"{result.pages:,} pages among {result.files:,} files"]
    if hosts:
        counts.append(f"{len(result.outside):,} addresses on {len(hosts):,} other sites")
    errors = sum(problem.severity is Severity.ERROR for problem in result.problems)
    counts.append(f"{errors:,} errors, {len(result.problems) - errors:,} warnings")
    return "; ".join(counts)
