"""What the keys of other systems' front matter are called here, for advice and for bringing posts over."""

from collections.abc import Mapping
from types import MappingProxyType

# By a key in lower case the key here; Hugo, Jekyll, Pelican, WordPress and the exporters of others write them.
FOREIGN_KEYS: Mapping[str, str] = {
    "author": "authors",
    "byline": "authors",
    "categories": "topics",
    "category": "topics",
    "description": "summary",
    "excerpt": "summary",
    "expirydate": "expires",
    "headline": "title",
    "keywords": "topics",
    "last_modified_at": "updated",
    "lastmod": "updated",
    "modified": "updated",
    "permalink": "aliases",
    "pubdate": "date",
    "publishdate": "date",
    "redirect_from": "aliases",
    "tag": "topics",
    "tags": "topics",
    "unpublishdate": "expires",
    "updated_at": "updated",
    "url": "aliases",
}


def foreign_advice(key: str, known: tuple[str, ...], own: Mapping[str, tuple[str, ...]] = MappingProxyType({})) -> str:
    """What a key of another system is called where these keys are known; empty where it is none.

    `own` has by a usual key of an entity those in its place, on a site with kinds of its own.
    """
    ours = FOREIGN_KEYS.get(key.lower(), key.lower())
    if ours in known and ours != key:
        return f"`{key}` is `{ours}` here"
    if ours in own:
        others = " or ".join(f"`{one}`" for one in own[ours])
        return (
            f"`{key}` is {others} here"
            if others
            else f"this site has nothing like `{ours}`; leave `{key}` out, or add a kind to `kinds` in site.yaml"
        )
    return "the file's name is the slug here" if key.lower() == "slug" and "aliases" in known else ""
