"""What follows from a mistake in front matter alone, and would bury it: the figures of facts that it keeps from being read.

An editor who mistyped the date is not asked for a fact behind every figure of the text, nor is who refers to a story that cannot
be read. Once the mistake is mended, what is left is told.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from pathlib import PurePosixPath
from posixpath import dirname, join, normpath
from urllib.parse import unquote

from factledger.model.articles import Article
from factledger.model.problems import Place, Problem

# Errors for which an article loses facts, or all of them.
_LOSING = frozenset(
    {
        *("bad-date", "bad-quantity", "bad-value", "missing-key", "no-source", "no-subject", "unit-mismatch"),
        *("unknown-metric", "unknown-source", "wrong-type", "yaml-cut"),
    }
)
_ASKED = frozenset({"unknown-figure", "doubtful-figure", "gone-fact", "correction-figure"})
# Errors for which a file is not read at all, and nothing in it is known to others.
_UNREAD = frozenset({"front-matter", "not-utf8", "nul-byte", "too-large", "unreadable-file", "yaml", "yaml-alias"})
_NOWHERE = frozenset({"unknown-entity", "unknown-article", "unknown-fact", "gone-fact"})
_QUOTED = re.compile(r"'([^']*)'")
_ID_ENDS = re.compile("[/#]")
_METRICS = "content/metrics.yaml"
# What facts are held against each other for, and sentences against them.
_HELD = _ASKED | {"contradiction", "doubtful-word", "dispute", "falls", "growth", "sum", "unit-slip", "out-of-bounds"}


def without_consequences(
    found: Iterable[Problem], read: Iterable[Problem], articles: Iterable[Article]
) -> tuple[Problem, ...]:
    """The problems that relating `found`, less what follows from others or from what was wrong as files were `read`."""
    found, read, articles = tuple(found), tuple(read), tuple(articles)
    unread = {problem.place.path for problem in read if problem.rule in _UNREAD}
    losing = [problem for problem in (*read, *found) if problem.rule in _LOSING]
    unknown = {problem.place for problem in found if problem.rule == "unknown-entity"}
    nobodys = _of_nobody(unknown, articles) if unknown else frozenset()
    lost = {problem.place.path for problem in losing} | _of_no_original(found, articles) | _on_unread(articles, unread)
    if not lost and not nobodys and not unread:
        return found
    wrong = {problem.place for problem in losing}
    return tuple(
        problem
        for problem in found
        if not (
            (unread and _is_there_unread(problem, unread))
            or (problem.rule in _ASKED and problem.place.path in lost)
            or (problem.rule in _HELD and any(one in wrong or one.path in nobodys for one in _places(problem)))
        )
    )


def _is_there_unread(problem: Problem, unread: Collection[str]) -> bool:
    """Whether what is said not to be there stands in a file that could not be read."""
    if problem.rule == "unknown-metric":
        return _METRICS in unread
    if problem.rule == "dead-link":
        return any(_beside(problem.place.path, name) in unread for name in _QUOTED.findall(problem.message)[:1])
    ids = (PurePosixPath(path).stem for path in unread)
    return problem.rule in _NOWHERE and any(f"'{id}'" in problem.message or f"'{id}/" in problem.message for id in ids)


def _on_unread(articles: Iterable[Article], unread: AbstractSet[str]) -> set[str]:
    """The files of articles that refer to one that could not be read, on whose facts their figures may rest."""
    ids = {PurePosixPath(path).stem for path in unread if path.endswith(".md")}
    return {
        article.place.path
        for article in (articles if ids else ())
        if not ids.isdisjoint(_named(article)) or not unread.isdisjoint(_files(article))
    }


def _named(article: Article) -> Iterator[str]:
    """The ids of the articles that an article names, as typed."""
    for reference in article.prose.references:
        scheme, colon, rest = reference.target.partition(":")
        if colon and scheme in ("article", "fact"):
            yield _ID_ENDS.split(rest, maxsplit=1)[0]
    named = (*(one.fact for one in article.corrections), *(fact.supersedes for fact in article.facts))
    yield from (id.partition("/")[0] for id in named if "/" in id)
    yield article.translation_of


def _files(article: Article) -> Iterator[str]:
    """The files that its links name."""
    targets = (reference.target.partition("#")[0] for reference in article.prose.references)
    yield from (_beside(article.place.path, target) for target in targets if ":" not in target)


def _beside(path: str, name: str) -> str:
    return normpath(join(dirname(path), unquote(name)))


def _of_nobody(unknown: set[Place], articles: Iterable[Article]) -> frozenset[str]:
    """The files whose front matter names a company, model or the like that is not there."""
    return frozenset(
        article.place.path
        for article in articles
        if not unknown.isdisjoint(mention.place for mention in article.mentions)
        or not unknown.isdisjoint(fact.subject_place for fact in article.facts)
    )


def _of_no_original(found: Iterable[Problem], articles: Iterable[Article]) -> set[str]:
    """The files of translations whose story is not there, and whose figures are that one's."""
    nowhere = {problem.place for problem in found if problem.rule == "unknown-article"}
    return {article.place.path for article in articles if article.translation_place in nowhere} if nowhere else set()


def _places(problem: Problem) -> Sequence[Place]:
    return (problem.place, *problem.also)
