"""Arguments in, exit status out; the only room that prints.

Exit status: 0 good, 1 problems in content or theme, 2 wrong usage.
"""

import gc
import os
import sys
import time
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from sitegen import cache
from sitegen.cli import new
from sitegen.cli.agenda import agenda
from sitegen.cli.reports import FORMATS, closing_line, coverage_lines, formatted
from sitegen.model.builds import Report, Request
from sitegen.model.problems import Problem, Severity

GOOD, PROBLEMS, USAGE = 0, 1, 2


def main(arguments: Sequence[str]) -> int:
    """Run one command and return the exit status."""
    gc.set_threshold(100_000, 50, 100)  # a build makes much and drops little, so looking for rubbish often is waste
    parser = _parser()
    options = parser.parse_args(_with_command(arguments))
    try:
        status: int = options.run(options)
    except KeyboardInterrupt:
        print("stopped", file=sys.stderr)
        return 130
    return status


def _with_command(arguments: Sequence[str]) -> Sequence[str]:
    """`build` is what is meant when no command is named."""
    if any(argument in _COMMANDS or argument in ("-h", "--help") for argument in arguments[:1]):
        return arguments
    return ["build", *arguments]


def _parser() -> ArgumentParser:
    parser = ArgumentParser(prog="build.py", description="Build, preview and check the site.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    build = commands.add_parser("build", help="build the site (what is done when no command is named)")
    _add_common(build)
    build.add_argument("--strict", action="store_true", help="fail on warnings too")
    build.add_argument("--format", choices=FORMATS, default="text", help="how problems are printed")
    build.set_defaults(run=_build)
    check = commands.add_parser("check", help="find problems and write nothing")
    _add_common(check)
    check.add_argument("--strict", action="store_true", help="fail on warnings too")
    check.add_argument("--format", choices=FORMATS, default="text", help="how problems are printed")
    check.add_argument(
        "--against", type=Path, help="a published facts.json or its site: what changed since must be recorded"
    )
    check.set_defaults(run=_check)
    serve = commands.add_parser("serve", help="preview with live reload, drafts and problems shown in the page")
    serve.add_argument("--project", type=Path, default=Path(), help="the folder with site.yaml (default: this one)")
    serve.add_argument("--now", type=_moment, help="the build's clock, as 2026-01-31 or an ISO 8601 time")
    serve.add_argument("--host", default="127.0.0.1", help="address to listen at (default: %(default)s)")
    serve.add_argument("--port", type=_port, default=8000, help="port to listen at (default: %(default)s)")
    serve.add_argument("--open", action="store_true", help="open the browser")
    serve.set_defaults(run=_serve)
    listing = commands.add_parser("list", help="what is held back, due, stale or without a source's address")
    listing.add_argument("--project", type=Path, default=Path(), help="the folder with site.yaml (default: this one)")
    listing.add_argument("--now", type=_moment, help="the build's clock, as 2026-01-31 or an ISO 8601 time")
    listing.set_defaults(run=_list)
    ask = commands.add_parser("suggest", help="the figures of an article that no fact backs, as YAML ready to paste")
    ask.add_argument("file", type=Path, help="the article's file")
    ask.add_argument("--project", type=Path, default=Path(), help="the folder with site.yaml (default: this one)")
    ask.add_argument("--now", type=_moment, help="the build's clock, as 2026-01-31 or an ISO 8601 time")
    ask.set_defaults(run=_suggest, drafts=True)
    create = commands.add_parser("new", help="start an article or an entity's file")
    create.add_argument("kind", choices=new.KINDS)
    create.add_argument("title", help="the article's title or the entity's name")
    create.add_argument("--company", default="", help="the id of the company it belongs to")
    create.add_argument("--id", default="", help="the file's stem (default: made of the title)")
    create.add_argument("--project", type=Path, default=Path(), help="the folder with site.yaml (default: this one)")
    create.add_argument("--now", type=_moment, help="the day it is dated, as 2026-01-31")
    create.set_defaults(run=_new)
    return parser


_COMMANDS = ("build", "check", "serve", "new", "list", "suggest")


def _add_common(parser: ArgumentParser) -> None:
    parser.add_argument("--project", type=Path, default=Path(), help="the folder with site.yaml (default: this one)")
    parser.add_argument("--output", type=Path, help="where the site goes (default: as in site.yaml)")
    parser.add_argument("--url", type=_address, help="the site's address (default: as in site.yaml)")
    parser.add_argument("--now", type=_moment, help="the build's clock, as 2026-01-31 or an ISO 8601 time")
    parser.add_argument("--drafts", action="store_true", help="with drafts and what is not due yet")


def _request(options: Namespace) -> Request:
    return Request(
        project=options.project,
        now=options.now or _clock(),
        output=getattr(options, "output", None),
        url=getattr(options, "url", None) or "",
        with_drafts=getattr(options, "drafts", False),
        against=getattr(options, "against", None),
    )


def _build(options: Namespace) -> int:
    started = time.perf_counter()
    request = _request(options)
    report = cache.recall(request)
    if report is None:
        from sitegen import pipeline  # costs more than all of a build that has nothing to do

        report = pipeline.build(request)
    _print_problems(report.problems, options.format)
    if options.format != "json":
        print(closing_line(report, time.perf_counter() - started))
    return _status(report, is_strict=options.strict)


def _check(options: Namespace) -> int:
    from sitegen import pipeline

    report = pipeline.check(_request(options))
    _print_problems(report.problems, options.format)
    if options.format == "text":
        print("\n".join(coverage_lines(report.coverage)))
        if not report.problems:
            print(f"no problems on {report.pages} pages")
    return _status(report, is_strict=options.strict)


def _serve(options: Namespace) -> int:
    from sitegen.serve import serve

    return serve(
        _request(options),
        host=options.host,
        port=options.port,
        open_browser=options.open,
        say=lambda text: print(text, flush=True),
    )


def _list(options: Namespace) -> int:
    from sitegen import pipeline

    site, problems = pipeline.load(_request(options))
    _print_problems(problems, "text")
    print("\n".join(agenda(site)))
    return GOOD


def _suggest(options: Namespace) -> int:
    from sitegen import pipeline

    request = _request(options)
    text, problems = pipeline.suggestions(request, options.file)
    own = tuple(problem for problem in problems if problem.severity is Severity.ERROR)
    _print_problems(own, "text")
    if text is None:
        print(f"build.py: {options.file} is no article of this site", file=sys.stderr)
        return USAGE
    print(text or "every figure is backed by a fact")
    return GOOD


def _new(options: Namespace) -> int:
    today = (options.now or _clock()).date()
    id = options.id or new.slug(options.title)
    if not id:
        print(f"build.py: no id can be made of '{options.title}'; name one with --id", file=sys.stderr)
        return USAGE
    path = options.project / new.path_of(options.kind, id, today)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8") as file:
            file.write(new.text_of(options.kind, options.title, today, company=options.company))
    except FileExistsError:
        print(f"build.py: {path} is there already; name another with --id", file=sys.stderr)
        return USAGE
    except OSError as error:
        print(f"build.py: {path} cannot be written: {error.strerror}", file=sys.stderr)
        return USAGE
    print(path)
    return GOOD


def _print_problems(problems: tuple[Problem, ...], format: str) -> None:
    text = formatted(problems, format)
    if text:
        print(text, file=sys.stdout if format != "text" else sys.stderr)


def _status(report: Report, *, is_strict: bool) -> int:
    return PROBLEMS if report.has_errors or (is_strict and report.problems) else GOOD


def _clock() -> datetime:
    """The moment of the build: SOURCE_DATE_EPOCH where it is set (reproducible-builds.org), else now."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not epoch:
        return datetime.now(UTC)
    try:
        return datetime.fromtimestamp(int(epoch), UTC)
    except (ValueError, OverflowError, OSError):
        print(f"build.py: SOURCE_DATE_EPOCH is '{epoch}', not a number of seconds", file=sys.stderr)
        raise SystemExit(USAGE) from None


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"'{text}' is neither a day nor an ISO 8601 time") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _address(text: str) -> str:
    if not text.startswith(("http://", "https://")):
        raise ArgumentTypeError(f"'{text}' is no http address")
    return text if text.endswith("/") else f"{text}/"


def _port(text: str) -> int:
    if not text.isdigit() or not 0 < int(text) < 65536:
        raise ArgumentTypeError(f"'{text}' is no port")
    return int(text)
