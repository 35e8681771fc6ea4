"""What this program put at a destination, kept there itself: by it the next publication knows its own files from others'.

The list is written before the first file with everything old and new in it, what is new as unknown, and again while files
are sent and at the end; so whatever a killed publication sent is known for this program's own. The version of a file is
the store's word for its present content (an ETag, a time, a digest), which is never interpreted, only compared.
"""

import json
from collections.abc import Mapping
from typing import NamedTuple

from factledger.publish.errors import PublishError
from factledger.write.manifest import MANIFEST

RECORD = f"{MANIFEST}-published"
LOCK = f"{MANIFEST}-lock"
PARTS = f"{MANIFEST}-part"  # where a folder's files wait to be put in place
BOOKKEEPING = (RECORD, LOCK)  # beside the site's own files
_FORMAT = 1


class Entry(NamedTuple):
    """A file as it was sent: its SHA-256, its headers' fingerprint and the store's version of it; empty where unknown."""

    digest: str = ""
    headers: str = ""
    version: str = ""


UNKNOWN = Entry()


def record_text(entries: Mapping[str, Entry]) -> bytes:
    """The record as it is kept."""
    files = {path: list(entry) for path, entry in sorted(entries.items())}
    return json.dumps({"format": _FORMAT, "files": files}, ensure_ascii=False, separators=(",", ":")).encode()


def read_record(content: bytes | None) -> dict[str, Entry]:
    """The files that were published; none where there is no record.

    Raises:
        PublishError: it is none that this version can use.
    """
    if content is None:
        return {}
    try:
        kept = json.loads(content)
        files = {path: Entry(*entry) for path, entry in kept["files"].items()}
        is_good = kept["format"] == _FORMAT and all(map(is_inside, files)) and all(map(_are_texts, files.values()))
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        is_good = False
    if not is_good:
        advice = "remove it, and publish with --overwrite"
        raise PublishError(f"the list of what was published, {RECORD}, is damaged or of a later version; {advice}")
    return files


def is_inside(path: str) -> bool:
    """Whether a path stays below the destination; nothing else is ever written or removed."""
    return not {"", ".", ".."} & set(path.split("/")) and "\\" not in path and "\0" not in path


def _are_texts(entry: Entry) -> bool:
    return all(isinstance(field, str) for field in entry)
