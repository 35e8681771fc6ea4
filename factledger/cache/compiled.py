"""The theme's templates as an earlier build compiled them, which takes longer than making the pages of a small site.

Code is taken from a file only that the project's owner alone can write, and only as it was made: by this engine, from
the same template and the same others that it can reach.
"""

from collections.abc import Mapping
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import cast

from jinja2.bccache import Bucket, BytecodeCache

from factledger.cache import disk
from factledger.cache.pickles import NotOursError, dumps, loads
from factledger.cache.versions import engine

_Code = tuple[str, bytes]  # what a template's code was made from, and the code as Jinja writes it


class CompiledTemplates(BytecodeCache):
    """What Jinja asks for compiled templates; `fingerprints` tells of each template what it can reach, itself included.

    Not frozen: what is compiled meanwhile is added, and kept when it is told to `save`.
    """

    def __init__(self, project: Path, fingerprints: Mapping[str, str]) -> None:
        folder = disk.open_folder(project)
        self._file = folder / "templates" if folder is not None else None
        self._fingerprints = fingerprints
        self._engine = engine()
        content = disk.read(self._file) if self._file is not None else None
        known = _codes(content) if content is not None else {}
        self._codes = {name: code for name, code in known.items() if name in fingerprints}
        self._is_saved = True

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """The name of a template with a digest of all that its code is made from."""
        made_from = f"{self._engine}\0{name}\0{filename}\0{self._fingerprints.get(name)}"
        return f"{name}\0{sha256(made_from.encode('utf-8', 'surrogatepass')).hexdigest()}"

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give Jinja the code, where it is known."""
        name, _, digest = bucket.key.rpartition("\0")
        made_from, code = self._codes.get(name, ("", b""))
        if made_from == digest:
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Note what Jinja compiled."""
        name, _, digest = bucket.key.rpartition("\0")
        self._codes[name] = (digest, bucket.bytecode_to_string())
        self._is_saved = False

    def save(self) -> None:
        """Keep what was compiled for the next build, where that can be done."""
        if self._file is not None and not self._is_saved:
            with suppress(OSError):
                disk.write(self._file, [dumps(self._codes)])
                self._is_saved = True


def _codes(content: bytes) -> dict[str, _Code]:
    try:
        found = loads(content)
    except NotOursError:
        return {}
    return cast("dict[str, _Code]", found)
