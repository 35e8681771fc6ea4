"""The downloads together: what is offered, that it describes itself truly, and that order does not matter."""

import hashlib
import json
import subprocess
import sys
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from frictionless import Package, system
from hypothesis import given, settings
from hypothesis import strategies as st

from factledger.model.facts import FactKind
from factledger.model.ledger import Standing, Status
from factledger.plan.downloads.catalogue import data_files
from tests.plan.nouns import ADDRESSES, XIAOMI, make_article, make_event, make_fact, make_quantity, make_site

FACTS = (
    make_fact("a/old", "300,000", "2025", "2024-12-31", kind=FactKind.TARGET),
    make_fact("b/new", "350,000", "2025", kind=FactKind.TARGET),
    make_fact("b/growth", "-12.5%", "2025-Q1", metric="growth", value=make_quantity("-12.5", step="0.1"), note="=1+1"),
    make_fact("c/words", "granted", metric="approval", as_of="2024-Q2"),
)
STANDINGS = {
    "a/old": Standing(status=Status.SUPERSEDED, superseded_by="b/new"),
    "b/new": Standing(status=Status.CURRENT, supersedes="a/old", disputed_by=("c/words",)),
}


def full_site(order=FACTS):
    articles = [
        make_article("a", facts=FACTS[:1], events=(make_event("a/launch", "2026-Q4", "A launch", XIAOMI),)),
        make_article("b", facts=FACTS[1:3], html="<p>Raised to 350,000.</p>"),
        make_article("c", facts=FACTS[3:]),
    ]
    return make_site(order, articles=articles, standings=STANDINGS)


def contents(site) -> dict[str, bytes]:
    return {file.name: file.content for file in data_files(site, ADDRESSES, {})}


def written(folder: Path, site) -> Path:
    for name, content in contents(site).items():
        (folder / name).write_bytes(content)
    return folder / "datapackage.json"


def report(descriptor: Path) -> list[list[object]]:
    with system.use_context(trusted=True):
        return Package(str(descriptor)).validate().flatten(["type", "note"])


def test_the_package_names_the_releases_with_which_it_was_made():
    made_with = {"babel": "2.19.0", "sqlite": "3.40.1"}
    package = [*data_files(full_site(), ADDRESSES, made_with)][-1]
    assert (package.name, json.loads(package.content)["madeWith"]) == ("datapackage.json", made_with)


def test_the_data_page_lists_every_file_with_its_rows():
    shown = [(file.name, file.rows, file.media_type) for file in data_files(full_site(), ADDRESSES, {})]
    assert shown == [
        ("facts.csv", 4, "text/csv"),
        ("facts.json", 4, "application/json"),
        ("events.csv", 1, "text/csv"),
        ("events.json", 1, "application/json"),
        ("entities.csv", 4, "text/csv"),
        ("metrics.csv", 5, "text/csv"),
        ("entities.json", 9, "application/json"),
        ("site.sqlite", 25, "application/vnd.sqlite3"),
        ("datapackage.json", None, "application/json"),
    ]


@pytest.mark.parametrize("site", [full_site(), make_site()], ids=["full", "empty"])
def test_the_package_is_valid_and_so_is_every_file_in_it(site, tmp_path):
    assert report(written(tmp_path, site)) == []


def test_the_package_notices_a_changed_figure_and_a_subject_that_is_unknown(tmp_path):
    descriptor = written(tmp_path, full_site())
    facts = tmp_path / "facts.csv"
    facts.write_bytes(facts.read_bytes().replace(b"company:xiaomi", b"company:xiaomy").replace(b",-12.5,", b",-12x5,"))
    assert {error[0] for error in report(descriptor)} == {"foreign-key", "type-error", "hash-count"}


def test_every_column_is_described():
    package = json.loads(contents(full_site())["datapackage.json"])
    fields = [field for resource in package["resources"] for field in resource.get("schema", {}).get("fields", ())]
    assert len(fields) > 70
    assert [field["name"] for field in fields if len(field["description"]) < 8] == []


def test_facts_as_json_carry_exact_numbers_under_the_keys_that_a_comparison_reads():
    document = json.loads(contents(full_site())["facts.json"], parse_float=Decimal)
    keys = ("id", "metric", "subject", "kind", "period", "as_of", "text", "low", "high", "unit", "qualifier")
    assert {key: document[key] for key in document if key != "facts"} == {
        "schema": 2,
        "title": "The EV Ledger",
        "homepage": "https://example.org/ev/",
    }
    assert [tuple(fact.get(key) for key in keys) for fact in document["facts"]] == [
        ("a/old", "deliveries", "company:xiaomi", "target", "2025", "2024-12-31", "300,000", 300000, 300000, "vehicles", "exact"),
        ("b/growth", "growth", "company:xiaomi", "actual", "2025-Q1", "2025-03-18", "-12.5%", Decimal("-12.5"), Decimal("-12.5"), "percent", "exact"),
        ("b/new", "deliveries", "company:xiaomi", "target", "2025", "2025-03-18", "350,000", 350000, 350000, "vehicles", "exact"),
        ("c/words", "approval", "company:xiaomi", "actual", None, "2024-Q2", "granted", None, None, None, None),
    ]  # fmt: skip
    assert [fact.get("disputed_by") for fact in document["facts"]] == [None, None, ["c/words"], None]


def test_json_leaves_out_what_a_row_does_not_have():
    document = json.loads(contents(full_site())["facts.json"])
    assert all(value not in (None, []) for fact in document["facts"] for value in fact.values())
    assert {fact["id"]: "low" in fact for fact in document["facts"]}["c/words"] is False


def test_entities_as_json_hold_names_in_their_own_script_and_link_to_their_pages():
    document = json.loads(contents(full_site())["entities.json"])
    xiaomi = next(entity for entity in document["entities"] if entity["id"] == "company:xiaomi")
    assert xiaomi == {
        "id": "company:xiaomi",
        "kind": "company",
        "name": "Xiaomi",
        "native_name": "小米集团",
        "native_language": "zh-Hans",
        "aliases": ["Xiaomi Group"],
        "website": "https://www.mi.com",
        "wikidata": "Q1636958",
        "founded": "2010-04-06",
        "headquarters": "Beijing, China",
        "listing": ["SEHK: 1810"],
        "url": "https://example.org/ev/companies/xiaomi/",
    }
    assert [metric["id"] for metric in document["metrics"]] == ["approval", "deliveries", "growth", "price", "stores"]


@settings(max_examples=10, deadline=None)
@given(st.permutations(FACTS), st.randoms())
def test_the_order_in_which_facts_and_files_were_read_changes_no_byte(order, random):
    site = full_site()
    ids, keys = list(site.article_by_id), list(site.entities)
    random.shuffle(ids)
    random.shuffle(keys)
    shuffled = replace(
        site,
        ledger=replace(site.ledger, facts={fact.id: fact for fact in order}),
        article_by_id={id: site.article_by_id[id] for id in ids},
        articles=tuple(site.article_by_id[id] for id in ids),
        entities={key: site.entities[key] for key in keys},
        articles_of=dict(reversed(site.articles_of.items())),
    )
    assert contents(shuffled) == contents(site)


def test_another_process_with_another_hash_seed_writes_the_same_bytes():
    script = (
        "import hashlib\nfrom tests.plan.test_downloads import contents, full_site\n"
        "print(hashlib.sha256(b''.join(contents(full_site()).values())).hexdigest())"
    )
    root = Path(__file__).parents[2]
    digests = {
        subprocess.run(
            [sys.executable, "-c", script],
            cwd=root,
            env={"PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()
        for seed in ("1", "2")
    }
    assert digests == {hashlib.sha256(b"".join(contents(full_site()).values())).hexdigest()}


def test_the_moment_of_the_build_changes_no_byte():
    site = full_site()
    assert contents(replace(site, now=site.now.replace(year=2030))) == contents(site)
