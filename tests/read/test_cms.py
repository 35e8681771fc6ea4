"""The configuration of a web editor: what is edited with what, and what is said of wrong settings."""

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from factledger.model.problems import Place
from factledger.model.settings import CmsSettings, Settings
from factledger.read.article_file import read_article
from factledger.read.cms_config import cms_config
from factledger.read.cms_npm_package import read_cms_package
from factledger.read.metrics_file import read_metrics
from factledger.read.settings_file import parse_settings

ROOT = Path(__file__).parents[2]
SETTINGS = Settings(url="https://example.org/", cms=CmsSettings(package="cms", backend={"name": "test-repo"}))
METRICS, _ = read_metrics(
    "m", b"deliveries: {name: Deliveries, unit: vehicles}\nprice: {name: Price, unit: currency}\n"
)
CONFIG = cms_config(SETTINGS, ["content/articles/2025/a.md"], METRICS)


def collection(name, config=CONFIG):
    return next(one for one in config["collections"] if one["name"] == name)


def fields(of):
    return {field["name"]: field for field in of["fields"]}


def test_there_is_a_form_for_every_kind_of_file():
    assert [(one["name"], one.get("folder")) for one in CONFIG["collections"]] == [
        ("articles", "content/articles"),
        ("companies", "content/companies"),
        ("models", "content/models"),
        ("people", "content/people"),
        ("markets", "content/markets"),
        ("topics", "content/topics"),
        ("pages", "content/pages"),
        ("registers", None),
    ]
    assert CONFIG["backend"] == {"name": "test-repo"}


def test_facts_are_a_list_with_metrics_and_entities_to_choose_from():
    facts = fields(collection("articles"))["facts"]
    assert (facts["widget"], facts["label_singular"]) == ("list", "Fact")
    fact = fields(facts)
    assert fact["metric"] == {
        "name": "metric",
        "label": "Metric",
        "required": True,
        "hint": "What is measured: an entry of content/metrics.yaml",
        "widget": "select",
        "options": [{"label": "Deliveries", "value": "deliveries"}, {"label": "Price", "value": "price"}],
    }
    assert (fact["value"]["widget"], fact["value"]["required"]) == ("string", True)
    assert fact["kind"]["options"] == ["actual", "target", "estimate", "plan"]
    assert (fact["company"]["widget"], fact["company"]["collection"]) == ("relation", "companies")
    assert fact["period"]["hint"].endswith("as 2025, 2025-Q3, 2025-03, FY2025, ../2025-04-30")


def test_a_story_has_the_fields_of_its_front_matter_but_for_mappings_with_keys_of_their_own():
    story = fields(collection("articles"))
    assert story["date"]["widget"] == "datetime"
    assert story["draft"]["widget"] == "boolean"
    assert story["companies"]["multiple"] is True
    assert fields(story["image"])["file"]["widget"] == "image"
    assert story["body"]["modes"] == ["raw"]
    assert {"sources", "allow"} & set(story) == set()
    assert next(iter(fields(story["source_list"]))) == "key"


def test_an_object_asks_for_nothing_in_decap_which_would_ask_where_there_is_none():
    decap = cms_config(SETTINGS, [], METRICS, is_decap=True)
    image = fields(fields(collection("articles", decap))["image"])
    fact = fields(fields(collection("articles", decap))["facts"])
    assert (image["alt"]["required"], fact["value"]["required"]) == (False, True)


@pytest.mark.parametrize(
    ("articles", "path"),
    [
        ([], "{{year}}/{{slug}}"),
        (["content/articles/2025/a.md"], "{{year}}/{{slug}}"),
        (["content/articles/a.md", "content/articles/b.md", "content/articles/2025/c.md"], None),
    ],
)
def test_new_stories_lie_where_the_others_do(articles, path):
    assert collection("articles", cms_config(SETTINGS, articles, METRICS)).get("path") == path


def test_sveltias_own_schema_finds_nothing_wrong():
    schema = ROOT / ".ci/editors/sveltia/schema/sveltia-cms.json"
    if not schema.is_file():
        pytest.skip("the web editor is missing; .ci/run installs it")
    validator = Draft202012Validator(json.loads(schema.read_text("utf-8")))
    assert [f"{list(error.path)}: {error.message[:200]}" for error in validator.iter_errors(CONFIG)] == []


def test_sources_may_be_a_list():
    text = (
        "---\ntitle: A\ndate: 2025-03-18\ncompanies: [x]\nsource_list:\n"
        '  - {key: one, name: The first, url: "https://a.org/"}\n  - {name: The second, url: "https://b.org/"}\n'
        "facts:\n  - {metric: deliveries, period: 2025, value: '5', source: the-second}\n---\n"
    )
    article, problems = read_article("a.md", text.encode())
    assert problems == ()
    assert [(source.key, source.name, source.place) for source in article.sources] == [
        ("one", "The first", Place("a.md", 6, 5)),
        ("the-second", "The second", Place("a.md", 7, 5)),
    ]
    assert article.facts[0].source is article.sources[1]


def test_wrong_keys_of_listed_sources_are_told():
    text = (
        '---\ntitle: A\ndate: 2025-03-18\nsources:\n  one: {name: A, url: "https://a.org/"}\nsource_list:\n'
        '  - {key: one, name: B, url: "https://b.org/"}\n  - {key: a b, name: C, url: "https://c.org/"}\n---\n'
    )
    _, problems = read_article("a.md", text.encode())
    assert [str(problem) for problem in problems] == [
        "a.md:7:11: duplicate-key: the source 'one' stands twice; give it another key",
        "a.md:8:11: bad-id: 'a b' cannot be an id; write a-b",
    ]


@pytest.mark.parametrize(
    ("cms", "told"),
    [
        ("{package: cms, backend: {name: github, repo: a/b}}", []),
        ("{package: cms, backend: {name: test-repo}, publish_mode: editorial_workflow}", []),
        (
            "{package: ../cms, backend: {name: test-repo}}",
            ["s:1:16: bad-value: '../cms' is no folder in the project; write one such as node_modules/@sveltia/cms"],
        ),
        (
            "{package: cms, backend: {name: git hub, repo: a/b}}",
            [
                "s:1:37: bad-value: 'git hub' is none of github, gitlab, gitea, bitbucket, azure, git-gateway, proxy or "
                "test-repo; did you mean 'github'?"
            ],
        ),
        (
            "{package: cms, backend: {name: github, repo: a/b, brnch: main}}",
            ["s:1:56: unknown-key: there is no key 'brnch' here; did you mean 'branch'?"],
        ),
        ("{backend: {name: test-repo}}", ["s:1:6: missing-key: 'package' is missing; add package:"]),
    ],
)
def test_settings_are_checked(cms, told):
    _, problems = parse_settings("s", f"cms: {cms}\n".encode())
    assert [str(problem) for problem in problems] == told


@pytest.mark.parametrize(
    ("files", "told"),
    [
        ({}, "there is no npm package in 'cms'"),
        ({"cms/package.json": "["}, "there is no npm package in 'cms'"),
        ({"cms/package.json": '{"name": "left-pad", "version": "1"}'}, "the package in 'cms' is 'left-pad'"),
        ({"cms/package.json": '{"name": "@sveltia/cms", "version": "../x"}'}, "the package in 'cms' is '@sveltia/cms'"),
        ({"cms/package.json": '{"name": "decap-cms-app", "version": "3"}'}, "the package in 'cms' is 'decap-cms-app'"),
        (
            {"cms/package.json": '{"name": "decap-cms", "version": "3"}'},
            "the package in 'cms' has no dist/decap-cms.js",
        ),
    ],
)
def test_a_package_that_cannot_be_used_is_told(project, files, told):
    problems = []
    assert read_cms_package(project(files), SETTINGS.cms, problems) is None
    assert [problem.message[: len(told)] for problem in problems] == [told]


def test_of_a_package_only_what_a_browser_loads_is_taken(project):
    names = (
        "dist/decap-cms.js",
        "dist/9.decap-cms.js",
        "dist/9.cms.js",
        "dist/a.wasm",
        "dist/decap-cms.js.map",
        "LICENSE",
    )
    folder = project(
        {"cms/package.json": '{"name": "decap-cms", "version": "3.16.3"}'} | {f"cms/{one}": "" for one in names}
    )
    script = read_cms_package(folder, SETTINGS.cms, [])
    assert (script.script, list(script.files)) == (
        "dist/decap-cms.js",
        ["LICENSE", "dist/9.decap-cms.js", "dist/a.wasm", "dist/decap-cms.js"],
    )
