"""The configuration of a web editor: which files there are and how each is edited, as Decap CMS and Sveltia CMS read it.

See <https://decapcms.org/docs/configuration-options/> and <https://sveltiacms.app/en/docs/config-basics>.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from factledger.model.entity_kinds import Kinds
from factledger.model.facts import Metric
from factledger.model.settings import Settings
from factledger.read.cms_fields import Field, fields_of, without_duties
from factledger.read.json_schemas import json_schemas

_YEARLY = re.compile(r"content/articles/\d{4}/[^/]+\.md")
_FLAT = re.compile(r"content/articles/[^/]+\.md")
_BODY: Field = {
    "name": "body",
    "label": "Text",
    "widget": "markdown",
    "modes": ["raw"],  # the other mode writes the whole text anew
    "required": False,
}


# Where there is a path, pictures would lie beside the story if they were not told to lie elsewhere.
_YEARLY_PATH = {"path": "{{year}}/{{slug}}", "media_folder": "/content/images", "public_folder": ""}


def cms_config(
    settings: Settings, articles: Iterable[str], metrics: Iterable[Metric], *, is_decap: bool = False
) -> Mapping[str, Any]:
    """The configuration; `articles` are the paths of those that there are, beside which new ones are put."""
    collections = list(_collections(articles, metrics, settings.kinds))
    if is_decap:
        for form in (one for collection in collections for one in collection.get("files", (collection,))):
            form["fields"] = [without_duties(field) for field in form["fields"]]
    assert settings.cms is not None
    return {
        "backend": dict(settings.cms.backend),
        **({"publish_mode": settings.cms.publish_mode} if settings.cms.publish_mode else {}),
        "site_url": settings.url,
        "display_url": settings.url,
        "media_folder": "content/images",
        "public_folder": "",
        "slug": {"encoding": "unicode", "clean_accents": True, "sanitize_replacement": "-"},
        "output": {"omit_empty_optional_fields": True},  # Sveltia's own; Decap leaves them out by itself
        "collections": collections,
    }


def _collections(articles: Iterable[str], metrics: Iterable[Metric], kinds: Kinds) -> Iterator[dict[str, Any]]:
    schemas = json_schemas(kinds)
    known = tuple(metrics)
    names = {metric.id: metric.name for metric in known}
    path = {} if _are_flat(articles) else _YEARLY_PATH
    yield _folder("articles", "article", "title", fields_of(schemas["article"], names, kinds, _BODY)) | path
    for one in kinds.declared:
        kind = one.kind
        fields = fields_of(schemas[kind.value], names, kinds, _BODY)
        yield _folder(kind.plural, kind.value, "name", fields, one.names, one.name)
    yield _folder("pages", "page", "title", fields_of(schemas["page"], names, kinds, _BODY))
    if known:
        entry = {**schemas["metrics"]["additionalProperties"], "$defs": schemas["metrics"].get("$defs", {})}
        forms = [
            {"name": metric.id, "label": metric.name, "widget": "object", "collapsed": True, "required": False}
            | {"fields": fields_of(entry, names, kinds)}
            for metric in known
        ]
        file = {"name": "metrics", "label": "Metrics", "file": "content/metrics.yaml", "fields": forms}
        yield {"name": "registers", "label": "Registers", "files": [file]}


def _folder(
    name: str, word: str, title: str, fields: list[Field], label: str = "", label_singular: str = ""
) -> dict[str, Any]:
    return {
        "name": name,
        "label": _begun(label or name),
        "label_singular": _begun(label_singular or word),
        "folder": f"content/{name}",
        "create": True,
        "slug": "{{slug}}",
        "identifier_field": title,
        "extension": "md",
        "format": "yaml-frontmatter",
        "fields": fields,
    }


def _begun(words: str) -> str:
    return words[:1].upper() + words[1:]


def _are_flat(articles: Iterable[str]) -> bool:
    """Whether the site keeps its stories in one folder rather than in one for each year."""
    paths = tuple(articles)
    flat = sum(_FLAT.fullmatch(path) is not None for path in paths)
    return flat > sum(_YEARLY.fullmatch(path) is not None for path in paths)
