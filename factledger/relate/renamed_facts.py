"""What has become of published facts whose ids are gone: those that are there under another name.

Of a renamed file the old address among its `aliases` tells; of a fact in an article that it says the same.
"""

from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import unquote, urlsplit

from factledger.model.articles import Article
from factledger.model.facts import Fact
from factledger.model.problems import Place, Problem

_RULE = "changed-id"
_SAME = ("metric", "kind", "subject")
_LIKENESS = ("period", "as_of", "scope", "basis", "holder")


class Successors:
    """The facts of some articles that published records speak of now; each is found for one record at most."""

    def __init__(self, records: Sequence[Mapping[str, object]], articles: Sequence[Article]) -> None:
        self._by_id = {article.id: article for article in articles}
        self._facts = {fact.id: fact for article in articles for fact in article.facts}
        ids = {str(record["id"]): record for record in records}
        self._published_articles = {id.rpartition("/")[0] for id in ids}
        self._articles = dict(self._renamed(ids, articles))
        self._found = {id: self._facts[id] for id in ids if id in self._facts}
        taken = set(self._found)
        for id, record in ids.items():
            if id not in self._found and (fact := self._called_otherwise(id, record, taken)) is not None:
                self._found[id] = fact
                taken.add(fact.id)

    def fact(self, record: Mapping[str, object]) -> Fact | None:
        """The fact that a record speaks of, under whatever name; None where it is gone."""
        return self._found.get(str(record["id"]))

    def article(self, former: str) -> Article | None:
        """The article at which the address of a former one leads."""
        return self._articles.get(former)

    def problems(self) -> Iterator[Problem]:
        """What would keep its id if an editor gave it."""
        renamed = {
            former: article for former, article in self._articles.items() if article.id not in self._published_articles
        }
        for former, article in renamed.items():
            message = (
                f"the article '{former}' is called '{article.id}' now, and so are its facts, in feeds and calendars"
            )
            yield Problem(start_of(article), _RULE, message, f"add id: {former}, so that they stay")
        for id, fact in self._found.items():
            former, _, short = id.rpartition("/")
            if fact.short_id != short and (former == fact.article or former in renamed):
                message = f"the fact '{short}' ({fact.text}) is called '{fact.short_id}' now"
                yield Problem(fact.place, _RULE, message, f"add id: {short}, so that its address stays")

    def _renamed(
        self, ids: Mapping[str, Mapping[str, object]], articles: Sequence[Article]
    ) -> Iterator[tuple[str, Article]]:
        """The articles that are gone, with the one that has their address among its old ones."""
        aliases = {old.path.strip("/"): article for article in articles for old in article.redirects}
        for id, record in ids.items():
            former = id.rpartition("/")[0]
            if former not in self._by_id:
                steps = unquote(urlsplit(text_of(record, "article_url")).path).strip("/").split("/")
                below = ("/".join(steps[number:]) for number in range(len(steps)))  # the site's own folder comes first
                if found := next((aliases[path] for path in below if path in aliases), None):
                    yield former, found

    def _called_otherwise(self, id: str, record: Mapping[str, object], taken: set[str]) -> Fact | None:
        former, _, short = id.rpartition("/")
        article = self._by_id.get(former) or self._articles.get(former)
        if article is None:
            return None
        own = self._facts.get(f"{article.id}/{short}")
        if article.id != former and own is not None and own.id not in taken:
            return own
        alike = [
            fact
            for fact in article.facts
            if fact.id not in taken
            and all(text_of(record, name) == str(getattr(fact, name)) for name in _SAME)
            and is_same_figure(record, fact)
        ]
        return max(alike, key=lambda fact: _likeness(record, fact), default=None)


def _likeness(record: Mapping[str, object], fact: Fact) -> int:
    said = (fact.period.text if fact.period else "", fact.as_of.text, fact.scope, fact.basis, fact.holder)
    return sum(text_of(record, name) == words for name, words in zip(_LIKENESS, said, strict=True))


def start_of(article: Article) -> Place:
    """Where an article's front matter begins, for what is missing there."""
    return Place(article.place.path, 1, 1)


def is_same_figure(record: Mapping[str, object], fact: Fact) -> bool:
    """Whether a fact says what a record does, however it words it."""
    value = fact.value
    if value is None or record.get("low") is None:
        return value is None and " ".join(text_of(record, "text").split()) == " ".join(fact.text.split())
    stated = (record["low"], record.get("high"), record.get("qualifier"))
    return stated == (value.low, value.high, value.qualifier.value)


def text_of(record: Mapping[str, object], key: str) -> str:
    """What stands under a key of a record, as text; empty where nothing does."""
    value = record.get(key)
    return value if isinstance(value, str) else "" if value is None else str(value)
