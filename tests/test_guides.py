"""The guides in docs/: each command is run, each file written, and what is said is compared with what they print."""

import re
import shlex
from pathlib import Path

import pytest

from factledger.cli import main
from tests.rules_reference import PATH, reference

DOCS = Path(__file__).parent.parent / "docs"
BLOCK = re.compile(r"^(`{3,})(\w+)(?: ([^\n]+))?\n(.*?)^\1$", re.MULTILINE | re.DOTALL)
# What a test cannot run, or another one does, as those of publish do with buckets and addresses.
ELSEWHERE = (
    "npm ",
    "pip ",
    "python3 -m venv",
    "factledger serve",
    "git ",
    "export AWS",
    "factledger publish s3:",
    "factledger verify s3:",
    "factledger verify http",
)
GUIDES = sorted(path for path in DOCS.glob("*.md") if path != PATH)


@pytest.mark.parametrize("guide", GUIDES, ids=lambda path: path.stem)
def test_what_a_guide_shows_is_so(guide, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1748736000")  # 1 June 2025
    for match in BLOCK.finditer(guide.read_text("utf-8")):
        _, language, name, text = match.groups()
        if name is not None:
            Path(name).parent.mkdir(parents=True, exist_ok=True)
            Path(name).write_text(text, "utf-8")
        elif language == "sh":
            for command, expected in commands(text):
                assert (command, expected) == (command, said(command, expected, monkeypatch, capsys))


def commands(text):
    """The commands of a block, each with the lines that are to be printed."""
    for part in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
        command, _, expected = part.partition("\n")
        yield command, expected


def said(command, expected, monkeypatch, capsys):
    """What a command prints; what a guide does not show is not compared."""
    if command.startswith(ELSEWHERE):
        return expected
    program, *arguments = shlex.split(command)
    if program == "cd":
        monkeypatch.chdir(arguments[0])
        return expected
    if program == "export":
        monkeypatch.setenv(*arguments[0].split("="))
        return expected
    assert program == "factledger", command
    status = main(arguments, program="factledger")
    printed = capsys.readouterr()
    assert status == 0, printed.err
    return printed.err + printed.out if expected else ""


def test_there_is_something_to_run_in_the_guides():
    blocks = [match for guide in GUIDES for match in BLOCK.finditer(guide.read_text("utf-8"))]
    assert sum(len(list(commands(match[4]))) for match in blocks if match[2] == "sh") > 10


def test_every_rule_stands_in_the_reference_with_an_example():
    assert PATH.read_text("utf-8") == reference(), "run python -m tests.rules_reference"


@pytest.mark.parametrize("guide", [*GUIDES, PATH, DOCS.parent / "README.md"], ids=lambda path: path.stem)
def test_links_between_the_guides_lead_somewhere(guide):
    text = re.sub(r"^(`{3,}).*?^\1$|`[^`\n]*`", "", guide.read_text("utf-8"), flags=re.MULTILINE | re.DOTALL)
    targets = {link.partition("#")[0] for link in re.findall(r"\]\((?!https?:|#|company:|fact:)([^)\s]+)\)", text)}
    assert {target for target in targets if not (guide.parent / target).exists()} == set()


def test_a_site_of_another_field_speaks_of_its_own_things(tmp_path, monkeypatch, capsys):
    test_what_a_guide_shows_is_so(DOCS / "other-fields.md", tmp_path, monkeypatch, capsys)
    public = tmp_path / "warmth/public"
    assert "<h1" in (models := (public / "models/index.html").read_text("utf-8"))
    assert (">Heat pumps<" in models, ">Models<" in models) == (True, False)
    installations = (public / "companies/nordwarm/installations/index.html").read_text("utf-8")
    assert ("heat pumps" in installations, "vehicles" in installations) == (True, False)
