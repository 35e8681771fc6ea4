"""What a theme says of itself in its theme.yaml: for which contract of fields it was made, and whether it stands alone."""

from pathlib import Path
from typing import Annotated, Any

from pydantic import PlainValidator
from pydantic_core import PydanticCustomError

from factledger.model.problems import Problem
from factledger.model.views import CONTRACT
from factledger.read import project_files
from factledger.read.front_matter_fence import LARGEST, decoded
from factledger.read.front_matter_schema import Written
from factledger.read.front_matter_values import Flag, written_as, written_text
from factledger.read.record_validation import place_of, validated
from factledger.read.yaml_nodes import parse_yaml


def _contract(value: Any) -> int:  # noqa: ANN401  # whatever the YAML holds
    text = written_text(value)
    if not text.isascii() or not text.isdigit():
        reason, advice = f"'{text}' is no version of the contract", f"write {CONTRACT}"
        raise PydanticCustomError("bad-value", "", {"reason": reason, "advice": advice})
    return int(text)


class WrittenTheme(Written):
    """The keys of a theme's theme.yaml."""

    contract: Annotated[int, PlainValidator(_contract), written_as("1", "", "integer")]
    stands_alone: Flag = False


def declared(project: Path, path: str) -> tuple[bool, tuple[Problem, ...]]:
    """Whether a theme stands alone, and what is wrong with what its file says of it."""
    content, problems = project_files.read_bytes(project, path, LARGEST)
    text, more = decoded(content, path) if content is not None else (None, ())
    table, found = parse_yaml(text, path) if text is not None else (None, ())
    problems = (*problems, *more, *found)
    if table is None:
        return False, problems
    checked = validated(WrittenTheme, table, path, {"contract": str(CONTRACT)})
    problems = (*problems, *checked.problems)
    if checked.record is None:
        return False, problems
    if checked.record.contract != CONTRACT:
        message = f"the theme was made for contract {checked.record.contract}, and this factledger has {CONTRACT}"
        is_newer = checked.record.contract > CONTRACT
        advice = (
            "install a newer factledger" if is_newer else f"put its templates right, then write contract: {CONTRACT}"
        )
        problems = (*problems, Problem(place_of(table, path, "contract"), "theme", message, advice))
    return checked.record.stands_alone, problems
