"""One story in several languages, where others lead to it: they lead to one version, in the reader's language if there is one."""

from collections.abc import Iterable, Mapping

from factledger.model.articles import Article


def version_for(
    article: Article, id: str, translations: Mapping[str, tuple[str, ...]], articles: Mapping[str, Article]
) -> str:
    """The version of a story that an article leads to: in its own language, else the original."""
    group = translations.get(id, ())
    return next((one for one in group if articles[one].language == article.language), group[0] if group else id)


def other_stories(
    article: Article,
    ids: Iterable[str],
    translations: Mapping[str, tuple[str, ...]],
    articles: Mapping[str, Article],
) -> tuple[str, ...]:
    """Stories that an article may lead to, each once and none of them itself in another language."""
    own = translations.get(article.id, (article.id,))
    found = dict.fromkeys(version_for(article, id, translations, articles) for id in ids if id not in own)
    return tuple(found)
