"""Stories in several languages: which is a translation of which, and what a translation has from its original."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from factledger.model.articles import Article
from factledger.model.fast_dataclass import replace
from factledger.model.problems import Place, Problem
from factledger.model.spelling_suggestions import did_you_mean


def translations(
    articles: Sequence[Article], language: str, held_back: Collection[str] = ()
) -> tuple[Mapping[str, tuple[str, ...]], tuple[Problem, ...]]:
    """By each story that there is in several languages all of its versions, the original first; and what is wrong.

    `language` is the site's. A version whose original is `held_back` stands for itself until that is out.
    """
    by_id = {article.id: article for article in articles}
    problems: list[Problem] = []
    versions: dict[str, dict[str, str]] = {}  # by original, the ids by language
    for article in sorted(articles, key=lambda one: one.id):
        if not article.translation_of or article.translation_of in held_back:
            continue
        place = article.translation_place or article.place
        original = by_id.get(article.translation_of)
        fault = _fault(article, original, place, language, by_id)
        if fault is not None or original is None:
            problems += [fault] if fault is not None else []
            continue
        own = versions.setdefault(original.id, {original.language or language: original.id})
        tag = article.language or language
        if tag in own:
            message = f"'{own[tag]}' is this story in '{tag}' already"
            problems.append(Problem(place, "bad-value", message, "say in which language this one is, language: de"))
            continue
        own[tag] = article.id
    groups = [tuple(own.values()) for own in versions.values() if len(own) > 1]
    return {id: group for group in groups for id in group}, tuple(problems)


def with_facts_of_originals(
    articles: Iterable[Article], versions: Mapping[str, tuple[str, ...]]
) -> tuple[Article, ...]:
    """The articles; a translation that states no facts of its own tells those of its original, from its sources."""
    articles = tuple(articles)
    by_id = {article.id: article for article in articles} if versions else {}
    return tuple(
        replace(article, facts=original.facts, sources=original.sources)
        if article.id in versions
        and not (article.facts or article.sources)
        and (original := by_id[versions[article.id][0]]) is not article
        else article
        for article in articles
    )


def _fault(
    article: Article, original: Article | None, place: Place, language: str, by_id: Mapping[str, Article]
) -> Problem | None:
    named = article.translation_of
    if original is None:
        others = [id for id in by_id if id != article.id]
        return Problem(place, "unknown-article", f"no article '{named}'", did_you_mean(named, others))
    if original.translation_of:
        advice = f"name its original, '{original.translation_of}'"
        return Problem(place, "bad-value", f"'{named}' is a translation itself", advice)
    if (article.language or language) == (original.language or language):
        message = f"'{named}' is in '{original.language or language}' too"
        return Problem(place, "bad-value", message, "say in which language this one is, language: de")
    return None
