"""`factledger publish DESTINATION`: the built site brought to where readers find it."""

import json
import sys
import time
from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path

from factledger.cli.deployment_errors import status_of
from factledger.cli.progress import shown_progress
from factledger.model.problems import visible
from factledger.publish.built_site import Release, read_release
from factledger.publish.destinations import open_store
from factledger.publish.errors import BadDestinationError, PublishError
from factledger.publish.folder_store import FolderStore
from factledger.publish.publication import PublicationOutcome, Wishes, publish
from factledger.publish.store import Store
from factledger.read.settings_file import read_settings


def publish_site(options: Namespace) -> int:
    """Publish, then say in one line what was sent; with --dry-run print each step instead."""
    started = time.perf_counter()
    try:
        release = read_release(built_folder(options))
        store = open_store(options.destination, parallel=options.parallel)
        _keep_apart(release, store, options.project)
        with shown_progress(sys.stderr, is_wanted=not options.quiet) as progress:
            outcome = publish(
                release,
                store,
                Wishes(
                    deletes=options.delete,
                    overwrites=options.overwrite,
                    is_rehearsal=options.dry_run,
                    parallel=options.parallel,
                    say=lambda text: print(f"{options.program}: {text}", file=sys.stderr, flush=True),
                    progress=progress,
                ),
            )
    except PublishError as error:
        return status_of(error, options.program)
    if options.format == "json":
        print(json.dumps(_record(outcome, is_rehearsal=options.dry_run), ensure_ascii=False, indent=2))
    else:
        print(*(f"{line}\n" for line in _lines(outcome, options, time.perf_counter() - started)), sep="", end="")
    return status_of(PublishError(outcome.refusal), options.program) if outcome.refusal else 0


def built_folder(options: Namespace) -> Path:
    """Where the last build put the site, as the settings or the command line have it."""
    settings, _ = read_settings(options.project)
    folder: Path = options.output or options.project / settings.output
    return folder


def _keep_apart(release: Release, store: Store, project: Path) -> None:
    """A folder that holds the built site, or lies in it or in what the site is made from, is no destination."""
    if not isinstance(store, FolderStore):
        return
    built, destination = release.folder.resolve(), store.folder.resolve()
    if built.is_relative_to(destination) or destination.is_relative_to(built):
        raise BadDestinationError(
            f"the destination {store.folder} and the built site {release.folder} lie in one another"
        )
    for source in (project / name for name in ("content", *read_settings(project)[0].themes)):
        if destination.is_relative_to(source.resolve()):
            raise BadDestinationError(
                f"the destination {store.folder} lies in '{source.name}', which the site is made from"
            )


def _lines(outcome: PublicationOutcome, options: Namespace, seconds: float) -> Iterator[str]:
    if options.dry_run:
        yield from (visible(f"{step.cause}: {step.path}") for step in outcome.steps)
    if not options.quiet:
        counts = (
            f"{outcome.sent:,} of {outcome.files:,} files sent, {_amount(outcome.bytes)}, {outcome.deleted:,} deleted"
        )
        yield f"would be: {counts}" if options.dry_run else f"{counts}, {seconds:.2f} s"


def _record(outcome: PublicationOutcome, *, is_rehearsal: bool) -> dict[str, object]:
    counts = {name: getattr(outcome, name) for name in ("files", "sent", "bytes", "deleted")}
    if not is_rehearsal:
        return counts
    return {
        **counts,
        "refusal": outcome.refusal,
        "steps": [{"path": step.path, "cause": step.cause} for step in outcome.steps],
    }


def _amount(size: int) -> str:
    """Bytes in the unit that people say them in."""
    for unit, bytes in (("GB", 10**9), ("MB", 10**6), ("kB", 10**3)):
        if size >= bytes:
            return f"{size / bytes:.1f} {unit}"
    return f"{size} bytes"
