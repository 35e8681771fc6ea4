"""Where each page lives: the one place that knows the shape of the addresses.

A *path* is what stands below the site's root (`companies/xiaomi/`), in plain characters; an address
for `href` is the root with the path percent-encoded (RFC 3986).
"""

import re
from collections.abc import Iterable
from hashlib import sha256
from urllib.parse import quote, urlsplit

from factledger.model.articles import Article
from factledger.model.dates import Period
from factledger.model.entities import EntityKey, Kind
from factledger.model.facts import Fact
from factledger.model.fast_dataclass import dataclass
from factledger.model.settings import Settings

HOME = ""
TIMELINE = "timeline/"
ARCHIVE = "archive/"
CORRECTIONS = "corrections/"
SOURCES = "sources/"
DATA = "data/"
GLOSSARY = "metrics/"
NOT_FOUND = "404.html"
SECURITY = ".well-known/security.txt"
DUE = f"{TIMELINE}due/"
PROMISES = "promises/"
FOLLOW = "follow/"
SEARCH = "search/"
SEARCH_INDEX = f"{SEARCH}pagefind/"
FEED = "feed.xml"
JSON_FEED = "feed.json"
CALENDAR = "calendar.ics"
SITEMAP = "sitemap.xml"
NEWS_SITEMAP = "news-sitemap.xml"
ASSETS = "assets/"
ADMIN = "admin/"  # the web editor
_NEWS_SITEMAPS = re.compile(r"news-sitemap(?:-\d+)?\.xml")

# What the addresses of the site's own pages begin with, beside the folders of its kinds of entity.
OWN_FIRST_STEPS = frozenset(
    re.split(r"[/.]", path)[0]
    for path in (
        *(TIMELINE, ARCHIVE, CORRECTIONS, SOURCES, DATA, GLOSSARY, NOT_FOUND, PROMISES, FOLLOW, ASSETS, ADMIN),
        *(FEED, JSON_FEED, CALENDAR, SITEMAP, NEWS_SITEMAP, "index.html", "images/", "news/", "search/"),
    )
)


def first_steps(kinds: Iterable[Kind]) -> frozenset[str]:
    """What the addresses of a site's own pages begin with, which a page of an editor's had better not be named."""
    return OWN_FIRST_STEPS | {kind.plural for kind in kinds}


_PLAIN_PATH = re.compile(r"[A-Za-z0-9._~/-]*(?:#[A-Za-z0-9._~/-]*)?")  # most paths: nothing in them is to be encoded


@dataclass(frozen=True, slots=True)
class Urls:
    """Addresses under one site's root.

    `origin` is scheme and host (`https://example.org`), `root` the base path, both as in the
    settings' url; `article_pattern` is the settings' pattern of article addresses. `first` is the address of the
    whole site when it was first published, for ids that outlive a move.
    """

    origin: str
    root: str
    article_pattern: str
    first: str

    def href(self, path: str) -> str:
        """The address to put into `href` for a path, which may end in an #anchor."""
        if _PLAIN_PATH.fullmatch(path):
            return self.root + path
        bare, hash, anchor = path.partition("#")
        return f"{self.root}{quote(bare)}{hash}{quote(anchor)}"

    def absolute(self, path: str) -> str:
        """The whole address, for feeds, sitemaps and cards."""
        return self.origin + self.href(path)

    def permanent(self, path: str) -> str:
        """The id for a path's page in feeds, which readers know it by: its whole address before the site ever moved."""
        return self.first + self.href(path).removeprefix(self.root)

    def article(self, article: Article) -> str:
        """The path of an article."""
        day = article.published.day.isoformat()
        return article_address(self.article_pattern, article.slug or article.id, day).removeprefix("/")

    def article_id(self, article: Article) -> str:
        """The id of an article in feeds: of its own id and nothing that may change, as date and pattern of address may.

        It looks like an address and need not be one (RFC 4287, 4.2.6).
        """
        return self.permanent(f"news/{article.id}/")


def urls(settings: Settings) -> Urls:
    """Addresses for a site with these settings."""
    parts = urlsplit(settings.url)
    origin = f"{parts.scheme}://{parts.netloc}"
    return Urls(origin, parts.path, settings.article_url, settings.first_url or settings.url)


def article_address(pattern: str, slug: str, day: str) -> str:
    """A pattern of articles' addresses filled in for a day, as ISO 8601 writes it."""
    year, month, number = day.split("-")
    return pattern.format(slug=slug, year=year, month=month, day=number)


def index(kind: Kind) -> str:
    """The path of a kind's register."""
    return f"{kind.plural}/"


def entity(key: EntityKey) -> str:
    """The path of an entity's page."""
    return f"{key.kind.plural}/{key.id}/"


def entity_year(key: EntityKey, number: int) -> str:
    """The path of one year of an entity that has too much for one page."""
    return f"{entity(key)}{number}/"


def metric(subject: EntityKey, id: str) -> str:
    """The path of the page with all of a subject's facts of one metric."""
    return f"{entity(subject)}{id}/"


def fact_anchor(fact: Fact) -> str:
    """The id of a fact on its metric's page; ids hold no double hyphen, so it is unique there."""
    return fact.id.replace("/", "--")


def fact(fact: Fact) -> str:
    """The permalink of a fact."""
    return f"{metric(fact.subject, fact.metric)}#{fact_anchor(fact)}"


def glossary_entry(id: str) -> str:
    """The path of a metric's entry in the glossary."""
    return f"{GLOSSARY}#{id}"


def comparison(id: str) -> str:
    """The path of the page that compares all subjects of a metric."""
    return f"{GLOSSARY}{id}/"


def comparison_period(id: str, period: Period | None) -> str:
    """The path of the same for one period, None being the latest readings."""
    return f"{comparison(id)}{period.text.lower().replace('/', '--') if period else 'latest'}/"


def promises_year(number: int) -> str:
    """The path of the targets for periods that end in a year."""
    return f"{PROMISES}{number}/"


def year(number: int) -> str:
    """The path of a year of the timeline."""
    return f"{TIMELINE}{number}/"


def timeline_month(year_number: int, number: int) -> str:
    """The path of a month of the timeline, of a year that has too much for one page."""
    return f"{year(year_number)}{number:02}/"


def month(year_number: int, number: int) -> str:
    """The path of a month of the archive."""
    return f"{ARCHIVE}{year_number}/{number:02}/"


def sources_month(year_number: int, number: int) -> str:
    """The path of the sources that were first cited in a month."""
    return f"{SOURCES}{year_number}/{number:02}/"


def sitemap(number: int) -> str:
    """The path of one of several sitemaps, counted from 1."""
    return f"sitemap-{number}.xml"


def news_sitemap(number: int) -> str:
    """The path of a sitemap of news, counted from 1; the first is often the only one."""
    return NEWS_SITEMAP if number == 1 else f"news-sitemap-{number}.xml"


def is_news_sitemap(path: str) -> bool:
    """Whether a file is one of those."""
    return _NEWS_SITEMAPS.fullmatch(path) is not None


def digest(*parts: object) -> str:
    """Six letters that tell two things of one name apart in an address."""
    return sha256("\n".join(str(part) for part in parts).encode()).hexdigest()[:6]


# The only files that hosts serve as a page by their ending. What had another one (`/old.php`) or a dot in its name
# (`/v2.0`) becomes a folder, to which hosts lead from the address without its closing slash.
_PAGE_ENDS = (".html", ".htm", ".xhtml", ".shtml")


def from_root(old: str) -> str:
    """The path of an old address as an editor typed it: a page's file, or a folder with its closing slash."""
    bare = old.strip("/")
    is_file = not old.endswith("/") and bare.lower().endswith(_PAGE_ENDS)
    return bare if is_file else f"{bare}/"


def file_of(path: str) -> str:
    """The file that serves a path: a folder's index.html, or the file itself."""
    return f"{path}index.html" if not path or path.endswith("/") else path
