"""What a page is about in schema.org's words, as JSON-LD for search engines.

Each function returns one JSON text that is safe inside a `<script>`: no "<" stands in it. What is asked for and
what merely helps follows Google's guides on articles, breadcrumbs, organisations and datasets; keys without a
value are left out, and so is what the rest of the page's head says in the same words or what holds of every page.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from json import JSONEncoder

from factledger.model.articles import Article
from factledger.model.dates import Grain, Period
from factledger.model.entities import Entity, Role
from factledger.model.facts import Source
from factledger.model.message_catalogues import ENGLISH, Messages
from factledger.model.settings import Settings
from factledger.model.views import Download, Link

_CONTEXT = '{"@context":"https://schema.org",'
_HEADLINE = 110  # letters that search engines show
_FEWEST_STEPS = 2  # of a way, by the guide on breadcrumbs
_WIKIDATA = "https://www.wikidata.org/wiki/"


def website(settings: Settings, *, url: str, search_url: str = "") -> str:
    """The site itself; `search_url` is its search page's address with {search_term_string} in it."""
    action = {
        "@type": "SearchAction",
        "target": {"@type": "EntryPoint", "urlTemplate": search_url},
        "query-input": "required name=search_term_string",
    }
    return _json_ld(
        {
            "@type": "WebSite",
            "@id": f"{url}#website",
            "url": url,
            "name": settings.title,
            "description": settings.description,
            "inLanguage": settings.language,
            "publisher": _publisher(settings, url),
            "potentialAction": action if search_url else None,
        }
    )


def news_article(
    article: Article,
    settings: Settings,
    *,
    url: str,
    home: str,
    published: str,
    modified: str,
    image: str = "",
    about: Sequence[Link] = (),
    section: str = "",
    headline: str = "",
    mentions: Sequence[Link] = (),
) -> str:
    """A story; times are RFC 3339, addresses whole, `section` its first topic.

    `about` are the entities that it is on, `mentions` those that its text names beside them.
    """
    authors = [{"@type": "Person", "name": name} for name in article.authors or settings.authors]
    return _json_ld(
        {
            "@type": "NewsArticle",
            "url": url,
            "headline": _cut(headline or article.title),
            "creativeWorkStatus": "Retracted" if article.retraction else None,
            "datePublished": published,
            "dateModified": modified if modified != published else "",
            "inLanguage": article.language or settings.language,
            "image": [image] if image else None,
            "articleSection": section,
            "author": authors or _publisher(settings, home),
            "publisher": _publisher(settings, home) if authors else {"@id": _publisher_id(home)},
            "about": [_thing(link) for link in about],
            "mentions": [_thing(link) for link in mentions],
            "citation": [_cited(source) for source in article.sources],
            "isPartOf": {"@id": f"{home}#website"},
            "correction": [
                {"@type": "CorrectionComment", "datePublished": str(correction.stamp), "text": correction.reason}
                for correction in article.corrections
            ],
        }
    )


def entity(thing: Entity, type: str, *, url: str, company: Link | None = None, image: str = "") -> str:
    """A company, model, person, market or topic, as the type that its kind has in schema.org.

    `company` is the maker of a model, the employer of a person or the parent of a company.
    """
    common: dict[str, object] = {
        "@type": type,
        "@id": f"{url}#{thing.key.kind.value}",
        "url": url,
        "mainEntityOfPage": url,
        "name": thing.name,
        "alternateName": [name for name in dict.fromkeys((thing.native_name, *thing.aliases)) if name],
        "description": thing.summary,
        "image": image,
        "sameAs": [
            address for address in (thing.website, f"{_WIKIDATA}{thing.wikidata}" if thing.wikidata else "") if address
        ],
    }
    return _json_ld({**common, **_of_role(thing, company, type)})


def dataset(
    settings: Settings,
    downloads: Iterable[Download],
    *,
    url: str,
    home: str,
    origin: str,
    modified: str,
    covers: Period | None,
    measured: Sequence[str],
    citation: str = "",
    messages: Messages = ENGLISH,
) -> str:
    """The downloads as one dataset; `covers` is the stretch of days of its facts, `measured` its metrics' names.

    `origin` is put before the downloads' addresses, which begin at the host's root.
    """
    return _json_ld(
        {
            "@type": "Dataset",
            "@id": f"{url}#dataset",
            "url": url,
            "name": messages.gettext("%(site)s: facts and events", site=settings.title),
            "description": _dataset_words(settings, measured, messages),
            "creator": _publisher(settings, home),
            "publisher": _publisher(settings, home),
            "dateModified": modified,
            "inLanguage": settings.language,
            "isAccessibleForFree": True,
            "citation": citation,
            "temporalCoverage": _coverage(covers),
            "variableMeasured": list(measured),
            "distribution": [
                {
                    "@type": "DataDownload",
                    "name": download.name,
                    "description": download.about,
                    "contentUrl": origin + download.url,
                    "encodingFormat": download.media_type,
                    "contentSize": f"{download.size} B",
                }
                for download in downloads
            ],
        }
    )


def metric_dataset(
    settings: Settings, *, name: str, description: str, measured: str, url: str, home: str, covers: Period | None
) -> str:
    """The figures of one metric of a subject, which stand as JSON beside their page."""
    return _json_ld(
        {
            "@type": "Dataset",
            "@id": f"{url}#dataset",
            "url": url,
            "name": name,
            "description": description,
            "creator": _publisher(settings, home),
            "inLanguage": settings.language,
            "isAccessibleForFree": True,
            "temporalCoverage": _coverage(covers),
            "variableMeasured": measured,
            "distribution": [
                {"@type": "DataDownload", "contentUrl": f"{url}index.json", "encodingFormat": "application/json"}
            ],
            "isPartOf": {"@id": f"{home}#website"},
        }
    )


def item_list(links: Iterable[Link], *, origin: str, url: str) -> str:
    """What a page lists, in its order; the addresses begin at the host's root."""
    return _json_ld(
        {
            "@type": "ItemList",
            "@id": f"{url}#list",
            "itemListElement": [
                {"@type": "ListItem", "position": position, "url": origin + link.url}
                for position, link in enumerate(links, start=1)
            ],
        }
    )


def claim_review(*, claim: str, source: Source, rating: str, reason: str, published: str, url: str, home: str) -> str:
    """What this site found of somebody's figure: `reason` says why it is not right (Google's guide on fact checks)."""
    return _json_ld(
        {
            "@type": "ClaimReview",
            "url": url,
            "claimReviewed": claim,
            "datePublished": published,
            "author": {"@id": _publisher_id(home)},  # whom the story beside it names
            "itemReviewed": {
                "@type": "Claim",
                "author": {"@type": "Organization", "name": source.publisher or source.name},
                **({"datePublished": day} if (day := _date(source.published)) else {}),
                **({"appearance": {"@type": "CreativeWork", "url": source.url}} if source.url else {}),
            },
            "reviewRating": {
                "@type": "Rating",
                "ratingValue": 1,
                "bestRating": 5,
                "worstRating": 1,
                "alternateName": rating,
                "ratingExplanation": reason,
            },
        }
    )


def together(things: Sequence[str]) -> tuple[str, ...]:
    """What a page tells of as one graph, whose things can refer to one another (JSON-LD 1.1, 4.9)."""
    if len(things) < len(("one", "other")):
        return tuple(things)
    graph = ",".join(f"{{{thing.removeprefix(_CONTEXT)}" for thing in things)
    return (f'{_CONTEXT}"@graph":[{graph}]}}',)


def breadcrumbs(trail: Sequence[Link], *, origin: str, title: str) -> str:
    """The way from the home page down to a page; the trail's addresses begin at the host's root.

    The last step is the page itself, which need not be told (Google's guide on breadcrumbs), but a way has two steps at least.
    """
    steps: list[dict[str, object]] = [
        {"@type": "ListItem", "position": position, "name": link.text, "item": origin + link.url}
        for position, link in enumerate(trail, start=1)
    ]
    if len(steps) < _FEWEST_STEPS:
        steps.append({"@type": "ListItem", "position": len(steps) + 1, "name": title})
    return _json_ld({"@type": "BreadcrumbList", "itemListElement": steps})


def _of_role(thing: Entity, company: Link | None, type: str) -> Mapping[str, object]:
    other = {"@type": "Organization", "name": company.text, "url": company.url} if company else None
    match thing.key.kind.role:
        case Role.COMPANY:
            return {
                "foundingDate": _date(thing.founded),
                "dissolutionDate": _date(thing.dissolved),
                "location": {"@type": "Place", "name": thing.headquarters} if thing.headquarters else None,
                "brand": [{"@type": "Brand", "name": brand} for brand in thing.brands],
                "parentOrganization": other,
            }
        case Role.MODEL:
            return {
                "manufacturer": other,
                "brand": {"@type": "Brand", "name": company.text} if company else None,
                ("bodyType" if type == "Car" else "category"): thing.type,
                "releaseDate": _date(thing.launched),
                "additionalProperty": [
                    {"@type": "PropertyValue", "name": name, "value": text}
                    for name, text in thing.specifications.items()
                ],
            }
        case Role.PERSON:
            return {"jobTitle": thing.role, "worksFor": other, "birthDate": _date(thing.born)}
        case _:
            return {}


def _thing(link: Link) -> Mapping[str, object]:
    return {"name": link.text, "url": link.url}


def _cited(source: Source) -> Mapping[str, object]:
    stated = {
        "name": source.name,
        "url": source.url,
        "publisher": {"@type": "Organization", "name": source.publisher} if source.publisher else None,
        "datePublished": _date(source.published),
    }
    return {name: value for name, value in stated.items() if value}


def _publisher(settings: Settings, home: str) -> Mapping[str, object]:
    """Whose site it is; where a page says so twice, the second time by its `@id` alone."""
    return {"@type": "NewsMediaOrganization", "@id": _publisher_id(home), "name": settings.title, "url": home}


def _publisher_id(home: str) -> str:
    return f"{home}#publisher"


def _dataset_words(settings: Settings, measured: Sequence[str], messages: Messages) -> str:
    """At least fifty letters, as dataset search wants."""
    words = messages.gettext(
        "Sourced figures and dated events published by %(site)s, every version of each with its source.",
        site=settings.title,
    )
    what = messages.pgettext("list", ", ").join(measured[:8])
    return f"{words.rstrip('.')}: {what}." if what else words


def _coverage(period: Period | None) -> str:
    """An ISO 8601 interval, open where it has no beginning."""
    if period is None:
        return ""
    return f"{period.first or '..'}/{period.last}"


def _date(period: Period | None) -> str:
    """A day; what is known less precisely is left out, for schema.org's dates are whole ones."""
    return period.text if period is not None and period.grain is Grain.DAY else ""


def _cut(title: str) -> str:
    return title if len(title) <= _HEADLINE else f"{title[: _HEADLINE - 1].rstrip()}…"


def _json_ld(fields: Mapping[str, object]) -> str:
    stated = {name: value for name, value in fields.items() if value not in (None, "", [], ())}
    return _CONTEXT + _ENCODER.encode(stated)[1:].replace("<", "\\u003c")


def _dated(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no form in JSON-LD")


# The library's own encoder, which is many times faster than ours: here are no decimals to keep exact.
_ENCODER = JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=_dated)
