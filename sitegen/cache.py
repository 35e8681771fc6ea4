"""Not doing again what was done before; delete the folder `.sitegen` and nothing else changes.

A build leaves a record of what it was made from and of what it wrote: names, sizes, times of change. The next one that
finds all of it as recorded, asks for the same on the same day, and runs the same engine has nothing to do. What could
have changed without its times telling, because it changed no earlier than the file system's clock can tell from the
build's start, is never trusted. A record that is missing, damaged or of another make is none.
"""

import json
import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from stat import S_ISDIR
from typing import NamedTuple, TypeVar
from zoneinfo import ZoneInfo

from sitegen.model.builds import Report, Request
from sitegen.model.problems import Place, Problem, Severity
from sitegen.write.folder import MANIFEST

FOLDER = ".sitegen"
_GRAIN = 2_000_000_000  # nanoseconds: the coarsest clock of a file system in use, FAT's
_LIBRARIES = ("babel", "jinja2", "markdown", "nh3", "PIL", "pydantic", "pydantic_core", "yaml")

_Kind = TypeVar("_Kind")
_Stat = tuple[int, int, int]  # size, time of the content's change, time of any change
_Listing = dict[str, _Stat]


class Start(NamedTuple):
    """A build's start: the moment by the project's own file system, in nanoseconds, and the engine."""

    moment: int
    engine: str


def start(project: Path) -> Start | None:
    """Note the start of a build, before anything is read; None where nothing can be noted."""
    path = project / FOLDER / "started"
    try:
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"")
        return Start(path.stat().st_mtime_ns, _engine())
    except OSError:
        return None


def remember(
    request: Request,
    report: Report,
    *,
    started: Start | None,
    inputs: Iterable[str],
    timezone: str,
    output: Mapping[str, object],
) -> None:
    """Record a build that went well.

    `started` is what `start` gave before anything was read, `inputs` the files and folders of the project that it read,
    `output` what it published, by path below the output folder.
    """
    if started is None:
        return
    path = _path(request)
    partial = path.with_suffix(f".{os.getpid()}")
    try:
        record = {
            "engine": started.engine,
            "asked": _asked(request),
            "timezone": timezone,
            "day": _day(request, timezone).isoformat(),
            "started": started.moment,
            "inputs": sorted(inputs),
            "read": _listing(request.project, sorted(inputs)),
            "folder": str(report.output),
            "list": _times((report.output / MANIFEST).stat()),
            "written": {path: _times((report.output / path).stat()) for path in sorted(output)},
            "pages": report.pages,
            "problems": [_plain(problem) for problem in report.problems],
        }
        text = json.dumps(record, separators=(",", ":"))
        partial.write_text(f"{_digest(text)}\n{text}", "utf-8")
        partial.replace(path)
    except OSError:
        partial.unlink(missing_ok=True)


def recall(request: Request) -> Report | None:
    """The report of the last build where a new one would find and make the same, else None."""
    record = _record(_path(request))
    if record is None:
        return None
    try:
        return _report(record) if _holds(record, request) else None
    except (OSError, KeyError, TypeError, ValueError):
        return None


def _holds(record: Mapping[str, object], request: Request) -> bool:
    started = _as(int, record["started"])
    inputs = _as(list, record["inputs"])
    timezone = _as(str, record["timezone"])
    if (record["engine"], record["asked"]) != (_engine(), _asked(request)):
        return False
    if record["day"] != _day(request, timezone).isoformat():
        return False
    found = _listing(request.project, inputs)
    if found != _tuples(record["read"]) or any(max(times[1:]) > started - _GRAIN for times in found.values()):
        return False
    folder = Path(str(record["folder"]))
    if list(_times((folder / MANIFEST).stat())) != record["list"]:  # another build published there since
        return False
    return all(_times((folder / path).stat()) == times for path, times in _tuples(record["written"]).items())


def _report(record: Mapping[str, object]) -> Report:
    return Report(
        problems=tuple(_problem(_as(list, fields)) for fields in _as(list, record["problems"])),
        pages=_as(int, record["pages"]),
        unchanged=len(_as(dict, record["written"])),
        output=Path(str(record["folder"])),
    )


def _record(path: Path) -> Mapping[str, object] | None:
    try:
        digest, _, text = path.read_text("utf-8").partition("\n")
        record = json.loads(text) if digest == _digest(text) else None
    except (OSError, ValueError):
        return None
    return record if isinstance(record, dict) else None


def _path(request: Request) -> Path:
    """Each output folder and address has a record of its own, so that a preview does not drive out the site's."""
    return request.project / FOLDER / f"build-{_digest(_asked(request))[:12]}.json"


def _asked(request: Request) -> str:
    output = "" if request.output is None else str(request.output.absolute())
    return json.dumps([str(request.project.absolute()), output, request.url, request.with_drafts])


def _day(request: Request, timezone: str) -> date:
    return request.now.astimezone(ZoneInfo(timezone)).date()


def _engine() -> str:
    """The generator and the libraries that shape its output, by their files' sizes and times of change."""
    parts: list[object] = [sys.version, sorted(_listing(Path(__file__).parent, ["."]).items())]
    for name in _LIBRARIES:
        spec = find_spec(name)
        if spec is not None and spec.origin is not None:
            parts.append((name, spec.origin, _times(Path(spec.origin).stat())))
    return _digest(repr(parts))


def _listing(root: Path, names: Iterable[str]) -> _Listing:
    """Every file and folder at and below some names, with its times; a folder's own tell of what came and went."""
    found: _Listing = {}
    for name in names:
        path = root / name
        if path.exists():
            found[name] = _times(path.stat())
            if path.is_dir():
                found.update(_below(str(path), name, (path.resolve(),)))
    return found


def _below(folder: str, name: str, above: tuple[Path, ...]) -> Iterator[tuple[str, _Stat]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name == "__pycache__":
                continue
            path = f"{name}/{entry.name}"
            if not entry.is_dir():
                yield path, _times(entry.stat(follow_symlinks=entry.is_file()))
                continue
            yield f"{path}/", _times(entry.stat())
            real = Path(entry.path).resolve() if entry.is_symlink() else Path(entry.path)
            if real not in above:
                yield from _below(entry.path, path, (*above, real))


def _times(found: os.stat_result) -> _Stat:
    return (0 if S_ISDIR(found.st_mode) else found.st_size, found.st_mtime_ns, found.st_ctime_ns)


def _tuples(listing: object) -> _Listing:
    return {name: (size, changed, touched) for name, (size, changed, touched) in _as(dict, listing).items()}


def _as(kind: type[_Kind], value: object) -> _Kind:
    if not isinstance(value, kind):
        raise TypeError
    return value


def _digest(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _plain(problem: Problem) -> list[object]:
    places = [list(place) for place in (problem.place, *problem.also)]
    return [places, problem.rule, problem.message, problem.advice, problem.severity.value]


def _problem(fields: list[object]) -> Problem:
    places, rule, message, advice, severity = fields
    first, *others = (Place(*place) for place in _as(list, places))
    return Problem(first, str(rule), str(message), str(advice), tuple(others), Severity(str(severity)))
