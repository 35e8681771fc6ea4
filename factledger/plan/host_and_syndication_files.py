"""Files for those who carry the site on: news search, feed readers that take JSON, and the host that serves it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from html import escape
from urllib.parse import quote

from factledger.model.entities import Kind
from factledger.model.fast_dataclass import dataclass
from factledger.model.timestamps import Stamp
from factledger.model.views import FeedPage
from factledger.plan.decimal_json import encode

_NEWS_DAYS = 2
_NEWS_MOST = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """An article for the news sitemap; `url` is whole."""

    url: str
    title: str
    published: Stamp


def news_sitemaps(
    news: Iterable[News], *, today: date, publication: str, language: str, most: int = _NEWS_MOST
) -> Iterator[bytes]:
    """The articles of the last two days, newest first, at most a thousand in each file (Google's news sitemaps).

    On a day without news there is no file, for one without an address is none to the readers of sitemaps.
    """
    since = today - timedelta(days=_NEWS_DAYS)
    recent = sorted((one for one in news if since <= one.published.day <= today), key=lambda one: one.url)
    recent.sort(key=lambda one: one.published.moment, reverse=True)
    for start in range(0, len(recent), most):
        yield _news_sitemap(recent[start : start + most], publication, language)


def _news_sitemap(news: Iterable[News], publication: str, language: str) -> bytes:
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
        ' xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">',
        *(_news_entry(one, publication, language) for one in news),
        "</urlset>",
        "",
    ]
    return "\n".join(lines).encode()


def json_feed(feed: FeedPage, *, url: str) -> bytes:
    """The Atom feed's contents as JSON Feed 1.1 (jsonfeed.org), to be served at `url`.

    Who wrote all of them is told once, and when one was changed where it was.
    """
    by = {entry.authors for entry in feed.entries}
    common = by.pop() if len(by) == 1 else ()
    document = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": feed.home,
        "feed_url": url,
        "description": feed.subtitle,
        "icon": feed.icon,
        "language": feed.language,
        "authors": [{"name": name} for name in common],
        "items": [
            _stated(
                {
                    "id": entry.id,
                    "url": entry.url,
                    "title": entry.title,
                    "summary": entry.summary if entry.content else "",
                    "content_html": entry.content,
                    "content_text": "" if entry.content else entry.summary,  # an item must have content of some kind
                    "date_published": entry.published,
                    "date_modified": entry.updated if entry.updated != entry.published else "",
                    "authors": [{"name": name} for name in entry.authors if not common],
                    "tags": list(entry.categories),
                }
            )
            for entry in feed.entries
        ],
    }
    items = document.pop("items")
    return (encode(_stated(document) | {"items": items}) + "\n").encode()


# A page needs its own files alone.
_POLICY = (
    "default-src 'self'",
    "img-src 'self' data:",
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    "frame-ancestors 'self'",
)
# Pagefind's search is WebAssembly. Whether the search page alone may run it cannot be said: hosts join what the rules
# for it and for all pages say, and a browser keeps to both.
_POLICY_WITH_SEARCH = (*_POLICY[:1], "script-src 'self' 'wasm-unsafe-eval'", *_POLICY[1:])
_SECURITY = (
    "Cross-Origin-Opener-Policy: same-origin",
    "Permissions-Policy: camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Referrer-Policy: strict-origin-when-cross-origin",
    "X-Content-Type-Options: nosniff",
    "X-Frame-Options: SAMEORIGIN",
)
# A web editor has to load and to ask more, and signs in by a window of another site. Hosts join the policies of all rules
# that fit a page and browsers keep to each, so that there every page brings its own.
_BESIDE_EDITOR = ("Cross-Origin-Opener-Policy: same-origin-allow-popups", *_SECURITY[1:])
_UNLISTED = ("X-Robots-Tag: noindex",)
# A picture that is opened by itself is a page of the site to a browser, a drawing above all; it may show itself and no
# more. Hosts join this to the policy of all pages, and a browser keeps to both.
_POLICY_OF_PICTURES = "default-src 'none'; img-src 'self' data:; font-src data:; style-src 'unsafe-inline'; sandbox"
_ALONE = (f"Content-Security-Policy: {_POLICY_OF_PICTURES}",)
_FOREVER = ("Cache-Control: public, max-age=31536000, immutable",)
_FOR_ALL_SITES = ("Access-Control-Allow-Origin: *",)


_BESIDE = ("feed.xml", "feed.json", "calendar.ics", "index.json")


def open_to_all(kinds: Iterable[Kind]) -> tuple[str, ...]:
    """What the scripts of other sites may read. A `:name` stands for one part of an address."""
    folders = [kind.plural for kind in kinds]
    return (
        "data/*",
        *_BESIDE[:3],
        *(f"{folder}/:id/{name}" for folder in folders for name in _BESIDE),
        *(f"{folder}/:id/:part/index.json" for folder in folders),
        "corrections/feed.xml",
        "corrections/feed.json",
        "metrics/:id/comparison.csv",
        "promises/promises.csv",
    )


def security_txt(contacts: Sequence[str], expires: date, address: str, language: str) -> bytes:
    """Whom to tell of a security hole (RFC 9116): preferred contacts first, and from when on they may be stale."""
    lines = [
        *(f"Contact: {contact}" for contact in contacts),
        f"Expires: {expires.isoformat()}T00:00:00Z",
        f"Preferred-Languages: {language}",
        f"Canonical: {address}",
    ]
    return "".join(f"{line}\n" for line in lines).encode()


def page_policy(*, has_search: bool) -> str:
    """The policy as a page itself can state it, where it cannot say who may frame it (CSP 3, 3.3)."""
    policy = _POLICY_WITH_SEARCH if has_search else _POLICY
    return "; ".join(part for part in policy if not part.startswith("frame-ancestors"))


def headers(
    root: str,
    *,
    hashed: Sequence[str],
    pictures: Sequence[str] = (),
    readable: Sequence[str] = (),
    has_search: bool = False,
    editor: str = "",
) -> bytes:
    """`_headers` as Netlify and Cloudflare Pages read it, for a site below `root` (`/` or `/ev/`).

    `hashed` are paths whose names change with their content, which caches may keep for a year, `pictures`
    those of `hashed` that may show themselves and no more, `readable` those that other sites' scripts may read. A
    path may end in a `*`. No path may match two of `hashed`, for
    hosts join a header that is set twice. `editor` is where a web editor stands, if there is one.
    """
    policy = "; ".join(_POLICY_WITH_SEARCH if has_search else _POLICY)
    for_all = _BESIDE_EDITOR if editor else (f"Content-Security-Policy: {policy}", *_SECURITY)
    rules: dict[str, tuple[str, ...]] = {f"{root}*": for_all}
    rules |= {root + editor: _UNLISTED} if editor else {}
    rules |= {root + path: (*_FOREVER, *(_ALONE if path in pictures else ())) for path in sorted(set(hashed))}
    rules |= {root + path: _FOR_ALL_SITES for path in sorted(set(readable))}
    return "".join(f"{path}\n{_indented(lines)}" for path, lines in rules.items()).encode()


def redirects(moved: Iterable[tuple[str, str]]) -> bytes:
    """`_redirects` for the same hosts: old address, new address, for good; both begin at the host's root.

    A folder's address stands there without its closing slash too, for Cloudflare Pages takes a line by its letters.
    """
    lines: dict[str, str] = {}
    for old, new in moved:
        if old != new:
            for shape in dict.fromkeys((plain_address(old), plain_address(old.removesuffix("/")))):
                lines[shape] = f"{shape} {plain_address(new)} 301\n"
    return "".join(lines[old] for old in sorted(lines)).encode()


def _news_entry(one: News, publication: str, language: str) -> str:
    return (
        f"<url><loc>{escape(one.url, quote=False)}</loc><news:news><news:publication>"
        f"<news:name>{escape(publication, quote=False)}</news:name>"
        f"<news:language>{escape(_news_language(language), quote=False)}</news:language></news:publication>"
        f"<news:publication_date>{one.published}</news:publication_date>"
        f"<news:title>{escape(one.title, quote=False)}</news:title></news:news></url>"
    )


def _news_language(tag: str) -> str:
    """Two or three letters, or zh-cn and zh-tw, which are all that news sitemaps know."""
    language = tag.lower()
    if language.startswith("zh"):
        is_traditional = any(part in language for part in ("hant", "tw", "hk", "mo"))
        return "zh-tw" if is_traditional else "zh-cn"
    return language.partition("-")[0]


def _stated(fields: Mapping[str, object]) -> dict[str, object]:
    return {name: value for name, value in fields.items() if value}


def _indented(lines: Iterable[str]) -> str:
    return "".join(f"  {line}\n" for line in lines)


def plain_address(path: str) -> str:
    """An address that the file's format cannot misread: no blanks, and neither wildcard nor placeholder."""
    return quote(path, safe="/%#?=&~-._")
