"""A page and the theme make bytes; of what goes wrong `factledger.render.template_errors` makes a problem.

Templates get one variable, `page`, and fail on any name or field that does not exist. Rendering is
a pure function, so a page's bytes depend on its view, on the templates that its own can reach
(`Theme.fingerprints`) and on nothing else.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import fields, is_dataclass

from jinja2 import (
    BaseLoader,
    BytecodeCache,
    Environment,
    StrictUndefined,
    TemplateError,
    TemplateNotFound,
    select_autoescape,
)
from jinja2.utils import missing

from factledger.model.planned_pages import Page
from factledger.model.problems import Problem
from factledger.model.spelling_suggestions import did_you_mean
from factledger.render.subresource_integrity import attribute_of, nothing
from factledger.render.template_engine import Engine
from factledger.render.template_errors import RENDERING_ERRORS, template_problem
from factledger.render.template_filters import page_filters
from factledger.render.theme import Theme


def make_environment(
    theme: Theme, language: str, compiled: BytecodeCache | None = None, *, has_integrity: bool = False
) -> Engine:
    """The engine for one theme and language, with the filters of `factledger.render.template_filters`.

    `compiled` has templates that need not be compiled again; `has_integrity` has pages tell the digests of what they load.
    """
    environment = Engine(
        messages=theme.messages,
        loader=_ThemeLoader(theme),
        undefined=_Missing,
        autoescape=select_autoescape(enabled_extensions=("html", "xml", "svg"), default=False),
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
        cache_size=-1,
        bytecode_cache=compiled,
        optimized=False,  # working constants out beforehand takes longer than it saves
    )
    environment.filters.update(page_filters(language, theme.messages))
    environment.filters["integrity"] = attribute_of(theme.assets) if has_integrity else nothing
    return environment


def compile_templates(environment: Environment) -> None:
    """Have every template ready; what is wrong with one is told when a page is rendered with it."""
    for name in environment.list_templates():
        with suppress(TemplateError, RecursionError):
            environment.get_template(name)


def render_page(page: Page, environment: Engine) -> tuple[bytes, tuple[Problem, ...]]:
    """Render one page; a template that cannot be used gives no bytes and a problem that says where and why."""
    try:
        return _rendered(page, environment), ()
    except RENDERING_ERRORS:
        return _render_carefully(page, environment.careful)


def _rendered(page: Page, environment: Environment) -> bytes:
    return environment.get_template(page.template).render(page=page.view).encode()


def _render_carefully(page: Page, environment: Environment) -> tuple[bytes, tuple[Problem, ...]]:
    try:
        return _rendered(page, environment), ()
    except RENDERING_ERRORS as error:
        return b"", (template_problem(error, page, environment),)


class _ThemeLoader(BaseLoader):
    """Hands Jinja the theme's texts; a template's file name is its path in the project."""

    def __init__(self, theme: Theme) -> None:
        self._templates = theme.templates

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:  # noqa: ARG002
        found = self._templates.get(template)
        if found is None:
            raise TemplateNotFound(template)
        return found.source, found.path, lambda: True

    def list_templates(self) -> list[str]:
        return sorted(self._templates)


class _Missing(StrictUndefined):
    """A name or field that does not exist; its message names the record and the nearest field."""

    __slots__ = ()

    @property
    def _undefined_message(self) -> str:
        name, owner = self._undefined_name, self._undefined_obj
        if self._undefined_hint:
            return self._undefined_hint
        if not is_dataclass(owner):
            if name is None or owner is missing:
                return f"there is no variable '{name}' here; a template's only variable is 'page'"
            return f"a {type(owner).__name__} has no '{name}'"
        known = [field.name for field in fields(owner)]
        advice = did_you_mean(str(name), known) or f"it has {', '.join(known)}"
        return f"{type(owner).__name__} has no field '{name}'; {advice}"
