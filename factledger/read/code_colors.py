"""Code with the classes by which a theme colours it, told by Pygments where that is installed.

What Pygments knows of a language is loaded when a text has code in it, and not before.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from html import unescape
from importlib.util import find_spec
from typing import Any

from factledger.model.problems import Problem
from factledger.read.identifiers import did_you_mean
from factledger.read.markdown_link_positions import SourceText

_CODE = re.compile(r'<pre><code class="language-([^\s"]+)[^"]*">(.*?)</code></pre>', re.DOTALL)
_FENCE = re.compile(r"^[ >]*(?:`{3,}|~{3,})[ {.]*([^\s{}`]+)", re.MULTILINE)
_PLAIN = frozenset({"text", "plain", "plaintext", "txt", "none", "nohighlight"})
_LONGEST = 20_000  # characters: of more nobody reads the colours, and a lexer may take very long


def with_colors(html: str, text: SourceText) -> tuple[str, list[Problem]]:
    """Safe HTML with the code in it marked by its parts, and a warning for each language that is not known."""
    if '<code class="language-' not in html:
        return html, []
    unknown: dict[str, str] = {}

    def marked(found: re.Match[str]) -> str:
        name, code = found[1].lower(), unescape(found[2])
        if name in _PLAIN or len(code) > _LONGEST:
            return found[0]
        if find_spec("pygments") is None:
            unknown.setdefault(found[1], "install Pygments: pip install 'factledger[code]'")
            return found[0]
        if name not in _languages():
            unknown.setdefault(found[1], did_you_mean(name, _languages(), "leave the name out, or write text"))
            return found[0]
        return f'<pre class="code"><code class="language-{found[1]}">{_highlighted(code, name)}</code></pre>'

    html = _CODE.sub(marked, html)
    return html, list(_problems(unknown, text))


def _problems(unknown: Mapping[str, str], text: SourceText) -> Iterator[Problem]:
    places = {fence[1]: text.place(fence.start(1)) for fence in reversed([*_FENCE.finditer(text.source)])}
    for name, advice in unknown.items():
        yield Problem(places.get(name, text.place(0)), "code-language", f"code in '{name}' cannot be coloured", advice)


@cache
def _languages() -> Mapping[str, str]:
    """The names of all languages that Pygments itself knows; of plugins a machine may have others."""
    from pygments.lexers import get_all_lexers

    return {alias: name for name, aliases, *_ in get_all_lexers(plugins=False) for alias in aliases}


def _highlighted(code: str, language: str) -> str:
    from pygments import highlight

    make_lexer, formatter = _tools(language)
    return str(highlight(code, make_lexer(stripnl=False), formatter))


@cache
def _tools(language: str) -> tuple[Any, Any]:
    """The class of a language's lexer and what writes its parts: to find and make these takes longer than to use them."""
    from pygments.formatters.html import HtmlFormatter
    from pygments.lexers import find_lexer_class_by_name

    return find_lexer_class_by_name(language), HtmlFormatter(nowrap=True)
