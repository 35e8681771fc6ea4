"""The site's settings, site.yaml: a file that need not be there."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any
from zoneinfo import ZoneInfo, available_timezones

from pydantic import Field, PlainValidator
from pydantic_core import PydanticCustomError

from factledger.model.compressed_copies import Compression
from factledger.model.host_limit_numbers import Host
from factledger.model.problems import JUDGEMENTS, RULES, Place, Problem, Severity
from factledger.model.settings import CmsSettings, Settings
from factledger.read import project_files
from factledger.read.cms_setting import NEED_REPO, WrittenCms
from factledger.read.entity_kinds_setting import KindsByWord, declared_kinds, empty_kinds
from factledger.read.front_matter_fence import LARGEST, decoded
from factledger.read.front_matter_schema import Written
from factledger.read.front_matter_values import (
    Day,
    Flag,
    LanguageTag,
    OneOrMore,
    Text,
    one_of,
    web_text,
    written_as,
    written_text,
)
from factledger.read.identifiers import did_you_mean, listed
from factledger.read.record_validation import place_of, validated
from factledger.read.web_addresses import site_address
from factledger.read.yaml_nodes import Items, Table, locate, parse_yaml

SETTINGS = "site.yaml"
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_PLACEHOLDERS = ("slug", "year", "month", "day")
_PATTERN = re.compile(r"/(?:[\w~-][\w.~-]*/)+")
_DIGITS = 9  # of a number of bytes: there are no larger pages
_ZONE = re.compile(r"[A-Z][A-Za-z0-9_+-]*(?:/[A-Za-z0-9_+-]+)*", re.ASCII)  # others, as localtime, differ by machine


def _site_address(value: Any) -> str:  # noqa: ANN401  # whatever the YAML holds
    return web_text(value, site_address)


def _article_pattern(value: Any) -> str:  # noqa: ANN401
    text = written_text(value)
    unknown = [name for name in _PLACEHOLDER.findall(text) if name not in _PLACEHOLDERS]
    if unknown:
        advice = did_you_mean(unknown[0], _PLACEHOLDERS, "use {slug}, {year}, {month} or {day}")
        reason = f"the pattern has no {{{unknown[0]}}}"
        raise PydanticCustomError("bad-value", "", {"reason": reason, "advice": advice})
    plain = _PLACEHOLDER.sub("x", text)
    if not _PATTERN.fullmatch(plain) or "{slug}" not in text:
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
        advice = did_you_mean(text, filter(_ZONE.fullmatch, available_timezones()), "write it as UTC or Asia/Shanghai")
        raise PydanticCustomError("bad-value", "", {"reason": reason, "advice": advice}) from None
    return text


def _contact(value: Any) -> str:  # noqa: ANN401
    text = written_text(value)
    scheme, _, rest = text.partition(":")
    if scheme not in ("mailto", "https", "tel") or not rest or any(sign.isspace() for sign in text):
        advice = "write it as mailto:security@example.org or https://example.org/security/"
        raise PydanticCustomError("bad-url", "", {"reason": f"'{text}' is no address to turn to", "advice": advice})
    return text


def _size(value: Any) -> int:  # noqa: ANN401
    text = written_text(value).replace(",", "")
    if not (text.isascii() and text.isdigit() and len(text) <= _DIGITS):
        reason = f"'{text}' is no number of bytes"
        raise PydanticCustomError("bad-value", "", {"reason": reason, "advice": "write it as 1024"})
    return int(text)


def _folder(value: Any) -> str:  # noqa: ANN401
    return _inside(written_text(value).rstrip("/"), "folder", "public")


def _font(value: Any) -> str:  # noqa: ANN401
    return _inside(written_text(value), "file", "fonts/NotoSansSC-Bold.otf")


def _inside(text: str, what: str, example: str) -> str:
    """A path that does not leave the project."""
    parts = text.replace("\\", "/").split("/")
    if not text or text.startswith(("/", "~")) or ":" in text or not {"", ".", ".."}.isdisjoint(parts):
        reason, advice = f"'{text}' is no {what} in the project", f"write a name such as {example}"
        raise PydanticCustomError("bad-value", "", {"reason": reason, "advice": advice})
    return text


class WrittenSettings(Written):
    """The keys of site.yaml."""

    title: Text | None = None
    url: (
        Annotated[str, PlainValidator(_site_address), written_as("https://example.org/ev/", "^\\s*https?://")] | None
    ) = None
    first_url: (
        Annotated[str, PlainValidator(_site_address), written_as("https://example.org/ev/", "^\\s*https?://")] | None
    ) = None
    description: Text | None = None
    language: LanguageTag | None = None
    timezone: Annotated[str, PlainValidator(_zone), written_as("UTC, Asia/Shanghai")] | None = None
    theme: OneOrMore | None = None
    output: Annotated[str, PlainValidator(_folder), written_as("public")] | None = None
    articles: (
        Annotated[str, PlainValidator(_article_pattern), written_as("/news/{slug}/", "^\\s*/.*\\{slug\\}.*/\\s*$")]
        | None
    ) = None
    navigation: tuple[Text, ...] | None = None
    authors: tuple[Text, ...] | None = None
    whole_feeds: Flag | None = None
    search: Flag | None = None
    security_contact: (
        tuple[Annotated[str, PlainValidator(_contact), written_as("mailto:security@example.org")], ...] | None
    ) = None
    security_expires: Day | None = None
    host: Annotated[Host, one_of(Host)] | None = None
    share_cards: Flag | None = None
    share_font: Annotated[str, PlainValidator(_font), written_as("fonts/NotoSansSC-Bold.otf")] | None = None
    integrity: Flag | None = None
    precompressed: tuple[Annotated[Compression, one_of(Compression)], ...] | None = None
    precompressed_from: Annotated[int, PlainValidator(_size), written_as("1024")] | None = None
    rules: dict[str, Annotated[Severity, one_of(Severity)]] = Field(default_factory=dict)
    units: dict[str, OneOrMore] = Field(default_factory=dict)
    kinds: KindsByWord = Field(default_factory=dict)
    cms: WrittenCms | None = None


# The settings that are not named as they are written.
_NAMES = {"theme": "themes", "articles": "article_url", "rules": "severities"}


def read_settings(project: Path) -> tuple[Settings, tuple[Problem, ...]]:
    """Read the project's site.yaml; what it does not say, or says wrong, is as `Settings` has it."""
    if not project_files.exists(project, SETTINGS):
        return Settings(), ()
    content, problems = project_files.read_bytes(project, SETTINGS, LARGEST)
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
    written = checked.record or WrittenSettings()
    values = {_NAMES.get(name, name): value for name, value in written if value is not None}
    if written.cms is not None:
        values["cms"] = _cms(written.cms, place_of(table, path, "cms", "package"))
    values["kinds"], wrong_kinds = declared_kinds(written.kinds, checked.table, path)
    if wrong_rules := tuple(_wrong_rules(written.rules, table, path)):
        values["severities"] = {}  # for they might hide that they are wrong
    sections = locate(checked.table, ("navigation",))
    places = (
        tuple(Place(path, node.line, node.column) for node in sections.nodes) if isinstance(sections, Items) else ()
    )
    language_place = place_of(table, path, "language") if written.language is not None else None
    settings = Settings(
        **values,
        path=path,
        navigation_places=places,
        language_place=language_place,
        search_place=place_of(table, path, "search") if written.search is not None else None,
        precompressed_place=place_of(table, path, "precompressed") if written.precompressed is not None else None,
        security_place=place_of(table, path, "security_expires" if written.security_expires else "security_contact"),
        share_font_place=place_of(table, path, "share_font") if written.share_font is not None else None,
    )
    if bool(written.security_contact) != bool(written.security_expires):
        message = "security_contact and security_expires stand together (RFC 9116)"
        advice = "add the day until which it holds" if written.security_contact else "add whom to tell"
        checked = checked._replace(
            problems=(
                *checked.problems,
                Problem(settings.security_place or Place(path), "missing-key", message, advice),
            )
        )
    found = [
        *problems,
        *checked.problems,
        *wrong_rules,
        *empty_kinds(table, path),
        *wrong_kinds,
        *_wrong_backend(written.cms, table, path),
    ]
    for source in ("content", *settings.themes):
        if f"{settings.output}/".casefold().startswith(f"{source}/".casefold()):
            message = f"'{source}' holds what the site is made from"
            found.append(Problem(place_of(table, path, "output"), "bad-value", message, "write a name such as public"))
    return settings, tuple(found)


def _cms(written: WrittenCms, place: Place) -> CmsSettings:
    backend = {
        name: str(value) if isinstance(value, str) else value for name, value in written.backend if value is not None
    }
    return CmsSettings(
        package=written.package, backend=backend, publish_mode=written.publish_mode or "", package_place=place
    )


def _wrong_backend(written: WrittenCms | None, table: Table, path: str) -> Iterator[Problem]:
    """A backend that does not say where it keeps what it writes."""
    if written is None or written.backend.name not in NEED_REPO or written.backend.repo is not None:
        return
    message = f"the backend '{written.backend.name}' needs a repository"
    yield Problem(place_of(table, path, "cms", "backend"), "missing-key", message, "add repo: owner/name")


def _wrong_rules(severities: Mapping[str, Severity], table: Table, path: str) -> Iterator[Problem]:
    rules = table.values.get("rules")
    if not isinstance(rules, Table):
        return
    for rule, where in rules.keys.items():
        place = Place(path, where.line, where.column)
        if rule not in RULES:
            advice = did_you_mean(rule, RULES, "docs/rules.md lists them")
            yield Problem(place, "unknown-rule", f"there is no rule '{rule}'", advice)
        elif _is_fixed(rule) and severities.get(rule, Severity.ERROR) is not Severity.ERROR:
            message = f"'{rule}' is always an error, for no right page can be made"
            advice = f"leave it out; of the errors only {listed(sorted(JUDGEMENTS), 'and')} can be set"
            yield Problem(place, "bad-value", message, advice)


def _is_fixed(rule: str) -> bool:
    return RULES[rule].severity is Severity.ERROR and rule not in JUDGEMENTS
