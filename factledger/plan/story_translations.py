"""One story in several languages, where others lead to it: they lead to one version, in the reader's language if there is one.

Lists are in the site's language, and hold one version of a story: that in this language, else the original.
"""

from collections.abc import Iterable, Mapping

from factledger.model.articles import Article
from factledger.model.corpus_and_site import Happening, Site


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


class ListedVersions:
    """Which versions of a site's stories its lists hold."""

    def __init__(self, site: Site) -> None:
        code, articles = site.settings.language, site.article_by_id
        self._preferred = {
            id: tuple(sorted(group, key=lambda one: (articles[one].language or code) != code))
            for id, group in site.translations.items()
        }

    def once(self, ids: tuple[str, ...]) -> tuple[str, ...]:
        """Stories of a list without those that stand in it in a better version, in the order given."""
        if not self._preferred:
            return ids
        present = frozenset(ids)
        return tuple(id for id in ids if next(one for one in self._preferred.get(id, (id,)) if one in present) == id)

    def happenings(self, timeline: tuple[Happening, ...]) -> tuple[Happening, ...]:
        """Happenings without what a better version of a story tells."""
        if not self._preferred:
            return timeline
        return tuple(one for one in timeline if self._preferred.get(one.article, (one.article,))[0] == one.article)
