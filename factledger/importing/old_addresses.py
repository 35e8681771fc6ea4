"""Where imported posts stood and stand: old addresses that lead on, and links from post to post."""

import posixpath
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from factledger.plan.urls import article_address

if TYPE_CHECKING:
    from factledger.importing.importer import Planned

_PELICAN = re.compile(r"^[{|]filename[}|]", re.IGNORECASE)
_NUMBER = re.compile(r"/?(?:index\.php)?\?(?:p|page_id)=(\d+)(?:#.*)?")  # of a post of WordPress, whatever its address
_ENDINGS = (".md", ".markdown", ".html", ".htm", ".rst")


class AddressBook:
    """Knows the posts of one import by every name that a link may use."""

    def __init__(self, planned: Iterable["Planned"], article_url: str, site: str, base: str) -> None:
        self._site = site
        self._base = base
        self._folder = urlsplit(site).path  # of the old site at its host
        self._by_number: dict[str, Planned] = {}  # of WordPress
        self._by_name: dict[str, Planned] = {}
        self._by_id: dict[str, Planned] = {}
        self._new: dict[str, str] = {}  # every address on the new site, with whose it is
        self._old: dict[str, str] = {}  # every old address that leads on, likewise
        everyone = tuple(planned)
        for one in everyone:
            self._new[_plain(_new_address(one, article_url))] = one.id
            self._by_id[one.id] = one
        for one in everyone:
            if one.post.number:
                self._by_number[one.post.number] = one
            for name in (_stem(one.post.path), *(_plain(address) for address in one.mapped.addresses)):
                self._by_name.setdefault(name, one)
        for one in everyone:  # names that Hugo takes for a post where no other has them
            self._by_name.setdefault(_stem(one.post.path.rpartition("/")[2]), one)
            self._by_name.setdefault(one.post.name, one)
            self._by_name.setdefault(f"{one.post.dated}-{one.post.name}", one)

    def article(self, address: str, path: str, own: str) -> str:
        """The address here of the post that a link from the file `path` means; `own` is the linking file here."""
        if address.startswith("article:"):  # as `named` has it
            return self._link(self._by_id.get(address.removeprefix("article:").partition("#")[0]), own)
        if self._site and (address == self._site or address.startswith(f"{self._site}/")):
            address = f"{self._base}{address.removeprefix(self._site)}"
        if re.match(r"(?:[a-z][a-z+.-]*:|//)", address, re.IGNORECASE) or address.startswith("?"):
            return ""
        if (number := _NUMBER.fullmatch(address.removeprefix(self._folder))) is not None:
            return self._link(self._by_number.get(number[1]), own)
        plain = _PELICAN.sub("", address)
        folder = posixpath.dirname(path)
        parts = urlsplit(plain) if "[" not in plain else None
        if parts is None or not parts.path or parts.query:
            return ""
        target = unquote(parts.path)
        if target.startswith("/"):
            names = [
                _plain(target),
                _plain(target.removeprefix(self._base)),
                _plain(target.removeprefix(self._folder)),
                _stem(target),
                _stem(f"content{target}"),
            ]
        else:
            names = [_stem(posixpath.normpath(posixpath.join(folder, target)))]
            names += [_stem(posixpath.normpath(posixpath.join(folder, "..", target)))]
        return next((found for name in names if (found := self._link(self._by_name.get(name), own))), "")

    def named(self, name: str, path: str) -> str:
        """The same for the post that a template's tag names, by its path, its address or its file's name."""
        plain = name.partition("#")[0]
        if not plain:
            return ""
        inside = posixpath.normpath(posixpath.join(posixpath.dirname(path), plain))
        last = posixpath.basename(plain)
        names = (inside, plain, f"content/{plain}", f"_posts/{plain}", last)
        stems = (_plain(plain), *map(_stem, names))
        one = next((self._by_name[stem] for stem in stems if stem in self._by_name), None)
        return f"article:{one.id}" if one is not None else ""

    @staticmethod
    def _link(one: "Planned | None", own: str) -> str:
        if one is None or not one.is_public:
            return ""
        return f"article:{one.id}" if one.mapped.date else posixpath.relpath(one.path, posixpath.dirname(own))

    def old_addresses(self, one: "Planned") -> tuple[list[str], list[str]]:
        """The old addresses of a post that lead on to it, and of each that cannot what is to be told."""
        kept: list[str] = []
        lost: list[str] = []
        for address in one.mapped.addresses:
            path = address.removeprefix(self._base) or "/"
            plain = _plain(path)
            if path == "/" or self._new.get(plain) == one.id:
                continue
            other = self._new.get(plain) or self._old.get(plain)
            if other is not None and other != one.id:
                lost.append(f"the old address {path} is that of '{other}' too; it does not lead here")
            elif plain not in self._old:
                self._old[plain] = one.id
                kept.append(path)
        return kept, lost


def _new_address(one: "Planned", pattern: str) -> str:
    if not one.mapped.date:
        return f"/{one.id}/"
    return article_address(pattern, one.id, one.mapped.date[:10])


def _plain(address: str) -> str:
    """An address without what may be left out at its end."""
    path = unquote(address).removesuffix("index.html")
    for ending in _ENDINGS:
        path = path.removesuffix(ending)
    return f"/{path.strip('/')}"


def _stem(path: str) -> str:
    """A file's path without its ending, and without the name that every bundle's file has."""
    for ending in _ENDINGS:
        path = path.removesuffix(ending)
    for name in ("/index", "/_index"):
        path = path.removesuffix(name)
    return path.strip("/")
