"""Compressed copies that stand beside files: `index.html.br`. Servers that know them need not compress anything themselves.

Caddy (`precompressed`), nginx (`gzip_static`, `brotli_static`), GitLab Pages and others look for these names, which are
those of the IANA's registry of content codings as the tools that make such files abbreviate them.
"""

from collections.abc import Mapping
from enum import StrEnum
from importlib.util import find_spec

from factledger.model.media_types import media_type

SMALLEST = 1_024  # bytes of a file below which a copy saves less than a packet of the network


class Compression(StrEnum):
    """How a copy is compressed; the value is the ending that its name gets."""

    BROTLI = "br"
    GZIP = "gz"
    ZSTANDARD = "zst"


PACKAGES: Mapping[Compression, str] = {
    Compression.BROTLI: "brotli",
    Compression.ZSTANDARD: "zstandard",
}  # by what needs one
_TEXTS = ("text/", "application/atom", "application/json", "application/manifest", "application/rss", "application/xml")
_ENDINGS = tuple(f".{one}" for one in Compression)


def is_installed(compression: Compression) -> bool:
    """Whether what makes and reads such copies is there."""
    return compression not in PACKAGES or find_spec(PACKAGES[compression]) is not None


def copy_of(path: str, compression: Compression) -> str:
    """Where a file's copy stands."""
    return f"{path}.{compression}"


def original_of(path: str) -> str:
    """Beside which file a copy would stand; empty where a path is none of a copy."""
    return path.rpartition(".")[0] if path.endswith(_ENDINGS) else ""


def is_compressible(path: str) -> bool:
    """Whether a file holds text, by its name; pictures and fonts are compressed in themselves."""
    kind = media_type(path)
    return kind.startswith(_TEXTS) or kind.startswith("image/svg")
