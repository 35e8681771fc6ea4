"""The indentation of templates kept out of pages: a tenth of their bytes that no browser shows.

HTML and XML show a run of spaces and line breaks as one space, so of the blanks with which a line of a template begins,
none is missed. A template in which they count, with a `<pre>` or a `<textarea>` of its own, is left as it is, and so are
messages between `{% trans %}` and `{% endtrans %}`, for a catalogue knows them by every letter.
"""

import re
from collections.abc import Iterator

from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream

_INDENTATION = re.compile(r"\n[ \t\n]+")
_FIRST = re.compile(r"\A[ \t]+")
_KEPT = re.compile(r"<(?:pre|textarea)\b", re.IGNORECASE)


class WithoutIndentation(Extension):
    """Takes blanks off the beginnings of lines when a template is compiled; its lines keep their numbers."""

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        """The tokens of a template, its own text without indentation and empty lines."""
        tokens = [*stream]
        if any(token.type == "data" and _KEPT.search(token.value) for token in tokens):
            yield from tokens
            return
        before: Token | None = None
        filled = 0  # the last line that holds more than a tag alone
        stands_alone = is_message = False
        for token in tokens:
            if token.type == "block_begin":
                stands_alone = filled != token.lineno
            elif before is not None and before.type == "block_begin":
                is_message = token.value == "trans" or (is_message and token.value != "endtrans")
            if token.type == "data":
                *_, last = token.value.split("\n")
                if last.strip():
                    filled = token.lineno + token.value.count("\n")
                text = token.value if is_message else _without_indentation(token, before, stands_alone=stands_alone)
                if text:
                    yield Token(token.lineno, token.type, text)
            else:
                filled = token.lineno
                yield token
            before = token


def _without_indentation(token: Token, before: Token | None, *, stands_alone: bool) -> str:
    """Some of a template's own text; of the blanks behind a tag, whose line break Jinja took, one stays if words stand in front."""
    text = _INDENTATION.sub("\n", token.value)
    if before is None or (before.type == "block_end" and token.lineno > before.lineno):
        return _FIRST.sub("" if before is None or stands_alone else " ", text)
    return text
