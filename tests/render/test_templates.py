"""Every template with its bare and its full view."""

import re
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree

import pytest

from factledger.model.dates import parse_period
from factledger.model.planned_pages import Page
from factledger.model.views import Link
from factledger.render.page_rendering import make_environment, render_page
from factledger.render.theme import TEMPLATES, load_theme
from tests.render.examples import RECORDS, bare_pages, full_pages
from tests.render.markup import faults
from tests.render.records import RESULT_2024, brief

THEME, PROBLEMS = load_theme([Path(__file__).parents[2] / "theme"])
ENVIRONMENT = make_environment(THEME, "en")
ATOM = "{http://www.w3.org/2005/Atom}"


def rendered(page: Page) -> str:
    content, problems = render_page(page, ENVIRONMENT)
    assert problems == ()
    return content.decode()


def example(path: str) -> str:
    return rendered(next(page for page in full_pages() if page.path == path))


def test_the_default_theme_is_whole():
    assert PROBLEMS == ()


def test_every_page_record_names_its_template_and_has_examples():
    assert set(RECORDS) == set(TEMPLATES)
    assert {page.template for page in full_pages()} == set(TEMPLATES)


@pytest.mark.parametrize("page", [*full_pages(), *bare_pages()], ids=lambda page: page.path)
def test_a_page_is_sound_html(page):
    text = rendered(page)
    if page.template.endswith(".html"):
        assert faults(text) == []
        assert text.startswith("<!doctype html>")
    elif page.template.endswith(".xml"):
        assert ElementTree.fromstring(text).tag.startswith("{http")
    else:
        assert text.startswith("User-agent: *")


def test_a_feed_holds_what_atom_requires():
    feed = ElementTree.fromstring(example("feed.xml"))
    entries = feed.findall(f"{ATOM}entry")
    required = ("id", "title", "updated", "author")
    assert [feed.findtext(f"{ATOM}{name}") for name in ("title", "subtitle")] == [
        "The EV Ledger",
        "Figures <with> sources",
    ]
    assert len(entries) == 5
    assert [name for entry in entries for name in required if entry.find(f"{ATOM}{name}") is None] == []
    assert (
        entries[0]
        .findtext(f"{ATOM}content")
        .startswith('<p>Xiaomi now means to deliver <a class="figure" href="https://')
    )


def test_a_superseded_figure_is_labelled_with_its_successor_and_only_a_refuted_one_is_struck_through():
    page = example("companies/xiaomi/deliveries/index.html")
    start = page.index('id="target-2025-300000"')
    row = page[start : page.index("</tr>", start)]
    assert "<s>" not in row
    assert "Superseded" in row
    assert '<td data-label="As of">31\xa0Dec\xa02024</td>' in row
    assert 'vehicles</a> (<time datetime="2025-03-18">18\xa0Mar\xa02025</time>)' in row
    refuted = page[page.index('<tr class="vintages__row--refuted">') :]
    assert "<s>" in refuted[: refuted.index("</tr>")]


def test_a_figure_that_was_said_again_is_confirmed_on_the_day_and_not_replaced_by_itself():
    page = next(page for page in full_pages() if page.path == "companies/xiaomi/deliveries/index.html")
    series = next(one for one in page.view.series if one.vintages[-1].fact.status == "superseded")
    old = next(one for one in series.vintages if one.fact.superseded_by)
    again = replace(old.fact.superseded_by, text=old.fact.text, value=old.fact.value)
    upheld = replace(old, fact=replace(old.fact, is_upheld=True, superseded_by=again))
    newest = next(one for one in series.vintages if not one.fact.superseded_by)
    series = replace(series, vintages=(newest, upheld), facts=(newest.fact, upheld.fact))
    told = words(rendered(replace(page, view=replace(page.view, series=(series,)))))
    assert "Confirmed later" in told
    assert re.search("Confirmed on [0-9]+ [A-Z][a-z]+ 2025", told)
    assert not re.search("Replaced by|Superseded", told)


def test_a_figure_that_was_made_exact_is_not_called_superseded():
    page = next(page for page in full_pages() if page.path == "companies/xiaomi/deliveries/index.html")
    series = next(one for one in page.view.series if one.vintages[-1].fact.status == "superseded")
    old = next(one for one in series.vintages if one.fact.superseded_by)
    told = {}
    for is_made_exact in (True, False):
        vintage = replace(old, fact=replace(old.fact, is_made_exact=is_made_exact))
        shown = words(rendered(replace(page, view=replace(page.view, series=(replace(series, vintages=(vintage,)),)))))
        told[is_made_exact] = re.findall("Made exact later|Superseded|Made exact by|Replaced by", shown)
    assert told == {True: ["Made exact later", "Made exact by"], False: ["Superseded", "Replaced by"]}


def test_what_is_said_beside_a_figure_stands_in_blocks_which_text_readers_keep_apart():
    page = example("companies/xiaomi/deliveries/index.html")
    assert set(re.findall(r'<(\w+) class="vintages__(?:note|also)', page)) == {"div"}
    assert re.search(r"</span>\s*<(?:span|div) class=\"standing", page)
    assert not re.search(r"</b>(?: <small>[^<]*</small>)?</span><span class=\"standing", page)


def test_a_figure_that_repeats_another_keeps_its_anchor_in_the_row_of_the_first():
    page = example("companies/xiaomi/deliveries/index.html")
    start = page.index('id="target-2025-400000"')
    assert 'id="target-2025-400000-again">Also' in page[start : page.index("</tr>", start)]


def words(html):
    """What a reader sees of some HTML, with one blank between words."""
    return " ".join(re.sub("<[^>]+>", " ", html.replace("\xa0", " ")).split())


def test_a_figure_says_how_many_entries_stand_under_it_and_in_how_many_stories():
    page = example("companies/xiaomi/deliveries/index.html")
    tables = [table for table in re.findall("<tbody>.*?</tbody>", page, re.DOTALL) if "vintages__also" in table]
    assert tables
    for table in tables:
        entries, stories = re.search(
            'vintages__count">([0-9]+) entr(?:y|ies), in (one|[0-9]+) stor(?:y|ies)<', table
        ).groups()
        told_in = set(re.findall('href="(/news/[^"#]+)"', table))
        assert (table.count("<tr"), len(told_in)) == (int(entries), 1 if stories == "one" else int(stories))


def test_an_open_count_has_its_wording_and_its_day_and_one_that_is_old_says_so():
    shown = words(example("index.html"))
    assert "No count since 31 Jan 2026" in shown
    assert "From 1 Feb 2026 on, under 46,455 vehicles a month to reach it." in shown


def test_a_margin_is_as_of_its_day_and_only_what_adds_up_is_measured_to_it():
    page = next(page for page in full_pages() if page.path == "index.html")
    goal = next(one for one in page.view.trackers if one.result is None and one.counted_to is not None)
    with_words = {
        is_measured: words(rendered(replace(page, view=replace(page.view, trackers=(one,)))))
        for is_measured in (True, False)
        for one in [replace(goal, is_measured=is_measured, is_stale=True)]
    }
    assert ("counted to" in with_words[False], "No count since" in with_words[False]) == (True, True)
    assert ("counted to" in with_words[True], "No count since" in with_words[True]) == (False, False)
    assert "No figure since" in with_words[True]


def test_a_goal_that_was_said_again_names_both_days():
    page = next(page for page in full_pages() if page.path == "index.html")
    goal = replace(page.view.trackers[0], count=None, confirmed=parse_period("2025-10-06"))
    shown = words(rendered(replace(page, view=replace(page.view, trackers=(goal,)))))
    assert re.search(r"goal of [0-9]+ \w+ 20[0-9]+ ?, confirmed on 6 Oct 2025 ?, no figure to compare yet", shown)


def test_what_was_due_is_told_in_the_past_and_what_is_known_to_the_month_has_its_month():
    page = next(page for page in full_pages() if page.template == "timeline.html" and page.view.year is not None)
    year = page.view.timeline.years[0]
    group = replace(year.groups[0], period=parse_period("2025-06"))
    entry = replace(group.entries[0], kind="due", date=parse_period("2025-06"), fact=None)
    said = []
    for is_due in (True, False):
        shown = replace(year, groups=(replace(group, entries=(replace(entry, is_due=is_due),)),))
        view = replace(page.view, timeline=replace(page.view.timeline, due=(), years=(shown,)))
        found = re.search('<li class="entry[ "].*?</li>', rendered(replace(page, view=view)), re.DOTALL).group()
        said.append((re.search("<b>(.*?)</b>", found)[1], re.search("<p[^>]*>(.*?)</p>", found)[1]))
    assert said == [("Due", "Jun"), ("Was due", "Jun")]


def test_a_goal_whose_period_is_over_waits_for_no_count():
    page = next(page for page in full_pages() if page.path == "index.html")
    for is_measured in (True, False):
        goal = replace(page.view.trackers[0], count=None, verdict="overdue", is_measured=is_measured)
        shown = words(rendered(replace(page, view=replace(page.view, trackers=(goal,)))))
        assert ("no result to compare" in shown, "to compare yet" in shown) == (True, False)


def test_a_count_of_a_part_is_so_far_only_while_its_period_runs():
    page = next(page for page in full_pages() if page.template == "comparison.html")
    (part,) = (row for group in page.view.groups for row in group.rows if row.counted_to is not None)
    said = []
    for fields in ({"is_over": False}, {"is_over": True}, {"is_over": True, "is_measured": True}):
        group = replace(page.view.groups[0], rows=(replace(part, **fields),))
        shown = words(rendered(replace(page, view=replace(page.view, groups=(group,)))))
        said.append([one for one in ("so far", "counted to 28 Sept 2025", "as of 28 Sept 2025") if one in shown])
    assert said == [["so far"], ["counted to 28 Sept 2025"], ["as of 28 Sept 2025"]]


def test_a_day_that_a_figure_is_called_by_is_not_said_again_below_it():
    page = next(page for page in full_pages() if page.template == "article.html" and page.view.key is not None)
    named = replace(page, view=replace(page.view, key=replace(page.view.key, names_day=True)))
    as_of = [
        re.search('class="key-figure.*?</p>', rendered(one), re.DOTALL).group().count("as of") for one in (page, named)
    ]
    assert as_of == [1, 0]


def test_a_share_of_a_target_that_was_lowered_is_told_as_one():
    page = next(page for page in full_pages() if page.path == "index.html")
    moved = next(one for one in page.view.trackers if one.count is not None and len(one.vintages) > 1)
    goal = replace(moved, share=Decimal("1.02"))
    said = []
    for eased in ("", "lowered", "raised"):
        shown = words(rendered(replace(page, view=replace(page.view, trackers=(replace(goal, eased=eased),)))))
        said.append(re.search("102% of the (?:last|lowered|raised) (?:target|limit)", shown).group())
    assert said == ["102% of the last target", "102% of the lowered target", "102% of the raised limit"]


def test_what_passed_a_target_by_far_is_times_it_wherever_it_stands():
    page = next(page for page in full_pages() if page.template == "promises.html")
    group = page.view.groups[0]
    promise = replace(next(one for one in group.promises if one.count is not None), share=Decimal("10.87"))
    shown = words(rendered(replace(page, view=replace(page.view, groups=(replace(group, promises=(promise,)),)))))
    assert ("10.9 times the target" in shown, "1,087%" in shown) == (True, False)


def test_a_figure_of_no_period_has_its_day_on_the_card_of_whom_it_is_about():
    page = next(page for page in full_pages() if page.template == "entities.html")
    card = next(one for one in page.view.entities if one.key is not None)
    said = []
    for names_day in (False, True):
        key = replace(card.key, label="Price", period=None, as_of=parse_period("2025-05-27"), names_day=names_day)
        shown = words(rendered(replace(page, view=replace(page.view, entities=(replace(card, key=key),)))))
        said.append("Price , 27 May 2025" in shown)
    assert said == [True, False]


def test_a_timeline_does_not_name_whom_its_page_is_about():
    page, subject = next(
        (page, entry.fact.subject.text)
        for page in full_pages()
        if page.template == "entity.html"
        for year in page.view.timeline.years
        for group in year.groups
        for entry in group.entries
        if entry.fact
    )
    said = []
    for name in ("Norway", subject):
        html = rendered(replace(page, view=replace(page.view, kind="market", like="", name=name)))
        timeline = html.partition('id="page--timeline"')[2].partition('class="band"')[0]
        said.append(f'">{subject}: ' in timeline)
    assert said == [True, False]


def test_a_list_of_sources_names_a_figure_and_its_day_once_in_one_form_before_what_it_says():
    page = next(page for page in full_pages() if page.template == "sources.html")
    (entry, *_) = page.view.groups[0].sources
    day = parse_period("2025-05-27")
    facts = tuple(
        replace(entry.facts[0], label=label, period=None, as_of=day, names_day=names_day)
        for label, names_day in (("Price", False), ("Launch", True))
    )
    group = replace(page.view.groups[0], sources=(replace(entry, facts=facts),))
    shown = words(rendered(replace(page, view=replace(page.view, groups=(group,)))))
    subject = facts[0].subject.text
    assert re.search(f"{subject}: Price ?, 27 May 2025 ?: [0-9]", shown)
    assert re.search(f"{subject}: Launch ?: [0-9]", shown)


def test_what_is_due_at_the_end_of_a_period_is_explained_once_for_all_lists():
    page = next(page for page in full_pages() if page.template == "due.html")
    groups = page.view.soon
    shown = words(rendered(replace(page, view=replace(page.view, soon=groups, undated=groups, later=groups))))
    assert shown.count("is due at its end") == 1
    assert [shown.count(title) for title in ("In the next 90 days", "Later, without a day", "Later, on a day")] == [
        1,
        1,
        1,
    ]


def test_a_mark_that_is_the_targets_alone_names_the_target():
    page = next(page for page in full_pages() if page.path == "index.html")
    marked = tuple(replace(one, confidence="reported", is_target_weaker=True) for one in page.view.trackers)
    assert "Target: Reported" in words(rendered(replace(page, view=replace(page.view, trackers=marked))))


def test_a_verdict_that_rests_on_a_reported_figure_carries_the_mark():
    assert "Beaten Reported" in words(example("index.html"))


@pytest.mark.parametrize("confidence", ["confirmed", "reported", "preferred", "unverified", "disputed", "refuted"])
def test_a_verdict_and_a_figure_say_in_one_word_how_sure_they_are(confidence):
    macros = {
        name: getattr(ENVIRONMENT.get_template(f"components/{name}.html").module, name)
        for name in ("verdict", "standing")
    }
    rival = brief("136,584", None, "2025-01-01", "Another page")
    is_preferred = confidence == "preferred"
    fact = replace(
        RESULT_2024,
        confidence="reported" if is_preferred else confidence,
        is_preferred=is_preferred,
        disputed_by=(rival,) if is_preferred else (),
    )
    assert macros["verdict"]("met", confidence).partition("</span>")[2].strip() == macros["standing"](fact).strip()


def test_an_article_gives_the_result_of_a_target_that_was_open_and_the_notes_of_its_figures():
    shown = words(example("news/xiaomi-2026-target/index.html"))
    assert "350,000 vehicles ; the result is over 410,000 vehicles (CNBC): last target Beaten Reported" in shown
    assert "The first car was shown on 28 December 2023." in shown


def test_the_foot_of_a_page_says_that_a_feed_is_one():
    foot = words(example("index.html").rpartition("<footer")[2].partition("</nav>")[2].partition("</ul>")[0])
    assert "Feed: The EV Ledger" in foot


def test_a_ranking_in_which_nobody_has_a_place_has_no_column_of_places():
    page = next(page for page in full_pages() if page.path == "metrics/deliveries/index.html")
    placed, unplaced = (
        rendered(replace(page, view=replace(page.view, groups=groups)))
        for groups in (page.view.groups, [_without_places(group) for group in page.view.groups])
    )
    assert ("ranking__place" in placed, "ranking__place" in unplaced) == (True, False)


def _without_places(group):
    return replace(group, rows=tuple(replace(row, rank=0) for row in group.rows))


def test_today_is_marked_where_something_stands_before_it():
    page = next(page for page in full_pages() if page.path == "timeline/index.html")
    due = replace(page.view, timeline=replace(page.view.timeline, years=()))
    shown = rendered(page)
    assert "Today, " in words(shown)
    due_at, today_at = shown.index("timeline__year--due"), shown.index("timeline__today")
    assert due_at < today_at < shown.index('class="timeline__year"')
    assert "Today, " not in words(rendered(replace(page, view=due)))


def test_what_moved_twice_is_not_said_to_have_moved_2_times():
    board = example("metrics/deliveries/index.html")
    assert ("moved twice" in board, re.findall(r"(?:moved|told) [12] times", board)) == (True, [])


def test_every_cell_of_a_target_says_what_its_column_is_called():
    (table,) = re.findall(
        '<table class="ranking promises">.*?</table>', example("metrics/deliveries/index.html"), re.DOTALL
    )
    heads = re.findall('<th scope="col"[^>]*>(.*?)</th>', table)
    rows = re.findall("<tr>(.*?)</tr>", table.partition("<tbody>")[2], re.DOTALL)
    assert [re.findall('<td [^>]*data-label="(.*?)"', row) for row in rows] == [heads[1:]] * len(rows)
    assert rows


def test_the_period_that_is_shown_is_marked_on_its_own_page_and_where_it_is_shown_first():
    page = next(page for page in full_pages() if page.path == "metrics/deliveries/index.html")
    own = replace(page.view, overview="/metrics/deliveries/")
    marks = [re.findall('aria-current="(.*?)">2025<', rendered(replace(page, view=view))) for view in (page.view, own)]
    assert marks == [["true"], ["page"]]


def test_a_source_in_parentheses_has_brackets_for_its_own():
    page = next(page for page in full_pages() if page.path == "news/xiaomi-2026-target/index.html")
    told = [
        replace(one, now=replace(one.now, source="Mitrade (Cryptopolitan)") if one.now else None)
        for one in page.view.revisions
    ]
    shown = words(rendered(replace(page, view=replace(page.view, revisions=tuple(told)))))
    assert "(Mitrade [Cryptopolitan])" in shown
    assert "(Mitrade (" not in shown


def test_a_metric_of_many_subjects_folds_their_pages_away():
    page = next(page for page in full_pages() if page.path == "metrics/index.html")
    entry = replace(page.view.entries[0], subjects=tuple(Link(text=f"Maker {n}", url=f"/{n}/") for n in range(21)))
    text = rendered(replace(page, view=replace(page.view, entries=(entry,))))
    assert "Pages with its figures: 21" in words(text)
    few = replace(page, view=replace(page.view, entries=(replace(entry, subjects=entry.subjects[:20]),)))
    assert "<details" not in rendered(few).partition("<main")[2]


def test_what_is_said_in_words_is_not_called_counted():
    page = next(page for page in full_pages() if page.path == "metrics/index.html")
    entries = tuple(
        replace(page.view.entries[0], unit=unit, counts="at a moment") for unit in ("text", "date", "stores")
    )
    assert words(rendered(replace(page, view=replace(page.view, entries=entries)))).count("Holds at a date.") == 1


def test_the_page_of_data_does_not_count_events_where_there_are_none():
    page = next(page for page in full_pages() if page.path == "data/index.html")
    assert re.search(r"[0-9] figures and [0-9]+ events, each", words(rendered(page)))
    without = words(rendered(replace(page, view=replace(page.view, events=0))))
    assert re.search(r"[0-9] figures, each with its source", without)


def test_a_quarter_is_no_machine_readable_date():
    page = example("timeline/index.html")
    assert "<h3>Q3\xa02025</h3>" in page
    assert 'datetime="2025-Q3"' not in page


def test_a_tracker_shows_a_tick_for_each_target_and_the_verdict_in_a_word():
    page = example("index.html")
    assert page.count("tracker__tick--last") == 3
    assert page.count('class="tracker__tick"') == 4
    assert "Beaten" in page


def test_each_target_starts_or_ends_at_its_tick_and_the_last_is_called_one():
    page = example("index.html")
    ticks = re.findall(r'class="tracker__tick[^"]*" x1="([0-9.]+)%"', page)
    pattern = r'<li class="tracker__target([^"]*)"><svg width="([0-9.]+)%"[^>]*/>'
    assert ticks
    assert [
        str(100 - Decimal(width)) if "--far" in names else width for names, width in re.findall(pattern, page)
    ] == ticks
    last = re.findall(r'tracker__target--last[^"]*">(?:<svg[^>]*>)?<span>(.*?)</li>', page)
    assert last
    assert [text for text in last if not text.startswith('Target: <a href="')] == []


def test_the_front_page_leads_to_what_it_leaves_out():
    page = next(page for page in full_pages() if page.path == "index.html")
    longer = rendered(replace(page, view=replace(page.view, all_companies="/firms/", company_count=48, older="/all/")))
    assert re.findall(r'<a href="/(?:firms|all)/">(.*?)</a>', longer) == ["Companies: all 48", "Earlier months"]


def test_the_marks_of_a_timeline_are_told_in_a_line():
    page = next(page for page in full_pages() if page.path == "timeline/index.html")
    timeline = replace(page.view.timeline, aims=("target", "plan"))
    shown = rendered(replace(page, view=replace(page.view, timeline=timeline)))
    (key,) = re.findall(r'<ul class="timeline__key">(.*?)</ul>', shown, re.DOTALL)
    assert [re.sub(r"<.*?>", "", item) for item in re.findall(r"<li.*?</li>", key)] == [
        "Event",
        "Launch",
        "Recall / Accident",
        "Figure",
        "Target / Plan",
        "Due",
    ]


def test_a_figures_day_stands_beside_it():
    page = example("metrics/deliveries/index.html")
    head = re.search(r"<thead>\s*<tr>(.*?)</tr>", page, re.DOTALL)[1]
    names = re.findall(r"<th[^>]*>(.*?)</th>", head)
    assert names[names.index("Figure") + 1] == "As of"


def test_a_draft_and_a_page_not_to_be_indexed_say_so():
    assert "Draft, not published" in example("news/xiaomi-2026-target/index.html")
    assert '<meta name="robots" content="noindex">' in example("404.html")


def test_a_day_that_stands_alone_is_said_once_and_none_ends_a_line_within():
    page = example("timeline/2025/index.html")
    assert re.search("<p>\\d+\N{NO-BREAK SPACE}\\w+</p>", page)
    assert "<time" not in page.partition('class="entry')[2]


def test_the_address_that_is_shared_is_the_canonical_one():
    page = example("companies/xiaomi/index.html")
    assert re.findall('<[^>]* property="og:url"[^>]*>', page) == re.findall('<link rel="canonical"[^>]*>', page) != []


def test_one_figure_beside_the_key_figure_of_a_story_needs_no_box():
    story = next(page for page in full_pages() if page.path == "news/xiaomi-2026-target/index.html")
    others = [fact for fact in story.view.facts if fact.id != story.view.key.id]
    shown = [
        "fact-box" in rendered(replace(story, view=replace(story.view, facts=(story.view.key, *others[:count]))))
        for count in (1, 2)
    ]
    assert shown == [False, True]


def test_a_large_figure_has_its_unit_right_behind_it_and_a_pace_says_what_it_counts():
    home = example("index.html")
    assert re.search('lead-figure__number[^>]*>[^<]+</span> <span class="lead-figure__unit">[a-z ]+</span>', home)
    counts = re.findall('<p class="tracker__count.*?</p>', home, re.DOTALL)
    assert counts
    assert [one for one in counts if not re.search("</a> <small>[^<]+</small>", one)] == []


def test_a_day_at_the_end_of_a_row_says_what_day_it_is_where_the_heads_of_columns_are_hidden():
    page = example("metrics/deliveries/index.html")
    assert 'class="ranking__day" data-label="As of"' in page


def test_the_two_ways_to_a_calendar_say_how_they_differ():
    shown = words(example("follow/index.html"))
    assert ("Subscribe to calendar" in shown, "Download calendar" in shown) == (True, True)


def test_a_span_of_two_years_stays_on_one_line_of_a_timeline():
    page = next(page for page in full_pages() if page.path == "index.html")
    due = (replace(page.view.due[0], date=parse_period("2024/2027")),)
    assert '<p class="entry__when--short">2024–\N{WORD JOINER}2027</p>' in rendered(
        replace(page, view=replace(page.view, due=due))
    )


def test_a_target_that_another_one_set_says_who():
    home = next(page for page in full_pages() if page.path == "index.html")
    tracker = home.view.trackers[0]
    *before, last = tracker.vintages
    assert "Set by" not in rendered(home)
    of_another = replace(last, fact=replace(last.fact, holder=Link(text="The ministry", url="")))
    shown = rendered(
        replace(home, view=replace(home.view, trackers=(replace(tracker, vintages=(*before, of_another)),)))
    )
    assert "Set by <span>The\N{NO-BREAK SPACE}ministry</span>" in shown
    own = replace(last, fact=replace(last.fact, holder=tracker.subject))
    assert "Set by" not in rendered(
        replace(home, view=replace(home.view, trackers=(replace(tracker, vintages=(*before, own)),)))
    )


def test_a_target_on_a_timeline_says_who_set_it_for_another():
    page = next(page for page in full_pages() if page.path == "index.html")
    first = next(one for one in page.view.due if one.fact is not None)
    shown = {}
    for name, holder in (("another", Link(text="The union", url="")), ("own", first.fact.subject)):
        due = (replace(first, fact=replace(first.fact, kind="target", holder=holder)),)
        shown[name] = rendered(replace(page, view=replace(page.view, due=due, trackers=())))
    assert "Set by <span>The\N{NO-BREAK SPACE}union</span>" in shown["another"]
    assert "Set by" not in shown["own"]


def test_an_address_ends_its_lines_behind_its_slashes():
    page = next(page for page in full_pages() if page.path == "sources/index.html")
    group = page.view.groups[0]
    entry = replace(group.sources[0], address="36kr.example/p/362639/")
    shown = rendered(replace(page, view=replace(page.view, groups=(replace(group, sources=(entry,)),))))
    assert '<p class="source-list__address"><span>36kr.example/</span><span>p/</span><span>362639/</span></p>' in shown


def test_the_marks_of_what_is_due_are_told():
    page = next(page for page in full_pages() if page.path == "timeline/due/index.html")
    told = {}
    for aims in ((), ("target",), ("target", "plan")):
        shown = rendered(replace(page, view=replace(page.view, aims=aims)))
        (key,) = re.findall(r'<ul class="timeline__key">(.*?)</ul>', shown, re.DOTALL)
        told[aims] = [words(item) for item in re.findall(r"<li.*?</li>", key)]
    assert told == {
        (): ["Event"],
        ("target",): ["Event", "Target"],
        ("target", "plan"): ["Event", "Target / Plan"],
    }


def test_metrics_without_a_figure_stand_in_one_list_where_links_to_them_lead():
    page = next(page for page in full_pages() if page.path == "metrics/index.html")
    shown = rendered(page)
    bare = shown[shown.index('id="page--bare"') :]
    assert words(bare[: bare.index("</section>")]).endswith("Also counted here, no figure yet Registrations")
    assert 'id="registrations"' in bare
    with_figures = tuple(entry for entry in page.view.entries if entry.subjects)
    assert "page--bare" not in rendered(replace(page, view=replace(page.view, entries=with_figures)))


def test_what_is_measured_at_a_moment_is_a_point_and_no_bar_that_fills():
    page = next(page for page in full_pages() if page.path == "companies/xiaomi/deliveries/index.html")
    goal = next(one for one in page.view.trackers if one.count is not None)
    marks = {}
    for is_measured in (True, False):
        shown = rendered(replace(page, view=replace(page.view, trackers=(replace(goal, is_measured=is_measured),))))
        marks[is_measured] = re.findall(r'<(\w+) class="tracker__filled"', shown)
    assert marks == {True: ["circle"], False: ["rect"]}
