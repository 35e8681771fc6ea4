"""An article's `allow` excuses warnings of its own file that no ledger or figure is about, in clean and in warm builds."""

from datetime import UTC, datetime

import pytest

from factledger.model.build_request import Request
from factledger.pipeline import build

NOW = datetime(2025, 6, 1, 12, tzinfo=UTC)
HEAD = "---\ntitle: A\ndate: 2025-05-01\ncompanies: [aurora]\n{keys}---\n{text}\n"
FILES = {
    "site.yaml": "title: The Ledger\nurl: https://example.org/\nrules: {doubtful-word: off}\n",
    "content/metrics.yaml": "deliveries: {name: Deliveries, unit: vehicles}\n",
    "content/companies/aurora.md": "---\nname: Aurora\n---\n",
    "content/companies/borealis.md": "---\nname: Borealis\naliases: [Polaris]\n---\n",
    "content/companies/septentrio.md": "---\nname: Septentrio\naliases: [Polaris]\n---\n",
    "content/images/car.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 3"><path d="M0 0h4v3z"/></svg>\n',
    "content/articles/going.md": HEAD.format(keys="expires: 2025-12-01\n", text="Soon gone."),
    "content/articles/coming.md": HEAD.format(keys="", text="Not yet.").replace("2025-05-01", "2025-08-01"),
}
CASES = {
    "expires-soon": ("", "See [that](article:going)."),
    "not-yet": ("corrections: [{date: 2025-09-01, reason: So it is.}]\n", "It is so."),
    "ambiguous-name": ("", "Polaris is cold."),
    "missing-alt": ("", "See ![](car.svg)."),
    "unseparated-list": ("", "These are\n- one thing\n- another"),
}


def rules(report):
    return [problem.rule for problem in report.problems]


def made(folder):
    return build(Request(project=folder, now=NOW, workers=1))


@pytest.mark.parametrize("rule", CASES)
def test_an_article_excuses_a_warning_of_its_file(project, rule):
    keys, text = CASES[rule]
    path = "content/articles/a.md"
    folder = project(FILES | {path: HEAD.format(keys=keys, text=text)})
    assert set(rules(made(folder))) == {rule}
    allowed = HEAD.format(keys=f"{keys}allow: {{{rule}: It is known.}}\n", text=text)
    (folder / path).write_text(allowed)
    assert rules(made(folder)) == []
    (folder / path).write_text(allowed + "\nOne more sentence.\n")  # a text that is patched
    assert rules(made(folder)) == []


def test_a_story_that_is_held_back_excuses_that_its_model_is_known(project):
    model = {"content/models/one.md": "---\nname: One\ncompany: aurora\n---\n"}
    story = FILES["content/articles/coming.md"].replace("companies: [aurora]", "models: [one]")
    path = "content/articles/coming.md"
    folder = project(FILES | model | {path: story})
    assert rules(made(folder)) == ["early-entity"]
    (folder / path).write_text(
        story.replace("models: [one]", "models: [one]\nallow: {early-entity: It was shown before.}")
    )
    assert rules(made(folder)) == []
