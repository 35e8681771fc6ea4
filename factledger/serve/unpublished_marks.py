"""What in the preview is not published yet: marked on its own page, and wherever a page links to it."""

from collections.abc import Iterator, Mapping
from html import escape
from urllib.parse import quote

_LINK = (
    'a[href="{}"]::after {{ content: "{}"; margin-inline-start: .5em; padding: .05em .5em; border-radius: 1em; '
    "background: #7a4b00; color: #fff; font: 600 11px/1.6 system-ui, sans-serif; vertical-align: middle; }}"
)
_NOTICE = (
    '<p class="factledger-notice" style="margin: 0; padding: .4rem 1rem; background: #7a4b00; color: #fff; '
    'font: 14px/1.5 system-ui, sans-serif">Not published: {}</p>'
)


def with_marks(page: bytes, path: str, unpublished: Mapping[str, str]) -> bytes:
    """The HTML page of a path, where the paths of `unpublished` have reasons why nobody else sees them yet."""
    if not unpublished:
        return page
    rules = "".join(_rules(page, unpublished))
    if rules:
        page = page.replace(b"</head>", f"<style>{rules}</style></head>".encode(), 1)
    if reason := unpublished.get(path):
        head, body, rest = page.partition(b"<body")
        tag, end, text = rest.partition(b">")
        page = head + body + tag + end + _NOTICE.format(escape(reason)).encode() + text if end else page
    return page


def _rules(page: bytes, unpublished: Mapping[str, str]) -> Iterator[str]:
    for path, reason in unpublished.items():
        address = quote(f"/{path}", safe="/~")
        if f'href="{address}"'.encode() in page:
            yield _LINK.format(address, "draft" if "draft" in reason else "waits")
