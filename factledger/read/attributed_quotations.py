"""Quotations with who said it, and pull quotes.

A last line of a quotation that begins with a dash names who is quoted. HTML wants that outside the words quoted, in the
caption of a figure (WHATWG HTML, 4.4.4). A quotation with the class `pull` in one of its paragraphs is set large.
"""

import re

_TAG = re.compile(r"<(/?)blockquote\b[^<>]*>")
_END = "</blockquote>"
_BY = re.compile(r"(?:—|–|―|--)[ \u00a0]*+(?=[^\s<-]|<(?:a|em|strong)\b)")
_PARAGRAPH = re.compile(r"<p\b[^<>]*>")
_PULL = re.compile(r'<p class="(?:[^"]* )?pull(?: [^"]*)?"')


def with_sources(html: str) -> str:
    """Safe HTML in which each quotation that names its source, or is a pull quote, is a figure."""
    if "<blockquote" not in html:
        return html
    levels: list[list[str]] = [[]]
    position = 0
    for tag in _TAG.finditer(html):
        levels[-1].append(html[position : tag.start()])
        position = tag.end()
        if not tag[1]:
            levels.append([tag[0]])
        else:
            start, *inner = levels.pop()
            levels[-1].append(_quotation(start, "".join(inner)))
    return "".join((*levels[0], html[position:]))


def _quotation(start: str, inner: str) -> str:
    words, by = _taken_apart(inner)
    is_pull = _PULL.search(inner) is not None
    if not by and not is_pull:
        return f"{start}{inner}{_END}"
    caption = f'<figcaption class="quote__by">{by}</figcaption>' if by else ""
    return f'<figure class="quote{" quote--pull" if is_pull else ""}">{start}{words}{_END}{caption}</figure>'


def _taken_apart(inner: str) -> tuple[str, str]:
    """The words quoted and, where the last line names who said them, that line."""
    text = inner.rstrip()
    begin = text.rfind("<p")
    opening = _PARAGRAPH.match(text, begin) if begin >= 0 and text.endswith("</p>") else None
    if opening is None:
        return inner, ""
    last = text[opening.end() : -len("</p>")]
    above, line_break, line = last.rpartition("\n")
    dash = _BY.match(line)
    if dash is None:
        return inner, ""
    by = f"— {line[dash.end() :]}"
    if line_break:
        return f"{text[: opening.end()]}{above.removesuffix('<br>')}</p>\n", by
    return (f"{text[:begin].rstrip()}\n", by) if text[:begin].strip() else (inner, "")
