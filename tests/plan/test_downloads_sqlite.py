"""The database as those who open it find it."""

import sqlite3
from decimal import Decimal

import pytest
import sqlite_utils

from factledger.plan.downloads.catalogue import data_files
from factledger.plan.downloads.sqlite import sqlite_bytes
from factledger.plan.downloads.table import Column, DownloadTable, Type
from tests.plan.nouns import ADDRESSES
from tests.plan.test_downloads import full_site


@pytest.fixture
def database(tmp_path) -> sqlite_utils.Database:
    content = next(file.content for file in data_files(full_site(), ADDRESSES, {}) if file.name == "site.sqlite")
    (tmp_path / "site.sqlite").write_bytes(content)
    return sqlite_utils.Database(tmp_path / "site.sqlite")


def test_the_database_is_sound_and_every_foreign_key_holds(database):
    assert database.execute("pragma integrity_check").fetchall() == [("ok",)]
    assert database.execute("pragma foreign_key_check").fetchall() == []


def test_facts_point_to_subjects_metrics_articles_and_one_another(database):
    keys = {(key.column, key.other_table, key.other_column) for key in database["facts"].foreign_keys}
    assert keys == {
        ("subject", "entities", "id"),
        ("metric", "metrics", "id"),
        ("article", "articles", "id"),
        ("superseded_by", "facts", "id"),
        ("supersedes", "facts", "id"),
    }


def test_articles_and_facts_can_be_searched_for_words(database):
    assert [row["id"] for row in database["articles"].search("title", order_by="id")] == ["a", "b", "c"]
    assert [row["id"] for row in database["facts"].search("weibo", order_by="id")] == [
        "a/old",
        "b/growth",
        "b/new",
        "c/words",
    ]
    assert [row["id"] for row in database["entities"].search("小米集团")] == ["company:xiaomi"]


def test_what_belongs_together_can_be_joined(database):
    assert database.execute(
        "select articles.title, entities.name from article_entities"
        " join articles on articles.id = article join entities on entities.id = entity"
        " where entities.kind = 'company' order by articles.id"
    ).fetchall() == [("Title of a", "Xiaomi"), ("Title of b", "Xiaomi"), ("Title of c", "Xiaomi")]
    assert database.execute("select * from fact_disputes").fetchall() == [("b/new", "c/words")]
    assert database.execute("select * from event_subjects").fetchall() == [("a/launch", "company:xiaomi")]


def test_every_column_of_every_table_is_described(database):
    described = {(row["table"], row["column"]) for row in database["columns"].rows}
    tables = (
        "articles",
        "entities",
        "events",
        "facts",
        "metrics",
        "article_entities",
        "event_subjects",
        "fact_disputes",
    )
    assert described == {(name, column.name) for name in tables for column in database[name].columns}


def test_the_header_names_no_moment_and_no_library():
    content = next(file.content for file in data_files(full_site(), ADDRESSES, {}) if file.name == "site.sqlite")
    assert content[:16] == b"SQLite format 3\0"
    assert int.from_bytes(content[16:18]) == 4096  # size of a page
    assert content[24:28] == content[92:96] == content[96:100] == bytes(4)  # change counter, and who wrote it
    assert content[68:72] == b"SGEN"


def test_figures_that_no_double_holds_are_kept_as_text():
    figures = (Decimal("0.1"), Decimal("12345678901234567890.5"), Decimal(9223372036854775807), Decimal("1E+3"), None)
    columns = (Column(name="id", about="id"), Column(name="low", about="figure", type=Type.NUMBER))
    rows = tuple((str(number), figure) for number, figure in enumerate(figures))
    content = sqlite_bytes([DownloadTable(name="t", title="", about="", columns=columns, rows=rows)])
    database = sqlite3.connect(":memory:")
    database.deserialize(content)
    assert database.execute("select low, low_exact, typeof(low) from t").fetchall() == [
        (0.1, "0.1", "real"),
        (12345678901234567890.5, "12345678901234567890.5", "real"),
        (9223372036854775807, "9223372036854775807", "integer"),
        (1000, "1000", "integer"),
        (None, None, "null"),
    ]
