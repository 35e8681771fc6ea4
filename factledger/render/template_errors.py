"""What went wrong in a template as a problem at the line of the theme's file, of included ones too."""

import traceback
from collections.abc import Iterable

from jinja2 import Environment, TemplateError, TemplateNotFound, TemplateSyntaxError
from jinja2.exceptions import TemplateAssertionError

from factledger.model.planned_pages import Page
from factledger.model.problems import Place, Problem
from factledger.model.spelling_suggestions import did_you_mean

RENDERING_ERRORS = (TemplateError, ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError)


def template_problem(error: Exception, page: Page, environment: Environment) -> Problem:
    """The problem that one of `RENDERING_ERRORS` is for who edits the theme.

    Raises:
        Exception: `error` itself, where no template's line is to blame: a bug of the generator, which must not hide.
    """
    if isinstance(error, TemplateSyntaxError):
        place = Place(error.filename or page.template, error.lineno)
        return Problem(place, "template", _lowered(error.message), _advice(error, environment))
    located = _place_in_template(error, environment)
    if isinstance(error, TemplateNotFound):
        return Problem(located or page.origin, "template", f"the theme has no template '{error.name}'")
    if isinstance(error, RecursionError):
        message = "a template includes or extends itself"
        return Problem(located or page.origin, "template", message, "break the circle")
    if located is None:
        raise error
    return Problem(located, "template", _lowered(str(error)), f"while rendering /{page.path}")


def _place_in_template(error: BaseException, environment: Environment) -> Place | None:
    """The innermost line of a theme's file that the error passed through."""
    paths = set(_paths(environment))
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        if frame.filename in paths:
            return Place(frame.filename, frame.lineno or 0)
    return None


def _paths(environment: Environment) -> Iterable[str]:
    loader = environment.loader
    assert loader is not None
    return (loader.get_source(environment, name)[1] or "" for name in loader.list_templates())


def _advice(error: TemplateSyntaxError, environment: Environment) -> str:
    """The nearest filter, where a filter's name was mistyped."""
    if not isinstance(error, TemplateAssertionError) or "filter named" not in (error.message or ""):
        return ""
    return did_you_mean((error.message or "").split("'")[1], environment.filters)


def _lowered(message: str | None) -> str:
    text = (message or "the template cannot be used").strip().rstrip(".").replace("\n", " ")
    return text if text.split(" ")[0].endswith(("Page", "View", "Card")) else text[:1].lower() + text[1:]
