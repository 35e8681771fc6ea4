"""Jinja as this project uses it: strict about fields, quick about components.

What is changed here changes nothing that a page shows: the templates' indentation stays behind (`indentation`), a component that was drawn for a record is not drawn again
(`components`), and templates are compiled to quicker code (`template_compiler`), with their messages in the site's language
(`translating`). The first two know the insides of one release of Jinja; with any other its own ways are taken.
"""

from collections.abc import Callable, Mapping, MutableMapping
from dataclasses import is_dataclass
from functools import cached_property
from types import CodeType
from typing import Any

import jinja2
from jinja2 import Environment, Template, TemplateRuntimeError, Undefined, nodes
from jinja2.compiler import CodeGenerator
from jinja2.defaults import DEFAULT_NAMESPACE
from jinja2.environment import TemplateModule
from jinja2.runtime import Context, Macro
from markupsafe import Markup, escape

from factledger.model.message_catalogues import ENGLISH, Messages
from factledger.render.component_cache import Component
from factledger.render.include_inlining import with_plain_includes
from factledger.render.indentation import WithoutIndentation
from factledger.render.template_compiler import QuickGenerator
from factledger.render.template_translation import EXTENSION, install, translated

_PROVED = "3.1.6"  # the release of Jinja against which `components` and `template_compiler` are proved by the tests


_MOST_ESCAPED = 50_000


class _Escaped(dict["str | int", Markup]):
    """Texts and numbers as they are printed; those that were printed before are known."""

    def __missing__(self, value: "str | int") -> Markup:
        if len(self) >= _MOST_ESCAPED:
            self.clear()
        found = self[value] = escape(value)
        return found


_escaped = _Escaped()


def _escape(value: object) -> Markup:
    """What Jinja's `escape` makes of a value; of a text or number that was printed before it is known."""
    kind = value.__class__
    return _escaped[value] if kind is str or kind is int else escape(value)  # type: ignore[index]


class _Template(Template):
    """A template whose macros are components where another one imports them, and whose texts are escaped once each.

    Of what 1,000 articles print 97 % was printed before: to escape it again is 3 % of a clean build.
    """

    @classmethod
    def from_code(
        cls,
        environment: Environment,
        code: CodeType,
        globals: MutableMapping[str, Any],
        uptodate: Callable[[], bool] | None = None,
    ) -> "Template":
        """A template made of its compiled code, which finds `escape` among its global names."""
        template = super().from_code(environment, code, globals, uptodate)
        template.root_render_func.__globals__["escape"] = _escape
        return template

    def make_module(
        self, vars: dict[str, Any] | None = None, shared: bool = False, locals: Mapping[str, Any] | None = None
    ) -> TemplateModule:
        """The template's macros as its importers get them."""
        module = super().make_module(vars, shared, locals)
        if vars is None and locals is None:  # otherwise imported `with context`: then its macros see more
            for name, macro in [*module.__dict__.items()]:
                if isinstance(macro, Macro):
                    setattr(module, name, Component(macro))
        return module


class _Context(Context):
    """What a template's names stand for; calls components without asking what else they might be."""

    def call(self, callee: Any, *arguments: Any, **named: Any) -> Any:  # noqa: ANN401 - Jinja's own signature
        if type(callee) is not Component:
            return super().call(callee, *arguments, **named)
        named.pop("_loop_vars", None)  # which Jinja adds for callees that take the context
        named.pop("_block_vars", None)
        return callee(*arguments, **named)


class Engine(Environment):
    """Renders pages that have nothing wrong; of what fails here `careful` says why, or that nothing is."""

    def __init__(self, messages: Messages = ENGLISH, **options: Any) -> None:  # noqa: ANN401 - Jinja's own
        if getattr(jinja2, "__version__", "") == _PROVED:
            self.code_generator_class = QuickGenerator
            self.template_class = _Template
            self.context_class = _Context
        self._components: dict[tuple[str, str], Component] = {}
        self._messages = messages
        super().__init__(extensions=[EXTENSION, WithoutIndentation], **options)
        for name in DEFAULT_NAMESPACE:  # a template's only variable is `page`
            del self.globals[name]
        install(self, messages)

    def _generate(
        self, source: nodes.Template, name: str | None, filename: str | None, defer_init: bool = False
    ) -> str:
        """A template's code, from its tree with messages and plain files put in: a hook that Jinja has for this."""
        whole = with_plain_includes(translated(source, self._messages), self)
        return super()._generate(whole, name, filename, defer_init)

    @cached_property
    def careful(self) -> "Engine":
        """The same engine with Jinja's own code for templates."""
        careful = self.overlay()
        assert isinstance(careful, Engine)
        careful.code_generator_class = CodeGenerator
        careful.bytecode_cache = None  # which has the other code
        return careful

    def component(self, template: str, name: str) -> Component:
        """A component of another file, which draws markup.

        Raises:
            TemplateRuntimeError: the file has nothing of that name, or something else.
        """
        found = self._components.get((template, name))
        if found is None:
            found = getattr(self.get_template(template).module, name, None)
            if not (isinstance(found, Component) and found.draws_markup):
                message = f"'{template}' has no component '{name}'"
                raise TemplateRuntimeError(message)
            self._components[template, name] = found
        return found

    def getattr(self, obj: Any, attribute: str) -> Any:  # noqa: ANN401 - Jinja's own signature
        """What `obj.attribute` stands for in a template: a field that a record does not have is told where it is named."""
        try:
            return getattr(obj, attribute)
        except AttributeError:
            found = super().getattr(obj, attribute)
        if is_dataclass(obj) and isinstance(found, Undefined):
            str(found)  # raises what it has to say
        return found

    def getitem(self, obj: Any, argument: Any) -> Any:  # noqa: ANN401
        """What `obj[argument]` stands for, as filters ask for an attribute by its name: a record has no items."""
        if type(argument) is str and not hasattr(obj, "__getitem__"):
            try:
                return getattr(obj, argument)
            except AttributeError:
                pass  # Jinja's own has more to say
        return super().getitem(obj, argument)
