"""Old addresses that repeat the folder at which a site is published: below /blog/, /blog/old/ would be /blog/blog/old/."""

from collections.abc import Iterable, Iterator
from urllib.parse import unquote, urlsplit

from factledger.model.entities import OldAddress
from factledger.model.problems import Problem
from factledger.model.settings import Settings


def check_old_addresses(addresses: Iterable[OldAddress], settings: Settings) -> Iterator[Problem]:
    """Find those that begin with the folder of the site's address, unless the addresses of its stories do, too."""
    folder = f"{unquote(urlsplit(settings.url).path).rstrip('/')}/"
    if folder == "/" or settings.article_url.startswith(folder):
        return
    for old in addresses:
        if old.path.startswith(folder):
            inside = old.path.removeprefix(folder.removesuffix("/")).replace(" ", "%20")
            message = f"'{old.path}' begins with the folder of the site itself, so that {folder.removesuffix('/')}{old.path} would lead here"
            yield Problem(old.place, "moved-address", message, f"write {inside}")
