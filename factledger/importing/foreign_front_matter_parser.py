"""The front matter of other systems: YAML, TOML, JSON or Pelican's lines, each key with its line and what was typed."""

import json
import re
import tomllib
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, NamedTuple

import yaml
from yaml.reader import ReaderError

from factledger.read.yaml_errors import syntax_problem

_FENCES = {
    "---": re.compile(r"^(?:---|\.\.\.)[ \t]*$", re.MULTILINE),
    "+++": re.compile(r"^\+\+\+[ \t]*$", re.MULTILINE),
}
_META = re.compile(r"([A-Za-z][\w-]*):(?:[ \t]+(.*))?$")
_TOML_PLACE = re.compile(r" \(at line (\d+), column \d+\)$")
_TOML_KEY = re.compile(r"^(?:\[+\s*([\w-]+)|([\w-]+|\"[^\"]+\")(?:\.[\w.-]+)?\s*=)")


class Key(NamedTuple):
    """A key's value as texts, lists and mappings, its line in the file, and its lines as they were typed."""

    value: Any
    line: int
    typed: str


class Parts(NamedTuple):
    """A file taken apart. `fault` says why the front matter could not be read, from which line on; its lines are all `unread` then."""

    keys: Mapping[str, Key]
    body: str
    body_line: int
    is_meta: bool = False  # Pelican's lines
    fault: str = ""
    fault_line: int = 1
    unread: str = ""


def parts_of(text: str, *, has_meta: bool = False) -> Parts:
    """A file's front matter and body; `has_meta` where Pelican's lines may stand at the top."""
    start = len(text) - len(text.lstrip("\n \t"))
    first = text[start:].partition("\n")[0].rstrip()
    if first in _FENCES:
        opening = start + len(first)
        closing = _FENCES[first].search(text, min(text.find("\n", opening) + 1 or len(text), len(text)))
        if closing is not None:
            inside = text[text.find("\n", opening) + 1 : closing.start()]
            line = text.count("\n", 0, start) + 2
            read = _yaml if first == "---" else _toml
            return _with_body(read, inside, line, text, closing.end())
    if first.startswith("{") and (first == "{" or '"' in first):
        try:
            _, end = json.JSONDecoder().raw_decode(text, start)
        except (ValueError, RecursionError):
            return Parts({}, text, 1)
        return _with_body(_json, text[start:end], text.count("\n", 0, start) + 1, text, end)
    return _meta(text) if has_meta else Parts({}, text, 1)


def _with_body(read: Any, inside: str, line: int, text: str, end: int) -> Parts:  # noqa: ANN401 - one of those below
    body = text[end:].removeprefix("\n")
    body_line = text.count("\n", 0, len(text) - len(body)) + 1
    try:
        return Parts(read(inside, line), body, body_line)
    except (ValueError, yaml.YAMLError, RecursionError) as error:
        fault, at = _fault(error, inside, line)
        return Parts({}, body, body_line, fault=fault, fault_line=at, unread=inside)


def _fault(error: Exception, text: str, line: int) -> tuple[str, int]:
    """What is wrong with a front matter that begins on a line, in an editor's words, and on which line of the file."""
    if isinstance(error, yaml.MarkedYAMLError):
        problem = syntax_problem(error, text.replace("\t", "    "), "", line - 1)
        return problem.message, problem.place.line
    if isinstance(error, ReaderError):
        return "a control character, which YAML does not take", line + text.count("\n", 0, error.position)
    if isinstance(error, RecursionError):
        return "it is nested too deeply", line
    said = " ".join(str(error).split())
    at = _TOML_PLACE.search(said)
    return _TOML_PLACE.sub("", said)[:200], line - 1 + int(at[1]) if at is not None else line


def _yaml(text: str, line: int) -> dict[str, Key]:
    text = text.replace("\t", "    ")
    node = yaml.compose(text, Loader=yaml.BaseLoader)
    if node is None:
        return {}
    values = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - it makes texts, lists and mappings only
    if not isinstance(node, yaml.MappingNode) or not isinstance(values, dict):
        raise ValueError("it is no mapping")  # noqa: TRY004 - a fault of the text
    starts = {str(key.value): key.start_mark.line for key, _ in node.value}
    return _keys(values, starts, text, line)


def _toml(text: str, line: int) -> dict[str, Key]:
    starts: dict[str, int] = {}
    for number, typed in enumerate(text.split("\n")):
        found = _TOML_KEY.match(typed)
        if found is not None:
            starts.setdefault((found[1] or found[2]).strip('"'), number)
    return _keys(_plain(tomllib.loads(text)), starts, text, line)


def _json(text: str, line: int) -> dict[str, Key]:
    values = _plain(json.loads(text, parse_float=str, parse_int=str, parse_constant=str))
    starts = {key: text.count("\n", 0, max(text.find(json.dumps(key, ensure_ascii=False)), 0)) for key in values}
    return {
        key: Key(value, line + starts[key], f"{json.dumps(key)}: {json.dumps(value, ensure_ascii=False)}")
        for key, value in values.items()
    }


def _keys(values: Mapping[str, Any], starts: Mapping[str, int], text: str, line: int) -> dict[str, Key]:
    lines = text.split("\n")
    ordered = sorted({*starts.values(), len(lines)})
    found = {}
    for key, value in values.items():
        start = starts.get(str(key), 0)
        end = next(number for number in ordered if number > start)
        found[str(key)] = Key(value, line + start, "\n".join(lines[start:end]).rstrip())
    return found


def _meta(text: str) -> Parts:
    """Pelican's lines `Key: value`, of which a value may go on where the next line is indented."""
    keys: dict[str, Key] = {}
    lines = text.split("\n")
    last, number = "", 0
    for number, typed in enumerate(lines):
        found = _META.match(typed)
        if found is not None:
            last = found[1]
            keys[last] = Key((found[2] or "").strip(), number + 1, typed)
        elif last and typed.startswith((" ", "\t")) and typed.strip():
            before = keys[last]
            keys[last] = before._replace(value=f"{before.value} {typed.strip()}", typed=f"{before.typed}\n{typed}")
        else:
            break
    if not {key.lower() for key in keys} & {"title", "date"}:
        return Parts({}, text, 1)
    body = "\n".join(lines[number + 1 :] if not lines[number].strip() else lines[number:])
    return Parts(keys, body, text.count("\n", 0, len(text) - len(body)) + 1, is_meta=True)


def _plain(value: Any) -> Any:  # noqa: ANN401 - whatever TOML or JSON holds
    """A value of texts, lists and mappings."""
    if isinstance(value, dict):
        return {str(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_plain(inner) for inner in value]
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime | date):
        return value.isoformat()
    return "" if value is None else str(value)
