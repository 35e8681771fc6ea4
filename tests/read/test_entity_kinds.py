"""The kinds of entity that a site declares: what becomes of a declaration, and what is said of one that cannot be."""

from datetime import UTC, datetime

import pytest

from factledger.cli.new_command import started, text_of
from factledger.importing.importer import import_posts
from factledger.model.entities import Kind, Role
from factledger.model.entity_kinds import DEFAULT_KINDS, DeclaredKind, Kinds
from factledger.model.settings import CmsSettings, Settings
from factledger.plan.urls import OWN_FIRST_STEPS
from factledger.read.article_file import read_article
from factledger.read.cms_config import cms_config
from factledger.read.entity_file import read_entity
from factledger.read.entity_kinds_setting import RESERVED_FOLDERS
from factledger.read.front_matter_formatter import formatted
from factledger.read.json_schemas import json_schemas
from factledger.read.settings_file import parse_settings

NOW = datetime(2026, 1, 1, tzinfo=UTC)
MAKER = "  maker: {like: company, folder: makers, name: maker, names: makers}\n"


def settings(lines):
    found, problems = parse_settings("site.yaml", f"kinds:\n{lines}".encode())
    return found.kinds, [
        (f"{one.place.line}:{one.place.column}", one.rule, one.message, one.advice) for one in problems
    ]


def test_a_site_has_the_kinds_that_it_declares_and_no_others():
    maker = Kind("maker", "makers", Role.COMPANY)
    pump = Kind("heat-pump", "pumps", Role.MODEL)
    lines = (
        f"{MAKER}  heat-pump: {{like: model, folder: pumps, name: heat pump, names: heat pumps, about: All of them}}\n"
    )
    assert settings(f"{lines}  topic: usual\n") == (
        Kinds(
            (
                DeclaredKind(kind=maker, schema_type="Organization", name="maker", names="makers"),
                DeclaredKind(
                    kind=pump,
                    schema_type="Product",
                    name="heat pump",
                    names="heat pumps",
                    about="All of them",
                    owner=maker,
                ),
                DeclaredKind(kind=Kind.TOPIC, schema_type="DefinedTerm"),
            )
        ),
        [],
    )


def test_the_usual_kinds_in_words_are_those_of_a_site_that_declares_none():
    lines = "".join(f"  {kind}: usual\n" for kind in DEFAULT_KINDS)
    assert settings(lines) == (DEFAULT_KINDS, [])


def test_a_usual_kind_may_be_called_otherwise_and_keep_its_folder():
    kinds, problems = settings("  company: {name: maker, names: makers}\n")
    assert problems == []
    assert kinds.declared == (
        DeclaredKind(kind=Kind.COMPANY, schema_type="Organization", name="maker", names="makers"),
    )
    assert next(iter(kinds)).plural == "companies"


@pytest.mark.parametrize(
    ("lines", "place", "rule", "message", "advice"),
    [
        (
            "  maker: {like: firm, folder: makers, name: maker, names: makers}\n",
            "2:17",
            "bad-value",
            "'firm' is none of company, model, person, market or topic",
            "",
        ),
        (
            "  maker: {like: company, folder: makers}\n",
            "2:3",
            "missing-key",
            "the kind 'maker' does not say all that has to be known of it",
            "add name: maker and names: makers",
        ),
        (
            "  Maker: {like: company, folder: makers, name: maker, names: makers}\n",
            "2:3",
            "bad-id",
            "'Maker' cannot begin a link, as in [words](company:id)",
            "write small letters from a to z; name: says what it is called",
        ),
        (
            "  javascript: {like: topic, folder: scripts, name: script, names: scripts}\n",
            "2:3",
            "bad-id",
            "'javascript' means something else already",
            "write another word",
        ),
        (
            "  metric: {like: topic, folder: units, name: unit, names: units}\n",
            "2:3",
            "bad-id",
            "'metric' means something else already",
            "write another word",
        ),
        (
            "  maker: {like: company, folder: facts, name: maker, names: makers}\n",
            "2:34",
            "bad-id",
            "'facts' is the name of something else",
            "write another one",
        ),
        (
            "  maker: {like: company, folder: Hersteller, name: Hersteller, names: Hersteller}\n",
            "2:34",
            "bad-id",
            "'Hersteller' cannot be a folder's name and an address",
            "write small letters from a to z; names: says what they are called",
        ),
        (
            f"{MAKER}  brand: {{like: company, folder: makers, name: brand, names: brands}}\n",
            "3:34",
            "duplicate-key",
            "'makers' stands for another kind already",
            "write another word",
        ),
        (
            f"{MAKER}  pump: {{like: model, of: maler, folder: pumps, name: pump, names: pumps}}\n",
            "3:27",
            "bad-value",
            "'maler' is no kind that is like a company",
            "did you mean 'maker'?",
        ),
        (
            f"{MAKER}  land: {{like: market, of: maker, folder: lands, name: land, names: lands}}\n",
            "3:28",
            "bad-value",
            "a land belongs to nothing, for it is like a market",
            "leave it out, or write like: model or person",
        ),
        (
            f"{MAKER}  topic:\n",
            "3:3",
            "missing-key",
            "'topic' declares nothing",
            "write usual, or like: with what it is like",
        ),
        (
            f"{MAKER}  topic: {{}}\n",
            "3:3",
            "missing-key",
            "'topic' declares nothing",
            "write usual, or like: with what it is like",
        ),
        ("  topic: yes\n", "2:10", "bad-value", "'yes' declares no kind", "write usual, or like: with what it is like"),
        (
            "  topic: {name: theme}\n",
            "2:3",
            "missing-key",
            "'topic' has one name without the other",
            "add name: and names:",
        ),
        (
            f"{MAKER}  topic: {{schema_type: thing}}\n",
            "3:24",
            "bad-value",
            "'thing' is no type of schema.org",
            "write one as Product or GovernmentService",
        ),
        (
            "  topic: {colour: red}\n",
            "2:11",
            "unknown-key",
            "there is no key 'colour' here",
            "the keys here are about, folder, like, name, names, of and schema_type",
        ),
    ],
)
def test_a_declaration_that_cannot_be_is_told_at_its_place(lines, place, rule, message, advice):
    _, problems = settings(lines)
    assert problems == [(place, rule, message, advice)]


def test_everything_wrong_with_several_kinds_is_told_at_once():
    _, problems = settings("  fact: {like: x}\n  b: {like: model, of: fact, folder: data}\n  topic: usual\n")
    assert [(place, rule) for place, rule, _, _ in problems] == [
        ("2:16", "bad-value"),
        ("2:3", "bad-id"),
        ("2:3", "missing-key"),
        ("3:3", "missing-key"),
        ("3:24", "bad-value"),
        ("3:38", "bad-id"),
    ]


def test_no_kind_has_the_folder_of_a_page_that_every_site_has():
    assert OWN_FIRST_STEPS <= RESERVED_FOLDERS


def test_a_kind_that_a_site_leaves_out_is_no_key_of_its_articles():
    kinds, problems = settings("  topic: usual\n")
    assert problems == []
    article, found = read_article(
        "content/articles/a.md", b"---\ntitle: A\ndate: 2025-01-02\ncompanies: [x]\n---\n", kinds=kinds
    )
    assert article is not None
    assert [(one.place.line, one.rule) for one in found] == [(4, "unknown-key")]


HEAD = "---\ntitle: A\ndate: 2025-01-02\nsources: {s: {name: S, url: 'https://example.org/'}}\n"


def test_keys_and_links_are_those_of_the_sites_kinds():
    kinds, _ = settings(
        f"{MAKER}  pump: {{like: model, folder: pumps, name: pump, names: pumps}}\n  boss: {{like: person, folder: bosses, name: boss, names: bosses}}\n"
    )
    front = "makers: [north]\nfacts:\n  - {metric: output, pump: north-8, value: 8 kW}\n  - {metric: sales, value: 5}\nevents:\n  - {date: 2025-01-01, title: T, pumps: [north-8]}\n"
    article, problems = read_article(
        "content/articles/a.md", f"{HEAD}{front}---\n[North](maker:north) [x](company:y)\n".encode(), kinds=kinds
    )
    assert [str(fact.subject) for fact in article.facts] == ["pump:north-8", "maker:north"]
    assert [str(one.key) for one in article.events[0].subjects] == ["pump:north-8"]
    assert [fact.id for fact in article.facts] == ["a/output-north-8", "a/sales"]
    assert [(one.rule, one.message) for one in problems] == [("bad-url", "links cannot begin with 'company:'")]
    maker, problems = read_entity(
        next(iter(kinds)), "content/makers/north.md", b"---\nname: N\nparent: top\nbosses: [b]\n---\n", kinds=kinds
    )
    assert (str(maker.parent.key), [str(one.key) for one in maker.people], problems) == ("maker:top", ["boss:b"], ())
    pump, problems = read_entity(
        [*kinds][1], "content/pumps/n8.md", b"---\nname: N 8\nmaker: north\n---\n", kinds=kinds
    )
    assert (str(pump.company.key), problems) == ("maker:north", ())


def test_a_fact_without_a_subject_is_told_the_sites_own_words():
    kinds, _ = settings(MAKER)
    lone, _ = settings("  land: {like: market, folder: lands, name: land, names: lands}\n")
    text = f"{HEAD}facts:\n  - {{metric: sales, value: 5}}\n---\n".encode()
    said = [read_article("a.md", text, kinds=of)[1][0] for of in (kinds, lone)]
    assert [(one.message, one.advice) for one in said] == [
        ("the fact names no subject and the article no maker", "add maker: to the fact or makers: to the article"),
        ("the fact names no subject", "add one of land: to the fact"),
    ]


PUMPS = f"{MAKER}  pump: {{like: model, folder: pumps, name: pump, names: pumps}}\n  theme: {{like: topic, folder: themes, name: theme, names: themes}}\n"


def test_schemas_for_tools_have_the_sites_keys():
    schemas = json_schemas(settings(PUMPS)[0])
    assert [*schemas] == ["article", "maker", "metrics", "page", "pump", "site", "theme"]
    keys = [*schemas["article"]["properties"]]
    assert [key for key in keys if key in ("makers", "pumps", "themes", "companies")] == ["makers", "pumps", "themes"]
    assert [*schemas["article"]["$defs"]["WrittenFact"]["properties"]][3:6] == ["maker", "pump", "subject"]
    assert schemas["pump"]["properties"]["maker"]["description"] == "The id of a file in content/makers/"


def test_a_web_editor_chooses_from_the_sites_own_files():
    site = Settings(kinds=settings(PUMPS)[0], cms=CmsSettings(package="cms", backend={"name": "test-repo"}))
    collections = {one["name"]: one for one in cms_config(site, [], [])["collections"]}
    assert [(name, one["label"], one["label_singular"]) for name, one in collections.items()] == [
        ("articles", "Articles", "Article"),
        ("makers", "Makers", "Maker"),
        ("pumps", "Pumps", "Pump"),
        ("themes", "Themes", "Theme"),
        ("pages", "Pages", "Page"),
    ]
    relations = {
        (name, field["name"]): field["collection"]
        for name, one in collections.items()
        for field in one["fields"]
        if field["widget"] == "relation"
    }
    assert relations == {
        ("articles", "makers"): "makers",
        ("articles", "pumps"): "pumps",
        ("articles", "themes"): "themes",
        ("makers", "parent"): "makers",
        ("pumps", "maker"): "makers",
    }


def test_keys_of_a_sites_kinds_are_put_in_order():
    kinds, _ = settings(PUMPS)
    mixed = b"---\nthemes: [a]\nmakers: [m]\ntitle: A\ndate: 2025-01-02\n---\n"
    assert formatted(mixed, "content/articles/a.md", kinds) == (
        b"---\ntitle: A\ndate: 2025-01-02\nmakers: [m]\nthemes: [a]\n---\n"
    )
    assert formatted(b"---\nmaker: m\nname: N\n---\n", "content/pumps/n.md", kinds) == b"---\nname: N\nmaker: m\n---\n"
    assert formatted(mixed, "content/companies/a.md", kinds) is None


@pytest.mark.parametrize(
    ("lines", "head", "folders"),
    [(PUMPS, "themes: [green-tag]\n", ["articles", "themes"]), (MAKER, "# topics: Green tag\n", ["articles"])],
)
def test_tags_of_posts_become_the_first_kind_that_is_like_a_topic(lines, head, folders, tmp_path):
    post = tmp_path / "old/content/posts/a.md"
    post.parent.mkdir(parents=True)
    post.write_text("---\ntitle: A\ndate: 2025-01-02\ntags: [Green tag]\n---\nWords.\n")
    (tmp_path / "old/hugo.toml").write_text("")
    imported = import_posts(tmp_path / "old", tmp_path / "new", Settings(kinds=settings(lines)[0]), NOW)
    assert head in (tmp_path / "new/content/articles/2025/a.md").read_text("utf-8")
    assert sorted(path.name for path in (tmp_path / "new/content").iterdir()) == folders
    assert [one.message for one in imported.notes if "no kind like a topic" in one.message] == (
        [] if "themes" in folders else ["this site has no kind like a topic: tags and categories stay as comments"]
    )


def test_a_file_is_started_for_each_kind_with_whom_it_belongs_to(tmp_path):
    kinds, _ = settings(PUMPS)
    (tmp_path / "content/makers").mkdir(parents=True)
    (tmp_path / "content/makers/north.md").write_text("---\nname: North\n---\n")
    start = started(tmp_path, kinds, "pump", "north")
    assert text_of(start, kinds, "North 8", NOW.date()).startswith(
        '---\nname: "North 8"\nsummary: "One sentence on North 8."\nmaker: north\n'
    )
    article = text_of(started(tmp_path, kinds, "article", "north"), kinds, "A", NOW.date())
    assert "makers: [north]\nthemes: []\n" in article
    assert [started(tmp_path, kinds, "pum", ""), started(tmp_path, kinds, "pump", "nort")] == [
        "there is no kind 'pum'; did you mean 'pump'?",
        "no maker 'nort'; did you mean 'north'?",
    ]


def test_one_word_may_be_a_kinds_own_and_that_of_its_folder():
    kinds, problems = settings(
        "  hersteller: {like: company, folder: hersteller, name: Hersteller, names: Hersteller}\n"
    )
    text = f"{HEAD}hersteller: [nord]\nfacts:\n  - {{metric: sales, hersteller: sued, value: 5}}\n---\n".encode()
    article, found = read_article("a.md", text, kinds=kinds)
    assert ([str(one.key) for one in article.mentions], str(article.facts[0].subject)) == (
        ["hersteller:nord"],
        "hersteller:sued",
    )
    assert (problems, found) == ([], ())
