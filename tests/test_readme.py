"""What the README shows is true."""

import re
import tomllib
from pathlib import Path

import pytest

from sitegen.cli import main
from sitegen.model.problems import RULES
from sitegen.read import schema, settings
from sitegen.read.articles import read_article

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")


def rules_table():
    rows = [f"| `{id}` | {rule.severity} | {rule.meaning} |" for id, rule in RULES.items()]
    return "\n".join(["| rule | severity | meaning |", "|---|---|---|", *rows])


def test_the_table_of_rules_is_the_list_of_rules():
    shown = re.search(r"<!-- rules -->\n(.*?)\n?<!-- /rules -->", README, re.DOTALL)[1]
    assert shown == rules_table()


def test_the_article_of_the_readme_is_read_without_a_problem():
    text = re.search(r"```markdown\n(---\n.*?)```", README, re.DOTALL)[1]
    article, problems = read_article("content/articles/2025/march.md", text.encode())
    assert problems == ()
    assert [(fact.metric, fact.text, fact.period.text) for fact in article.facts] == [
        ("deliveries", "over 29,000", "2025-03")
    ]


def test_every_package_that_the_project_needs_is_justified():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = (package for extra in project["optional-dependencies"].values() for package in extra)
    names = {re.match(r"[\w-]+", package)[0] for package in (*project["dependencies"], *extras)}
    missing = {name for name in names if f"`{name}`" not in README and not name.startswith("types-")}
    assert missing == set()


@pytest.mark.parametrize("command", sorted(set(re.findall(r"^\| `build\.py ?([a-z]*)", README, re.MULTILINE))))
def test_every_command_of_the_readme_has_help(command, capsys):
    with pytest.raises(SystemExit) as stopped:
        main([command, "--help"] if command else ["--help"])
    assert stopped.value.code == 0
    assert capsys.readouterr().out.startswith("usage: build.py")


@pytest.mark.parametrize(
    "kind",
    [kind for room in (schema, settings) for name, kind in vars(room).items() if re.fullmatch("Written.+", name)],
)
def test_every_key_that_an_editor_may_write_is_told(kind):
    assert [key for key in kind.model_fields if f"`{key}`" not in README and f"`{key}:" not in README] == []
