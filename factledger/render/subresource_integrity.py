"""The digests of scripts and stylesheets, by which a browser knows that what comes is what the page was made with.

W3C, Subresource Integrity. It protects a page whose assets come by another way than itself: an old or foreign file in a
bucket or a network before it. Who can write the page can write the digest too.
"""

from base64 import b64encode
from collections.abc import Callable, Iterable
from hashlib import sha256

from markupsafe import Markup

from factledger.model.planned_pages import File

_NOTHING = Markup()
_LOADED = (".css", ".js", ".mjs")


def digest_of(content: bytes) -> str:
    """A content's digest as the attribute has it."""
    return f"sha256-{b64encode(sha256(content).digest()).decode()}"


def attribute_of(assets: Iterable[File]) -> Callable[[str], Markup]:
    """The filter `integrity`: for the address of one of the theme's scripts or stylesheets its attribute, with a blank before it."""
    attributes = {
        one.path: Markup(' integrity="{}"').format(digest_of(one.content))
        for one in assets
        if one.path.endswith(_LOADED)
    }
    return lambda address: attributes.get(address[address.rfind("/assets/") + 1 :], _NOTHING)


def nothing(_: str) -> Markup:
    """The same on a site that wants none."""
    return _NOTHING
