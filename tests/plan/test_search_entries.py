"""What searches find: which pages, their words, and what they are narrowed by."""

from datetime import UTC, datetime

import pytest

from factledger.model.message_catalogues import messages_of
from factledger.model.planned_pages import SearchEntry
from factledger.plan.all_pages import plan
from factledger.plan.search_entries import filter_word
from factledger.read.content_folder import read_corpus
from factledger.read.settings_file import read_settings
from factledger.relate.relate_stage import relate
from tests.plan.nouns import Words

STORY = """---
title: Xiaomi lifts its target
date: 2025-03-18
companies: [xiaomi]
topics: [targets]
summary: By a sixth.
sources: {release: {name: A release, url: "https://example.org/a"}}
facts: [{metric: deliveries, kind: target, period: 2025, value: "1.61 million"}]
---
It is called 小米集团 (<em>小米</em>), and aims at 1.61 million cars&nbsp;&amp; more.
"""
FILES = {
    "site.yaml": "title: Test\nurl: https://example.org/ev/\nsearch: true\n",
    "content/metrics.yaml": "deliveries: {name: Deliveries, unit: vehicles, about: Cars handed over.}\n",
    "content/companies/xiaomi.md": "---\nname: Xiaomi\nnative_name: 小米集团\naliases: [Mi]\n---\nMakes phones.\n",
    "content/models/su7.md": "---\nname: SU7\ncompany: xiaomi\n---\n",
    "content/topics/targets.md": "---\nname: Targets\n---\n",
    "content/pages/about.md": "---\ntitle: About\naliases: [/old/]\n---\nWho we are.\n",
    "content/articles/lifts.md": STORY,
}


@pytest.fixture
def pages(project):
    """A function that plans a site and gives its pages by path."""

    def planned(files, formats=None):
        folder = project(files)
        settings, _ = read_settings(folder)
        corpus, _ = read_corpus(folder, settings)
        site, _ = relate(corpus, now=datetime(2026, 1, 1, tzinfo=UTC))
        found, _, _ = plan(site, assets={"style.css": "a.css", "icon.svg": "i.svg"}, formats=formats or Words())
        return {page.path: page for page in found}

    return planned


@pytest.fixture
def entries(pages):
    found = (page.search_entry for page in pages(FILES).values())
    return {entry.path: entry for entry in found if entry is not None}


def words_of(**filters):
    return " ".join(sorted(filter_word(name, value) for name, value in filters.items()))


def test_a_story_is_found_by_its_text_its_figures_in_digits_and_all_names_of_whom_it_is_about(entries):
    assert entries["news/lifts/"] == SearchEntry(
        path="news/lifts/",
        title="Xiaomi lifts its target",
        text="By a sixth. It is called 小 米 集 团 (小 米), and aims at 1.61 million cars & more."
        " Deliveries target, 2025: 1,610,000 vehicles.",
        names="",
        words="1610000 Xiaomi 小米集团 Mi Targets 小米 米集 集团",
        filters=words_of(kind="story", company="xiaomi", topic="targets", year="2025"),
        day="2025-03-18",
        date="2025-03-18",
    )


def test_a_profile_is_found_by_its_names_and_pairs_of_their_characters(entries):
    assert entries["companies/xiaomi/"] == SearchEntry(
        path="companies/xiaomi/",
        title="Xiaomi 小米集团",
        text="Makes phones. Deliveries target, 2025: 1,610,000 vehicles.",
        names="Xiaomi 小米集团 Mi 小米 米集 集团",
        words="1610000",
        filters=words_of(kind="company", company="xiaomi"),
    )


def test_figures_have_an_entry_with_the_company_that_they_are_about(entries):
    entry = entries["companies/xiaomi/deliveries/"]
    assert entry.text == "Cars handed over. Deliveries target, 2025: 1,610,000 vehicles."
    assert entry.filters == words_of(kind="figures", company="xiaomi")


def test_lists_redirects_and_the_page_for_lost_readers_have_no_entry(entries):
    assert sorted(entries) == [
        "about/",
        "companies/xiaomi/",
        "companies/xiaomi/deliveries/",
        "models/su7/",
        "news/lifts/",
        "topics/targets/",
    ]


def test_no_page_has_an_entry_where_the_site_has_no_search(pages):
    made = pages(FILES | {"site.yaml": "title: Test\nurl: https://example.org/ev/\n"})
    assert [page.search_entry for page in made.values() if page.search_entry is not None] == []
    assert "search/index.html" not in made
    assert made["index.html"].view.frame.search is None


def test_words_of_filters_are_of_one_length_and_no_two_alike():
    words = [filter_word(name, value) for name in ("company", "topic") for value in ("xiaomi", "xiaomi-ev", "targets")]
    assert ({len(word) for word in words}, len(set(words))) == ({16}, 6)


def test_the_search_page_offers_what_the_site_has_and_every_section_without_a_script(pages):
    view = pages(FILES)["search/index.html"].view
    assert [(one.name, [(option.text, option.value) for option in one.options]) for one in view.filters] == [
        (
            "kind",
            [
                ("Story", "story"),
                ("Company", "company"),
                ("Model", "model"),
                ("Topic", "topic"),
                ("Figures", "figures"),
                ("Comparison", "comparison"),
                ("Page", "page"),
            ],
        )
    ]
    assert (view.index, view.root, view.frame.is_indexed) == ("/ev/search/pagefind/", "/ev/", False)
    assert {"/ev/companies/", "/ev/models/", "/ev/topics/", "/ev/timeline/", "/ev/metrics/"} <= {
        one.url for one in view.registers
    }


def test_the_home_page_tells_search_engines_where_to_search(pages):
    (website,) = pages(FILES)["index.html"].view.frame.json_ld
    assert '"urlTemplate":"https://example.org/ev/search/?q={search_term_string}"' in website


def test_what_facts_say_has_the_signs_of_the_sites_language(pages):
    class Chinese(Words):
        messages = messages_of("zh-Hans")

    story = pages(FILES, Chinese())["news/lifts/index.html"].search_entry
    assert story.text.endswith("more. Deliveries 目 标，2025：1,610,000 vehicles。")


def test_the_names_on_a_comparison_stand_apart_as_lists_do_in_the_sites_language(pages):
    class Chinese(Words):
        messages = messages_of("zh-Hans")

    ours = STORY.replace("kind: target, period: 2025", "period: 2024")
    files = {
        **FILES,
        "content/companies/byd.md": "---\nname: 比亚迪\n---\n",
        "content/articles/lifts.md": ours,
        "content/articles/rival.md": ours.replace("[xiaomi]", "[byd]"),
    }
    for formats, names in ((Words(), "比 亚 迪, Xiaomi"), (Chinese(), "比 亚 迪、Xiaomi")):
        entry = pages(files, formats)["metrics/deliveries/index.html"].search_entry
        assert entry.text.endswith(names)


def test_no_block_of_a_text_runs_into_the_next(pages):
    body = "It aims high\n\n## Why now\n\nBecause.\n\n- One\n- *Two* of them\n\n| A | B |\n|--|--|\n| 1 | 2 |\n"
    story = STORY.replace("By a sixth.", "By a sixth").partition("It is called")[0] + body
    found = pages(FILES | {"content/articles/lifts.md": story})["news/lifts/index.html"].search_entry
    assert found.text == (
        "By a sixth · It aims high · Why now · Because. One · Two of them · A · B · 1 · 2 · Deliveries target, 2025: 1,610,000 vehicles."
    )
