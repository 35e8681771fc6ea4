"""Which templates a template can reach, by which it is known whether a page has to be rendered again."""

from collections.abc import Mapping
from hashlib import sha256

from factledger.model.fast_dataclass import dataclass
from factledger.render.theme_files import REFERENCE


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """A template's text and the file it came from."""

    source: str
    path: str


def reached(template: str, templates: Mapping[str, Template]) -> frozenset[str]:
    """A template and all that it can extend, include or import."""
    found: set[str] = set()
    waiting = [template]
    while waiting:
        name = waiting.pop()
        if name in found or name not in templates:
            continue
        found.add(name)
        for double, single in REFERENCE.findall(templates[name].source):
            # A name that is made while rendering could be any.
            waiting.extend([double or single] if double or single else templates)
    return frozenset(found)


def fingerprint(template: str, templates: Mapping[str, Template], words: str) -> str:
    """What is another where a template, one that it can reach, or the product's own `words` are others."""
    digest = sha256(words.encode())
    for name in sorted(reached(template, templates)):
        digest.update(f"{name}\0{len(templates[name].source)}\0{templates[name].source}".encode())
    return digest.hexdigest()
