"""What pages say of the files that they load, held against those files: a browser loads none that is another (W3C SRI)."""

import hashlib
import re
from base64 import b64decode
from binascii import Error
from collections.abc import Iterable, Iterator
from pathlib import Path

from factledger.auditing.page_checks import PageFault
from factledger.auditing.page_scan import PageScan
from factledger.auditing.served_paths import Elsewhere, ServedPaths, Target
from factledger.regular_files import read_regular

_DIGEST = re.compile(r"(sha256|sha384|sha512)-([A-Za-z0-9+/_-]+={0,2})(?:\?\S*)?")


def broken_integrity(folder: Path, scans: Iterable[PageScan], shape: ServedPaths) -> Iterator[PageFault]:
    """The files that a browser would refuse to load."""
    known: dict[tuple[str, str], bool] = {}
    for scan in scans:
        for attribute, address, integrity, has_cors in scan.promises:
            target = shape.target(address, scan)
            fault = PageFault(scan.path, "integrity", "", attribute=attribute, value=address)
            if target is Elsewhere.OTHER_SITE and not has_cors:
                message = f"'{address}' has a digest and no crossorigin, so that browsers refuse it"
                yield fault._replace(message=message, advice="add crossorigin")
            if not isinstance(target, Target):
                continue
            key = target.file, integrity
            if key not in known:
                known[key] = _is_kept(folder / target.file, integrity)
            if not known[key]:
                message = f"'{address}' is another file than its digest says, so that browsers refuse it"
                yield fault._replace(message=message, advice="build again", also=(target.file,))


def _is_kept(file: Path, integrity: str) -> bool:
    """Whether a browser takes a file: one of the strongest digests has to be right, and what is none is passed over."""
    digests = [found for one in integrity.split() if (found := _DIGEST.fullmatch(one))]
    if not digests:
        return True
    strongest = max(one[1] for one in digests)
    try:
        content = read_regular(file)
    except OSError:  # told elsewhere
        return True
    right = hashlib.new(strongest, content).digest()
    return any(_bytes(one[2]) == right for one in digests if one[1] == strongest)


def _bytes(text: str) -> bytes:
    try:
        return b64decode(text.replace("-", "+").replace("_", "/"), validate=True)
    except Error:
        return b""
