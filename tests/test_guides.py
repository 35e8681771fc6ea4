"""The guides in docs/: each command is run, each file written, and what is said is compared with what they print."""

import re
import shlex
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from factledger.cli import main
from factledger.model.html_tokenizer import words as text_of
from tests.folders import after_an_edit
from tests.rules_reference import PATH, reference

DOCS = Path(__file__).parent.parent / "docs"
BLOCK = re.compile(r"^(`{3,})(\w+)(?: ([^\n]+))?\n(.*?)^\1$", re.MULTILINE | re.DOTALL)
# What a test cannot run, or another one does, as those of publish do with buckets and addresses.
ELSEWHERE = (
    "npm ",
    "pip ",
    "python3 -m venv",
    ". tools",
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
    if program == "rm":
        for folder in arguments[1:]:
            shutil.rmtree(folder)
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


OF_CARS = {
    "en": re.compile(r"\b(?:cars?|vehicles?|models?|EVs?|compan(?:y|ies)|electric)\b", re.IGNORECASE),
    "de": re.compile(r"\b(?:Autos?|Fahrzeug\w*|Modelle?n?|Unternehmen\w*|Firm\w+|elektrisch\w*)\b", re.IGNORECASE),
}
IN_GERMAN = {
    "name: maker, names: makers": "name: Hersteller, names: Hersteller",
    "name: appliance, names: appliances": "name: Gerät, names: Geräte",
    "kinds:": "language: de\nkinds:",
}


def seen(site):
    """What readers see of each page, by its path."""
    pages = {path.relative_to(site).as_posix(): path.read_text("utf-8") for path in site.rglob("*.html")}
    return {path: " ".join(text_of(html).split()) for path, html in pages.items()}


def of_cars(pages, language):
    """By page the words on it that are about cars and their makers."""
    found = {path: OF_CARS[language].findall(text) for path, text in pages.items()}
    return {path: words for path, words in found.items() if words}


def test_a_site_of_another_field_speaks_of_its_own_things(tmp_path, monkeypatch, capsys):
    """In English and, as its kinds get other names, in German, where nothing of the English ones stays behind."""
    test_what_a_guide_shows_is_so(DOCS / "other-fields.md", tmp_path, monkeypatch, capsys)
    site = tmp_path / "warmth"
    pages = seen(site / "public")
    assert of_cars(pages, "en") == {}
    assert "Makers" in pages["index.html"]
    assert "Appliances Nordwarm Eight" in pages["makers/nordwarm/index.html"]
    assert "All makers on this site." in pages["makers/index.html"]
    assert "What the state pays for" in pages["programmes/index.html"]
    assert (site / "public/makers/nordwarm/feed.xml").exists()
    assert '"@type":"GovernmentService"' in (site / "public/programmes/warm-homes/index.html").read_text("utf-8")
    settings = (site / "site.yaml").read_text("utf-8")
    german = settings
    for old, new in IN_GERMAN.items():
        assert old in german
        german = german.replace(old, new)
    warm, clean = after_an_edit(site, "site.yaml", settings, german, now=datetime(2025, 6, 1, tzinfo=UTC))
    assert warm == clean
    pages = seen(site / "public")
    assert of_cars(pages, "de") == {}
    assert "Geräte Nordwarm Eight" in pages["makers/nordwarm/index.html"]
