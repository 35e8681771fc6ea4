"""The theme's templates as an earlier build compiled them, which takes longer than making the pages of a small site.

They lie where Python keeps this package's own modules compiled, for all projects and checkouts alike; where that cannot
be written to, with what the project remembers. Code is taken from a file only that its owner alone can write, and only
as it was made: by this engine, from the same template and the same others that it can reach.
"""

import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from hashlib import sha256
from importlib.util import cache_from_source
from pathlib import Path
from typing import cast

from jinja2.bccache import Bucket, BytecodeCache

from factledger.cache import cache_folder
from factledger.cache.dependency_versions import engine
from factledger.cache.restricted_pickles import NotOursError, dumps, loads

_NAME = "templates"
_MOST = 400  # templates in one file: those of a few themes


def places(project: Path) -> tuple[Path, ...]:
    """The files in which compiled templates may lie, the best first."""
    found = []
    with suppress(NotImplementedError):  # a Python that keeps nothing compiled
        if not sys.dont_write_bytecode:
            found.append(Path(cache_from_source(__file__)).with_name(_NAME))
    folder = cache_folder.open_folder(project)
    return (*found, folder / _NAME) if folder is not None else (*found,)


class CompiledTemplates(BytecodeCache):
    """What Jinja asks for compiled templates; `fingerprints` tells of each template what it can reach, itself included.

    `files` are those in which they may lie, see `places`.

    Not frozen: what is compiled meanwhile is added, and kept when it is told to `save`.
    """

    def __init__(self, files: Sequence[Path], fingerprints: Mapping[str, str]) -> None:
        self._files = files
        self._fingerprints = fingerprints
        self._engine = engine()
        self._codes: dict[str, bytes] = {}  # by Jinja's key, the code as Jinja writes it
        for file in reversed(files):
            self._codes |= _codes(file)
        self._is_saved = True

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """The name of a template with a digest of all that its code is made from."""
        made_from = f"{self._engine}\0{name}\0{filename}\0{self._fingerprints.get(name)}"
        return f"{name}\0{sha256(made_from.encode('utf-8', 'surrogatepass')).hexdigest()}"

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give Jinja the code, where it is known."""
        code = self._codes.pop(bucket.key, None)
        if code is not None:
            self._codes[bucket.key] = code  # behind those that nobody asked for
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Note what Jinja compiled."""
        self._codes[bucket.key] = bucket.bytecode_to_string()
        self._is_saved = False

    def save(self) -> None:
        """Keep what was compiled for later builds, where that can be done; those that were asked for longest ago give way."""
        kept = dict([*self._codes.items()][-_MOST:])
        for file in () if self._is_saved else self._files:
            try:
                file.parent.mkdir(exist_ok=True)
                cache_folder.write(file, [dumps(kept)])
            except OSError:
                continue
            self._is_saved = True
            return


def _codes(file: Path) -> dict[str, bytes]:
    content = cache_folder.read(file)
    try:
        return cast("dict[str, bytes]", loads(content)) if content is not None else {}
    except NotOursError:
        return {}
