"""The record of a build: what it was made from, what it wrote, and what it found wrong.

A build that finds all of it as recorded, asks for the same before the clock changes anything, and runs the same engine
has nothing to do.
A file counts as unchanged where its times say so; where they could not tell, because it changed no earlier than the
file system's clock can tell from the build's start, or where they differ, as they all do in a fresh checkout, its
content decides.
"""

import json
from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from factledger.cache import cache_folder, kept_problems
from factledger.cache.dependency_versions import engine
from factledger.cache.file_times import Listing, Times, digest_if_any, digest_of, listing, times
from factledger.model.build_request import Report, Request
from factledger.model.fast_dataclass import dataclass, replace
from factledger.model.problems import Problem, Severity, summed_up
from factledger.write.manifest import MANIFEST, read_manifest

_PARTS = "\n\x1e\n"  # between the parts of a record
_NO_LINE = ("\n", "\t", "\r", "\x1e")  # what no recorded name may hold


class BuildStart(NamedTuple):
    """A build's start: the moment by the project's own file system, in nanoseconds, and the files that it is to read.

    `fresh` has the digests of those that could change without their times telling.
    """

    moment: int
    inputs: tuple[str, ...]
    files: Listing
    fresh: Mapping[str, str]


class Input(NamedTuple):
    """A file that a build read."""

    times: Times
    digest: str  # empty for a folder


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What a record says of the build as a whole."""

    engine: str
    asked: str
    since: str  # the moments between which the clock alone changes nothing, the first included
    until: str
    started: int
    inputs: tuple[str, ...]
    folder: str
    manifest: str  # digest of the output folder's own list
    pages: int
    severities: Mapping[str, Severity]
    shown: tuple[Problem, ...]
    left_out: Mapping[str, int]
    held_back: Mapping[str, str]
    early: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A build that went well. `outputs` has a line for each file: its path and times; `texts` what `revision` noted."""

    head: Head
    files: Mapping[str, Input]
    outputs: tuple[str, ...]
    texts: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedRecord:
    """The last build's record beside what stands there now; its output is as that build left it."""

    record: Record
    now: BuildStart
    changed: Mapping[str, str]  # inputs that hold something else than they did: the digest of what they hold

    @property
    def report(self) -> Report:
        """What a build would report that changes nothing."""
        head = self.record.head
        return Report(
            problems=head.shown,
            left_out=head.left_out,
            held_back=head.held_back,
            early=head.early,
            pages=head.pages,
            unchanged=len(self.record.outputs),
            output=Path(head.folder),
        )


class LastBuild(NamedTuple):
    """What is left of the recorded build, where the same engine made it for the same request.

    `files` has the digests of the published files, empty where one is not as it was left; `lines` those of the record
    that tell of them still, to the last nanosecond. `inputs` are the files that it read, `started` is its moment.
    """

    files: Mapping[str, str]
    lines: Mapping[str, str]
    inputs: Mapping[str, Input]
    started: int
    texts: Mapping[str, str]


NO_BUILD = LastBuild({}, {}, {}, 0, {})


class FirstLook:
    """What `consult` saw, so that the whole build which follows does not look at thousands of files once more.

    Not frozen: filled as far as `consult` comes. `lines` has those of the record that tell of published files still.
    """

    def __init__(self) -> None:
        self.start: BuildStart | None = None
        self.record: Record | None = None
        self.times: Times | None = None  # of the record's file
        self.lines: Mapping[str, str] | None = None

    @classmethod
    def at_record(cls, request: Request) -> "FirstLook":
        """What there is to see where nobody looked yet: the record."""
        look = cls()
        with suppress(OSError, KeyError, TypeError, ValueError):
            look.times = times(_path(request, "build"))
            look.record = _load(request)
        return look

    def unchanged(self, now: BuildStart) -> dict[str, str]:
        """The digests of the files that the recorded build read and whose times tell that they are as they were."""
        if self.record is None:
            return {}
        files, started = self.record.files, self.record.head.started
        return {
            name: files[name].digest for name, one in now.files.items() if _is_unchanged(files.get(name), one, started)
        }


def start(project: Path, inputs: Iterable[str], look: FirstLook | None = None) -> BuildStart | None:
    """Note the start of a build before it reads any of its inputs; None where nothing can be noted."""
    folder = cache_folder.open_folder(project)
    if folder is None:
        return None
    names = tuple(sorted(inputs))
    if look is not None and look.start is not None and look.start.inputs == names:
        return look.start
    try:
        clock = folder / "started"
        cache_folder.open_private(clock).close()
        moment = clock.stat().st_mtime_ns
        files = listing(project, names)
        fresh = {name: digest_if_any(project / name) for name, one in _files(files) if not one.is_older(moment)}
    except OSError:
        return None
    return BuildStart(moment, names, files, fresh)


def remember(
    request: Request,
    report: Report,
    *,
    start: BuildStart,
    steady: tuple[datetime, datetime],
    severities: Mapping[str, Severity],
    outputs: Iterable[str],
    texts: Mapping[str, str],
    last: LastBuild = NO_BUILD,
    last_records: kept_problems.LastRecords | None = None,
) -> None:
    """Record a build that went well, unless something that it read changed meanwhile.

    From the first moment of `steady` on and until the second the clock alone changes nothing. `outputs` are the paths that it published, `texts` what is to be kept of each article's text, a line each. `last` has
    the lines and digests that still hold, `last_records` those on problems that an earlier build of this process wrote.
    """
    project = request.project
    try:
        if listing(project, start.inputs) != start.files:
            return
        digests = {
            name: last.inputs[name].digest
            if _is_unchanged(last.inputs.get(name), one, last.started)
            else digest_if_any(project / name)
            for name, one in _files(start.files)
        }
        if any(digests[name] != digest for name, digest in start.fresh.items()):
            return
        shown, left_out = summed_up(report.problems)
        head = Head(
            engine=engine(),
            asked=_asked(request),
            since=steady[0].isoformat(),
            until=steady[1].isoformat(),
            started=start.moment,
            inputs=start.inputs,
            folder=str(report.output),
            manifest=digest_of(report.output / MANIFEST),
            pages=report.pages,
            severities=severities,
            shown=shown,
            left_out=left_out,
            held_back=report.held_back,
            early=report.early,
        )
        files = {name: Input(one, digests.get(name, "")) for name, one in start.files.items()}
        lines = tuple(last.lines.get(path) or _line(report.output, path) for path in sorted(outputs))
        kept_problems.write(_path(request, "problems"), report.problems, last_records)
        save(request, Record(head=head, files=files, outputs=lines, texts=texts))
    except OSError:
        forget(request)


def forget(request: Request) -> None:
    """Drop the record, so that the next build makes everything."""
    _path(request, "build").unlink(missing_ok=True)


def consult(request: Request, look: FirstLook | None = None) -> CheckedRecord | None:
    """The last build's record, where all but the content of some files is as it was; else None."""
    look = look or FirstLook()
    try:
        look.times = times(_path(request, "build"))
        look.record = record = _load(request)
        if record is None or not _is_steady(record.head, request.now):
            return None
        look.start = now = start(request.project, record.head.inputs)
        if now is None or now.files.keys() != record.files.keys():
            return None
        look.lines = lines = _lines_that_hold(record)
        return _compared(request, record, now, lines) if _is_intact(record, lines) else None
    except (OSError, KeyError, TypeError, ValueError):
        return None


def last_build(request: Request, look: FirstLook | None = None) -> LastBuild:
    """What is left of the build on record."""
    try:
        is_known = look is not None and look.times == times(_path(request, "build"))
        record = look.record if look is not None and is_known else _load(request)
        if record is None:
            return NO_BUILD
        folder = Path(record.head.folder)
        if digest_of(folder / MANIFEST) != record.head.manifest:
            return NO_BUILD
        digests = read_manifest(folder)
        lines = look.lines if look is not None and is_known else None
        if lines is None:
            lines = _lines_that_hold(record)
        known = {line.partition("\t")[0] for line in record.outputs}
        found = {
            path: digest if path in lines or (path in known and digest_if_any(folder / path) == digest) else ""
            for path, digest in digests.items()
        }
    except (OSError, KeyError, TypeError, ValueError):
        return NO_BUILD
    return LastBuild(found, lines, record.files, record.head.started, record.texts)


def problems_of(request: Request) -> tuple[Problem, ...] | None:
    """Everything that the recorded build found wrong; None where that is not known."""
    return kept_problems.read(_path(request, "problems"))


def exchange_problems(
    request: Request, problems: Mapping[str, tuple[int, tuple[Problem, ...]]]
) -> tuple[tuple[Problem, ...], Mapping[str, int]] | None:
    """Keep other problems of some files from a line on; returns what is to be shown, see `found.exchange`."""
    return kept_problems.exchange(_path(request, "problems"), problems)


def blob_file_of(request: Request) -> Path:
    """Where the notes of a record keep what takes more than a line."""
    return _path(request, "texts")


def standby_of(request: Request, output: Path) -> Path | None:
    """Where what belongs to an output folder is kept between builds, see `write.atomic_folder`; None where nothing can be."""
    folder = cache_folder.open_folder(request.project)
    return (
        folder
        and folder / f"standby-{sha256(str(output.absolute()).encode('utf-8', 'surrogatepass')).hexdigest()[:12]}"
    )


def amend(
    request: Request, known: CheckedRecord, *, files: Iterable[str] | None, head: Head, texts: Mapping[str, str]
) -> None:
    """Record that some output files, or all, have other times now, made from the inputs as `known` found them.

    Raises:
        OSError: the record cannot be written.
    """
    folder = Path(known.record.head.folder)
    paths = (line.partition("\t")[0] for line in known.record.outputs) if files is None else files
    made = {path: _line(folder, path) for path in paths}
    outputs = tuple(made.get(line.partition("\t")[0], line) for line in known.record.outputs)
    whole = replace(head, started=known.now.moment, manifest=digest_of(folder / MANIFEST))
    inputs = _inputs(known)
    save(request, Record(head=whole, files=inputs, outputs=outputs, texts={**known.record.texts, **texts}))


def save(request: Request, record: Record) -> None:
    """Write a record; one that cannot be told line by line is none.

    Raises:
        OSError: it cannot be written.
    """
    names = (*record.files, *record.texts)
    together = "\0".join(names)
    if any(sign in together for sign in _NO_LINE):
        return
    files = ("\t".join((name, *map(str, one.times), one.digest)) for name, one in record.files.items())
    texts = (f"{name}\t{text}" for name, text in record.texts.items())
    parts = (_head_text(record.head), "\n".join(files), "\n".join(record.outputs), "\n".join(texts))
    cache_folder.write(_path(request, "build"), [_PARTS.join(parts).encode("utf-8", "surrogatepass")])


def _load(request: Request) -> Record | None:
    content = cache_folder.read(_path(request, "build"))
    if content is None:
        return None
    head_text, files, outputs, texts = content.decode("utf-8", "surrogatepass").split(_PARTS)
    head = _head(json.loads(head_text))
    if (head.engine, head.asked) != (engine(), _asked(request)):
        return None
    inputs = {}
    for line in files.split("\n"):
        name, size, changed, touched, digest = line.split("\t")
        inputs[name] = Input(Times(int(size), int(changed), int(touched)), digest)
    notes = dict(line.split("\t", 1) for line in texts.split("\n")) if texts else {}
    return Record(head=head, files=inputs, outputs=tuple(outputs.split("\n")), texts=notes)


def _compared(request: Request, record: Record, now: BuildStart, lines: Mapping[str, str]) -> CheckedRecord:
    changed = {}
    has_drifted = False
    for name, one in _files(now.files):
        before = record.files[name]
        if _is_unchanged(before, one, record.head.started):
            continue
        has_drifted = True
        digest = now.fresh.get(name) or digest_if_any(request.project / name)
        if digest != before.digest:
            changed[name] = digest
    known = CheckedRecord(record=record, now=now, changed=changed)
    if has_drifted and not changed:  # so that the times tell the next time
        amend(request, known, files=_drifted(record, lines), head=record.head, texts={})
    return known


def _is_unchanged(before: Input | None, now: Times, started: int) -> bool:
    """Whether a file's times tell that it is as a build found it that started at a moment."""
    return before is not None and now == before.times and now.is_older(started)


def _inputs(known: CheckedRecord) -> dict[str, Input]:
    """The inputs as they are now."""
    recorded = known.record.files
    return {name: Input(one, known.changed.get(name, recorded[name].digest)) for name, one in known.now.files.items()}


def _is_intact(record: Record, lines: Mapping[str, str]) -> bool:
    """Whether the published files are those that the build wrote, of which some lines hold."""
    folder = Path(record.head.folder)
    if digest_of(folder / MANIFEST) != record.head.manifest:
        return False
    drifted = _drifted(record, lines)
    if not drifted:
        return True
    digests = read_manifest(folder)
    return all(digests.get(path) == digest_of(folder / path) for path in drifted)


def _drifted(record: Record, lines: Mapping[str, str]) -> tuple[str, ...]:
    """The published files whose times are not those recorded."""
    return tuple(path for line in record.outputs if (path := line.partition("\t")[0]) not in lines)


def _lines_that_hold(record: Record) -> dict[str, str]:
    """By path what is recorded of published files, where it is so to the last nanosecond."""
    folder = Path(record.head.folder)
    return {path: line for line in record.outputs if _line_if_any(folder, path := line.partition("\t")[0]) == line}


def _line_if_any(folder: Path, path: str) -> str:
    """What a record says of a published file; empty where there is none that could be asked."""
    try:
        return _line(folder, path)
    except OSError:
        return ""


def _line(folder: Path, path: str) -> str:
    size, changed, touched = times(f"{folder}/{path}")
    return f"{path}\t{size}\t{changed}\t{touched}"


def _files(files: Listing) -> Iterable[tuple[str, Times]]:
    return [(name, one) for name, one in files.items() if not name.endswith("/")]


def _path(request: Request, what: str) -> Path:
    """Each output folder and address has a record of its own, so that a preview does not drive out the site's."""
    return request.project / cache_folder.FOLDER / f"{what}-{sha256(_asked(request).encode()).hexdigest()[:12]}"


def _asked(request: Request) -> str:
    output = "" if request.output is None else str(request.output.absolute())
    return json.dumps(
        [str(request.project.absolute()), output, request.url, request.with_drafts, request.wants_search_index]
    )


def _is_steady(head: Head, now: datetime) -> bool:
    """Whether the clock alone has changed nothing since the recorded build, or before it."""
    return datetime.fromisoformat(head.since) <= now < datetime.fromisoformat(head.until)


def _head_text(head: Head) -> str:
    fields = {name: getattr(head, name) for name in Head.__slots__}
    return json.dumps(
        fields | {"shown": [kept_problems.plain(problem) for problem in head.shown]}, separators=(",", ":")
    )


def _head(fields: dict[str, object]) -> Head:
    shown = tuple(kept_problems.problem(one) for one in _as_list(fields["shown"]))
    severities = {rule: Severity(str(one)) for rule, one in _as_dict(fields["severities"]).items()}
    inputs = tuple(str(name) for name in _as_list(fields["inputs"]))
    return Head(**{**fields, "shown": shown, "severities": severities, "inputs": inputs})  # type: ignore[arg-type]


def _as_list(value: object) -> list[list[object]]:
    if not isinstance(value, list):
        raise TypeError
    return value


def _as_dict(value: object) -> dict[str, object]:
    if not isinstance(value, dict):
        raise TypeError
    return value
