"""The schemas for other programs: right files pass them, wrong ones do not."""

import re
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator

from factledger.read.json_schemas import json_schemas

ROOT = Path(__file__).parents[2]
SCHEMAS = json_schemas()
FOLDERS = {
    "articles": "article",
    "companies": "company",
    "markets": "market",
    "models": "model",
    "pages": "page",
    "people": "person",
    "topics": "topic",
}


class Loader(yaml.SafeLoader):
    """YAML as editors' tools read it (1.2): a date is text, and only true and false are either."""


Loader.yaml_implicit_resolvers = {
    sign: [(tag, form) for tag, form in resolvers if tag.rpartition(":")[2] in ("null", "merge")]
    for sign, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
Loader.add_implicit_resolver(
    "tag:yaml.org,2002:bool", re.compile(r"(?:true|True|TRUE|false|False|FALSE)\Z"), list("tTfF")
)
Loader.add_implicit_resolver("tag:yaml.org,2002:int", re.compile(r"[-+]?[0-9]+\Z"), list("-+0123456789"))
Loader.add_implicit_resolver("tag:yaml.org,2002:float", re.compile(r"[-+]?[0-9]+\.[0-9]+\Z"), list("-+0123456789"))


def read(text):
    return yaml.load(text, Loader=Loader)


def front_matter(path):
    return read(path.read_text("utf-8").split("\n---", 1)[0].removeprefix("---"))


def faults(kind, value):
    found = Draft202012Validator(SCHEMAS[kind]).iter_errors(value)
    return sorted(f"{'/'.join(map(str, fault.absolute_path))}: {fault.validator}" for fault in found)


def test_each_schema_is_one():
    for schema in SCHEMAS.values():
        Draft202012Validator.check_schema(schema)


@pytest.mark.parametrize("site", [ROOT, ROOT / "tests/sites/nasty"], ids=["own", "nasty"])
def test_every_file_of_the_sites_passes(site):
    found = {}
    for folder, kind in FOLDERS.items():
        for path in (site / "content" / folder).rglob("*.md"):
            found[path.relative_to(site).as_posix()] = faults(kind, front_matter(path))
    found["metrics"] = faults("metrics", read((site / "content/metrics.yaml").read_text("utf-8")))
    found["site"] = faults("site", read((site / "site.yaml").read_text("utf-8")))
    assert len(found) > 10
    assert {path: told for path, told in found.items() if told} == {}


@pytest.mark.parametrize(
    ("kind", "text", "told"),
    [
        ("article", "title: A", [": required"]),
        ("article", "{title: A, date: 2025-03-18, sumary: B}", [": additionalProperties"]),
        ("article", "{title: A, date: 18 March}", ["date: pattern"]),
        ("article", "{title: A, date: 2025-03-18, companies: xiaomi}", ["companies: anyOf"]),
        ("article", "{title: A, date: 2025-03-18, facts: [{metric: a}]}", ["facts: anyOf"]),
        ("article", "{title: A, date: 2025-03-18, facts: [{metric: a, value: 350, 000: }]}", ["facts: anyOf"]),
        ("article", "{title: 2025, date: 2025-03-18, summary: '', updated: , draft: yes, companies: []}", []),
        ("company", "{name: A, founded: 2010, fiscal_year_ends: 03}", []),
        ("metrics", "{a: {name: A}}", ["a: required"]),
        ("metrics", "{a: {name: A, unit: km, least: 0, most: 1.5, adds_up: true}}", []),
        ("site", "{articles: /news/, rules: {sum: loud}}", ["articles: anyOf", "rules: anyOf"]),
        ("site", "{theme: [a, b], rules: {sum: off}}", []),
        ("theme", "{contract: 1, stands_alone: yes}", []),
    ],
)
def test_a_schema_lets_through_what_a_build_does(kind, text, told):
    assert faults(kind, read(text)) == told


def test_each_key_says_what_it_holds():
    for name, schema in SCHEMAS.items():
        for part in (schema, *schema.get("$defs", {}).values()):
            for key, value in part.get("properties", {}).items():
                assert value.get("description"), (name, key)
