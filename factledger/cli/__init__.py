"""Arguments in, exit status out; the only room that prints.

Exit status: 0 good, 1 problems in content or theme or with a destination, 2 wrong usage, 3 a destination that may answer another time.
"""

import gc
import json
import os
import sys
import time
from argparse import ArgumentTypeError, Namespace
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial
from importlib.util import find_spec
from io import TextIOWrapper
from pathlib import Path
from typing import NoReturn, TextIO
from zoneinfo import ZoneInfo, reset_tzpath

from factledger import incremental_build
from factledger.cli.command_options import USAGE, in_range, parsed
from factledger.cli.progress import shown_progress
from factledger.cli.report_formats import closing_line, coverage_lines, formatted, profile_lines, waiting_lines
from factledger.model.build_request import Progress, Report, Request, WorkerError, untold
from factledger.model.problems import Problem, Severity, visible
from factledger.model.settings import Settings
from factledger.read.identifiers import is_id

GOOD, PROBLEMS = 0, 1


def command(program: str = "factledger") -> NoReturn:
    """Run the command line and end the process; `program` is what the command is called.

    It ends as mypy's does: memory is neither looked through for circles nor given back value by value, for the system
    takes it back at once. That was 5 % of the processor time of a build of 1,000 articles and 11 % of one of 100.
    """
    status = _ran(sys.argv[1:], program)
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):  # its reader is gone
            stream.flush()
    os._exit(status)


def main(arguments: Sequence[str], program: str = "build.py") -> int:
    """Run one command and return the exit status; `program` is what the command is called."""
    try:
        return _ran(arguments, program)
    finally:
        gc.enable()


def _ran(arguments: Sequence[str], program: str) -> int:
    gc.set_threshold(100_000, 50, 100)  # a build makes much and drops little, so looking for rubbish often is waste
    gc.disable()  # what would be found, a few kilobytes for each article, goes with the process
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # nobody has any, and looking for them takes time
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a terminal that cannot show a name still shows the rest
    _take_time_zones_from_their_package()
    options = parsed(arguments, program)
    try:
        status = _RUN[options.command](options)
        sys.stdout.flush()
    except KeyboardInterrupt:
        print("stopped", file=sys.stderr)
        return 130
    except WorkerError as error:
        print(f"{program}: {error}", file=sys.stderr)
        return PROBLEMS
    except BrokenPipeError:  # the reader, such as head, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return PROBLEMS
    return status


def _take_time_zones_from_their_package() -> None:
    """Whatever the machine knows of time zones, the same release gives the same moments on all."""
    package = find_spec("tzdata")
    if package is not None and package.origin is not None:
        folder = str(Path(package.origin).with_name("zoneinfo"))
        reset_tzpath(to=[folder])
        os.environ["PYTHONTZPATH"] = folder  # for the process in which the preview builds


def _request(options: Namespace, progress: Progress = untold, settings: Settings | None = None) -> Request:
    return Request(
        project=options.project,
        now=_now(options, settings),
        progress=progress,
        output=getattr(options, "output", None),
        url=getattr(options, "url", None) or "",
        with_drafts=getattr(options, "drafts", False),
        against=getattr(options, "against", None),
        workers=getattr(options, "workers", 1),
    )


def _build(options: Namespace) -> int:
    started = time.perf_counter()
    with shown_progress(sys.stderr, is_wanted=not options.quiet) as progress:
        if options.shard or options.join:
            from factledger.cli.shard_command import build_in_shards

            requested = partial(_request, options, progress)
            report = build_in_shards(options, requested, _refused)
        elif options.profile:
            from factledger import pipeline

            report = pipeline.build(_request(options, progress))
        else:
            report = incremental_build.build(_request(options, progress), wants_all_problems=options.format == "json")
    _print_problems(report.problems, options.format, report.left_out)
    if options.format != "json":
        if options.profile and report.profile is not None:
            print("\n".join(profile_lines(report.profile)))
        if not options.quiet:
            print(*(f"{line}\n" for line in waiting_lines(report.held_back)), sep="", end="")
            print(closing_line(report, time.perf_counter() - started, options.shard))
    return _status(report, is_strict=options.strict)


def _check(options: Namespace) -> int:
    from factledger import pipeline

    with shown_progress(sys.stderr, is_wanted=not options.quiet) as progress:
        report = pipeline.check(_request(options, progress))
    _print_problems(tuple(sorted({*report.problems, *report.of_waiting})), options.format)
    if options.format == "text" and not options.quiet:
        print(*coverage_lines(report.coverage), *waiting_lines(report.held_back), sep="\n")
        if not report.problems and not report.of_waiting:
            print(f"no problems on {report.pages} pages")
    return _status(report, is_strict=options.strict)


def _serve(options: Namespace) -> int:
    gc.enable()  # it may stay for days
    from factledger.serve.server import serve

    return serve(
        _request(options),
        host=options.host,
        port=options.port,
        open_browser=options.open,
        say=lambda text: print(text, flush=True),
    )


def _list(options: Namespace) -> int:
    from factledger import pipeline
    from factledger.cli.list_command import agenda, agenda_lines, agenda_records

    site, problems = pipeline.load(_request(options))
    items = agenda(site)
    if options.format == "json":
        print(json.dumps(agenda_records(items), ensure_ascii=False, indent=2))
    else:
        _print_problems(problems, "text")
        print(*map(visible, agenda_lines(items)), sep="\n")
    return PROBLEMS if any(problem.severity is Severity.ERROR for problem in problems) else GOOD


def _suggest(options: Namespace) -> int:
    from factledger.suggest_and_explain_figures import suggestions

    request = _request(options)
    text, problems = suggestions(request, options.file)
    own = tuple(problem for problem in problems if problem.severity is Severity.ERROR)
    _print_problems(own, "text")
    if text is None:
        return _refused(options, f"{options.file} is no article of this site")
    print(text or "every figure is backed by a fact")
    return GOOD


def _new(options: Namespace) -> int:
    from factledger.cli import new_command
    from factledger.read.settings_file import read_settings

    settings, _ = read_settings(options.project)
    today = _now(options).astimezone(ZoneInfo(settings.timezone)).date()
    id = options.id or new_command.slug(options.title, settings.language)
    if not is_id(id):
        return _refused(options, f"no id can be made of '{options.title}'; name one with --id")
    start = new_command.started(options.project, settings.kinds, options.kind, options.company or "")
    if isinstance(start, str):
        return _refused(options, start)
    path = options.project / new_command.path_of(start.kind, id, today)
    try:
        if taken := new_command.existing(options.project, start.kind, id):
            return _refused(options, f"{taken} is there already; name another with --id")
        figure = new_command.example_figure(options.project, settings.language)
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8") as file:
            file.write(new_command.text_of(start, settings.kinds, options.title, today, figure))
    except OSError as error:
        return _refused(options, f"{path} cannot be written: {error.strerror}")
    print(path)
    return GOOD


def _refused(options: Namespace, reason: str) -> int:
    print(f"{options.program}: {visible(reason)}", file=sys.stderr)
    return USAGE


def _print_problems(problems: tuple[Problem, ...], format: str, left_out: Mapping[str, int] | None = None) -> None:
    stream = sys.stdout if format != "text" else sys.stderr
    text = formatted(problems, format, left_out, has_colour=_has_colour(stream))
    if text:
        print(text, file=stream)


def _has_colour(stream: TextIO) -> bool:
    """Whether colour is wanted: on a terminal that knows it, unless told otherwise (no-color.org)."""
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def _status(report: Report, *, is_strict: bool) -> int:
    return PROBLEMS if report.has_errors or (is_strict and report.problems) else GOOD


def _now(options: Namespace, settings: Settings | None = None) -> datetime:
    """The build's moment: as asked for, in the site's zone where none is named, else the clock's.

    The settings are read where they are not known.
    """
    now: datetime = options.now or _clock(options)
    if now.tzinfo is None:
        if settings is None:
            from factledger.read.settings_file import read_settings

            settings, _ = read_settings(options.project)
        now = now.replace(tzinfo=ZoneInfo(settings.timezone))
    return now


def _clock(options: Namespace) -> datetime:
    """The moment of the build: SOURCE_DATE_EPOCH where it is set (reproducible-builds.org), else now."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not epoch:
        return datetime.now(UTC)
    try:
        return in_range(datetime.fromtimestamp(int(epoch), UTC), epoch)
    except (ValueError, OverflowError, OSError):
        reason = "is no number of seconds"
    except ArgumentTypeError:
        reason = "lies outside the years that content may speak of"
    raise SystemExit(_refused(options, f"SOURCE_DATE_EPOCH is '{epoch}', which {reason}"))


def _explain(options: Namespace) -> int:
    from factledger.suggest_and_explain_figures import explanation

    file, line = options.place
    text, problems = explanation(_request(options), file, line)
    if text is None:
        _print_problems(tuple(problem for problem in problems if problem.severity is Severity.ERROR), "text")
        return _refused(options, f"{file} is no article of this site")
    last = len(file.read_bytes().splitlines())
    if line > last:
        return _refused(options, f"{file} has no line {line}; its last is {last}")
    print(text or "no figure stands there")
    return GOOD


def _init(options: Namespace) -> int:
    from factledger.cli.init_command import init

    return init(options, _refused)


def _import(options: Namespace) -> int:
    from factledger.cli.import_command import import_posts

    return import_posts(options, _now(options), _refused)


def _publish(options: Namespace) -> int:
    from factledger.cli.publish_command import publish_site

    return publish_site(options)


def _verify(options: Namespace) -> int:
    from factledger.cli.verify_command import verify_deployment

    return verify_deployment(options)


def _sign(options: Namespace) -> int:
    from factledger.cli.sign_command import sign_site

    return sign_site(options)


def _schema(options: Namespace) -> int:
    from factledger.cli.schema_command import write_schemas

    return write_schemas(options, _refused)


def _fmt(options: Namespace) -> int:
    from factledger.cli.format_command import fmt

    return fmt(options, _refused)


def _audit(options: Namespace) -> int:
    from factledger.cli.audit_command import run_audit

    return run_audit(options, _print_problems)


_RUN: Mapping[str, Callable[[Namespace], int]] = {
    "build": _build,
    "check": _check,
    "serve": _serve,
    "publish": _publish,
    "verify": _verify,
    "sign": _sign,
    "init": _init,
    "import": _import,
    "schema": _schema,
    "fmt": _fmt,
    "audit": _audit,
    "new": _new,
    "list": _list,
    "suggest": _suggest,
    "explain": _explain,
}
