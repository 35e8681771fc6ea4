"""What becomes of articles that others name: those that are held back, and those that will be taken away on a day.

On that day what leads to one becomes an error, though nobody has touched a file; so it is told while there is time.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from factledger.model.articles import Article
from factledger.model.problems import Problem
from factledger.model.rendered_prose import Reference
from factledger.model.timestamps import Stamp


class Fates(NamedTuple):
    """By article id, why it is not published, and when it will no longer be."""

    held_back: Mapping[str, str] = {}
    expiring: Mapping[str, Stamp] = {}

    def end(self, id: str, *, named_by: str) -> Stamp | None:
        """The moment at which an article leaves another one behind that names it; None where none comes."""
        last, own = self.expiring.get(id), self.expiring.get(named_by)
        return last if id != named_by and last is not None and (own is None or last.moment < own.moment) else None


NO_FATES = Fates()


def expiring(articles: Iterable[Article]) -> Mapping[str, Stamp]:
    """The articles that will be taken away, with the moment."""
    return {article.id: article.expires for article in articles if article.expires is not None}


def check_links(references: Iterable[Reference], fates: Fates, *, article: str = "") -> Iterator[Problem]:
    """Find the links of a text, in canonical names, that will lead nowhere one day; `article` is the id of the text's."""
    if not fates.expiring:
        return
    for reference in references:
        scheme, _, rest = reference.target.partition(":")
        id = rest.partition("#")[0] if scheme == "article" else rest.partition("/")[0]
        if scheme in ("article", "fact") and (end := fates.end(id, named_by=article)) is not None:
            message = f"this links to an article that expires on {end}"
            yield Problem(reference.place, "expires-soon", message, f"take the link out, or `expires` out of '{id}'")
