"""What pages lead with, and the order in which a metric's page tells its figures."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest

from factledger.model.corpus_and_site import Happening
from factledger.model.dates import parse_period
from factledger.model.entities import Entity, EntityKey, Kind, Mention
from factledger.model.facts import Confidence, FactKind
from factledger.model.ledger import AllowedNote, Dispute, SeriesKey, Standing, Status, TargetVerdict
from factledger.model.message_catalogues import ENGLISH
from factledger.model.rendered_prose import Prose, Reference
from factledger.plan import subject_metric_pages
from factledger.plan.fact_views import article_key, fact_view, is_made_exact, key_fact, mismatch
from factledger.plan.list_cards import article_card, key_series, untold_role
from factledger.plan.site_index import SiteIndex
from factledger.plan.target_views import tracker_view
from factledger.plan.timeline_views import timeline_view
from tests.plan.nouns import (
    ENTITIES,
    LEI_JUN,
    PLACE,
    SU7,
    TARGETS,
    XIAOMI,
    Words,
    make_article,
    make_fact,
    make_quantity,
    make_site,
    make_tracker,
)

TARGET = {"kind": FactKind.TARGET}


def site_index(*facts, **fields):
    """The index of a site with these facts."""
    assets = {"style.css": "style.css", "icon.svg": "icon.svg"}
    return SiteIndex(make_site(facts, **fields), assets, Words())


def metric_page(*facts, **fields):
    return subject_metric_pages.metric_page(site_index(*facts, **fields), XIAOMI, "deliveries").view


def test_the_last_whole_year_is_more_telling_than_the_quarter_after_it():
    year = make_fact("a/year", "410,000", "2025", "2026-01-03")
    assert key_series(site_index(year, make_fact("a/quarter", "80,000", "2026-Q1", "2026-03-31")), XIAOMI) == (year.id,)


def test_a_year_that_is_long_past_is_less_telling_than_a_later_quarter():
    quarter = make_fact("a/quarter", "80,000", "2025-Q3", "2025-09-30")
    assert key_series(site_index(make_fact("a/year", "136,854", "2024"), quarter), XIAOMI) == (quarter.id,)


def test_a_result_is_more_telling_than_a_target_and_the_whole_than_a_part():
    whole = make_fact("a/whole", "136,854", "2024")
    part = make_fact("a/part", "130,000", "2024", scope="China")
    assert key_series(site_index(part, whole, make_fact("a/target", "300,000", "2025", **TARGET)), XIAOMI) == (
        whole.id,
    )


def test_what_adds_up_leads_and_words_come_last():
    approval = make_fact("a/approval", "yes", metric="approval")
    stores = [make_fact(f"a/stores-{day}", "402", as_of=f"2025-03-0{day}", metric="stores") for day in (1, 2)]
    deliveries = make_fact("a/year", "136,854", "2024")
    assert key_series(site_index(approval, *stores, deliveries), XIAOMI) == (deliveries.id, "a/stores-2", approval.id)


def test_a_metrics_page_goes_by_year_with_the_longest_periods_first_and_models_last():
    facts = [
        make_fact("a/april", "28,000", "2025-04"),
        make_fact("a/su7", "258,164", "2025", subject=SU7),
        make_fact("a/old", "136,854", "2024"),
        make_fact("a/target", "400,000", "2025", **TARGET),
        make_fact("a/first", "75,869", "2025-Q1"),
        make_fact("a/second", "81,302", "2025-Q2"),
        make_fact("a/year", "410,000", "2025"),
    ]
    assert [(series.year, series.facts[0].id) for series in metric_page(*facts).series] == [
        (2025, "a/year"),
        (2025, "a/target"),
        (2025, "a/second"),
        (2025, "a/first"),
        (2025, "a/april"),
        (2025, "a/su7"),
        (2024, "a/old"),
    ]


def test_periods_of_one_length_go_by_the_calendar_however_many_days_they_have():
    stretches = ["2024-H1", "2024-H2", "2024-Q1", "2024-Q2", "2024-Q3", "2024-Q4"]
    stretches += [f"2024-{number:02}" for number in range(1, 13)] + ["2024-W08", "2024-02-29", "2024-02-01"]
    facts = [make_fact(f"a/{one}", "1", one) for one in stretches]
    assert [str(series.period) for series in metric_page(*facts).series] == [
        *("2024-H2", "2024-H1", "2024-Q4", "2024-Q3", "2024-Q2", "2024-Q1"),
        *(f"2024-{number:02}" for number in range(12, 0, -1)),
        *("2024-W08", "2024-02-29", "2024-02-01"),
    ]


def test_what_is_disputed_is_a_key_figure_only_for_want_of_others():
    old = make_fact("a/old", "200,000", as_of="2024-03-12", metric="stores", confidence=Confidence.DISPUTED)
    sure = make_fact("a/sure", "59", as_of="2024-03-11", metric="stores")
    assert key_series(site_index(old, sure), XIAOMI) == (sure.id,)
    assert key_series(site_index(old), XIAOMI) == (old.id,)
    deliveries = make_fact("a/deliveries", "7,058", "2024-04", confidence=Confidence.DISPUTED)
    assert key_series(site_index(deliveries, sure), XIAOMI) == (sure.id, deliveries.id)
    assert key_fact(site_index(old, sure), (old, sure)).id == sure.id
    assert key_fact(site_index(old), (old,)).id == old.id


@pytest.mark.parametrize(
    ("title", "id"),
    [
        ("What a year of goals came to", "a/goals"),
        ("Xiaomi delivered 136,854 cars", "a/xiaomi"),
        ("小米交付136,854辆", "a/goals"),
        ("SU7 sales", "a/su7"),
        ("SU70 sales", "a/goals"),
        ("Goals of 2025, and Xiaomi", "a/xiaomi"),
        ("Targets in 2025: what Xiaomi said", "a/goals"),
    ],
)
def test_a_storys_key_figure_is_about_whom_its_title_names(title, id):
    facts = (
        make_fact("a/goals", "200,361", "2025", subject=TARGETS),
        make_fact("a/xiaomi", "136,854", "2024"),
        make_fact("a/su7", "258,164", "2025", subject=SU7),
    )
    assert key_fact(site_index(*facts), facts, title).id == id


BYD, TESLA = EntityKey(Kind.COMPANY, "byd"), EntityKey(Kind.COMPANY, "tesla")
MAKERS = {key: Entity(key=key, name=name, place=PLACE, prose=Prose()) for key, name in ((BYD, "BYD"), (TESLA, "Tesla"))}


@pytest.mark.parametrize(
    ("title", "facts", "id"),
    [
        ("The SU7 arrives in Denmark", (TESLA, XIAOMI), "a/xiaomi"),
        ("The SU7 arrives in Denmark", (TESLA, BYD), None),
        ("How BYD passed Tesla in battery cars", (TESLA, BYD), "a/byd"),
        ("How BYD passed Tesla in battery cars", (XIAOMI, TESLA), "a/tesla"),
        ("What BYD said of its goals", (TARGETS,), "a/targets"),
        ("A year of price cuts", (TESLA, BYD), "a/tesla"),
    ],
)
def test_a_story_is_led_by_no_figure_of_another_company_than_its_headline_names(title, facts, id):
    told = tuple(make_fact(f"a/{key.id}", "665", "2025", subject=key) for key in facts)
    mentions = tuple(Mention(key, PLACE) for key in (XIAOMI, SU7, BYD, TESLA))
    story = make_article("a", title=title, facts=told, mentions=mentions)
    index = site_index(*told, articles=(story,), entities={one.key: one for one in ENTITIES} | MAKERS)
    led_by = article_key(index, story)
    assert (led_by.id if led_by else None) == id
    card = article_card(index, "a")
    assert (card.key is None) is (id is None)


def test_a_figure_more_than_a_year_older_than_another_metrics_is_none_to_lead_with():
    orders = [make_fact(f"a/orders-{year}", "127,495", str(year), "2024-01-02") for year in (2019, 2020, 2021)]
    margin = make_fact("a/margin", "17", "2023-Q4", "2024-01-02", metric="stores")
    assert key_series(site_index(*orders, margin), XIAOMI) == (margin.id, "a/orders-2021")
    last_year = make_fact("a/orders-2022", "130,000", "2022", "2024-01-02")
    assert key_series(site_index(*orders, last_year, margin), XIAOMI) == (last_year.id, margin.id)


def test_a_count_of_part_of_a_year_is_no_figure_of_that_year():
    part = make_fact("a/part", "393", "2023", "2023-05-01")
    quarter = make_fact("a/quarter", "503", "2024-Q2", "2024-06-30")
    assert key_series(site_index(part, quarter), XIAOMI) == (quarter.id,)


def test_a_storys_key_figure_is_about_the_company_that_its_first_figure_is_about_even_if_disputed():
    disputed = make_fact("a/first", "381,000", "2025", subject=SU7, confidence=Confidence.DISPUTED)
    sure = make_fact("a/sure", "136,854", "2024")
    other = make_fact("a/other", "200,361", "2025", subject=TARGETS)
    assert key_fact(site_index(disputed, other), (disputed, other)).id == disputed.id
    assert key_fact(site_index(disputed, other, sure), (disputed, other, sure)).id == sure.id


def test_a_role_is_not_said_again_where_the_summary_begins_with_it():
    person = Entity(key=LEI_JUN, name="Lei Jun", place=PLACE, prose=Prose(), role="chief executive")
    assert untold_role(person, ENGLISH) == "chief executive"
    assert untold_role(replace(person, summary="Chief executive of Tesla."), ENGLISH) == ""
    assert untold_role(replace(person, summary="Runs Tesla."), ENGLISH) == "chief executive"


def test_a_verdict_is_as_sure_as_the_weakest_figure_that_it_rests_on_and_an_old_count_is_told():
    goal = make_fact("a/goal", "100,000", "2024", **TARGET)
    reported = make_fact("a/count", "136,854", "2024", confidence=Confidence.REPORTED)
    tracker = make_tracker(
        "2024",
        (goal.id,),
        TargetVerdict.BEATEN,
        counted=(reported.id,),
        count=reported.value,
        counted_to=date(2024, 4, 30),
    )
    site_desk = site_index(goal, reported, now="2024-07-01")
    open_still = replace(tracker, verdict=TargetVerdict.OPEN, needed_per_month=reported.value)
    views = [tracker_view(site_desk, one) for one in (tracker, open_still)]
    assert [(view.confidence, view.is_stale) for view in views] == [("reported", False), ("reported", False)]
    assert [view.needed_from for view in views] == [None, parse_period("2024-05-01")]
    assert tracker_view(site_index(goal, reported, now="2024-07-02"), open_still).is_stale
    reached = tracker_view(site_desk, replace(open_still, needed_per_month=make_quantity("0")))
    assert (reached.is_reached, reached.needed_per_month, reached.needed_from) == (True, None, None)


def test_a_verdict_tells_of_a_dispute_what_is_told_beside_the_figure_itself():
    goal = make_fact("a/goal", "100,000", "2024", **TARGET)
    count = make_fact("a/count", "136,854", "2024", confidence=Confidence.REPORTED)
    again = replace(count, id="b/count", article="b")
    other = make_fact("c/count", "136,584", "2024")
    standings = {
        count.id: Standing(status=Status.CURRENT, disputed_by=(other.id,)),
        again.id: Standing(status=Status.SAME, disputed_by=(other.id,)),
        other.id: Standing(status=Status.SAME, disputed_by=(count.id, again.id)),
    }
    site = make_site((goal, count, again, other), standings=standings)
    key = SeriesKey(XIAOMI, "deliveries", "", "", count.period, FactKind.ACTUAL, "")
    dispute = Dispute(
        key=key, facts=(count.id, again.id, other.id), preferred=count.id, settlement="The others have it."
    )
    told = []
    for one in (dispute, replace(dispute, preferred="", settlement="")):
        site_desk = SiteIndex(replace(site, ledger=replace(site.ledger, disputes=(one,))), {}, Words())
        for fact in (count, again, other):
            tracker = make_tracker(
                "2024",
                (goal.id,),
                TargetVerdict.BEATEN,
                counted=(fact.id,),
                count=fact.value,
            )
            told.append((tracker_view(site_desk, tracker).confidence, fact_view(site_desk, fact.id).is_preferred))
    assert told == [
        *[("preferred", True), ("preferred", True), ("disputed", False)],
        *[("disputed", False), ("disputed", False), ("disputed", False)],
    ]


def test_a_figure_that_two_articles_give_is_told_once_with_both():
    first = make_fact("a/target", "350,000", "2025", **TARGET)
    again = make_fact("b/target", "350,000", "2025", **TARGET)
    older = make_fact("b/older", "300,000", "2025", "2024-12-31", **TARGET)
    (series,) = metric_page(first, again, older).series
    told = [(one.fact.id, tuple(other.id for other in one.also)) for one in series.vintages]
    assert told == [("b/target", ("a/target",)), ("b/older", ())]
    assert [fact.id for fact in series.facts] == ["b/target", "a/target", "b/older"]


def test_what_was_taken_back_is_never_folded_into_what_stands():
    facts = [make_fact("a/x", "350,000", "2025"), make_fact("b/x", "350,000", "2025")]
    standings = {"a/x": Standing(status=Status.REFUTED)}
    (series,) = metric_page(*facts, standings=standings).series
    assert [one.also for one in series.vintages] == [(), ()]


def test_a_span_of_whole_years_hangs_at_its_last_year_and_not_at_a_december():
    pledge = make_fact("a/pledge", "3", "2024/2027")
    happening = Happening(
        date=parse_period("2024/2027"), title="", kind="plan", article="a", subjects=(XIAOMI, SU7), fact=pledge
    )
    site_desk = site_index(pledge, timeline=(happening,))
    (group,) = timeline_view(site_desk, (happening,), of=XIAOMI).due
    assert group.period == parse_period("2027")
    assert [link.text for link in group.entries[0].subjects] == ["SU7"]


def test_a_figure_that_is_called_by_its_day_names_it():
    called = make_fact("a/1", "12", "2025-09-19", "2025-09-19")
    other = make_fact("a/2", "12", "2025", "2025-09-19")
    up_to = make_fact("a/3", "12", "../2025-09-19", "2025-09-19")
    desk = SiteIndex(make_site([called, other, up_to], standings={}), {}, Words())
    assert [fact_view(desk, id).names_day for id in ("a/1", "a/2", "a/3")] == [True, False, True]


def test_a_figure_names_its_latest_confirmation_else_the_first_that_says_something_else():
    said = (("a/1", "300,000", "2024-12-31"), ("a/2", "350,000", "2025-03-18"), ("a/3", "350,000", "2025-08-20"))
    facts = [make_fact(id, text, "2025", as_of, **TARGET) for id, text, as_of in said]
    replaced = facts[:1]
    facts.append(make_fact("a/4", "350,000", "2025", "2025-10-06", **TARGET))
    standings = {
        one.id: Standing(status=Status.SUPERSEDED, superseded_by=later.id, is_upheld=one not in replaced)
        for one, later in pairwise(facts)
    } | {"a/4": Standing(status=Status.CURRENT)}
    desk = SiteIndex(make_site(facts, standings=standings), {}, Words())
    views = [fact_view(desk, fact.id) for fact in facts[:3]]
    assert [(view.is_upheld, view.superseded_by.as_of.text) for view in views] == [
        (False, "2025-03-18"),
        (True, "2025-10-06"),
        (True, "2025-10-06"),
    ]
    link = Prose(html='<a href="\x000\x00">x</a>', references=(Reference("fact:a/3", PLACE, "x"),))
    assert 'class="figure figure--stated"' in desk.html(link)
    assert "; confirmed on 2025-10-06" in desk.html(link)


def test_a_page_says_of_sources_that_differ_what_each_says_without_brackets_in_brackets():
    one = make_fact("a/one", "12", "2025")
    other = make_fact("b/other", "13", "2025", source=replace(one.source, name="TRT World (Reuters)"))
    desk = SiteIndex(make_site((one, other), standings={}), {}, Words())
    note = AllowedNote(rule="dispute", message="for editors", reasons=("Both stand.",), facts=(one.id, other.id))
    assert mismatch(desk, note) == (
        "Sources disagree on one figure: Xiaomi: Deliveries, 2025: "
        "Lei Jun on Weibo says 12 vehicles; TRT World (Reuters) says 13 vehicles"
    )


def test_a_link_to_a_figure_says_that_several_sources_differ():
    one, other, third = (
        make_fact(f"{id}/new", value, "2025", **TARGET)
        for id, value in zip("abc", ("350,000", "360,000", "370,000"), strict=True)
    )
    standings = {
        one.id: Standing(status=Status.CURRENT, disputed_by=(other.id, third.id)),
        other.id: Standing(status=Status.SAME, disputed_by=(one.id, third.id)),
        third.id: Standing(status=Status.SAME, disputed_by=(one.id, other.id)),
    }
    desk = SiteIndex(make_site((one, other, third), standings=standings), {}, Words())
    html = desk.html(Prose(html='<a href="\x000\x00">x</a>', references=(Reference(f"fact:{one.id}", PLACE, "x"),)))
    assert "; other sources say 360,000 vehicles, 370,000 vehicles" in html


def test_a_link_to_a_figure_says_that_the_newsroom_alone_calls_it_disputed():
    doubted = make_fact("a/doubted", "200,000", "2025", confidence=Confidence.DISPUTED)
    site_index = SiteIndex(make_site((doubted,), standings={}), {}, Words())
    prose = Prose(html='<a href="\x000\x00">x</a>', references=(Reference("fact:a/doubted", PLACE, "x"),))
    assert 'class="figure figure--disputed' in site_index.html(prose)
    assert '; disputed"' in site_index.html(prose)


def test_a_link_to_a_figure_says_what_replaced_it_and_which_source_differs():
    old = make_fact("a/old", "300,000", "2025", "2024-12-31", **TARGET)
    new = make_fact("a/new", "350,000", "2025", **TARGET)
    other = make_fact("b/new", "360,000", "2025", **TARGET)
    standings = {
        old.id: Standing(status=Status.SUPERSEDED, superseded_by=new.id),
        other.id: Standing(status=Status.SAME, disputed_by=(new.id,)),
        new.id: Standing(status=Status.CURRENT, disputed_by=(other.id,)),
    }
    key = SeriesKey(XIAOMI, "deliveries", "", "", new.period, FactKind.TARGET, "")
    site = make_site((old, new, other), standings=standings)
    settled = Dispute(key=key, facts=(new.id, other.id), preferred=new.id, settlement="The others have it.")
    site_desk = SiteIndex(replace(site, ledger=replace(site.ledger, disputes=(settled,))), {}, Words())
    marks = []
    for fact in (old, new, other):
        html = site_desk.html(
            Prose(html='<a href="\x000\x00">x</a>', references=(Reference(f"fact:{fact.id}", PLACE, "x"),))
        )
        marks.append((html.partition('class="')[2].partition('"')[0], html.partition('title="')[2].partition('"')[0]))
    said = "Xiaomi, Deliveries target, 2025"
    assert marks == [
        (
            "figure figure--superseded figure--stated",
            f"{said}: 300,000 vehicles, as of 2024-12-31 (Lei Jun on Weibo); since then 350,000 vehicles, 2025-03-18",
        ),
        (
            "figure figure--stated",
            f"{said}: 350,000 vehicles, as of 2025-03-18 (Lei Jun on Weibo);"
            " another source says 360,000 vehicles, which is not preferred",
        ),
        (
            "figure figure--disputed figure--stated",
            f"{said}: 360,000 vehicles, as of 2025-03-18 (Lei Jun on Weibo); another source says 350,000 vehicles",
        ),
    ]


def test_a_count_from_before_its_target_has_its_day_and_no_percentage():
    goal = make_fact("a/goal", "22,429", "2021", "2021-06-02", **TARGET)
    count = make_fact("a/count", "299,853", "2021", "2021-03-11")
    tracker = make_tracker(
        "2021", (goal.id,), TargetVerdict.OVERDUE, count=make_quantity("299853"), counted_to=date(2021, 3, 11), share=13
    )
    view = tracker_view(site_index(goal, count), tracker)
    assert (view.share, view.is_count_older, view.counted_to.text) == (None, True, "2021-03-11")
    later = tracker_view(site_index(goal, count), replace(tracker, counted_to=date(2021, 7, 1)))
    assert (later.share, later.is_count_older) == (13, False)


def test_a_target_that_was_raised_after_a_count_keeps_the_percentage():
    goals = [
        make_fact(f"a/{value}", value, "2025", day, **TARGET)
        for value, day in (("100,000", "2025-01-10"), ("120,000", "2025-04-02"))
    ]
    count = make_fact("a/count", "21,800", "2025", "2025-03-31")
    tracker = make_tracker(
        "2025",
        tuple(goal.id for goal in goals),
        TargetVerdict.OPEN,
        count=make_quantity("21800"),
        counted_to=date(2025, 3, 31),
        share=Decimal("0.18"),
    )
    view = tracker_view(site_index(*goals, count), tracker)
    assert (view.share, view.is_count_older) == (Decimal("0.18"), False)


@pytest.mark.parametrize(
    ("period", "counted_to", "before"),
    [
        ("2026", date(2026, 3, 31), "2025-Q1"),
        ("2026", date(2026, 5, 12), "2025-01-01/2025-05-12"),
        ("2025-02", date(2025, 2, 28), "2024-02"),
    ],
)
def test_the_stretch_a_year_before_what_is_counted_is_named(period, counted_to, before):
    goal = make_fact("a/goal", "550,000", period, "2024-01-02", **TARGET)
    count = make_quantity("79000")
    tracker = make_tracker(
        period, (goal.id,), TargetVerdict.OPEN, count=count, counted_to=counted_to, year_before=make_quantity("75869")
    )
    assert tracker_view(site_index(goal), tracker).stretch_before.text == before


def test_a_target_that_a_union_set_for_a_company_is_none_to_lead_with():
    demand = make_fact("a/demand", "30", "2029", holder="The union", **TARGET)
    own = make_fact("a/own", "18", "2029", holder="lei-jun", **TARGET)
    assert key_series(site_index(demand), XIAOMI) == ()
    assert key_series(site_index(demand, own), XIAOMI) == (own.id,)


def test_a_figure_that_gives_way_to_the_exact_one_of_its_day_is_told_from_one_that_is_replaced():
    old = make_fact("a/1", "over 135,000", "2024", "2024-12-31")
    standing = Standing(status=Status.SUPERSEDED, superseded_by="b/1")
    exact = make_fact("b/1", "136,854", "2024", "2024-12-31")
    later = make_fact("b/1", "136,854", "2024", "2025-01-20")
    assert is_made_exact(old, standing, exact)
    assert not is_made_exact(old, standing, later)
    assert not is_made_exact(old, replace(standing, is_restated=True), exact)
    assert not is_made_exact(old, replace(standing, is_upheld=True), exact)
    assert not is_made_exact(old, replace(standing, status=Status.CURRENT), exact)
