"""Messages of templates put into their language when the templates are compiled, so that pages print them as plain text.

Templates write what Jinja's own extension for gettext has: `_("Corrections")`, `_("By %(name)s", name=…)`,
`ngettext("%(num)s story", "%(num)s stories", number)`, `pgettext(context, message)` and `{% trans %}`. What is known
beforehand, the message, is worked out here; a message that a template makes up while it runs is left to Jinja.
"""

import re
from collections.abc import Mapping, Sequence
from functools import partial
from typing import cast

from jinja2 import Environment, nodes
from jinja2.visitor import NodeTransformer

from factledger.model.message_catalogues import PLACEHOLDER, Messages

EXTENSION = "jinja2.ext.i18n"
_TEXTS: Mapping[str, int] = {"_": 1, "gettext": 1, "pgettext": 2, "ngettext": 2, "npgettext": 3}  # of each function
_PLURALS = ("ngettext", "npgettext")
_NUMBERS = range(201)  # the rules of all languages say other things within these, if at all (CLDR, plural rules)


def install(environment: Environment, messages: Messages) -> None:
    """Have the functions for what is only known while a page is made."""
    found = messages.translations
    environment.install_gettext_callables(  # type: ignore[attr-defined]
        found.gettext, found.ngettext, newstyle=True, pgettext=found.pgettext, npgettext=found.npgettext
    )


def translated(source: nodes.Template, messages: Messages) -> nodes.Template:
    """A template's tree with its messages in their language."""
    return cast("nodes.Template", _Translator(messages).visit(source))


class _Translator(NodeTransformer):
    """Writes texts in place of calls; what it overrides has its names from Jinja."""

    def __init__(self, messages: Messages) -> None:
        self._found = messages.translations

    def visit_Output(self, node: nodes.Output) -> nodes.Output:  # noqa: N802
        """What a template prints: a message piece by piece, for there is nothing to be joined."""
        printed: list[nodes.Expr] = []
        for child in node.nodes:
            sentence = self._sentence(child)
            if sentence is None:
                printed.append(self.visit(child))
            else:
                printed.extend(
                    nodes.TemplateData(piece, lineno=child.lineno) if isinstance(piece, str) else piece
                    for piece in sentence
                )
        node.nodes = printed
        return node

    def visit_Call(self, node: nodes.Call) -> nodes.Expr:  # noqa: N802
        """A message that is a part of something else."""
        sentence = self._sentence(node)
        if sentence is None:
            return cast("nodes.Expr", self.generic_visit(node))
        return _joined(sentence, node.lineno)

    def _sentence(self, node: nodes.Expr) -> Sequence[str | nodes.Expr] | None:
        """The pieces of a message and the values between them; None where that is not known before a page is made."""
        if not isinstance(node, nodes.Call) or not isinstance(node.node, nodes.Name) or node.node.name not in _TEXTS:
            return None
        count, is_plural = _TEXTS[node.node.name], node.node.name in _PLURALS
        texts = [one.value for one in node.args[:count] if isinstance(one, nodes.Const) and isinstance(one.value, str)]
        if len(texts) != count or len(node.args) != count + is_plural or node.dyn_args or node.dyn_kwargs:
            return None
        values = {one.key: self.visit(one.value) for one in node.kwargs}
        if is_plural:
            return self._plural(texts, self.visit(node.args[-1]), values, node.lineno)
        return _pieces(self._found.pgettext(*texts) if count == 2 else self._found.gettext(*texts), values)

    def _plural(
        self, texts: Sequence[str], number: nodes.Expr, values: Mapping[str, nodes.Expr], line: int
    ) -> Sequence[str | nodes.Expr] | None:
        """The form for one or that for other numbers; None where the language has more of them."""
        one, others = self._form(texts, 1), {self._form(texts, count) for count in _NUMBERS if count != 1}
        if len(others) > 1:
            return None
        other = others.pop()
        known = {"num": number, **values}
        plural = _pieces(other, known)
        if one == other:
            return plural
        is_one = nodes.Compare(number, [nodes.Operand("eq", nodes.Const(1))], lineno=line)
        return [nodes.CondExpr(is_one, _joined(_pieces(one, known), line), _joined(plural, line), lineno=line)]

    def _form(self, texts: Sequence[str], number: int) -> str:
        *context, one, other = texts
        find = partial(self._found.npgettext, context[0]) if context else self._found.ngettext
        return find(one, other, number)


def _pieces(text: str, values: Mapping[str, nodes.Expr]) -> Sequence[str | nodes.Expr]:
    pieces: list[str | nodes.Expr] = []
    known, start = "", 0
    for found in PLACEHOLDER.finditer(text):
        known, start = known + text[start : found.start()], found.end()
        if found[1] is None:
            known += "%"
        else:
            pieces += [known, values[found[1]]]
            known = ""
    return [piece for piece in (*pieces, known + text[start:]) if piece != ""]


def _joined(sentence: Sequence[str | nodes.Expr], line: int) -> nodes.Expr:
    parts = [_text(piece, line) if isinstance(piece, str) else piece for piece in sentence]
    return parts[0] if len(parts) == 1 else nodes.Concat(parts, lineno=line)


def _text(text: str, line: int) -> nodes.Expr:
    """A text; one with markup is taken for markup, as by Jinja."""
    constant = nodes.Const(text, lineno=line)
    return nodes.MarkSafeIfAutoescape(constant, lineno=line) if re.search("[<>&]", text) else constant
