"""What was read and proofread is remembered as long as nothing that it depends on has changed."""

from datetime import UTC, datetime

import pytest

from factledger.cache.file_times import digest_of
from factledger.cache.kept_between_previews import KeptValues
from factledger.cached_reading import CachedReading
from factledger.read.content_folder import read_corpus
from factledger.read.settings_file import read_settings
from factledger.relate.proofread_site import Helping
from factledger.relate.relate_stage import relate
from tests.equality import article, content, theme, write

NOW = datetime(2025, 1, 1, tzinfo=UTC)
ARTICLES = "content/articles"


@pytest.fixture
def site(tmp_path):
    """A site whose articles were read once."""
    write(tmp_path, theme() | content())
    proofread(tmp_path)
    return tmp_path


def proofread(site):
    """The ids of the articles whose texts were gone through, and what was found wrong."""
    settings, _ = read_settings(site)
    reading = CachedReading(site, workers=1)
    done = []

    def spread(work, articles, around):
        def noted(article):
            done.append(article.id)
            return work(article)

        return reading.spread(noted, articles, around)

    corpus, _ = read_corpus(site, settings, reading.articles)
    helping = Helping(spread=spread, wants_figures=False)
    _, problems = relate(corpus, now=NOW, helping=helping)
    reading.close()
    return sorted(done), problems


def test_nothing_is_gone_through_again_where_nothing_changed_and_the_problems_are_the_same(site):
    settings, _ = read_settings(site)
    _, expected = relate(read_corpus(site, settings)[0], now=NOW)
    assert expected
    assert proofread(site) == ([], expected)


def test_entities_are_read_from_their_files_only_where_those_changed(site):
    settings, _ = read_settings(site)
    path = site / "content" / "companies" / "byd.md"
    expected = read_corpus(site, settings)

    for kept in (None, KeptValues()):
        reading = CachedReading(site, workers=1, kept=kept)
        assert read_corpus(site, settings, reading.articles, reading.entities) == expected
        reading.close()
    path.write_text(path.read_text().replace("BYD", "BYD Auto", 1))
    reading = CachedReading(site, workers=1, kept=kept)
    assert read_corpus(site, settings, reading.articles, reading.entities) == read_corpus(site, settings) != expected


def test_what_a_process_keeps_between_builds_is_what_the_last_one_asked_for(site):
    settings, _ = read_settings(site)
    kept = KeptValues()
    sizes = []
    for path in (None, *sorted((site / ARTICLES).glob("*.md"))[:2]):
        if path is not None:
            path.unlink()
        reading = CachedReading(site, workers=1, kept=kept)
        articles = read_corpus(site, settings, reading.articles)[0].articles
        reading.close()
        sizes.append((len(kept.parsed), len(articles)))
        assert {one.id for one, *_ in kept.parsed.values()} == {article.id for article in articles}
    assert sizes == [(count, count) for _, count in sizes]


def test_another_text_is_gone_through(site):
    path = site / ARTICLES / "two.md"
    path.write_text(path.read_text() + "\nSome 4,321 cars stood there.\n")
    done, problems = proofread(site)
    assert "two" in done
    assert any("4,321 cars" in problem.message for problem in problems)


def test_another_figure_has_those_gone_through_that_may_rest_on_it(site):
    (site / ARTICLES / "five.md").write_text(article("five", 4))  # about BYD alone
    assert proofread(site)[0] == ["five"]
    (site / ARTICLES / "one.md").write_text(article("one", 0, value="7,508"))
    done, problems = proofread(site)
    settings, _ = read_settings(site)
    assert done == ["one", "three"]  # the third says 7,508
    assert problems == relate(read_corpus(site, settings)[0], now=NOW)[1]


def test_a_new_fact_leaves_stories_about_its_subject_alone_that_it_can_say_nothing_to(site):
    fact = "{metric: orders, period: 2024-05, value: 41, as_of: 2024-06-01, source: {name: Xiaomi}}"
    head = f"title: Late\ndate: 2024-06-01\ncompanies: [xiaomi]\nfacts: [{fact}]"
    for name in ("late", "later"):
        (site / ARTICLES / f"{name}.md").write_text(f"---\n{head}\n---\nIt rained.\n")
        assert proofread(site)[0] == [name]
    (site / ARTICLES / "late.md").unlink()  # whose fact the later one's does not stand beside any more
    done, problems = proofread(site)
    settings, _ = read_settings(site)
    assert (done, problems) == ([], relate(read_corpus(site, settings)[0], now=NOW)[1])


def test_another_figure_has_a_translation_gone_through_that_tells_it_without_stating_it(site):
    head = "title: Eine Zahl\ndate: 2020-01-01\nlanguage: de\ntranslation_of: one\ncompanies: [byd]"
    (site / ARTICLES / "uno.md").write_text(f"---\n{head}\n---\nIm Januar 2024 waren es 7.058 Autos.\n")
    proofread(site)
    (site / ARTICLES / "one.md").write_text(article("one", 0, value="9,000"))
    done, problems = proofread(site)
    settings, _ = read_settings(site)
    assert "uno" in done
    assert problems == relate(read_corpus(site, settings)[0], now=NOW)[1]


def test_another_name_has_all_gone_through(site):
    path = site / "content" / "companies" / "byd.md"
    path.write_text(path.read_text().replace("name: BYD", "name: BYD Auto"))
    assert proofread(site)[0] == ["four", "one", "three", "two"]


def test_a_link_that_leads_elsewhere_has_its_text_gone_through(site):
    path = site / ARTICLES / "three.md"
    path.write_text(path.read_text() + "\nIt delivered [7,058 cars](fact:one/count).\n")
    proofread(site)
    (site / ARTICLES / "one.md").unlink()
    assert "three" in proofread(site)[0]


def test_texts_are_gone_through_again_where_the_settings_name_the_unit_of_a_fact_otherwise(site):
    write(
        site,
        {f"{ARTICLES}/one.md": article("one", 0, value="7,058 bikes", text="Xiaomi delivered 7,058 cars in April.")},
    )
    proofread(site)
    write(site, {"site.yaml": f"{(site / 'site.yaml').read_text()}units: {{vehicles: [bikes]}}\n"})
    settings, _ = read_settings(site)
    done, problems = proofread(site)
    assert "one" in done
    assert problems == relate(read_corpus(site, settings)[0], now=NOW)[1]


def test_a_file_that_is_known_to_be_as_it_was_is_not_read_again_and_one_that_is_not_is_told(site):
    settings, _ = read_settings(site)
    expected = read_corpus(site, settings)
    known = {path.relative_to(site).as_posix(): digest_of(path) for path in (site / ARTICLES).iterdir()}
    (site / f"{ARTICLES}/one.md").write_text("another text, though nobody told")

    def read():
        reading = CachedReading(site, workers=1)
        found = read_corpus(site, settings, reading.articles, unchanged=known)
        reading.close()
        return found

    assert read() == expected
    (site / ".factledger" / "parsed.sqlite").unlink()
    corpus, problems = read()
    assert [article.id for article in corpus.articles] == ["four", "three", "two"]
    assert [(one.place.path, one.rule, one.advice) for one in problems] == [
        (f"{ARTICLES}/one.md", "unreadable-file", "build once more")
    ]
    assert [one.place.path for one in read()[1]] == [f"{ARTICLES}/one.md"]  # it was not remembered
