"""`factledger verify URL|DIR`: a deployment held against the built site."""

import json
import re
import sys
from argparse import Namespace
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

from factledger.cli.deployment_errors import status_of
from factledger.cli.progress import shown_progress
from factledger.cli.publish_command import built_folder
from factledger.cli.report_formats import formatted
from factledger.model.problems import MOST_SHOWN, Place, Problem, visible
from factledger.publish.built_site import Headers, Release, read_release, release_of
from factledger.publish.destinations import EXTRA, open_store
from factledger.publish.errors import BadDestinationError, PublishError
from factledger.publish.signatures import SIGNATURE, SignatureError, signer
from factledger.publish.verification import (
    Deployment,
    DeploymentFinding,
    FileFault,
    StoredDeployment,
    Verification,
    verify,
)
from factledger.write.manifest import MANIFEST


def verify_deployment(options: Namespace) -> int:
    """Verify, print what is wrong, and say in one line how the deployment stands."""
    try:
        if options.signers is None:
            release, signed_by = read_release(built_folder(options)), ""
            deployment = _deployment(options, release.headers)
        else:
            deployment = _deployment(options, {})
            release, signed_by = _signed(deployment, options.signers)
        with shown_progress(sys.stderr, is_wanted=not options.quiet) as progress:
            found = verify(release, deployment, parallel=options.parallel, progress=progress)
    except PublishError as error:
        return status_of(error, options.program)
    if options.format == "json":
        who = {"signed_by": signed_by} if signed_by else {}
        print(json.dumps({**_record(found), **who}, ensure_ascii=False, indent=2))
    else:
        stream = sys.stderr if options.format == "text" else sys.stdout
        print(*(f"{line}\n" for line in _lines(found, options.format)), sep="", end="", file=stream)
        if not options.quiet:
            print(*_summary(found), *([f"signed by {visible(signed_by)}"] if signed_by else []), sep="\n")
    return 1 if found.findings else 0


def _signed(deployment: Deployment, signers: Path) -> tuple[Release, str]:
    """The site that the deployment's own list tells of, and who of the allowed ones signed that."""
    listing, signature = deployment.manifest(), deployment.signature()
    if listing is None:
        raise SignatureError(
            f"there is no list of files ({MANIFEST}); some hosts serve none whose name begins with a dot"
        )
    if signature is None:
        raise SignatureError(f"the site is not signed: there is no {SIGNATURE}")
    return release_of(listing), signer(listing, signature, signers)


def _deployment(options: Namespace, headers: Mapping[str, Headers]) -> Deployment:
    deployment: str = options.deployment
    if not re.match(r"https?://", deployment, re.IGNORECASE):
        if "://" not in deployment and not Path(deployment).is_dir():
            raise BadDestinationError(
                f"there is no folder '{deployment}'; name one, or an address as https://example.org/"
            )
        return StoredDeployment(open_store(deployment, parallel=options.parallel))
    try:
        from factledger.publish.site_over_http import DeployedSite
    except ModuleNotFoundError as error:
        if error.name != "urllib3":
            raise
        raise BadDestinationError(f"a web address needs one more package: {EXTRA}") from error
    return DeployedSite(deployment, headers, parallel=options.parallel)


def _lines(found: Verification, format: str) -> Iterator[str]:
    """The first findings of each kind, and how many more there are."""
    for fault in FileFault:
        own = [finding for finding in found.findings if finding.fault is fault]
        shown = own[:MOST_SHOWN]
        if shown:
            yield formatted(tuple(map(_problem, shown)), format)
        if len(own) > len(shown):
            yield f"and {len(own) - len(shown):,} more {fault}"


def _problem(finding: DeploymentFinding) -> Problem:
    return Problem(Place(finding.path), finding.fault, finding.message)


def _summary(found: Verification) -> Iterator[str]:
    if found.is_old_release:
        yield "the deployment is of another release than the last build"
    if not found.lists_all:
        yield "files that do not belong there cannot be found, for the host serves no list of its release"
    counts = Counter(finding.fault for finding in found.findings)
    told = ", ".join(f"{counts[fault]:,} {fault}" for fault in FileFault if counts[fault])
    yield f"{found.checked:,} files verified: {told or 'all as they were built'}"


def _record(found: Verification) -> dict[str, object]:
    return {
        "checked": found.checked,
        "is_old_release": found.is_old_release,
        "lists_all": found.lists_all,
        "findings": [finding._asdict() for finding in found.findings],
    }
