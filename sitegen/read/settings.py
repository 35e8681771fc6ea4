"""The site's settings, site.yaml: a file that need not be there."""

import re
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import Field, PlainValidator
from pydantic_core import PydanticCustomError

from sitegen.model.problems import RULES, Place, Problem, Severity
from sitegen.model.settings import Settings
from sitegen.read import files
from sitegen.read.document import LARGEST, decoded
from sitegen.read.names import did_you_mean
from sitegen.read.schema import LanguageTag, OneOrMore, Text, Written, one_of, web_text, written_text
from sitegen.read.validation import validated
from sitegen.read.yaml_nodes import Table, locate, parse_yaml

SETTINGS = "site.yaml"
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_PLACEHOLDERS = ("slug", "year", "month", "day")
_PATTERN = re.compile(r"/(?:[\w.{}~-]+/)+")
_ZONE = re.compile(r"[A-Za-z][A-Za-z0-9_+-]*(?:/[A-Za-z0-9_+-]+)*", re.ASCII)


def _site_address(value: Any) -> str:  # noqa: ANN401  # whatever the YAML holds
    text = web_text(value)
    parts = urlsplit(text)
    if parts.query or parts.fragment:
        reason = f"'{text}' has a query or a fragment"
        raise PydanticCustomError("bad-url", "", {"reason": reason, "advice": "end it after the path"})
    return text if text.endswith("/") else f"{text}/"


def _article_pattern(value: Any) -> str:  # noqa: ANN401
    text = written_text(value)
    unknown = [name for name in _PLACEHOLDER.findall(text) if name not in _PLACEHOLDERS]
    if unknown:
        advice = did_you_mean(unknown[0], _PLACEHOLDERS, "use {slug}, {year}, {month} or {day}")
        reason = f"the pattern has no {{{unknown[0]}}}"
        raise PydanticCustomError("bad-value", "", {"reason": reason, "advice": advice})
    if not _PATTERN.fullmatch(text) or "{slug}" not in text or ".." in text:
        reason = f"'{text}' is no pattern of addresses"
        raise PydanticCustomError("bad-value", "", {"reason": reason, "advice": "write it as /news/{slug}/"})
    return text


def _zone(value: Any) -> str:  # noqa: ANN401
    text = written_text(value)
    try:
        if text != "UTC":
            ZoneInfo(text if _ZONE.fullmatch(text) else "")
    except (ValueError, OSError, KeyError):
        reason = f"there is no time zone '{text}'"
        advice = "write it as UTC or Asia/Shanghai"
        raise PydanticCustomError("bad-value", "", {"reason": reason, "advice": advice}) from None
    return text


def _folder(value: Any) -> str:  # noqa: ANN401
    text = written_text(value).rstrip("/")
    parts = text.replace("\\", "/").split("/")
    if not text or text.startswith(("/", "~")) or ":" in text or not {"", ".", ".."}.isdisjoint(parts):
        reason, advice = f"'{text}' is no folder in the project", "write a name such as public"
        raise PydanticCustomError("bad-value", "", {"reason": reason, "advice": advice})
    return text


class WrittenSettings(Written):
    """The keys of site.yaml."""

    title: Text | None = None
    url: Annotated[str, PlainValidator(_site_address)] | None = None
    description: Text | None = None
    language: LanguageTag | None = None
    timezone: Annotated[str, PlainValidator(_zone)] | None = None
    theme: OneOrMore | None = None
    output: Annotated[str, PlainValidator(_folder)] | None = None
    articles: Annotated[str, PlainValidator(_article_pattern)] | None = None
    navigation: tuple[Text, ...] | None = None
    authors: tuple[Text, ...] | None = None
    contact: Text | None = None
    rules: dict[str, Annotated[Severity, one_of(Severity)]] = Field(default_factory=dict)


# The settings that are not named as they are written.
_NAMES = {"theme": "themes", "articles": "article_url", "rules": "severities"}


def read_settings(project: Path) -> tuple[Settings, tuple[Problem, ...]]:
    """Read the project's site.yaml; what it does not say, or says wrong, is as `Settings` has it."""
    if not files.exists(project, SETTINGS):
        return Settings(), ()
    content, problems = files.read_bytes(project, SETTINGS, LARGEST)
    if content is None:
        return Settings(), problems
    return parse_settings(SETTINGS, content)


def parse_settings(path: str, content: bytes) -> tuple[Settings, tuple[Problem, ...]]:
    """The settings that a file's content states; a pure function."""
    text, problems = decoded(content, path)
    if text is None:
        return Settings(), problems
    table, problems = parse_yaml(text, path)
    if table is None:
        return Settings(), problems
    checked = validated(WrittenSettings, table, path)
    found = [*problems, *checked.problems, *_unknown_rules(table, path)]
    written = checked.record or WrittenSettings()
    if written.output in ("content", "theme", *(written.theme or ())):
        where = locate(table, ("output",))
        message = f"'{written.output}' holds what the site is made from"
        found.append(
            Problem(Place(path, where.line, where.column), "bad-value", message, "write a name such as public")
        )
    values = {_NAMES.get(name, name): value for name, value in written if value is not None}
    return Settings(**values, path=path), tuple(found)


def _unknown_rules(table: Table, path: str) -> list[Problem]:
    rules = locate(table, ("rules",))
    if rules is table or not isinstance(rules, Table):
        return []
    return [
        Problem(
            Place(path, where.line, where.column),
            "unknown-rule",
            f"there is no rule '{rule}'",
            did_you_mean(rule, RULES, "the README lists the rules"),
        )
        for rule, where in rules.keys.items()
        if rule not in RULES
    ]
