"""Python-Markdown, of which every text gets only what can do something to it.

Python-Markdown tries each of its steps on every text, and most of them on every block or run of words. Nearly all
of them can only act where a certain sign stands, so each is asked for only where its sign is. What comes out is
what the whole of Python-Markdown makes, letter by letter; a step that is not known here is always asked for.

This takes the place of `Markdown.convert`, `BlockParser.parseBlocks`, the inline processor and the serializer of the
release below; with any other `StockMarkdown` is used. That takes 4.2 times as long for the texts of 1,000 articles: 5 percent
of a clean build.
"""

import re
import threading
from collections.abc import Callable
from functools import cache, lru_cache
from typing import Any
from xml.etree.ElementTree import HTML_EMPTY, Element

import markdown
from markdown import Markdown, inlinepatterns, treeprocessors
from markdown.serializers import RE_AMP
from markdown.util import ETX, INLINE_PLACEHOLDER_PREFIX, STX, AtomicString

from factledger.read.commonmark_list_nesting import SIGN
from factledger.read.library_markdown import StockMarkdown, extensions
from factledger.read.text_work_limit import Budget, check_rows

_PROVED = "3.11.3"  # the release of Python-Markdown against which this is proved by the tests

_ALWAYS = ("",)  # every text holds the empty one
_Step = tuple[Any, tuple[str, ...]]  # one of Python-Markdown's, and the signs of which a text must hold one
_Steps = tuple[_Step, ...]
_Signs = dict[str, tuple[str, ...]]  # by a step's name

_PREPROCESSORS: _Signs = {"fenced_code_block": ("```", "~~~"), "html_block": ("<", "&"), "list_indentation": (SIGN,)}
_BLOCKS: _Signs = {
    "indent": ("    ",),
    "defindent": ("    ",),
    "code": ("    ",),
    "table": ("|",),
    "hashheader": ("#",),
    "setextheader": ("=", "-"),
    "hr": ("-", "_", "*"),
    "olist": (". ",),
    "ulist": ("* ", "+ ", "- "),
    "deflist": (": ",),
    "quote": (">",),
    "footnote": ("^",),
    "reference": ("]:",),
}
_INLINE: _Signs = {
    "backtick": ("`",),
    "escape": ("\\",),
    "footnote": ("^",),
    "reference": ("[",),
    "link": ("](",),
    "image_link": ("!",),
    "image_reference": ("!",),
    "short_reference": ("[",),
    "short_image_ref": ("!",),
    "autolink": ("<",),
    "automail": ("<",),
    "html": ("<",),
    "linebreak": ("  \n",),
    "plain_address": ("://",),
    "entity": ("&",),
    "struck": ("~~",),
    "em_strong": ("*", "_"),
    "em_strong2": ("_",),
}
_REFERENCES = ("reference", "image_reference", "short_reference", "short_image_ref")  # to `[name]: address`
_TREE: _Signs = {"attr_list": ("{",), "unescape": ("\\",)}


def _with_signs(registry: Any, signs: _Signs) -> _Steps:  # noqa: ANN401
    """The steps of one of Python-Markdown's registries in order."""
    known = {id(registry[name]): found for name, found in signs.items() if name in registry}
    return tuple((step, known.get(id(step), _ALWAYS)) for step in registry)


def _holds(text: str, signs: tuple[str, ...]) -> bool:
    for sign in signs:  # noqa: SIM110  # twice as fast as any(), and asked thousands of times
        if sign in text:
            return True
    return False


def _useful(steps: _Steps, text: str) -> _Steps:
    """The steps that can do something to a text."""
    return tuple([step for step in steps if _holds(text, step[1])])


# With none of these a text is as Python-Markdown wants it: no tabs, no other line ends, no marks of its own, and
# no line that may hold blanks alone.
_UNUSUAL = ("\t", "\r", STX, ETX, "\n ")
_INNER_LINE_OF_TEXT = re.compile(r"\n(?![^\W\d_])")
_SIMPLE_EMPHASIS = re.compile(r"(?<!\S)(\*\*?)([^\s*_](?:[^*_]*[^\s*_])?)\1(?![^\s.,:;!?)])")
_SIMPLE_LINK = re.compile(r"\[([^\[\]]*)\]\(([^\s()<>'\"\x02]+)\)")


class FastMarkdown:
    """One Markdown instance for the whole process; its lock and memory never show in what it returns."""

    def __init__(self) -> None:
        markdown: Any = Markdown(extensions=extensions())
        self._markdown = markdown
        markdown.is_block_level = lru_cache(maxsize=1000)(markdown.is_block_level)
        markdown.inlinePatterns.register(_Link(markdown.inlinePatterns["link"].pattern, markdown), "link", 160)
        emphasis = markdown.inlinePatterns["em_strong"]
        self._count_brackets()
        self._inline_steps = tuple(
            (_Emphasis(step) if step is emphasis else step, signs)
            for step, signs in _with_signs(markdown.inlinePatterns, _INLINE)
        )
        references = [markdown.inlinePatterns[name] for name in _REFERENCES if name in markdown.inlinePatterns]
        self._without_references = tuple(step for step in self._inline_steps if step[0] not in references)
        self._inline = InlineProcessor(markdown)
        markdown.treeprocessors.register(self._inline, "inline", 20)
        markdown.parser.parseBlocks = self._parse_blocks
        self._normalize = markdown.preprocessors["normalize_whitespace"]
        preprocessors = _with_signs(markdown.preprocessors, _PREPROCESSORS)
        self._preprocessors = tuple(step for step in preprocessors if step[0] is not self._normalize)
        self._all_blocks = self._blocks = _with_signs(markdown.parser.blockprocessors, _BLOCKS)
        self._lists = [markdown.parser.blockprocessors[name] for name in ("olist", "ulist")]
        self._paragraph = markdown.parser.blockprocessors["paragraph"]
        self._tree = _with_signs(markdown.treeprocessors, _TREE)
        self._postprocessors = tuple(markdown.postprocessors)
        self._lock = threading.Lock()

    def html(self, source: str) -> str:
        """The HTML that Markdown makes of a text, not yet safe.

        Raises:
            TooMuchWorkError: it would cost more than any text that is meant to be read.
            RecursionError: it is nested deeper than Markdown can follow.
        """
        if not source.strip():
            return ""
        check_rows(source)
        with self._lock:
            self._budget = self._inline.budget = Budget(source)
            self._budget.spend_on_notes(source)
            self._markdown.reset()
            self._markdown.parser.state.clear()  # of what a text left that was too deep to be read to its end
            return self._convert(source)

    def _convert(self, source: str) -> str:
        """As `Markdown.convert` does, but for the steps left out."""
        text = self._normalized(source)
        for step, signs in self._preprocessors:
            if _holds(text, signs):
                self._budget.spend_on_openings(text, signs)
                text = "\n".join(step.run(text.split("\n")))
        self._blocks = _useful(self._all_blocks, text)
        self._inline.steps = _useful(self._inline_steps if "]:" in text else self._without_references, text)
        root = self._markdown.parser.parseDocument([text]).getroot()
        for step, _ in _useful(self._tree, text):
            changed = step.run(root)
            root = root if changed is None else changed
        html = _xhtml(root)
        html = html[html.index("<div>") + 5 : html.rindex("</div>")].strip()
        for step in self._postprocessors:
            html = step.run(html)
        return html.strip()

    def _normalized(self, source: str) -> str:
        if _holds(source, _UNUSUAL):
            return "\n".join(self._normalize.run(source.split("\n")))
        return f"{source}\n\n"

    def _count_brackets(self) -> None:
        """Have the patterns that look for closing brackets, sign by sign, tell how far they looked."""

        def counted(look: Any) -> Any:  # noqa: ANN401  # the library's own, and what it gives
            def look_and_count(data: str, index: int) -> Any:  # noqa: ANN401
                found = look(data, index)
                self._budget.spend_on_signs(found[-2] - index, data)
                return found

            return look_and_count

        for pattern in self._markdown.inlinePatterns:
            if isinstance(pattern, inlinepatterns.LinkInlineProcessor):
                pattern.getText = counted(pattern.getText)  # type: ignore[method-assign]
                pattern.getLink = counted(pattern.getLink)  # type: ignore[method-assign]

    def _parse_blocks(self, parent: Element, blocks: list[str]) -> None:
        """As `BlockParser.parseBlocks` does, but for the steps left out."""
        while blocks:
            block = blocks[0]
            self._budget.spend_on_block(block, len(blocks))
            if block[:1].isalpha() and _INNER_LINE_OF_TEXT.search(block) is None:
                self._paragraph.run(parent, blocks)  # for all else begins with a sign or a digit
                continue
            for step, signs in self._blocks:
                if _holds(block, signs) and step.test(parent, block):
                    if step in self._lists:
                        self._budget.spend_on_lines(block)
                    if step.run(parent, blocks) is not False:
                        break


class InlineProcessor(treeprocessors.InlineProcessor):
    """Tries on each run of words those patterns alone whose signs it holds.

    It has the name of its base, so that `__handleInline` below takes the place of the base's own.
    """

    steps: _Steps = ()  # for the text at hand
    budget: Budget  # likewise

    def __handleInline(self, data: str, patternIndex: int = 0) -> str:  # noqa: N802, N803  # the base's names
        if isinstance(data, AtomicString):
            return data
        self.budget.spend_on_rows(data)
        for index in range(patternIndex, len(self.steps)):
            pattern, signs = self.steps[index]
            start = 0
            while _holds(data, signs):
                self.budget.spend_on_copy(data)
                data, is_found, start = self.__applyPattern(pattern, data, index, start)  # type: ignore[attr-defined]
                if not is_found:
                    break
        return data

    def __processPlaceholders(self, data: str, parent: Element, isText: bool = True) -> Any:  # noqa: N802, N803, ANN401
        if not data or INLINE_PLACEHOLDER_PREFIX in data:
            return super().__processPlaceholders(data, parent, isText)  # type: ignore[misc]
        if isText:
            parent.text = data
        else:
            parent.tail = data
        return []


class _Link(inlinepatterns.LinkInlineProcessor):
    """Reads a link without nested brackets, quotes or blanks at one go."""

    def handleMatch(self, m: re.Match[str], data: str) -> Any:  # type: ignore[override]  # noqa: N802, ANN401
        simple = _SIMPLE_LINK.match(data, m.start())
        if simple is None:
            return super().handleMatch(m, data)
        link = Element("a", {"href": simple[2]})
        link.text = simple[1]
        return link, simple.start(), simple.end()


class _Emphasis(inlinepatterns.InlineProcessor):
    """Reads emphasis between blanks, with no more stars in it, at one go; leaves all other to Python-Markdown's own."""

    def __init__(self, whole: Any) -> None:  # noqa: ANN401
        super().__init__(whole.pattern)
        self._whole = whole

    def handleMatch(self, m: re.Match[str], data: str) -> Any:  # type: ignore[override]  # noqa: N802, ANN401
        simple = _SIMPLE_EMPHASIS.match(data, m.start())
        if simple is None or getattr(self._whole, "regions", None):  # what is left of emphasis within emphasis
            return self._whole.handleMatch(m, data)
        emphasis = Element("strong" if simple[1] == "**" else "em")
        emphasis.text = simple[2]
        return emphasis, simple.start(), simple.end()


def _xhtml(root: Element) -> str:
    """As `to_xhtml_string` does, for the elements that Python-Markdown makes."""
    written: list[str] = []
    _write(root, written.append)
    return "".join(written)


def _attribute(name: str, value: str | None) -> str:
    if value is None:
        return f" {name}"
    quoted = _escaped(value).replace('"', "&quot;")
    return f' {name}="{quoted}"'


def _escaped(text: str) -> str:
    if "&" in text:
        text = RE_AMP.sub("&amp;", text)
    return text.replace("<", "&lt;").replace(">", "&gt;")


def _write(element: Element, write: Callable[[str], None]) -> None:
    tag, text, tail = element.tag, element.text, element.tail
    attributes = element.items()
    start = f"<{tag}{''.join([_attribute(*item) for item in sorted(attributes)])}" if attributes else f"<{tag}"
    if tag in HTML_EMPTY:
        write(f"{start} />")
    else:
        write(f"{start}>{_escaped(text)}" if text else f"{start}>")
        for child in element:
            _write(child, write)
        write(f"</{tag}>")
    if tail:
        write("\n" if tail == "\n" else _escaped(tail))


@cache
def quickest_markdown() -> FastMarkdown | StockMarkdown:
    """The one there is in this process: the lean one, where it is proved."""
    return FastMarkdown() if getattr(markdown, "__version__", "") == _PROVED else StockMarkdown()
