"""Addresses at which articles were published and that lead nowhere now, as after a mended date in `/{year}/{month}/`."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from factledger.model.articles import Article
from factledger.model.problems import Place, Problem

_RULE = "moved-address"
_NAMES = re.compile(r"\{(slug|year|month|day)\}")
_SHAPES = {"year": r"\d{4}", "month": r"\d{2}", "day": r"\d{2}"}


class Addresses(NamedTuple):
    """The pattern of articles' addresses, by id their paths from the site's root, and all files that were published."""

    pattern: str
    paths: Mapping[str, str]
    published: Collection[str] = ()


def check_moved(
    addresses: Addresses, articles: Sequence[Article], told: Iterable[tuple[str, str]]
) -> Iterator[Problem]:
    """Find articles that stood elsewhere and whose old address is not among anyone's old ones.

    `told` has ids of articles with the whole addresses at which they were published. Of articles that it does not
    name, the published files tell where they stood on another day.
    """
    by_id = {article.id: article for article in articles}
    leading = {path.strip("/") for path in addresses.paths.values()}
    leading |= {old.path.strip("/") for article in articles for old in article.redirects}
    moved: dict[tuple[str, str], None] = {}
    for id, url in told:
        path, now = unquote(urlsplit(url).path), addresses.paths.get(id)
        if path and now is not None and not path.endswith(f"/{now}"):
            moved[id, _below_root(path, by_id[id], addresses.pattern, leading)] = None
    moved |= dict.fromkeys(_of_other_days(addresses, articles))
    for id, old in moved:
        if old.strip("/") not in leading:
            yield _problem(by_id[id], old, addresses)


def _problem(article: Article, old: str, addresses: Addresses) -> Problem:
    now = addresses.paths[article.id]
    if _shape(addresses.pattern, article).fullmatch(old):
        message = f"the article was published at '/{old}' and stands at '/{now}' now, for its date is another"
        place = article.date_place
    else:
        message, place = f"the article was published at '/{old}' and stands at '/{now}' now", article.id_place
    advice = f"add aliases: [/{old.replace(' ', '%20')}], so that the old address leads here"
    return Problem(place or Place(article.place.path, 1, 1), _RULE, message, advice)


def _below_root(path: str, article: Article, pattern: str, leading: set[str]) -> str:
    """A path of the host without the site's own folder, as far as that can be told."""
    steps = path.removeprefix("/").split("/")
    rests = ["/".join(steps[number:]) for number in range(len(steps))]
    shape = _shape(pattern, article)
    return next((rest for rest in rests if shape.fullmatch(rest) or rest.strip("/") in leading), rests[0])


def _of_other_days(addresses: Addresses, articles: Sequence[Article]) -> Iterator[tuple[str, str]]:
    """The published pages of articles that stand there no more, but under another date."""
    if not set(_NAMES.findall(addresses.pattern)) - {"slug"}:
        return
    by_slug = {article.slug or article.id: article.id for article in articles}
    shape = _shape(addresses.pattern)
    for file in addresses.published:
        path = file.removesuffix("index.html")
        found = shape.fullmatch(path)
        if found is not None and (id := by_slug.get(found["slug"])) is not None and path != addresses.paths[id]:
            yield id, path


def _shape(pattern: str, article: Article | None = None) -> re.Pattern[str]:
    """The paths that an article, or any, has on whatever day."""
    slug = re.escape(article.slug or article.id) if article is not None else "[^/]+"
    shape, seen = "", set[str]()
    for part in re.split(r"(\{\w+\})", pattern.removeprefix("/")):
        name = part[1:-1] if _NAMES.fullmatch(part) else ""
        if not name:
            shape += re.escape(part)
        elif name in seen:
            shape += f"(?P={name})"
        else:
            shape += f"(?P<{name}>{slug if name == 'slug' else _SHAPES[name]})"
            seen.add(name)
    return re.compile(shape)
