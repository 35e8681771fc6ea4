"""Included files without anything to be worked out, such as icons, put into the templates that include them.

To include a file Jinja makes it a context with every name that is known there, some six times for each page: 1 percent
of the instructions of a clean build of 100 articles.
"""

from typing import cast

from jinja2 import Environment, TemplateError, nodes
from jinja2.visitor import NodeTransformer


def with_plain_includes(source: nodes.Template, environment: Environment) -> nodes.Template:
    """A template's tree with the text of plain files in place of the statements that include them."""
    return cast("nodes.Template", _Includer(environment).visit(source))


class _Includer(NodeTransformer):
    """Writes texts in place of statements; what it overrides has its name from Jinja."""

    def __init__(self, environment: Environment) -> None:
        self._environment = environment

    def visit_Include(self, node: nodes.Include) -> nodes.Node | list[nodes.Node]:  # noqa: N802
        """The file's text, where one is named outright that is nothing else; the rest is left to Jinja."""
        name, loader = node.template, self._environment.loader
        if not isinstance(name, nodes.Const) or not isinstance(name.value, str) or loader is None:
            return node
        try:
            text, file, _ = loader.get_source(self._environment, name.value)
            body = self._environment.parse(text, name.value, file).body
        except TemplateError:
            return node
        return body if all(map(_is_plain, body)) else node


def _is_plain(node: nodes.Node) -> bool:
    return isinstance(node, nodes.Output) and all(isinstance(part, nodes.TemplateData) for part in node.nodes)
