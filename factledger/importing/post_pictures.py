"""The pictures that come along: found where their system would have, checked as a build checks them, copied once."""

import re
from collections.abc import Iterable
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

from factledger.importing.post_links import PICTURES
from factledger.read import project_files
from factledger.read.identifiers import nearest_id
from factledger.regular_files import read_regular

_PELICAN = re.compile(r"^[{|](?:static|attach|filename)[}|]", re.IGNORECASE)
_SIZED = re.compile(r"-\d+x\d+(?=\.\w+$)")  # of the sizes that WordPress makes


class Pictures:
    """Finds pictures for one import; not frozen, for it notes which are to be copied where.

    `root` is the folder outside of which no file is taken, `site` and `base` the old site's address and its path.
    """

    def __init__(self, root: Path, roots: Iterable[Path], site: str, base: str) -> None:
        self._root = root.resolve()
        self._roots = tuple(roots)
        self._site = site
        self._base = base
        self._names: dict[Path, str] = {}
        self.contents: dict[str, bytes] = {}  # by the name below content/images/

    def named(self, address: str, beside: Path, owner: str) -> str:
        """The name here of the picture behind an address, `beside` the file that names it; empty where there is none.

        `owner` is the id of the article, below which a picture is kept that was not taken before.
        """
        found = self._found(address, beside)
        if found is None:
            return ""
        if found not in self._names:
            name = self._kept(found, owner)
            if not name:
                return ""
            self._names[found] = name
        return self._names[found]

    def _found(self, address: str, beside: Path) -> Path | None:
        if self._site and address.startswith(f"{self._site}/"):
            address = f"{self._base}{address.removeprefix(self._site)}"
        if "//" in address[:9] or address.startswith(("#", "data:")) or "\0" in address:
            return None
        path = unquote(urlsplit(_PELICAN.sub("", address)).path) if "[" not in address else ""
        path = path.removeprefix(f"{self._base}/") if self._base else path
        plain = path.lstrip("/")
        uploaded = plain.rpartition("wp-content/uploads/")[2]
        names = dict.fromkeys((plain, _SIZED.sub("", plain), uploaded, _SIZED.sub("", uploaded)))
        places = [beside, *self._roots] if not address.startswith("/") else [*self._roots]
        for place in places:
            for name in names:
                try:
                    real = (place / name).resolve() if name else place
                    if real.suffix.lower() in PICTURES and real.is_relative_to(self._root) and real.is_file():
                        return real
                except (OSError, ValueError, RuntimeError):
                    continue
        return None

    def _kept(self, path: Path, owner: str) -> str:
        _, problems = project_files.read_picture(path.parent, path.name)
        if problems:
            return ""
        plain = PurePosixPath(path.name)
        stem = nearest_id(plain.stem) or "picture"
        name, number = f"{owner}/{stem}{plain.suffix.lower()}", 2
        while name in self.contents:
            name, number = f"{owner}/{stem}-{number}{plain.suffix.lower()}", number + 1
        self.contents[name] = read_regular(path)
        return name
