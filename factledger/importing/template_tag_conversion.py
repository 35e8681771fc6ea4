"""Template tags in bodies: Hugo's shortcodes, Liquid's tags, kramdown's attribute lists.

The few that say what Markdown can say too become that; every other one stays in sight as code, and all are told.
"""

import re
from collections.abc import Callable, Iterator
from functools import partial

from factledger.importing.import_remarks import Note
from factledger.importing.shortcodes import Shortcode, as_markdown
from factledger.importing.text_range_edits import Change, rewritten
from factledger.read.leftover_template_tags import TAG
from factledger.read.markdown_link_positions import SourceText

_ATTRIBUTES = re.compile(r"\{::?[^{}\n]*\}")
_LINK = re.compile(
    r"(!?)\[([^\[\]]*)\]\(\s*((?:[^(){}\s]|\{\{.*?\}\}|\{%.*?%\}|\([^()\s]*\))*)((?:\s+(?:\"[^\"]*\"|'[^']*'))?)\s*\)"
)
_SITE = re.compile(r"\{\{-?\s*site\.(?:base_?url|url|github\.url)\s*-?\}\}", re.IGNORECASE)
_RELATIVE = re.compile(r"\{\{-?\s*[\"']([^\"'{}]*)[\"']\s*\|\s*(?:relative_url|absolute_url|prepend:[^{}]*)\s*-?\}\}")
_NAMED = re.compile(
    r"\{\{[<%]\s*(?:rel)?ref\s+(?:path=)?[\"'“”]?([^\"'“”{}]*?)[\"'“”]?\s*[>%]\}\}|\{%-?\s*(?:post_url|link)\s+([^{}%]*?)\s*-?%\}"
)
_WORD = re.compile(r"""(?:([\w-]+)\s*=\s*)?(?:"([^"]*)"|'([^']*)'|`([^`]*)`|([^\s"'=<>{}%]+))""")
_HTML_TAG = re.compile(r"<[a-zA-Z/][^<>]*$")

Named = Callable[[str], str]  # the address here of a file or post that a tag names; empty where there is none


def without_tags(body: str, path: str, line: int, named: Named) -> tuple[str, list[Note]]:
    """A body with nothing in it that would have been worked out by a template, and what is to be told of it."""
    notes: list[Note] = []
    for change in (_listings, partial(_links, named=named), _tags, _attributes):
        source = SourceText(body, path, line)
        body = rewritten(body, change(source, notes))
    return body, notes


def _tags(source: SourceText, notes: list[Note]) -> Iterator[Change]:
    for match in TAG.finditer(source.without_code):
        told = Note(source.path, source.place(match.start()).line, "")
        yield match, _in_sight(match, source.source, told, notes)


def _links(source: SourceText, notes: list[Note], *, named: Named) -> Iterator[Change]:
    """Links whose address a template would have worked out."""
    body = source.source
    for match in _LINK.finditer(source.without_code):
        if not TAG.search(match[3]):
            continue
        sign, words, _, title = (body[slice(*match.span(group))] for group in range(1, 5))
        typed = body[slice(*match.span(3))]
        address = _RELATIVE.sub(r"\1", _SITE.sub("", typed))
        if (name := _NAMED.search(address)) is not None:
            found = named((name[1] or name[2]).strip())
            address = _NAMED.sub("", address) if not found else found + address[name.end() :]
            address = address if found else typed
        place = source.place(match.start()).line
        if TAG.search(address):
            notes.append(
                Note(source.path, place, f"the address {typed} is kept in sight, for no template works it out here")
            )
            yield match, f"{words} {_code(typed)}" if words else _code(typed)
        else:
            yield match, f"{sign}[{words}]({address}{title})"


def _in_sight(match: re.Match[str], body: str, told: Note, notes: list[Note]) -> str:
    typed = body[match.start() : match.end()]
    if _HTML_TAG.search(body[max(match.start() - 300, 0) : match.start()]):  # in an attribute
        notes.append(told._replace(message=f"the tag {_short(typed)} stands in an HTML tag"))
        return _RELATIVE.sub(r"\1", _SITE.sub("", typed))
    made = as_markdown(_read(typed))
    if made is None:
        notes.append(told._replace(message=f"the shortcode {_short(typed)} is kept as it was typed"))
        return _code(typed)
    without = f" without {', '.join(made.left_out)}" if made.left_out else ""
    notes.append(told._replace(message=f"the shortcode {_short(typed)} became {made.what}{without}"))
    if not made.text:
        return ""
    before, after = body[: match.start()].rstrip(" \t"), body[match.end() :].lstrip(" \t")
    start = "" if not before or before.endswith("\n\n") else "\n" if before.endswith("\n") else "\n\n"
    return f"{start}{made.text}" + (
        "" if not after or after.startswith("\n\n") else "\n" if after.startswith("\n") else "\n\n"
    )


_LISTING = re.compile(
    r"^[ \t]*(?:\{\{[<%]\s*highlight\s+\"?([\w+#-]*)\"?[^{}]*[>%]\}\}|\{%-?\s*highlight\s+([\w+#-]*)[^{}]*%\})[ \t]*\n?"
    r"(.*?)\n?[ \t]*(?:\{\{[<%]\s*/\s*highlight\s*[>%]\}\}|\{%-?\s*endhighlight\s*-?%\})[ \t]*$",
    re.DOTALL | re.MULTILINE,
)


def _listings(source: SourceText, notes: list[Note]) -> Iterator[Change]:
    """Code that a shortcode was to colour, as code, in which no tag is read."""
    for match in _LISTING.finditer(source.source):
        if "{" not in source.without_code[match.start() : match.start(3)]:  # it stands in code itself
            continue
        inside = match[3]
        fence = "~~~~" if "```" in inside else "```"
        place = source.place(match.start())
        notes.append(Note(source.path, place.line, "the shortcode highlight became a block of code"))
        yield match, f"{fence}{match[1] or match[2] or ''}\n{inside}\n{fence}"


def _read(typed: str) -> Shortcode:
    words = [(match[1] or "", next(filter(None, match.groups()[1:]), "")) for match in _WORD.finditer(_inside(typed))]
    is_end = typed.lstrip("{<%- ").startswith("/")
    name = words[0][1].lstrip("/") if words else ""
    named = {key: value for key, value in words[1:] if key}
    return Shortcode(f"end{name}" if is_end else name, tuple(value for key, value in words[1:] if not key), named)


def _inside(typed: str) -> str:
    """What stands between the signs of a tag."""
    return typed.strip("{}").strip("<>%").strip("-").strip().removesuffix("/").rstrip()


def _attributes(source: SourceText, notes: list[Note]) -> Iterator[Change]:
    """Attribute lists of kramdown: ids stay, for they are written alike here; others are told and go."""
    for match in _ATTRIBUTES.finditer(source.without_code):
        typed = match[0]
        if re.fullmatch(r"\{:\s*#[\w-]+\s*\}", typed):
            continue
        is_list = (
            typed.startswith("{:") and not typed.startswith("{::") and ("." in typed or "=" in typed or "#" in typed)
        )
        told = "is left out" if is_list else "is kept as it was typed"
        notes.append(Note(source.path, source.place(match.start()).line, f"the attribute list {typed} {told}"))
        yield match, "" if is_list else _code(typed)


def _code(typed: str) -> str:
    """A text as code, in which nothing is read as Markdown or HTML."""
    if "\n" in typed:
        return f"\n\n```\n{typed}\n```\n\n"
    fence = "``" if "`" in typed else "`"
    blank = " " if "`" in typed else ""
    return f"{fence}{blank}{typed}{blank}{fence}"


def _short(typed: str) -> str:
    text = " ".join(typed.split())
    return text if len(text) <= 60 else f"{text[:59]}…"
