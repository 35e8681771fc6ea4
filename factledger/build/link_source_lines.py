"""Where the links of finished pages were written: the line of an article or other text, else that of a template."""

from collections.abc import Mapping
from pathlib import Path

from factledger.model.problems import Place
from factledger.read import project_files
from factledger.read.front_matter_fence import LARGEST, split_front_matter
from factledger.read.markdown_link_positions import SourceText
from factledger.render.template_dependencies import reached
from factledger.render.theme import Theme

_NOTES = ("#fn:", "#fnref")  # how the links begin that Markdown makes between notes and their marks
_BEFORE, _AFTER = frozenset("\"'=} ,"), frozenset("\"'> ,")  # around a value in a template's tag


class LinkOrigins:
    """Finds the places of links; `pages` has by the path of each page its origin and the name of its template."""

    def __init__(self, project: Path, theme: Theme, root: str, pages: Mapping[str, tuple[Place, str]]) -> None:
        self._project = project
        self._theme = theme
        self._root = root
        self._pages = pages

    def place_of(self, link: str, page: str) -> Place:
        """Where a link was written that stands on a page; the page's origin where that cannot be told."""
        origin, template = self._pages[page]
        return self._in_text(link, origin) or self._in_theme(link, template) or origin

    def _in_text(self, link: str, origin: Place) -> Place | None:
        if not origin.path.endswith(".md"):
            return None
        content, _ = project_files.read_bytes(self._project, origin.path, LARGEST)
        fenced = split_front_matter(content, origin.path)[0] if content is not None else None
        if fenced is None:
            return None
        source = SourceText(fenced.body, origin.path, fenced.body_line)
        typed = next((one.place for one in source.destinations if one.target == link), None)
        if typed is None and link.startswith(_NOTES):  # which Markdown made of a mark
            return source.place(max(fenced.body.find(f"[^{link.partition(':')[2]}]"), 0))
        return typed

    def _in_theme(self, link: str, template: str) -> Place | None:
        """The first line of the templates that has the link, with the site's base path or without it."""
        templates = self._theme.templates
        if template not in templates:
            return None
        names = (template, *sorted(reached(template, templates) - {template}))
        for typed in (link, link.removeprefix(self._root)):
            for name in names:
                source = templates[name].source
                at = _value_at(source, typed)
                if at is not None:
                    return SourceText(source, templates[name].path, 1).place(at)
        return Place(templates[template].path)


def _value_at(source: str, typed: str) -> int | None:
    at = source.find(typed) if typed else -1
    while at >= 0:
        if source[at - 1 : at] in _BEFORE and source[at + len(typed) : at + len(typed) + 1] in _AFTER:
            return at
        at = source.find(typed, at + 1)
    return None
