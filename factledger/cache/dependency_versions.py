"""What makes a page beside its sources: this generator and the libraries that it uses, each in its version."""

import os
import re
import sys
from collections.abc import Collection, Iterator, Mapping
from functools import cache
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path

from factledger.model.compressed_copies import PACKAGES, Compression

_LIBRARIES = (
    "babel",
    "jinja2",
    "markdown",
    "markupsafe",
    "msgspec",
    "nh3",
    "PIL",
    "pydantic",
    "pydantic_core",
    "pygments",
    "tzdata",
    "yaml",
)
_INSTALLED = (".dist-info", ".egg-info")  # folders whose names tell a library's version
_RELEASE = re.compile(r"([A-Za-z0-9_.]+)-(\d[^-]*?)(?:-py[\d.]+)?\.(?:dist|egg)-info")

# The libraries that have a hand in the published bytes, by the names under which they are installed.
_IN_BYTES = frozenset({"babel", "jinja2", "markdown", "markupsafe", "nh3", "pillow", "pygments", "pyyaml", "tzdata"})
_IN_SEARCH = frozenset({"pagefind", "pagefind_bin", "pagefind_bin_extended"})


@cache
def engine() -> str:
    """A digest of the generator's own source and of what it is run with; the same wherever both are the same."""
    digest = sha256(sys.version.encode())
    digest.update(f"{_sqlite()} {_zlib()}".encode())
    for part in (*_own_source(), *_versions()):
        digest.update(b"\0" + part)
    return digest.hexdigest()


def releases(*, has_search: bool = False, compressions: Collection[Compression] = ()) -> Mapping[str, str]:
    """The release of each library on which the published bytes depend, by its name."""
    wanted = _IN_BYTES | _IN_SEARCH if has_search else _IN_BYTES
    wanted |= {PACKAGES[one] for one in compressions if one in PACKAGES}
    found = {"sqlite": _sqlite()} if _sqlite() else {}
    if Compression.GZIP in compressions:
        found["zlib"] = _zlib()
    for entry in _versions():
        release = _RELEASE.fullmatch(entry.decode("utf-8", "replace"))
        if release is not None and release[1].lower() in wanted:
            found[release[1].lower()] = release[2]
    return dict(sorted(found.items()))


def _own_source() -> Iterator[bytes]:
    package = Path(__file__).parent.parent
    for folder, folders, files in os.walk(package):
        folders[:] = sorted(name for name in folders if name != "__pycache__")
        for name in sorted(files):
            if name.endswith((".po", ".py", ".toml", ".ttf")):
                path = Path(folder, name)
                yield path.relative_to(package).as_posix().encode()
                yield path.read_bytes()


def _versions() -> Iterator[bytes]:
    """What stands beside the libraries: an installer puts each version into a folder of that name."""
    places = set()
    for name in _LIBRARIES:
        spec = find_spec(name)
        if spec is None or spec.origin is None:
            yield f"without {name}".encode()
            continue
        home = Path(spec.origin)
        places.add(home.parent.parent if home.name == "__init__.py" else home.parent)
    for place in sorted(places):
        yield from sorted(entry.name.encode() for entry in os.scandir(place) if entry.name.endswith(_INSTALLED))


def _zlib() -> str:
    """The version of the library that compresses, which is Python's own or the machine's."""
    import zlib

    return zlib.ZLIB_RUNTIME_VERSION


def _sqlite() -> str:
    """The version of the library whose files are published."""
    try:
        import _sqlite3  # the bare library: a tenth of the time that `sqlite3` takes
    except ImportError:
        return ""
    return str(_sqlite3.sqlite_version)
