"""Cards in the place of addresses that stand alone on their lines: a title, where it leads, and a link.

Nothing of another site is fetched, neither at build nor by the page: what the card says is written in the front matter
(`embeds`), or is known of a PDF that the site publishes itself.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape, unescape
from typing import NamedTuple
from urllib.parse import urlsplit

from factledger.model.fast_dataclass import replace
from factledger.model.problems import Problem
from factledger.model.rendered_prose import Prose, Reference
from factledger.read.front_matter_schema import WrittenEmbed
from factledger.read.markdown_link_positions import SourceText
from factledger.read.record_validation import place_of
from factledger.read.yaml_nodes import Node

_OUTSIDE = r"<a href=\"(https?://[^\"]*)\">([^<]*)</a>"
_ADDRESSES = re.compile(rf"<p>({_OUTSIDE}(?:(?:<br>)?\n{_OUTSIDE})*)</p>")
_ADDRESS = re.compile(_OUTSIDE)
_OWN_FILE = re.compile('<p>(<a href="\x00([0-9]+)\x00">)([^\x01]*?)</a></p>')
_PDF = ".pdf"


class Service(NamedTuple):
    """What is known of an address by its looks: who keeps what it leads to, and what that is."""

    name: str
    kind: str  # video, post, file, or page where it is none of these


_VIDEO, _POST, _FILE, _PAGE = "video", "post", "file", "page"
_YOUTUBE, _X, _MASTODON = Service("YouTube", _VIDEO), Service("X", _POST), "Mastodon"
# By host, without what stands before it: the service and the paths that are one thing on it, not a whole channel or profile.
_SERVICES: Mapping[str, tuple[Service, re.Pattern[str]]] = {
    "youtube.com": (_YOUTUBE, re.compile(r"/(?:watch$|playlist$|shorts/.|live/.|embed/.)")),
    "youtu.be": (_YOUTUBE, re.compile(r"/.")),
    "vimeo.com": (Service("Vimeo", _VIDEO), re.compile(r"/(?:.*/)?\d+(?:/\w+)?/?$", re.ASCII)),
    "bilibili.com": (Service("Bilibili", _VIDEO), re.compile(r"/video/.")),
    "x.com": (_X, re.compile(r"/\w+/status/\d")),
    "twitter.com": (_X, re.compile(r"/\w+/status/\d")),
    "bsky.app": (Service("Bluesky", _POST), re.compile(r"/profile/[^/]+/post/.")),
    "weibo.com": (Service("Weibo", _POST), re.compile(r"/\d+/\w")),
}
_BEFORE_HOST = re.compile(r"^(?:www|m|mobile|player)\.")
_TOOT = re.compile(
    r"/@[\w.]+(?:@[\w.-]+)?/\d+/?$|/users/[\w.]+/statuses/\d+/?$"
)  # on any host, for anyone may keep one


def service_of(address: str) -> Service | None:
    """What an address leads to; None where its looks do not tell."""
    parts = urlsplit(address)
    host = _BEFORE_HOST.sub("", parts.hostname or "")
    if (known := _SERVICES.get(host)) is not None and known[1].match(parts.path):
        return known[0]
    if _TOOT.match(parts.path):
        return Service(f"{_MASTODON} ({host})", _POST)
    return Service(f"PDF ({host})", _FILE) if parts.path.lower().endswith(_PDF) else None


def has_cards(prose: Prose) -> bool:
    """Whether an address of the text may be a card, as a reader of its front matter can tell."""
    return _ADDRESSES.search(prose.html) is not None or _OWN_FILE.search(prose.html) is not None


def with_cards(
    prose: Prose, written: Sequence[WrittenEmbed], table: Node, path: str
) -> tuple[Prose, tuple[Problem, ...]]:
    """A text with its cards, and a warning for each that has no title, and for each title that has no card.

    `written` are the entries of the front matter `table` of the file at `path`.
    """
    if "<p><a href=" not in prose.html:
        return prose, tuple(_unused(written, (), table, path))
    entries = {entry.url: entry for entry in written}
    source = SourceText(prose.source, path, prose.line)
    shown: list[str] = []

    def cards(found: re.Match[str]) -> str:
        lines = [(unescape(one[1]), unescape(one[2])) for one in _ADDRESS.finditer(found[1])]
        if not any(_is_card(address, words, entries) for address, words in lines):
            return found[0]
        made = []
        for address, words in lines:
            if _is_card(address, words, entries):
                shown.append(address)
                made.append(_card(address, entries.get(address)))
            else:
                made.append(f'<p><a href="{escape(address)}">{escape(words, quote=False)}</a></p>')
        return "\n".join(made)

    html = _ADDRESSES.sub(cards, prose.html)
    html = _OWN_FILE.sub(lambda found: _own_file(found, prose.references), html)
    untitled = (address for address in dict.fromkeys(shown) if address not in entries)
    problems = (*_untitled(untitled, source, has_list=bool(written)), *_unused(written, shown, table, path))
    return (prose if html == prose.html else replace(prose, html=html)), problems


def _is_card(address: str, words: str, entries: Mapping[str, WrittenEmbed]) -> bool:
    """Whether an address that stands alone with these words, which are its own where it is bare, is to be a card."""
    is_bare = words == address or "%" in address  # which says otherwise what an address cannot hold
    return is_bare and words.startswith("http") and (address in entries or service_of(address) is not None)


def _card(address: str, entry: WrittenEmbed | None) -> str:
    service = service_of(address) or Service(urlsplit(address).hostname or "", _PAGE)
    title = escape(entry.title if entry is not None else address, quote=False)
    by = f" · {escape(entry.by, quote=False)}" if entry is not None and entry.by else ""
    text = (
        f'<blockquote class="embed__text"><p>{escape(entry.text, quote=False)}</p></blockquote>'
        if entry and entry.text
        else ""
    )
    return (
        f'<figure class="embed embed--{service.kind}"><a class="embed__link" href="{escape(address)}">{title}</a>{text}'
        f'<figcaption class="embed__source">{escape(service.name, quote=False)}{by}</figcaption></figure>'
    )


def _own_file(found: re.Match[str], references: Sequence[Reference]) -> str:
    """A PDF of the site as a card; the build writes its name and size where it writes a link's missing words."""
    reference = references[int(found[2])]
    if not reference.target.partition("#")[0].lower().endswith(_PDF) or reference.is_empty:
        return found[0]
    link = found[1].replace("<a ", '<a class="embed__link" ', 1)
    return (
        f'<figure class="embed embed--{_FILE}">{link}{found[3]}</a>'
        f'<figcaption class="embed__source">\x01{found[2]}\x01</figcaption></figure>'
    )


def _untitled(addresses: Iterable[str], source: SourceText, *, has_list: bool) -> Iterator[Problem]:
    for address in addresses:
        entry = f'{{url: "{address}", title: …}}'
        advice = f"add to embeds: - {entry}" if has_list else f"add to the front matter: embeds: [{entry}]"
        message = "the address stands alone on its line, and nothing says what it leads to"
        yield Problem(source.place(max(source.source.find(address), 0)), "embed", message, advice)


def _unused(written: Iterable[WrittenEmbed], shown: Sequence[str], table: Node, path: str) -> Iterator[Problem]:
    for number, entry in enumerate(written):
        if entry.url not in shown:
            message = f"'{entry.url}' stands nowhere in the text alone on its line"
            advice = "put it there, between blank lines, or take the entry out"
            yield Problem(place_of(table, path, "embeds", number, "url"), "embed", message, advice)
